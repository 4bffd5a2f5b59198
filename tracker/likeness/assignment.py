"""The best one-to-one assignment over a sparse set of scored pairs, where anything may also stay alone.

Only pairs with a positive score can be chosen. The pairs fall into small components (an article has few rivals); each
is solved exactly by shortest augmenting paths. A component too large for that, which takes hundreds of provisions
that resemble one another, is assigned by falling score instead, and the caller is told.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Scores: TypeAlias = Mapping[tuple[int, int], float]

_EQUAL = 1e-9
EXACT = 1_500
"""Components with at most so many pairs are solved exactly."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Old place → new place, and how many pairs were too entangled to be weighed exactly."""

    links: dict[int, int]
    entangled: int = 0


def assign(scores: Scores) -> Assignment:
    """The assignment with the greatest sum of positive scores."""
    links: dict[int, int] = {}
    entangled = 0
    for component in _components(scores):
        if len(component) == 1:
            links.update(component)
        elif len(component) <= EXACT:
            links |= _exact(component, scores)
        else:
            entangled += len(component)
            links |= _greedy(component, scores)
    return Assignment(links, entangled)


def matched(weights: Mapping[tuple[str, str], float]) -> set[tuple[str, str]]:
    """The pairs (old name, new name) of the greatest total weight in which no old and no new name stands twice."""
    olds = {old: i for i, old in enumerate(sorted({old for old, _ in weights}))}
    news = {new: j for j, new in enumerate(sorted({new for _, new in weights}))}
    links = assign({(olds[old], news[new]): weight for (old, new), weight in weights.items()}).links
    return {pair for pair in weights if links.get(olds[pair[0]]) == news[pair[1]]}


def _components(scores: Scores) -> Iterable[list[tuple[int, int]]]:
    """The pairs with a positive score, by connected component; old places are ``i``, new places ``~j``."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = x = parent[parent[x]]
        return x

    positive = sorted(pair for pair, score in scores.items() if score > 0)
    for i, j in positive:
        parent[root(i)] = root(~j)
    grouped: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, j in positive:
        grouped[root(i)].append((i, j))
    return grouped.values()


def _greedy(pairs: list[tuple[int, int]], scores: Scores) -> dict[int, int]:
    links: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(pairs, key=lambda pair: (-scores[pair], abs(pair[0] - pair[1]), pair)):
        if i not in links and j not in taken:
            links[i] = j
            taken.add(j)
    return links


def _exact(pairs: list[tuple[int, int]], scores: Scores) -> dict[int, int]:
    """Maximum weight matching: the old places come in one after the other, each along its best augmenting path."""
    edges: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for i, j in pairs:
        edges[i][j] = scores[i, j]
    links: dict[int, int] = {}
    holder: dict[int, int] = {}
    for i in edges:
        _augment(i, edges, links, holder)
    return links


def _augment(start: int, edges: Mapping[int, dict[int, float]], links: dict[int, int], holder: dict[int, int]) -> None:
    """Bring ``start`` in where that gains most: the path ends in a free new place, or leaves some old place alone."""
    gain, came = _reach(start, edges, holder)
    ends: list[tuple[float, int, int | None]] = [(gain[i], -i, None) for i in gain]
    ends += [(gain[i] + score, -i, j) for i in gain for j, score in edges[i].items() if j not in holder]
    _, at, new = max(ends, key=lambda end: (end[0], end[1], -1 if end[2] is None else -end[2]))
    i, j = -at, new
    while True:
        left = links.pop(i, None)
        if j is not None:
            links[i], holder[j] = j, i
        if i == start:
            return
        i, j = came[i], left


def _reach(
    start: int, edges: Mapping[int, dict[int, float]], holder: Mapping[int, int]
) -> tuple[dict[int, float], dict[int, int]]:
    """How much it gains to displace each old place that ``start`` can displace, and who displaces it.

    Gains may fall along a path, hence Bellman and Ford; what is assigned so far is optimal, so no cycle gains.
    """
    gain = {start: 0.0}
    came: dict[int, int] = {}
    queue = deque([start])
    while queue:
        i = queue.popleft()
        for j, score in edges[i].items():
            rival = holder.get(j)
            if rival is None or rival == i:
                continue
            better = gain[i] + score - edges[rival][j]
            if better > gain.get(rival, -math.inf) + _EQUAL:
                gain[rival], came[rival] = better, i
                queue.append(rival)
    return gain, came
