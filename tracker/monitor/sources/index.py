"""List pages in HTML: rows recognised from the address alone, paging, issues and what they hold."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Final

from tracker.language.patterns import regex
from tracker.messages import said
from tracker.monitor.sources.entries import category_of, entries_of
from tracker.monitor.sources.listed import Listed, Listing, Refusal
from tracker.monitor.sources.markup import Node, attribute, squeezed, text_of, tight, tree_of, visible_lines
from tracker.monitor.sources.paging import next_requests, pages_said
from tracker.monitor.sources.row_words import issue_in
from tracker.monitor.sources.rows import FILE, Row, address_of, rows_of

DRAWN: Final = regex(
    r"ng-repeat|ng-app|v-for=|id=[\"'](?:app|root|__nuxt|__next)[\"']|\$\.(?:ajax|post|get|getJSON)\b|axios|XMLHttpRequest|fetch\(|"
    r"channelId|channelCode|\.jpage\(|createApp|new Vue|React|layui|datacall|api-gateway",
)
"""Signs that a page's list is drawn by a script."""
_WHOLE_ISSUE: Final = regex(r"PDF|pdf|全文|整本|整期|本期|电子版|下载")


def read_index(text: str, url: str, *, selector: str | None = None, page: int = 1) -> Listing:
    """The list on a page, or the refusal of one that shows none; never a guess."""
    root = tree_of(text)
    if root is None:
        return Listing(family="index", how="", refusal=Refusal(kind="content", what="the page holds no element"))
    rows = rows_of(root, url, selector)
    year = issue_year(root)
    entries = entries_of(rows, year=None)
    if not entries:
        return Listing(family="index", how="", refusal=refusal_of(text, url), lines=line_digests(root))
    how = said("list page: {count} rows in {place}", count=len(entries), place=place_of(rows))
    return Listing(
        family="index",
        how=how,
        entries=tuple(_with_year(entry, year) for entry in entries),
        follow=next_requests(root, text, url, page),
        pages=pages_said(text),
        lines=line_digests(root),
    )


def read_issue_page(text: str, url: str, *, selector: str | None = None) -> Listing:
    """The page of an issue: its documents under their headings, and the file of the whole issue."""
    root = tree_of(text)
    if root is None:
        return Listing(family="issue", how="", refusal=Refusal(kind="content", what="the page holds no element"))
    file = _issue_file(root, url)
    rows = [
        row for row in rows_of(root, url, selector, all_groups=True) if row.url != file and not FILE.search(row.url)
    ]
    entries = [
        replace(entry, category=category_of(row.element))
        for row, entry in zip(rows, entries_of(rows), strict=True)
        if entry.kind != "issue"
    ]
    return Listing(
        family="issue",
        how=said("page of an issue: {count} documents", count=len(entries)),
        entries=tuple(entries),
        issue_file=file,
        lines=line_digests(root),
    )


def _issue_file(root: Node, url: str) -> str | None:
    """The file of the whole issue: a link to one that says so."""
    for link in root.css("a"):
        address = address_of(link, url)
        if address and FILE.search(address) and _WHOLE_ISSUE.search(attribute(link, "title") + text_of(link)):
            return address
    return None


def issue_year(root: Node) -> int | None:
    """The year that the page's own heading names."""
    for tag in ("h1", "h2", "title"):
        node = root.css_first(tag)
        found = re.search(r"((?:19|20)\d\d)年", text_of(node)) if node is not None else None
        if found:
            return int(found[1])
    return None


def _with_year(entry: Listed, year: int | None) -> Listed:
    return replace(entry, year=year) if entry.kind == "issue" and entry.year is None and year else entry


def place_of(rows: tuple[Row, ...]) -> str:
    """Where the rows stand, as a selector that a person can put into ``links``."""
    parts = []
    for part in rows[0].signature.split(">")[:3] if rows else ():
        tag, _, rest = part.partition(".")
        name, _, ident = rest.partition("#")
        parts.append(tag + "".join(f".{word}" for word in name.split()) + (f"#{ident}" if ident else ""))
    selector = " > ".join(reversed(parts))
    return selector if selector.rpartition(" ")[2] == "a" else f"{selector} a"


def refusal_of(text: str, url: str) -> Refusal:
    """Why a page shows no list, with the remedy."""
    if DRAWN.search(text):
        return Refusal(
            kind="content", what="the list is drawn by a script: the page itself holds none", do=_remedy(text, url)
        )
    return Refusal(
        kind="empty-list",
        what="the page shows no list of documents",
        do='give the address of the list itself, or its links in `links = "CSS selector"`',
    )


def _remedy(text: str, url: str) -> str:
    from tracker.monitor.sources.endpoints import suggested_endpoint

    known = suggested_endpoint(text, url)
    if known:
        return f'give its endpoint: kind = "api", url = "{known}"'
    return (
        'give its endpoint: kind = "api" and as url the address that the script asks for (in a browser: '
        "developer tools, network, XHR)"
    )


def line_digests(root: Node) -> tuple[str, ...]:
    """Digests of the visible lines: by them a list served in place of an article is known."""
    return tuple(
        hashlib.sha256(line.encode("utf-8", "replace")).hexdigest()[:12] for line in visible_lines(root)[:2_000]
    )


def heading_of(root: Node) -> str:
    """The first heading of a page, else its title."""
    for tag in ("h1", "h2", "title"):
        node = root.css_first(tag)
        if node is not None and tight(text_of(node)):
            return squeezed(text_of(node))
    return ""


def is_issue_heading(root: Node) -> bool:
    """Whether a page's heading names an issue: it lists what the issue holds."""
    return any(issue_in(text_of(node)) is not None for node in root.css("h1, h2, h3, title")[:6])
