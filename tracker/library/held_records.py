"""The records of an index on disk: what linking may ask for, and how they are put there."""

from __future__ import annotations

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator

from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import levelled, rule_key
from tracker.library.kept_values import Print, text_of, value_from
from tracker.lineage.catalogue import (
    CROWD,
    NEAREST,
    NEIGHBOURS,
    PLACE_BITS,
    SHARED,
    Held,
    document_key,
    probes_of,
    titles_of,
)
from tracker.lineage.values import Record

_REMEMBERED = 8_192
"""Records that are remembered, some 5 kB each: those of one region are asked for one after another."""


class HeldRecords(Held):
    """The records in the tables of an index. The last ones that it read it remembers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._read: OrderedDict[str, Print] = OrderedDict()

    # --- what linking asks --------------------------------------------------------------------------------------------

    def record(self, key: str) -> Record:
        """The record of a key; ``KeyError`` where it is not held."""
        return self.print(key).record

    def print(self, key: str) -> Print:
        """The record of a key with its reprints; ``KeyError`` where it is not held."""
        known = self._read.get(key)
        if known is None:
            row = self._db.execute("SELECT payload FROM records WHERE key = ?", (key,)).fetchone()
            if row is None:
                raise KeyError(key)
            return self._remembered(key, value_from(Print, row[0]))
        self._read.move_to_end(key)
        return known

    def holds(self, key: str) -> bool:
        """Whether there is a record of this key."""
        return key in self._read or bool(self._rows("SELECT 1 FROM records WHERE key = ?", key))

    def with_number(self, folded: str) -> list[Record]:
        """The records that carry a folded document number."""
        return self._records(self._rows("SELECT key FROM records WHERE number = ? ORDER BY day, key", folded))

    def with_title(self, core: str) -> list[Record]:
        """The records whose core title, or whose document's, is this one."""
        return self._records(self._rows("SELECT key FROM titles WHERE core = ? ORDER BY day, key", core))

    def same_core(self, record: Record) -> list[Record]:
        """The nearest older records of the same core title and region, or of an unknown region."""
        where = "region IN (?, '')" if record.region else "region >= ?"
        question = (
            f"SELECT key FROM records WHERE core = ? AND {where} AND (day, key) < (?, ?) "  # noqa: S608 - both stand above
            "ORDER BY day DESC, key DESC LIMIT ?"
        )
        rows = self._rows(question, record.core, record.region, record.day, record.key, NEAREST)
        return self._records(reversed(rows))

    def alike(self, record: Record) -> list[Record]:
        """The older records of the same region whose sketches share most with this one's, likest first."""
        here = (record.day, record.key)
        counts: Counter[tuple[str, str]] = Counter()
        for sharing in self.sharing(record):
            counts.update(one for one in sharing if one < here)
        likest = sorted(
            (one for one, shared in counts.items() if shared >= SHARED), key=lambda one: (-counts[one], one)
        )
        return [self.record(key) for _, key in likest[:NEIGHBOURS]]

    # --- what depends on what -----------------------------------------------------------------------------------------

    def sharing(self, record: Record) -> Iterator[list[tuple[str, str]]]:
        """For every hash of a record's text that is no boilerplate: day and key of all records that have it."""
        for probe in probes_of(record):
            rows = self._db.execute("SELECT day, key FROM probes WHERE hash = ? LIMIT ?", (_small(probe), CROWD + 1))
            found = [(str(day), str(key)) for day, key in rows]
            if len(found) <= CROWD:
                yield found

    def crowd(self, probe: int) -> int:
        """How many records have a hash."""
        return int(self._rows("SELECT COUNT(*) FROM probes WHERE hash = ?", _small(probe))[0][0])

    def with_probe(self, probe: int) -> list[str]:
        """The keys of the records that have a hash."""
        return self._column("SELECT key FROM probes WHERE hash = ?", _small(probe))

    def later_of_core(self, core: str, day: str, key: str) -> list[str]:
        """The documents that have versions of a core title, later than a place in time."""
        question = "SELECT DISTINCT document FROM records WHERE core = ? AND (day, key) > (?, ?)"
        return self._column(question, core, day, key)

    def wanting(self, names: Iterable[str]) -> Iterator[str]:
        """The documents whose clauses name one of these (see ``wanted_names``)."""
        for name in names:
            yield from self._column("SELECT document FROM wants WHERE name = ?", name)

    def issued_by(self, names: Iterable[str]) -> Iterator[str]:
        """The documents of these issuers (folded names)."""
        for name in names:
            yield from self._column("SELECT document FROM issuers WHERE name = ?", name)

    # --- listings -----------------------------------------------------------------------------------------------------

    def of_document(self, document: str) -> list[Record]:
        """The versions that a document carries, in order of time."""
        return self._records(self._rows("SELECT key FROM records WHERE document = ? ORDER BY day, key", document))

    def of_core(self, core: str) -> dict[str, Print]:
        """The records of a core title by their keys."""
        return {key: self.print(key) for key in self._column("SELECT key FROM records WHERE core = ?", core)}

    def work_of(self, key: str) -> int | None:
        """The place of the work that a record is a version of."""
        row = self._db.execute("SELECT work FROM records WHERE key = ?", (key,)).fetchone()
        return None if row is None or row[0] is None else int(row[0])

    def keys_of_work(self, work: int) -> list[str]:
        """The keys of a work's versions."""
        return self._column("SELECT key FROM records WHERE work = ?", work)

    # --- writing ------------------------------------------------------------------------------------------------------

    def put(self, kept: Print) -> None:
        """Keep a record in place of what was kept under its key."""
        self.drop(kept.record.key)
        self.put_new(kept)

    def put_new(self, kept: Print) -> None:
        """Keep a record whose key is not held."""
        record = kept.record
        document = document_key(record.key)
        values = (record.key, document, record.core, record.region, record.number_key, record.day, text_of(kept))
        self._db.execute(
            "INSERT INTO records (key, document, core, region, number, day, payload) VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        self._many(
            "INSERT INTO titles VALUES (?, ?, ?)", ((core, record.day, record.key) for core in titles_of(record))
        )
        probes = {_small(probe) for probe in probes_of(record)}
        self._many("INSERT INTO probes VALUES (?, ?, ?)", ((probe, record.day, record.key) for probe in probes))
        self._remembered(record.key, kept)

    def drop(self, key: str) -> None:
        """Forget a record."""
        try:
            record = self.record(key)
        except KeyError:
            return
        self._db.execute("DELETE FROM records WHERE key = ?", (key,))
        self._many(
            "DELETE FROM titles WHERE (core, day, key) = (?, ?, ?)", ((c, record.day, key) for c in titles_of(record))
        )
        probes = {_small(probe) for probe in probes_of(record)}
        self._many("DELETE FROM probes WHERE (hash, day, key) = (?, ?, ?)", ((one, record.day, key) for one in probes))
        self._read.pop(key, None)

    def put_names(self, document: str) -> None:
        """Keep who issued a document and what its clauses name, when its records have been put."""
        self._db.execute("DELETE FROM issuers WHERE document = ?", (document,))
        self._db.execute("DELETE FROM wants WHERE document = ?", (document,))
        for record in self.of_document(document):
            self.add_names(record)

    def add_names(self, record: Record) -> None:
        """Keep who issued a record's document and what its clauses name, beside what is kept of the document."""
        document = document_key(record.key)
        issuers = {levelled(name) for name in record.issuers}
        self._many("INSERT OR IGNORE INTO issuers VALUES (?, ?)", ((name, document) for name in issuers))
        self._many("INSERT OR IGNORE INTO wants VALUES (?, ?)", ((name, document) for name in wanted_names(record)))

    # --- the connection -----------------------------------------------------------------------------------------------

    def _rows(self, question: str, *values: object) -> list[tuple[str, ...]]:
        return self._db.execute(question, values).fetchall()

    def _column(self, question: str, *values: object) -> list[str]:
        return [str(row[0]) for row in self._rows(question, *values)]

    def _many(self, order: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._db.executemany(order, rows)

    def _records(self, rows: Iterable[tuple[str, ...]]) -> list[Record]:
        return [self.record(row[0]) for row in rows]

    def _remembered(self, key: str, kept: Print) -> Print:
        self._read[key] = kept
        if len(self._read) > _REMEMBERED:
            self._read.popitem(last=False)
        return kept


def wanted_names(record: Record) -> frozenset[str]:
    """What a record's clauses name that end, amend or touch: ``n:`` and a folded number, ``t:`` and a core title."""
    mentions = (*record.repeals, *record.amends, *record.touches)
    numbers = (f"n:{number_key(mention.number)}" for mention in mentions if mention.number)
    return frozenset((*numbers, *(f"t:{rule_key(mention.title, record.issuers)}" for mention in mentions)))


def found_names(record: Record) -> frozenset[str]:
    """What a clause must name to mean this record, in the form of ``wanted_names``."""
    number = (f"n:{record.number_key}",) if record.number_key else ()
    return frozenset((*number, *(f"t:{core}" for core in titles_of(record))))


def _small(probe: int) -> int:
    """A probe as an integer that SQLite holds."""
    return probe >> PLACE_BITS
