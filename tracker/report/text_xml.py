"""The text of a version as Akoma Ntoso 3.0, with what the store knows of it beside its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.language.document_kinds import kind_of
from tracker.model import Document, Instrument
from tracker.render.akoma_ntoso_file import Standing, akoma_ntoso

if TYPE_CHECKING:
    from tracker.report.text_page import TextPage

FILE = "akn.xml"


def text_as_xml(page: TextPage, value: Document | Instrument, document: Document, *, is_made: bool) -> bytes:
    """The file beside a text's page.

    A text that amending decisions made (``is_made``) bears no number and no day of its own, and names the decisions. A
    beginning that is presumed is not told.
    """
    start, until = page.effect
    standing = Standing(
        published="" if is_made else page.published,
        gazette="" if is_made else page.issue.text,
        start="" if page.standing.presumed else start,
        until=until,
        changed_by=page.changed_by if is_made else (),
    )
    carrier = _carrier_of_made(value, document) if is_made else document
    return akoma_ntoso(carrier, carrier if is_made else value, standing).encode()


def _carrier_of_made(value: Document | Instrument, decision: Document) -> Document:
    """A consolidated text as a document: it has no number and no day, for no office printed it."""
    if isinstance(value, Document):
        return replace(value, doc_number=None, date=None)
    return Document(
        title=value.title,
        doc_number=None,
        kind=kind_of(value.title),
        issuers=decision.issuers,
        date=None,
        span=value.span,
        instruments=(value,),
    )
