"""One assignment for all candidate links: each version has at most one predecessor and at most one successor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

_LARGEST = 80
"""Sides of a component solved exactly; beyond it the strongest links are taken first."""

Pair = tuple[str, str]


def assign(weights: Mapping[Pair, float]) -> set[Pair]:
    """The set of pairs (old, new) of the greatest total weight in which no old and no new one stands twice.

    Weights are positive. The candidates fall into small components, each of which is solved by the Hungarian method.
    """
    chosen: set[Pair] = set()
    for pairs in _components(sorted(weights)):
        chosen |= _solved(pairs, weights)
    return chosen


def _components(pairs: Sequence[Pair]) -> list[list[Pair]]:
    leader: dict[tuple[int, str], tuple[int, str]] = {}

    def find(node: tuple[int, str]) -> tuple[int, str]:
        while (above := leader.setdefault(node, node)) != node:
            leader[node] = node = leader.setdefault(above, above)
        return node

    for old, new in pairs:
        leader[find((0, old))] = find((1, new))
    groups: dict[tuple[int, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[find((0, pair[0]))].append(pair)
    return list(groups.values())


def _solved(pairs: list[Pair], weights: Mapping[Pair, float]) -> set[Pair]:
    if len(pairs) == 1:
        return set(pairs)
    olds = sorted({old for old, _ in pairs})
    news = sorted({new for _, new in pairs})
    if max(len(olds), len(news)) > _LARGEST:
        return _greedy(pairs, weights)
    costs = [[-weights.get((old, new), 0.0) for new in news] + [0.0] * len(olds) for old in olds]
    columns = hungarian(costs)
    found = {(olds[row], news[column]) for row, column in enumerate(columns) if column < len(news)}
    return {pair for pair in found if pair in weights}


def _greedy(pairs: list[Pair], weights: Mapping[Pair, float]) -> set[Pair]:
    chosen: set[Pair] = set()
    taken_old: set[str] = set()
    taken_new: set[str] = set()
    for old, new in sorted(pairs, key=lambda pair: (-weights[pair], pair)):
        if old not in taken_old and new not in taken_new:
            chosen.add((old, new))
            taken_old.add(old)
            taken_new.add(new)
    return chosen


def hungarian(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of every row in an assignment of least cost; at least as many columns as rows.

    Shortest augmenting paths with potentials (Kuhn 1955, Jonker and Volgenant 1987), cubic in the number of rows.
    """
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, came_from = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        column = _augment(costs, row_price, column_price, owner, came_from)
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    result = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            result[owner[column] - 1] = column - 1
    return result


def _augment(
    costs: Sequence[Sequence[float]],
    row_price: list[float],
    column_price: list[float],
    owner: list[int],
    came_from: list[int],
) -> int:
    """Extend the tree of cheapest alternating paths until it meets a free column; that column."""
    size = len(column_price)
    slack = [float("inf")] * size
    done = [False] * size
    column = 0
    while True:
        done[column] = True
        row, best, following = owner[column], float("inf"), 0
        for other in range(1, size):
            if done[other]:
                continue
            reduced = costs[row - 1][other - 1] - row_price[row] - column_price[other]
            if reduced < slack[other]:
                slack[other], came_from[other] = reduced, column
            if slack[other] < best:
                best, following = slack[other], other
        for other in range(size):
            if done[other]:
                row_price[owner[other]] += best
                column_price[other] -= best
            else:
                slack[other] -= best
        column = following
        if not owner[column]:
            return column
