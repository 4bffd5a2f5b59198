"""What making a lineage does in the same way for some documents as for all: saying, linking, noting, in an index."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tracker.library.held_records import HeldRecords
from tracker.library.kept_values import Said
from tracker.library.said_rows import SaidRows
from tracker.library.work_rows import WorkRows
from tracker.lineage.decisions import Decided, Decisions
from tracker.lineage.issuers import Renames
from tracker.lineage.linking import endings_of, known_renames, links_of
from tracker.lineage.loose_ends import claims_of, own_remarks, target_remarks
from tracker.lineage.reprints import shared_numbers
from tracker.lineage.values import Record, Remark, Term

if TYPE_CHECKING:
    from tracker.lineage.linking import Settled


class KeptLineage:
    """Records, evidence and works of an index, and the steps that lead from one to the next; inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, decisions: Decisions) -> None:
        self.connection = connection
        self.decisions = decisions
        self.records = HeldRecords(connection)
        self.said = SaidRows(connection)
        self.works = WorkRows(connection)

    def say(self, document: str) -> set[str]:
        """What a document ends and names, again; the keys of what it ended before or ends now."""
        records = self.records.of_document(document)
        before = self.said.of(document)
        evidence = endings_of(self.records, records)
        claims = claims_of(self.records, records, evidence.endings)
        remarks = tuple(target_remarks(self.records, records))
        now = Said(evidence=evidence, claims=claims, remarks=remarks)
        if now == before:
            return set()
        self.said.put(document, now)
        return {one.target for said in (before, now) for one in said.evidence.endings if one.target}

    def link(self, document: str, renames: Renames) -> set[str]:
        """The links of a document, again; the keys at the ends of links that are other than they were."""
        endings = self.said.of(document).evidence.endings
        links = links_of(self.records, self.records.of_document(document), endings, renames)
        before = self.said.links_of(document)
        if set(links) == set(before):
            return set()
        self.said.put_links(document, links)
        return {key for link in set(links) ^ set(before) for key in (link.old, link.new)}

    def decided(self) -> tuple[Decided, Renames]:
        """What a person's decisions come to, and which bodies are one."""
        decided = self.decisions.decided(self.records)
        return decided, known_renames(self.records, self.said.handovers(), self.decisions, decided)

    def note(self, records: Iterable[Record], keys: Iterable[str], terms: Mapping[str, Term], found: Settled) -> None:
        """Keep what is doubtful about some records, their terms and the circles among them."""
        circles: dict[str, list[Remark]] = defaultdict(list)
        for remark in found.circles:
            circles[remark.key].append(remark)
        for key in keys:
            self.said.put_remarks("circle", key, circles[key])
            self.said.put_remarks("own", key, ())
        for record in records:
            self.said.put_remarks("own", record.key, own_remarks(record, terms[record.key]))

    def note_numbers(self, numbers: Iterable[str | None]) -> None:
        """Keep who shares a document number with whom."""
        for number in filter(None, numbers):
            carriers = sorted(self.records.with_number(number), key=lambda record: record.key)
            self.said.put_remarks("number", number, shared_numbers(carriers))

    def records_of(self, keys: Iterable[str]) -> list[Record]:
        """The records of some keys that are held, in order of time."""
        found = map(self.records.record, filter(self.records.holds, keys))
        return sorted(found, key=lambda one: (one.day, one.key))
