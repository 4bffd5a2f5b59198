"""``tracker diff OLD NEW``: what changed between two texts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import status_codes
from tracker.cli.formats import FORMAT, Format, chosen_format
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
from tracker.cli.output import has_colour, notice, terminal_width, write, write_paged
from tracker.messages import said

if TYPE_CHECKING:
    from tracker.library.two_sides import TwoTexts
    from tracker.model import ChangeSet, DiffSet


class Layout(StrEnum):
    """How a report places the two texts."""

    INLINE = "inline"
    SIDE_BY_SIDE = "side-by-side"


class Context(StrEnum):
    """How much of the unchanged text a report shows."""

    CHANGED = "changed"
    ALL = "all"


def diff(  # noqa: PLR0913 - one parameter an option of the contract
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="FILE or FILE#文号, document number or title; @DATE, @REV, #第七条.")
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="NEW", help="The same, for the newer text; without it OLD's last two versions."),
    ] = None,
    more: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MORE]...", help="Further versions, in order: the table that has all side by side."),
    ] = None,
    *,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[Format | None, FORMAT] = None,
    output: OutputOption = None,
    layout: Annotated[Layout, typer.Option("--layout", help="Marks in one text, or 新旧对照.")] = Layout.INLINE,
    context: Annotated[Context, typer.Option("--context", help="Show changes only, or everything.")] = Context.CHANGED,
    strict: Annotated[bool, typer.Option("--strict", help="Count typographic differences too.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when changes are found.")] = False,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    author: Annotated[str, typer.Option("--author", help="Who signs the changes in a DOCX.")] = "gazette-tracker",
    date: Annotated[
        str | None, typer.Option("--date", help="When they were made (ISO 8601).", show_default="date of NEW")
    ] = None,
    verbose: VerboseOption = False,
) -> None:
    """Show what changed from OLD to NEW; of three versions and more, what changed from each to the next."""
    from tracker.render import RENDERERS, RenderOptions

    chosen = chosen_format(format_, output, Format)
    options = RenderOptions(
        lang=lang.value,
        layout=layout.value,
        context=context.value,
        color=has_colour(color.value, output),
        width=terminal_width(output),
        verbose=verbose,
        author=author,
        date=_date(date),
    )
    if new is not None and more:
        from tracker.cli.many_versions_diff import diff_of_many

        changed = diff_of_many((old, new, *more), store, chosen.value, options, output, strict=strict)
        raise typer.Exit(status_codes.CHANGES_FOUND if changed and exit_code else status_codes.DONE)
    texts, comparison = _compare(old, new, store, strict=strict)
    show = write_paged if chosen == "text" else write
    show(RENDERERS[chosen](comparison, options), output)
    if exit_code and _any_change(comparison, narrowed=texts.is_narrowed):
        raise typer.Exit(status_codes.CHANGES_FOUND)


def _date(text: str | None) -> str | None:
    """An ISO 8601 date or time, checked; a usage error where it is neither."""
    try:
        return text and datetime.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(said("{text!r} is not an ISO 8601 date", text=text), param_hint="--date") from error


def _compare(old: str, new: str | None, store: Path, *, strict: bool) -> tuple[TwoTexts, ChangeSet | DiffSet]:
    """Resolve the references and compare what they name; what is odd about the choice is said."""
    from tracker.library.two_sides import compared, two_texts
    from tracker.model import DiffSet

    texts = two_texts(old, new, store)
    result = compared(texts, strict=strict)
    told = (*texts.old.notes, *texts.new.notes, *(texts.remarks if isinstance(result, DiffSet) else ()))
    for note in dict.fromkeys(told):
        notice(note)
    return texts, result


def _any_change(comparison: ChangeSet | DiffSet, *, narrowed: bool) -> bool:
    from tracker.compare.change_counts import found_changes
    from tracker.compare.versions import found_differences
    from tracker.model import ChangeSet

    if isinstance(comparison, ChangeSet):
        return found_changes(comparison.changes) if narrowed else found_differences(comparison)
    return bool(comparison.added or comparison.removed) or any(map(found_differences, comparison.diffs))
