"""Which pairs are worth weighing: those that share rare words, and those that stand at the same place.

An inverted index of rare grams keeps this near-linear: a gram that stands in many texts names no pair, whatever its
weight, so the work is bounded by the number of grams, never by old texts times new texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tracker.compare.similarity import Grams

COMMON = 12
"""A gram in more texts of the other side than this names no pair."""

FORWARD, BACKWARD = 6, 4
"""How many candidates an old text proposes, and how many a new one."""


_PALE = 8
"""A candidate with less than this part of the weight of the best one is not worth weighing."""

_SCALE = 1 << 10
_ROOM = 1 << 32


def blocked(old: Sequence[Grams], new: Sequence[Grams], weights: dict[int, float]) -> set[tuple[int, int]]:
    """Pairs of places that share the most weight of rare grams, proposed from both sides."""
    index = _index(new, weights)
    backward: list[list[int]] = [[] for _ in new]
    pairs: set[tuple[int, int]] = set()
    for i, text in enumerate(old):
        shared = _shared(text, index)
        least = max(shared.values(), default=0) // _PALE
        strong = [(weight * _ROOM - j, j) for j, weight in shared.items() if weight >= least]
        strong.sort(reverse=True)
        pairs.update((i, j) for _, j in strong[:FORWARD])
        for rank, j in strong:
            backward[j].append(rank + j - i)
    for j, ranked in enumerate(backward):
        pairs.update((i, j) for i in _top(ranked, BACKWARD))
    return pairs


def _index(texts: Sequence[Grams], weights: dict[int, float]) -> dict[int, tuple[int, list[int]]]:
    """Gram → its weight and the places that have it, for rare grams."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for gram in text:
            places[gram].append(place)
    return {gram: (int(weights[gram] * _SCALE), at) for gram, at in places.items() if len(at) <= COMMON}


def _shared(text: Grams, index: dict[int, tuple[int, list[int]]]) -> dict[int, int]:
    """Place → the weight it shares with a text; whole numbers, so that the order of a set cannot change the sum."""
    shared: defaultdict[int, int] = defaultdict(int)
    for gram in index.keys() & text:
        weight, places = index[gram]
        for place in places:
            shared[place] += weight
    return shared


def _top(ranked: list[int], most: int) -> list[int]:
    """The places of the greatest weights; ``ranked`` are weights and places in one number, ties to the earlier."""
    ranked.sort(reverse=True)
    return [-rank % _ROOM for rank in ranked[:most]]
