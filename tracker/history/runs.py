"""Stretches of words while they are followed from edition to edition: cut, printed otherwise, joined again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

from tracker.compare.redline.typography import characters_side_by_side, lines_side_by_side


class Run(NamedTuple):
    """Words as they are printed now, and where they stood in the edition that wrote them.

    ``place`` is an index there, ``start`` and ``end`` code points of that place's text.
    """

    text: str
    edition: int
    place: int
    start: int
    end: int


Runs: TypeAlias = tuple[Run, ...]

FRESH: Final = -1
"""The place of words that were written in this step, until it is known."""


def fresh(text: str, edition: int) -> Run:
    """Words that an edition writes."""
    return Run(text, edition, FRESH, 0, len(text))


def cut(runs: Runs, start: int, end: int) -> Runs:
    """The part of runs between two code points of their joined text."""
    found: list[Run] = []
    at = 0
    for run in runs:
        a, b = max(start - at, 0), min(end - at, len(run.text))
        at += len(run.text)
        if a < b:
            last = run.end if b == len(run.text) else min(run.start + b, run.end)
            found.append(run._replace(text=run.text[a:b], start=min(run.start + a, run.end), end=last))
        if at >= end:
            break
    return tuple(found)


def printed(runs: Runs, new: str, edition: int) -> Runs:
    """Runs whose words are printed otherwise in an edition: what differs belongs to the words that it stands for.

    A mark that stood nowhere before (a quotation mark, a bracket around a number) belongs to the words in front of it.
    """
    found: list[Run] = []
    lead = ""
    for own, before, after in _side_by_side(runs, new):
        if before == after:
            found += own
        elif own:
            found.append(own[0]._replace(text=after))
        elif found:
            found[-1] = found[-1]._replace(text=found[-1].text + after)
        else:
            lead += after
    if lead:
        head = found[:1] or [fresh("", edition)]
        found[:1] = [head[0]._replace(text=lead + head[0].text, end=max(head[0].end, head[0].start))]
    return tuple(run for run in found if run.text)


def _side_by_side(runs: Runs, new: str) -> Iterator[tuple[Runs, str, str]]:
    """Stretches that are the same on both sides, and those that differ, with the runs of the old side."""
    old = "".join(run.text for run in runs)
    at = 0
    for lines in lines_side_by_side(old, new):
        for before, after in characters_side_by_side(*lines):
            yield cut(runs, at, at + len(before)), before, after
            at += len(before)


def joined_runs(runs: Iterable[Run]) -> Runs:
    """Runs that stood together in the edition that wrote them, and stand together now, as one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and (last.edition, last.place, last.end) == (run.edition, run.place, run.start):
            found[-1] = last._replace(text=last.text + run.text, end=run.end)
        else:
            found.append(run)
    return tuple(found)
