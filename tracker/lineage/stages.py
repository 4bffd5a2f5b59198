"""A version in its work: the link to the one before it, when it holds, and what ended it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracker.lineage.altered_terms import Touch, altered
from tracker.lineage.catalogue import Held, document_key
from tracker.lineage.evidence import is_decision
from tracker.lineage.values import Ending, Link, Record, Saying, Stage, Term
from tracker.wording.lineage import KINDS


@dataclass(frozen=True, slots=True)
class _End:
    """One thing that ended a version: from which day, by which document, and why."""

    day: str | None
    by: Record
    superseded: bool
    why: Saying


class Stages:
    """Makes stages of records: of the links that hold among them, and of every clause that ends one of them.

    ``term`` gives the term of any record that is held, ``reprints`` its other prints; ``endings`` may come in any order
    of documents, with the clauses of each document in their order.
    """

    def __init__(
        self,
        held: Held,
        links: Iterable[Link],
        endings: Iterable[Ending],
        *,
        term: Callable[[str], Term],
        reprints: Callable[[str], tuple[Record, ...]],
    ) -> None:
        self._held, self._term, self._reprints = held, term, reprints
        links = tuple(links)
        self._link_to = {link.new: link for link in links}
        self._successor = {link.old: link.new for link in links}
        self._endings: dict[str, list[Ending]] = defaultdict(list)
        self._said: dict[str, list[Ending]] = {}
        for ending in endings:
            if ending.target is not None:
                self._endings[ending.target].append(ending)
        for found in self._endings.values():
            found.sort(key=lambda ending: (held.record(ending.by).day, ending.by))

    def stage(self, record: Record) -> Stage:
        """A version in its work."""
        ends = sorted(self._ends(record), key=lambda end: (end.day or "9999", end.by.key))
        first = ends[0] if ends else None
        clauses = self._clauses(record)
        partial = [one for one in clauses if one.mention.kind == "repeal" and one.mention.partial]
        return Stage(
            record=record,
            term=altered(self._term(record.key), map(self._touch, clauses)),
            link=self._link_to.get(record.key),
            ended=first.day if first else None,
            ended_by=first.by.name if first else None,
            ended_why=first.why if first else Saying("", ""),
            superseded=first.superseded if first else False,
            ended_key=first.by.key if first else "",
            partial=tuple((self._day_of(one)[0], self._held.record(one.by).name) for one in partial),
            partial_keys=tuple(one.by for one in partial),
            reprints=self._reprints(record.key),
        )

    def _ends(self, record: Record) -> Iterator[_End]:
        heir = self._successor.get(record.key)
        told = False
        for ending in self._clauses(record):
            if ending.mention.kind != "repeal" or ending.mention.partial:
                continue
            by = self._held.record(ending.by)
            day, why = self._day_of(ending)
            same_document = heir is not None and document_key(heir) == document_key(by.key)
            told = told or same_document
            yield _End(
                day, by, same_document, Saying(f"repealed by {by.name}: {why.en}", f"被 {by.name} 废止：{why.zh}")
            )
        if heir is not None and not told:  # a clause of the heir's own says the day itself
            by = self._held.record(heir)
            day, why = self._day(by)
            kind = KINDS[self._link_to[heir].kind]
            said = Saying(
                f"superseded by {by.name} ({kind['en']}): {why.en}", f"被 {by.name} 取代（{kind['zh']}）：{why.zh}"
            )
            yield _End(day, by, superseded=True, why=said)

    def _clauses(self, record: Record) -> list[Ending]:
        """What documents say of a version; of one that a decision made, what they say of the rule it changed as well.

        A rule is repealed, prolonged and suspended under its own number, however often it was amended. A repeal of the
        rule that is older than the decision cannot mean what the decision made.
        """
        unknown: list[Record] = []
        before: Record | None = record
        while before is not None and before.key not in self._said:
            unknown.append(before)
            before = self._amended_by(before)
        for one in reversed(unknown):
            old = self._amended_by(one)
            self._said[one.key] = self._with_those_of(one, self._said[old.key]) if old else self._own(one)
        return self._said[record.key]

    def _amended_by(self, record: Record) -> Record | None:
        """The version that a decision changed; none for what is no decision."""
        link = self._link_to.get(record.key)
        if link is None or link.kind != "amendment" or not is_decision(record):
            return None
        return self._held.record(link.old)

    def _own(self, record: Record) -> list[Ending]:
        return list(self._endings.get(record.key, ()))

    def _with_those_of(self, record: Record, said: Iterable[Ending]) -> list[Ending]:
        """What is said of a decision, and of what was said of the version before it what still holds."""
        found, own = self._own(record), document_key(record.key)
        for ending in said:
            by = self._held.record(ending.by)
            whole = ending.mention.kind == "repeal" and not ending.mention.partial
            if document_key(by.key) != own and (not whole or by.day >= record.day):
                found.append(ending)
        return sorted(found, key=lambda ending: (self._held.record(ending.by).day, ending.by))

    def _touch(self, ending: Ending) -> Touch:
        return Touch(mention=ending.mention, by=self._held.record(ending.by).name, day=self._day_of(ending)[0])

    def _day_of(self, ending: Ending) -> tuple[str | None, Saying]:
        """The day from which a clause works: its own, else its document's."""
        if day := ending.mention.day:
            return day, Saying(f"{day}, as its clause says", f"{day}（该条款载明）")
        return self._day(self._held.record(ending.by))

    def _day(self, by: Record) -> tuple[str | None, Saying]:
        """The day from which a document works on others, and how it is known."""
        term = self._term(by.key)
        if term.start:
            return term.start, term.why[0]
        return None, Saying("on a day that is not known", "日期不详")
