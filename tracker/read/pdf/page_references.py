"""Page numbers of contents lists: after the last line of their entry, wherever they stand beside it."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from tracker.language.document_kinds import KIND
from tracker.language.patterns import regex
from tracker.read.pdf.page import Gap, Line

__all__ = ["REFERENCE", "tabbed", "with_their_entries"]

HAN = regex("[\u3400-\u9fff]")
REFERENCE = regex(r"[(（]\d{1,4}[)）]")
"""A page number of a contents list."""
BARE_REFERENCE = regex(r"\d{1,4}")
ENTRY_END = regex(rf"(?:号|{KIND}|No\.\s*\d+)\s*[)）]?\s*$")
"""How an entry of a contents list ends: with the document's number, or with the kind of document."""
OPENED = regex(r"[(（〔\[“]")
"""With the document's number, for example, an entry goes on."""
SAME_EDGE = 1.0
"""Right edges within this many letters are those of one column of page numbers."""


def with_their_entries(lines: list[Line]) -> list[Line]:
    """Page numbers after the last line of their entry, also those that stand beside another line of it.

    Lists set as a table have the number at the height of the first or the middle line; there it becomes a line of its
    own. A float (CSS 2, 9.5.1) without room beside the end of its entry stands beside the first line of the next one.
    """
    if not any(map(_referring, lines)):
        return lines
    out: list[Line] = []
    waiting: dict[int, Line] = {}
    for place, line in enumerate(lines):
        out.append(line)
        if _referring(line) and not _ends(lines, place, _entry_text(line)):
            _move(lines, place, out, waiting)
        if place in waiting:
            out.append(waiting.pop(place))
    return out


def _move(lines: list[Line], place: int, out: list[Line], waiting: dict[int, Line]) -> None:
    """Put the number of the line, the last one of ``out``, where it belongs: on the line above or after a later one."""
    line, text = lines[place], _entry_text(lines[place])
    gap = line.gaps[-1]
    number = replace(line, text=line.text[gap.index :], left=gap.end, gaps=(), centres=())
    rest = replace(line, text=text, gaps=line.gaps[:-1], centres=())
    if len(out) > 1 and _without_room(out[-2], line, number):
        above = out[-2]
        own = Gap(index=len(above.text) + 1, start=above.right, end=max(above.right, number.left))
        out[-2] = replace(above, text=f"{above.text} {number.text}", gaps=(*above.gaps, own), centres=())
        out[-1] = rest  # as long as before: it was wrapped at its number
        return
    end = _end_of_entry(lines, place)
    if end is not None:
        out[-1] = replace(rest, right=gap.start)
        waiting[end] = number


def _end_of_entry(lines: list[Line], place: int) -> int | None:
    """The line below with which the entry ends, unless a line before has a page number of its own."""
    for index in range(place + 1, min(place + 9, len(lines))):
        if _place(lines[index]) != _place(lines[place]) or _referring(lines[index]):
            return None
        if _ends(lines, index, lines[index].text):
            return index
    return None


def _ends(lines: list[Line], place: int, text: str) -> bool:
    """Whether an entry ends with this text of the line: it says so, and no number in brackets follows."""
    goes_on = place + 1 < len(lines) and OPENED.match(lines[place + 1].text)
    return bool(ENTRY_END.search(text)) and not goes_on


def _without_room(above: Line, line: Line, number: Line) -> bool:
    """An entry ends with the line above, and its number, which stands beside ``line``, did not fit there."""
    if _place(above) == _place(line):
        full = above.right + line.em / 2 > number.left
    else:  # the foot of one column or page and the head of the next, which begins at an edge of its own
        full = above.right - above.left + line.em / 2 > number.left - line.left
    ended = ENTRY_END.search(above.text) and not OPENED.match(line.text)
    return full and not _referring(above) and bool(ended)


def _place(line: Line) -> tuple[int, int]:
    return line.page, line.column


def _entry_text(line: Line) -> str:
    return line.text[: line.gaps[-1].index].rstrip()


def _referring(line: Line) -> bool:
    """Whether the line ends with a page number: in brackets after a blank, or bare after the tab of ``tabbed``."""
    if not line.gaps:
        return False
    index = line.gaps[-1].index
    bare = line.text[index - 1 : index] == "\t" and BARE_REFERENCE.fullmatch(line.text, index)
    return bool(bare or REFERENCE.fullmatch(line.text, index))


def tabbed(lines: list[Line]) -> list[Line]:
    """Bare page numbers after a tab: several at one right edge, after a wide blank, that never grow less."""
    found = [place for place, line in enumerate(lines) if _numbered(line)]
    if len(found) < 3:  # noqa: PLR2004  # two tell nothing of a column
        return lines
    numbers = [int(lines[place].text[lines[place].gaps[-1].index :]) for place in found]
    edge = median(lines[place].right for place in found)
    aligned = all(abs(lines[place].right - edge) <= SAME_EDGE * lines[place].em for place in found)
    if not aligned or numbers != sorted(numbers):
        return lines
    out = lines[:]
    for place in found:
        out[place] = _with_tab(out[place])
    return out


def _with_tab(line: Line) -> Line:
    index = line.gaps[-1].index
    if not line.text[index - 1].isspace():
        return line
    return replace(line, text=f"{line.text[: index - 1]}\t{line.text[index:]}")


def _numbered(line: Line) -> bool:
    """A title, one wide blank, and a number."""
    if len(line.gaps) != 1:
        return False
    index = line.gaps[0].index
    return bool(BARE_REFERENCE.fullmatch(line.text, index) and HAN.search(line.text[:index]))
