"""``tracker parse``: the outline of an issue, a compilation or a single instrument."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import Format, FormatOption, Lang, LangOption, OutputOption
from tracker.cli.output import terminal_width, write


def parse(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A gazette issue, a compilation or a single instrument.")
    ],
    format_: FormatOption = Format.TEXT,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """Show the outline of a source: its documents, their provisions, and what is odd about them."""
    import json

    from tracker.parse import parse_file
    from tracker.schema import issue_to_json

    issue = parse_file(file)
    if format_ is Format.JSON:
        write(json.dumps(issue_to_json(issue), ensure_ascii=False, indent=1) + "\n", output)
        return
    if format_ is not Format.TEXT:
        raise typer.BadParameter(f"parse writes text or json, not {format_.value}", param_hint="--format")
    from tracker.cli.outline import outline

    write(outline(issue, lang.value, terminal_width(output)), output)
