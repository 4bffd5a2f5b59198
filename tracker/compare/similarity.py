"""How alike two texts are: by their longest common subsequence, and by the rare words they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from rapidfuzz.distance import Indel

Grams: TypeAlias = frozenset[int]
"""The distinct pairs of neighbouring characters of a text, each as one number: half the cost of pairs as strings."""

_FLOOR = 0.05
"""Even a gram that all texts have weighs something."""

_PAIR = 4
"""The bytes of two characters in UTF-16."""

LONG = 20_000
"""Texts longer than this (in characters) are compared by their grams alone: the exact likeness is quadratic."""


def grams(text: str) -> Grams:
    """The distinct character bigrams of a text (a single character counts as one)."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    size = len(units)
    if size < _PAIR:
        return frozenset(units)
    return frozenset(chain(units[: size & -_PAIR].cast("I"), units[2 : 2 + (size - 2 & -_PAIR)].cast("I")))


class Rarity(NamedTuple):
    """How telling grams are: the weights of those that several texts have, and the one weight of all others."""

    weights: dict[int, float]
    alone: float

    def mass(self, text: Grams, shared: Grams) -> float:
        """The weight of all grams of a text, of which ``shared`` are in other texts too."""
        return mass(shared, self.weights) + self.alone * (len(text) - len(shared))


def rarity(texts: Sequence[Grams]) -> Rarity:
    """The weight of every gram: the logarithm of how many texts there are for each text that has it."""
    counts = Counter(chain.from_iterable(texts))
    size = len(texts) + 1
    by_count = {n: math.log(size / n) + _FLOOR for n in set(counts.values())}
    return Rarity({gram: by_count[n] for gram, n in counts.items() if n > 1}, math.log(size) + _FLOOR)


def mass(of: Iterable[int], weights: dict[int, float]) -> float:
    """The summed weight of grams."""
    return sum(map(weights.__getitem__, of))


def likeness(old: str, new: str) -> float:
    """The share (0 to 1) of both texts that one common subsequence covers."""
    if len(old) > LONG or len(new) > LONG:
        ours, theirs = grams(old), grams(new)
        return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))
    return Indel.normalized_similarity(old, new)
