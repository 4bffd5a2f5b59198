"""All units of two texts linked: provisions first, then the headings they stand under, then tables and matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.align.container_links import align_headings
from tracker.compare.align.matter_links import align_furnishings
from tracker.compare.align.provision_links import Alignment, align
from tracker.compare.align.units import Pool, Unit
from tracker.likeness.chain import Link, heaviest_chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units that became one another, by ``Unit.index``; ``old`` or ``new`` is empty for what is new or gone.

    ``links`` are the pairs that hold the group together. ``moved`` says that the group left the order that the other
    units kept, ``why`` what its links rest on.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    links: tuple[Link, ...] = ()
    moved: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linking:
    """The groups that cover both texts, the main heir of every old unit, and pairs too entangled to weigh exactly."""

    groups: tuple[Group, ...]
    heirs: Mapping[int, int]
    entangled: int


def link(old: Sequence[Unit], new: Sequence[Unit]) -> Linking:
    """Link the units of two texts."""
    ours, theirs = _pool(old, "provision"), _pool(new, "provision")
    found = align(ours, theirs)
    heirs = {ours[i].index: theirs[j].index for i, j in found.main.items()}
    for pool in ("table", "matter"):
        heirs |= align_furnishings(_pool(old, pool), _pool(new, pool))
    headings = align_headings(old, new, heirs)
    why = _why(found, ours, theirs)
    parts = [(ours[i].index, theirs[j].index) for i, j in found.parts]
    moved = _moved(((i, j) for i, j in heirs.items()), old, new) | _moved(headings.items(), old, new)
    moved |= _in_other_container(heirs, headings, old, new)
    heirs |= headings
    groups = _groups([*heirs.items(), *parts], old, new)
    return Linking(tuple(_described(group, heirs, moved, why) for group in groups), heirs, found.entangled)


def _pool(units: Iterable[Unit], pool: Pool) -> list[Unit]:
    return [unit for unit in units if unit.pool == pool]


def _why(found: Alignment, old: Sequence[Unit], new: Sequence[Unit]) -> dict[Link, tuple[str, ...]]:
    return {(old[i].index, new[j].index): said for (i, j), said in found.why.items()}


def _moved(links: Iterable[Link], old: Sequence[Unit], new: Sequence[Unit]) -> set[Link]:
    """The links outside of the longest chain that keeps its order; of two chains as long the one with more text."""
    links = list(links)
    total = 1 + sum(len(unit.folded) for unit in (*old, *new))
    chain = set(heaviest_chain((i, j, 1 + (len(old[i].folded) + len(new[j].folded)) / total) for i, j in links))
    return {link for link in links if link not in chain}


def _in_other_container(
    links: Mapping[int, int], headings: Mapping[int, int], old: Sequence[Unit], new: Sequence[Unit]
) -> set[Link]:
    """The links from under one heading to under another, where both headings stand on both sides.

    What a new chapter took over has not moved, nor what lost its chapter: there the heading came or went.
    """
    holders = {j: i for i, j in headings.items()}
    return {
        (i, j)
        for i, j in links.items()
        if headings.get(old[i].container, new[j].container) != new[j].container
        and holders.get(new[j].container, old[i].container) != old[i].container
    }


def _groups(links: Sequence[Link], old: Sequence[Unit], new: Sequence[Unit]) -> list[Group]:
    """The connected components of the links, and every unit that has none by itself."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = x = parent[parent[x]]
        return x

    for i, j in links:
        parent[root(~j)] = root(i)
    members: defaultdict[int, tuple[list[int], list[int], list[Link]]] = defaultdict(lambda: ([], [], []))
    for i in range(len(old)):
        members[root(i)][0].append(i)
    for j in range(len(new)):
        members[root(~j)][1].append(j)
    for i, j in links:
        members[root(i)][2].append((i, j))
    return [
        Group(old=tuple(ours), new=tuple(theirs), links=tuple(sorted(held))) for ours, theirs, held in members.values()
    ]


def _described(group: Group, heirs: Mapping[int, int], moved: set[Link], why: Mapping[Link, tuple[str, ...]]) -> Group:
    """The group with what is known of its links."""
    main = [(i, heirs[i]) for i in group.old if i in heirs]
    if len(group.old) == len(group.new) == 1:
        said = why.get((group.old[0], group.new[0]), ())
    else:
        said = tuple(dict.fromkeys(line for i in group.old for j in group.new for line in why.get((i, j), ())))
    gone = bool(main) and all(link in moved for link in main)
    return Group(old=group.old, new=group.new, links=group.links, moved=gone, why=said)
