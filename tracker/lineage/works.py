"""From records to works: everything at once, for stores that fit into memory.

``tracker.library.upkeep`` does the same step by step for an index on disk, with the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain as chained

from tracker.lineage.catalogue import Catalogue, document_key
from tracker.lineage.chains import chains_of, terms_of
from tracker.lineage.decisions import Decisions
from tracker.lineage.linking import endings_of, known_renames, links_of, settled
from tracker.lineage.loose_ends import claims_of, in_order, missing_of, own_remarks, target_remarks
from tracker.lineage.reprints import merged, shared_numbers
from tracker.lineage.stages import Stages
from tracker.lineage.values import Lineage, Record, Work
from tracker.lineage.work_names import names_of


def lineage_of(records: Iterable[Record], decisions: Decisions | None = None) -> Lineage:
    """All works of the given records, with what repeals what, what is missing and what is doubtful.

    It never raises on what documents say: what does not fit becomes a remark, and everything else goes on.
    """
    decisions = decisions or Decisions()
    distinct, reprints = merged(records)
    held = Catalogue(distinct)
    documents = by_document(held.records)
    said = [endings_of(held, one) for one in documents]
    endings = [ending for one in said for ending in one.endings]
    decided = decisions.decided(held)
    renames = known_renames(held, chained.from_iterable(one.handovers for one in said), decisions, decided)
    links = (links_of(held, one, found.endings, renames) for one, found in zip(documents, said, strict=True))
    found = settled(chained.from_iterable(links), held.place, held, decided)
    chains = chains_of(held.records, found.links)
    terms = terms_of(chains, found.links)
    stages = Stages(held, found.links, endings, term=terms.__getitem__, reprints=lambda key: reprints.get(key, ()))
    works = (
        Work(name=name, stages=tuple(map(stages.stage, chain)))
        for name, chain in zip(names_of(chains), chains, strict=True)
    )
    claims = (claims_of(held, one, said_by.endings) for one, said_by in zip(documents, said, strict=True))
    return Lineage(
        works=tuple(sorted(works, key=lambda work: work.stages[0].record.key)),
        endings=tuple(endings),
        missing=missing_of(chained.from_iterable(claims), lambda number: bool(held.with_number(number))),
        remarks=in_order(
            (
                *(remark for one in said for remark in one.remarks),
                *decided.remarks,
                *found.circles,
                *shared_numbers(distinct),
                *target_remarks(held, held.records),
                *(remark for record in held.records for remark in own_remarks(record, terms[record.key])),
            )
        ),
    )


def by_document(records: Iterable[Record]) -> list[tuple[Record, ...]]:
    """Records in order of time, those of one document together, in the order of the documents' first."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(document_key(record.key), []).append(record)
    return [tuple(one) for one in found.values()]
