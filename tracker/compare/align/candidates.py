"""Which pairs are worth weighing: those that share rare words, and those that stand at the same place.

An inverted index of rare grams keeps this near-linear: a gram that stands in many texts names no pair, whatever its
weight, so the work is bounded by the number of grams, never by old texts times new texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from tracker.likeness.chain import Link
from tracker.likeness.character_runs import Grams, long_grams
from tracker.likeness.rare_grams import Rarity, rarity, weight

COMMON = 16
"""A gram in more texts of both sides than this names no pair."""

PROPOSED = 5
"""How many candidates a text of either side proposes."""

_PALE = 6
"""A candidate with less than this part of the weight of the best one is not proposed."""

_SEVERAL = 2
"""Texts that share less than so many rare grams share them by chance."""

_POOR = 0.25
"""A text is poor in names where only this share of its grams are rare: they say too little of where it went."""

_ROOM = 1 << 32

_Index: TypeAlias = dict[int, list[int]]
"""Gram → the places that have it."""


def proposed(
    texts: tuple[Sequence[str], Sequence[str]],
    readings: tuple[Sequence[Grams], Sequence[Grams]],
    rare: Rarity,
    names: Grams,
) -> set[Link]:
    """Pairs worth weighing: by rare bigrams, given as ``readings`` of both sides; ``names`` are those that are rare.

    Texts that are poor in these, as in long or repetitive laws, are proposed by runs of four characters too.
    """
    named = _named(readings[0], names), _named(readings[1], names)
    pairs = _by_index(*named, rare)
    poor = [_poor(its, rarest) for its, rarest in zip(readings, named, strict=True)]
    if all(poor):
        long = [[long_grams(side[place]) for place in places] for side, places in zip(texts, poor, strict=True)]
        pairs |= {(poor[0][a], poor[1][b]) for a, b in blocked(*long)}
    return pairs


def blocked(old: Sequence[Grams], new: Sequence[Grams]) -> set[Link]:
    """Pairs of places that share the most weight of rare grams, proposed from both sides."""
    rare = rarity([*old, *new])
    return blocked_by(old, new, rare, names_of(rare))


def blocked_by(old: Sequence[Grams], new: Sequence[Grams], rare: Rarity, names: Grams) -> set[Link]:
    """The same, where it is known how rare grams are, and which are rare."""
    return _by_index(_named(old, names), _named(new, names), rare)


def names_of(rare: Rarity) -> Grams:
    """The grams that are rare enough to name a pair."""
    least = weight(COMMON, rare.size)
    return frozenset([gram for gram, weighs in rare.weights.items() if weighs >= least])


def _named(texts: Sequence[Grams], names: Grams) -> list[Grams]:
    """The rare grams of texts."""
    return [text & names for text in texts]


def _by_index(old: Sequence[Grams], new: Sequence[Grams], rare: Rarity) -> set[Link]:
    """The pairs that rare grams propose."""
    least = weight(COMMON, rare.size)
    index = _index(new)
    backward: list[list[int]] = [[] for _ in new]
    pairs: set[Link] = set()
    for i, text in enumerate(old):
        shared = _shared(index.keys() & text, index, rare.weights)
        strong = [(weighs * _ROOM, j) for j, weighs in shared.items() if weighs >= _SEVERAL * least]
        pairs.update([(i, j) for j in _top([rank - j for rank, j in strong])])
        for rank, j in strong:
            backward[j].append(rank - i)
    for j, ranked in enumerate(backward):
        pairs.update([(i, j) for i in _top(ranked)])
    return pairs


def _poor(texts: Sequence[Grams], named: Sequence[Grams]) -> list[int]:
    """The places of texts that have too few rare grams (``named``)."""
    return [place for place, text in enumerate(texts) if len(named[place]) < _POOR * len(text)]


def _index(texts: Sequence[Grams]) -> _Index:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for gram in text:
            places[gram].append(place)
    return places


def _shared(names: Iterable[int], index: _Index, weights: dict[int, int]) -> dict[int, int]:
    """Place → the weight it shares with a text."""
    shared: defaultdict[int, int] = defaultdict(int)
    for gram in names:
        weighs = weights[gram]
        for place in index[gram]:
            shared[place] += weighs
    return shared


def _top(ranked: list[int]) -> list[int]:
    """The places of the greatest weights; ``ranked`` are weights and places in one number, ties to the earlier."""
    if not ranked:
        return []
    least = max(ranked) // _PALE
    strong = sorted([rank for rank in ranked if rank >= least], reverse=True)
    return [-rank % _ROOM for rank in strong[:PROPOSED]]
