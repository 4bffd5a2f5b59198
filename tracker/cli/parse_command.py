"""``tracker parse``: the outline of an issue, a compilation or a single instrument."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.formats import TextFormat, TextFormatOption, chosen_format
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


def parse(  # noqa: PLR0913 - one parameter an option of the contract
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A gazette issue, a compilation or a single instrument.")
    ],
    *,
    store: UnusedStoreOption = DEFAULT_STORE,  # noqa: ARG001 - as every command takes it
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Show the outline of a source: its documents, their provisions, and what is odd about them."""
    chosen = chosen_format(format_, output, TextFormat)
    import json

    from tracker.box.sources import parse_guarded
    from tracker.schema.issues import issue_to_json

    issue = parse_guarded(file)
    if chosen is TextFormat.JSON:
        write(json.dumps(issue_to_json(issue), ensure_ascii=False, indent=1) + "\n", output)
        return
    from tracker.cli.outline import outline

    write_paged(outline(issue, look_for(output, lang, color, verbose=verbose)), output)
