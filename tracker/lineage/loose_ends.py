"""What documents name and the store does not hold, and what is doubtful about single records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import rule_key
from tracker.lineage.catalogue import Held
from tracker.lineage.values import Ending, Mention, Missing, MissingRelation, Record, Remark, Saying, Term

_ORDER: dict[MissingRelation, int] = {"repealed": 0, "amended": 1, "cited": 2}
"""What is repealed is told first, so a document that is cited beside that keeps the weightier relation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A document that a record (``by``, ``day``, ``key``) repeals or amends and that is not held, or that it cites."""

    relation: MissingRelation
    number: str | None
    title: str
    by: str
    day: str
    key: str


def claims_of(held: Held, records: Iterable[Record], endings: Iterable[Ending]) -> tuple[Claim, ...]:
    """The claims of one document: what its clauses name and is not held, and all that it cites."""
    records = tuple(records)
    unheld = [ending for ending in endings if ending.target is None]
    found = [
        _claim("repealed" if one.mention.kind == "repeal" else "cited", one.mention, held.record(one.by))
        for one in unheld
    ]
    found += [_claim("amended", mention, record) for record in records for mention in _unmet(held, record)]
    cited = ((Mention(title="", number=number), record) for record in records for number in record.cites)
    return (*found, *(_claim("cited", mention, record) for mention, record in cited))


def _claim(relation: MissingRelation, mention: Mention, by: Record) -> Claim:
    return Claim(relation=relation, number=mention.number, title=mention.title, by=by.name, day=by.day, key=by.key)


def _unmet(held: Held, record: Record) -> Iterator[Mention]:
    """What a record amends and the store does not hold."""
    for mention in record.amends:
        if not any(one for one in held.meant(mention, record) if one.key != record.key):
            yield mention


def missing_of(claims: Iterable[Claim], is_held: Callable[[str], bool]) -> tuple[Missing, ...]:
    """What is repealed, amended or cited but not held, the repealed first; ``is_held`` takes a folded number."""
    found: dict[str, tuple[str, str, MissingRelation, list[str]]] = {}
    for claim in sorted(claims, key=lambda one: (_ORDER[one.relation], one.day, one.key)):
        core = rule_key(claim.title) if claim.title else ""
        name = (claim.number and number_key(claim.number)) or core
        if not name or (claim.number and is_held(number_key(claim.number))):
            continue
        entry = found.setdefault(name, (claim.number or f"《{claim.title}》", claim.title, claim.relation, []))
        if claim.by not in entry[3]:
            entry[3].append(claim.by)
    missing = [Missing(name=name, title=title, relation=kind, by=tuple(by)) for name, title, kind, by in found.values()]
    return tuple(sorted(missing, key=lambda one: (_ORDER[one.relation], one.name)))


def own_remarks(record: Record, term: Term) -> tuple[Remark, ...]:
    """What is doubtful about a record by itself, and about its term."""
    dates = (Remark(key=record.key, code="date-impossible", message=_of(record, one)) for one in record.remarks)
    terms = (Remark(key=record.key, code="term-doubtful", message=_of(record, one)) for one in term.remarks)
    doubts = (Remark(key=record.key, code="repeal-doubtful", message=_of(record, one)) for one in record.doubts)
    return (*dates, *terms, *doubts)


def target_remarks(held: Held, records: Iterable[Record]) -> Iterator[Remark]:
    """A remark for everything that a document amends and the store does not hold."""
    for record in records:
        for mention in _unmet(held, record):
            message = Saying(
                f"{record.name} amends 《{mention.title}》, which is not in the store",
                f"{record.name} 修改《{mention.title}》，库中未收录",
            )
            yield Remark(key=record.key, code="target-missing", message=message)


def _of(record: Record, message: Saying) -> Saying:
    return Saying(f"{record.name}: {message.en}", f"{record.name}：{message.zh}")


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Remarks without repeats, in the order that they are told."""
    return tuple(sorted(dict.fromkeys(remarks), key=lambda one: (one.key, one.code, one.message.en)))
