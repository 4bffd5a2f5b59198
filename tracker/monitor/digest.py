"""What happened in a time, as a report that people circulate: new, revised and how, repealed, about to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from tracker.model import Lang
from tracker.monitor.events import Event
from tracker.monitor.ledger import FILE, Ledger
from tracker.monitor.ledger_place import ledger_folder
from tracker.render.digest import DigestEntry, DigestReport, DigestSection
from tracker.wording.monitor import monitor_word

GROUPS: Final = (
    ("group-revised", ("work.revised",)),
    ("group-new", ("work.new",)),
    ("group-repealed", ("work.repealed",)),
    ("group-ending", ("work.expiring", "work.expired")),
    ("group-altered", ("issue.altered", "issue.flagged", "issue.withdrawn")),
    ("group-issues", ("issue.new",)),
    ("group-sources", ("source.failed", "source.overdue", "source.recovered")),
)
WEEK: Final = timedelta(days=7)


def events_between(
    store: Path, since: date | None, until: date | None, zone: ZoneInfo, *, cache: Path | None = None
) -> tuple[Event, ...]:
    """The events of whole days of a time zone; of the last week where no beginning is given."""
    folder = ledger_folder(store, cache)
    if folder is None or not (folder / FILE).exists():
        return ()
    with Ledger(folder) as ledger:
        events = ledger.events()
    end = datetime.combine(until + timedelta(days=1), time(), zone) if until else None
    last = end or (events[-1].time if events else datetime.now(zone))
    start = datetime.combine(since, time(), zone) if since else last - WEEK
    return tuple(event for event in events if event.time >= start and (end is None or event.time < end))


def digest_of(
    events: Sequence[Event], since: date | None, until: date | None, lang: Lang, zone: ZoneInfo
) -> DigestReport:
    """The report of events, grouped by what they mean; what is told as a work is not told as an issue again.

    Its days are those of ``zone``.
    """
    told = {event.issue for event in events if event.kind.startswith("work.")}
    sections = []
    for name, kinds in GROUPS:
        entries = [
            _entry(event, zone)
            for event in events
            if event.kind in kinds and not (event.kind == "issue.new" and event.issue in told)
        ]
        if entries:
            sections.append(DigestSection(title=monitor_word(name, lang), entries=tuple(entries)))
    days = [event.time.astimezone(zone).date() for event in events]
    first = since or min(days, default=None)
    last = until or max(days, default=None)
    return DigestReport(
        title=monitor_word("digest", lang),
        period=f"{first or '…'} – {last or '…'}",
        sections=tuple(sections),
        empty=monitor_word("nothing", lang),
        lang=lang,
    )


def _entry(event: Event, zone: ZoneInfo) -> DigestEntry:
    day = event.time.astimezone(zone).date().isoformat()
    return DigestEntry(text=event.text, lines=event.key_changes, url=event.url, day=day)
