"""When something is due: ``every 6h``, ``daily 07:30, 17:00``, ``mon-fri 08:00``, ``workdays 08:00``, or cron fields.

Cron fields name the days of the week: figures count from Sunday in cron and from Monday in the scheduler's library, and
a gazette that is read a day late for years would be the price of a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tracker.language.patterns import regex
from tracker.monitor.lengths import length_of_time

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK: Final = regex(r"([01]?\d|2[0-3]):([0-5]\d)")
_FIELD_LIMITS: Final = ((0, 59), (0, 23), (1, 31), (1, 12))
_LOOKAHEAD: Final = 366 * 5
"""Days in which a time is looked for: 29 February comes every fourth or eighth year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """A rule of recurring times: ``text`` as written, and what it means.

    ``every`` is an interval; else the days are those of ``days`` (0 is Monday), ``month_days`` and ``months`` (empty:
    all), and with ``workdays`` those worked in China; on each of them the ``times`` of the day.
    """

    text: str
    every: timedelta | None = None
    times: tuple[time, ...] = ()
    days: frozenset[int] = frozenset(range(7))
    month_days: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    workdays: bool = False

    def next_after(self, moment: datetime, zone: ZoneInfo, *, since: datetime | None = None) -> datetime | None:
        """The first time later than ``moment``, in UTC; intervals count from ``since`` (by default ``moment``).

        A time of day that a change of clocks leaves out is not skipped: it comes at the moment that the clock jumps to.
        """
        if self.every is not None:
            start = since or moment
            steps = max(0, int((moment - start) / self.every)) + 1
            return start + steps * self.every
        local = moment.astimezone(zone)
        for offset in range(_LOOKAHEAD):
            day = local.date() + timedelta(days=offset)
            for clock in self.times if self._is_due_on(day) else ():
                due = datetime.combine(day, clock, zone).astimezone(ZoneInfo("UTC"))
                if due > moment:
                    return due
        return None

    def _is_due_on(self, day: date) -> bool:
        if self.workdays:
            from tracker.monitor.workdays import is_workday

            if not is_workday(day):
                return False
        return (
            day.weekday() in self.days
            and (not self.month_days or day.day in self.month_days)
            and (not self.months or day.month in self.months)
        )


def read_cadence(text: str) -> Cadence:
    """A schedule as a person writes it.

    Raises:
        ValueError: it is none; the message says what is.
    """
    words = text.strip().lower()
    head, _, rest = words.partition(" ")
    if head == "every":
        every = length_of_time(rest)
        if every < timedelta(seconds=1):
            raise ValueError("the shortest interval is every 1s")
        return Cadence(text=text, every=every)
    if head == "daily":
        return Cadence(text=text, times=_times(rest))
    if head == "workdays":
        return Cadence(text=text, times=_times(rest), workdays=True)
    if len(words.split()) == 5:  # noqa: PLR2004 - the fields of cron
        return _cron(text, words.split())
    return Cadence(text=text, times=_times(rest), days=_weekdays(head))


def _times(text: str) -> tuple[time, ...]:
    found = [_CLOCK.fullmatch(part.strip()) for part in text.split(",")]
    if not all(found):
        raise ValueError("write times of day as 07:30 or 07:30, 17:00")
    return tuple(sorted({time(int(match[1]), int(match[2])) for match in found if match}))


def _weekdays(text: str) -> frozenset[int]:
    """Days by their English names: ``mon-fri``, ``sat,sun``, ``sun-tue``, ``*``."""
    if text == "*":
        return frozenset(range(7))
    chosen: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first[:3] not in DAYS or (last and last[:3] not in DAYS):
            raise ValueError(
                "write every 6h, daily 07:30, mon-fri 08:00, workdays 08:00, or five cron fields with days by name"
            )
        a, b = DAYS.index(first[:3]), DAYS.index((last or first)[:3])
        chosen |= {day % 7 for day in range(a, b + 1 if b >= a else b + 8)}
    return frozenset(chosen)


def _cron(text: str, fields: list[str]) -> Cadence:
    if re.search(r"\d", fields[4]):
        raise ValueError("write days of the week by name (mon, tue …): their figures mean different days to programs")
    minutes, hours, month_days, months = (
        _numbers(field, low, high) for field, (low, high) in zip(fields, _FIELD_LIMITS, strict=False)
    )
    times = tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes))
    return Cadence(
        text=text,
        times=times,
        days=_weekdays(fields[4]),
        month_days=month_days if fields[2] != "*" else frozenset(),
        months=months if fields[3] != "*" else frozenset(),
    )


def _numbers(field: str, low: int, high: int) -> frozenset[int]:
    """A cron field: ``*``, ``5``, ``1-5``, ``*/10``, and lists of them."""
    chosen: set[int] = set()
    for part in field.split(","):
        found = re.fullmatch(r"(\*|\d{1,2}(?:-\d{1,2})?)(?:/(\d{1,2}))?", part)
        if found is None or found[2] in ("0", "00"):
            raise ValueError(f"{field!r} is no cron field")
        first, _, last = found[1].partition("-")
        a, b = (low, high) if first == "*" else (int(first), int(last or first))
        if not low <= a <= b <= high:
            raise ValueError(f"{field!r} is beyond {low} to {high}")
        chosen |= set(range(a, b + 1, int(found[2] or 1)))
    return frozenset(chosen)


DAILY: Final = Cadence(text="daily 07:30", times=(time(7, 30),))
"""The default of every source."""
