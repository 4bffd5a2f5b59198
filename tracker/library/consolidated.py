"""The text of a version that an amending decision made: the rule before it, with the decision applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import MalformedSource
from tracker.library.picking import version_of
from tracker.lineage.evidence import is_decision
from tracker.model import Document, Instrument, Version

if TYPE_CHECKING:
    from tracker.library.holdings import Library
    from tracker.lineage.values import Stage, Work
    from tracker.model import ChangeSet


def text_of(library: Library, work: Work, stage: Stage) -> tuple[Document | Instrument, tuple[str, ...]]:
    """The text of a version, and what a reader must know of how it was made.

    What a document prints whole is given as parsed. For a version that an amending decision made the last whole version
    before it is taken, and every decision since is applied in turn; where that cannot be done the decision itself is
    given, and the remark says why.
    """
    if not is_decision(stage.record):
        return _text(library, stage), ()
    text, remark = _consolidated(library, work, stage)
    return text, (remark,)


def compared(library: Library, work: Work, old: Stage, new: Stage) -> ChangeSet:
    """What changed from one version of a work to another, each told by its document's number and date."""
    from tracker.compare import compare

    before, after = (text_of(library, work, stage)[0] for stage in (old, new))
    result = compare(before, after)
    return replace(result, old=_version(library, old, before), new=_version(library, new, after))


def _version(library: Library, stage: Stage, value: Document | Instrument) -> Version:
    issue = library.issue(stage.record.issue)
    ref = stage.record.number or stage.record.title
    return version_of(ref, value, issue, issue.documents[stage.record.index])


def _consolidated(library: Library, work: Work, stage: Stage) -> tuple[Document | Instrument, str]:
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
