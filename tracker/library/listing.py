"""What a store holds, as a list: its documents, or its works with their newest version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import title_key
from tracker.lineage.state_of_versions import entry
from tracker.lineage.values import Record, State

if TYPE_CHECKING:
    from tracker.library.chosen_versions import Narrowing
    from tracker.library.holdings import Library
    from tracker.lineage.state_of_versions import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of a list: a document or a work, its state on the day, and how many versions its work has."""

    title: str
    work: str
    record: Record
    state: State
    versions: int


def listed(library: Library, day: str, by: Narrowing, *, words: str = "", works: bool = False) -> tuple[Listed, ...]:
    """The documents of a store that are asked for, or its works: the newest first.

    ``day`` (ISO) is that of the states. ``words`` must stand in a title or a number. A work stands for its newest
    version; a document that carries several rules is one line a rule.
    """
    wanted, number = title_key(words), number_key(words) if words else ""
    found = [
        one
        for one in (_works(library, day) if works else _versions(library, day))
        if by.holds(one.record, one.state) and (not words or _is_named(one, wanted, number))
    ]
    return tuple(sorted(found, key=_newest, reverse=True))


def _versions(library: Library, day: str) -> Iterator[Listed]:
    for work in library.works:
        for stage in work.stages:
            one = entry(work, stage, day)
            yield _line(one, stage.record.document_title, len(work.stages))


def _works(library: Library, day: str) -> Iterator[Listed]:
    for work in library.works:
        yield _line(entry(work, work.stages[-1], day), work.name, len(work.stages))


def _line(one: Entry, title: str, versions: int) -> Listed:
    return Listed(title=title, work=one.work, record=one.stage.record, state=one.state, versions=versions)


def _is_named(one: Listed, title: str, number: str) -> bool:
    names = (one.title, one.work, one.record.title)
    return any(title and title in title_key(name) for name in names) or number in (one.record.number_key or "")


def _newest(one: Listed) -> tuple[str, str]:
    return one.record.signed or one.record.published or "", one.record.key
