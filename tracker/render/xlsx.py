"""The comparison table (新旧对照表) as a workbook: one row a provision, marks inside the cells, ready for A4 landscape.

Every text is written as a string and never as a formula or link, whatever it begins with (CWE-1236).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from tracker.compare.change_texts import joined
from tracker.model import ChangeSet, DiffSet
from tracker.render.highlights import value_facts
from tracker.render.sides import lines_of, side_of, text_of
from tracker.render.titles import force_name, kind_names, side_name, source_name, value_words, version_name
from tracker.render.visible_characters import visible
from tracker.render.xlsx_cells import (
    CELL_LIMIT,
    SETTINGS,
    describe,
    formats,
    print_setup,
    row_height,
    write,
    write_text,
)
from tracker.render.xlsx_tables import changed_tables, sheet_name, table_sheet
from tracker.wording.reports import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tracker.model import Change, Version
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Line, Side

COLUMNS = (
    ("old-provision", 10),
    ("old-text", 46),
    ("new-provision", 10),
    ("new-text", 46),
    ("kind", 11),
    ("key-changes", 22),
)
"""Names and widths in characters: together an A4 page in landscape."""

HEADER_ROW = 3


def render(comparison: ChangeSet | DiffSet, options: RenderOptions) -> bytes:
    """The workbook: a sheet a comparison, before them a list of the documents where two issues were compared."""
    out = BytesIO()
    with Workbook(out, SETTINGS) as workbook:
        describe(workbook, comparison.new.title if comparison.new else "", options)
        workbook.set_size(2400, 1400)
        looks = formats(workbook)
        diffs: tuple[ChangeSet, ...] = (comparison,) if isinstance(comparison, ChangeSet) else comparison.diffs
        if isinstance(comparison, DiffSet):
            _overview(workbook.add_worksheet(LABELS[options.lang]["sheet-overview"]), comparison, looks, options)
        for number, diff in enumerate(diffs, 1):
            name = _sheet_name(diff.new, number) if isinstance(comparison, DiffSet) else ""
            _sheet(workbook.add_worksheet(name or LABELS[options.lang]["comparison-table"]), diff, looks, options)
        tables = [table for diff in diffs for table in changed_tables(diff.changes, options.lang)]
        for number, table in enumerate(tables, 1):
            table_sheet(workbook, table, number, looks, options)
    return out.getvalue()


def _sheet_name(version: Version, number: int) -> str:
    return sheet_name(f"{number} {version.doc_number or version.title}")


def _overview(sheet: Worksheet, comparison: DiffSet, looks: Mapping[str, Format], options: RenderOptions) -> None:
    labels = LABELS[options.lang]
    states = (
        *((labels["in-both"], diff.new) for diff in comparison.diffs),
        *((labels["only-new"], version) for version in comparison.added),
        *((labels["only-old"], version) for version in comparison.removed),
    )
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.set_column(2, 2, 14)
    for column, name in enumerate(("number", "document", "state")):
        write(sheet, 0, column, labels[name], looks["header"])
    for row, (state, version) in enumerate(states, 1):
        for column, text in enumerate((version.doc_number or "", version.title, state)):
            write(sheet, row, column, visible(text)[:CELL_LIMIT], looks["cell"])
    print_setup(sheet, 0, labels["sheet-overview"])


def _sheet(sheet: Worksheet, comparison: ChangeSet, looks: Mapping[str, Format], options: RenderOptions) -> None:
    labels = LABELS[options.lang]
    title = visible(comparison.new.title or version_name(comparison.new))[:CELL_LIMIT]
    write(sheet, 0, 0, title, looks["title"])
    for row, side in ((1, "old"), (2, "new")):
        write(sheet, row, 0, _version_line(comparison, side, options), looks["note"])
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        write(sheet, HEADER_ROW, column, labels[name], looks["header"])
    hidden = _hidden(comparison.changes, options)
    for row, change in enumerate(comparison.changes, HEADER_ROW + 1):
        _row(sheet, row, change, looks, options)
        sheet.set_row(row, _height(change, options), None, {"hidden": _kind(change, options) in hidden})
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    _filter(sheet, comparison.changes, hidden, options)
    print_setup(sheet, HEADER_ROW, title)


def _version_line(comparison: ChangeSet, side: str, options: RenderOptions) -> str:
    version = comparison.old if side == "old" else comparison.new
    parts = (
        LABELS[options.lang][f"{side}-version"],
        version.doc_number or source_name(version),
        version.title if version.title != comparison.new.title else "",
        version.date or "",
        force_name(version.effective, options.lang) if version.effective else "",
    )
    return visible("　".join(part for part in parts if part))[:CELL_LIMIT]


def _row(sheet: Worksheet, row: int, change: Change, looks: Mapping[str, Format], options: RenderOptions) -> None:
    lines = lines_of(change)
    write(sheet, row, 0, visible(side_name(change.old, options.lang))[:CELL_LIMIT], looks["label"])
    write_text(sheet, (row, 1), _runs(lines, "old"), looks, options)
    write(sheet, row, 2, visible(side_name(change.new, options.lang))[:CELL_LIMIT], looks["label"])
    write_text(sheet, (row, 3), _runs(lines, "new"), looks, options)
    write(sheet, row, 4, _kind(change, options), looks["cell"])
    write(sheet, row, 5, visible(_facts(change, options))[:CELL_LIMIT], looks["cell"])


def _kind(change: Change, options: RenderOptions) -> str:
    return "·".join(kind_names(change, options.lang))


def _facts(change: Change, options: RenderOptions) -> str:
    return "\n".join(value_words(change, fact, options.lang) for fact in value_facts(change))


def _runs(lines: Sequence[Line], side: Side) -> Iterator[tuple[str, str]]:
    """One side of a change as (format, text); each line after the first begins with a line feed."""
    for number, line in enumerate(side_of(lines, side)):
        if number:
            yield "plain", "\n"
        for label in line.labels:
            yield "bold", f"{label.text}　"
        for piece in line.pieces:
            yield piece.look, text_of(piece, side).replace("\t", " │ ")


def _hidden(changes: Sequence[Change], options: RenderOptions) -> set[str]:
    """Kinds that are filtered out, not left out, where only changes are asked for; none where nothing would be left."""
    if options.context == "all":
        return set()
    unchanged = {_kind(change, options) for change in changes if change.kind == "unchanged" and not change.moved}
    return unchanged if unchanged < {_kind(change, options) for change in changes} else set()


def _filter(sheet: Worksheet, changes: Sequence[Change], hidden: set[str], options: RenderOptions) -> None:
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(1, len(changes)), len(COLUMNS) - 1)
    if hidden:
        kinds = dict.fromkeys(_kind(change, options) for change in changes)
        sheet.filter_column_list(4, [kind for kind in kinds if kind not in hidden])


def _height(change: Change, options: RenderOptions) -> float:
    texts = (
        side_name(change.old, options.lang),
        joined(change.old),
        side_name(change.new, options.lang),
        joined(change.new),
        _kind(change, options),
        _facts(change, options),
    )
    return row_height((text, width) for text, (_, width) in zip(texts, COLUMNS, strict=True))
