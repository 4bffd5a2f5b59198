"""What documents did to works: a new work, a new version, a repeal. A monitor tells it, a check judges it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.lineage.values import Stage, Work

Happened: TypeAlias = Literal["new", "revised", "repealed", "partly-repealed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that a document of an issue did to a work.

    - ``new``: ``new`` is the work's first version; ``old`` is ``None``.
    - ``revised``: ``new`` follows ``old``.
    - ``repealed``: a document ended ``old`` and put nothing in its place; ``new`` is ``None``.
    - ``partly-repealed``: a document ended some provisions of ``old``; ``new`` is ``None``.

    ``issue`` is the ref of the issue whose document did it, ``by`` that document's number (or 《title》), ``day`` the
    ISO date from which it holds, where that is known.
    """

    kind: Happened
    work: Work
    old: Stage | None
    new: Stage | None
    issue: str
    by: str
    day: str | None


def happenings_of(works: Iterable[Work], issues: frozenset[str]) -> tuple[Happening, ...]:
    """What the documents of some issues did to works, in the order of the works and their versions."""
    return tuple(one for work in works for one in _of_work(work, issues))


def _of_work(work: Work, issues: frozenset[str]) -> Iterator[Happening]:
    for place, stage in enumerate(work.stages):
        if stage.record.issue in issues:
            yield _version(work, place)
        if stage.ended_by and not stage.superseded and _issue(stage.ended_key) in issues:
            yield _end(work, stage, "repealed", stage.ended_key, stage.ended_by, stage.ended)
        for (day, by), key in zip(stage.partial, stage.partial_keys, strict=True):
            if _issue(key) in issues:
                yield _end(work, stage, "partly-repealed", key, by, day)


def _version(work: Work, place: int) -> Happening:
    stage = work.stages[place]
    return Happening(
        kind="revised" if place else "new",
        work=work,
        old=work.stages[place - 1] if place else None,
        new=stage,
        issue=stage.record.issue,
        by=stage.record.name,
        day=stage.term.start,
    )


def _end(work: Work, stage: Stage, kind: Happened, key: str, by: str, day: str | None) -> Happening:
    return Happening(kind=kind, work=work, old=stage, new=None, issue=_issue(key), by=by, day=day)


def _issue(key: str) -> str:
    """The issue of a record's key."""
    return key.partition("#")[0]
