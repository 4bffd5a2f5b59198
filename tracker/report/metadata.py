"""What machines read of the page of a text: Schema.org's ``Legislation`` as JSON-LD, and the properties of ELI.

Both say only what is known: a day that was presumed is no day, a state that is not known no state. What stands here is
no official text, so it has the value ``UnofficialLegalValue``. ELI is the European Legislation Identifier (its
ontology, version 1.4): its names are used because programs know them, not because the addresses are official.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.lineage.values import State
from tracker.render.visible_characters import visible

FORCE: Final[dict[State, str]] = {
    "in-force": "InForce",
    "partly-repealed": "PartiallyInForce",
    "not-yet": "NotInForce",
    "suspended": "NotInForce",
    "expired": "NotInForce",
    "repealed": "NotInForce",
    "superseded": "NotInForce",
}
"""Schema.org's ``LegalForceStatus`` of every state that is known."""
_IN_FORCE: Final = {"InForce": "inForce", "PartiallyInForce": "partiallyInForce", "NotInForce": "notInForce"}
"""The same as ELI's ``in_force``."""
_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that could end or change a script, as JSON writes them (https://json-ld.org/spec/latest/json-ld/#restrictions)."""
ELI: Final = "http://data.europa.eu/eli/ontology#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Another text: how it is called, and the address of its page where there is one."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legislation:
    """One version of a rule. Days are ISO, empty where they are not known; ``until`` is the last day.

    ``kind`` is what its title says (办法), ``state`` how it stands, ``made_by`` who issued it; ``changes`` are what it
    amends, ``changed_by`` what amended it, ``repeals`` what it ends, ``cites`` what it names; ``data`` is the address
    of its values.
    """

    name: str
    number: str = ""
    kind: str = ""
    made_by: tuple[str, ...] = ()
    signed: str = ""
    published: str = ""
    start: str = ""
    until: str = ""
    state: State = "unknown"
    url: str = ""
    data: str = ""
    work: Named | None = None
    before: Named | None = None
    changes: tuple[Named, ...] = ()
    changed_by: tuple[Named, ...] = ()
    repeals: tuple[Named, ...] = ()
    cites: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property of ELI and its value; ``is_address`` says that the value is an address and no words."""

    name: str
    value: str
    is_address: bool = False


def json_ld(text: Legislation) -> str:
    """The content of a ``script`` of type ``application/ld+json``: no sign in it ends the script or opens a comment.

    It goes into the page as it stands, for a browser reads no entities there.
    """
    known = {name: value for name, value in _schema_org(text).items() if value}
    return json.dumps(known, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)


def _schema_org(text: Legislation) -> dict[str, object]:
    force = FORCE.get(text.state, "")
    return {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": visible(text.name),
        "url": visible(text.url),
        "inLanguage": "zh-CN",
        "legislationIdentifier": visible(text.number),
        "legislationType": visible(text.kind),
        "legislationDate": text.signed,
        "datePublished": text.published,
        "temporalCoverage": f"{text.start}/{text.until or '..'}" if text.start else "",
        "legislationLegalForce": f"https://schema.org/{force}" if force else "",
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": visible(name)} for name in text.made_by],
        "legislationJurisdiction": "CN",
        "exampleOfWork": _thing(text.work),
        "legislationChanges": _things((*text.changes, *text.repeals)),
        "legislationConsolidates": _things((text.before, *text.changed_by)) if text.changed_by else [],
        "citation": _things(text.cites),
        "encoding": _file(text.data),
    }


def _file(address: str) -> dict[str, str]:
    """The values of a text, which are no official text."""
    known = {
        "@type": "LegislationObject",
        "contentUrl": visible(address),
        "encodingFormat": "application/json",
        "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
    }
    return known if address else {}


def _things(texts: Iterable[Named | None]) -> list[dict[str, str]]:
    return [_thing(one) for one in texts if one]


def _thing(one: Named | None) -> dict[str, str]:
    if one is None:
        return {}
    known = {"@type": "Legislation", "name": visible(one.name), "url": visible(one.url)}
    return {name: value for name, value in known.items() if value}


def eli(text: Legislation) -> tuple[Property, ...]:
    """The properties of ELI for ``meta`` and ``link`` elements, in a fixed order."""
    force = _IN_FORCE.get(FORCE.get(text.state, ""), "")
    words = (
        ("id_local", text.number),
        ("title", text.name),
        ("type_document", text.kind),
        ("date_document", text.signed),
        ("date_publication", text.published),
        ("first_date_entry_in_force", text.start),
        ("date_no_longer_in_force", _after(text.until)),
        *(("passed_by", name) for name in text.made_by),
    )
    addresses = (
        ("in_force", f"{ELI}InForce-{force}" if force else ""),
        *_addresses("is_member_of", (text.work,)),
        *_addresses("changes", text.changes),
        *_addresses("changed_by", text.changed_by),
        *_addresses("repeals", text.repeals),
        *_addresses("cites", text.cites),
    )
    return (
        *(Property(name=f"eli:{name}", value=visible(value)) for name, value in words if value),
        *(Property(name=f"eli:{name}", value=visible(value), is_address=True) for name, value in addresses if value),
    )


def _addresses(name: str, texts: Iterable[Named | None]) -> Iterator[tuple[str, str]]:
    return ((name, one.url) for one in texts if one)


def _after(last: str) -> str:
    """The first day on which a text no longer holds; empty where its last day is not known, or no day follows it."""
    try:
        return (date.fromisoformat(last) + timedelta(days=1)).isoformat() if last else ""
    except (ValueError, OverflowError):
        return ""
