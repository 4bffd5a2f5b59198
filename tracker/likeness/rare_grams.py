"""How telling the words are that two texts share: a gram that few texts have weighs more than one that all have."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from tracker.likeness.character_runs import Grams

UNIT = 1 << 10
"""What a weight of one is counted as."""

_FLOOR = 0.05
"""Even a gram that all texts have weighs something."""

ALONE = 5.0
"""What a gram weighs that one text has, however many texts there are."""


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
    """The weight of a gram that ``count`` of ``size`` texts have: ``ALONE`` for one, less by the logarithm for more."""
    scale = ALONE / (math.log(size + 1) + _FLOOR)
    return int(UNIT * scale * (math.log((size + 1) / count) + _FLOOR))


def rarity(texts: Sequence[Grams]) -> Rarity:
    """The weight of every gram: the logarithm of how many texts there are for each text that has it."""
    counts = Counter(chain.from_iterable(texts))
    by_count = {n: weight(n, len(texts)) for n in set(counts.values())}
    return Rarity({gram: by_count[n] for gram, n in counts.items() if n > 1}, weight(1, len(texts)), len(texts))


def mass(of: Iterable[int], weights: dict[int, int]) -> int:
    """The summed weight of grams."""
    return sum(map(weights.__getitem__, of))
