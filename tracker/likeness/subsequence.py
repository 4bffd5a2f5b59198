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

UNIT = 1 << 10
"""What a weight of one is counted as."""

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


def long_grams(text: str) -> Grams:
    """The distinct runs of four characters of a text (of a shorter one, its bigrams)."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    size = len(units)
    if size < 2 * _PAIR:
        return grams(text)
    starts = range(0, min(2 * _PAIR, size - 2 * _PAIR + 1), 2)
    return frozenset(chain.from_iterable(units[at : at + (size - at & -2 * _PAIR)].cast("Q") for at in starts))


class Rarity(NamedTuple):
    """How telling grams are: the weights of those that several of ``size`` texts have, and the weight of all others.

    Weights are whole numbers, ``UNIT`` to one, so that the order in which they are summed can change nothing.
    """

    weights: dict[int, int]
    alone: int
    size: int

    def mass(self, text: Grams, shared: Grams) -> int:
        """The weight of all grams of a text, of which ``shared`` are in other texts too."""
        return mass(shared, self.weights) + self.alone * (len(text) - len(shared))


def weight(count: int, size: int) -> int:
    """The weight of a gram that ``count`` of ``size`` texts have."""
    return int(UNIT * (math.log((size + 1) / count) + _FLOOR))


def rarity(texts: Sequence[Grams]) -> Rarity:
    """The weight of every gram: the logarithm of how many texts there are for each text that has it."""
    counts = Counter(chain.from_iterable(texts))
    by_count = {n: weight(n, len(texts)) for n in set(counts.values())}
    return Rarity({gram: by_count[n] for gram, n in counts.items() if n > 1}, weight(1, len(texts)), len(texts))


def mass(of: Iterable[int], weights: dict[int, int]) -> int:
    """The summed weight of grams."""
    return sum(map(weights.__getitem__, of))


def likeness(old: str, new: str, least: float = 0.0) -> float:
    """The share (0 to 1) of both texts that one common subsequence covers; 0 where it is below ``least``."""
    if len(old) > LONG or len(new) > LONG:
        ours, theirs = grams(old), grams(new)
        return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))
    return Indel.normalized_similarity(old, new, score_cutoff=least)
