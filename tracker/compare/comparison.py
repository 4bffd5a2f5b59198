"""What is compared with what: instruments and documents as texts, issues by their documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from tracker.collector import collector_at_rest
from tracker.compare.align.units import units_of, units_of_document
from tracker.compare.changes_in_order import Text, change_set
from tracker.compare.document_pairs import pair_documents
from tracker.model import ChangeSet, DiffSet, Document, Instrument, Issue, Version

Comparable: TypeAlias = Instrument | Document | Issue


def compare_any(old: Comparable, new: Comparable, *, strict: bool, aliases: Mapping[str, str]) -> ChangeSet | DiffSet:
    """Compare two values: issues of a gazette by their documents, an issue that is one document as that document."""
    with collector_at_rest():
        return _compare(old, new, strict=strict, aliases=aliases)


def _compare(old: Comparable, new: Comparable, *, strict: bool, aliases: Mapping[str, str]) -> ChangeSet | DiffSet:
    issues = [value for value in (old, new) if isinstance(value, Issue)]
    many = any(len(issue.documents) > 1 for issue in issues)
    if many or (len(issues) > 1 and any(issue.kind != "document" for issue in issues)):
        return _compare_issues(old, new, strict=strict, aliases=aliases)
    return change_set(_text(old), _text(new), strict=strict, aliases=aliases)


def _documents(value: Comparable) -> tuple[Document | Instrument, ...]:
    return value.documents if isinstance(value, Issue) else (value,)


def _compare_issues(old: Comparable, new: Comparable, *, strict: bool, aliases: Mapping[str, str]) -> DiffSet:
    """The documents of two issues: those that are versions of one another compared, the rest listed."""
    ours, theirs = _documents(old), _documents(new)
    pairs = pair_documents(ours, theirs)
    texts = {i: _text(ours[i]) for i in pairs}, {j: _text(theirs[j]) for j in pairs.values()}
    in_order = sorted(pairs.items(), key=lambda pair: pair[1])
    return DiffSet(
        diffs=tuple(change_set(texts[0][i], texts[1][j], strict=strict, aliases=aliases) for i, j in in_order),
        added=tuple(_version(d) for j, d in enumerate(theirs) if j not in texts[1]),
        removed=tuple(_version(d) for i, d in enumerate(ours) if i not in texts[0]),
        old=_version(old),
        new=_version(new),
    )


def _text(value: Comparable) -> Text:
    if isinstance(value, Issue) and value.documents:
        return _text(value.documents[0])
    if isinstance(value, Instrument):
        return Text(version=_version(value), units=units_of(value))
    return Text(version=_version(value), units=units_of_document(value) if isinstance(value, Document) else ())


def _version(value: Comparable) -> Version:
    """What is known of a side without knowing how it was named."""
    if isinstance(value, Document):
        return Version(
            ref=value.doc_number or value.title,
            title=value.title,
            doc_number=value.doc_number,
            date=value.date,
            sha256=None,
            issuers=value.issuers,
            effective=value.effective,
        )
    if isinstance(value, Instrument):
        return Version(ref=value.title, title=value.title, doc_number=None, date=None, sha256=None)
    name = value.title or value.source.name
    return Version(ref=name, title=name, doc_number=None, date=value.date, sha256=value.source.sha256)
