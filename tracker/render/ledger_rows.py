"""The ledger of rules (外规台账): a row a version, with who made it, how it stands, why, and where it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.titles import note_name
from tracker.wording.lineage import LEDGER, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.lineage.state_of_versions import Entry
    from tracker.model import Lang

WIDTHS = (10, 14, 14, 22, 44, 22, 12, 40, 30)
"""Widths of the columns in characters."""


def ledger(entries: Iterable[Entry], lang: Lang) -> list[tuple[str, ...]]:
    """The head and a row a version: state, from, until, number, title, issuers, signed, evidence, issue."""
    return [LEDGER[lang], *((*short_row(one, lang), *_more(one, lang)) for one in entries)]


def short_row(one: Entry, lang: Lang) -> tuple[str, ...]:
    """The first five columns, which fit a terminal: state, from, until, number, title."""
    return (
        STATES[one.state][lang],
        dated(one.start, one.stage.term.start_note, lang),
        _end(one, lang),
        one.stage.record.number or "—",
        one.stage.record.title,
    )


def _more(one: Entry, lang: Lang) -> Sequence[str]:
    record = one.stage.record
    issuers = ("、" if lang == "zh" else ", ").join(record.issuers)
    why = ("；" if lang == "zh" else "; ").join(line.text(lang) for line in one.why)
    return issuers, record.signed or "—", why, record.issue


def dated(day: str | None, note: str, lang: Lang) -> str:
    """A day with how it was resolved: ``2025-06-30（印发之日）``; — where it is not known."""
    if day is None:
        return "—"
    return _with(day, note_name(note) if lang == "en" else note, lang) if note else day


def _with(day: str, note: str, lang: Lang) -> str:
    return f"{day}（{note}）" if lang == "zh" else f"{day} ({note})"


def _end(one: Entry, lang: Lang) -> str:
    if one.ended_by is None:
        return dated(one.until, one.stage.term.until_note, lang)
    return _with(one.until or "?", f"由 {one.ended_by}" if lang == "zh" else f"by {one.ended_by}", lang)
