"""``tracker blame WORK``: the newest text, with the version that wrote each stretch of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, PageFormat, chosen_format
from tracker.cli.options import (
    DEFAULT_STORE,
    Color,
    ColorOption,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import has_colour, terminal_width, write, write_paged

if TYPE_CHECKING:
    from tracker.history.word_writers import Written
    from tracker.library.editions import Asked


def blame(  # noqa: PLR0913 - one parameter an option
    work: Annotated[
        str,
        typer.Argument(
            metavar="WORK", help="A title (its newest text) or a document number (that version); @DATE, @REV, #第七条."
        ),
    ],
    *,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[PageFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,  # noqa: ARG001 - scripts give every command the same options
) -> None:
    """Show the text of a work with the version that wrote each stretch of words."""
    chosen = chosen_format(format_, output, PageFormat)
    from tracker.library.editions import asked
    from tracker.render.options import RenderOptions

    found = asked(work, None, store)
    told = found.told.until(found.edition)
    text = _written(found)
    options = RenderOptions(lang=lang.value, color=has_colour(color.value, output), width=terminal_width(output))
    if chosen is PageFormat.JSON:
        from tracker.schema.histories import blame_json, dumped

        write(dumped(blame_json(found.work, found.commit, told, text)), output)
    elif chosen is PageFormat.HTML:
        from tracker.render.history_html import blame_page

        write(blame_page(found.work, told, text, options), output)
    else:
        from tracker.render.history_plain import blame_text

        write_paged(blame_text(found.work, told, text, options), output)


def _written(found: Asked) -> tuple[Written, ...]:
    """The provisions of the text that is asked for: all, or the one that is named."""
    from tracker.history.word_writers import authorship

    text = authorship(found.told.until(found.edition))
    return text if found.place is None else tuple(one for one in text if one.place.index == found.place.index)
