"""From links to works: chains of versions with their terms, what ended each, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.language.titles import rule_key
from tracker.lineage.catalogue import Catalogue, document_key
from tracker.lineage.decisions import Decisions
from tracker.lineage.evidence import is_decision
from tracker.lineage.linking import Linked, linked
from tracker.lineage.naming import fold_number
from tracker.lineage.reprints import merged, shared_numbers
from tracker.lineage.terms import term_of
from tracker.lineage.values import (
    Ending,
    Lineage,
    Link,
    Missing,
    MissingRelation,
    Record,
    Remark,
    Saying,
    Stage,
    Term,
    Work,
)
from tracker.wording.lineage import KINDS


def lineage_of(records: Iterable[Record], decisions: Decisions | None = None) -> Lineage:
    """All works of the given records, with what repeals what, what is missing and what is doubtful.

    It never raises on what documents say: what does not fit becomes a remark, and everything else goes on.
    """
    decisions = decisions or Decisions()
    distinct, reprints = merged(records)
    catalogue = Catalogue(distinct)
    found = linked(catalogue, decisions)
    chains = _chains(catalogue, found.links)
    terms = _terms(chains, found.links)
    assembly = _Assembly(catalogue, found, terms, reprints)
    works = assembly.works(chains)
    remarks = (*found.remarks, *shared_numbers(distinct), *_own_remarks(catalogue, terms))
    return Lineage(
        works=works,
        endings=found.endings,
        missing=_missing(catalogue, found.endings),
        remarks=tuple(sorted(dict.fromkeys(remarks), key=lambda remark: (remark.key, remark.code, remark.message.en))),
    )


def _chains(catalogue: Catalogue, links: Iterable[Link]) -> list[list[Record]]:
    """The records in chains from the oldest to the newest version; a record without links is its own."""
    successor = {link.old: link.new for link in links}
    heirs = set(successor.values())
    starts = [record for record in catalogue.records if record.key not in heirs]
    chains: list[list[Record]] = []
    placed: set[str] = set()
    # A circle (only a person's decisions can make one) has no start: it is cut where its earliest record stands.
    for record in (*starts, *catalogue.records):
        chain = []
        key: str | None = record.key
        while key is not None and key not in placed:
            placed.add(key)
            chain.append(catalogue.records[catalogue.place[key]])
            key = successor.get(key)
        if chain:
            chains.append(chain)
    return chains


def _terms(chains: Iterable[list[Record]], links: Iterable[Link]) -> dict[str, Term]:
    predecessor = {link.new: link.old for link in links}
    terms: dict[str, Term] = {}
    for chain in chains:
        for record in chain:
            terms[record.key] = term_of(record, terms.get(predecessor.get(record.key, "")))
    return terms


@dataclass(frozen=True, slots=True)
class _End:
    """One thing that ended a version: from which day, by which document, and why."""

    day: str | None
    by: Record
    superseded: bool
    why: Saying


class _Assembly:
    """Puts chains, terms, links and repeals together into works."""

    def __init__(
        self,
        catalogue: Catalogue,
        found: Linked,
        terms: Mapping[str, Term],
        reprints: Mapping[str, tuple[Record, ...]],
    ) -> None:
        self.catalogue = catalogue
        self.terms = terms
        self.reprints = reprints
        self.link_to = {link.new: link for link in found.links}
        self.successor = {link.old: link.new for link in found.links}
        self.endings: dict[str, list[Ending]] = defaultdict(list)
        for ending in found.endings:
            if ending.target is not None:
                self.endings[ending.target].append(ending)

    def works(self, chains: Iterable[list[Record]]) -> tuple[Work, ...]:
        """The works, each under a name of its own, in the order of their first versions."""
        chains = list(chains)
        titles = [_title(chain) for chain in chains]
        shared = {title for title, n in Counter(titles).items() if n > 1}
        names = [_distinct(title, chain, shared) for title, chain in zip(titles, chains, strict=True)]
        again = {name for name, n in Counter(names).items() if n > 1}
        works = [
            Work(
                name=f"{name}（{chain[0].key}）" if name in again else name,
                stages=tuple(self._stage(record) for record in chain),
            )
            for name, chain in zip(names, chains, strict=True)
        ]
        return tuple(sorted(works, key=lambda work: (work.stages[0].record.key, work.name)))

    def _stage(self, record: Record) -> Stage:
        ends = sorted(self._ends(record), key=lambda end: (end.day or "9999", end.by.key))
        first = ends[0] if ends else None
        return Stage(
            record=record,
            term=self.terms[record.key],
            link=self.link_to.get(record.key),
            ended=first.day if first else None,
            ended_by=first.by.name if first else None,
            ended_why=first.why if first else Saying("", ""),
            superseded=first.superseded if first else False,
            partial=tuple(
                (self._day(self._record(ending.by))[0], self._record(ending.by).name)
                for ending in self.endings[record.key]
                if ending.mention.partial
            ),
            reprints=self.reprints.get(record.key, ()),
        )

    def _ends(self, record: Record) -> Iterable[_End]:
        heir = self.successor.get(record.key)
        for ending in self.endings[record.key]:
            if ending.mention.partial:
                continue
            by = self._record(ending.by)
            day, why = self._day(by)
            same_document = heir is not None and document_key(heir) == document_key(by.key)
            yield _End(
                day, by, same_document, Saying(f"repealed by {by.name}: {why.en}", f"被 {by.name} 废止：{why.zh}")
            )
        if heir is not None:
            by = self._record(heir)
            day, why = self._day(by)
            kind = KINDS[self.link_to[heir].kind]
            said = Saying(
                f"superseded by {by.name} ({kind['en']}): {why.en}", f"被 {by.name} 取代（{kind['zh']}）：{why.zh}"
            )
            yield _End(day, by, superseded=True, why=said)

    def _record(self, key: str) -> Record:
        return self.catalogue.records[self.catalogue.place[key]]

    def _day(self, by: Record) -> tuple[str | None, Saying]:
        """The day from which a document works on others, and how it is known."""
        term = self.terms[by.key]
        if term.start:
            return term.start, term.why[0]
        if by.signed:
            said = f"{by.signed} (signed; it states no day of effect)", f"{by.signed}（成文日期；未载明施行日期）"
            return by.signed, Saying(*said)
        if by.published:
            said = (
                f"{by.published} (published; it states no day of effect)",
                f"{by.published}（刊登日期；未载明施行日期）",
            )
            return by.published, Saying(*said)
        return None, Saying("on a day that is not known", "日期不详")


def _title(chain: list[Record]) -> str:
    whole = [record for record in chain if not is_decision(record)]
    return (whole or chain)[-1].title


def _distinct(title: str, chain: list[Record], shared: set[str]) -> str:
    if title not in shared:
        return title
    last = chain[-1]
    return f"{title}（{last.number or last.issue}）"


def _own_remarks(catalogue: Catalogue, terms: Mapping[str, Term]) -> Iterable[Remark]:
    for record in catalogue.records:
        for message in record.remarks:
            yield Remark(key=record.key, code="date-impossible", message=_of(record, message))
        for message in terms[record.key].remarks:
            yield Remark(key=record.key, code="term-doubtful", message=_of(record, message))
        for mention in record.amends:
            if not any(one for one in catalogue.meant(mention, record) if one.key != record.key):
                message = Saying(
                    f"{record.name} amends 《{mention.title}》, which is not in the store",
                    f"{record.name} 修改《{mention.title}》，库中未收录",
                )
                yield Remark(key=record.key, code="target-missing", message=message)


def _of(record: Record, message: Saying) -> Saying:
    return Saying(f"{record.name}: {message.en}", f"{record.name}：{message.zh}")


def _missing(catalogue: Catalogue, endings: Iterable[Ending]) -> tuple[Missing, ...]:
    """What is repealed, amended or cited but not held, the repealed first."""
    found: dict[str, tuple[str, str, MissingRelation, list[str]]] = {}
    for relation, number, title, by in _named_but_not_held(catalogue, endings):
        core = rule_key(title) if title else ""
        name = (number and fold_number(number)) or core
        if not name or (number and catalogue.numbered(number)):
            continue
        # What is repealed is told first, so a document that is cited beside that keeps the weightier relation.
        entry = found.setdefault(name, (number or f"《{title}》", title, relation, []))
        if by.name not in entry[3]:
            entry[3].append(by.name)
    order = {"repealed": 0, "amended": 1, "cited": 2}
    missing = [Missing(name=name, title=title, relation=kind, by=tuple(by)) for name, title, kind, by in found.values()]
    return tuple(sorted(missing, key=lambda one: (order[one.relation], one.name)))


def _named_but_not_held(
    catalogue: Catalogue, endings: Iterable[Ending]
) -> Iterator[tuple[MissingRelation, str | None, str, Record]]:
    for ending in endings:
        if ending.target is None:
            yield "repealed", ending.mention.number, ending.mention.title, _held(catalogue, ending.by)
    for record in catalogue.records:
        for mention in record.amends:
            if not any(one for one in catalogue.meant(mention, record) if one.key != record.key):
                yield "amended", mention.number, mention.title, record
    for record in catalogue.records:
        for number in record.cites:
            yield "cited", number, "", record


def _held(catalogue: Catalogue, key: str) -> Record:
    return catalogue.records[catalogue.place[key]]
