"""Evidence that part of a provision went into another than its main heir: for splits and merges.

After every provision has its main heir, what remains is text that the heirs do not explain. A sentence of an old
article that its heir lacks, found in a new article that otherwise came from elsewhere or from nowhere, says that the
old one was split; several old articles that end in one new article were merged.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.chain import Link
from tracker.compare.evidence import Around, Features, Overlaps, margins
from tracker.compare.readings import Readings, Side
from tracker.compare.similarity import Grams, grams, likeness, mass

PARTING = (
    "weight of the text that neither heir explains",
    "its share of what the old text's heir lacks",
    "best sentence found on the other side",
    "likeness of the best pair of sentences",
    "distance",
    "containment of the old text",
    "containment of the new text",
    "margin over the old text's best rival",
    "margin over the new text's best rival",
)

_NONE: Grams = frozenset()
_SENTENCE = re.compile(r"[^。;:]+[。;:]?")
_SHORT = 6
"""Sentences with fewer characters say nothing of where they came from."""
_LEAST = 12.0
"""Shared weight below this is not worth a look."""
_FRESH = 0.5
"""At least this share of a part's text must not be explained by a surer part."""
_LEFT = 0.05
"""A sentence of which the heir explains all but this share has nothing left to explain."""
_WHOLE, _TELLING = 30.0, 25.0
"""From this weight on a sentence counts in full; so does the weight that two sentences share."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its text, grams and weight, and the share of it (0 to 1) that the heir does not explain."""

    text: str
    grams: Grams
    mass: float
    left: float


class _Remainders:
    """What the heirs of one side's texts leave unexplained, worked out where it is asked for."""

    def __init__(self, side: Side, other: Side, heirs: Mapping[int, int], weights: dict[str, float]) -> None:
        self._side, self._other, self._heirs, self._weights = side, other, heirs, weights
        self._rests: dict[int, Grams] = {}
        self._masses: dict[int, float] = {}
        self._sentences: dict[int, tuple[Sentence, ...]] = {}

    def rest(self, place: int) -> Grams:
        """The grams that the heir lacks."""
        if place not in self._rests:
            self._rests[place] = self._side.grams[place] - self._explained(place)
        return self._rests[place]

    def mass(self, place: int) -> float:
        """The weight of the rest; never nothing."""
        if place not in self._masses:
            self._masses[place] = mass(self.rest(place), self._weights) + 1e-9
        return self._masses[place]

    def sentences(self, place: int) -> tuple[Sentence, ...]:
        """The sentences with something left to explain."""
        if place not in self._sentences:
            text = self._side.units[place].canon
            self._sentences[place] = tuple(_sentences(text, self._explained(place), self._weights))
        return self._sentences[place]

    def _explained(self, place: int) -> Grams:
        return self._other.grams[self._heirs[place]] if place in self._heirs else _NONE


def _sentences(text: str, explained: Grams, weights: dict[str, float]) -> Iterator[Sentence]:
    for part in [part for part in _SENTENCE.findall(text) if len(part) >= _SHORT] or [text]:
        read = grams(part)
        weight = mass(read, weights)
        left = 1 - mass(read & explained, weights) / weight if weight > 0 else 0.0
        if left > _LEFT:
            yield Sentence(part, read, weight, left)


def partings(readings: Readings, found: Overlaps, links: Mapping[int, int], where: Around) -> dict[Link, Features]:
    """The features ``PARTING`` of every candidate pair that is no link, where at least one side has an heir."""
    holders = {j: i for i, j in links.items()}
    old = _Remainders(readings.old, readings.new, links, readings.weights)
    new = _Remainders(readings.new, readings.old, holders, readings.weights)
    raw: dict[Link, Features] = {}
    strengths: dict[Link, float] = {}
    for (i, j), overlap in found.items():
        if overlap.shared < _LEAST or links.get(i) == j or (i not in links and j not in holders):
            continue
        shared = mass(old.rest(i) & new.rest(j), readings.weights)
        if shared < _LEAST:
            continue
        ours, theirs = old.sentences(i), new.sentences(j)
        best = max(
            _best(ours, readings.new.grams[j], readings.weights), _best(theirs, readings.old.grams[i], readings.weights)
        )
        alike = _alike(ours, theirs, readings.weights)
        away = _distance(where, i, j)
        raw[i, j] = [math.log(shared) - 3, shared / old.mass(i), best, alike, away, overlap.of_old, overlap.of_new]
        strengths[i, j] = alike + shared / math.sqrt(old.mass(i) * new.mass(j))
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
        if mass(fresh, readings.weights) >= _FRESH * mass(novel, readings.weights):
            out.append((i, j))
            explained_old[i] = explained_old.get(i, _NONE) | readings.new.grams[j]
            explained_new[j] = explained_new.get(j, _NONE) | readings.old.grams[i]
    return out


def _distance(where: Around, i: int, j: int) -> float:
    low, high = where.before[i][1], where.after[i][1]
    return 0.0 if low < j < high else math.log1p(min(abs(j - low), abs(j - high))) / 3


def _best(sentences: Iterable[Sentence], other: Grams, weights: dict[str, float]) -> float:
    """How fully the other text holds one sentence that the heir lacks."""
    best = 0.0
    for sentence in sentences:
        bound = min(1.0, sentence.mass / _WHOLE)
        if bound <= best:
            continue
        held = mass(sentence.grams & other, weights) / sentence.mass
        best = max(best, held * (held - 1 + sentence.left) * bound)
    return best


def _alike(old: Iterable[Sentence], new: Sequence[Sentence], weights: dict[str, float]) -> float:
    """How alike the most telling pair of unexplained sentences is."""
    best = 0.0
    for ours in old:
        for theirs in new:
            bound = math.sqrt(ours.left * theirs.left)
            if bound * min(1.0, min(ours.mass, theirs.mass) / _TELLING) <= best:
                continue
            bound *= min(1.0, mass(ours.grams & theirs.grams, weights) / _TELLING)
            if bound > best:
                best = max(best, bound * likeness(ours.text, theirs.text))
    return best
