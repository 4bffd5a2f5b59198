"""Links that need no weighing: provisions of identical text.

A text that occurs once on either side is an anchor. One that occurs as often on both sides is paired in order. Where
the counts differ, the copies nearest to where their neighbours went are paired, in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence

from tracker.compare.chain import heaviest_chain

_WEIGHED = 64
"""Up to so many copies of one text a side, their places are weighed against one another."""


def identical(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Old place → new place for texts that are the same on both sides; an empty text is the same as no other."""
    copies: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, texts in enumerate((old, new)):
        for place, text in enumerate(texts):
            copies[text][side].append(place)
    groups = [(ours, theirs) for text, (ours, theirs) in copies.items() if text and ours and theirs]
    links = {i: j for ours, theirs in groups if len(ours) == len(theirs) for i, j in zip(ours, theirs, strict=True)}
    uneven = [(ours, theirs) for ours, theirs in groups if len(ours) != len(theirs)]
    if uneven:
        expected = _expectation(links, len(new))
        for ours, theirs in uneven:
            links |= _nearest(ours, theirs, expected)
    return links


def _expectation(links: dict[int, int], end: int) -> Callable[[int], int]:
    """Where an old place would stand in the new text, by the anchor before it (else the first one after it)."""
    chain = heaviest_chain((i, j, 1.0) for i, j in links.items()) or [(0, 0)]
    starts = [i for i, _ in chain]

    def expected(place: int) -> int:
        i, j = chain[max(0, bisect_right(starts, place) - 1)]
        return min(j + place - i, end)

    return expected


def _nearest(ours: list[int], theirs: list[int], expected: Callable[[int], int]) -> dict[int, int]:
    """The cheapest pairing in order of all copies of the scarcer side, by distance from the expected place."""
    if max(len(ours), len(theirs)) > _WEIGHED:
        return dict(zip(ours, theirs, strict=False))
    wanted = [expected(i) for i in ours]
    few, many = (wanted, theirs) if len(ours) < len(theirs) else (theirs, wanted)
    chosen = _cheapest(few, many)
    pairs = zip(range(len(few)), chosen, strict=True)
    return {ours[a]: theirs[b] for a, b in pairs} if few is wanted else {ours[b]: theirs[a] for a, b in pairs}


def _cheapest(few: Sequence[int], many: Sequence[int]) -> list[int]:
    """For every member of ``few`` its index into ``many``, rising, with the least sum of distances."""
    slack = len(many) - len(few)
    cost = [0] * (slack + 1)
    choices: list[list[int]] = []
    for a, place in enumerate(few):
        best = slack_best = -1
        row: list[int] = []
        for s in range(slack + 1):
            here = cost[s] + abs(many[a + s] - place)
            if best < 0 or here < best:
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
