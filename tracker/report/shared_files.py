"""Files of the whole site that are no pages: its style and script, the calendar, and the feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.lineage.state_of_versions import Entry
from tracker.render.calendar import calendar_of
from tracker.render.template_environment import asset
from tracker.report.atom_feed import FEED, FeedEntry, atom
from tracker.report.page import Settings

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.model import Lang

CALENDAR = "calendar.ics"
_ASSETS = ("site.css", "site.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFiles:
    """What the pages look like, and what a script adds to them."""

    about: str = "assets"
    address: str = "assets/"
    names: tuple[str, ...] = _ASSETS

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The style sheet and the script."""
        del library, settings
        for name in _ASSETS:
            yield self.address + name, asset(f"site/{name}").encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """The days on which versions come into force and end; ``days`` has what the calendar says of each."""

    entries: tuple[Entry, ...] = field(repr=False)
    days: tuple[tuple[str, ...], ...]
    about: str = "calendar"
    address: str = ""
    names: tuple[str, ...] = (CALENDAR,)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The calendar."""
        del library
        yield CALENDAR, calendar_of(self.entries, settings.lang)


def calendar_file(entries: Iterable[Entry], lang: Lang) -> CalendarFile:
    """The calendar of the versions of a store."""
    entries = tuple(one for one in entries if one.start or one.until)
    return CalendarFile(entries=entries, days=tuple(_days(one, lang) for one in entries))


def _days(one: Entry, lang: Lang) -> tuple[str, ...]:
    """All that the calendar says of a version."""
    record = one.stage.record
    known = (record.key, record.title, record.number, one.start, one.until, record.signed, record.published)
    return (*(part or "" for part in known), *record.issuers, *(why.text(lang) for why in one.why))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """What happened in the whole store, the newest first."""

    entries: tuple[FeedEntry, ...]
    about: str = "feed"
    address: str = ""
    names: tuple[str, ...] = (FEED,)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The feed."""
        del library
        yield atom("", settings.title, settings.title, self.entries, settings.base_url)
