"""The index of all records: which older versions may be meant, without looking at all of them.

Names are found through dictionaries, likeness of text through the lowest hashes of the sketches of one region, kept as
one sorted array of integers: 16 entries of 8 bytes a version.
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tracker.language.numbers_of_documents import number_key, same_order
from tracker.language.titles import levelled, rule_key
from tracker.lineage.values import Mention, Record

PROBES = 16
"""Hashes of a sketch that are indexed."""
SHARED = 2
"""Hashes two sketches must share to be looked at."""
CROWD = 400
"""A hash that more versions of one region share is boilerplate and finds nothing."""
NEIGHBOURS = 12
"""Likest texts looked at."""
NEAREST = 8
"""Older versions of one title looked at: the nearest in time."""
PLACE_BITS = 24
_HASH_MASK = ((1 << 64) - 1) ^ ((1 << PLACE_BITS) - 1)


class Held(ABC):
    """Records that linking may ask for: in memory (``Catalogue``), or in an index on disk. Order is that of time."""

    @abstractmethod
    def record(self, key: str) -> Record:
        """The record of a key; ``KeyError`` where it is not held."""

    @abstractmethod
    def holds(self, key: str) -> bool:
        """Whether there is a record of this key."""

    @abstractmethod
    def with_number(self, folded: str) -> list[Record]:
        """The records that carry a folded document number."""

    @abstractmethod
    def with_title(self, core: str) -> list[Record]:
        """The records whose core title, or whose document's, is this one."""

    @abstractmethod
    def same_core(self, record: Record) -> list[Record]:
        """The ``NEAREST`` older records of the same core title and region, or of an unknown region."""

    @abstractmethod
    def alike(self, record: Record) -> list[Record]:
        """The ``NEIGHBOURS`` older records of the same region whose sketches share most with this one's, likest first.

        Probes that more than ``CROWD`` records have find nothing, and at least ``SHARED`` must be the same; of two that
        share as many the older one comes first.
        """

    def numbered(self, number: str) -> list[Record]:
        """The records that carry a document number (folded or as printed)."""
        return self.with_number(number_key(number))

    def titled(self, title: str, issuers: Sequence[str] = ()) -> list[Record]:
        """The records whose core title, or whose document's, is that of ``title``."""
        return self.with_title(rule_key(title, issuers))

    def meant(self, mention: Mention, by: Record) -> list[Record]:
        """The records that a clause of ``by`` may mean: by number, else by title.

        A number that is held decides; a title counts where the clause gives no number, or the record has none.
        """
        own = document_key(by.key)
        if mention.number:
            numbered = [one for one in self.numbered(mention.number) if document_key(one.key) != own]
            if numbered:
                return numbered
        titled = [one for one in self.titled(mention.title, by.issuers) if document_key(one.key) != own]
        return [
            one for one in titled if not mention.number or one.number is None or same_order(one.number, mention.number)
        ]


class Catalogue(Held):
    """All records in memory, in order of time. Built once and then only read."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records: Sequence[Record] = sorted(records, key=lambda record: (record.day, record.key))
        self.place = {record.key: n for n, record in enumerate(self.records)}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._cores: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._regions: dict[str, set[str]] = defaultdict(set)
        self._days = [record.day for record in self.records]
        probes = array("Q")
        for n, record in enumerate(self.records):
            if record.number_key:
                self._numbers[record.number_key].append(n)
            self._cores[record.core, record.region].append(n)
            for core in titles_of(record):
                self._titles[core].append(n)
                self._regions[core].add(record.region)
            probes.extend(probe | n for probe in probes_of(record))
        self._probes = array("Q", sorted(probes))

    def record(self, key: str) -> Record:
        """The record of a key."""
        return self.records[self.place[key]]

    def holds(self, key: str) -> bool:
        """Whether there is a record of this key."""
        return key in self.place

    def with_number(self, folded: str) -> list[Record]:
        """The records that carry a folded document number."""
        return [self.records[n] for n in self._numbers.get(folded, ())]

    def with_title(self, core: str) -> list[Record]:
        """The records whose core title, or whose document's, is this one."""
        return [self.records[n] for n in self._titles.get(core, ())]

    def same_core(self, record: Record) -> list[Record]:
        """The nearest older records of the same core title and region, or of an unknown region."""
        regions = {record.region, ""} if record.region else self._regions.get(record.core, set())
        here = self.place.get(record.key, len(self.records))
        if record.day:
            here = min(here, bisect_right(self._days, record.day))
        found: list[int] = []
        for region in regions:
            known = self._cores.get((record.core, region), [])
            end = bisect_left(known, here)
            found += known[max(0, end - NEAREST) : end]
        return [self.records[n] for n in sorted(found)[-NEAREST:]]

    def alike(self, record: Record) -> list[Record]:
        """The older records of the same region whose sketches share most with this one's, likest first."""
        here = self.place.get(record.key, len(self.records))
        counts: Counter[int] = Counter()
        for probe in probes_of(record):
            low = bisect_left(self._probes, probe)
            high = bisect_left(self._probes, probe + (1 << PLACE_BITS), low)
            if high - low <= CROWD:
                older = bisect_left(self._probes, probe + here, low, high)
                counts.update(entry & ((1 << PLACE_BITS) - 1) for entry in self._probes[low:older])
        likest = sorted((n for n, shared in counts.items() if shared >= SHARED), key=lambda n: (-counts[n], n))
        return [self.records[n] for n in likest[:NEIGHBOURS]]


@lru_cache(maxsize=100_000)
def document_key(key: str) -> str:
    """The part of a record's key that names its document."""
    issue, _, place = key.partition("#")
    return f"{issue}#{place.split('~')[0].split('.')[0]}"


def titles_of(record: Record) -> frozenset[str]:
    """The core titles that a record is found by: its own, and its document's."""
    return frozenset({record.core, rule_key(record.document_title, record.issuers)})


def probes_of(record: Record) -> list[int]:
    """The hashes of a record's text that are indexed, 64 bits with the lower ``PLACE_BITS`` empty."""
    salt = zlib.crc32(levelled(record.region).encode()) * 0x9E3779B97F4A7C15 & _HASH_MASK
    # ``value`` is a hash already; the region's salt keeps neighbouring districts apart.
    return [(value ^ salt) & _HASH_MASK for value in record.sketch[:PROBES]]
