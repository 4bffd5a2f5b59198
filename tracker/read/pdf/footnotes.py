"""Footnotes of a page: small lines at its foot that begin with a mark; they belong to no provision and come last.

Left where they stand they would cut a paragraph that goes on over the page, and end the article above them.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tracker.language.patterns import regex
from tracker.read.pdf.line_joints import glue
from tracker.read.pdf.page import Line
from tracker.read.pdf.reading_order import STAND_IN

__all__ = ["parted_notes"]

_MARK = regex(r"[⁰¹²³⁴-⁹]+|[①-⑳]|[\[［]\d{1,3}[\]］]|[*＊]{1,3}(?=[^*＊])")  # full-width forms
_SMALLER = 0.92
"""The letters of a note are smaller than this ratio of the text's."""


def parted_notes(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without the notes at their feet, and the notes, each on one line after its mark, in their order."""
    sizes = [line.em for lines in pages for line in lines]
    if not sizes:
        return [list(lines) for lines in pages], []
    usual = median(sizes)
    kept: list[list[Line]] = []
    notes: list[str] = []
    for lines in pages:
        start = _first_note(lines, usual)
        kept.append(list(lines[:start]))
        notes += _joined(lines[start:])
    return kept, notes


def _first_note(lines: Sequence[Line], usual: float) -> int:
    """Where the notes begin: the first small line at the foot whose mark stands in the text above; the length, if none.

    Not a list in small letters: nothing above it refers to its numbers.
    """
    small = len(lines)
    while small and lines[small - 1].em < _SMALLER * usual and lines[small - 1].text != STAND_IN:
        small -= 1
    above = "".join(line.text for line in lines[:small])
    for place in range(small, len(lines)):
        mark = _MARK.match(lines[place].text)
        if mark and mark[0] in above:
            return place
    return len(lines)


def _joined(lines: Sequence[Line]) -> list[str]:
    notes: list[str] = []
    for line in lines:
        if _MARK.match(line.text) or not notes:
            notes.append(line.text)
        else:
            notes[-1] = glue(notes[-1], line.text)
    return notes
