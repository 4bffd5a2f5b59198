"""The graph of what repeals, replaces, amends and cites what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Literal, TypeAlias

from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import rule_key
from tracker.lineage.catalogue import document_key
from tracker.lineage.state_of_versions import state_on
from tracker.lineage.values import Mention, State, Work

Relation: TypeAlias = Literal["supersedes", "repeals", "partly-repeals", "amends", "cites"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A document of the graph; ``held`` says whether the store has it, ``state`` is its state on the graph's day."""

    key: str
    name: str
    title: str
    day: str | None
    held: bool
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What one document does to another."""

    source: str
    target: str
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Documents and what they do to each other, both in a fixed order."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(works: Iterable[Work], as_of: str, *, around: Work | None = None) -> Graph:
    """The graph of all works; of one work, its versions and whatever they touch or are touched by."""
    builder = _Builder(tuple(works), as_of)
    nodes, edges = builder.nodes, builder.edges()
    if around is None:
        touched = {key for edge in edges for key in (edge.source, edge.target)}
        return _graph(nodes, edges, touched | {key for key, node in nodes.items() if node.held})
    own = {document_key(stage.record.key) for stage in around.stages}
    near = [edge for edge in edges if edge.source in own or edge.target in own]
    return _graph(nodes, near, own | {key for edge in near for key in (edge.source, edge.target)})


def _graph(nodes: dict[str, Node], edges: Iterable[Edge], wanted: set[str]) -> Graph:
    return Graph(
        nodes=tuple(sorted((nodes[key] for key in wanted), key=lambda node: (node.day or "", node.key))),
        edges=tuple(sorted(edges, key=lambda edge: (edge.source, edge.target, edge.relation))),
    )


_Told = tuple[str, str | None, Relation]
"""The key of a document, that of the one it does something to, and what."""


class _Builder:
    def __init__(self, works: tuple[Work, ...], as_of: str) -> None:
        self.works = works
        self.nodes: dict[str, Node] = {}
        self.by_number: dict[str, str] = {}
        self.by_title: dict[str, str] = {}
        for work in works:
            for stage in work.stages:
                record = stage.record
                key = document_key(record.key)
                self.nodes.setdefault(
                    key,
                    Node(
                        key=key,
                        name=record.number or record.title,
                        title=record.title,
                        day=record.day or None,
                        held=True,
                        state=state_on(stage, as_of),
                    ),
                )
                for printed in (record, *stage.reprints):
                    if printed.number_key:
                        self.by_number.setdefault(printed.number_key, key)
                if not record.amends:
                    self.by_title[record.core] = key

    def edges(self) -> list[Edge]:
        """What documents do to each other; of two that do several things, the first one told."""
        found: dict[tuple[str, str], Relation] = {}
        for source, target, relation in chain(self._successions(), self._mentions()):
            if target is not None and target != source:
                found.setdefault((source, target), relation)
        return [Edge(source=source, target=target, relation=relation) for (source, target), relation in found.items()]

    def _successions(self) -> Iterator[_Told]:
        for work in self.works:
            for old, new in pairwise(work.stages):
                relation: Relation = "amends" if new.link and new.link.kind == "amendment" else "supersedes"
                yield document_key(new.record.key), document_key(old.record.key), relation

    def _mentions(self) -> Iterator[_Told]:
        for record in (stage.record for work in self.works for stage in work.stages):
            key = document_key(record.key)
            for mention in record.repeals:
                yield key, self._node_of(mention, "repealed"), "partly-repeals" if mention.partial else "repeals"
            for mention in record.amends:
                yield key, self._node_of(mention, "unknown"), "amends"
            for number in record.cites:
                yield key, self._node_of(Mention(title="", number=number), "unknown"), "cites"

    def _node_of(self, mention: Mention, state: State) -> str | None:
        """The node of a document that is named: a held one, or one that is missing."""
        number = number_key(mention.number) if mention.number else ""
        core = rule_key(mention.title) if mention.title else ""
        held = self.by_number.get(number) or (self.by_title.get(core) if core and not number else None)
        if held or not (number or core):
            return held
        key = f"missing:{number or core}"
        known = self.nodes.get(key)
        if known is None or (mention.title and not known.title):
            name = mention.number or f"《{mention.title}》"
            self.nodes[key] = Node(
                key=key, name=name, title=mention.title, day=_year_of(number), held=False, state=state
            )
        return key


def _year_of(number: str) -> str | None:
    """The year in a document number, for the order of what is not held."""
    year = number.partition("〔")[2][:4]
    return year if year.isdigit() else None
