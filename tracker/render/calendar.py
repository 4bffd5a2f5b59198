"""The days of a store as a calendar (RFC 5545): when a version comes into force, and when it ends.

Whole days, so that no time zone moves them. The same store gives the same bytes: an entry's time stamp is the day that
its version was signed or published, not the day of the export. The lines are written here and not by a library, which
takes twenty times as long for a store of thousands of versions; a test reads them back with one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tracker.render.visible_characters import visible
from tracker.wording.lineage import DAYS

if TYPE_CHECKING:
    from tracker.lineage.state_of_versions import Entry
    from tracker.model import Lang

_HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gazette-tracker//calendar//EN", "CALSCALE:GREGORIAN")
_LONGEST: Final = 74
"""Octets of a line before it is folded (RFC 5545, 3.1: at most 75)."""
_TEXT: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": "\\n"})
"""How a text is written (RFC 5545, 3.3.11)."""


def calendar_of(entries: Iterable[Entry], lang: Lang) -> bytes:
    """The calendar: an entry for each known day of coming into force, and of ending."""
    lines = [*_HEAD]
    for one in entries:
        for what, day in (("begins", one.start), ("ends", one.until)):
            if day:
                lines += _event(one, what, date.fromisoformat(day), lang)
    return "".join(f"{line}\r\n" for line in (*lines, "END:VCALENDAR")).encode("utf-8", "backslashreplace")


def _event(one: Entry, what: str, day: date, lang: Lang) -> Iterator[str]:
    record = one.stage.record
    made = record.signed or record.published or day.isoformat()
    told = [record.number or "", *record.issuers, *(line.text(lang) for line in one.why)]
    key = hashlib.sha256(f"{record.key}\n{what}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield _text("SUMMARY", f"{DAYS[what][lang]}{record.title}")
    yield f"DTSTART;VALUE=DATE:{_day(day.isoformat())}"
    yield f"DTEND;VALUE=DATE:{_day((day + timedelta(days=1)).isoformat())}"
    yield f"DTSTAMP:{_day(made)}T000000Z"
    yield f"UID:{key}@gazette-tracker"
    yield _text("DESCRIPTION", "\n".join(told).strip())
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(iso: str) -> str:
    return iso.replace("-", "")


def _text(name: str, text: str) -> str:
    """A line of text, folded: what is longer goes on in lines that begin with a blank."""
    rest = f"{name}:{visible(text).replace(chr(13) + chr(10), chr(10)).translate(_TEXT)}"
    lines = []
    while rest:
        end = _fitting(rest)
        lines.append(rest[:end])
        rest = rest[end:]
    return "\r\n ".join(lines)


def _fitting(text: str) -> int:
    """How many characters fit into a line; a sign is not parted from the backslash before it."""
    if len(text) * 4 <= _LONGEST:
        return len(text)
    size = 0
    for place, sign in enumerate(text):
        size += 1 if sign < "\x80" else len(sign.encode())
        if size > _LONGEST:
            return place - 1 if place > 1 and text[place - 1] in "\\^" else place
    return len(text)
