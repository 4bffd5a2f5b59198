"""The small list of contents inside one text: its chapters before the first of them, with the word 目录 or without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.language.labels import PROVISION, label_of
from tracker.language.marks import BLANK, DASHES
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.language.titles import title_key
from tracker.model import CONTAINERS
from tracker.parse.document.spelled_titles import spelled_at
from tracker.parse.lines import Line


def without_contents(lines: Sequence[Line], title: str) -> tuple[Sequence[Line], Sequence[Line]]:
    """Lines without the small list of contents that a text prints before its first chapter, and that list.

    ``title`` is the key of the text's title, which may stand again behind the list.
    """
    head = next((i for i, line in enumerate(lines[:40]) if re.fullmatch(rf"目{BLANK}*[录次]", line.text)), None)
    if head is None:
        return _without_chapter_list(lines, title)
    if head + 1 >= len(lines):
        return lines, ()
    first = title_key(_PAGE_BEHIND.sub("", lines[head + 1].text))
    again = next((i for i in range(head + 2, len(lines)) if title_key(lines[i].text) == first), None)
    if again is None:
        again = next((i for i in range(head + 2, len(lines)) if title_key(lines[i].text).startswith(first)), None)
    if again is None or any(complete(line.text) for line in lines[head:again]):
        return lines, ()
    return [*lines[:head], *lines[again:]], lines[head:again]


_PAGE_BEHIND = regex(
    rf"{BLANK}*[(（]{PROVISION}(?:{BLANK}*[至到、{DASHES}]{BLANK}*{PROVISION})?[)）]$|(?:{BLANK}*(?<![.．·…⋯])[.．·…⋯]{{2,}}{BLANK}*[(（]?|{BLANK}+[(（]?|[(（])\d{{1,4}}[)）]?$"
)
"""The page, or the range of articles, behind an entry of a text's own contents list: 1 总则……1, 第一章 总则（3）."""


def _without_chapter_list(lines: Sequence[Line], title: str) -> tuple[Sequence[Line], Sequence[Line]]:
    """Lines without a list of chapters that stands before the first of them without the word 目录, and that list.

    It is a run of headings of divisions and nothing else, at the beginning, and the first of them stands again behind
    the last, perhaps with the title of the text between them.
    """
    end = next((i for i, line in enumerate(lines) if not _heads_division(line)), len(lines))
    titled = spelled_at(lines, end, title) if end >= _FEWEST_CHAPTERS and title else 0
    if 0 < titled < len(lines) and title_key(lines[titled].text) == title_key(lines[0].text):
        return lines[titled:], lines[:titled]
    first = title_key(lines[0].text) if lines else ""
    again = next((i for i in range(1, end) if title_key(lines[i].text) == first), None)
    if again is None or again < _FEWEST_CHAPTERS:
        return lines, ()
    return lines[again:], lines[:again]


_FEWEST_CHAPTERS = 2


def _heads_division(line: Line) -> bool:
    """Whether a line is the heading of a part, a chapter or a section."""
    label = label_of(line.raw)
    return label is not None and label.level in CONTAINERS
