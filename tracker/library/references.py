"""REF of the contract: a file, a document number or a title, with @DATE or @REV, resolved to a value.

In this order: a path to a file (``FILE#文号`` and ``FILE#标题`` pick one document); an issue of the store
(``beijing/2025/033``); a document number; a work's title. Behind any of them ``#第七条`` names one provision.

``@2024-06-01`` is the version that stood on that day on the law's own time line; ``@2024-06`` and ``@2024`` are the
last day of the month and year; any other ``@REV`` is the store as it was at that commit.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import UnknownReference
from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.library.file_names import is_file, is_folder, looks_like_path, short
from tracker.library.holdings import Library, ambiguous, told
from tracker.library.picking import pick, place_in, version_of
from tracker.library.provisions import STEPS, Step, articles_told, path_text, provision_at, steps_of
from tracker.lineage.evidence import is_decision
from tracker.model import Document, Instrument, Issue, Provision, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.lineage.values import Stage, Work

_DATE = regex(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_DATED = regex(r"(.+)@(\d{4}(?:-\d{2}(?:-\d{2})?)?)", re.DOTALL)
_REVISION = regex(r"[0-9A-Za-z_][0-9A-Za-z_./~^-]{0,199}")
_PROVISION = regex(rf"(?P<name>.+)#(?P<path>{STEPS})(?P<at>@[^#]*)?", re.DOTALL)
"""REF#第七条, REF@2024-06-01#第七条, REF#第七条@2024-06-01."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a REF names: the value, how it is told of, and what a reader should know about the choice.

    ``issue`` is the issue of the store it comes from; ``None`` for a file. ``place`` names the very text: source, place
    of the document in it, and of the instrument where one was picked. ``provision`` is what stands at ``steps``, where
    the REF names one provision.
    """

    value: Issue | Document | Instrument
    version: Version
    place: str
    issue: str | None = None
    notes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    provision: Provision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """The part of a REF behind the @: a day, or a revision as the person wrote it."""

    day: str | None = None
    revision: str | None = None
    note: str = ""


def resolve(ref: str, store_dir: Path | None) -> Resolved:
    """The one thing that a REF names.

    Raises:
        UnknownReference: it names nothing; the message has near matches.
        AmbiguousReference: it names several things; the message lists them.
        UnreadableSource: the file cannot be read.
        StoreError: there is no store, or it cannot be read.
    """
    if is_file(Path(ref)):
        return _whole(ref, ref, store_dir)
    name, steps = parted(ref)
    return _at_steps(_whole(ref, name, store_dir), steps)


def _whole(ref: str, plain: str, store_dir: Path | None) -> Resolved:
    """What a REF names without its provision (``plain``)."""
    if (found := _file(plain)) is not None:
        return replace(found, version=replace(found.version, ref=ref))
    name, at = split(plain)
    if not name.strip() or not name.isprintable():
        raise UnknownReference(f"{short(ref)!r} names nothing", do="give a file, a document number or a title")
    if looks_like_path(name):
        what, do = (
            ("this is a folder", "name a file in it")
            if is_folder(name)
            else ("there is no such file", "check the path")
        )
        raise UnknownReference(what, where=short(name), do=do)
    if store_dir is None:
        raise UnknownReference("names no file, and there is no store", where=ref, do="name a store with --store")
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
        raise UnknownReference(f"@{at.revision} is another state of the store", where=name, do="open it at that commit")
    return _at_steps(_in_store(ref, name, at, library), steps)


def _at_steps(found: Resolved, steps: tuple[Step, ...]) -> Resolved:
    """What was found, with the one provision that the REF names."""
    if not steps:
        return found
    value = found.value
    if isinstance(value, Issue):
        if len(value.documents) != 1:
            raise UnknownReference(
                f"is an issue of {len(value.documents)} documents: whose {path_text(steps)} is meant?",
                where=found.version.ref,
                do="name the document: REF#文号#第七条",
            )
        value = value.documents[0]
    provision = provision_at(value, steps)
    if provision is None:
        raise UnknownReference(
            f"has no {path_text(steps)}", where=found.version.ref, do=f"it has {articles_told(value)}"
        )
    return replace(found, value=value, steps=steps, provision=provision)


# --- the parts of a REF -----------------------------------------------------------------------------------------------


def parted(ref: str) -> tuple[str, tuple[Step, ...]]:
    """A REF as what names a text (with its @), and the steps to one provision of it (none where it names none)."""
    match = _PROVISION.fullmatch(ref)
    steps = steps_of(match["path"]) if match else None
    return (match["name"] + (match["at"] or ""), steps) if match and steps else (ref, ())


def split(ref: str) -> tuple[str, At]:
    """A REF as name and @DATE or @REV.

    Raises:
        UnknownReference: what stands behind the @ is neither.
    """
    name, at, suffix = ref.rpartition("@")
    if not at:
        return ref, At()
    if _DATE.fullmatch(suffix):
        return name, _at_day(suffix, ref)
    if not _REVISION.fullmatch(suffix) or ".." in suffix:
        raise UnknownReference(
            f"@{suffix!r} is neither a date nor a revision", where=name, do="write @2024-06-01, or a commit's hash"
        )
    return name, At(revision=suffix)


def _at_day(text: str, ref: str) -> At:
    try:
        parts = [int(part) for part in text.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        day = parts[2] if len(parts) == 3 else monthrange(year, month)[1]  # noqa: PLR2004 - year, month, day
        exact = date(year, month, day).isoformat()
    except (ValueError, IndexError) as error:
        raise UnknownReference(f"{text} is no day of the calendar", where=ref, do="write @YYYY-MM-DD") from error
    return At(day=exact, note="" if exact == text else f"@{text} is read as its last day, {exact}")


# --- files ------------------------------------------------------------------------------------------------------------


def _file(ref: str) -> Resolved | None:
    """The file, or the document of a file, that a REF names; ``None`` where there is no such file."""
    for path, choice in _file_and_choice(ref):
        if is_file(path):
            return _from_file(ref, path, choice)
    dated = _DATED.fullmatch(ref)
    if dated is None or not any(is_file(path) for path, _ in _file_and_choice(dated[1])):
        return None
    found = _file(dated[1])
    return found and _file_on(found, _at_day(dated[2], ref))


def _file_and_choice(ref: str) -> Iterable[tuple[Path, str]]:
    """A REF as a path and a choice: the whole first, then split at each #, the last one first."""
    yield Path(ref), ""
    if _DATED.fullmatch(ref):  # FILE#标题@DATE: the day is no part of the title
        return
    at = ref.rfind("#")
    while at > 0:
        yield Path(ref[:at]), ref[at + 1 :]
        at = ref.rfind("#", 0, at)


def _from_file(ref: str, path: Path, choice: str) -> Resolved:
    from tracker.box.sources import parse_guarded

    issue = parse_guarded(path)
    single = issue.documents[0] if issue.kind == "document" and len(issue.documents) == 1 else None
    value: Issue | Document | Instrument = pick(issue, choice, where=str(path)) if choice else single or issue
    place = f"{path.resolve()}{place_in(issue, value)}"
    return Resolved(value=value, version=version_of(ref, value, issue), place=place, notes=_recognised(issue))


def _recognised(issue: Issue) -> tuple[str, ...]:
    """What a reader must know of a text that was recognised from pictures: 文字由识别得来，置信度0.97…."""
    return tuple(found.message for found in issue.diagnostics if found.code == "recognised")


def _file_on(found: Resolved, at: At) -> Resolved:
    """A file's text as of a day: it must have been signed by then."""
    made = found.version.date
    if at.day and made and at.day < made:
        raise UnknownReference(f"was made on {made}, after {at.day}", where=found.version.ref, do="leave out the @DATE")
    return replace(found, notes=(*found.notes, *filter(None, [at.note])))


# --- the store --------------------------------------------------------------------------------------------------------


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
    place = f"{stage.record.issue}#{stage.record.index}~consolidated"
    return Resolved(value=value, version=version, place=place, issue=stage.record.issue, notes=(*notes, *remarks))


def _numbered(ref: str, name: str, at: At, library: Library, stages: Sequence[Stage]) -> Resolved:
    documents = {(stage.record.issue, stage.record.index): stage for stage in stages}
    if len(documents) > 1:
        raise ambiguous(name, [told(stage) for stage in documents.values()])
    stage = stages[0]
    made = stage.record.signed or stage.record.published
    if at.day and made and at.day < made:
        raise UnknownReference(f"was made on {made}, after {at.day}", where=name, do="name a later day, or the work")
    notes = [at.note]
    if at.day:
        notes.append(library.standing(stage, at.day))
    return _resolved(ref, stage, library, whole=True, notes=tuple(filter(None, notes)))


def _version(work: Work, name: str, at: At) -> tuple[Stage, str]:
    """The version of a work that a title names: on a day; else the one of just this title; else the newest."""
    from tracker.lineage.state_of_versions import begins, version_on

    if at.day:
        stage, note = version_on(work, at.day)
        if stage is None:
            first = begins(work.stages[0])
            raise UnknownReference(
                f"had no version on {at.day}" + (f"; the first is of {first}" if first else ""),
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
