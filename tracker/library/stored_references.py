"""REFs that name something in a store: an issue, a number, a title; the part of ``references`` that opens a library.

It stands alone, because to compare two files needs no lineage.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import UnknownReference
from tracker.language.titles import title_key
from tracker.library.file_names import is_folder
from tracker.library.holdings import Library, ambiguous, told
from tracker.library.picking import pick, place_in, version_of
from tracker.library.references import CONSOLIDATED, At, Resolved, at_steps, parted, split
from tracker.lineage.evidence import is_decision
from tracker.lineage.state_of_versions import begins, version_on
from tracker.messages import said
from tracker.model import Document, Instrument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.lineage.values import Stage, Work


def in_opened(ref: str, name: str, at: At, store_dir: Path) -> Resolved:
    """What a REF names in a store, which is opened for it."""
    with Library.open(store_dir, revision=at.revision) as library:
        return _in_store(ref, name, at, library)


def resolve_in(ref: str, library: Library) -> Resolved:
    """The one thing of an open library that a REF names.

    Raises:
        UnknownReference: it names nothing, or an ``@REV`` that is another commit than the library's.
        AmbiguousReference: it names several things.
    """
    plain, steps = parted(ref)
    name, at = split(plain)
    if at.revision is not None and library.store.resolve(at.revision) != library.commit:
        raise UnknownReference(
            said("@{revision} is another state of the store", revision=at.revision),
            where=name,
            do="open it at that commit",
        )
    return at_steps(_in_store(ref, name, at, library), steps)


def _in_store(ref: str, name: str, at: At, library: Library) -> Resolved:
    notes = tuple(filter(None, [at.note]))
    if (issue_ref := name.strip("/")) in library.issue_refs:
        issue = library.issue(issue_ref)
        return Resolved(
            value=issue, version=version_of(ref, issue, issue), place=issue_ref, issue=issue_ref, notes=notes
        )
    if "#" in name and (issue_ref := name.split("#", 1)[0].strip("/")) in library.issue_refs:
        issue = library.issue(issue_ref)
        value = pick(issue, name.split("#", 1)[1], where=issue_ref)
        place = f"{issue_ref}{place_in(issue, value)}"
        return Resolved(value=value, version=version_of(ref, value, issue), place=place, issue=issue_ref, notes=notes)
    if numbered := library.numbered(name):
        return _numbered(ref, name, at, library, numbered)
    works = library.titled(name)
    if len(works) > 1:
        raise ambiguous(name, [told(work.stages[-1]) for work in works])
    if not works:
        raise _unknown(name, library)
    stage, note = _version(works[0], name, at)
    return of_stage(ref, works[0], stage, library, (*notes, *filter(None, [note])))


def of_stage(ref: str, work: Work, stage: Stage, library: Library, notes: tuple[str, ...] = ()) -> Resolved:
    """The text of a version of a work: the rule itself, consolidated where an amending decision made it."""
    if not is_decision(stage.record):
        return _resolved(ref, stage, library, whole=False, notes=notes)
    value, remarks = library.text(work, stage)
    issue = library.issue(stage.record.issue)
    version = version_of(ref, value, issue, issue.documents[stage.record.index])
    place = f"{stage.record.issue}#{stage.record.index}{CONSOLIDATED}"
    return Resolved(value=value, version=version, place=place, issue=stage.record.issue, notes=(*notes, *remarks))


def _numbered(ref: str, name: str, at: At, library: Library, stages: Sequence[Stage]) -> Resolved:
    documents = {(stage.record.issue, stage.record.index): stage for stage in stages}
    if len(documents) > 1:
        raise ambiguous(name, [told(stage) for stage in documents.values()])
    stage = stages[0]
    made = stage.record.signed or stage.record.published
    if at.day and made and at.day < made:
        raise UnknownReference(
            said("was made on {made}, after {day}", made=made, day=at.day),
            where=name,
            do="name a later day, or the work",
        )
    notes = [at.note]
    if at.day:
        notes.append(library.standing(stage, at.day))
    return _resolved(ref, stage, library, whole=True, notes=tuple(filter(None, notes)))


def _version(work: Work, name: str, at: At) -> tuple[Stage, str]:
    """The version of a work that a title names: on a day; else the one of just this title; else the newest."""
    if at.day:
        stage, note = version_on(work, at.day)
        if stage is None:
            first = begins(work.stages[0])
            raise UnknownReference(
                said("had no version on {day}; the first is of {first}", day=at.day, first=first)
                if first
                else said("had no version on {day}", day=at.day),
                where=work.name,
                do="name a later day",
            )
        return stage, note
    wanted = title_key(name)
    own = [stage for stage in work.stages if title_key(stage.record.title) == wanted]
    exact = own or [stage for stage in work.stages if title_key(stage.record.document_title) == wanted]
    return (exact[-1] if exact else work.stages[-1]), ""


def _resolved(ref: str, stage: Stage, library: Library, *, whole: bool, notes: tuple[str, ...]) -> Resolved:
    record = stage.record
    issue = library.issue(record.issue)
    document = issue.documents[record.index]
    value: Document | Instrument = document
    if not whole and record.instrument is not None:
        value = document.instruments[record.instrument]
    version = version_of(ref, value, issue, document)
    place = f"{record.issue}{place_in(issue, value)}"
    return Resolved(value=value, version=version, place=place, issue=record.issue, notes=notes)


def _unknown(name: str, library: Library) -> UnknownReference:
    if name == "-":
        return UnknownReference("names no file", where=name, do="write /dev/stdin to read standard input")
    if is_folder(name):
        return UnknownReference("this is a folder", where=name, do="name a file in it")
    return library.unknown(name)
