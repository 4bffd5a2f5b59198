"""The order in which a page is read, from where its text stands: a PDF may paint its text in any order.

Browsers paint floats and positioned boxes before or after the text around them, layout programs whole frames in the
order of their making. So what stands on one baseline is one line, wherever the PDF has it; lines follow each other down
the page, column by column between the lines that run over all columns (an x-y cut: Nagy and Seth, 1984).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from tracker.read.columns import cut_at, find_gutters, overlaps
from tracker.read.page import Gap, Line

__all__ = ["STAND_IN", "in_reading_order", "rows_of"]

HAN = re.compile("[\u3400-\u9fff]")
STAND_IN = "\t"
"""The text of a line that stands in the place of a table: it is part of no other line."""
LEVEL = 0.45
"""Baselines within this many letters are one line's: notes are set higher, and fonts differ."""
APART = 0.15
"""From this many letters on, what is between two pieces of a line is a blank."""
OVER = 0.5
"""Pieces that overlap by more than this many letters are not of one line."""
WIDE = 1.5
"""A blank wider than this many letters is remembered, as in ``pdf_lines``."""
REFERENCE = re.compile(r"[(（]\d{1,4}[)）]")
BARE_REFERENCE = re.compile(r"\d{1,4}")
ENTRY_END = re.compile(
    r"(?:号|通知|决定|意见|办法|规定|公告|通告|通报|方案|批复|函|条例|名单|细则|规划|措施|纪要|令|No\.\s*\d+)\s*[)）]?\s*$"
)
"""How an entry of a contents list ends: with the document's number, or with the kind of document."""
OPENED = re.compile(r"[(（〔\[“]")
"""With the document's number, for example, an entry goes on."""
SAME_EDGE = 1.0
"""Right edges within this many letters are those of one column of page numbers."""


def in_reading_order(lines: Sequence[Line], filled: Sequence[Line] = ()) -> list[Line]:
    """The lines of a page (tables as stand-ins) as they are read, each with its column.

    Pieces on one baseline are one line; what runs over the columns has column 0. The order of ``lines`` means nothing.
    ``filled`` is what else leaves no white: the tables, line by line.
    """
    rows = rows_of(lines)
    gutters = find_gutters(rows_of([*lines, *filled]) if filled else rows)
    ordered = list(_down(rows, gutters)) if gutters else [line for row in rows for line in _merged(row)]
    return _tabbed(_with_their_entries(ordered))


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines by baseline from top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.y, line.left, line.right, line.text)):
        level = bool(rows) and line.y - rows[-1][0].y <= LEVEL * max(line.em, rows[-1][0].em)
        if level and not line.slanted:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: (line.left, line.right, line.y, line.text))
    return rows


# --- columns ----------------------------------------------------------------------------------------------------------


def _down(rows: list[list[Line]], gutters: tuple[float, ...]) -> Iterator[Line]:
    """The rows down the page; between two that run over the columns, column by column."""
    band: list[list[Line]] = []
    for row in rows:
        parts = [part for line in row for part in cut_at(line, gutters)]
        if _over_columns(parts, gutters):
            yield from _by_column(band, gutters)
            band = []
            yield from _merged(parts)
        else:
            band.append(parts)
    yield from _by_column(band, gutters)


def _over_columns(parts: list[Line], gutters: tuple[float, ...]) -> bool:
    """Whether a line runs over columns; one that hangs out of its column beside text of the next one does not."""
    held = {_column(part, gutters) for part in parts}
    return any(
        overlaps(part, gutter) and number + 1 not in held for part in parts for number, gutter in enumerate(gutters, 1)
    )


def _by_column(band: list[list[Line]], gutters: tuple[float, ...]) -> Iterator[Line]:
    columns = {_column(part, gutters) for row in band for part in row}
    if columns == {1} and len(band) < 3:  # noqa: PLR2004  # rows
        # The end of a paragraph over the whole width reaches no further than a column does.
        yield from itertools.chain.from_iterable(map(_merged, band))
        return
    for column in sorted(columns):
        for row in band:
            for line in _merged([part for part in row if _column(part, gutters) == column]):
                yield replace(line, column=column)


def _column(part: Line, gutters: tuple[float, ...]) -> int:
    return 1 + sum(part.left >= gutter - 1 for gutter in gutters)


# --- one line ---------------------------------------------------------------------------------------------------------


def _merged(row: Sequence[Line]) -> list[Line]:
    """The pieces of a row, from left to right, put together to lines."""
    if len(row) < 2:  # noqa: PLR2004  # nothing to put together
        return list(row)
    out: list[Line] = []
    for piece in row:
        if not out or not _of_one_line(out[-1], piece):
            out.append(piece)
        elif not _printed_twice(out[-1], piece):
            out[-1] = _together(out[-1], piece)
    return out


def _printed_twice(one: Line, other: Line) -> bool:
    """Bold letters made by printing the same text twice, a little aside."""
    near = 0.2 * one.em
    return one.text == other.text and abs(one.left - other.left) < near and abs(one.y - other.y) < near


def _of_one_line(before: Line, piece: Line) -> bool:
    alone = STAND_IN in {before.text, piece.text} or before.slanted or piece.slanted
    clear = piece.left - before.right > -OVER * min(before.em, piece.em)
    return not alone and (clear or _printed_twice(before, piece))


def _together(before: Line, piece: Line) -> Line:
    space = piece.left - before.right
    blank = " " if space > APART * before.em and not before.text.endswith(("\u3000", " ")) else ""
    index = len(before.text) + len(blank)
    own = (Gap(index=index, start=before.right, end=piece.left),) if space > WIDE * before.em or _ref(piece) else ()
    middle = (before.right + piece.left) / 2
    centred = bool(before.centres and piece.centres)
    return replace(
        before,
        text=f"{before.text}{blank}{piece.text}",
        right=max(before.right, piece.right),
        em=before.em if HAN.search(before.text) or not HAN.search(piece.text) else piece.em,
        gaps=(*before.gaps, *own, *(replace(gap, index=gap.index + index) for gap in piece.gaps)),
        centres=(*before.centres, *([middle] * len(blank)), *piece.centres) if centred else (),
    )


def _ref(piece: Line) -> bool:
    return bool(REFERENCE.fullmatch(piece.text))


# --- contents lists ---------------------------------------------------------------------------------------------------


def _with_their_entries(lines: list[Line]) -> list[Line]:
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
        if _referring(line) and not ENTRY_END.search(_entry_text(line)):
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
        if lines[index].column != lines[place].column or _referring(lines[index]):
            return None
        followed = index + 1 < len(lines) and OPENED.match(lines[index + 1].text)
        if ENTRY_END.search(lines[index].text) and not followed:
            return index
    return None


def _without_room(above: Line, line: Line, number: Line) -> bool:
    """An entry ends with the line above, and its number, which stands beside ``line``, did not fit there."""
    if above.column == line.column:
        full = above.right + line.em / 2 > number.left
    else:  # the foot of one column and the head of the next, which begins at an edge of its own
        full = above.column + 1 == line.column and above.right - above.left + line.em / 2 > number.left - line.left
    return full and not _referring(above) and bool(ENTRY_END.search(above.text))


def _entry_text(line: Line) -> str:
    return line.text[: line.gaps[-1].index].rstrip()


def _referring(line: Line) -> bool:
    return bool(line.gaps and REFERENCE.fullmatch(line.text, line.gaps[-1].index))


def _tabbed(lines: list[Line]) -> list[Line]:
    """Bare page numbers after a tab: several at one right edge, after a wide blank, that never grow less."""
    found = [place for place, line in enumerate(lines) if _numbered(line)]
    if len(found) < 3:  # noqa: PLR2004  # two tell nothing of a column
        return lines
    numbers = [int(lines[place].text[lines[place].gaps[-1].index :]) for place in found]
    edge = median(lines[place].right for place in found)
    aligned = all(abs(lines[place].right - edge) <= SAME_EDGE * lines[place].em for place in found)
    if not aligned or any(a > b for a, b in itertools.pairwise(numbers)):
        return lines
    out = lines[:]
    for place in found:
        line = out[place]
        index = line.gaps[-1].index
        if line.text[index - 1].isspace():
            out[place] = replace(line, text=f"{line.text[: index - 1]}\t{line.text[index:]}")
    return out


def _numbered(line: Line) -> bool:
    """A title, one wide blank, and a number."""
    if len(line.gaps) != 1 or line.text == STAND_IN:
        return False
    index = line.gaps[0].index
    return bool(BARE_REFERENCE.fullmatch(line.text, index) and HAN.search(line.text[:index]))
