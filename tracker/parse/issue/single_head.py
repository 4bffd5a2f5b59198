"""The heading of a source that holds one document and no contents list."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.numbers_of_documents import decree_line, number_line
from tracker.parse.document.matter import enacts, is_bracketed_day, is_shell
from tracker.parse.issue.around_the_text import read_card
from tracker.parse.issue.joined_title import join_title
from tracker.parse.issue.lost_heads import Heading
from tracker.parse.issue.title_lines import title_piece
from tracker.parse.lines import Line

_NOTES = 4
_LONGEST_TITLE = 160
"""Characters that a title of several lines has at the most."""
_LONGEST_TAIL = 16
"""Characters that a tail such as （试行） has at the most."""


def single_heading(lines: Sequence[Line]) -> Heading:
    """The title (one line or several) and the number, where there is one, at the start of a text."""
    end = 0
    while end < min(len(lines), 8) and title_piece(lines[end]):
        end += 1
        if _whole(lines, end):
            break
    title = join_title("\n".join(line.raw for line in lines[:end]))
    if end > 1 and len(title) > _LONGEST_TITLE and kind_of(title) == NO_KIND:
        end, title = 1, join_title(lines[0].raw)  # lines of a text in another language, which end no title
    below = end
    while below < min(len(lines), end + _NOTES) and (enacts(lines[below].text) or is_bracketed_day(lines[below].text)):
        below += 1  # a judicial interpretation has its number below the note on its passing
    if end < below < len(lines) and (number := _number(lines[below])):
        return Heading(0, end, title, number)
    if end < len(lines) and (number := _number(lines[end])):
        return Heading(0, end + 1, title, number)
    fields = end
    while fields < len(lines) and is_shell(lines[fields].text):
        fields += 1
    card = read_card(lines[end:fields])
    printed = _number(lines[fields]) if end < fields < len(lines) else None
    return Heading(0, end, title, card.doc_number or printed, card=card)


def _number(line: Line) -> str | None:
    """The document's number, where a line holds nothing else; a row of a table is no such line."""
    return None if "\t" in line.raw else number_line(line.text) or decree_line(line.text)


def _whole(lines: Sequence[Line], end: int) -> bool:
    """Whether the title is complete: it ends with a kind of document, and the next line does not go on with it."""
    title = join_title("\n".join(line.raw for line in lines[:end]))
    if kind_of(title) == "文件" and not title.endswith(("法", "法典", "条约", "修正案")):
        return False
    following = lines[end] if end < len(lines) else None
    return following is None or following.text[0] not in "(（" or len(following.text) > _LONGEST_TAIL
