"""Which part, chapter or section became which: by their names, and by where the provisions under them went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

from tracker.compare.align.units import Unit
from tracker.likeness.assignment import assign
from tracker.likeness.chain import Link
from tracker.likeness.subsequence import likeness

_NAME, _MEMBERS, _PARENT, _ORDER = 0.9, 1.2, 0.2, 0.05
_ENOUGH = 0.6
"""What a pair must reach of the weights above: a like name under the same parent, or half of the members."""


def align_headings(old: Sequence[Unit], new: Sequence[Unit], links: Mapping[int, int]) -> dict[int, int]:
    """Old unit → new unit for headings, given the links of all other units; all numbers are ``Unit.index``.

    Outer headings are decided before inner ones, so that 第一节 一般规定 of one chapter is not taken for another's.
    """
    ours, theirs = _by_depth(old), _by_depth(new)
    votes, old_members, new_members = _votes(old, new, links)
    out: dict[int, int] = {-1: -1}
    for depth in range(max(len(ours), len(theirs))):
        mine = ours[depth] if depth < len(ours) else []
        other = theirs[depth] if depth < len(theirs) else []
        scores: dict[Link, float] = {}
        for i, j in _pairs(old, new, mine, other, votes):
            members = 2 * votes[i, j] / max(1, old_members[i] + new_members[j])
            name = likeness(_name(old[i]), _name(new[j]))
            parent = out.get(old[i].container) == new[j].container
            place = 1 - abs(i / len(old) - j / len(new))
            scores[i, j] = _NAME * name**2 + _MEMBERS * members + _PARENT * parent + _ORDER * place - _ENOUGH
        out |= assign(scores).links
    del out[-1]
    return out


def _by_depth(units: Sequence[Unit]) -> list[list[int]]:
    """The headings of each depth, outermost first."""
    depths: dict[int, int] = {-1: -1}
    levels: list[list[int]] = []
    for unit in units:
        if unit.pool == "heading":
            depth = depths[unit.index] = depths.get(unit.container, -1) + 1
            if depth == len(levels):
                levels.append([])
            levels[depth].append(unit.index)
    return levels


def _votes(
    old: Sequence[Unit], new: Sequence[Unit], links: Mapping[int, int]
) -> tuple[Counter[Link], Counter[int], Counter[int]]:
    """How many provisions went from each heading to each, and how many each holds, at any depth below."""
    above = _above(old), _above(new)
    nearest = Counter([(old[i].container, new[j].container) for i, j in links.items()])
    votes: Counter[Link] = Counter()
    for (inner, other), count in nearest.items():
        for pair in product(above[0][inner], above[1][other]):
            votes[pair] += count
    return votes, _members(old, above[0]), _members(new, above[1])


def _members(units: Sequence[Unit], above: Mapping[int, Sequence[int]]) -> Counter[int]:
    """How many provisions stand below each heading."""
    members: Counter[int] = Counter()
    for container, count in Counter([unit.container for unit in units if unit.pool != "heading"]).items():
        for heading in above[container]:
            members[heading] += count
    return members


def _above(units: Sequence[Unit]) -> dict[int, tuple[int, ...]]:
    """Every container that units stand in, with the headings that it stands under itself."""
    found: dict[int, tuple[int, ...]] = {-1: ()}
    for unit in units:
        chain: list[int] = []
        index = unit.container
        while index not in found:
            chain.append(index)
            index = units[index].container
        for inner in reversed(chain):
            found[inner] = (inner, *found[units[inner].container])
    return found


def _pairs(
    old: Sequence[Unit], new: Sequence[Unit], ours: Sequence[int], theirs: Sequence[int], votes: Mapping[Link, int]
) -> set[Link]:
    """Headings of one level worth weighing: those that share a provision, a name, or a label."""
    mine, other = set(ours), set(theirs)
    found = {(i, j) for i, j in votes if i in mine and j in other}
    for key in (_name, _path):
        places: dict[str, list[int]] = {}
        for j in theirs:
            places.setdefault(key(new[j]), []).append(j)
        found |= {(i, j) for i in ours for j in places.get(key(old[i]), ())[:64]}
    return {(i, j) for i, j in found if old[i].place.level == new[j].place.level or votes[i, j]}


def _name(unit: Unit) -> str:
    return unit.folded or unit.place.label or ""


def _path(unit: Unit) -> str:
    return unit.place.path
