"""By when a source should have something new: its rhythm, with the long holidays of China left out."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from tracker.monitor.memory import SourceMemory, moment
from tracker.monitor.settings import SourceSettings
from tracker.monitor.workdays import after_rest, rest_days_between


def expected_by(source: SourceSettings, memory: SourceMemory, zone: ZoneInfo) -> date | None:
    """The day by which something new is expected: the rhythm after the last change, long holidays not counted.

    It is a day of ``zone``, as all days that a person reads.
    """
    last = moment(memory.last_change) or moment(memory.first_success)
    if source.rhythm is None or last is None:
        return None
    due = (last + source.rhythm).astimezone(zone).date()
    rest = rest_days_between(last.astimezone(zone).date(), due)
    return after_rest(due + timedelta(days=rest))
