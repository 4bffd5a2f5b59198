"""The lineage of an index, brought up to date at the cost of what changed.

What ``tracker.lineage.works`` does for all records at once is done here for those that a change can touch, with the
same functions and the same result (a property test compares them):

1. the prints of every core title that changed are merged again; this gives the records that are new, gone or other;
2. the documents whose answers these records may change say again what they say of others: those that name them, later
   ones of the same title, later ones with a like text, those whose issuers turned out to be one body;
3. whatever hangs together by links with a record that changed is assigned again, and so is what it ends.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain as chained
from typing import TYPE_CHECKING

from tracker.library.database import LINEAGE_TABLES
from tracker.library.held_records import HeldRecords, found_names
from tracker.library.kept_values import Print, Said, text_of, value_from
from tracker.library.said_rows import SaidRows
from tracker.library.work_rows import WorkRows
from tracker.lineage.catalogue import CROWD, SHARED, Catalogue, Held, document_key, probes_of
from tracker.lineage.chains import chains_of, terms_of
from tracker.lineage.decisions import Decided, Decisions
from tracker.lineage.issuers import Renames
from tracker.lineage.linking import endings_of, known_renames, links_of, settled
from tracker.lineage.loose_ends import claims_of, own_remarks, target_remarks
from tracker.lineage.reprints import merged, shared_numbers
from tracker.lineage.stages import Stages
from tracker.lineage.values import Record, Remark, Term, Work

if TYPE_CHECKING:
    from tracker.lineage.linking import Settled

_MOST = 4
"""Where more than a part of 1/4 of all issues changed, everything is made anew: that is quicker then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A record before and after; ``None`` where it was not, or is no more, held."""

    key: str
    old: Print | None
    new: Print | None

    @property
    def records(self) -> tuple[Record, ...]:
        """The record as it was and as it is."""
        return tuple(one.record for one in (self.old, self.new) if one is not None)


class Upkeep:
    """One update of the lineage of an index; inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, decisions: Decisions) -> None:
        self._db = connection
        self._decisions = decisions
        self._records = HeldRecords(connection)
        self._said = SaidRows(connection)
        self._works = WorkRows(connection)
        self._held: Held = self._records

    # --- the whole of it ----------------------------------------------------------------------------------------------

    def bring(self, issues: Iterable[tuple[str, Sequence[Record]]], *, anew: bool = False) -> int:
        """Bring the lineage up to date with the records of issues that were added, changed or (with none) taken out.

        They are taken one by one, so that those of a whole store need not be held at once. ``anew`` makes everything
        again, as after a change of a person's decisions. How many issues there were is returned.
        """
        changed = 0
        cores: set[str] = set()
        for issue, records in issues:
            cores |= self._put_prints(issue, records)
            changed += 1
        count = self._db.execute("SELECT COUNT(DISTINCT issue) FROM prints").fetchone()[0]
        if anew or _MOST * changed > count + 3:
            self._all_anew()
        elif changed:
            self._step(cores)
        return changed

    def _all_anew(self) -> None:
        """Make the lineage of all prints."""
        for table in LINEAGE_TABLES:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand in database
        prints = (value_from(Record, payload) for (payload,) in self._db.execute("SELECT payload FROM prints"))
        distinct, reprints = merged(prints)
        catalogue = Catalogue(distinct)
        for record in distinct:
            self._records.put(Print(record=record, reprints=reprints.get(record.key, ())))
        documents = dict.fromkeys(document_key(record.key) for record in catalogue.records)
        for document in documents:
            self._records.put_names(document)
        self._held = catalogue
        self._say(documents)
        decided, renames = self._decided()
        self._link(documents, renames)
        self._note_numbers({record.number_key for record in distinct})
        self._settle(set(catalogue.place), set(), decided)

    def _step(self, cores: Iterable[str]) -> None:
        """Make again what a change of these core titles touches."""
        changed = self._merge(cores)
        works = self._old_works(changed)
        old_decided, old_renames = self._decided()
        for one in changed:
            self._records.drop(one.key)
            if one.new is not None:
                self._records.put(one.new)
        own = {document_key(one.key) for one in changed}
        for document in own:
            self._records.put_names(document)
        documents = own | {document for one in changed for document in self._dependent(one)}
        documents |= self._crowded(changed)
        seeds = {one.key for one in changed}
        seeds |= self._say(documents)
        decided, renames = self._decided()
        documents |= set(self._records.issued_by(old_renames.differing(renames)))
        seeds |= self._link(documents, renames)
        seeds |= _touched(old_decided, decided)
        self._note_numbers({record.number_key for one in changed for record in one.records})
        self._settle(seeds, {one.key for one in changed}, decided, lost=works)

    # --- 1. records ---------------------------------------------------------------------------------------------------

    def _put_prints(self, issue: str, records: Sequence[Record]) -> set[str]:
        """Keep the prints of an issue in place of what was kept of it; the core titles that this changes."""
        old = self._db.execute("SELECT key, core, payload FROM prints WHERE issue = ?", (issue,)).fetchall()
        new = [(record.key, record.core, text_of(record)) for record in records]
        self._db.execute("DELETE FROM prints WHERE issue = ?", (issue,))
        rows = ((key, issue, core, payload) for key, core, payload in new)
        self._db.executemany("INSERT INTO prints VALUES (?, ?, ?, ?)", rows)
        return {core for _, core, _ in set(old) ^ set(new)}

    def _merge(self, cores: Iterable[str]) -> list[Changed]:
        """The records of some core titles that are other than they were."""
        changed: list[Changed] = []
        for core in sorted(cores):
            rows = self._db.execute("SELECT payload FROM prints WHERE core = ?", (core,))
            distinct, reprints = merged(value_from(Record, payload) for (payload,) in rows)
            new = {one.key: Print(record=one, reprints=reprints.get(one.key, ())) for one in distinct}
            old = self._records.of_core(core)
            changed += [
                Changed(key=key, old=old.get(key), new=new.get(key))
                for key in sorted(old.keys() | new.keys())
                if key not in old or key not in new or text_of(old[key]) != text_of(new[key])
            ]
        return _joined(changed)

    def _old_works(self, changed: Iterable[Changed]) -> set[int]:
        """The works that changed records were versions of."""
        return set(filter(None, (self._records.work_of(one.key) for one in changed)))

    # --- 2. what documents say ----------------------------------------------------------------------------------------

    def _dependent(self, one: Changed) -> Iterator[str]:
        """The documents whose evidence may be other because one record is."""
        for record in one.records:
            yield from self._records.wanting(found_names(record))
            yield from self._records.later_of_core(record.core, record.day, record.key)
            counts: dict[tuple[str, str], int] = defaultdict(int)
            for sharing in self._records.sharing(record):
                for place in sharing:
                    counts[place] += 1
            later = (
                key for (day, key), shared in counts.items() if shared >= SHARED and (day, key) > (record.day, one.key)
            )
            yield from map(document_key, later)

    def _crowded(self, changed: Iterable[Changed]) -> set[str]:
        """The documents that share a hash which became boilerplate by a change, or ceased to be."""
        grown: dict[int, int] = defaultdict(int)
        for one in changed:
            for kept, step in ((one.old, -1), (one.new, 1)):
                for probe in set(probes_of(kept.record)) if kept else ():
                    grown[probe] += step
        found: set[str] = set()
        for probe, by in grown.items():
            count = self._records.crowd(probe) if by else 0
            if (count > CROWD) != (count - by > CROWD):
                found |= set(map(document_key, self._records.with_probe(probe)))
        return found

    def _say(self, documents: Iterable[str]) -> set[str]:
        """What documents end and name, again; the keys of what they ended before or end now."""
        touched: set[str] = set()
        for document in sorted(documents):
            records = self._of_document(document)
            before = self._said.of(document)
            evidence = endings_of(self._held, records)
            claims = claims_of(self._held, records, evidence.endings)
            remarks = tuple(target_remarks(self._held, records))
            now = Said(evidence=evidence, claims=claims, remarks=remarks)
            if now != before:
                self._said.put(document, now)
                touched |= {one.target for said in (before, now) for one in said.evidence.endings if one.target}
        return touched

    def _link(self, documents: Iterable[str], renames: Renames) -> set[str]:
        """The links of documents, again; the keys at the ends of links that are other than they were."""
        touched: set[str] = set()
        for document in sorted(documents):
            endings = self._said.of(document).evidence.endings
            links = links_of(self._held, self._of_document(document), endings, renames)
            before = self._said.links_of(document)
            if set(links) != set(before):
                self._said.put_links(document, links)
                touched |= {key for link in set(links) ^ set(before) for key in (link.old, link.new)}
        return touched

    def _of_document(self, document: str) -> list[Record]:
        return self._records.of_document(document)

    def _decided(self) -> tuple[Decided, Renames]:
        """What a person's decisions come to, and which bodies are one."""
        decided = self._decisions.decided(self._held)
        return decided, known_renames(self._held, self._said.handovers(), self._decisions, decided)

    # --- 3. works -----------------------------------------------------------------------------------------------------

    def _settle(
        self, seeds: set[str], changed: set[str], decided: Decided, *, lost: Iterable[int] | None = None
    ) -> None:
        """Assign the links again of all that hangs together with some keys, and make works of it.

        ``changed`` are the records that are other than they were: what they end is told anew. ``lost`` are the works
        that they were versions of; without it the keys are all there are.
        """
        whole = lost is None
        keys = seeds if whole else self._together(seeds, decided)
        while True:
            records = sorted(map(self._held.record, filter(self._held.holds, keys)), key=lambda one: (one.day, one.key))
            found = settled(self._said.links_from(keys), keys, self._held, decided)
            chains = chains_of(records, found.links)
            terms = terms_of(chains, found.links)
            more = set() if whole else self._ended_anew(terms, changed) - keys
            if not more:
                break
            keys = self._together(keys | more, decided)
        self._note(records, keys, terms, found)
        stages = Stages(
            self._held,
            found.links,
            self._said.endings_of(keys),
            term=lambda key: terms[key] if key in terms else self._term(key),
            reprints=lambda key: self._records.print(key).reprints,
        )
        old = {*filter(None, map(self._records.work_of, keys)), *(lost or ())}
        made = (tuple(map(stages.stage, chain)) for chain in chains)
        # What is kept of other works is read for this: all of it before anything is replaced, where there are others.
        self._works.replace(sorted(old), made if whole else [*made])

    def _together(self, seeds: Iterable[str], decided: Decided) -> set[str]:
        """All that hangs together with some keys by links, by a person's decisions, or by being of one work."""
        joined: dict[str, list[str]] = defaultdict(list)
        for link in decided.links:
            joined[link.old].append(link.new)
            joined[link.new].append(link.old)
        found: set[str] = set()
        waiting = list(seeds)
        while waiting:
            key = waiting.pop()
            if key in found:
                continue
            found.add(key)
            work = self._records.work_of(key)
            beside = self._records.keys_of_work(work) if work is not None else []
            waiting.extend((*self._said.neighbours(key), *joined[key], *beside))
        return found

    def _ended_anew(self, terms: Mapping[str, Term], changed: set[str]) -> set[str]:
        """What is ended by records that changed, or whose term is another one than before."""
        by = (key for key in terms if key in changed or self._term_before(key) != terms[key])
        return {target for key in by for target in self._said.ended_by(key)}

    def _work_of(self, key: str) -> Work | None:
        place = self._records.work_of(key)
        return self._works.at(place) if place is not None else None

    def _term_before(self, key: str) -> Term | None:
        work = self._work_of(key)
        return next((stage.term for stage in work.stages if stage.record.key == key), None) if work else None

    def _term(self, key: str) -> Term:
        term = self._term_before(key)
        if term is None:
            raise KeyError(key)
        return term

    def _note(self, records: Iterable[Record], keys: Iterable[str], terms: Mapping[str, Term], found: Settled) -> None:
        """Keep what is doubtful about some records, their terms and the circles among them."""
        circles: dict[str, list[Remark]] = defaultdict(list)
        for remark in found.circles:
            circles[remark.key].append(remark)
        for key in keys:
            self._said.put_remarks("circle", key, circles[key])
            self._said.put_remarks("own", key, ())
        for record in records:
            self._said.put_remarks("own", record.key, own_remarks(record, terms[record.key]))

    def _note_numbers(self, numbers: Iterable[str | None]) -> None:
        """Keep who shares a document number with whom."""
        for number in filter(None, numbers):
            carriers = sorted(self._held.with_number(number), key=lambda record: record.key)
            self._said.put_remarks("number", number, shared_numbers(carriers))


def _joined(changed: Iterable[Changed]) -> list[Changed]:
    """One change a key: a record that changed its core title left one group and came into another."""
    found: dict[str, Changed] = {}
    for one in changed:
        other = found.get(one.key)
        merged_with = other and Changed(key=one.key, old=other.old or one.old, new=other.new or one.new)
        found[one.key] = merged_with or one
    return list(found.values())


def _touched(old: Decided, new: Decided) -> set[str]:
    """The keys that a person's decisions join or part otherwise than before."""
    links = set(old.links) ^ set(new.links)
    pairs = old.denied ^ new.denied
    return {key for link in links for key in (link.old, link.new)} | set(chained.from_iterable(pairs))
