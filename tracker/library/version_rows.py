"""A row a version in the tables of an index: what a ledger is narrowed, counted and ordered by, without its works.

The state of a version changes on few days. They are kept as spans, made with the one rule that says what a state is on
a day (``state_on``): a ledger of any day is a question to the database, and only the rows that are shown are loaded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from tracker.language.document_kinds import kind_of
from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import title_key
from tracker.lineage.state_of_versions import entry, state_on
from tracker.lineage.values import Stage, Work

if TYPE_CHECKING:
    from tracker.library.chosen_versions import Narrowing
    from tracker.lineage.values import State

__all__ = ["Order", "Picked", "Question", "VersionRows", "spans_of"]

Order: TypeAlias = Literal["work", "newest", "ending"]
"""By work, in order of first versions; by day of signing, the newest first; by the day they end, the first first."""

_ORDERS: Final[Mapping[Order, str]] = {
    "work": "works.first, versions.stage",
    "newest": "versions.day DESC, versions.key DESC",
    "ending": "versions.ends, versions.key",
}
_AFTER: Final = "!"
"""Sorts after a day and before the next: ``2026-03-01!`` is the day after, whatever the calendar says."""
_NEVER: Final = "~"
_FROM: Final = (
    "FROM versions JOIN works ON works.id = versions.work "
    "JOIN spans ON spans.work = versions.work AND spans.stage = versions.stage AND spans.first <= ? AND after > ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which versions are asked for, on which ISO ``day``.

    ``words`` stand in a title or number; ``works`` asks for the newest version of each work alone; ``until`` for
    versions in force that end from ``day`` to that day.
    """

    day: str
    by: Narrowing
    words: str = ""
    works: bool = False
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A version that was asked for: the place of its work, its own among the work's versions, from 0."""

    work: int
    stage: int


class VersionRows:
    """The versions of an index as rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def put(self, work: int, stages: Sequence[Stage]) -> None:
        """Keep the versions of a work that is new."""
        self._db.executemany(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(work, place, stage, len(stages)) for place, stage in enumerate(stages)),
        )
        self._db.executemany(
            "INSERT INTO spans VALUES (?, ?, ?, ?, ?)",
            ((work, place, *span) for place, stage in enumerate(stages) for span in spans_of(stage)),
        )

    def drop(self, work: int) -> None:
        """Forget the versions of a work."""
        for table in ("versions", "spans"):
            self._db.execute(f"DELETE FROM {table} WHERE work = ?", (work,))  # noqa: S608 - the names stand above

    def counts(self, asked: Question) -> dict[State, int]:
        """How many versions are in each state."""
        where, values = _conditions(asked)
        rows = self._db.execute(f"SELECT state, COUNT(*) {_FROM} {where} GROUP BY state", values)
        return {cast("State", state): int(count) for state, count in rows}

    def picked(self, asked: Question, order: Order, most: int) -> Iterator[Picked]:
        """The first of the versions in an order, at most so many; -1 for all."""
        where, values = _conditions(asked)
        question = f"SELECT versions.work, versions.stage {_FROM} {where} ORDER BY {_ORDERS[order]} LIMIT ?"
        for work, stage in self._db.execute(question, (*values, most)):
            yield Picked(work=int(work), stage=int(stage))


def spans_of(stage: Stage) -> Iterator[tuple[str, str, State]]:
    """From when, until before when a version is in which state; the first begins with the first of all days."""
    found: list[tuple[str, State]] = []
    for day in sorted({"", *_days(stage)}):
        for moment in (day, f"{day}{_AFTER}"):
            state = state_on(stage, moment)
            if not found or found[-1][1] != state:
                found.append((moment, state))
    ends = [*(first for first, _ in found[1:]), _NEVER]
    yield from ((first, after, state) for (first, state), after in zip(found, ends, strict=True))


def _days(stage: Stage) -> Iterable[str]:
    """All days on which the state can become another one."""
    term = stage.term
    pauses = (day for pause in term.pauses for day in (pause.start, pause.end))
    days = (term.start, stage.record.signed, stage.ended, term.until, *pauses, *(day for day, _ in stage.partial))
    return (day for day in days if day)


def _row(work: int, place: int, stage: Stage, versions: int) -> tuple[object, ...]:
    record = stage.record
    titles = (record.title, record.document_title)
    return (
        work,
        place,
        record.key,
        record.signed or record.published or "",
        "\n".join(record.issuers),
        "\n".join(dict.fromkeys(kind_of(title) or "" for title in titles)),
        "\n".join(dict.fromkeys(map(title_key, titles))),
        record.number_key or "",
        _end(stage),
        place == versions - 1,
    )


def _end(stage: Stage) -> str:
    """The last day of a version as a ledger tells it; empty where none is known."""
    return entry(Work(name="", stages=(stage,)), stage, "").until or ""


def _conditions(asked: Question) -> tuple[str, tuple[object, ...]]:
    """The condition of a question, with its values; those of the day first."""
    parts: list[str] = []
    values: list[object] = [asked.day, asked.day]

    def ask(condition: str, *more: object) -> None:
        parts.append(condition)
        values.extend(more)

    by = asked.by
    if by.states:
        ask(f"state IN ({', '.join('?' * len(by.states))})", *sorted(by.states))
    if by.issuer:
        ask("instr(issuers, ?) > 0", by.issuer)
    if by.kind:
        ask("instr(char(10) || kinds || char(10), char(10) || ? || char(10)) > 0", by.kind)
    if by.since is not None or by.until is not None:
        ask("versions.day <> '' AND versions.day >= ? AND versions.day <= ?", by.since or "", by.until or _NEVER)
    if asked.works:
        ask("newest")
    if asked.words:
        title, number = title_key(asked.words), number_key(asked.words)
        named = "? <> '' AND (instr(titles, ?) > 0 OR instr(works.folded, ?) > 0)"
        ask(f"(({named}) OR instr(number, ?) > 0)", title, title, title, number)
    if asked.until is not None:
        ask("state IN ('in-force', 'partly-repealed') AND ends >= ? AND ends <= ?", asked.day, asked.until)
    return ("WHERE " + " AND ".join(parts) if parts else ""), tuple(values)
