"""``tracker log``: what the store holds, or the history of one thing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import TextFormat, TextFormatOption, chosen_format
from tracker.cli.look import FAINT, OUTCOME_STYLES, Look, look_for, outcome_name
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
from tracker.cli.output import write
from tracker.errors import UnknownReference

if TYPE_CHECKING:
    from tracker.store import AnyStore, StoredIssue
    from tracker.store.history import Event

ISSUES_HEADER = {
    "zh": ("期", "出版", "取得", "提交", "标题"),
    "en": ("ISSUE", "PUBLISHED", "OBSERVED", "COMMIT", "TITLE"),
}
EVENTS_HEADER = {
    "zh": ("取得", "事件", "期", "提交", "SHA-256", "标题"),
    "en": ("OBSERVED", "EVENT", "ISSUE", "COMMIT", "SHA-256", "TITLE"),
}
SHORT = 10
"""Digits of a hash that a table shows."""


def log(  # noqa: PLR0913 - one parameter an option of the contract
    what: Annotated[
        str | None, typer.Argument(metavar="WORK|DOCUMENT|ISSUE", help="One thing; else everything.")
    ] = None,
    *,
    store: StoreOption = DEFAULT_STORE,
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Show what the store holds, or the history of one thing, newest first."""
    chosen = chosen_format(format_, output, TextFormat)
    from tracker.store import open_store

    look = look_for(output, lang, color, verbose=verbose)
    with open_store(store) as opened:
        if what is None:
            issues = opened.issues()
            write(_issues_json(issues) if chosen is TextFormat.JSON else _issues_text(issues, look), output)
        else:
            events = _history(opened, what, store)
            write(_events_json(what, events) if chosen is TextFormat.JSON else _events_text(events, look), output)


def _history(store: AnyStore, what: str, folder: Path) -> list[Event]:
    """The events of every issue that carries a version of ``what``, newest first."""
    from tracker.library.references import parted, split

    plain, steps = parted(what)
    name, at = split(plain)
    revision = store.at_date(at.day) if at.day else at.revision
    refs = _issues_of(store, name, revision, folder) if not steps else _issues_of_provision(what, revision, folder)
    events = [event for ref in refs for event in store.history(ref, revision)]
    return sorted(events, key=lambda event: event.observed, reverse=True)


def _issues_of(store: AnyStore, name: str, revision: str | None, folder: Path) -> list[str]:
    with suppress(UnknownReference):
        return [store.entry(name.strip("/"), revision).ref]
    from tracker.library import Library

    with Library.open(folder, revision=revision) as library:
        stages = library.numbered(name) or [stage for work in library.titled(name) for stage in work.stages]
        if not stages:
            raise library.unknown(name)
    return list(dict.fromkeys(stage.record.issue for stage in stages))


def _issues_of_provision(what: str, revision: str | None, folder: Path) -> list[str]:
    """The issues whose versions gave a provision the words it has, or had."""
    from tracker.library import Library
    from tracker.library.editions import asked_of
    from tracker.library.provisions import path_text
    from tracker.library.references import parted, split

    plain, steps = parted(what)
    ref = f"{split(plain)[0]}#{path_text(steps)}"
    with Library.open(folder, revision=revision) as library:
        library.resolve(ref)  # which says what there is instead, where it is not there
        found = asked_of(library, ref, None)
    (own,) = found.lives  # of the one provision that is named
    worded = [turn.edition for turn in own.turns if turn.change is None or turn.change.kind != "unchanged"]
    return list(dict.fromkeys(found.stages[edition].record.issue for edition in worded))


def _issues_text(issues: Sequence[StoredIssue], look: Look) -> str:
    rows = [
        (one.ref, one.published or "—", f"{one.observed:%Y-%m-%d %H:%M}", one.commit[:SHORT], one.title)
        for one in issues
    ]
    return _table([ISSUES_HEADER[look.lang], *rows], [("", *_details(one)) for one in issues], look)


def _events_text(events: Sequence[Event], look: Look) -> str:
    rows = [
        (
            f"{event.observed:%Y-%m-%d %H:%M}",
            outcome_name(event.outcome, look.lang),
            event.ref,
            event.commit[:SHORT],
            event.sha256[:SHORT],
            event.subject,
        )
        for event in events
    ]
    more = [(event.outcome, *_details(event)) for event in events]
    return _table([EVENTS_HEADER[look.lang], *rows], more, look)


def _details(one: StoredIssue | Event) -> list[str]:
    """The whole hashes, and where the bytes came from."""
    named = {"commit": one.commit, "SHA-256": one.sha256, "URL": one.url, "parser": getattr(one, "parser", None)}
    return [f"{name} {value}" for name, value in named.items() if value]


def _table(rows: Sequence[Sequence[str]], more: Iterable[tuple[str, ...]], look: Look) -> str:
    """Rows below a head; ``more`` has for each of them its outcome, and what is shown below it on request."""
    from tracker.cli.tables import aligned, all_wrapped, plain

    head, *shown = aligned(rows, width=look.width)
    lines = [look.paint(head, FAINT)]
    for row, (outcome, *details) in zip(shown, more, strict=True):
        style = OUTCOME_STYLES.get(outcome)
        lines.append(look.paint_word(row, outcome_name(outcome, look.lang), style) if outcome else row)
        if look.verbose:
            told = (f"    · {plain(detail)}" for detail in details)
            lines += [look.paint(line, FAINT) for line in all_wrapped(told, look.width)]
    return "\n".join(lines) + "\n"


def _issues_json(issues: Sequence[StoredIssue]) -> str:
    return _dumped(
        {
            "schema": "tracker.log/1",
            "issues": [
                {
                    "ref": one.ref,
                    "gazette": one.gazette,
                    "year": one.year,
                    "number": one.number,
                    "title": one.title,
                    "published": one.published,
                    "observed": one.observed.isoformat(),
                    "commit": one.commit,
                    "sha256": one.sha256,
                    "source_url": one.url,
                }
                for one in issues
            ],
        }
    )


def _events_json(what: str, events: Sequence[Event]) -> str:
    return _dumped(
        {
            "schema": "tracker.log/1",
            "ref": what,
            "events": [
                {
                    "event": event.outcome,
                    "issue": event.ref,
                    "title": event.subject,
                    "published": event.published,
                    "observed": event.observed.isoformat(),
                    "commit": event.commit,
                    "sha256": event.sha256 or None,
                    "source_url": event.url,
                    "parser": event.parser,
                    "recorded": event.recorded,
                }
                for event in events
            ],
        }
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
