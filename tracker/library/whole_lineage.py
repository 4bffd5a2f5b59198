"""The lineage of all prints of an index, made anew: title by title, document by document, component by component.

Nothing is held for the whole store but its keys: what a step needs of others it asks of the tables that the steps
before it filled, as an update does (``upkeep``).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.library.database import LINEAGE_TABLES
from tracker.library.kept_lineage import KeptLineage
from tracker.library.kept_values import Print, value_from
from tracker.lineage.catalogue import document_key
from tracker.lineage.chains import chains_of, terms_of
from tracker.lineage.decisions import Decided
from tracker.lineage.linking import Settled, settled
from tracker.lineage.reprints import merged
from tracker.lineage.stages import Stages
from tracker.lineage.values import Record, Term

_AT_ONCE = 500
"""Records of components that are settled together: reading and writing a few at a time costs more."""


def make_whole(kept: KeptLineage) -> None:
    """Make the lineage of all prints in place of what was kept."""
    for table in LINEAGE_TABLES:
        kept.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand in database
    for document in sorted(_put_records(kept)):
        kept.say(document)
    decided, renames = kept.decided()
    for document in _documents(kept):
        kept.link(document, renames)
    kept.note_numbers(_shared_numbers(kept))
    _settle(kept, decided)


def _put_records(kept: KeptLineage) -> set[str]:
    """Merge the prints of each core title; the documents that may say something of others."""
    speaking: set[str] = set()
    rows = kept.connection.execute("SELECT core, payload FROM prints ORDER BY core")
    for _, group in groupby(rows, key=lambda row: str(row[0])):
        distinct, reprints = merged(value_from(Record, payload) for _, payload in group)
        for record in distinct:
            kept.records.put_new(Print(record=record, reprints=reprints.get(record.key, ())))
            kept.records.add_names(record)
            if record.repeals or record.amends or record.touches or record.cites:
                speaking.add(document_key(record.key))
    return speaking


def _documents(kept: KeptLineage) -> Iterator[str]:
    """Every document, in order."""
    rows = kept.connection.execute("SELECT DISTINCT document FROM records ORDER BY document")
    return (str(document) for (document,) in rows)


def _shared_numbers(kept: KeptLineage) -> list[str]:
    """The numbers that several records carry; of others there is nothing to remark."""
    question = "SELECT number FROM records WHERE number IS NOT NULL GROUP BY number HAVING COUNT(*) > 1"
    return [str(number) for (number,) in kept.connection.execute(question)]


# --- works ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Components:
    """All keys in order, and for each the place of the first one that it hangs together with by links."""

    keys: tuple[str, ...]
    places: dict[str, int]
    firsts: array[int]

    def first(self, key: str) -> int:
        """The place of the first key of a key's component."""
        return self.firsts[self.places[key]]

    def groups(self, only: frozenset[int] | None = None) -> Iterator[set[str]]:
        """Components, whole, so many together that it is worth it; ``only`` those that begin at some places."""
        found: set[str] = set()
        order = sorted(range(len(self.keys)), key=self.firsts.__getitem__)
        for first, places in groupby(order, key=self.firsts.__getitem__):
            if only is None or first in only:
                found.update(self.keys[place] for place in places)
            if len(found) >= _AT_ONCE:
                yield found
                found = set()
        if found:
            yield found


def _components(keys: Sequence[str], pairs: Iterable[tuple[str, str]]) -> _Components:
    """What hangs together by pairs of keys."""
    places = {key: place for place, key in enumerate(keys)}
    parent = array("L", range(len(keys)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for old, new in pairs:
        one, other = sorted((root(places[old]), root(places[new])))
        parent[other] = one
    return _Components(keys=tuple(keys), places=places, firsts=array("L", map(root, range(len(keys)))))


def _settle(kept: KeptLineage, decided: Decided) -> None:
    """Make works of all records, component by component; the terms that others need are found before."""
    db = kept.connection
    keys = [str(key) for (key,) in db.execute("SELECT key FROM records ORDER BY key")]
    linked = ((str(old), str(new)) for old, new in db.execute("SELECT old, new FROM links"))
    components = _components(keys, (*((one.old, one.new) for one in decided.links), *linked))
    elsewhere = {
        str(by)
        for target, by in db.execute("SELECT target, by FROM endings")
        if components.first(target) != components.first(by)
    }
    known: dict[str, Term] = {}
    for group in components.groups(frozenset(map(components.first, elsewhere))):
        found = _settled(kept, group, decided)
        known |= {key: term for key, term in found.terms.items() if key in elsewhere}
    for group in components.groups():
        _put_works(kept, group, _settled(kept, group, decided), known)
    kept.works.name_all()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """Some whole components: their records in order of time, what holds among them, and their terms."""

    records: tuple[Record, ...]
    found: Settled
    chains: tuple[list[Record], ...]
    terms: dict[str, Term]


def _settled(kept: KeptLineage, keys: set[str], decided: Decided) -> _Settled:
    records = kept.records_of(keys)
    found = settled(kept.said.links_from(keys), keys, kept.records, decided)
    chains = chains_of(records, found.links)
    terms = terms_of(chains, found.links)
    return _Settled(records=tuple(records), found=found, chains=tuple(chains), terms=terms)


def _put_works(kept: KeptLineage, keys: set[str], some: _Settled, known: Mapping[str, Term]) -> None:
    """Keep the works of some components, which have no name yet; ``known`` has the terms of what ends them."""
    kept.note(some.records, keys, some.terms, some.found)
    stages = Stages(
        kept.records,
        some.found.links,
        kept.said.endings_of(keys),
        term=lambda key: some.terms[key] if key in some.terms else known[key],
        reprints=lambda key: kept.records.print(key).reprints,
    )
    for chain in some.chains:
        kept.works.put(tuple(map(stages.stage, chain)))
