"""The text of a version that an amending decision made: the rule before it, with the decision applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import MalformedSource
from tracker.lineage.evidence import is_decision
from tracker.model import Document, Instrument

if TYPE_CHECKING:
    from tracker.library.holdings import Library
    from tracker.lineage.values import Stage, Work


def consolidated(library: Library, work: Work, stage: Stage) -> tuple[Document | Instrument, str]:
    """The text of a decision's version, and what a reader must know of how it was made.

    The last whole version before it is taken and every decision since is applied in turn. Where that cannot be done the
    decision itself is given, and the note says why.
    """
    decision = _document(library, stage)
    chain = list(work.stages[: work.stages.index(stage) + 1])
    whole = [one for one in chain if not is_decision(one.record)]
    if not whole:
        return decision, f"{stage.record.name} is the decision itself: the rule it changes is not in the store"
    text: Instrument | Document = _text(library, whole[-1])
    counts: Counter[str] = Counter()
    try:
        for one in chain[chain.index(whole[-1]) + 1 :]:
            text = _applied(text, _document(library, one), counts)
    except MalformedSource as error:
        return decision, f"{stage.record.name} is the decision itself: {error.what}"
    doubts = ", ".join(f"{counts[status]} {status}" for status in ("doubtful", "failed") if counts[status])
    told = f"{whole[-1].record.name} as changed by {stage.record.name}, consolidated by this program"
    return text, told + (f"; of its instructions {doubts}" if doubts else "")


def _applied(text: Instrument | Document, decision: Document, counts: Counter[str]) -> Instrument | Document:
    from tracker.amend import amend

    result = amend(text, decision)
    counts.update(instruction.status for instruction in result.instructions)
    main, *annexes = result.instruments
    if not main.body:
        raise MalformedSource("the consolidated text has no provisions")
    if isinstance(text, Document) and annexes:
        return replace(text, title=result.title, instruments=result.instruments)
    return main


def _document(library: Library, stage: Stage) -> Document:
    return library.issue(stage.record.issue).documents[stage.record.index]


def _text(library: Library, stage: Stage) -> Instrument | Document:
    document = _document(library, stage)
    return document if stage.record.instrument is None else document.instruments[stage.record.instrument]
