"""``tracker check``: what a change to the store means, for CI."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from tracker.cli import status_codes
from tracker.cli.cites_command import wrapped
from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.look import look_for
from tracker.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    Color,
    ColorOption,
    ConfigOption,
    FindingsFormat,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import write


def check(  # noqa: PLR0913 - one parameter an option of the contract
    *,
    base: Annotated[
        str | None, typer.Option("--base", metavar="REV", help="The commit before.", show_default="what the CI says")
    ] = None,
    head: Annotated[
        str | None, typer.Option("--head", metavar="REV", help="The commit after.", show_default="HEAD")
    ] = None,
    as_of: AsOfOption = None,
    config: ConfigOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[FindingsFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,  # noqa: ARG001 - its callback gives the log a voice
) -> None:
    """Show what a change to the store means, judged by [check] of tracker.toml; exit with 1 where it fails."""
    output_format = chosen_format(format_, output, FindingsFormat)
    from tracker.check import check_report as report
    from tracker.check.meaning import checked
    from tracker.check.policy import policy_for
    from tracker.check.revisions import base_and_head
    from tracker.cli.days import day
    from tracker.store import open_store

    policy = policy_for(store, config)
    with open_store(store) as opened:
        before, after = base_and_head(opened, base, head, os.environ)
    found = checked(store, before, after, policy, day(as_of, "--as-of"))
    if output_format is FindingsFormat.JSON:
        content = report.check_json(found)
    else:
        makers = {
            FindingsFormat.TEXT: report.check_text,
            FindingsFormat.MD: report.check_markdown,
            FindingsFormat.SARIF: report.check_sarif,
            FindingsFormat.GITHUB: report.check_annotations,
        }
        content = makers[output_format](found, lang.value)
    if output_format is FindingsFormat.TEXT:
        content = wrapped(content, look_for(output, lang, color), strong=0)
    write(content, output)
    if found.verdict == "fail":
        raise typer.Exit(status_codes.CHANGES_FOUND)
