"""Feeds of what happened (Atom, RFC 4287); the same store gives the same bytes, for no entry has the day of the run."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from tracker.render.visible_characters import visible
from tracker.report.addresses import absolute, href

FEED = "changes.atom"
MEDIA_TYPE = "application/atom+xml"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://gazette-tracker.invalid/")
_NO_DAY = "1970-01-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One thing that happened: ``about`` names it for ever, ``day`` (ISO) is when it was printed or seen.

    ``address`` is its page, from the site's root.
    """

    about: str
    title: str
    summary: str
    address: str
    day: str


def atom(folder: str, title: str, author: str, entries: Sequence[FeedEntry], base_url: str) -> tuple[str, bytes]:
    """The feed of a folder: its path and its bytes, the newest entry first.

    Where the site's address on a host is not known, links are relative to the feed.
    """
    path = folder + FEED
    newest = max((one.day for one in entries), default=_NO_DAY)
    page = absolute(base_url, folder) if base_url else href(folder, folder)
    own = absolute(base_url, path) if base_url else FEED
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{_name(f'feed {title} {folder}')}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_moment(newest)}</updated>",
        f"<author><name>{_text(author)}</name></author>",
        f'<link rel="self" type="{MEDIA_TYPE}" href={quoteattr(own)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
        "<generator>gazette-tracker</generator>",
        *(line for one in entries for line in _entry(one, folder, base_url)),
        "</feed>",
    ]
    return path, ("\n".join(lines) + "\n").encode()


def _entry(one: FeedEntry, folder: str, base_url: str) -> Sequence[str]:
    link = absolute(base_url, one.address) if base_url else href(folder, one.address)
    return (
        "<entry>",
        f"<id>{_name(one.about)}</id>",
        f"<title>{_text(one.title)}</title>",
        f"<updated>{_moment(one.day)}</updated>",
        f'<link rel="alternate" type="text/html" href={quoteattr(link)}/>',
        f"<summary>{_text(one.summary)}</summary>",
        "</entry>",
    )


def _name(about: str) -> str:
    """The identifier of something, the same in every feed and every run."""
    return f"urn:uuid:{uuid.uuid5(_SPACE, about.encode('utf-8', 'backslashreplace').decode())}"


def _moment(day: str) -> str:
    """The beginning of a day in Beijing, where gazettes are read."""
    return f"{day}T00:00:00+08:00"


def _text(text: str) -> str:
    return escape(visible(text))
