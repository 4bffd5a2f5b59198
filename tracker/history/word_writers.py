"""Who wrote which words: every stretch of a text with the edition that its words come from.

The edits of neighbouring comparisons are chained: what a comparison calls equal keeps its writer, and so does what only
changed its place; what it writes is of the new edition. Typography changes no writer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from tracker.compare.align.comparable_text import fold, folded_label
from tracker.compare.change_texts import edits_of
from tracker.history.compared_texts import Succession, doubt_of, parents
from tracker.history.runs import FRESH, Run, Runs, cut, fresh, joined_runs, printed
from tracker.model import Change, Edit, Place, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a text that one edition wrote in one go.

    They stand in ``edition``, in the provision ``place`` (an index) at ``start`` to ``end`` (code points of its text);
    there they may be printed otherwise (full-width marks, blanks).
    """

    text: str
    edition: int
    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A provision of a text: its stretches joined are its text. ``numbered`` is the edition that gave it its label.

    ``doubts`` are the editions, each with why, in which it is not sure that it is the same provision.
    """

    place: Place
    numbered: int
    stretches: tuple[Stretch, ...]
    doubts: tuple[tuple[int, Sentence], ...] = ()


def authorship(told: Succession) -> tuple[Written, ...]:
    """The last edition's provisions, every stretch with its writer."""
    now = tuple(
        Written(place=one, numbered=0, stretches=_whole(one.text, 0, n))
        for n, one in enumerate(told.editions[0].places)
    )
    for edition, step in enumerate(told.steps, 1):
        now = _next(now, step.changes, told.editions[edition].places, edition)
    return now


def _whole(text: str, edition: int, place: int) -> tuple[Stretch, ...]:
    return (Stretch(text=text, edition=edition, place=place, start=0, end=len(text)),) if text else ()


def _next(
    before: Sequence[Written], changes: Sequence[Change], places: Sequence[Place], edition: int
) -> tuple[Written, ...]:
    """The provisions of an edition, from those of the one before it and what changed."""
    olds = [_joined_runs(before, change, edition) for change in changes]
    moved = _moved_words(changes, olds)
    found: dict[int, Written] = {}
    for number, change in enumerate(changes):
        own = {place: runs for (one, place), runs in moved.items() if one == number}
        runs = _carried(edits_of(change), olds[number], own, edition)
        for place, written in _by_place(runs, change.new, edition):
            found[place.index or 0] = _written(place, written, change, before, edition)
    return tuple(
        found.get(n) or Written(place=one, numbered=edition, stretches=_whole(one.text, edition, n))
        for n, one in enumerate(places)
    )


def _written(place: Place, runs: Runs, change: Change, before: Sequence[Written], edition: int) -> Written:
    old = [before[one.index or 0] for one in parents(change, place.index or 0)]
    label = folded_label(place.label)
    numbered = next((one.numbered for one in old if folded_label(one.place.label) == label), edition)
    doubt = doubt_of(change)
    doubts = tuple(dict.fromkeys(told for one in old for told in one.doubts))
    return Written(
        place=place,
        numbered=numbered,
        stretches=tuple(Stretch(**run._asdict()) for run in joined_runs(runs)),
        doubts=(*doubts, (edition, doubt)) if doubt else doubts,
    )


def _joined_runs(before: Sequence[Written], change: Change, edition: int) -> Runs:
    """The old side of a change as runs; the line feeds between its provisions are nobody's words yet."""
    runs: list[Run] = []
    for n, one in enumerate(change.old):
        if n:
            runs.append(fresh("\n", edition))
        runs += [
            Run(stretch.text, stretch.edition, stretch.place, stretch.start, stretch.end)
            for stretch in before[one.index or 0].stretches
        ]
    return tuple(runs)


def _carried(edits: Sequence[Edit], old: Runs, moved: Mapping[int, Runs], edition: int) -> Runs:
    """The new side of a change as runs."""
    found: list[Run] = []
    at = 0
    for number, edit in enumerate(edits):
        if edit.op == "equal":
            found += printed(cut(old, at, at + len(edit.old)), edit.new, edition)
        elif number in moved:
            found += printed(moved[number], edit.new, edition)
        elif edit.new:
            found.append(fresh(edit.new, edition))
        at += len(edit.old)
    return tuple(found)


class _Gone(NamedTuple):
    """Words that a comparison marks as moved, at the place they left."""

    change: int
    labels: frozenset[str | None]
    runs: Runs


def _moved_words(changes: Sequence[Change], olds: Sequence[Runs]) -> dict[tuple[int, int], Runs]:
    """By change and edit the words that were not written there but came from elsewhere in the same step.

    A comparison marks both ends; they belong together where the words are the same but for typography, and the place
    that the one end names is the place of the other.
    """
    gone = _gone(changes, olds)
    found: dict[tuple[int, int], Runs] = {}
    for number, change in enumerate(changes if gone else ()):
        for place, edit in enumerate(edits_of(change)):
            ends = gone.get(fold(edit.new), ()) if edit.moved is not None and edit.new else ()
            runs = next((one.runs for one in ends if edit.moved in one.labels or one.change == number), None)
            if runs is not None:
                found[number, place] = runs
    return found


def _gone(changes: Sequence[Change], olds: Sequence[Runs]) -> Mapping[str, list[_Gone]]:
    """All words that left a change for another place, by their folded text."""
    gone: defaultdict[str, list[_Gone]] = defaultdict(list)
    for number, change in enumerate(changes):
        for words, one in _left(number, change, olds[number]):
            gone[words].append(one)
    return gone


def _left(number: int, change: Change, old: Runs) -> Iterator[tuple[str, _Gone]]:
    """The words that left a change for another place, folded, and where they stood."""
    at = 0
    for edit in edits_of(change):
        if edit.moved is not None and edit.old:
            labels = frozenset(one.label for one in change.old)
            yield fold(edit.old), _Gone(number, labels, cut(old, at, at + len(edit.old)))
        at += len(edit.old)


def _by_place(runs: Runs, places: Sequence[Place], edition: int) -> Iterator[tuple[Place, Runs]]:
    """The runs of a joined text, provision by provision; what is fresh learns where it stands."""
    starts = [0, *accumulate(len(one.text) + 1 for one in places)]
    for n, place in enumerate(places):
        at = 0
        own: list[Run] = []
        for run in cut(runs, starts[n], starts[n] + len(place.text)):
            end = at + len(run.text)
            own.append(Run(run.text, edition, place.index or 0, at, end) if run.place == FRESH else run)
            at = end
        yield place, tuple(own)


def share_of(written: Sequence[Written], editions: int) -> tuple[int, ...]:
    """How many characters of a text each edition wrote; blanks and line feeds do not count."""
    counts = [0] * editions
    for one in written:
        for stretch in one.stretches:
            counts[stretch.edition] += sum(not char.isspace() for char in stretch.text)
    return tuple(counts)
