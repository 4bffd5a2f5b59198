"""What happened, told again: events since a day or after another event, also as a feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from tracker.errors import UnknownReference
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.monitor.config import find_config, read_config
from tracker.monitor.events import Event, utc
from tracker.monitor.ledger import FILE, Ledger
from tracker.monitor.ledger_place import ledger_folder
from tracker.monitor.settings import BEIJING

_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def zone_of(store: Path, config: Path | None = None) -> ZoneInfo:
    """The time zone in which a person reads of a store: that of its configuration, Beijing's where there is none."""
    file = find_config(store, config)
    return read_config(file).timezone if file else BEIJING


def events_since(store: Path, since: str | None, config: Path | None = None) -> list[Event]:
    """The events from a day on (of the configuration's time zone), or after the event of an id.

    Raises:
        UnknownReference: it is neither a day nor an event.
    """
    folder = ledger_folder(store)
    if folder is None or not (folder / FILE).exists():
        return []
    with Ledger(folder) as ledger:
        if since is None:
            return ledger.events()
        try:
            day = date.fromisoformat(since)
        except ValueError:
            if not ledger.knows_event(since):
                raise UnknownReference(
                    said("{since!r} is no day and no event", since=since),
                    do="write 2026-05-01, or an id of `monitor events`",
                ) from None
            return ledger.events(since)
        return ledger.events(datetime.combine(day, time(), zone_of(store, config)))


def atom_of(events: Sequence[Event]) -> str:
    """The events as an Atom feed (RFC 4287), newest first."""
    updated = utc(events[-1].time) if events else "1970-01-01T00:00:00Z"
    entries = "".join(_entry(event) for event in reversed(events))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>urn:gazette-tracker:events</id><title>gazette-tracker</title><updated>{updated}</updated>"
        f"<author><name>gazette-tracker</name></author>{entries}</feed>\n"
    )


def _entry(event: Event) -> str:
    link = f"<link href={quoteattr(event.url)}/>" if event.url and event.url.startswith("http") else ""
    changes = escape(_CONTROL.sub("", "\n".join(event.key_changes)))
    return (
        f"<entry><id>urn:gazette-tracker:event:{event.id}</id><title>{escape(_CONTROL.sub('', event.text))}</title>"
        f'<updated>{utc(event.time)}</updated><category term="{event.kind}"/>{link}<summary>{changes}</summary></entry>'
    )
