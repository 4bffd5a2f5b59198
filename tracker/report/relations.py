"""What a work does to others and what others do to it, as links that can be walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import rule_key
from tracker.lineage.graph import Graph, Node, Relation
from tracker.lineage.values import Missing, Work

if TYPE_CHECKING:
    from tracker.report.atlas import Atlas

GROUPS: Final = (
    "repeals",
    "partly-repeals",
    "amends",
    "cites",
    "repealed-by",
    "partly-repealed-by",
    "amended-by",
    "cited-by",
)
"""What stands between two documents, in the order in which it is told."""
_BACK: Final[Mapping[Relation, str]] = {
    "repeals": "repealed-by",
    "partly-repeals": "partly-repealed-by",
    "amends": "amended-by",
    "cites": "cited-by",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another document: what stands between it and the work, the version of the work that it is about, and its page.

    ``address`` is empty where the store does not hold it.
    """

    group: str
    own: str
    name: str
    title: str
    address: str


def relations_of(graph: Graph, atlas: Atlas) -> dict[str, tuple[Related, ...]]:
    """For each work (its slug) the documents that it acts on or that act on it; its own versions are left out."""
    nodes = {node.key: node for node in graph.nodes}
    found: dict[str, set[Related]] = defaultdict(set)
    for edge in graph.edges:
        if edge.relation == "supersedes":
            continue
        source, target = nodes[edge.source], nodes[edge.target]
        for slug, one in _told(edge.relation, source, target, atlas):
            found[slug].add(one)
        for slug, one in _told(_BACK[edge.relation], target, source, atlas):
            found[slug].add(one)
    order = {group: n for n, group in enumerate(GROUPS)}
    return {slug: tuple(sorted(some, key=lambda one: _place(one, order))) for slug, some in found.items()}


def _place(one: Related, order: Mapping[str, int]) -> tuple[int, str, str, str]:
    return order[one.group], one.name, one.title, one.own


def _told(group: str, here: Node, there: Node, atlas: Atlas) -> list[tuple[str, Related]]:
    """The relation as each work of a document tells it."""
    others = atlas.documents.get(there.key, ())
    told = []
    for own in atlas.documents.get(here.key, ()):
        if any(other.slug == own.slug for other in others):
            continue
        title = others[0].stage.record.title if others else there.title
        address = others[0].address if others else ""
        name = there.name if there.name != title else ""
        one = Related(group=group, own=own.stage.record.name, name=name, title=title, address=address)
        told.append((own.slug, one))
    return told


class MissingNames:
    """What the store does not hold, found by what a work names."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self._all: dict[str, list[tuple[int, Missing]]] = defaultdict(list)
        for place, one in enumerate(missing):
            key = rule_key(one.title) if one.name.startswith("《") else number_key(one.name)
            self._all[key].append((place, one))

    def of(self, work: Work) -> tuple[Missing, ...]:
        """What the versions of a work repeal, amend or cite and the store lacks, in the order of the whole list."""
        found = {place: one for name in _named(work) for place, one in self._all.get(name, ())}
        return tuple(found[place] for place in sorted(found))


def _named(work: Work) -> set[str]:
    named: set[str] = set()
    for stage in work.stages:
        mentions = (*stage.record.repeals, *stage.record.amends, *stage.record.touches)
        named |= {number_key(number) for number in stage.record.cites}
        named |= {number_key(mention.number) if mention.number else rule_key(mention.title) for mention in mentions}
    return named
