"""By when a source should have something new: its rhythm, with the long holidays of China left out."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.monitor.memory import SourceMemory, moment
from tracker.monitor.settings import SourceSettings
from tracker.monitor.workdays import after_rest, rest_days_between


def expected_by(source: SourceSettings, memory: SourceMemory) -> date | None:
    """The day by which something new is expected: the rhythm after the last change, long holidays not counted."""
    last = moment(memory.last_change) or moment(memory.first_success)
    if source.rhythm is None or last is None:
        return None
    due = (last + source.rhythm).date()
    rest = rest_days_between(last.date(), due)
    return after_rest(due + timedelta(days=rest))
