"""The days of a store as a calendar (RFC 5545): when a version comes into force, and when it ends.

Whole days, so that no time zone moves them. The same store gives the same bytes: an entry's time stamp is the day that
its version was signed or published, not the day of the export.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from tracker.render.visible_characters import visible
from tracker.wording.lineage import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.lineage.state_of_versions import Entry
    from tracker.model import Lang

_PRODUCT = "-//gazette-tracker//calendar//EN"


def calendar_of(entries: Iterable[Entry], lang: Lang) -> bytes:
    """The calendar: an entry for each known day of coming into force, and of ending."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for one in entries:
        for what, day in (("begins", one.start), ("ends", one.until)):
            if day:
                calendar.add_component(_event(one, what, date.fromisoformat(day), lang))
    return bytes(calendar.to_ical())


def _event(one: Entry, what: str, day: date, lang: Lang) -> Event:
    record = one.stage.record
    event = Event()
    made = date.fromisoformat(record.signed or record.published or day.isoformat())
    event.add("uid", hashlib.sha256(f"{record.key}\n{what}".encode()).hexdigest()[:32] + "@gazette-tracker")
    event.add("dtstamp", datetime.combine(made, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", visible(f"{DAYS[what][lang]}{record.title}"))
    why = [line.text(lang) for line in one.why]
    event.add("description", visible("\n".join([record.number or "", *record.issuers, *why]).strip()))
    event.add("transp", "TRANSPARENT")
    return event
