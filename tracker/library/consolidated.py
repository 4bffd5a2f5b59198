"""The text of a version that an amending decision made: the rule before it, with the decision applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from tracker.errors import MalformedSource
from tracker.library.picking import version_of
from tracker.lineage.evidence import is_decision
from tracker.messages import listed, said, template
from tracker.model import Document, Instrument, Version

if TYPE_CHECKING:
    from tracker.lineage.values import Stage, Work
    from tracker.model import ChangeSet, Issue


class Issues(Protocol):
    """What gives the issues that texts are made from: a library, or what a worker was sent of one."""

    def issue(self, ref: str) -> Issue:
        """An issue by its ref."""
        ...


def text_of(library: Issues, work: Work, stage: Stage) -> tuple[Document | Instrument, tuple[str, ...]]:
    """The text of a version, and what a reader must know of how it was made.

    What a document prints whole is given as parsed. For a version that an amending decision made the last whole version
    before it is taken, and every decision since is applied in turn; where that cannot be done the decision itself is
    given, and the remark says why.
    """
    if not is_decision(stage.record):
        return printed_text(library, stage), ()
    text, remark = _consolidated(library, work, stage)
    return text, (remark,)


def compared(library: Issues, work: Work, old: Stage, new: Stage) -> ChangeSet:
    """What changed from one version of a work to another, each told by its document's number and date."""
    from tracker.compare import compare

    before, after = (text_of(library, work, stage)[0] for stage in (old, new))
    result = compare(before, after)
    return replace(result, old=_version(library, old, before), new=_version(library, new, after))


def _version(library: Issues, stage: Stage, value: Document | Instrument) -> Version:
    issue = library.issue(stage.record.issue)
    ref = stage.record.number or stage.record.title
    return version_of(ref, value, issue, issue.documents[stage.record.index])


def sources_of(work: Work, stage: Stage) -> tuple[Stage, ...]:
    """The versions whose documents a version's text is made from, in their order, itself the last.

    For what an amending decision made these are the last version that was printed whole and every decision since; the
    decision alone, where there is no such version.
    """
    chain = work.stages[: work.stages.index(stage) + 1]
    whole = [place for place, one in enumerate(chain) if not is_decision(one.record)]
    return chain[whole[-1] :] if whole else (stage,)


def _consolidated(library: Issues, work: Work, stage: Stage) -> tuple[Document | Instrument, str]:
    decision = document_of(library, stage)
    whole, *decisions = sources_of(work, stage)
    if is_decision(whole.record):
        return decision, said(
            "{name} is the decision itself: the rule it changes is not in the store", name=stage.record.name
        )
    text: Instrument | Document = printed_text(library, whole)
    counts: Counter[str] = Counter()
    try:
        for one in decisions:
            text, fates = with_decision(text, document_of(library, one))
            counts += fates
    except MalformedSource as error:
        return decision, said("{name} is the decision itself: {what}", name=stage.record.name, what=error.what)
    names = {"old": whole.record.name, "decision": stage.record.name}
    told = said("{old} as changed by {decision}, consolidated by this program", **names)
    if not counts["doubtful"] and not counts["failed"]:
        return text, told
    doubts = listed(
        said(words, count=counts[status])
        for status, words in (("doubtful", template("{count} doubtful")), ("failed", template("{count} failed")))
        if counts[status]
    )
    return text, said("{what}; of its instructions {doubts}", what=told, doubts=doubts)


def with_decision(text: Instrument | Document, decision: Document) -> tuple[Instrument | Document, Counter[str]]:
    """A text with a decision applied, and how many of its instructions were applied, doubtful, failed.

    Raises:
        MalformedSource: the decision cannot be applied to it, or nothing is left.
    """
    from tracker.amend import amend

    result = amend(text, decision)
    fates = Counter[str](instruction.status for instruction in result.instructions)
    main, *annexes = result.instruments
    if not main.body:
        raise MalformedSource("the consolidated text has no provisions")
    if isinstance(text, Document) and annexes:
        return replace(text, title=result.title, instruments=result.instruments), fates
    return main, fates


def document_of(library: Issues, stage: Stage) -> Document:
    """The document that carries a version."""
    return library.issue(stage.record.issue).documents[stage.record.index]


def printed_text(library: Issues, stage: Stage) -> Instrument | Document:
    """The text of a version as its document prints it: the rule itself, or the whole document."""
    document = document_of(library, stage)
    return document if stage.record.instrument is None else document.instruments[stage.record.instrument]
