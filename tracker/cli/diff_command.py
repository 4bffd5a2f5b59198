"""``tracker diff OLD NEW``: what changed between two texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import status_codes
from tracker.cli.options import (
    DEFAULT_STORE,
    Color,
    ColorOption,
    Format,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import has_colour, terminal_width, to_standard_output, write, write_paged
from tracker.errors import BadReference

if TYPE_CHECKING:
    from tracker.library.references import Resolved
    from tracker.model import ChangeSet, DiffSet, Version

NOT_WRITTEN = frozenset(
    {".doc", ".xls", ".csv", ".odt", ".ods", ".rtf", ".wps", ".et", ".ppt", ".pptx", ".png", ".jpg"}
)
"""Suffixes that promise a format which is not written."""


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
        str, typer.Argument(metavar="OLD", help="FILE or FILE#文号, document number or title; @DATE, @REV.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, for the newer text.")],
    *,
    store: StoreOption = DEFAULT_STORE,
    output_format: Annotated[
        Format | None, typer.Option("--format", "-f", help="Output format.", show_default="text, or by -o's suffix")
    ] = None,
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
    """Show what changed from OLD to NEW."""
    from tracker.render import RENDERERS, RenderOptions

    chosen = str(output_format or format_of(output))
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
    comparison = _compare(old, new, store, strict=strict)
    show = write_paged if chosen == "text" else write
    show(RENDERERS[chosen](comparison, options), output)
    if exit_code and _any_change(comparison):
        raise typer.Exit(status_codes.CHANGES_FOUND)


def format_of(output: Path | None) -> str:
    """The format that the output file's suffix names; text where there is none.

    A suffix of another kind of document is a usage error: a text called .doc opens in no office program.
    """
    from tracker.render import SUFFIXES

    if output is None or to_standard_output(output):
        return "text"
    suffix = output.suffix.lower()
    if suffix in NOT_WRITTEN:
        known = ", ".join(sorted(SUFFIXES))
        raise typer.BadParameter(f"no {suffix} is written; end the name in {known}, or give --format", param_hint="-o")
    return SUFFIXES.get(suffix, "text")


def _date(text: str | None) -> str | None:
    """An ISO 8601 date or time, checked; a usage error where it is neither."""
    try:
        return text and datetime.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not an ISO 8601 date", param_hint="--date") from error


def _compare(old: str, new: str, store: Path, *, strict: bool) -> ChangeSet | DiffSet:
    """Resolve both references and compare what they name; the comparison carries how each side was named."""
    from tracker.cli.named import named
    from tracker.compare import compare
    from tracker.model import ChangeSet, Issue

    before, after = named(old, store), named(new, store)
    if isinstance(before.value, Issue) != isinstance(after.value, Issue):
        whole, single = (before, after) if isinstance(before.value, Issue) else (after, before)
        raise _uneven(whole, single)
    result = compare(before.value, after.value, strict=strict)
    if isinstance(result, ChangeSet):
        return replace(result, old=_named(result.old, before.version), new=_named(result.new, after.version))
    return replace(result, old=before.version, new=after.version)


def _named(compared: Version, resolved: Version) -> Version:
    """What the reference says of a version, completed by what the comparison found in the text."""
    return replace(
        compared,
        ref=resolved.ref,
        sha256=resolved.sha256 or compared.sha256,
        title=compared.title or resolved.title,
        doc_number=compared.doc_number or resolved.doc_number,
        date=compared.date or resolved.date,
        issuers=compared.issuers or resolved.issuers,
        effective=compared.effective or resolved.effective,
    )


def _uneven(whole: Resolved, single: Resolved) -> BadReference:
    return BadReference(
        f"is a whole issue, and {single.version.ref} is one document",
        where=whole.version.ref,
        do=f"pick the document to compare with {whole.version.ref.rstrip('#')}#文号",
    )


def _any_change(comparison: ChangeSet | DiffSet) -> bool:
    from tracker.compare.versions import found_differences
    from tracker.model import ChangeSet

    if isinstance(comparison, ChangeSet):
        return found_differences(comparison)
    return bool(comparison.added or comparison.removed) or any(map(found_differences, comparison.diffs))
