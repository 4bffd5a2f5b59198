"""Links that need no weighing: provisions of identical text.

A text that occurs once on either side is an anchor. One that occurs as often on both sides is paired in order. Where
the counts differ, the copies nearest to where their neighbours went are paired, in order.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

from tracker.likeness.chain import heaviest_chain

_WEIGHED = 64
"""Up to so many copies of one text a side, their places are weighed against one another."""


def identical(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Old place → new place for texts that are the same on both sides."""
    copies: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, texts in enumerate((old, new)):
        for place, text in enumerate(texts):
            copies[text][side].append(place)
    groups = [(ours, theirs) for ours, theirs in copies.values() if ours and theirs]
    links = {i: j for ours, theirs in groups if len(ours) == len(theirs) for i, j in zip(ours, theirs, strict=True)}
    uneven = [(ours, theirs) for ours, theirs in groups if len(ours) != len(theirs)]
    if uneven:
        where = _Where([(i, j, _weight(old[i])) for i, j in links.items()])
        for ours, theirs in uneven:
            links |= _nearest(ours, theirs, where)
    return links


def _weight(text: str) -> float:
    """The weight of an anchor: one, and what its text makes of it, so that no two chains are equally heavy."""
    return 1 + crc32(text.encode("utf-8", "surrogatepass")) / (1 << 48)


class _Where:
    """Where a place of either side would stand in a text of both, by the anchor before it."""

    def __init__(self, links: Iterable[tuple[int, int, float]]) -> None:
        self._chain = [(0, 0), *heaviest_chain(links)]
        self._starts = [i for i, _ in self._chain], [j for _, j in self._chain]

    def of(self, side: int, place: int) -> float:
        """The place in the common order; ``side`` is 0 for old, 1 for new."""
        anchor = self._chain[max(0, bisect_right(self._starts[side], place) - 1)]
        return sum(anchor) / 2 + place - anchor[side]


def _nearest(ours: list[int], theirs: list[int], where: _Where) -> dict[int, int]:
    """The cheapest pairing in order of all copies of the scarcer side, by how far apart the two stand."""
    if max(len(ours), len(theirs)) > _WEIGHED:
        return dict(zip(ours, theirs, strict=False))
    places = [where.of(0, i) for i in ours], [where.of(1, j) for j in theirs]
    if len(ours) < len(theirs):
        return {i: theirs[b] for i, b in zip(ours, _cheapest(*places), strict=True)}
    return {ours[a]: j for a, j in zip(_cheapest(places[1], places[0]), theirs, strict=True)}


def _cheapest(few: Sequence[float], many: Sequence[float]) -> list[int]:
    """For every member of ``few`` its index into ``many``, rising, with the least sum of distances."""
    slack = len(many) - len(few)
    cost = [0.0] * (slack + 1)
    choices: list[list[int]] = []
    for a, place in enumerate(few):
        best, slack_best = math.inf, 0
        row: list[int] = []
        for s in range(slack + 1):
            here = cost[s] + abs(many[a + s] - place)
            if here < best:
                best, slack_best = here, s
            cost[s] = best
            row.append(slack_best)
        choices.append(row)
    chosen: list[int] = []
    s = slack
    for a in range(len(few) - 1, -1, -1):
        s = choices[a][s]
        chosen.append(a + s)
    return chosen[::-1]
