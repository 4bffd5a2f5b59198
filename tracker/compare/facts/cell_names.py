"""How a cell of a table is told: by the words that name its row and by the heading of its column.

The text of a table has a row on each line and a tab between two cells (``model.shown``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import Final, NamedTuple

from tracker.language.patterns import regex
from tracker.model import Span

CELL: Final = "\t"
_BARE_NUMBER: Final = regex(r"[0-9.,，%％-]+")
"""A cell that is a serial number or a value of its own; 6层 and 2024年 name their row."""

_MOST_NAMES: Final = 2
"""Cells that name a row are told up to so many."""


def in_row(text: str, at: int) -> bool:
    """Whether an offset stands in a row of a table."""
    lines = _lines(text)
    return bool(lines.begins) and lines.has_cells[lines.at(at)]


def cell_name(text: str, span: Span) -> str:
    """What names the cell of a value: the first words of its row and the heading of its column, with a colon."""
    row = _row(text, span[0])
    names = row.names(row.number(span[1]))
    return "，".join(part for part in (*names, _heading(text, row, row.number(span[0]))) if part) + "："


def row_words(text: str, spans: Iterable[Span]) -> str:
    """The cells of one row that some values stand in, named: 北城片区，补助（元）450，上限 18."""
    spans = list(spans)
    row = _row(text, spans[0][0])
    numbers = sorted({row.number(start) for start, _ in spans})
    told = [_valued(_heading(text, row, number), row.cells[number].strip()) for number in numbers]
    return "，".join((*row.names(numbers[0]), *told))


class _Lines(NamedTuple):
    """The lines of a text: where each begins, whether it has cells, and which line is the first row of its table.

    A text without cells has none of them.
    """

    begins: Sequence[int]
    has_cells: Sequence[bool]
    heads: Sequence[int]

    def at(self, place: int) -> int:
        """The number of the line in which an offset stands."""
        return bisect_right(self.begins, place) - 1


@lru_cache(maxsize=8)
def _lines(text: str) -> _Lines:
    """The lines of a text; a text is asked for every value that it has."""
    if CELL not in text:
        return _Lines((), (), ())
    lines = text.split("\n")
    begins = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    has_cells = [CELL in line for line in lines]
    heads: list[int] = []
    for number in range(len(lines)):
        heads.append(heads[-1] if number and has_cells[number - 1] else number)
    return _Lines(list(begins), has_cells, heads)


class _Row(NamedTuple):
    """A row: the number of its line, its cells and where they begin, and those that can name it, by their numbers."""

    line: int
    cells: Sequence[str]
    begins: Sequence[int]
    naming: Sequence[tuple[int, str]]

    def number(self, at: int) -> int:
        """The number of the cell in which an offset stands, or which ends there."""
        return bisect_right(self.begins, at) - 1

    def names(self, before: int) -> list[str]:
        """What names the row, of the cells before one."""
        return [word for number, word in self.naming if number < before]


def _row(text: str, at: int) -> _Row:
    return _cells(text, _lines(text).at(at))


@lru_cache(maxsize=8)
def _cells(text: str, line: int) -> _Row:
    """A line as a row; the values of one row follow one another."""
    begins = _lines(text).begins
    end = begins[line + 1] - 1 if line + 1 < len(begins) else len(text)
    cells = text[begins[line] : end].split(CELL)
    words = ((number, cell.strip()) for number, cell in enumerate(cells))
    naming = islice(((n, word) for n, word in words if word and not _BARE_NUMBER.fullmatch(word)), _MOST_NAMES)
    return _Row(line, cells, list(accumulate((len(c) + 1 for c in cells[:-1]), initial=begins[line])), tuple(naming))


def _heading(text: str, row: _Row, number: int) -> str:
    """The heading of a column, from the first row of the table that a row stands in; none above it."""
    head = _lines(text).heads[row.line]
    heads = _cells(text, head).cells if head < row.line else ()
    return heads[number].strip() if number < len(heads) else ""


def _valued(heading: str, value: str) -> str:
    gap = " " if heading and not heading.endswith(("）", ")")) else ""
    return f"{heading}{gap}{value}"
