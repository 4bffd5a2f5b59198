"""Rows as a workbook of one sheet: a frozen head, a filter on every column, ready for A4 landscape.

Every text is written as a string and never as a formula or link, whatever it begins with (CWE-1236).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from tracker.render.visible_characters import visible
from tracker.render.xlsx_cells import A4, CELL_LIMIT, EPOCH, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELL = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF", "font_size": 10}


def workbook_of(rows: Sequence[Sequence[str]], widths: Sequence[int], name: str) -> bytes:
    """The workbook: ``rows`` with their head first, ``widths`` in characters, ``name`` of the sheet (31 at most).

    The same rows give the same bytes.
    """
    out = BytesIO()
    with Workbook(out, SETTINGS) as workbook:
        workbook.set_properties({"title": name, "created": EPOCH})
        head = workbook.add_format({**_CELL, "bold": True, "bg_color": "#E7ECF2", "valign": "vcenter"})
        cell = workbook.add_format(_CELL)
        sheet = workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, visible(text)[:CELL_LIMIT], cell if number else head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows) - 1), len(widths) - 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return out.getvalue()
