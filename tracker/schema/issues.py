"""``tracker.issue/1``: issues as the contract's JSON, and back.

The dictionaries have the contract's key order for people; ``canonical`` gives the bytes that the store keeps.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias, cast

from tracker.errors import MalformedSource
from tracker.model import (
    ContentsEntry,
    Diagnostic,
    Document,
    Effect,
    Instrument,
    Issue,
    Noise,
    Provision,
    Repeal,
    Source,
    Span,
)

JsonObject: TypeAlias = dict[str, Any]

ISSUE_SCHEMA = "tracker.issue/1"


def canonical(value: JsonObject) -> bytes:
    """The bytes of a JSON object as the store keeps it: sorted keys, one line a value, UTF-8, a final line feed."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8", "surrogatepass")


def issue_to_json(issue: Issue) -> JsonObject:
    """An issue as a ``tracker.issue/1`` object."""
    return {
        "schema": ISSUE_SCHEMA,
        "kind": issue.kind,
        "title": issue.title,
        "year": issue.year,
        "number": issue.number,
        "total_number": issue.total_number,
        "date": issue.date,
        "sponsor": issue.sponsor,
        "issn": issue.issn,
        "source": {
            "name": issue.source.name,
            "sha256": issue.source.sha256,
            "media_type": issue.source.media_type,
            "chars": issue.source.chars,
        },
        "toc": [
            {
                "section": entry.section,
                "title": entry.title,
                "doc_number": entry.doc_number,
                "page": entry.page,
                "english_title": entry.english_title,
            }
            for entry in issue.toc
        ],
        "documents": [document_to_json(document) for document in issue.documents],
        "noise": [{"kind": noise.kind, "span": list(noise.span)} for noise in issue.noise],
        "diagnostics": [
            {"severity": d.severity, "code": d.code, "message": d.message, "span": list(d.span)}
            for d in issue.diagnostics
        ],
    }


def document_to_json(document: Document) -> JsonObject:
    """One document of a ``tracker.issue/1`` object."""
    effect = document.effective
    return {
        "title": document.title,
        "doc_number": document.doc_number,
        "kind": document.kind,
        "issuers": list(document.issuers),
        "date": document.date,
        "span": list(document.span),
        "instruments": [
            {
                "role": instrument.role,
                "title": instrument.title,
                "span": list(instrument.span),
                "body": [provision_to_json(provision) for provision in instrument.body],
            }
            for instrument in document.instruments
        ],
        "effective": None if effect is None else {"from": effect.start, "until": effect.until, "quote": effect.quote},
        "repeals": [
            {"title": repeal.title, "doc_number": repeal.doc_number, "partial": repeal.partial}
            for repeal in document.repeals
        ],
        "cites": list(document.cites),
    }


def provision_to_json(provision: Provision) -> JsonObject:
    """A provision with its children; tables have ``rows`` too."""
    value: JsonObject = {
        "level": provision.level,
        "label": provision.label,
        "heading": provision.heading,
        "text": provision.text,
        "span": list(provision.span),
        "children": [provision_to_json(child) for child in provision.children],
    }
    if provision.level == "table":
        value["rows"] = [list(row) for row in provision.rows]
    return value


def issue_from_json(value: JsonObject) -> Issue:
    """The issue that ``issue_to_json`` wrote.

    Raises:
        MalformedSource: the object is not a ``tracker.issue/1``.
    """
    if value.get("schema") != ISSUE_SCHEMA:
        raise MalformedSource(f"not a {ISSUE_SCHEMA} object", do="parse the source again")
    try:
        return Issue(
            kind=value["kind"],
            title=value["title"],
            year=value["year"],
            number=value["number"],
            total_number=value["total_number"],
            date=value["date"],
            sponsor=value["sponsor"],
            issn=value["issn"],
            source=Source(**value["source"]),
            toc=tuple(ContentsEntry(**entry) for entry in value["toc"]),
            documents=tuple(_document(document) for document in value["documents"]),
            noise=tuple(Noise(kind=noise["kind"], span=_span(noise["span"])) for noise in value["noise"]),
            diagnostics=tuple(Diagnostic(**{**d, "span": _span(d["span"])}) for d in value["diagnostics"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedSource(f"not a whole {ISSUE_SCHEMA} object ({error!r})", do="parse the source again") from error


def _span(pair: list[int]) -> Span:
    start, end = pair
    return start, end


def _document(value: JsonObject) -> Document:
    effect = value["effective"]
    return Document(
        title=value["title"],
        doc_number=value["doc_number"],
        kind=value["kind"],
        issuers=tuple(value["issuers"]),
        date=value["date"],
        span=_span(value["span"]),
        instruments=tuple(
            Instrument(
                role=instrument["role"],
                title=instrument["title"],
                span=_span(instrument["span"]),
                body=tuple(_provision(node) for node in instrument["body"]),
            )
            for instrument in value["instruments"]
        ),
        effective=effect and Effect(start=effect["from"], until=effect["until"], quote=effect["quote"]),
        repeals=tuple(Repeal(**repeal) for repeal in value["repeals"]),
        cites=tuple(value["cites"]),
    )


def _provision(value: JsonObject) -> Provision:
    return Provision(
        level=value["level"],
        label=value["label"],
        heading=value["heading"],
        text=value["text"],
        span=_span(value["span"]),
        children=tuple(_provision(child) for child in value["children"]),
        rows=tuple(tuple(cast("list[str]", row)) for row in value.get("rows", ())),
    )
