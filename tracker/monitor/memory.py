"""What the monitor remembers of a source and of each thing that it lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, TypeVar, cast

from tracker.monitor.answers import ErrorKind, Validators

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of a source. Times are ISO 8601 in UTC; ``key`` is its identity, ``position`` its place in the list.

    ``digest`` is that of its text; ``gone_since`` the first pass in which it was gone; ``not_before`` when it may be
    asked for again after a refusal; ``failed_under`` the limits under which it failed; ``flags`` how often the
    site's flag turned.
    """

    key: str
    url: str
    title: str
    kind: str = "document"
    position: int = 0
    text_url: str | None = None
    ref: str | None = None
    sha256: str | None = None
    digest: str | None = None
    date: str | None = None
    doc_number: str | None = None
    validity: str | None = None
    flags: int = 0
    first_seen: str = ""
    last_seen: str = ""
    last_full: str | None = None
    etag: str | None = None
    modified: str | None = None
    gone_since: str | None = None
    is_withdrawn: bool = False
    is_foreign: bool = False
    parent: str | None = None
    failure: ErrorKind | None = None
    failure_text: str | None = None
    not_before: str | None = None
    failed_under: str | None = None

    @property
    def validators(self) -> Validators | None:
        """What to ask with, if the server gave anything."""
        return Validators(etag=self.etag, modified=self.modified) if self.etag or self.modified else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMemory:
    """How a source did. ``failing_since`` is the first failure in a row, ``reminded`` how many weeks were told of."""

    last_attempt: str | None = None
    last_success: str | None = None
    last_change: str | None = None
    first_success: str | None = None
    failures: int = 0
    failing_since: str | None = None
    reminded: int = 0
    error: str | None = None
    error_kind: ErrorKind | None = None
    first_page: int = 0
    overdue_told: str | None = None
    etag: str | None = None
    modified: str | None = None
    last_full: str | None = None
    how: str | None = None
    url: str | None = None


def to_text(value: Item | SourceMemory) -> str:
    """As JSON, without what is at its default."""
    kept = {one.name: content for one in fields(value) if (content := getattr(value, one.name)) != one.default}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[T], text: str) -> T:
    """From JSON; what an older program did not know is at its default, what it knew more is left out."""
    known = {one.name for one in fields(cast("Any", kind))}
    loaded: Mapping[str, Any] = json.loads(text)
    return kind(**{name: value for name, value in loaded.items() if name in known})


def moment(text: str | None) -> datetime | None:
    """A remembered time."""
    return datetime.fromisoformat(text) if text else None


def as_dict(value: Item | SourceMemory) -> dict[str, Any]:
    """All fields."""
    return asdict(value)
