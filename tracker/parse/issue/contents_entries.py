"""One entry of a contents list: its title, its document number, its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.marks import BLANK
from tracker.language.numbers_of_documents import (
    SERIAL,
    SESSION_NUMBER,
    YEAR_NUMBER,
    decree_at_start,
    decree_line,
    doc_numbers,
    number_line,
    session_number,
)
from tracker.language.numerals import NUMERAL, ordinal_value
from tracker.language.patterns import regex
from tracker.model import ContentsEntry
from tracker.parse.issue.decrees import decree_head
from tracker.parse.issue.joined_title import join_title

NUMBER_AT_END = regex(
    rf"[(（]([^()（）]*?{SERIAL.pattern}|[^()（）]*令{BLANK}*[(（]?第{BLANK}*\d+{BLANK}*号|[^()（）]*{SESSION_NUMBER.pattern}|[^()（）]*{YEAR_NUMBER.pattern}){BLANK}*[)）]*$|"
    rf"(?<=\s)((?:[\u4e00-\u9fff]{{1,16}}){SERIAL.pattern}|[\u4e00-\u9fff]*令{BLANK}*第{BLANK}*\d+{BLANK}*号|{YEAR_NUMBER.pattern}){BLANK}*$"
)
"""A document number at the end of an entry, in brackets or after a blank."""

_PAGE_AT_START = regex(rf"[(（]{BLANK}*(\d{{1,3}}){BLANK}*[)）]{BLANK}*")


def read_entry(text: str, section: str | None, page: int | None) -> ContentsEntry:
    """One entry from its lines: the title, the document number in brackets at its end or before it, the page."""
    flat = text.strip()
    number: str | None = None
    above, _, below = flat.partition("\n")
    if below and (number := number_line(above)):  # the number on a line of its own above its title
        return ContentsEntry(title=join_title(below), doc_number=number, page=page, section=section)
    if page is None and (first := _PAGE_AT_START.match(flat)):
        page, flat = int(first[1]), flat[first.end() :]
    if match := NUMBER_AT_END.search(flat.replace("\n", " ")):  # a number may be wrapped too
        printed = match[0].strip().strip("()（）") if "届" not in match[0] else match[0]
        numbers = doc_numbers(printed)
        number = numbers[0][0] if numbers else session_number(printed) or "".join(printed.split())
        flat = flat[: match.start()]
    elif decree := decree_at_start(flat.replace("\n", " ")):
        number, flat = decree
    return ContentsEntry(title=join_title(flat), doc_number=number, page=page, section=section)


_ORDINAL = regex(rf"({NUMERAL}){BLANK}*[.．、]{BLANK}*(?=[\u4e00-\u9fff《])")


def without_ordinals(entries: Sequence[ContentsEntry]) -> list[ContentsEntry]:
    """The entries without the numbers before them, where every one is numbered in turn: 1.某市…, 2.某局…."""
    marks = [_ORDINAL.match(entry.title) for entry in entries]
    places = [ordinal_value(mark[1]) for mark in marks if mark]
    if len(entries) < _FEWEST_NUMBERED or places != list(range(1, len(entries) + 1)):
        return list(entries)
    return [replace(entry, title=entry.title[mark.end() :]) for entry, mark in zip(entries, marks, strict=True) if mark]


_FEWEST_NUMBERED = 2


def merged(entries: Sequence[ContentsEntry]) -> Iterator[ContentsEntry]:
    """The entries, a decree and what it decrees as one: 某市人民政府令（第9号）, and 某某办法 below on its page."""
    decree: ContentsEntry | None = None
    for entry in entries:
        if decree is not None and entry.doc_number is None and _decreed_by(decree, entry):
            yield replace(entry, doc_number=decree.doc_number, page=decree.page)
            decree = None
            continue
        if decree is not None:
            yield decree
        number = _decree(entry)
        decree = replace(entry, doc_number=number) if number else None
        if decree is None:
            yield entry
    if decree is not None:
        yield decree


def _decree(entry: ContentsEntry) -> str | None:
    """The number of a decree that an entry names and nothing more: 某市人民政府令第9号, 某部令（2023年第7号）."""
    if entry.doc_number is None:
        return decree_line(entry.title)
    dated = entry.title.endswith("令") and decree_head(entry.title) and YEAR_NUMBER.fullmatch(entry.doc_number)
    return entry.title + entry.doc_number if dated else None


def _decreed_by(decree: ContentsEntry, entry: ContentsEntry) -> bool:
    """Whether an entry is what the decree before it decrees: a text of some kind, on its page or the next.

    An order that appoints decrees nothing; a list of appointments behind it is a document of its own.
    """
    if kind_of(entry.title) == NO_KIND:
        return False
    return decree.page is None or entry.page is None or 0 <= entry.page - decree.page <= 1
