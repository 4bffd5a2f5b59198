"""What came of a pass, as ``tracker.pass/1`` says it (contract §6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from tracker.monitor.answers import ErrorKind
from tracker.monitor.events import utc

ItemOutcome: TypeAlias = Literal["new", "altered", "unchanged", "failed", "withdrawn"]
SourceOutcome: TypeAlias = Literal["unchanged", "changed", "failed"]
SCHEMA = "tracker.pass/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """What became of one thing that a source lists."""

    url: str
    title: str
    ref: str | None = None
    outcome: ItemOutcome = "unchanged"
    error: str | None = None
    error_kind: ErrorKind | None = None


@dataclass(slots=True, kw_only=True)
class Traffic:
    """What a source cost: requests, answers 304, bytes. The one value here that grows while a source is read."""

    requests: int = 0
    not_modified: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceResult:
    """What became of a source in a pass."""

    id: str
    outcome: SourceOutcome
    items: tuple[ItemResult, ...] = ()
    traffic: Traffic = field(default_factory=Traffic)
    error: str | None = None
    error_kind: ErrorKind | None = None

    def count(self, outcome: ItemOutcome) -> int:
        """How many items had an outcome."""
        return sum(item.outcome == outcome for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassResult:
    """What became of a pass: its sources, and the ids of the events that it wrote."""

    started: datetime
    finished: datetime
    sources: tuple[SourceResult, ...]
    events: tuple[str, ...]

    @property
    def has_failed(self) -> bool:
        """Whether a source did not answer."""
        return any(source.outcome == "failed" for source in self.sources)


def pass_to_json(result: PassResult) -> dict[str, Any]:
    """A pass as ``tracker.pass/1``."""
    return {
        "schema": SCHEMA,
        "started": utc(result.started),
        "finished": utc(result.finished),
        "events": list(result.events),
        "sources": [_source_to_json(source) for source in result.sources],
    }


def _source_to_json(source: SourceResult) -> dict[str, Any]:
    return {
        "id": source.id,
        "outcome": source.outcome,
        "new": source.count("new"),
        "altered": source.count("altered"),
        "requests": source.traffic.requests,
        "not_modified": source.traffic.not_modified,
        "bytes": source.traffic.bytes,
        "error": source.error,
        "error_kind": source.error_kind,
        "items": [
            {
                "url": item.url,
                "title": item.title,
                "ref": item.ref,
                "outcome": item.outcome,
                "error": item.error,
                "error_kind": item.error_kind,
            }
            for item in source.items
        ],
    }
