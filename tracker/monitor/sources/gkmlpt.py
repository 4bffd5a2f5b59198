"""The directory platform of Guangdong (gkmlpt) and its static files (NFCMS ``/postmeta``)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tracker.language.patterns import regex
from tracker.messages import said
from tracker.monitor.answers import Request
from tracker.monitor.sources.json_fields import entry_of, moment_of
from tracker.monitor.sources.listed import Listed, Listing, Refusal
from tracker.monitor.sources.markup import unescaped
from tracker.monitor.web_addresses import identity, joined

_SID: Final = regex(r"""SID['"]?\s*:\s*['"]?(\w{1,20})""")
_API: Final = regex(r"/gkmlpt/api/all/(\d+)")
_COLUMN: Final = regex(r"#/?(\d{1,10})")
_DETAIL: Final = regex(r"DETAIL['\"]?\s*:\s*")
_POSTMETA: Final = regex(r"/postmeta/i/(\d+)\.json")
NEWEST_COLUMNS: Final = 3
MOST_PAGES: Final = 200


def is_gkmlpt_page(text: str) -> bool:
    """Whether a page is the shell of the platform: its configuration has the site's SID and the tree of columns."""
    return "_CONFIG" in text and bool(_SID.search(text)) and "TREE" in text


def read_gkmlpt_page(text: str, url: str) -> Listing:
    """The request for the list of a shell's column: that of the address's fragment, else everything (column 0)."""
    sid = _SID.search(text)
    column = _COLUMN.search(url[url.find("#") :] if "#" in url else "")
    number = column[1] if column else "0"
    start = urlsplit(url).path.find("/gkmlpt")
    prefix = urlsplit(url).path[: max(0, start)]
    address = joined(url, f"{prefix}/gkmlpt/api/all/{number}?page=1&sid={sid[1] if sid else ''}")
    name = _column_name(text, int(number))
    return Listing(
        family="gkmlpt",
        how=said(
            "gkmlpt: column {column}, SID {sid}, from the page's _CONFIG",
            column=f"{number} {name}".rstrip(),
            sid=sid[1] if sid else "?",
        ),
        instead=(Request(url=address or url, family="gkmlpt"),),
    )


def _column_name(text: str, number: int) -> str:
    found = re.search(rf"""['"]?id['"]?\s*:\s*{number}\s*,\s*['"]?name['"]?\s*:\s*['"]([^'"]{{1,40}})['"]""", text)
    return found[1] if found else ""


def is_gkmlpt_list(url: str, value: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether a JSON answer is a list of the platform."""
    return isinstance(value, dict) and "articles" in value and bool(_API.search(url))


def read_gkmlpt_list(value: Mapping[str, Any], url: str) -> Listing:
    """A page of a column's list; it ends with an empty one. Page 0 is page 1."""
    articles = value.get("articles")
    if not isinstance(articles, list):
        return Listing(family="gkmlpt", how="", refusal=Refusal(kind="content", what="articles is no list"))
    entries = [_entry(one, url) for one in articles if isinstance(one, dict)]
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    page = max(1, int(query["page"])) if query.get("page", "").isdecimal() else 1
    total = value.get("total")
    follow: tuple[Request, ...] = ()
    if articles and page < MOST_PAGES:
        following = urlunsplit((*parts[:3], urlencode({**query, "page": str(page + 1)}), ""))
        follow = (Request(url=following, family="gkmlpt", page=page + 1),)
    return Listing(
        family="gkmlpt",
        how=said(
            "gkmlpt: {count} of {total} entries", count=len(entries), total=total if isinstance(total, int) else "?"
        ),
        entries=_each_once(entry for entry in entries if entry),
        follow=follow,
    )


def _entry(record: Mapping[str, Any], url: str) -> Listed | None:
    return entry_of(record, url)


def _each_once(entries: Any) -> tuple[Listed, ...]:  # noqa: ANN401 - an iterable
    """Each address once: a document returns under another id."""
    found: dict[str, Listed] = {}
    for entry in entries:
        found.setdefault(identity(entry.url), entry)
    return tuple(found.values())


def embedded_text(page: str) -> str | None:
    """The text of a document that its page holds as JSON (``DETAIL.content``), as HTML."""
    found = _DETAIL.search(page)
    if found is None or page[found.end() : found.end() + 1] != "{":
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(page, found.end())
    except ValueError:
        content = re.search(r"""['"]?content['"]?\s*:\s*(['"])((?:\\.|(?!\1).)*)\1""", page[found.end() :], re.DOTALL)
        return unescaped(content[2]) if content else None
    text = value.get("content") if isinstance(value, dict) else None
    return text if isinstance(text, str) and text.strip() else None


# --- static files -----------------------------------------------------------------------------------------------------


def is_postmeta(url: str, value: Any) -> bool:  # noqa: ANN401
    """Whether a JSON answer is a column of NFCMS."""
    return isinstance(value, dict) and bool(_POSTMETA.search(url)) and ("articles" in value or "children" in value)


def read_postmeta(value: Mapping[str, Any], url: str) -> Listing:
    """A column: its articles, or its newest columns (years, issues) that hold them. ``date`` is the document's own."""
    entries = []
    for record in value.get("articles") or ():
        entry = entry_of(record, url) if isinstance(record, dict) else None
        if entry is not None:
            published = moment_of(record.get("display_publish_time") or record.get("created_at"))
            entries.append(_signed(entry, record, published))
    columns = [one for one in value.get("children") or () if isinstance(one, dict) and "id" in one]
    newest = sorted(columns, key=_place, reverse=True)[:NEWEST_COLUMNS]
    requests = tuple(
        Request(url=_POSTMETA.sub(f"/postmeta/i/{one['id']}.json", url), family="postmeta")
        for one in newest
        if str(one["id"]).isdecimal()
    )
    return Listing(
        family="postmeta",
        how=said("NFCMS: {articles} articles, {columns} columns below", articles=len(entries), columns=len(columns)),
        entries=_each_once(entries),
        instead=requests,
    )


def _place(column: Mapping[str, Any]) -> tuple[tuple[int, ...], str]:
    """Where a column stands among its neighbours, by the numbers in its name: 第2期 before 第12期."""
    name = str(column.get("name", ""))
    return tuple(int(number) for number in re.findall(r"\d{1,6}", name)), name


def _signed(entry: Listed, record: Mapping[str, Any], published: str | None) -> Listed:
    from dataclasses import replace

    own = moment_of(record.get("date"))
    return replace(entry, date=published, signed=own)
