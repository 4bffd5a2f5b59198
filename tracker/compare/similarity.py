"""How alike two texts are: by their longest common subsequence, and by the rare words they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add
from typing import TypeAlias

from rapidfuzz.distance import Indel

Grams: TypeAlias = frozenset[str]
"""The distinct pairs of neighbouring characters of a text."""

LONG = 20_000
"""Texts longer than this (in characters) are compared by their grams alone: the exact likeness is quadratic."""


def grams(text: str) -> Grams:
    """The distinct character bigrams of a text (a single character counts as one)."""
    return frozenset(map(add, text, text[1:])) or frozenset(text)


def rarity(texts: Sequence[Grams]) -> tuple[dict[str, float], Grams]:
    """The weight of every gram, and the grams that more than one text has.

    The weight is the logarithm of how many texts there are for each text that has the gram.
    """
    counts = Counter[str]()
    for text in texts:
        counts.update(text)
    size = len(texts) + 1
    by_count = {n: math.log(size / n) + 0.05 for n in set(counts.values())}
    weights = {gram: by_count[n] for gram, n in counts.items()}
    return weights, frozenset(gram for gram, n in counts.items() if n > 1)


def mass(of: Iterable[str], weights: dict[str, float]) -> float:
    """The summed weight of grams."""
    return sum(map(weights.__getitem__, of))


def likeness(old: str, new: str) -> float:
    """The share (0 to 1) of both texts that one common subsequence covers."""
    if max(len(old), len(new)) > LONG:
        ours, theirs = grams(old), grams(new)
        return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))
    return Indel.normalized_similarity(old, new)
