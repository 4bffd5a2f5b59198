"""``tracker cites FILE...``: every document that one's own texts cite, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import status_codes
from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.look import STRONG, Look, look_for
from tracker.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    Color,
    ColorOption,
    FindingsFormat,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import notice, write
from tracker.messages import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.check.cited import CitedFile
    from tracker.model import Lang as Language


def cites(  # noqa: PLR0913 - one parameter an option of the contract
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Your texts; a folder stands for its files.")],
    *,
    as_of: AsOfOption = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when a citation needs a look.")] = False,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[FindingsFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,  # noqa: ARG001 - its callback gives the log a voice
) -> None:
    """Show every document that texts of yours cite, and what became of it."""
    output_format = chosen_format(format_, output, FindingsFormat)
    from tracker.check.cited import Citing
    from tracker.cli.add_command import expanded
    from tracker.cli.days import day
    from tracker.errors import UnreadableSource
    from tracker.library import Library

    on = day(as_of, "--as-of")
    found: list[CitedFile] = []
    failed = 0
    with Library.open(store) as library:
        citing = Citing(library, on)
        for path in expanded(files):
            try:
                found.append(citing.at(path.as_posix(), path))
            except UnreadableSource as error:
                failed += 1
                notice(said("{path}: {what}", path=path, what=error.what))
    content = _rendered(found, on, output_format, lang.value)
    if output_format is FindingsFormat.TEXT:
        content = wrapped(content, look_for(output, lang, color), strong=-1)
    write(content, output)
    if failed:
        raise typer.Exit(status_codes.FAILED)
    if exit_code and any(one.needs_attention for file in found for one in file.citations):
        raise typer.Exit(status_codes.CHANGES_FOUND)


def wrapped(content: str, look: Look, *, strong: int) -> str:
    """A text broken to the columns of the terminal that it goes to; one of its lines (by its place) stands out."""
    from tracker.cli.tables import all_wrapped

    lines = content.splitlines()
    lines[strong] = look.paint(lines[strong], STRONG)
    return "\n".join(all_wrapped(lines, look.width)) + "\n"


def _rendered(files: Sequence[CitedFile], on: str, output_format: FindingsFormat, lang: Language) -> str:
    from tracker.check import cites_report as report

    if output_format is FindingsFormat.JSON:
        return report.cites_json(files, on, lang)
    makers = {
        FindingsFormat.TEXT: report.cites_text,
        FindingsFormat.MD: report.cites_markdown,
        FindingsFormat.SARIF: report.cites_sarif,
        FindingsFormat.GITHUB: report.cites_annotations,
    }
    return makers[output_format](files, lang)
