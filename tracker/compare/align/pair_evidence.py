"""What speaks for a pair of provisions being one provision in two versions, in numbers.

Two kinds of evidence: the *words* (how much text they share, and whether another candidate shares more), and the
*order* (whether the neighbours and the chapter went the same way). ``learned.py`` weighs them. Every number stays the
same when the two texts change sides, so that a comparison reads the same backwards.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tracker.compare.align.readings import Readings, Side
from tracker.likeness.chain import Link
from tracker.likeness.rare_grams import UNIT, mass
from tracker.likeness.subsequence import likeness
from tracker.model import Sentence

Features: TypeAlias = list[float]

WORDS = (
    "likeness",
    "containment, larger",
    "containment, smaller",
    "margin over the best rival, larger",
    "margin over the best rival, smaller",
    "by how much rivals are better",
    "shared weight",
)
ORDER = ("between the neighbours' heirs", "distance", "adjacent neighbours", "same container", "same end of the text")
_NUMBERS = 0.1
"""What different numbers and references take from the likeness of texts that are otherwise the same."""
_BEATEN = WORDS.index("by how much rivals are better")


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
    old, new, weights = readings.old, readings.new, readings.rare.weights
    texts = [unit.canon for unit in old.units], [unit.canon for unit in new.units]
    out: Overlaps = {}
    for i, j in pairs:
        shared = mass(old.grams[i] & new.grams[j], weights)
        of_old, of_new = shared / (old.masses[i] or 1), shared / (new.masses[j] or 1)
        if texts[0][i] == texts[1][j]:  # they differ in numbers or references, and these tell parallel articles apart
            alike = 1 - _NUMBERS * (1 - likeness(old.units[i].folded, new.units[j].folded))
        else:
            alike = likeness(texts[0][i], texts[1][j])
        out[i, j] = Overlap(alike, of_old, of_new, shared / UNIT)
    return out


def margins(strengths: Mapping[Link, float]) -> dict[Link, tuple[float, float]]:
    """By how much every pair beats the best rival of its old and of its new text: the larger and the smaller margin."""
    tops: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (i, j), strength in strengths.items():
        for key in (i, ~j):
            top = tops[key]
            if strength > top[0]:
                top[:] = strength, top[0]
            elif strength > top[1]:
                top[1] = strength
    return {(i, j): _margins(tops[i], tops[~j], strength) for (i, j), strength in strengths.items()}


def _margins(old: Sequence[float], new: Sequence[float], strength: float) -> tuple[float, float]:
    over_old = strength - (old[1] if strength == old[0] else old[0])
    over_new = strength - (new[1] if strength == new[0] else new[0])
    low, high = (over_old, over_new) if over_old < over_new else (over_new, over_old)
    return min(1.0, high), max(-1.0, min(1.0, low))


def words(found: Overlaps) -> dict[Link, Features]:
    """The features ``WORDS`` of every pair."""
    margin = margins({pair: overlap.strength for pair, overlap in found.items()})
    out: dict[Link, Features] = {}
    for pair, (alike, of_old, of_new, shared) in found.items():
        high, low = margin[pair]
        beaten = min(0.0, high) + min(0.0, low)
        out[pair] = [alike, max(of_old, of_new), min(of_old, of_new), high, low, beaten, math.log1p(shared) / 5]
    return out


class _Gap(NamedTuple):
    """The links of the chain before and after a place; the place itself belongs to neither."""

    before: Link
    after: Link


@dataclass(frozen=True, slots=True)
class Around:
    """Where everything else went: the gap of every place on both sides, who is whose heir, and by container."""

    old: Sequence[_Gap]
    new: Sequence[_Gap]
    links: Mapping[int, int]
    together: Mapping[Link, int]
    old_members: Mapping[int, int]
    new_members: Mapping[int, int]

    def distance(self, i: int, j: int) -> float:
        """By how many units, on average of both sides, a pair misses the gap where its neighbours would have it."""
        ours, theirs = self.old[i], self.new[j]
        return (_outside(j, ours.before[1], ours.after[1]) + _outside(i, theirs.before[0], theirs.after[0])) / 2


def _outside(place: int, low: int, high: int) -> int:
    return 0 if low < place < high else min(abs(place - low), abs(place - high))


def around(readings: Readings, links: Mapping[int, int], chain: Sequence[Link]) -> Around:
    """The surroundings of every place, by the links and their chain so far."""
    old, new = readings.old.units, readings.new.units
    ends = (-1, -1), (len(old), len(new))
    containers = [(old[i].container, new[j].container) for i, j in links.items()]
    return Around(
        _gaps([i for i, _ in chain], len(old), [ends[0], *chain, ends[1]]),
        _gaps([j for _, j in chain], len(new), [ends[0], *chain, ends[1]]),
        dict([ends[0], *links.items(), ends[1]]),
        Counter(containers),
        Counter(ours for ours, _ in containers),
        Counter(theirs for _, theirs in containers),
    )


def _gaps(places: Sequence[int], size: int, chain: Sequence[Link]) -> list[_Gap]:
    """The gap of every place; ``places`` are those of the chain's links, without its two ends."""
    out: list[_Gap] = []
    step = 0
    for place in range(size):
        on_chain = step < len(places) and places[step] == place
        out.append(_Gap(chain[step], chain[step + 2 if on_chain else step + 1]))
        step += on_chain
    return out


def order(readings: Readings, where: Around, pairs: Iterable[Link]) -> dict[Link, Features]:
    """The features ``ORDER`` of every pair."""
    return {(i, j): _order(readings.old, readings.new, where, i, j) for i, j in pairs}


def _order(old: Side, new: Side, where: Around, i: int, j: int) -> Features:
    away = where.distance(i, j)
    beside = (where.links.get(i - 1) == j - 1) + (where.links.get(i + 1) == j + 1)
    same_container = _same_container(old, new, where, i, j)
    return [float(away == 0), math.log1p(away) / 3, float(beside), same_container, float(_same_end(old, new, i, j))]


def _same_container(old: Side, new: Side, where: Around, i: int, j: int) -> float:
    """The share of both containers' other members that are linked to one another; a half where none is known."""
    ours, theirs = old.units[i].container, new.units[j].container
    itself = where.links.get(i) == j
    together = where.together.get((ours, theirs), 0) - itself
    members = where.old_members.get(ours, 0) + where.new_members.get(theirs, 0) - 2 * itself
    return (2 * together + 1) / (members + 2)


def _same_end(old: Side, new: Side, i: int, j: int) -> bool:
    """Whether both open the text (为…制定本法), or both say when it begins (自…起施行)."""
    return (i == 0 and j == 0) or (i in old.commencements and j in new.commencements)


_AGREE = 0.75
"""Where this share of the members of both containers went together, a pair is said to stand in the same one."""


def reasons(overlap: Overlap, features: Features, *, part: bool) -> tuple[Sentence, ...]:
    """What a link rests on, in words, from its overlap and its features ``WORDS`` and ``ORDER``."""
    between, _, beside, container, end = features[len(WORDS) :]
    of_old, of_new = f"{overlap.of_old:.0%}", f"{overlap.of_new:.0%}"
    said = (
        ("part of its text went there", "部分文字移入此处", part),
        (f"likeness {overlap.likeness:.2f}", f"相似度{overlap.likeness:.2f}", True),
        (
            f"shares {of_old} of the old and {of_new} of the new words by weight",
            f"共有文字占旧文{of_old}、新文{of_new}（按用词权重）",
            True,
        ),
        ("both neighbours agree", "前后条款均相应", beside > 1),
        ("a neighbour agrees", "有一侧相邻条款相应", beside == 1),
        ("in the order of its neighbours", "与前后条款顺序一致", between > 0 and not beside),
        ("same container", "同在一章节", container >= _AGREE),
        ("same end of the text", "同在篇首或篇末", end > 0),
        (
            "chosen against a closer rival that has another heir",
            "另有更相近的条款，但已与他条对应",
            features[_BEATEN] < 0 and not part,
        ),
    )
    return tuple(Sentence(en, zh) for en, zh, holds in said if holds)
