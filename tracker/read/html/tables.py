"""Tables of HTML: which hold data and which only lay out a page, and the rows of the former."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tracker.language.patterns import regex
from tracker.read.blocks import clean
from tracker.read.html.main_text import INLINE, children, hidden, text_of
from tracker.read.pdf.line_joints import glue

__all__ = ["is_card", "is_data_table", "table_rows"]

_FIELDS = (
    r"(?:索\s*引\s*号|信息索引|信息分类|主题分类|主题词|体裁分类|发文机[关构]|发布机构|发文字号|文\s*号|成文日期|发布日期|发文日期|生成日期|"
    r"公开日期|实施日期|废止日期|有\s*效\s*性|时\s*效\s*性?|公开方式|公开范围|公开属性|公开类别|名\s*称|标\s*题|关键词|所属主题|内容概述|内容简介|组配分类|"
    r"(?:生效|失效|废止|实施|施行|签发)(?:时间|日期)|(?:信息)?来\s*源|公文种类|体裁|服务对象|登记号|统一编号|发文机构|发布文号)"
)
FIELD = regex(
    rf"(?:\d{{1,2}}[.．、]\s*)?(?:[\[【]\s*{_FIELDS}\s*[\]】].*|[\[【]?\s*{_FIELDS}\s*[\]】]?\s*(?:[:：].*)?)$",
    re.DOTALL,
)
"""A field of the card of a document, alone or with its value: 发文字号：…, [发布日期]2031-05-11; a list may number it.

In square brackets the value needs no colon. Not a word of a text that merely begins so (标题应当…).
"""
LONG_CELL = 600
"""A cell with more characters than this in several paragraphs holds a text, not a datum."""
MOST_SPANNED = 200
"""Columns or rows that a cell is believed to span."""
MOST_CELLS = 200_000
"""A table is not made larger than this by its spans."""


def is_data_table(table: LexborNode) -> bool:
    """A table of two columns or more without a cell that holds a long text; ask for tables without tables inside."""
    if table.attributes.get("role") in {"presentation", "none"}:
        return False
    cells = [list(_cells(row)) for row in _rows(table)]
    return max(map(len, cells), default=0) > 1 and not any(_holds_text(cell) for row in cells for cell in row)


def _holds_text(cell: LexborNode) -> bool:
    paragraphs = len(cell.css("p")) + len(cell.css("br")) + len(cell.css("div"))
    return paragraphs > 3 and len(cell.text(deep=True)) > LONG_CELL  # noqa: PLR2004  # a few lines are usual in a cell


def is_card(rows: list[list[str]]) -> bool:
    """Whether the table is the card that government sites put above a document: index number, issuer, dates.

    Its rows begin with the fields of the catalogue of open government information (政府信息公开目录).
    """
    fields = sum(bool(FIELD.match(row[0])) for row in rows)
    return fields > 1 and fields > 0.6 * len(rows)  # a blank row or a title may be among them


def table_rows(table: LexborNode) -> list[list[str]]:
    """The rows, all of one length: a cell that spans several stands in the first of them, the others are empty."""
    grid = _grid(table)
    width = max((x for _, x in grid), default=-1) + 1
    height = max((y for y, _ in grid), default=-1) + 1
    rows = [[grid.get((y, x), "") for x in range(width)] for y in range(height)]
    caption = table.css_first("caption")
    titled = [[_cell_text(caption)]] if caption is not None and _cell_text(caption) else []
    return titled + [row for row in rows if any(row)]


def _grid(table: LexborNode) -> dict[tuple[int, int], str]:
    """The text at every row and column that a cell covers."""
    grid: dict[tuple[int, int], str] = {}
    for y, row in enumerate(_rows(table)):
        x = 0
        for cell in _cells(row):
            while (y, x) in grid:
                x += 1
            _place(grid, cell, y, x)
            x += 1
        if len(grid) > MOST_CELLS:
            break
    return grid


def _place(grid: dict[tuple[int, int], str], cell: LexborNode, y: int, x: int) -> None:
    text = _cell_text(cell)
    for down in range(_span(cell, "rowspan")):
        for right in range(_span(cell, "colspan")):
            grid.setdefault((y + down, x + right), "" if down or right else text)


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(max(int(value), 1), MOST_SPANNED) if re.fullmatch(r"\d{1,6}", value) else 1


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    return (row for row in table.css("tr") if not hidden(row))


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in children(row) if cell.tag in {"td", "th"} and not hidden(cell))


def _cell_text(cell: LexborNode) -> str:
    """The text of a cell on one line; its lines are joined as those of a wrapped paragraph are."""
    lines: list[list[str]] = [[]]
    stack: list[tuple[LexborNode, bool]] = [(child, False) for child in reversed(list(children(cell)))]
    while stack:
        node, leaving = stack.pop()
        if node.is_text_node:
            lines[-1].append(text_of(node))
        elif not hidden(node):
            if node.tag not in INLINE:
                lines.append([])
            if not leaving:
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(children(node))))
    text = ""
    for line in lines:
        text = glue(text, clean("".join(line)).replace("\t", " "))
    return text
