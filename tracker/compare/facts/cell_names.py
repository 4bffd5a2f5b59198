"""How a cell of a table is told: by the words that name its row and by the heading of its column.

The text of a table has a row on each line and a tab between two cells (``model.shown``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from tracker.language.patterns import regex
from tracker.model import Span

CELL: Final = "\t"
_BARE_NUMBER: Final = regex(r"[0-9.,，%％-]+")
"""A cell that is a serial number or a value of its own; 6层 and 2024年 name their row."""

_MOST_NAMES: Final = 2
"""Cells that name a row are told up to so many."""


def in_row(text: str, at: int) -> bool:
    """Whether an offset stands in a row of a table."""
    return CELL in text[slice(*_row(text, at))]


def cell_name(text: str, span: Span) -> str:
    """What names the cell of a value: the first words of its row and the heading of its column, with a colon."""
    begun, _ = _row(text, span[0])
    number = text.count(CELL, begun, span[0])
    names = _names(text[begun : span[1]].split(CELL)[:-1])
    return "，".join(part for part in (*names, _heading(text, begun, number)) if part) + "："


def row_words(text: str, spans: Iterable[Span]) -> str:
    """The cells of one row that some values stand in, named: 北城片区，补助（元）450，上限 18."""
    spans = list(spans)
    begun, end = _row(text, spans[0][0])
    cells = text[begun:end].split(CELL)
    numbers = sorted({text.count(CELL, begun, start) for start, _ in spans})
    told = [_valued(_heading(text, begun, number), cells[number].strip()) for number in numbers]
    return "，".join((*_names(cells[: numbers[0]]), *told))


def _row(text: str, at: int) -> Span:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _names(cells: Sequence[str]) -> list[str]:
    words = (cell.strip() for cell in cells)
    return [word for word in words if word and not _BARE_NUMBER.fullmatch(word)][:_MOST_NAMES]


def _heading(text: str, begun: int, number: int) -> str:
    """The heading of a column, from the first row of the table that the row at ``begun`` stands in; none above it."""
    above = text[:begun].split("\n")[:-1]
    first = len(above)
    while first and CELL in above[first - 1]:
        first -= 1
    heads = above[first].split(CELL) if first < len(above) else []
    return heads[number].strip() if number < len(heads) else ""


def _valued(heading: str, value: str) -> str:
    gap = " " if heading and not heading.endswith(("）", ")")) else ""
    return f"{heading}{gap}{value}"
