"""Tables within provisions as sheets of the workbook: a cell of text holds no table, a sheet is one.

Each row is told as what it is (新增, 删除, 修改), and marks stand in its cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tracker.language.patterns import regex
from tracker.render.sides import lines_of
from tracker.render.tables import Table, is_table, stretches
from tracker.render.text_tables import is_unchanged
from tracker.render.titles import change_name
from tracker.render.visible_characters import visible
from tracker.render.xlsx_cells import print_setup, write, write_text
from tracker.wording.reports import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from tracker.model import Change, Lang
    from tracker.render.options import RenderOptions
    from tracker.render.tables import TableRow

Runs: TypeAlias = list[tuple[str, str]]
"""Formats and the texts that have them."""

_NOT_IN_SHEET_NAMES = regex(r"[\[\]:*?/\\']")
_SHEET_NAME = 31
"""Characters of the longest name of a sheet (ECMA-376 Part 1, §18.2.19)."""

_KIND, _CELL = 10, 20
"""Widths of columns in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """A table that changed: the provision it stands in, and rows of what became of each and the runs of its cells."""

    name: str
    width: int
    rows: tuple[tuple[str, tuple[Runs, ...]], ...]


def changed_tables(changes: Iterable[Change], lang: Lang) -> Iterator[SheetTable]:
    """The tables in which something changed."""
    for change in changes:
        if not any("\t" in place.text for place in (*change.old, *change.new)):
            continue
        for stretch in stretches(lines_of(change), is_table=is_table(change)):
            if isinstance(stretch, Table) and not all(map(is_unchanged, stretch.rows)):
                yield SheetTable(
                    name=visible(change_name(change, lang)),
                    width=stretch.width,
                    rows=tuple(_row(row, lang) for row in stretch.rows),
                )


def _row(row: TableRow, lang: Lang) -> tuple[str, tuple[Runs, ...]]:
    kind = {"insert": "inserted", "delete": "deleted"}.get(row.mark, "" if is_unchanged(row) else "modified")
    return LABELS[lang][kind] if kind else "", tuple(
        [(piece.look, visible(piece.text)) for piece in cell.pieces] for cell in row.cells
    )


def sheet_name(name: str) -> str:
    """A name that a sheet can have."""
    return _NOT_IN_SHEET_NAMES.sub("", visible(name))[:_SHEET_NAME].strip()


def table_sheet(
    workbook: Workbook, table: SheetTable, number: int, looks: Mapping[str, Format], options: RenderOptions
) -> None:
    """The sheet of one table, behind the comparison it belongs to."""
    labels = LABELS[options.lang]
    title = f"{labels['table']} {number} {table.name}"
    sheet = workbook.add_worksheet(sheet_name(title))
    sheet.set_column(0, 0, _KIND)
    sheet.set_column(1, table.width, _CELL)
    write(sheet, 0, 0, title, looks["title"])
    heads, rows = _headed(table)
    for column, head in enumerate((labels["kind"], *heads)):
        write(sheet, 1, column, head, looks["header"])
    for row, (kind, cells) in enumerate(rows, 2):
        write(sheet, row, 0, kind, looks["label"])
        for column, runs in enumerate(cells, 1):
            write_text(sheet, (row, column), runs, looks, options)
    print_setup(sheet, 1, title)


def _headed(table: SheetTable) -> tuple[list[str], tuple[tuple[str, tuple[Runs, ...]], ...]]:
    """The words of the first row as heads of the columns, where it is as it was; and the rows below."""
    kind, cells = table.rows[0]
    if kind:
        return [""] * table.width, table.rows
    heads = ["".join(text for _, text in runs) for runs in cells]
    return heads + [""] * (table.width - len(heads)), table.rows[1:]
