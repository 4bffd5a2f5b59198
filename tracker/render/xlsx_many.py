"""The table of many versions as a workbook: a row a provision, a column a version, marks inside the cells."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from tracker.render.many_columns import many_table
from tracker.render.xlsx_cells import (
    CELL_LIMIT,
    LINE,
    SETTINGS,
    describe,
    formats,
    print_setup,
    row_height,
    write,
    write_text,
)
from tracker.wording.many_versions import LABELS
from tracker.wording.reports import LABELS as REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tracker.history.compared_texts import Succession
    from tracker.history.row_chains import Row
    from tracker.render.many_columns import CellView, ManyTable
    from tracker.render.options import RenderOptions

_NAME_WIDTH = 12
_PAGE = 134
"""Characters of an A4 page in landscape beside the first column."""
_NARROWEST = 28


def as_xlsx(told: Succession, rows: Sequence[Row], options: RenderOptions) -> bytes:
    """The workbook: one sheet."""
    table = many_table(told, rows, options)
    out = BytesIO()
    with Workbook(out, SETTINGS) as workbook:
        describe(workbook, table.title, options)
        _sheet(workbook.add_worksheet(LABELS[options.lang]["table"][:31]), table, formats(workbook), options)
    return out.getvalue()


def _sheet(sheet: Worksheet, table: ManyTable, looks: Mapping[str, Format], options: RenderOptions) -> None:
    labels = LABELS[options.lang]
    wide = max(_NARROWEST, _PAGE // len(table.versions))
    write(sheet, 0, 0, table.title[:CELL_LIMIT], looks["title"])
    notes = [f"{table.counted}　{labels['legend']}", *table.remarks]
    for n, note in enumerate(notes, 1):
        write(sheet, n, 0, note[:CELL_LIMIT], looks["note"])
    head = len(notes) + 2
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, len(table.versions), wide)
    write(sheet, head, 0, REPORTS[options.lang]["provision"], looks["header"])
    for column, version in enumerate(table.versions, 1):
        write(sheet, head, column, "\n".join(part for part in version if part)[:CELL_LIMIT], looks["header"])
    sheet.set_row(head, LINE * 3 + 4)
    for n, row in enumerate(table.rows, head + 1):
        write(sheet, n, 0, row.name[:CELL_LIMIT], looks["label"])
        for column, cell in enumerate(row.cells, 1):
            write_text(sheet, (n, column), _runs(cell), looks, options)
        sheet.set_row(n, row_height((text, wide) for text in (row.name, *map(_text, row.cells))))
    sheet.freeze_panes(head + 1, 1)
    print_setup(sheet, head, table.title)


def _runs(cell: CellView) -> Iterator[tuple[str, str]]:
    """A cell's lines as (format, text); each line after the first begins with a line feed."""
    for n, line in enumerate(cell.lines):
        if n:
            yield "plain", "\n"
        yield from (("plain" if look == "bold" else look, text) for look, text in line)


def _text(cell: CellView) -> str:
    return "".join(text for _, text in _runs(cell))
