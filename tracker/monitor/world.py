"""What the monitor is given of the world: the clock, the resolver of names, how to wait, where to keep the ledger."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tracker.monitor.addresses import Resolver, resolve


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All of it can be another one in a test; ``done`` is told of each thing that was looked at."""

    clock: Callable[[], datetime] = _now
    resolver: Resolver = resolve
    sleep: Callable[[float], None] = time.sleep
    cache: Path | None = None
    done: Callable[[str], None] = field(default=lambda _: None)
