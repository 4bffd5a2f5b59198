"""How every source does: ``tracker monitor status`` (contract §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from tracker.monitor.events import utc
from tracker.monitor.ledger import FILE, Ledger
from tracker.monitor.ledger_place import ledger_folder
from tracker.monitor.memory import SourceMemory, moment
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.world import World

State: TypeAlias = Literal["ok", "failing", "overdue", "never"]
SCHEMA: Final = "tracker.monitor/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """One source: how it does, when it is read again, by when something new is expected."""

    source: SourceSettings
    memory: SourceMemory
    state: State
    next_run: datetime | None
    expected_by: date | None

    @property
    def is_untried(self) -> bool:
        """Whether it comes from a preset and was never read with success."""
        return self.source.preset is not None and self.memory.last_success is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All sources at a moment, and what channels did not take; ``channels`` says what is wrong with which."""

    as_of: datetime
    undelivered: int
    sources: tuple[SourceStatus, ...]
    channels: tuple[tuple[str, str], ...] = ()


def overview(settings: Settings, store: Path, world: World | None = None) -> Overview:
    """How the sources of a configuration do."""
    world = world or World()
    now = world.clock()
    folder = ledger_folder(store, world.cache)
    if folder is None or not (folder / FILE).exists():
        sources = tuple(_status(source, SourceMemory(), settings, now) for source in settings.sources)
        return Overview(as_of=now, undelivered=0, sources=sources)
    with Ledger(folder) as ledger:
        known = ledger.sources()
        errors = ((channel.id, ledger.channel(channel.id).error) for channel in settings.channels)
        return Overview(
            as_of=now,
            undelivered=ledger.undelivered(),
            sources=tuple(
                _status(source, known.get(source.id, SourceMemory()), settings, now) for source in settings.sources
            ),
            channels=tuple((name, error) for name, error in errors if error),
        )


def _status(source: SourceSettings, memory: SourceMemory, settings: Settings, now: datetime) -> SourceStatus:
    due = _expected_by(source, memory, settings.timezone)
    if memory.last_attempt is None:
        state: State = "never"
    elif memory.failures:
        state = "failing"
    else:
        state = "overdue" if due is not None and due < now.astimezone(settings.timezone).date() else "ok"
    since = moment(memory.last_attempt)
    next_run = source.schedule.next_after(now, settings.timezone, since=since)
    return SourceStatus(source=source, memory=memory, state=state, next_run=next_run, expected_by=due)


def _expected_by(source: SourceSettings, memory: SourceMemory, zone: ZoneInfo) -> date | None:
    if source.rhythm is None:
        return None
    from tracker.monitor.rhythm import expected_by  # a calendar of twenty years, for those that have a rhythm

    return expected_by(source, memory, zone)


def overview_to_json(view: Overview) -> dict[str, Any]:
    """The overview as ``tracker.monitor/1``."""
    return {
        "schema": SCHEMA,
        "as_of": utc(view.as_of),
        "undelivered": view.undelivered,
        "sources": [_to_json(one) for one in view.sources],
        "channels": [{"id": name, "error": error} for name, error in view.channels],
    }


def _to_json(one: SourceStatus) -> dict[str, Any]:
    memory = one.memory

    def when(text: str | None) -> str | None:
        found = moment(text)
        return utc(found) if found else None

    return {
        "id": one.source.id,
        "kind": one.source.kind,
        "url": one.source.url,
        "state": one.state,
        "last_attempt": when(memory.last_attempt),
        "last_success": when(memory.last_success),
        "last_change": when(memory.last_change),
        "next_run": utc(one.next_run) if one.next_run else None,
        "expected_by": one.expected_by.isoformat() if one.expected_by else None,
        "failures": memory.failures,
        "error": memory.error,
        "error_kind": memory.error_kind,
        "preset": one.source.preset,
        "untried": one.is_untried,
    }
