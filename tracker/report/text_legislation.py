"""The page of a text as the values that machines read of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.report.metadata import Legislation, Named
from tracker.report.page import DATA

if TYPE_CHECKING:
    from tracker.model import Document
    from tracker.report.text_page import TextPage


def legislation_of(page: TextPage, document: Document, *, is_made: bool) -> Legislation:
    """What machines are told of a text.

    A text that amending decisions made (``is_made``) bears no number and no day of its own; what ``document``, the last
    of them, says of others stands with it. A beginning that is presumed is not told.
    """
    start, until = page.effect
    kind = kind_of(page.title)
    facts = Legislation(
        name=page.title,
        kind="" if kind == NO_KIND else kind,
        made_by=page.issuers,
        start="" if page.standing.presumed else start,
        until=until,
        state=page.standing.state,
        data=DATA,
        work=Named(name=page.work.text, url=page.work.href),
    )
    if is_made:
        return replace(facts, changed_by=tuple(map(_named, page.changed_by)))
    return replace(
        facts,
        number=page.number,
        signed=page.signed,
        published=page.published,
        changes=tuple(map(_named, _changed(document))),
        repeals=tuple(_named(one.doc_number or one.title) for one in document.repeals if not one.partial),
        cites=tuple(map(_named, document.cites)),
    )


def _named(name: str) -> Named:
    return Named(name=name)


def _changed(document: Document) -> Iterator[str]:
    """What a document changes without ending it: what it amends, and what it ends in part."""
    for amended in document.amends:
        yield amended.doc_number or amended.title
    for ended in document.repeals:
        if ended.partial:
            yield ended.doc_number or ended.title
