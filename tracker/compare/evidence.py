"""What speaks for a pair of provisions being one provision in two versions, in numbers.

Two kinds of evidence: the *words* (how much text they share, and whether another candidate shares more), and the
*order* (whether the neighbours and the chapter went the same way). ``learned.py`` weighs them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tracker.compare.chain import Link
from tracker.compare.readings import Readings, Side
from tracker.compare.similarity import likeness, mass

Features: TypeAlias = list[float]

WORDS = (
    "likeness",
    "containment, larger",
    "containment, smaller",
    "margin over the old text's best rival",
    "margin over the new text's best rival",
    "old text has a better rival",
    "new text has a better rival",
    "shared weight",
)
ORDER = ("between the neighbours' heirs", "distance", "adjacent neighbours", "same container", "same end of the text")


class Overlap(NamedTuple):
    """How much two texts share: subsequence likeness, containment of each in the other by weight, shared weight."""

    likeness: float
    of_old: float
    of_new: float
    shared: float

    @property
    def strength(self) -> float:
        """One number to rank rivals by."""
        larger = max(self.of_old, self.of_new)
        return self.likeness + 2 * math.sqrt(self.of_old * self.of_new) + 0.5 * larger


Overlaps: TypeAlias = dict[Link, Overlap]


def overlaps(readings: Readings, pairs: Iterable[Link]) -> Overlaps:
    """The overlap of every candidate pair."""
    old, new, weights = readings.old, readings.new, readings.weights
    texts = [unit.canon for unit in old.units], [unit.canon for unit in new.units]
    out: Overlaps = {}
    for i, j in pairs:
        shared = mass(old.grams[i] & new.grams[j], weights)
        of_old, of_new = shared / (old.masses[i] or 1), shared / (new.masses[j] or 1)
        out[i, j] = Overlap(likeness(texts[0][i], texts[1][j]), of_old, of_new, shared)
    return out


def margins(strengths: Mapping[Link, float]) -> dict[Link, tuple[float, float]]:
    """For every pair, by how much it beats the best other pair of its old text, and of its new text."""
    tops: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (i, j), strength in strengths.items():
        for key in (i, ~j):
            top = tops[key]
            if strength > top[0]:
                top[:] = strength, top[0]
            elif strength > top[1]:
                top[1] = strength

    def margin(key: int, strength: float) -> float:
        first, second = tops[key]
        return max(-1.0, min(1.0, strength - (second if strength == first else first)))

    return {(i, j): (margin(i, strength), margin(~j, strength)) for (i, j), strength in strengths.items()}


def words(found: Overlaps) -> dict[Link, Features]:
    """The features ``WORDS`` of every pair."""
    margin = margins({pair: overlap.strength for pair, overlap in found.items()})
    return {
        pair: [
            o.likeness,
            max(o.of_old, o.of_new),
            min(o.of_old, o.of_new),
            *margin[pair],
            min(0.0, margin[pair][0]),
            min(0.0, margin[pair][1]),
            math.log1p(o.shared) / 5,
        ]
        for pair, o in found.items()
    }


@dataclass(frozen=True, slots=True)
class Around:
    """Where everything else went: for every old place the chain's link before and after it, and who holds whom."""

    before: Sequence[Link]
    after: Sequence[Link]
    links: Mapping[int, int]
    containers: Mapping[tuple[int, int], int]
    members: Mapping[int, int]


def around(readings: Readings, links: Mapping[int, int], chain: Sequence[Link]) -> Around:
    """The surroundings of every old place, by the links and their chain so far."""
    old, new = readings.old.units, readings.new.units
    before: list[Link] = []
    last = (-1, -1)
    steps = iter([*chain, (len(old), len(new))])
    step = next(steps)
    after: list[Link] = []
    for place in range(len(old)):
        before.append(last)
        if step[0] == place:
            last = step
            step = next(steps)
        after.append(step)
    return Around(
        before,
        after,
        {-1: -1, **links, len(old): len(new)},
        Counter((old[i].container, new[j].container) for i, j in links.items()),
        Counter(old[i].container for i in links),
    )


def order(readings: Readings, where: Around, pairs: Iterable[Link]) -> dict[Link, Features]:
    """The features ``ORDER`` of every pair."""
    return {(i, j): _order(readings.old, readings.new, where, i, j) for i, j in pairs}


def _order(old: Side, new: Side, where: Around, i: int, j: int) -> Features:
    low, high = where.before[i][1], where.after[i][1]
    away = 0 if low < j < high else min(abs(j - low), abs(j - high))
    beside = where.links.get(i - 1) == j - 1, where.links.get(i + 1) == j + 1
    return [
        float(away == 0),
        math.log1p(away) / 3,
        float(sum(beside)),
        _same_container(old, new, where, i, j),
        float(_same_end(old, new, i, j)),
    ]


def _same_container(old: Side, new: Side, where: Around, i: int, j: int) -> float:
    """The share of the old container's other members that went to the new container (a half where none is known)."""
    ours, theirs = old.units[i].container, new.units[j].container
    together = where.containers.get((ours, theirs), 0) - (where.links.get(i) == j)
    members = where.members.get(ours, 0) - (i in where.links)
    return (together + 0.5) / (members + 1)


def _same_end(old: Side, new: Side, i: int, j: int) -> bool:
    """Whether both open the text (为…制定本法), or both say when it begins (自…起施行)."""
    return (i == 0 and j == 0) or (i in old.commencements and j in new.commencements)


_AGREE = 0.75
"""Where this share of a container's members went to one container, a pair is said to stand in the same one."""


def reasons(overlap: Overlap, features: Features, *, part: bool) -> tuple[str, ...]:
    """What a link rests on, in words, from its overlap and its features ``WORDS`` and ``ORDER``."""
    between, _, beside, container, end = features[len(WORDS) :]
    rivals = features[5] < 0 or features[6] < 0
    said = {
        "part of its text went there": part,
        f"likeness {overlap.likeness:.2f}": True,
        f"shares {overlap.of_old:.0%} of the old and {overlap.of_new:.0%} of the new words by weight": True,
        "both neighbours agree": beside > 1,
        "a neighbour agrees": beside == 1,
        "in the order of its neighbours": between > 0 and not beside,
        "same container": container >= _AGREE,
        "same end of the text": end > 0,
        "chosen against a closer rival that has another heir": rivals and not part,
    }
    return tuple(phrase for phrase, holds in said.items() if holds)
