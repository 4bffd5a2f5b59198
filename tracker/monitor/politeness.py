"""One request at a time to a host, a pause between two, and a longer one for a host that asked for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

SLOWEST: Final = 60.0
"""Seconds that a pause grows to at most."""
FLOOR: Final = 0.5
"""Seconds that the pause of a host that complained is at least."""


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float | None = None
    pause: float = 0.0


class Politeness:
    """The turns of all hosts; ``now`` counts seconds and ``sleep`` waits them."""

    def __init__(self, pause: float, *, now: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._pause = pause
        self._now = now
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host(pause=self._pause))

    @contextmanager
    def turn(self, name: str) -> Iterator[None]:
        """Wait until a host may be asked, and keep others from it until the answer is read."""
        host = self._host(name)
        with host.lock:
            if host.last is not None:
                wait = host.last + host.pause - self._now()
                if wait > 0:
                    self._sleep(min(wait, SLOWEST))
            try:
                yield
            finally:
                host.last = self._now()

    def slow_down(self, name: str) -> None:
        """The host said that it is asked too often: twice the pause from now on."""
        host = self._host(name)
        host.pause = min(SLOWEST, max(FLOOR, host.pause * 2))

    def at_least(self, name: str, pause: float) -> None:
        """The host's robots.txt asks for a pause."""
        host = self._host(name)
        host.pause = min(SLOWEST, max(host.pause, pause))
