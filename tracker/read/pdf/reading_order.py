"""The order in which a page is read, from where its text stands: a PDF may paint its text in any order.

Browsers paint floats and positioned boxes before or after the text around them, layout programs whole frames in the
order of their making. So what stands on one baseline is one line, wherever the PDF has it; lines follow each other down
the page, column by column between the lines that run over all columns (an x-y cut: Nagy and Seth, 1984).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tracker.language.patterns import regex
from tracker.read.pdf.columns import cut_at, find_gutters, overlaps
from tracker.read.pdf.page import Gap, Line
from tracker.read.pdf.page_references import REFERENCE

__all__ = ["STAND_IN", "in_reading_order", "rows_of"]

HAN = regex("[\u3400-\u9fff]")
STAND_IN = "\t"
"""The text of a line that stands in the place of a table: it is part of no other line."""
LEVEL = 0.45
"""Baselines within this many letters are one line's: notes are set higher, and fonts differ."""
APART = 0.15
"""From this many letters on, what is between two pieces of a line is a blank."""
OVER = 0.5
"""Pieces that overlap by more than this many letters are not of one line."""
WIDE = 0.8
"""A blank between two pieces that is wider than this many letters is remembered, as in ``pdf_lines``."""


def in_reading_order(lines: Sequence[Line], filled: Sequence[Line] = ()) -> list[Line]:
    """The lines of a page (tables as stand-ins) as they are read, each with its column.

    Pieces on one baseline are one line; what runs over the columns has column 0. The order of ``lines`` means nothing.
    ``filled`` is what else leaves no white: the tables, line by line.
    """
    rows = rows_of(lines)
    gutters = find_gutters(rows_of([*lines, *filled]) if filled else rows)
    return list(_down(rows, gutters)) if gutters else [line for row in rows for line in _merged(row)]


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
    pieces = sorted((part for line in row for part in _round_others(line, row)), key=lambda part: part.left)
    out: list[Line] = []
    for piece in pieces:
        if not out or not _of_one_line(out[-1], piece):
            out.append(piece)
        elif not _printed_twice(out[-1], piece):
            out[-1] = _together(out[-1], piece)
    return out


def _round_others(line: Line, row: Sequence[Line]) -> list[Line]:
    """The line cut where others stand in blanks of it: PDFium joins what was painted one after the other."""
    return cut_at(line, sorted((other.left + other.right) / 2 for other in row if other is not line))


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
