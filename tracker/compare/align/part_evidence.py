"""Evidence that part of a provision went into another than its main heir: for splits and merges.

After every provision has its main heir, what remains is text that the heirs do not explain. Words of an old article
that its heir lacks, found in a new article that otherwise came from elsewhere or from nowhere, say that the old one was
split; several old articles that end in one new article were merged.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from tracker.compare.align.pair_evidence import Around, Features, Overlaps, margins
from tracker.compare.align.readings import Readings, Side
from tracker.language.patterns import regex
from tracker.likeness.chain import Link
from tracker.likeness.character_runs import Grams, grams
from tracker.likeness.rare_grams import UNIT, mass

PARTING = (
    "weight of the text that neither heir explains",
    "its share of what an heir lacks, larger",
    "its share of what an heir lacks, smaller",
    "distance",
    "containment, larger",
    "containment, smaller",
    "margin over the best rival, larger",
    "margin over the best rival, smaller",
)

_NONE: Grams = frozenset()
_TITLE = regex("(?:印发)?《[^》]*》(?:[^《》]{1,10}》)?")
_LEAST = 12.0
"""Shared weight below this is not worth a look."""
_HELD = 0.2
"""Nor is a pair of which both sides together hold less than this share of each other (0 to 2)."""
_FRESH = 0.5
"""At least this share of a part's text must not be explained by a surer part."""


class _Remainders:
    """What the heirs of one side's texts leave unexplained: weights at once, grams where they are asked for."""

    def __init__(self, side: Side, other: Side, heirs: Mapping[int, int], explained: Mapping[int, float]) -> None:
        self._side, self._other, self._heirs = side, other, heirs
        self.weights = [weight / UNIT - explained.get(place, 0.0) for place, weight in enumerate(side.masses)]
        self._grams: dict[int, Grams] = {}

    def grams(self, place: int) -> Grams:
        """The grams that the heir lacks, without those of titles."""
        if place not in self._grams:
            text = self._side.grams[place]
            heir = self._heirs.get(place)
            left = text if heir is None else text - self._other.grams[heir]
            self._grams[place] = left - _of_titles(self._side.units[place].canon)
        return self._grams[place]


def _of_titles(text: str) -> Grams:
    """The grams of the titles that a text names: to name the same measure is no evidence that text went there."""
    return grams(" ".join(_TITLE.findall(text))) if "《" in text else _NONE


def partings(readings: Readings, found: Overlaps, links: Mapping[int, int], where: Around) -> dict[Link, Features]:
    """The features ``PARTING`` of every candidate pair that is no link, where at least one side has an heir."""
    holders = {j: i for i, j in links.items()}
    explained = {link: found[link].shared for link in links.items() if link in found}
    old = _Remainders(readings.old, readings.new, links, {i: shared for (i, _), shared in explained.items()})
    new = _Remainders(readings.new, readings.old, holders, {j: shared for (_, j), shared in explained.items()})
    raw: dict[Link, Features] = {}
    strengths: dict[Link, float] = {}
    for (i, j), overlap in found.items():
        left = old.weights[i], new.weights[j]
        if min(*left, overlap.shared) < _LEAST or overlap.of_old + overlap.of_new < _HELD or links.get(i) == j:
            continue
        if i not in links and j not in holders:
            continue
        shared = mass(old.grams(i) & new.grams(j), readings.rare.weights) / UNIT
        if shared < _LEAST:
            continue
        shares = shared / left[0], shared / left[1]
        held = overlap.of_old, overlap.of_new
        away = math.log1p(where.distance(i, j)) / 3
        raw[i, j] = [math.log(shared) - 3, max(shares), min(shares), away, max(held), min(held)]
        strengths[i, j] = math.sqrt(shares[0] * shares[1])
    margin = margins(strengths)
    return {pair: [*features, *margin[pair]] for pair, features in raw.items()}


def accepted(readings: Readings, links: Mapping[int, int], scores: Mapping[Link, float]) -> list[Link]:
    """The pairs to add as further parts, the surest first: none for text that a surer part explains already."""
    explained_old = {i: readings.new.grams[j] for i, j in links.items()}
    explained_new = {j: readings.old.grams[i] for i, j in links.items()}
    first_old, first_new = dict(explained_old), dict(explained_new)
    out = []
    for i, j in sorted((pair for pair, odds in scores.items() if odds > 0), key=lambda pair: (-scores[pair], pair)):
        shared = readings.old.grams[i] & readings.new.grams[j]
        fresh = shared - explained_old.get(i, _NONE) - explained_new.get(j, _NONE)
        novel = shared - first_old.get(i, _NONE) - first_new.get(j, _NONE)
        if mass(fresh, readings.rare.weights) >= _FRESH * mass(novel, readings.rare.weights):
            out.append((i, j))
            explained_old[i] = explained_old.get(i, _NONE) | readings.new.grams[j]
            explained_new[j] = explained_new.get(j, _NONE) | readings.old.grams[i]
    return out
