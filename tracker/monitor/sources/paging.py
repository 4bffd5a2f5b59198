"""Where the next page of a list is, in the forms that content systems have.

TRS: ``createPageHTML(3, 0, "index", "html")`` says pages, the current one from 0, and the name; some call it with
records first. Its second page is ``index_1``; others count from ``index_2``. The first that answers is taken, and a
page whose entries are all known is the end: a site may answer ``?page=2`` with page 1 again.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from tracker.language.patterns import regex
from tracker.monitor.answers import Request
from tracker.monitor.sources.markup import Node, attribute, text_of, tight
from tracker.monitor.sources.rows import address_of
from tracker.monitor.web_addresses import host_of, identity

_CALL: Final = regex(
    r"""create_?page(?:HTML)?\w*\s*\(\s*((?:['"]?\d+['"]?\s*,\s*){1,4})['"]([\w./-]{1,80})['"]\s*,\s*['"](\w{1,8})['"]""",
    re.IGNORECASE,
)
_COUNT: Final = regex(
    r"""(?:countPage|totalPages?|pageCount|page_count|totalpage)['"]?\s*[:=]\s*['"]?(\d{1,5})""", re.IGNORECASE
)
_CURRENT: Final = regex(r"""(?:currentPage|curPage|current|pageIndex)['"]?\s*[:=]\s*['"]?(\d{1,5})""", re.IGNORECASE)
_PAGER: Final = regex(
    r"""prefix['"]?\s*:\s*['"]([\w./-]{1,80})['"].{0,200}?suffix['"]?\s*:\s*['"]\.?(\w{1,8})['"]""", re.DOTALL
)
_NEXT: Final = regex(r"下一?[页頁]|后一?页|next|[>›»]|&gt;", re.IGNORECASE)
_STEM: Final = regex(r"^(?P<stem>.*?)(?:_(?P<number>\d{1,5}))?\.(?P<suffix>s?html?|jsp|aspx?|php)$", re.IGNORECASE)
MOST_PAGES: Final = 2_000


def pages_said(text: str) -> int | None:
    """How many pages a list says it has."""
    call = _CALL.search(text)
    if call:
        numbers = _numbers(call)
        return numbers[0] if len(numbers) < 3 else numbers[1]  # noqa: PLR2004 - records come first
    count = _COUNT.search(text)
    return int(count[1]) if count else None


def next_requests(root: Node, text: str, url: str, page: int) -> tuple[Request, ...]:
    """The candidates for the page after number ``page`` of a list, most likely first; none where it is the last."""
    addresses = _said(text, url, page)
    if addresses is None:
        linked = _linked(root, url)
        addresses = [linked] if linked else []
    distinct = {identity(address): address for address in addresses if identity(address) != identity(url)}
    return tuple(Request(url=address, family="index", page=page + 1) for address in distinct.values())


def _said(text: str, url: str, page: int) -> list[str] | None:
    """What a script says; ``None`` where none says anything."""
    call = _CALL.search(text)
    if call:
        numbers = _numbers(call)
        pages = numbers[0] if len(numbers) < 3 else numbers[1]  # noqa: PLR2004
        current = numbers[-1] if len(numbers) > 1 else page - 1
        return _numbered(url, call[2], call[3], page) if page < min(pages, MOST_PAGES) and current < pages else []
    count = _COUNT.search(text)
    if count is None:
        return None
    if page >= min(int(count[1]), MOST_PAGES):
        return []
    pager = _PAGER.search(text)
    stem = _STEM.match(urlsplit(url).path.rpartition("/")[2] or "index.html")
    if pager:
        return _numbered(url, pager[1], pager[2], page)
    return _numbered(url, stem["stem"], stem["suffix"], page) if stem else None


def _numbers(call: re.Match[str]) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", call[1])]


def _numbered(url: str, stem: str, suffix: str, page: int) -> list[str]:
    """``index_1`` for page 2, else ``index_2``; on a later page the count that the page itself is under goes on."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    own = _STEM.match(name)
    numbers = [int(own["number"]) + 1] if own and own["number"] and page > 1 else [page, page + 1]
    return [
        urlunsplit((parts.scheme, parts.netloc, f"{folder}/{stem.rpartition('/')[2]}_{number}.{suffix}", "", ""))
        for number in numbers
    ]


def _linked(root: Node, url: str) -> str | None:
    """Where a link 下一页 leads."""
    marked = root.css_first('link[rel="next"]')
    links = [*([marked] if marked is not None else []), *root.css("a")]
    for link in links:
        words = tight(attribute(link, "title") or text_of(link))
        if link.tag == "link" or attribute(link, "rel") == "next" or (len(words) <= 5 and _NEXT.fullmatch(words)):  # noqa: PLR2004
            address = address_of(link, url) if link.tag == "a" else None
            if address and host_of(address) == host_of(url):
                return address
    return None
