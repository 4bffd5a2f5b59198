"""Numbers in the cells of a table, whose unit stands in the heading of their column: 补贴上限（万元）, 单位：万元.

The text of a table has a row on each line and a tab between two cells (``model.shown``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.compare.facts.quantity_reading import Quantity, quantities
from tracker.language.patterns import regex

_UNIT: Final = "亿元|万元|千元|元|%|％|‰|BP|个基点|个?工作日|年|个?月|天|日|人|名|户|家|个|次|岁|平方米|亩|倍"
_EACH: Final = r"(?:[/／每·][^（）()\t\n]{1,8})?"
"""What a rate is of: 元/立方米, 元/人·月."""

_HEADED = regex(rf"[（(](?:单位[:：]?)?({_UNIT}){_EACH}[）)]|单位[:：]({_UNIT}){_EACH}")
_NUMBER = regex(r"[0-9][0-9.,，]*(?:[-—~～至][0-9][0-9.,，]*)?")


def cell_quantities(text: str) -> Iterator[Quantity]:
    """The quantities that stand as bare numbers in the cells of a table, in order; none where there is no table."""
    if "\t" not in text:
        return
    units: dict[int, str] = {}
    start = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        for column, cell in enumerate(cells):
            if headed := _HEADED.search(cell):
                units[-1 if len(cells) == 1 else column] = headed[1] or headed[2]
            elif _NUMBER.fullmatch(cell.strip()) and (unit := units.get(column) or units.get(-1)):
                yield from _measured(cell, unit, start)
            start += len(cell) + 1


def _measured(cell: str, unit: str, start: int) -> Iterator[Quantity]:
    """The one or two (from 20 to 50) quantities of a cell that begins at an offset, as printed: without the unit."""
    for found in quantities(cell.rstrip() + unit, slight=True):
        text = cell[found.start : found.end]
        yield found._replace(start=start + found.start, end=start + found.start + len(text), text=text.rstrip())
