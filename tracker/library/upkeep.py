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

from tracker.library.held_records import found_names
from tracker.library.kept_lineage import KeptLineage
from tracker.library.kept_values import Print, text_of, value_from
from tracker.library.whole_lineage import make_whole
from tracker.lineage.catalogue import CROWD, SHARED, document_key, probes_of
from tracker.lineage.chains import chains_of, terms_of
from tracker.lineage.decisions import Decided, Decisions
from tracker.lineage.issuers import Renames
from tracker.lineage.linking import settled
from tracker.lineage.reprints import merged
from tracker.lineage.stages import Stages
from tracker.lineage.values import Record, Term, Work

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
        self._kept = KeptLineage(connection, decisions)
        self._records, self._said, self._works = self._kept.records, self._kept.said, self._kept.works

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
        if anew or self._are_most(changed):
            make_whole(self._kept)
        elif changed:
            self._step(cores)
        return changed

    def _are_most(self, changed: int) -> bool:
        """Whether so many issues are so large a part of all that all are made anew."""
        enough = max(0, _MOST * changed - 3)
        question = "SELECT COUNT(*) FROM (SELECT DISTINCT issue FROM prints LIMIT ?)"
        return int(self._db.execute(question, (enough,)).fetchone()[0]) < enough

    def _step(self, cores: Iterable[str]) -> None:
        """Make again what a change of these core titles touches."""
        changed = self._merge(cores)
        works = self._old_works(changed)
        old_decided, old_renames = self._kept.decided()
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
        decided, renames = self._kept.decided()
        documents |= set(self._records.issued_by(old_renames.differing(renames)))
        seeds |= self._link(documents, renames)
        seeds |= _touched(old_decided, decided)
        self._kept.note_numbers({record.number_key for one in changed for record in one.records})
        self._settle(seeds, {one.key for one in changed}, decided, works)

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
        return {key for document in sorted(documents) for key in self._kept.say(document)}

    def _link(self, documents: Iterable[str], renames: Renames) -> set[str]:
        """The links of documents, again; the keys at the ends of links that are other than they were."""
        return {key for document in sorted(documents) for key in self._kept.link(document, renames)}

    # --- 3. works -----------------------------------------------------------------------------------------------------

    def _settle(self, seeds: set[str], changed: set[str], decided: Decided, lost: Iterable[int]) -> None:
        """Assign the links again of all that hangs together with some keys, and make works of it.

        ``changed`` are the records that are other than they were: what they end is told anew. ``lost`` are the works
        that they were versions of.
        """
        keys = self._together(seeds, decided)
        while True:
            records = self._kept.records_of(keys)
            found = settled(self._said.links_from(keys), keys, self._records, decided)
            chains = chains_of(records, found.links)
            terms = terms_of(chains, found.links)
            more = self._ended_anew(terms, changed) - keys
            if not more:
                break
            keys = self._together(keys | more, decided)
        self._kept.note(records, keys, terms, found)
        stages = Stages(
            self._records,
            found.links,
            self._said.endings_of(keys),
            term=lambda key: terms[key] if key in terms else self._term(key),
            reprints=lambda key: self._records.print(key).reprints,
        )
        old = {*filter(None, map(self._records.work_of, keys)), *lost}
        # What is kept of other works is read for this: all of it before anything is replaced.
        self._works.replace(sorted(old), [tuple(map(stages.stage, chain)) for chain in chains])

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
