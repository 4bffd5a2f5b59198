"""The contents list (目录) of an issue or a compilation: sections, titles, document numbers, pages, English titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tracker.language.dates import YEAR
from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.marks import BLANK, BLANK_SIGNS
from tracker.language.numbers_of_documents import decree_line, number_line
from tracker.language.numerals import HAN_NUMBER, NUMERAL
from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.model import ContentsEntry
from tracker.parse.issue.contents_entries import NUMBER_AT_END, merged, read_entry, without_ordinals
from tracker.parse.issue.contents_sections import SECTION, section_name
from tracker.parse.issue.plain_contents import plain_entries
from tracker.parse.lines import Line, tidy

_HEAD = regex(rf"目{BLANK}*[录次]|CONTENTS", re.IGNORECASE)
_DOTS = r"(?<![.．·…⋯])[.．·…⋯]{2,}"
_FIRST_BLANK = f"(?<!{BLANK})"
"""Where a run of blanks begins, or none stands: a page is looked for once a run."""
_PAGE = regex(
    rf"{_FIRST_BLANK}(?:{BLANK}*{_DOTS}{BLANK}*[(（]?{BLANK}*(\d{{1,4}}){BLANK}*[)）]?|{BLANK}*[(（]{BLANK}*(\d{{1,4}}){BLANK}*[)）]|"
    rf"\t{BLANK}*(\d{{1,4}})|{BLANK}{{2,}}(\d{{1,4}})|{BLANK}*[/／|｜]{BLANK}*(\d{{1,4}}))$"
)
"""A page at the end of an entry: (23), ……23, a tab and 23."""

_LOOSE_PAGE = regex(rf"(?:(?<=[号)）》\u4e00-\u9fff]){BLANK}+|^)(\d{{1,3}})$")
"""A page a single blank behind its entry, or on a line of its own below it: lists without dots and brackets."""
_LEADING_PAGE = regex(rf"^(\d{{1,3}}){BLANK}+(?=[\u4e00-\u9fff《])")
"""A page before its entry: 12  某市人民政府关于…的通知."""

_ENTRY_ENDS = regex(
    rf"([)）]{BLANK}*[(（]\d{{1,3}}[)）]|{_DOTS}{BLANK}*[(（]?\d{{1,3}}[)）]?){BLANK}*(?=[\u4e00-\u9fff]{{4}})"
)
"""Inside a line, behind a page: lists whose entries were merged into one paragraph."""

_AUTHOR = regex(rf"{_FIRST_BLANK}{BLANK}*{_DOTS}[\u4e00-\u9fff{BLANK_SIGNS}]{{2,12}}$")
"""Who gave a report, between the dots and the page: ……李某某（12）."""
_LATIN = regex(r"[A-Za-z]{2,}")
_HAN = regex(r"[\u4e00-\u9fff]")
_NUMBERED_SECTION = regex(rf"(?:\d{{1,2}}[.．、]|{HAN_NUMBER}、){BLANK}*(?=\D)")
_CHINESE_WINS = regex(r"Table of Contents|Chinese version", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents list: its entries, its section names, and the lines it takes, first to past the last."""

    entries: tuple[ContentsEntry, ...]
    sections: tuple[str, ...]
    start: int
    end: int


def find_contents(lines: Sequence[Line], within: int = 400) -> Contents | None:
    """The contents list near the start of a source, or ``None`` where it has none.

    It begins at a line 目录. A Chinese list is a run of entries, each ending with a page; an English one may follow.
    It ends after the last line that belongs to an entry.
    """
    start = next((i for i, line in enumerate(lines[:within]) if _HEAD.fullmatch(line.text)), None)
    if start is None:
        return None
    entries, sections, end = plain_entries(lines, start + 1) or _entries(lines, start + 1)
    if not entries or _belongs_to_a_text(lines[:start], entries):
        return None
    english, end = _english(lines, end)
    if len(english) == len(entries):
        entries = [replace(entry, english_title=title) for entry, title in zip(entries, english, strict=True)]
    return Contents(tuple(entries), tuple(sections), start, end)


_ISSUE = regex(rf"第{BLANK}*{NUMERAL}{BLANK}*[期号]|总{BLANK}*第?|公报|政报|汇编|选编|{YEAR}{BLANK}*[.．·/]")
_SENTENCE = 12
"""Characters of a sentence that no cover has."""


def _belongs_to_a_text(above: Sequence[Line], entries: Sequence[ContentsEntry]) -> bool:
    """Whether a contents list is that of one measure (a plan, a standard) and lists its chapters, not documents.

    A text stands above it already, or nothing that a cover has does and most of its entries are no titles.
    """
    if any("〔" in (number_line(line.text) or "") for line in above):
        return True
    if any(_ISSUE.search(line.text) for line in above):
        return False
    if any(_is_sentence(line.text) for line in above):
        return True
    titles = sum(1 for entry in entries if entry.doc_number or kind_of(entry.title) != NO_KIND)
    return titles * 2 < len(entries)


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE and text[-1] == "。"


def _is_latin(line: Line) -> bool:
    """Whether a line is in a Latin script, but for a few signs."""
    return bool(_LATIN.search(line.text)) and len(_HAN.findall(line.text)) * 4 < len(line.text)


def _entries(lines: Sequence[Line], start: int) -> tuple[list[ContentsEntry], list[str], int]:
    """The Chinese entries from ``start``: (entries, section names, index past their last line)."""
    reader = _Reader(lines, start)
    for i in range(start, len(lines)):
        if not reader.take(i):
            break
    reader.finish()
    sections = reader.sections[: reader.listed[1]] if reader.listed else reader.sections
    end = reader.listed[0] if reader.listed else reader.end
    return list(merged(without_ordinals(reader.entries))), sections, end


class _Reader:
    """Reads the entries of a list: one ends with its page or, in a list without pages, with its number."""

    def __init__(self, lines: Sequence[Line], start: int) -> None:
        self.lines = lines
        self.end = start
        self.entries: list[ContentsEntry] = []
        self.sections: list[str] = []
        self.listed: tuple[int, int] | None = None
        """Past the last entry's lines, and how many sections stand before it: a short line behind it opens none."""
        self._section: str | None = None
        self._parts: list[str] = []
        near = lines[start : start + _NEAR]
        self._numbered = _sections_are_numbered(near)
        self._page = _page_style(near)
        self._leading = self._page is _LEADING_PAGE
        self._paged = not self._leading and any(_has_page(line, self._page) for line in near[: _LONGEST_ENTRY * 2])
        self._opened: int | None = None

    def take(self, i: int) -> bool:
        """Read line ``i``; false where the list is over before it."""
        line = self.lines[i]
        if _is_latin(line) or len(self._parts) > _LONGEST_ENTRY:
            return False
        if self._leading:
            return self._lead(i)
        if not self._parts and (section := section_name(self.lines, i)):
            self._open_section(section, i)
            return True
        if (
            self.entries
            and not (self._paged and (_page_in(line.raw, self._page) or self._decrees(i)))
            and not self._numbers_the_next(line)
            and _repeats(line, self.entries, self.sections)
        ):
            return False
        return all(self._piece(piece, i) for piece in _ENTRY_ENDS.sub(r"\1\n", line.raw).split("\n"))

    def _decrees(self, i: int) -> bool:
        """Whether line ``i`` names a decree, and what it decrees stands below it with its page; or only its page."""
        below = self.lines[i + 1 : i + 2]
        page = _page_in(below[0].raw, self._page) if below else None
        if page is None:
            return False
        return page.start() == 0 or self._is_new_number(i) or decree_line(self.lines[i].text) is not None

    def _is_new_number(self, i: int) -> bool:
        """Whether line ``i`` is a document number that no entry has yet: that of the entry whose title follows."""
        number = number_line(self.lines[i].text)
        return number is not None and all(entry.doc_number != number for entry in self.entries)

    def _numbers_the_next(self, line: Line) -> bool:
        """Whether a line is, in a list without pages, the number of the entry being read, and of none before."""
        number = number_line(line.text) if self._parts and not self._paged else None
        return number is not None and all(entry.doc_number != number for entry in self.entries)

    def _lead(self, i: int) -> bool:
        """Read line ``i`` of a list whose entries begin with their pages; false where the list is over before it."""
        line = self.lines[i]
        page = _LEADING_PAGE.match(line.raw)
        section = None if page else section_name(self.lines, i)
        if page or section:
            self.finish()
            if section:
                self._open_section(section, i)
                return True
            if page and self.entries and int(page[1]) < (self.entries[-1].page or 0):
                return False
            self._opened = int(page[1]) if page else None
        elif not self._parts or (self.entries and _repeats(line, self.entries, self.sections)):
            return False
        self._parts.append(line.raw[page.end() :] if page else line.raw)
        self.end = i + 1
        if NUMBER_AT_END.search(" ".join(self._parts)):
            self.finish()
        return True

    def finish(self) -> None:
        """End the entry that began with its page; lines behind a title's word of kind and a blank line are not its."""
        if self._opened is not None and self._parts:
            parts = self._parts
            first = self.end - len(parts)
            for k in range(1, len(parts)):
                if self.lines[first + k].after_blank and kind_of(tidy("".join(parts[:k]))) != NO_KIND:
                    self._parts = parts[:k]
                    break
            self._close(self._opened, first + len(self._parts) - 1)
        self._opened = None

    def _piece(self, raw: str, i: int) -> bool:
        """Read a line, or the part of one up to a page, with which an entry ends."""
        page = _page_in(raw, self._page) if self._paged else None
        self._parts.append(raw[: page.start()] if page else raw)
        if page is not None:
            return self._close(int(next(group for group in page.groups() if group)), i)
        if not self._paged and NUMBER_AT_END.search(" ".join(self._parts)):
            return self._close(None, i)
        return True

    def _open_section(self, name: str, i: int) -> None:
        self._section = name
        self.sections.append(name)
        self.end = i + 1

    def _close(self, page: int | None, i: int) -> bool:
        """End an entry at its page; false where the page is lower than the one before: the list is over."""
        before = self.entries[-1].page if self.entries else None
        if page is not None and before is not None and page < before:
            return False
        text = _AUTHOR.sub("", "\n".join(self._parts)).strip()
        self._parts = []
        self.end = i + 1
        if self._numbered and (mark := _NUMBERED_SECTION.match(text)):
            self._open_section(tidy(text[mark.end() :]), i)
        elif text:
            self.entries.append(read_entry(text, self._section, page))
            self.listed = self.end, len(self.sections)
        return True


_NEAR = 200
"""Lines of a list that tell how it is made."""

_LONGEST_ENTRY = 12
"""Lines that one entry of a contents list takes at the most."""


def _page_style(lines: Sequence[Line]) -> re.Pattern[str]:
    """How a list gives its pages: set off by dots, brackets or blanks; loosely behind the entries; or before them."""
    near = [line.raw for line in lines[: _LONGEST_ENTRY * 3]]
    for raw in near:
        for style in _STYLES:
            if _page_in(raw, style):
                found = (page for other in near if (page := _page_in(other, style)))
                first = [int(next(filter(None, page.groups()))) for page in islice(found, _FEWEST)]
                if style is _PAGE or (len(first) == _FEWEST and first[0] <= first[-1]):
                    return style
    return _PAGE


_STYLES = (_PAGE, _LEADING_PAGE, _LOOSE_PAGE)
_FEWEST = 2
"""Pages that tell, at the least, how a list gives them."""


_ENDS_OF_PAGES = frozenset("0123456789０１２３４５６７８９)） \t\u3000")


def _page_in(raw: str, style: re.Pattern[str] = _PAGE) -> re.Match[str] | None:
    """The page that a line gives in a style; most lines end as none does."""
    return style.search(raw) if style is _LEADING_PAGE or raw[-1:] in _ENDS_OF_PAGES else None


def _has_page(line: Line, style: re.Pattern[str] = _PAGE) -> bool:
    """Whether a line ends with a page; a short cell before a tab and a number is a row of a table."""
    page = _page_in(line.raw, style)
    return page is not None and ("\t" not in page[0] or page.start() >= _TELLING)


def _sections_are_numbered(lines: Sequence[Line]) -> bool:
    """Whether numbers mark the sections of a list, its entries having none (1.优化营商环境……4)."""
    paged = [line for line in lines if _page_in(line.raw)]
    marked = sum(1 for line in paged if _NUMBERED_SECTION.match(line.text))
    return 0 < marked < len(paged) * 0.6


_TELLING = 8
"""Characters from which a line can be told for the beginning of a title."""


def _repeats(line: Line, entries: Sequence[ContentsEntry], sections: Sequence[str]) -> bool:
    """Whether a line is the first entry's title again, or the first section's: the body begins."""
    key = title_key(line.text)
    first = title_key(entries[0].title)
    if len(key) >= _TELLING and (first.startswith(key) or key.startswith(first)):
        return True
    if sections and title_key(_NUMBERED_SECTION.sub("", line.text)) == title_key(sections[0]):
        return True
    return line.text[0] not in "(（" and bool(number_line(line.text) or decree_line(line.text))


def _english(lines: Sequence[Line], start: int) -> tuple[list[str], int]:
    """The English titles after the Chinese list, and the index past the English part."""
    titles: list[str] = []
    parts: list[str] = []
    i = start
    while i < len(lines) and (_is_latin(lines[i]) or _PAGE.fullmatch(lines[i].raw) or _continues(lines, i)):
        raw = lines[i].raw
        if _CHINESE_WINS.search(raw):
            parts = []
        elif page := _page_in(raw):
            parts.append(raw[: page.start()])
            titles.append(_english_title(" ".join(parts)))
            parts = []
        elif SECTION.fullmatch(lines[i].text) or raw.isupper() or _MASTHEAD.search(raw):
            parts = []
        else:
            parts.append(raw)
        i += 1
    return titles, i


_MASTHEAD = regex(r"^(?:Issue No|Sponsored|No\.\s*\d|[A-Z][a-z]+ \d{1,2}, \d{4})")
_ENGLISH_NUMBER = regex(r"\s*\([^()]*No\.\s*\d+\s*\)\s*$")


def _english_title(text: str) -> str:
    return _ENGLISH_NUMBER.sub("", re.sub(r"\s+", " ", text).strip())


def _continues(lines: Sequence[Line], i: int) -> bool:
    """A line such as ``— 2025)`` inside the English part: no Chinese on it, and Latin lines follow."""
    return not _HAN.search(lines[i].text) and any(_is_latin(line) for line in lines[i + 1 : i + 3])
