"""What a page prints around a text that was copied with it: trails of links, cards of data, buttons, its own title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.language.doc_numbers import number_line
from tracker.language.labels import label_of
from tracker.language.sentences import complete
from tracker.parse.document.matter import CARD_NUMBER, is_shell
from tracker.parse.issue.title_lines import title_end
from tracker.parse.lines import Line

_NEAR = 40
"""Lines from the top within which the shell of a page ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The lines of a page's shell: before ``first`` and from ``end`` on; the number in its card of data."""

    first: int
    end: int
    doc_number: str | None = None


def page_shell(lines: Sequence[Line]) -> Shell:
    """The shell around a text: nothing (0 to the last line) where the source is the text itself.

    Above the text it reaches to the last line of a field, a trail or buttons that a title follows, where nothing but
    such lines and short ones stands before. Below it are buttons alone.
    """
    first = 0
    for i, line in enumerate(lines[:_NEAR]):
        if is_shell(line.text):
            if title_end(lines, i + 1) > i + 1:
                first = i + 1
        elif complete(line.text) or label_of(line.raw) or number_line(line.text) or "\t" in line.raw:
            break
    end = len(lines)
    while end > first and is_shell(lines[end - 1].text):
        end -= 1
    return Shell(first=first, end=end if end > first else len(lines), doc_number=card_number(lines[:first]))


def card_number(lines: Sequence[Line]) -> str | None:
    """The document's number that a card of data names: 发文字号：某政发〔2010〕15号."""
    for line in lines:
        if (field := CARD_NUMBER.match(line.text)) and (number := number_line(line.text[field.end() :])):
            return number
    return None
