"""What happened, as events that have the same id whenever they are told (contract §6)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeAlias, cast, get_args

EventKind: TypeAlias = Literal[
    "issue.new",
    "issue.altered",
    "issue.flagged",
    "issue.withdrawn",
    "work.new",
    "work.revised",
    "work.repealed",
    "work.expiring",
    "work.expired",
    "source.failed",
    "source.overdue",
    "source.recovered",
]
KINDS: Final[tuple[EventKind, ...]] = get_args(EventKind)
SCHEMA: Final = "tracker.event/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a work as an event names it; ``date`` is ISO."""

    doc_number: str | None
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening. ``text`` is one line for a person; ``facts`` and ``issuers`` are what watches filter by."""

    id: str
    kind: EventKind
    time: datetime
    text: str
    title: str
    source: str | None = None
    issue: str | None = None
    work: str | None = None
    doc_number: str | None = None
    url: str | None = None
    old: Version | None = None
    new: Version | None = None
    key_changes: tuple[str, ...] = ()
    summary: Mapping[str, int] | None = None
    facts: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    also: tuple[str, ...] = field(default=())


def event_id(kind: EventKind, *what: str | None) -> str:
    """The id of a happening: a digest of its kind and of what makes it this one and no other."""
    parts = "\x1f".join((kind, *(part or "" for part in what)))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def utc(moment: datetime) -> str:
    """A moment as the contract writes times: ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def event_to_json(event: Event) -> dict[str, Any]:
    """An event as ``tracker.event/1``."""
    return {
        "schema": SCHEMA,
        "id": event.id,
        "kind": event.kind,
        "time": utc(event.time),
        "source": event.source,
        "issue": event.issue,
        "work": event.work,
        "doc_number": event.doc_number,
        "title": event.title,
        "text": event.text,
        "url": event.url,
        "old": _version_to_json(event.old),
        "new": _version_to_json(event.new),
        "key_changes": list(event.key_changes),
        "summary": dict(event.summary) if event.summary is not None else None,
        "facts": list(event.facts),
        "issuers": list(event.issuers),
        "also": list(event.also),
    }


def event_from_json(value: Mapping[str, Any]) -> Event:
    """The event of ``tracker.event/1``."""
    return Event(
        id=value["id"],
        kind=cast("EventKind", value["kind"]),
        time=datetime.fromisoformat(value["time"]),
        source=value["source"],
        issue=value["issue"],
        work=value["work"],
        doc_number=value["doc_number"],
        title=value["title"],
        text=value["text"],
        url=value["url"],
        old=_version_from_json(value["old"]),
        new=_version_from_json(value["new"]),
        key_changes=tuple(value["key_changes"]),
        summary=value["summary"],
        facts=tuple(value.get("facts", ())),
        issuers=tuple(value.get("issuers", ())),
        also=tuple(value.get("also", ())),
    )


def _version_to_json(version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {"doc_number": version.doc_number, "title": version.title, "date": version.date}


def _version_from_json(value: Mapping[str, Any] | None) -> Version | None:
    return Version(**value) if value else None


def event_line(event: Event) -> str:
    """An event as one line of JSON."""
    return json.dumps(event_to_json(event), ensure_ascii=False, separators=(",", ":"))
