"""Picking one document of a parsed issue by its number or title, and telling of what was picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import AmbiguousReference, UnknownReference
from tracker.language.numbers_of_documents import number_key
from tracker.language.titles import levelled, rule_key
from tracker.lineage.naming import title_likeness
from tracker.messages import listed, said
from tracker.model import Document, Instrument, Issue, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NEAR = 0.3


def pick(issue: Issue, choice: str, *, where: str) -> Document | Instrument:
    """The document of an issue that a number names, else the document or instrument that a title names.

    A title is compared folded; then without what changes from version to version; then as a part of one title.

    Raises:
        UnknownReference: no document has this number or title.
        AmbiguousReference: several have.
    """
    numbered: list[Document | Instrument] = [
        document
        for document in issue.documents
        if document.doc_number and number_key(document.doc_number) == number_key(choice)
    ]
    found = numbered or _titled(issue, choice)
    if len(found) == 1:
        return found[0]
    if found:
        candidates = listed((_told(issue, value) for value in found[:8]), "; ")
        raise AmbiguousReference(
            said(
                "{choice} names {count} documents: {candidates}", choice=choice, count=len(found), candidates=candidates
            ),
            where=where,
            do="name one of them",
        )
    raise UnknownReference(said("has no document {choice}", choice=choice), where=where, do=_advice(issue, choice))


def _advice(issue: Issue, choice: str) -> str:
    """What might have been meant, else what the issue has."""
    near = sorted(((_likeness(choice, title), title) for title, _ in _titles(issue)), reverse=True)[:3]
    names = listed((title for likeness, title in near if likeness >= _NEAR), " or ")
    if names:
        return said("did you mean {near}?", near=names)
    documents = listed((document.doc_number or document.title for document in issue.documents[:12]), "; ")
    return said("it has {documents}", documents=documents) if documents else said("it has no documents")


def _titled(issue: Issue, choice: str) -> list[Document | Instrument]:
    wanted, core = levelled(choice), rule_key(choice)
    rules: tuple[Callable[[str], bool], ...] = (
        lambda title: levelled(title) == wanted,
        lambda title: rule_key(title) == core,
        lambda title: bool(wanted) and wanted in levelled(title),
    )
    for rule in rules:
        found = _outermost([value for title, value in _titles(issue) if rule(title)])
        if found:
            return found
    return []


def _titles(issue: Issue) -> Iterator[tuple[str, Document | Instrument]]:
    """The titles that a person may give: of documents, of measures and annexes."""
    for document in issue.documents:
        yield document.title, document
        for instrument in document.instruments:
            if instrument.role != "circular" and instrument.title:
                yield instrument.title, instrument


def _outermost(found: list[Document | Instrument]) -> list[Document | Instrument]:
    """The values without repeats; of a document and its own measure, named by one title, the measure."""
    distinct = list({id(value): value for value in found}.values())
    inside = {id(part) for value in distinct if isinstance(value, Document) for part in value.instruments}
    measures = [value for value in distinct if id(value) in inside]
    if not measures:
        return distinct
    return [value for value in distinct if isinstance(value, Instrument) or not _holds_any(value, measures)]


def _holds_any(document: Document, parts: list[Document | Instrument]) -> bool:
    return any(part is one for part in parts for one in document.instruments)


def _told(issue: Issue, value: Document | Instrument) -> str:
    document = _carrier(issue, value)
    return f"{document.doc_number or ''}《{value.title}》" if document else f"《{value.title}》"


def _carrier(issue: Issue, value: Document | Instrument) -> Document | None:
    if isinstance(value, Document):
        return value
    return next((one for one in issue.documents if any(part is value for part in one.instruments)), None)


def _likeness(choice: str, title: str) -> float:
    return title_likeness(rule_key(choice), rule_key(title))


def version_of(
    ref: str, value: Issue | Document | Instrument, issue: Issue, document: Document | None = None
) -> Version:
    """How a comparison tells of a value: its title, number, date, issuers and effect, and the bytes it came from."""
    if isinstance(value, Issue):
        return Version(
            ref=ref,
            title=value.title or value.source.name,
            doc_number=None,
            date=value.date,
            sha256=value.source.sha256,
        )
    carrier = document or _carrier(issue, value)
    return Version(
        ref=ref,
        title=value.title,
        doc_number=carrier.doc_number if carrier else None,
        date=carrier.date if carrier else issue.date,
        sha256=issue.source.sha256,
        issuers=carrier.issuers if carrier else (),
        effective=carrier.effective if carrier else None,
    )


def place_in(issue: Issue, value: Issue | Document | Instrument) -> str:
    """Where a value stands in its issue: ``#2`` for a document, ``#2.1`` for an instrument of it, from 0."""
    for index, document in enumerate(issue.documents):
        if value is document:
            return f"#{index}"
        for part, instrument in enumerate(document.instruments):
            if value is instrument:
                return f"#{index}.{part}"
    return ""
