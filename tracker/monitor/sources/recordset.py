"""Hanweb's jpage: records of HTML in ``<datastore>``, in a script of the page or from ``dataproxy.jsp``; and jpaas.

``?pageNum=2`` never turns a page of these; ``<nextgroup>`` or the proxy's address does. On some sites the proxy's
parameters are encrypted and page 2 is empty: an empty set ends the list and is no error.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final
from urllib.parse import urlencode

from tracker.language.patterns import regex
from tracker.messages import said
from tracker.monitor.answers import Request
from tracker.monitor.sources.entries import entries_of
from tracker.monitor.sources.listed import Listed, Listing, Refusal
from tracker.monitor.sources.markup import attribute, tree_of
from tracker.monitor.sources.rows import rows_of
from tracker.monitor.web_addresses import identity, joined

_RECORD: Final = regex(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL | re.IGNORECASE)
_NEXT: Final = regex(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL | re.IGNORECASE)
_HREF: Final = regex(r"""href\s*=\s*["']([^"']{1,600})["']""", re.IGNORECASE)
_CALL: Final = regex(r"\.jpage\(\s*\{(.{1,2000}?)\}\s*\)", re.DOTALL)
_SETTING: Final = regex(r"""(\w+)\s*:\s*['"]?([^'",}\s]{1,200})""")
_DEBRIS: Final = regex(r"<(li|tr|dd)\s[^<>]*?style\s*=\s*<br\s*/?>", re.IGNORECASE)
_TOTAL: Final = regex(r"<totalpage>\s*(\d{1,5})", re.IGNORECASE)
_PAGE: Final = regex(r"([?&]page=)(\d{1,5})")
_PAGES: Final = regex(r"""(count|rows|pageNo)\s*=\s*["']?(\d{1,7})""", re.IGNORECASE)


def has_records(text: str) -> bool:
    """Whether a page or an answer holds a record set, plain or with its signs escaped."""
    return "<recordset" in text or "&lt;recordset" in text or "&amp;lt;recordset" in text


def read_recordset(text: str, url: str, page: int = 1) -> Listing:
    """The entries of a record set and the request for the next one."""
    for _ in range(2):
        if "<recordset" not in text:
            text = html.unescape(text)
    start = text.find("<datastore")
    store = text[max(0, start) : text.find("</datastore>", start) + 12] if start >= 0 else text
    fragments = [_DEBRIS.sub(r"<\1>", record) for record in _RECORD.findall(store)]
    entries = tuple(entry for fragment in fragments if (entry := entry_of_fragment(fragment, url)) is not None)
    following = _following(store, text, url, page) if entries else None
    total = _TOTAL.search(store)
    return Listing(
        family="recordset",
        how=said("Hanweb record set: {count} records", count=len(entries)),
        entries=entries,
        follow=(following,) if following else (),
        pages=int(total[1]) if total else None,
    )


def entry_of_fragment(fragment: str, url: str) -> Listed | None:
    """The entry in a fragment of HTML, one row."""
    rows = (
        fragment
        if re.match(r"\s*<(?:li|tr|dd|div|p|dl|ul|table)\b", fragment, re.IGNORECASE)
        else f"<li>{fragment}</li>"
    )
    body = f"<table>{rows}</table>" if re.match(r"\s*<tr", rows, re.IGNORECASE) else f"<ul>{rows}</ul>"
    root = tree_of(f"<html><body>{body}</body></html>")
    found = rows_of(root, url, "a") if root is not None else ()
    entries = entries_of(found)
    return max(entries, key=lambda entry: len(entry.title), default=None)


def _following(store: str, text: str, url: str, page: int) -> Request | None:
    """The next set: what ``nextgroup`` names, else the proxy that the page's script calls."""
    group = _NEXT.search(store)
    link = _HREF.search(html.unescape(group[1])) if group else None
    total = _TOTAL.search(store)
    if total and page >= int(total[1]):
        return None
    if link:
        address = joined(url, link[1])
        return (
            Request(url=address, family="recordset", page=page + 1)
            if address and identity(address) != identity(url)
            else None
        )
    call = _CALL.search(text)
    if call:
        return _by_proxy(dict(_SETTING.findall(call[1])), url, page)
    turned = _PAGE.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", url)
    return Request(url=turned, family="recordset", page=page + 1) if turned != url else None


def _by_proxy(settings: dict[str, str], url: str, page: int) -> Request | None:
    records, per_page = settings.get("totalRecord", ""), settings.get("perPage", "")
    if not (settings.get("proxyUrl") and settings.get("columnid") and per_page.isdecimal()):
        return None
    if records.isdecimal() and page * int(per_page) >= int(records):
        return None
    query = urlencode(
        {
            "page": page + 1,
            "appid": settings.get("appid", "1"),
            "webid": settings.get("webid", "1"),
            "path": settings.get("path", "/"),
            "columnid": settings["columnid"],
            "unitid": settings.get("unitid", ""),
            "permissiontype": settings.get("permissiontype", "0"),
            "perpage": per_page,
        },
        safe="/",
    )
    address = joined(url, f"{settings['proxyUrl']}?{query}")
    return Request(url=address, family="recordset", page=page + 1) if address else None


# --- jpaas build/unit -------------------------------------------------------------------------------------------------


def unit_request(text: str, url: str) -> Request | None:
    """The request of a page whose list is a unit of jpaas: ``script[querydata]``, a dictionary in single quotes."""
    if "querydata" not in text.lower():
        return None
    root = tree_of(text)
    for script in root.css("[querydata]") if root is not None else ():
        data, address = attribute(script, "querydata"), joined(url, attribute(script, "url"))
        pairs = tuple(re.findall(r"""['"](\w+)['"]\s*:\s*['"]([^'"]*)['"]""", data))
        if address and pairs and "build/unit" in address:
            return Request(url=f"{address}?{urlencode(pairs)}", family="unit", context=(("page", url),))
    return None


def read_unit(value: Any, url: str, request: Request) -> Listing:  # noqa: ANN401 - JSON
    """The fragment of HTML that a unit is, and the request for the next one where its pager has more pages."""
    data = value.get("data") if isinstance(value, dict) else None
    fragment = data.get("html") if isinstance(data, dict) else data
    if not isinstance(fragment, str):
        return Listing(family="unit", how="", refusal=Refusal(kind="content", what="the unit has no data.html"))
    page_url = dict(request.context).get("page", url)
    root = tree_of(f"<html><body>{fragment}</body></html>")
    rows = rows_of(root, page_url) if root is not None else ()
    entries = entries_of(rows)
    pager = {name.lower(): int(number) for name, number in _PAGES.findall(fragment)}
    rows_a_page = pager.get("rows", 0)
    pages = -(-pager["count"] // rows_a_page) if rows_a_page and "count" in pager else None
    follow: tuple[Request, ...] = ()
    if entries and pages and request.page < pages:
        turn = urlencode({"paramJson": json.dumps({"pageNo": request.page + 1, "pageSize": rows_a_page})})
        base = re.sub(r"&paramJson=[^&]*", "", url)
        follow = (Request(url=f"{base}&{turn}", family="unit", page=request.page + 1, context=request.context),)
    return Listing(
        family="unit",
        how=said("jpaas build/unit: {count} rows", count=len(entries)),
        entries=entries,
        follow=follow,
        pages=pages,
    )
