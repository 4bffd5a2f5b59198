"""The runs of characters that texts are made of: two neighbours for short texts, four for long ones."""

from __future__ import annotations

from itertools import chain
from typing import TypeAlias

Grams: TypeAlias = frozenset[int]
"""The distinct pairs of neighbouring characters of a text, each as one number: half the cost of pairs as strings."""

_PAIR = 4
"""The bytes of two characters in UTF-16."""


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


def shared(one: Grams, other: Grams) -> float:
    """The share of the grams of two texts that both have (Dice), 0 to 1; two texts without any share nothing."""
    return 2 * len(one & other) / max(1, len(one) + len(other))
