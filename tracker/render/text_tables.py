"""Tables of a redline for a terminal and for plain text: columns under one another, with marks in the cells."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tracker.render.sides import Piece
    from tracker.render.tables import Table, TableRow

RULE = " │ "
"""Between two cells."""

_WIDEST = 28
"""Columns of the terminal to which a cell is filled up; what is wider pushes the cells after it."""


def shown_rows(table: Table, *, elide: bool) -> Iterator[TableRow | None]:
    """The rows of a table, its heading always; ``None`` for each run of unchanged rows that is left out."""
    was_elided = False
    for number, row in enumerate(table.rows):
        is_elided = elide and number > 0 and is_unchanged(row)
        if not is_elided or not was_elided:
            yield None if is_elided else row
        was_elided = is_elided


def is_unchanged(row: TableRow) -> bool:
    """Whether nothing in a row is marked."""
    pieces = [piece for cell in row.cells for piece in cell.pieces]
    return row.mark == "equal" and all(piece.mark == "equal" for piece in pieces)


def drawn_rows(rows: Sequence[TableRow | None], drawn: Callable[[Piece], Text]) -> Iterator[Text | None]:
    """The rows with their cells under one another; ``None`` stays."""
    cells = [
        None if row is None else [sum((drawn(piece) for piece in cell.pieces), Text()) for cell in row.cells]
        for row in rows
    ]
    columns = zip_longest(*(row for row in cells if row is not None), fillvalue=Text())
    widths = [min(_WIDEST, max(cell_len(cell.plain) for cell in column)) for column in columns]
    for row in cells:
        yield None if row is None else _line(row, widths)


def _line(row: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text()
    for number, cell in enumerate(row):
        is_last = number == len(row) - 1
        gap = "" if is_last else " " * (widths[number] - cell_len(cell.plain))
        line += cell + Text(gap) + Text("" if is_last else RULE, style="dim")
    return line
