"""``tracker digest``: what happened in a time, as a report that people circulate (contract §6)."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from tracker.cli.days import day
from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.options import (
    DEFAULT_STORE,
    Color,
    ColorOption,
    ConfigOption,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import write


class DigestFormat(StrEnum):
    """Output formats of this command."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    DOCX = "docx"
    JSON = "json"


def digest(  # noqa: PLR0913 - one parameter an option of the contract
    *,
    since: Annotated[
        str | None, typer.Option(help="From this day on; by default the last week.", metavar="DATE")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day.", metavar="DATE")] = None,
    config: ConfigOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[DigestFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,  # noqa: ARG001 - there is nothing to colour
    verbose: VerboseOption = False,  # noqa: ARG001 - its callback gives the log a voice
) -> None:
    """Tell what happened in a time as a report: text, md, html, docx or json."""
    from tracker.monitor.config import find_config, read_config
    from tracker.monitor.digest import digest_of, events_between
    from tracker.monitor.events import event_to_json
    from tracker.monitor.settings import BEIJING
    from tracker.render.digest import digest_html, digest_markdown, digest_text

    chosen = chosen_format(format_, output, DigestFormat)
    first = date.fromisoformat(day(since, "--since")) if since else None
    last = date.fromisoformat(day(until, "--until")) if until else None
    file = find_config(store, config)
    zone = read_config(file).timezone if file else BEIJING
    events = events_between(store, first, last, zone)
    if chosen is DigestFormat.JSON:
        value = {"schema": "tracker.events/1", "events": [event_to_json(event) for event in events]}
        write(json.dumps(value, ensure_ascii=False, indent=1) + "\n", output)
        return
    report = digest_of(events, first, last, lang.value, zone)
    if chosen is DigestFormat.DOCX:
        from tracker.render.docx_digest import digest_docx

        write(digest_docx(report), output)
        return
    render = {DigestFormat.MD: digest_markdown, DigestFormat.HTML: digest_html}.get(chosen, digest_text)
    write(render(report), output)
