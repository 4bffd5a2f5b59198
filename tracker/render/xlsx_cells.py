"""Cells of a workbook: what they look like, how text with marks is written into them, how a sheet is printed.

Every text is written as a string and never as a formula or link, whatever it begins with (CWE-1236).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tracker.render.options import RenderOptions

CELL_LIMIT = 32_767
"""Characters that a cell of a workbook holds (ECMA-376 Part 1, §18.18.93 in Excel's limits)."""

RUN_LIMIT = 1_000
"""Runs of different marks that a cell keeps here; spreadsheet programs grow slow beyond."""

A4 = 9

SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What every workbook of ours is made with: a text stays a text."""

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""When a workbook was made, where nobody says: the same input gives the same bytes."""

LINE = 14.5
"""Points of one line of text."""
FILL = 1.12
"""Characters of a cell's font that fit into one unit of a column's width, which counts those of the default font."""
TALLEST = 409
"""Points of the tallest row there can be."""


def describe(workbook: Workbook, title: str, options: RenderOptions) -> None:
    """Title, author and time of a workbook; the time that the caller gave, else a fixed one."""
    created = datetime.fromisoformat(options.date).replace(tzinfo=UTC) if options.date else EPOCH
    named = {"title": visible(title)[:255], "author": visible(options.author)[:255]}
    workbook.set_properties({**named, "created": created})


def formats(workbook: Workbook) -> Mapping[str, Format]:
    """Every format by its name."""
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF", "font_size": 10}
    marks: Mapping[str, Mapping[str, object]] = {
        "plain": {"font_size": 10},
        "bold": {"font_size": 10, "bold": True},
        "delete": {"font_size": 10, "font_strikeout": True, "font_color": "#B3400E"},
        "insert": {"font_size": 10, "underline": 1, "font_color": "#0B57A4"},
        "moved-delete": {"font_size": 10, "font_strikeout": True, "font_color": "#63309A"},
        "moved-insert": {"font_size": 10, "underline": 2, "font_color": "#63309A"},
    }
    looks: Mapping[str, Mapping[str, object]] = {
        "title": {"bold": True, "font_size": 14},
        "note": {"font_size": 9, "font_color": "#595959"},
        "header": {**cell, "bold": True, "bg_color": "#E7ECF2", "valign": "vcenter", "align": "center"},
        "cell": cell,
        "label": {**cell, "bold": True},
        **marks,
        **{f"cell-{name}": {**cell, **mark} for name, mark in marks.items()},
    }
    return {name: workbook.add_format(dict(look)) for name, look in looks.items()}


def write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """A string and nothing else: what looks like the library's own markup of runs is written as two runs of text."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, look, text[:1], look, text[1:], look)
    else:
        sheet.write_string(row, column, text, look)


def write_text(
    sheet: Worksheet,
    cell: tuple[int, int],
    runs: Iterable[tuple[str, str]],
    looks: Mapping[str, Format],
    options: RenderOptions,
) -> None:
    """Text with marks inside a cell, cut with a note where it is more than a cell holds."""
    kept = _fitting(_joined(runs), LABELS[options.lang]["cut-cell"])
    if len(kept) > 1:
        fragments = [part for look, text in kept for part in (looks[look], text)]
        sheet.write_rich_string(*cell, *fragments, looks["cell"])
        return
    look, text = kept[0] if kept else ("plain", "")
    write(sheet, *cell, text, looks[f"cell-{look}"])


def _joined(runs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbouring runs of one format as one run."""
    found: list[tuple[str, str]] = []
    for look, text in runs:
        words = visible(text)
        if found and found[-1][0] == look:
            found[-1] = (look, found[-1][1] + words)
        elif words:
            found.append((look, words))
    return found


def _fitting(runs: Sequence[tuple[str, str]], note: str) -> list[tuple[str, str]]:
    """As many runs as a cell holds, then the note."""
    if len(runs) <= RUN_LIMIT and sum(len(text) for _, text in runs) < CELL_LIMIT:
        return list(runs)
    room = CELL_LIMIT - len(note) - 1
    kept: list[tuple[str, str]] = []
    for look, text in runs[:RUN_LIMIT]:
        if room > 0:
            kept.append((look, text[:room]))
        room -= len(text)
    return [*kept, ("plain", note)]


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Points that the tallest of these texts in columns of these widths needs.

    No program has to fit it, and none shows more than a row can be.
    """
    lines = max(_lines_needed(text, int(width * FILL)) for text, width in cells)
    return min(TALLEST, lines * LINE + 4)


def _lines_needed(text: str, width: int) -> int:
    """Lines that a text takes in a column; a Chinese character is two columns wide."""
    wide = (len(line) + sum(character > "\u2e7f" for character in line) for line in text.split("\n"))
    return sum(max(1, -(-columns // width)) for columns in wide)


def print_setup(sheet: Worksheet, header_row: int, title: str) -> None:
    """A4 in landscape, as wide as the page, the header row on each, its number below."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(header_row)
    sheet.set_header(f"&C{title[:100].replace('&', '&&')}")
    sheet.set_footer("&C&P / &N")
