"""The job that runs: every source on its schedule, never twice at once, until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from tracker.monitor.cadence import Cadence
from tracker.monitor.settings import Settings, SourceSettings

WORKERS: Final = 8
LATE: Final = int(timedelta(days=30).total_seconds())
"""Seconds that a run may be late: one that was missed is made up for, once."""


_LOOK_UP: Final = 0.5
"""Seconds after which the main thread looks whether a signal came."""


class CadenceTrigger(BaseTrigger):  # type: ignore[misc] # the library has no types
    """A cadence of ours as a trigger of the scheduler: days of the week by name, workdays of China, intervals."""

    def __init__(self, cadence: Cadence, zone: ZoneInfo) -> None:
        self._cadence = cadence
        self._zone = zone

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The next time after the last one; the first is after now."""
        start = previous_fire_time or now
        return self._cadence.next_after(max(start, now - timedelta(days=1)), self._zone, since=start)


class Runner:
    """The scheduler: ``run`` reads a source, ``deliver`` tells what is pending."""

    def __init__(self, settings: Settings, run: Callable[[SourceSettings], None], deliver: Callable[[], None]) -> None:
        self._settings = settings
        self._run = run
        self._stop = threading.Event()
        self._scheduler = BackgroundScheduler(
            timezone=settings.timezone,
            executors={"default": ThreadPoolExecutor(WORKERS)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": LATE},
        )
        for source in settings.sources:
            self._add(f"source:{source.id}", source.schedule, self._run, [source])
        self._add("deliver", Cadence(text="every 1m", every=timedelta(minutes=1)), deliver, [])

    def _add(self, name: str, cadence: Cadence, job: Callable[..., None], arguments: Sequence[Any]) -> None:
        trigger = CadenceTrigger(cadence, self._settings.timezone)
        self._scheduler.add_job(job, trigger, args=list(arguments), id=name, replace_existing=True)

    def start(self, overdue: Sequence[SourceSettings] = ()) -> None:
        """Begin; ``overdue`` sources missed a run while nobody ran, and are read now."""
        self._scheduler.start()
        for source in overdue:
            self._scheduler.modify_job(f"source:{source.id}", next_run_time=datetime.now(self._settings.timezone))

    def wait(self) -> None:
        """Until somebody says stop.

        The system may hand a signal to any thread, but Python's handler runs in the main one: a wait without an end
        would not be woken for it.
        """
        while not self._stop.wait(_LOOK_UP):
            pass

    def stop(self) -> None:
        """No new runs; what runs is let finish by ``close``."""
        self._stop.set()

    def close(self) -> None:
        """End the scheduler after the runs that are under way."""
        self._scheduler.shutdown(wait=True)

    @property
    def is_running(self) -> bool:
        """Whether the scheduler lives."""
        return bool(self._scheduler.running)


def missed(settings: Settings, last: dict[str, datetime | None], now: datetime) -> list[SourceSettings]:
    """The sources whose run came due while nobody ran, and those that were never read."""
    found = []
    for source in settings.sources:
        before = last.get(source.id)
        due = source.schedule.next_after(before, settings.timezone, since=before) if before else now
        if due is not None and due <= now:
            found.append(source)
    return found
