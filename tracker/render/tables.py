"""Tables in a redline: lines with tabs as rows of cells, each row and cell with its mark.

A line of a table's text is a row, a tab parts its cells (``Place.text`` of a table). A row that came or went is one
mark; in a row that both sides have, the cells carry the marks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from tracker.render.sides import Line, Mark, Piece, Side, side_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.model import Change

_CELL = "\t"
_SMALLEST = 2
"""Lines with a tab that make a table; a single one is a line that was set with a tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell's pieces; ``mark`` is ``equal`` where both sides have the cell."""

    pieces: tuple[Piece, ...]
    mark: Mark = "equal"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row's cells; ``mark`` is ``equal`` where both sides have the row."""

    cells: tuple[Cell, ...]
    mark: Mark = "equal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows, and the marks of the line feeds that ended the lines they were made of."""

    rows: tuple[TableRow, ...]
    ends: tuple[Mark, ...] = ()

    @property
    def width(self) -> int:
        """How many cells the longest row has."""
        return max(len(row.cells) for row in self.rows)


Stretch: TypeAlias = "tuple[Line, ...] | Table"
"""Lines of words, or a table."""


def stretches(lines: Iterable[Line], *, is_table: bool = False) -> Iterator[Stretch]:
    """A redline's lines in runs: words as they are, rows as tables. ``is_table`` says that all of them are rows."""
    for tabular, run in groupby(lines, key=lambda line: is_table or _is_tabular(line)):
        found = tuple(run)
        if tabular and (is_table or len(found) >= _SMALLEST) and not any(line.labels for line in found):
            yield Table(rows=tuple(_rows(found)), ends=tuple(line.end for line in found))
        else:
            yield found


def is_table(change: Change) -> bool:
    """Whether a change is one table that stayed, came or went, or became another."""
    places = (*change.old, *change.new)
    return len(change.old) < 2 and len(change.new) < 2 and all(place.level == "table" for place in places)  # noqa: PLR2004


def side_table(table: Table, side: Side) -> Table:
    """One side of a table: its own rows and cells."""
    mark: Mark = "delete" if side == "old" else "insert"
    rows = (
        replace(
            row,
            cells=tuple(
                replace(cell, pieces=tuple(piece for piece in cell.pieces if text_of(piece, side)))
                for cell in row.cells
                if cell.mark in {"equal", mark}
            ),
        )
        for row in table.rows
        if row.mark in {"equal", mark}
    )
    return replace(table, rows=tuple(rows))


def _is_tabular(line: Line) -> bool:
    return any(_CELL in piece.old + piece.new for piece in line.pieces)


def _rows(lines: Sequence[Line]) -> Iterator[TableRow]:
    """The rows of a run of lines, where each line is a row of one side or of both; else the old rows, then the new."""
    rows = [row for line in lines for row in _rows_of_line(line)]
    if all(_gives_back(rows, lines, side) for side, _ in _SIDES):
        yield from rows
        return
    for side, mark in _SIDES:
        for line in side_of(lines, side):
            marked = Line(pieces=tuple(_marked(piece, side, mark) for piece in line.pieces))
            yield TableRow(cells=tuple(Cell(pieces=cell.pieces) for cell in _cells(marked)), mark=mark)


_SIDES: tuple[tuple[Side, Mark], ...] = (("old", "delete"), ("new", "insert"))


def _marked(piece: Piece, side: Side, mark: Mark) -> Piece:
    text = text_of(piece, side)
    return Piece(mark=mark, old=text if side == "old" else "", new=text if side == "new" else "", moved=piece.moved)


def _gives_back(rows: Sequence[TableRow], lines: Sequence[Line], side: Side) -> bool:
    """Whether the rows of one side are its lines: not where a line feed within a row came or went."""
    other: Mark = "insert" if side == "old" else "delete"
    told = [
        "".join(text_of(piece, side) for cell in row.cells for piece in cell.pieces)
        for row in rows
        if row.mark != other
    ]
    wanted = [
        "".join(text_of(piece, side) for piece in line.pieces).replace(_CELL, "") for line in side_of(lines, side)
    ]
    return [text for text in told if text] == [text for text in wanted if text]


def _rows_of_line(line: Line) -> Iterator[TableRow]:
    """A line as a row of both sides; where nothing in it is on both, as the row that went and the one that came."""
    if any(piece.mark == "equal" for piece in line.pieces) or not line.pieces:
        yield TableRow(cells=tuple(_cells(line)))
        return
    for _, mark in _SIDES:
        own = replace(line, pieces=tuple(piece for piece in line.pieces if piece.mark == mark))
        if own.pieces:
            yield TableRow(cells=tuple(Cell(pieces=cell.pieces) for cell in _cells(own)), mark=mark)


def _cells(line: Line) -> Iterator[Cell]:
    """The cells of a row, cut at its tabs; a cell whose words and whose tab are of one side came or went with it."""
    pieces: list[Piece] = []
    last_tab: Mark = "equal"
    for piece in line.pieces:
        parts = piece.text.split(_CELL)
        olds = piece.old.split(_CELL) if piece.mark == "equal" and piece.old.count(_CELL) == len(parts) - 1 else parts
        for number, part in enumerate(parts):
            if number:
                yield Cell(pieces=tuple(pieces), mark=_mark_of(pieces, last_tab, piece.mark))
                pieces, last_tab = [], piece.mark
            if part or olds[number]:
                pieces.append(_part(piece, olds[number], part))
    yield Cell(pieces=tuple(pieces), mark=_mark_of(pieces, last_tab, last_tab))


def _part(piece: Piece, old: str, new: str) -> Piece:
    if piece.mark == "equal":
        return replace(piece, old=old, new=new)
    return replace(piece, old=new if piece.old else "", new=new if piece.new else "")


def _mark_of(pieces: Sequence[Piece], before: Mark, after: Mark) -> Mark:
    """The mark of a cell: that of its words where a tab beside it has the same."""
    marks = {piece.mark for piece in pieces}
    if len(marks) == 1 and "equal" not in marks:
        mark = marks.pop()
        return mark if mark in {before, after} else "equal"
    return before if not pieces and before == after else "equal"
