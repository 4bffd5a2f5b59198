"""Which days people work in China: weekends and holidays off, and the weekends that are worked in exchange (调休)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import chinese_calendar

_SATURDAY: Final = 5


def is_workday(day: date) -> bool:
    """Whether a day is worked; in a year whose holidays are not announced yet, Monday to Friday are.

    Source: the yearly notice of the General Office of the State Council on holidays, as chinesecalendar holds it.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < _SATURDAY


def after_rest(day: date) -> date:
    """The day itself, or the first workday after it: nothing is published in the week of a festival."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def rest_days_between(start: date, end: date) -> int:
    """The days after ``start`` up to ``end`` that belong to a long rest: three or more days off in a row."""
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    counted = run = 0
    for day in [*days, None]:
        if day is not None and not is_workday(day):
            run += 1
            continue
        counted += run if run > 2 else 0  # noqa: PLR2004 - a weekend is part of every rhythm
        run = 0
    return counted
