"""Many versions side by side: a row per provision followed through the versions, a cell per version.

What was split or merged on the way stands in one row: the links of neighbouring comparisons are chained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tracker.compare.change_counts import is_visible
from tracker.history.compared_texts import Succession, heirs
from tracker.model import Change, Place

Node: TypeAlias = tuple[int, int]
"""An edition and the index of a place in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A provision in one version: its places there (none where it is not), and what changed from the version before."""

    places: tuple[Place, ...]
    changes: tuple[Change, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the version before: words, place or number."""
        return any(is_visible(change) or change.renumbered for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A provision through the versions, a cell each."""

    cells: tuple[Cell, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything differs between two neighbouring versions."""
        return any(cell.is_changed for cell in self.cells)

    @property
    def name_places(self) -> tuple[Place, ...]:
        """The places that the row is named by: those of the last version that has it."""
        return next((cell.places for cell in reversed(self.cells) if cell.places), ())


def followed_rows(told: Succession) -> tuple[Row, ...]:
    """All rows in the order of the last version; what is not in it stands behind what it followed last."""
    of_node = _joined(told)
    members: defaultdict[Node, list[Node]] = defaultdict(list)
    for node, root in of_node.items():
        members[root].append(node)
    return tuple(Row(cells=tuple(_cells(told, members[root]))) for root in _in_order(told, of_node))


def rows_with(rows: Iterable[Row], wanted: Sequence[tuple[int, Place]]) -> tuple[Row, ...]:
    """The rows that a place of an edition stands in."""
    return tuple(row for row in rows if any(place in row.cells[edition].places for edition, place in wanted))


def _joined(told: Succession) -> dict[Node, Node]:
    """Every place and the first place of the row that it stands in."""
    parent: dict[Node, Node] = {
        (n, one.index or 0): (n, one.index or 0) for n, edition in enumerate(told.editions) for one in edition.places
    }

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for step, found in enumerate(told.steps):
        for old, new in _links(found.changes):
            one, other = root((step, old)), root((step + 1, new))
            parent[max(one, other)] = min(one, other)
    return {node: root(node) for node in parent}


def _links(changes: Iterable[Change]) -> Iterator[tuple[int, int]]:
    for change in changes:
        for old in change.old:
            for new in heirs(change, old.index or 0):
                yield old.index or 0, new.index or 0


def _cells(told: Succession, nodes: Iterable[Node]) -> Iterator[Cell]:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, place in sorted(nodes):
        places[at].append(place)
    for n, edition in enumerate(told.editions):
        went = (told.went_by(n - 1, place) for place in places.get(n - 1, ())) if n else ()
        came = (told.came_by(n, place) for place in places.get(n, ())) if n else ()
        changes = {id(change): change for change in (*came, *went) if change is not None}
        yield Cell(places=tuple(edition.places[place] for place in places.get(n, ())), changes=tuple(changes.values()))


def _in_order(told: Succession, of_node: dict[Node, Node]) -> list[Node]:
    """The rows' first places in the order in which the rows are told."""
    order: list[Node] = []
    placed: set[Node] = set()
    for n in range(len(told.editions) - 1, -1, -1):
        before: Node | None = None
        for place in told.editions[n].places:
            row = of_node[n, place.index or 0]
            if row not in placed:
                at = order.index(before) + 1 if before is not None else 0
                order.insert(at, row)
                placed.add(row)
            before = row
    return order
