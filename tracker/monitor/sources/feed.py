"""RSS 2.0, RSS 1.0 and Atom, read as they come: bare ampersands, titles escaped twice, days in any notation.

A feed holds the newest entries only: one that leaves it is not withdrawn. Its identity is the entry's own (guid, id),
for links carry ``?from=rss``; order is by day, because feeds are not in order; ``updated`` moves without a change.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tracker.language.dates import BEIJING
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.monitor.sources.listed import Listed, Listing, Refusal
from tracker.monitor.sources.markup import plain
from tracker.monitor.sources.row_words import as_issue, cleaned_title, day_in, issue_in, number_in
from tracker.monitor.sources.rows import FILE
from tracker.monitor.web_addresses import joined

_FEED: Final = regex(r"<(?:rss|rdf:RDF|feed)\b", re.IGNORECASE)
_END: Final = regex(r"</(?:rss|rdf:RDF|feed)\s*>", re.IGNORECASE)
_ENTRY: Final = regex(r"<(item|entry)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_BASE: Final = regex(r"""<feed\b[^>]*xml:base\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_CDATA: Final = regex(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_COMMENT: Final = regex(r"<!--.*?-->", re.DOTALL)
_LINK: Final = regex(r"<(?:\w+:)?link\b([^>]*)/?>", re.IGNORECASE)
_ENCLOSURE: Final = regex(r"<(?:\w+:)?enclosure\b([^>]*)/?>", re.IGNORECASE)
_ATTRIBUTE: Final = regex(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_DAYS: Final = ("pubDate", "dc:date", "published", "issued", "date", "updated")
_TRACKING: Final = regex(r"^(?:utm_\w+|spm|from|ref|source)$", re.IGNORECASE)


def is_feed(text: str) -> bool:
    """Whether a text is a feed."""
    return bool(_FEED.search(text[:2_000]))


def read_feed(text: str, url: str) -> Listing:
    """The entries of a feed, newest first, each once."""
    if not _END.search(text[-2_000:]):
        cut = Refusal(kind="incomplete", what="the feed is cut off: its end is missing")
        return Listing(family="feed", how="", refusal=cut)
    base = _BASE.search(text[:4_000])
    home = joined(url, base[1]) if base else url
    bare = _COMMENT.sub("", text)
    found = [entry for item in _ENTRY.finditer(bare) if (entry := _entry(item[2], home or url)) is not None]
    if not found:
        kind = Refusal(kind="empty-list", what="the feed has no entries", do="open it in a browser")
        return Listing(family="feed", how="", refusal=kind)
    distinct: dict[str, Listed] = {}
    for entry in found:
        distinct.setdefault(entry.key or entry.url, entry)
    dated = sorted(distinct.values(), key=lambda entry: entry.date or "", reverse=True)
    return Listing(family="feed", how=said("feed: {count} entries", count=len(dated)), entries=tuple(dated))


def _entry(item: str, base: str) -> Listed | None:
    title = cleaned_title(plain(_content(item, "title") or ""))
    guid = html.unescape(_content(item, "guid") or _content(item, "id") or "").strip()
    address = joined(base, _address(item) or (guid if guid.startswith("http") else ""))
    if not title or address is None:
        return None
    address = _without_tracking(address)
    entry = Listed(
        url=address,
        title=title,
        date=next((day for name in _DAYS if (day := _day(_content(item, name)))), None),
        attachments=_enclosed(item, base),
        doc_number=number_in(_content(item, "description") or "") if "号" in title else None,
        kind="file" if FILE.search(address) else "document",
        key=guid or None,
    )
    return as_issue(entry, issue_in(title))


def _enclosed(item: str, base: str) -> tuple[str, ...]:
    """The addresses of the files that an entry carries."""
    files = [dict(_ATTRIBUTE.findall(tag)).get("url", "") for tag in _ENCLOSURE.findall(item)]
    return tuple(whole for file in files if (whole := joined(base, html.unescape(file))))


def _content(item: str, name: str) -> str | None:
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}\s*>", item, re.DOTALL | re.IGNORECASE)
    if found is None:
        return None
    cdata = _CDATA.search(found[1])
    return cdata[1] if cdata else found[1]


def _address(item: str) -> str:
    """The link of an entry: the text of RSS's, the alternate one of Atom's."""
    text = _content(item, "link")
    if text and text.strip():
        return html.unescape(text).strip()
    links = [dict(_ATTRIBUTE.findall(tag)) for tag in _LINK.findall(item)]
    chosen = [link for link in links if link.get("rel", "alternate") == "alternate" and link.get("href")]
    return html.unescape(chosen[0]["href"]) if chosen else ""


def _without_tracking(url: str) -> str:
    parts = urlsplit(url)
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
    ]
    if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)):
        return url
    return urlunsplit((*parts[:3], urlencode(kept), ""))


def _day(text: str | None) -> str | None:
    """The day in Beijing of a date of RFC 822, of ISO 8601, or in Chinese."""
    if not text:
        return None
    words = plain(text)
    if re.match(r"[A-Za-z]{3,9},?\s|\d{1,2}\s+[A-Za-z]{3}", words):
        try:
            moment = parsedate_to_datetime(words)
        except (TypeError, ValueError):
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(BEIJING).date().isoformat()
    if re.search(r"T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$", words):
        try:
            return datetime.fromisoformat(words).astimezone(BEIJING).date().isoformat()
        except ValueError:
            return day_in(words)
    return day_in(words)
