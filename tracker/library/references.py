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
from tracker.library.file_names import is_file, is_folder, looks_like_path, short
from tracker.library.picking import pick, place_in, version_of
from tracker.library.provisions import STEPS, Step, articles_told, path_text, provision_at, steps_of
from tracker.messages import said
from tracker.model import Document, Instrument, Issue, Provision, Version

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATE = regex(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_DATED = regex(r"(.+)@(\d{4}(?:-\d{2}(?:-\d{2})?)?)", re.DOTALL)
_REVISION = regex(r"(?:[^\s:@#/]{1,150}:)?[0-9A-Za-z_][0-9A-Za-z_./~^-]{0,199}")
"""A commit of the store, or of one store of several: ``beijing:HEAD~3``."""
CONSOLIDATED = "~consolidated"
"""How the place of a text ends that amending decisions made."""
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

    @property
    def is_consolidated(self) -> bool:
        """Whether the text is one that amending decisions made of another."""
        return self.place.endswith(CONSOLIDATED)


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
    return at_steps(_whole(ref, name, store_dir), steps)


def _whole(ref: str, plain: str, store_dir: Path | None) -> Resolved:
    """What a REF names without its provision (``plain``)."""
    if (found := _file(plain)) is not None:
        return replace(found, version=replace(found.version, ref=ref))
    name, at = split(plain)
    if not name.strip() or not name.isprintable():
        raise UnknownReference(
            said("{ref!r} names nothing", ref=short(ref)), do="give a file, a document number or a title"
        )
    if looks_like_path(name):
        what, do = (
            (said("this is a folder"), said("name a file in it"))
            if is_folder(name)
            else (said("there is no such file"), said("check the path"))
        )
        raise UnknownReference(what, where=short(name), do=do)
    if store_dir is None:
        raise UnknownReference("names no file, and there is no store", where=ref, do="name a store with --store")
    from tracker.library.stored_references import in_opened

    return in_opened(ref, name, at, store_dir)


def at_steps(found: Resolved, steps: tuple[Step, ...]) -> Resolved:
    """What was found, with the one provision that the REF names."""
    if not steps:
        return found
    value = found.value
    if isinstance(value, Issue):
        if len(value.documents) != 1:
            raise UnknownReference(
                said(
                    "is an issue of {count} documents: whose {steps} is meant?",
                    count=len(value.documents),
                    steps=path_text(steps),
                ),
                where=found.version.ref,
                do="name the document: REF#文号#第七条",
            )
        value = value.documents[0]
    provision = provision_at(value, steps)
    if provision is None:
        raise UnknownReference(
            said("has no {steps}", steps=path_text(steps)),
            where=found.version.ref,
            do=said("it has {articles}", articles=articles_told(value)),
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
            said("@{suffix!r} is neither a date nor a revision", suffix=suffix),
            where=name,
            do="write @2024-06-01, or a commit's hash",
        )
    return name, At(revision=suffix)


def _at_day(text: str, ref: str) -> At:
    try:
        parts = [int(part) for part in text.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        day = parts[2] if len(parts) == 3 else monthrange(year, month)[1]  # noqa: PLR2004 - year, month, day
        exact = date(year, month, day).isoformat()
    except (ValueError, IndexError) as error:
        raise UnknownReference(
            said("{text} is no day of the calendar", text=text), where=ref, do="write @YYYY-MM-DD"
        ) from error
    return At(
        day=exact, note="" if exact == text else said("@{text} is read as its last day, {day}", text=text, day=exact)
    )


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
        raise UnknownReference(
            said("was made on {made}, after {day}", made=made, day=at.day),
            where=found.version.ref,
            do="leave out the @DATE",
        )
    return replace(found, notes=(*found.notes, *filter(None, [at.note])))
