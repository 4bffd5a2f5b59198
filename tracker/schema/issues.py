"""``tracker.issue/1``: issues as the contract's JSON, and back.

The dictionaries have the contract's key order for people; ``canonical`` gives the bytes that the store keeps.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, TypeAlias, TypeVar, cast

from tracker.errors import MalformedSource
from tracker.model import (
    AmendedText,
    Citation,
    ContentsEntry,
    Diagnostic,
    Document,
    Effect,
    Instrument,
    Issue,
    Noise,
    Provision,
    Repeal,
    Signature,
    Source,
    Span,
    TermChange,
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
        **({"numbers": list(issue.numbers)} if issue.numbers else {}),
        **({"supplement": True} if issue.supplement else {}),
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
    return {
        "title": document.title,
        "doc_number": document.doc_number,
        "kind": document.kind,
        "issuers": list(document.issuers),
        "doc_number_span": _span_to_json(document.doc_number_span),
        "date": document.date,
        "date_span": _span_to_json(document.date_span),
        "signatures": [{"name": one.name, "span": list(one.span)} for one in document.signatures],
        "span": list(document.span),
        "instruments": [instrument_to_json(instrument) for instrument in document.instruments],
        "effective": effect_to_json(document.effective),
        "repeals": [_clause_to_json(one) for one in document.repeals],
        "cites": list(document.cites),
        "citations": [_clause_to_json(one) for one in document.citations],
        "amends": [_clause_to_json(one) for one in document.amends],
        "term_changes": [_clause_to_json(one) for one in document.term_changes],
        "doubtful_repeals": [_clause_to_json(one) for one in document.doubtful_repeals],
    }


def _span_to_json(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def effect_to_json(effect: Effect | None) -> JsonObject | None:
    """When something holds: ``from``, ``until``, the words that say it and their place."""
    if effect is None:
        return None
    return {
        "from": effect.start,
        "until": effect.until,
        "quote": effect.quote,
        "place": effect.place,
        "span": effect.span and list(effect.span),
    }


Clause = TypeVar("Clause", Repeal, Citation, AmendedText, TermChange)


def _clause_to_json(clause: Repeal | Citation | AmendedText | TermChange) -> JsonObject:
    """A clause with its fields by name; ``span`` as a pair."""
    return {**asdict(clause), "span": clause.span and list(clause.span)}


def _clause(kind: type[Clause], value: JsonObject) -> Clause:
    return kind(**{**value, "span": value.get("span") and _span(value["span"])})


def _effect(value: JsonObject | None) -> Effect | None:
    if value is None:
        return None
    place, span = value.get("place", ""), value.get("span")
    return Effect(
        start=value["from"], until=value["until"], quote=value["quote"], place=place, span=span and _span(span)
    )


def instrument_to_json(instrument: Instrument) -> JsonObject:
    """One instrument of a document."""
    return {
        "role": instrument.role,
        "title": instrument.title,
        "span": list(instrument.span),
        "effective": effect_to_json(instrument.effective),
        "body": [provision_to_json(provision) for provision in instrument.body],
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
            numbers=tuple(value.get("numbers", ())),
            supplement=value.get("supplement", False),
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


def _place(value: list[int] | None) -> Span | None:
    return None if value is None else _span(value)


def _document(value: JsonObject) -> Document:
    return Document(
        title=value["title"],
        doc_number=value["doc_number"],
        doc_number_span=_place(value.get("doc_number_span")),
        kind=value["kind"],
        issuers=tuple(value["issuers"]),
        date=value["date"],
        date_span=_place(value.get("date_span")),
        signatures=tuple(Signature(name=one["name"], span=_span(one["span"])) for one in value.get("signatures", ())),
        span=_span(value["span"]),
        instruments=tuple(
            Instrument(
                role=instrument["role"],
                title=instrument["title"],
                span=_span(instrument["span"]),
                effective=_effect(instrument.get("effective")),
                body=tuple(_provision(node) for node in instrument["body"]),
            )
            for instrument in value["instruments"]
        ),
        effective=_effect(value["effective"]),
        repeals=tuple(_clause(Repeal, one) for one in value["repeals"]),
        cites=tuple(value["cites"]),
        citations=tuple(_clause(Citation, one) for one in value.get("citations", ())),
        amends=tuple(_clause(AmendedText, one) for one in value.get("amends", ())),
        term_changes=tuple(_clause(TermChange, one) for one in value.get("term_changes", ())),
        doubtful_repeals=tuple(_clause(Repeal, one) for one in value.get("doubtful_repeals", ())),
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
