"""What a store holds, as a list: its documents, or its works with their newest version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.lineage.state_of_versions import entry
from tracker.lineage.values import Record, State

if TYPE_CHECKING:
    from tracker.library.holdings import Library
    from tracker.library.version_rows import Order, Question
    from tracker.lineage.state_of_versions import Entry

ALL: Final = -1
MOST_ROWS: Final = 500
"""Rows that a person is shown of a list, before being told how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of a list: a document or a work, its state on the day, and how many versions its work has."""

    title: str
    work: str
    record: Record
    state: State
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The lines that are shown, and how many there are of each state."""

    lines: tuple[Listed, ...]
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """How many lines there are in all."""
        return sum(self.counts.values())


def listed(library: Library, asked: Question, *, most: int = ALL) -> Listing:
    """The documents of a store that are asked for, or its works: the newest first, at most so many.

    A work stands for its newest version; a document that carries several rules is one line a rule.
    """
    lines = (
        _line(one, one.work if asked.works else one.stage.record.document_title, versions)
        for one, versions in _entries(library, asked, "newest", most)
    )
    return Listing(lines=tuple(lines), counts=library.index.works.versions.counts(asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The versions that are shown, and how many there are in each state."""

    entries: tuple[Entry, ...]
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """How many versions there are in all."""
        return sum(self.counts.values())


def ledger_of(library: Library, asked: Question, *, most: int = ALL) -> Ledger:
    """The versions that are asked for, by work, or where ``until`` is asked the first to end first; at most so many."""
    order: Order = "ending" if asked.until is not None else "work"
    entries = tuple(one for one, _ in _entries(library, asked, order, most))
    return Ledger(entries=entries, counts=library.index.works.versions.counts(asked))


def _entries(library: Library, asked: Question, order: Order, most: int) -> Iterator[tuple[Entry, int]]:
    """The versions with their states, each with the number of versions of its work."""
    works = library.index.works
    place, work = None, None
    for picked in works.versions.picked(asked, order, most):
        if work is None or place != picked.work:  # versions of one work mostly come together
            place, work = picked.work, works.at(picked.work)
        yield entry(work, work.stages[picked.stage], asked.day), len(work.stages)


def _line(one: Entry, title: str, versions: int) -> Listed:
    return Listed(title=title, work=one.work, record=one.stage.record, state=one.state, versions=versions)
