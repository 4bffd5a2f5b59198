"""``tracker history WORK [第七条]``: how each provision came to read as it does, version by version."""

from __future__ import annotations

from typing import Annotated

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


def history(  # noqa: PLR0913 - one parameter an option
    work: Annotated[
        str, typer.Argument(metavar="WORK", help="A title or a document number; @DATE, @REV, #第七条 as elsewhere.")
    ],
    provision: Annotated[
        str | None, typer.Argument(metavar="[第七条]", help="One provision; without it all of them.")
    ] = None,
    *,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[PageFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Show how each provision of a work came to read as it does: 新增, 修改, 移（原第六条）, 拆分, 合并, 删除."""
    chosen = chosen_format(format_, output, PageFormat)
    from tracker.library.editions import asked
    from tracker.render.options import RenderOptions

    found = asked(work, provision, store)
    told = found.lives
    options = RenderOptions(
        lang=lang.value, color=has_colour(color.value, output), width=terminal_width(output), verbose=verbose
    )
    if chosen is PageFormat.JSON:
        from tracker.schema.histories import dumped, history_json

        write(dumped(history_json(found.work, found.commit, found.told, told)), output)
    elif chosen is PageFormat.HTML:
        from tracker.render.history_html import history_page

        write(history_page(found.work, found.told, told, options), output)
    else:
        from tracker.render.history_plain import history_text

        write_paged(history_text(found.work, found.told, told, options), output)
