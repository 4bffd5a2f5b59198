"""What the printer put between the texts: page numbers and running heads on lines of their own, registration codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tracker.language.dates import YEAR
from tracker.language.marks import BLANK, BLANK_SIGNS
from tracker.language.numbers_of_documents import CODE_LINE
from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.model import Noise, NoiseKind
from tracker.parse.issue.contents_sections import SECTION_WORD
from tracker.parse.lines import Line

_PAGE = regex(
    rf"(?:[-—–－·•]+{BLANK}*)?\d{{1,4}}{BLANK}*[-—–－·•]+|第{BLANK}*\d{{1,4}}{BLANK}*页(?:{BLANK}*[,，/]?{BLANK}*共{BLANK}*\d{{1,4}}{BLANK}*页)?"
)
_RUNNING = regex(
    rf"(?:[-—–－·•]{BLANK}*)?[\u4e00-\u9fff]{{2,24}}(?:公报|政报)[\d{BLANK_SIGNS}年第期总（）()·.．—-]*|"
    rf"[\d{BLANK_SIGNS}年第期总（）()·.．—-]+[\u4e00-\u9fff]{{2,24}}(?:公报|政报)[\d{BLANK_SIGNS}—-]*"
)
_TURNED = regex(rf"[(（]{BLANK}*(?:上接|下转|接|转){BLANK}*第?{BLANK}*\d{{1,4}}{BLANK}*页{BLANK}*[)）]")
"""Where a text goes on or comes from: （下转第12页）."""
GAZETTE_NAME = regex(r"[\u4e00-\u9fff]{2,24}(?:公报|政报)")
_ISSUE = regex(rf"第{BLANK}*\d{{1,3}}{BLANK}*期")
_PLACE = regex(rf"{YEAR}{BLANK}*年{BLANK}*第{BLANK}*\d{{1,3}}{BLANK}*期(?:{BLANK}*[(（]?总第?\d+期?[)）]?)?")
"""The number of the issue, beside the section's name at the head of a page: 2023年第5期　省政府文件."""
_LONGEST = 40
_MARKS = 4
"""Marks and blanks that a section's name may have where it stands again."""
_FEWEST = 3
"""Times that a running head stands in an issue at the least."""


def furniture(lines: Sequence[Line], body: int, sections: Sequence[str] = ()) -> dict[int, Noise]:
    """The printer's lines behind the contents list, by their index: they belong to no text and cut sentences in two.

    ``sections`` are the names of the contents list's sections, which stand again over the documents of each.
    """
    named = {
        title_key(section) for section in sections if SECTION_WORD.search(section) and section[-1] not in "令告知示录"
    }
    longest = max(map(len, sections), default=0) + _MARKS
    places = {title_key(section) for section in sections}
    found: dict[int, Noise] = {}
    heads: list[int] = []
    cover = {_name(line.text) for line in lines[:body] if "报" in line.text and GAZETTE_NAME.match(line.text)}
    for i in range(body, len(lines)):
        text = lines[i].text
        if len(text) > _LONGEST:
            continue
        over = lines[i].after_blank and len(text) <= longest and title_key(text) in named
        beside = "期" in text and (place := _PLACE.sub("", text)) != text and title_key(place) in places
        if over or beside or CODE_LINE.fullmatch(text) or (text[0] in "(（" and _TURNED.fullmatch(text)):
            found[i] = _noise("running-head", lines[i])
        elif _PAGE.fullmatch(text):
            found[i] = _noise("page-number", lines[i])
        elif text[-1] in "报期)）—-0123456789" and _RUNNING.fullmatch(text):
            heads.append(i)
    names = Counter(_name(lines[i].text) for i in heads)
    found.update({i: _noise("page-number", lines[i]) for i in _bare_pages(lines, body)})
    for i in heads:
        name = _name(lines[i].text)
        if names[name] >= _FEWEST or (name in cover and _ISSUE.search(lines[i].text)):
            found[i] = _noise("running-head", lines[i])
    return found


_PAGE_LINES = 8
"""Lines between two page numbers at the least; the numbers of a table's rows stand closer."""


def _bare_pages(lines: Sequence[Line], body: int) -> list[int]:
    """Page numbers without any sign: lines of figures that count up by one, page by page, and are most such lines."""
    bare = [i for i in range(body, len(lines)) if lines[i].text.isdecimal() and len(lines[i].text) <= _PAGE_DIGITS]
    pages: list[int] = []
    for i in bare:
        if not pages or (
            i - pages[-1] >= _PAGE_LINES and 1 <= int(lines[i].text) - int(lines[pages[-1]].text) <= _PAGES_ON
        ):
            pages.append(i)
    return pages if len(pages) >= _FEWEST and len(pages) * 2 > len(bare) else []


_PAGE_DIGITS = 3
_PAGES_ON = 2
"""Pages from one page number to the next: an empty page between them has none."""


def _noise(kind: NoiseKind, line: Line) -> Noise:
    return Noise(kind=kind, span=line.span)


def _name(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]|[年第期总]", "", text)
