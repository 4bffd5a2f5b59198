"""Rows of a list as entries: the whole title, the day of publication, the number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.language.patterns import regex
from tracker.monitor.sources.labels import published_and_signed
from tracker.monitor.sources.listed import Listed
from tracker.monitor.sources.markup import Node, ancestors, attribute, plain, text_of, tight, visible_lines
from tracker.monitor.sources.row_words import (
    COMMAND,
    PINNED,
    as_issue,
    cleaned_title,
    day_in,
    day_in_address,
    is_cut,
    issue_in,
    number_in,
    short_day,
    uncut,
    without_days,
    without_number,
    year_in_address,
)
from tracker.monitor.sources.rows import FILE, Row

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong", "b")
_REMARK: Final = regex(r"索\s*引\s*号.*$|发文字号.*$|文\s*号[:：].*$")
_LONGEST_HEADING: Final = 20


def entries_of(rows: Sequence[Row], *, year: int | None = None) -> tuple[Listed, ...]:
    """The entries of the rows of a page; ``year`` is the one that the page itself is of, where it says so."""
    newest = year or _newest_year(rows)
    return tuple(_entry(row, newest) for row in rows)


def _newest_year(rows: Sequence[Row]) -> int | None:
    years = [int(day[:4]) for row in rows if (day := day_in(row.words) or day_in_address(row.url))]
    years += [year for row in rows if (year := year_in_address(row.url))]
    return max(years, default=None)


def _entry(row: Row, newest: int | None) -> Listed:
    title, number = without_number(_title(row))
    around = row.words.replace(title, " ", 1) if title in row.words else row.words
    issue = issue_in(title)
    if issue is not None and issue.year is None:
        issue = issue_in(title, _words_above(row))
    is_file = bool(FILE.search(row.url))
    day, signed = _days(row, around, newest)
    entry = Listed(
        url=row.url,
        title=uncut(title),
        is_cut=is_cut(title),
        date=day,
        signed=signed,
        doc_number=None if issue else number or number_in(around.replace(uncut(title), " ")),
        kind="file" if is_file else "document",
        attachments=(row.url,) if is_file else (),
        category=None,
        pinned=bool(PINNED.search(around)),
    )
    return as_issue(entry, issue)


def _title(row: Row) -> str:
    """The title: the link's own ``title`` where it says more than its text, else the text.

    The text is often cut; the attribute is sometimes one for all (点击查看), and then shares nothing with the text.
    """
    shown = cleaned_title(_shown(row.link))
    full = cleaned_title(plain(attribute(row.link, "title")))
    if COMMAND.fullmatch(tight(shown)):
        return full if full and not COMMAND.fullmatch(tight(full)) else _said_beside(row, shown)
    bare, said = tight(uncut(shown)), tight(full)
    if full and (not bare or bare in said or (len(bare) > 3 and said.startswith(bare[:4]))):  # noqa: PLR2004
        return full
    if full and said in bare and len(said) > 5:  # noqa: PLR2004
        return full
    return shown or full


def _said_beside(row: Row, command: str) -> str:
    """The title of a row whose link is a command (下载): the longest of the other parts, or all of its words."""
    parts = [tight(without_days(part)) for part in visible_lines(row.element)]
    named = [part for part in parts if part and not COMMAND.fullmatch(part)]
    return cleaned_title(max(named, key=len, default=without_days(row.words.replace(command, " "))))


def _shown(link: Node) -> str:
    """The text of a link without day and index number; of a link around a whole row the heading in it."""
    for tag in ("h1", "h2", "h3", "h4", "h5", "p"):
        inner = link.css_first(tag)
        if inner is not None and tight(text_of(inner)):
            return without_days(text_of(inner))
    text = text_of(link)
    bare = _REMARK.sub("", without_days(text))
    return bare if tight(bare) else text


def _words_above(row: Row) -> str:
    """The heading above a row: 2025年 over the issues of a year."""
    before = row.element.prev
    for _ in range(400):
        if before is None:
            break
        if before.is_element_node and before.tag in _HEADINGS:
            return text_of(before)
        before = before.prev
    return ""


def category_of(element: Node) -> str | None:
    """The heading under which an entry stands on the page of an issue: 省政府文件, 部门文件."""
    for tag in ("h2", "h3", "h4", "dt"):
        inner = element.css_first(tag)
        if inner is not None and inner.css_first("a") is None and tight(text_of(inner)):
            return text_of(inner)
    node = element
    for above in (element, *ancestors(element)):
        node = above
        before = node.prev
        for _ in range(400):
            if before is None:
                break
            if before.is_element_node and before.tag in _HEADINGS:
                words = text_of(before)
                return words if 0 < len(words) <= _LONGEST_HEADING else None
            before = before.prev
        if above.tag in {"body", "html"}:
            break
    return None


def _days(row: Row, around: str, newest: int | None) -> tuple[str | None, str | None]:
    """The day of publication, and the document's own where a label tells it.

    Publication is what the row says, else what the address says; a day without year is of the newest.
    """
    whole, signed = published_and_signed(around)
    if not whole:
        attributed = day_in(attribute(row.link, "date"))
        joined, signed_joined = published_and_signed(tight(around))
        whole, signed = attributed or joined, signed or signed_joined
    if whole:
        return whole, signed
    short = short_day(around)
    year = newest or year_in_address(row.url)
    if short and year:
        own = year_in_address(row.url)
        try:
            return date(own or year, *short).isoformat(), signed
        except ValueError:
            return None, signed
    return day_in_address(row.url), signed
