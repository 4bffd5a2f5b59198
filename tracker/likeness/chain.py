"""The heaviest chain of links that keeps its order on both sides: what stands still while other things move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Link: TypeAlias = tuple[int, int]
"""An old place and a new place."""

_NOTHING = (0.0, -1)


def heaviest_chain(links: Iterable[tuple[int, int, float]]) -> list[Link]:
    """The links ``(old, new, weight)`` with the greatest sum of weights that rise on both sides, in order.

    Every old and every new place may occur at most once. Time is n log n (a Fenwick tree of best sums by new place).
    """
    ordered = sorted(links)
    rank = {new: k for k, new in enumerate(sorted({new for _, new, _ in ordered}), start=1)}
    tree = [_NOTHING] * (len(rank) + 1)
    before = []
    for n, (_, new, weight) in enumerate(ordered):
        total, last = _best_below(tree, rank[new] - 1)
        before.append(last)
        _raise(tree, rank[new], (total + weight, n))
    chain: list[Link] = []
    at = _best_below(tree, len(rank))[1]
    while at >= 0:
        chain.append(ordered[at][:2])
        at = before[at]
    return chain[::-1]


def _best_below(tree: list[tuple[float, int]], rank: int) -> tuple[float, int]:
    best = _NOTHING
    while rank:
        if tree[rank][0] > best[0]:
            best = tree[rank]
        rank &= rank - 1
    return best


def _raise(tree: list[tuple[float, int]], rank: int, to: tuple[float, int]) -> None:
    while rank < len(tree):
        if to[0] > tree[rank][0]:
            tree[rank] = to
        rank += rank & -rank
