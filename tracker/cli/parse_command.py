"""``tracker parse``: the outline of an issue, a compilation or a single instrument."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, PageFormat, chosen_format
from tracker.cli.look import look_for
from tracker.cli.options import (
    DEFAULT_STORE,
    Color,
    ColorOption,
    Lang,
    LangOption,
    OutputOption,
    UnusedStoreOption,
    VerboseOption,
)
from tracker.cli.output import write, write_paged

if TYPE_CHECKING:
    from tracker.model import Lang as Language


def parse(  # noqa: PLR0913 - one parameter an option of the contract
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A gazette issue, a compilation or a single instrument.")
    ],
    *,
    store: UnusedStoreOption = DEFAULT_STORE,  # noqa: ARG001 - as every command takes it
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what became of every line of the source, and by which rule.")
    ] = False,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Recognise the text of a scanned PDF or a picture; TRACKER_OCR=1 always does.")
    ] = False,
    format_: Annotated[PageFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Show the outline of a source: its documents, their provisions, and what is odd about them."""
    chosen = chosen_format(format_, output, PageFormat)
    if explain:
        write_paged(_explanation(file, chosen, lang.value, ocr=ocr), output)
        return
    if chosen is PageFormat.HTML:
        raise typer.BadParameter("the outline is no page; --explain is", param_hint="--format")
    import json

    from tracker.box.sources import parse_guarded
    from tracker.schema.issues import issue_to_json

    issue = parse_guarded(file, ocr=ocr or None)
    if chosen is PageFormat.JSON:
        write(json.dumps(issue_to_json(issue), ensure_ascii=False, indent=1) + "\n", output)
        return
    from tracker.cli.issue_outline import outline

    write_paged(outline(issue, look_for(output, lang, color, verbose=verbose)), output)


def _explanation(file: Path, chosen: PageFormat, lang: Language, *, ocr: bool) -> str:
    """What became of every line of a file.

    Raises:
        typer.BadParameter: it is wanted as JSON, in which the outline itself has the places of everything.
    """
    if chosen is PageFormat.JSON:
        raise typer.BadParameter("an explanation is text or html, no json", param_hint="--format")
    from tracker.box.sources import explained_guarded
    from tracker.render.explanation import explanation_page, explanation_text

    lines = explained_guarded(file, ocr=ocr or None)
    if chosen is PageFormat.HTML:
        return explanation_page(lines, file.name, lang)
    return explanation_text(lines, lang)
