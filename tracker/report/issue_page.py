"""The page of an issue: what it prints, where each text stands on the site, and where its bytes came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.report.addresses import INDEX
from tracker.report.page import DATA, Link, Settings, html
from tracker.schema.issues import canonical, issue_to_json

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.model import Document
    from tracker.store import StoredIssue


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A version that a document of the issue carries: its place in the issue, its page, and what it did."""

    document: int
    text: Link
    did: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document as its issue's page lists it."""

    title: str
    number: str
    issuers: tuple[str, ...]
    date: str
    section: str
    texts: tuple[Printed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFacts:
    """What the store knows of an issue beside its text: the commit, the days (ISO) on which it was printed and seen."""

    ref: str
    title: str
    commit: str
    sha256: str
    url: str
    published: str
    observed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """The page of one issue; ``stamp`` tells its state, ``ended`` what its documents ended."""

    address: str
    stored: StoredFacts
    stamp: str
    printed: tuple[Printed, ...]
    ended: tuple[Link, ...]
    older: Link | None
    newer: Link | None

    @property
    def about(self) -> str:
        """What it shows."""
        return f"issue {self.stored.ref}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its files."""
        return (INDEX, DATA)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page and its values as ``tracker.issue/1``."""
        issue = library.issue(self.stored.ref)
        documents = [self._row(place, one) for place, one in enumerate(issue.documents)]
        events = library.store.history(self.stored.ref, library.commit)
        yield html(
            "issue",
            self.address,
            settings,
            page=self,
            issue=issue,
            documents=documents,
            events=events,
            source=issue.source.name.rpartition("/")[2],
        )
        yield self.address + DATA, canonical(issue_to_json(issue))

    def _row(self, place: int, document: Document) -> DocumentRow:
        return DocumentRow(
            title=document.title,
            number=document.doc_number or "",
            issuers=document.issuers,
            date=document.date or "",
            section=document.kind,
            texts=tuple(one for one in self.printed if one.document == place),
        )


def stored_facts(stored: StoredIssue) -> StoredFacts:
    """What the store knows of an issue beside its text."""
    return StoredFacts(
        ref=stored.ref,
        title=stored.title,
        commit=stored.commit,
        sha256=stored.sha256,
        url=stored.url or "",
        published=stored.published or "",
        observed=stored.observed.date().isoformat(),
    )
