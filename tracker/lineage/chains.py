"""Chains of versions, oldest first, and when each version holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.lineage.evidence import is_decision
from tracker.lineage.terms import amended_term, term_of
from tracker.lineage.values import Link, Record, Term


def chains_of(records: Sequence[Record], links: Iterable[Link]) -> list[list[Record]]:
    """Records (in order of time) in chains from the oldest to the newest version; one without links is its own."""
    held = {record.key: record for record in records}
    successor = {link.old: link.new for link in links}
    heirs = set(successor.values())
    starts = [record for record in records if record.key not in heirs]
    chains: list[list[Record]] = []
    placed: set[str] = set()
    # A circle (only a person's decisions can make one) has no start: it is cut where its earliest record stands.
    for record in (*starts, *records):
        chain = []
        key: str | None = record.key
        while key is not None and key not in placed:
            placed.add(key)
            chain.append(held[key])
            key = successor.get(key)
        if chain:
            chains.append(chain)
    return chains


def terms_of(chains: Iterable[Sequence[Record]], links: Iterable[Link]) -> dict[str, Term]:
    """When each version of some chains holds, by key: a version's own clauses, read after the version before it.

    A decision that changes a rule leaves the rule's term as it was, counted from the rule's own beginning.
    """
    link_to = {link.new: link for link in links}
    terms: dict[str, Term] = {}
    begun: dict[str, str | None] = {}
    for chain in chains:
        for record in chain:
            link = link_to.get(record.key)
            before = terms.get(link.old) if link else None
            term = term_of(record, before)
            if link and before and link.kind == "amendment" and is_decision(record):
                begun[record.key] = begun.get(link.old, before.start)
                term = amended_term(term, record, before, begun[record.key])
            terms[record.key] = term
    return terms
