"""The comparison table (新旧对照表) as a workbook: one row a provision, marks inside the cells, ready for A4 landscape.

Every text is written as a string and never as a formula or link, whatever it begins with (CWE-1236).
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from tracker.compare.change_texts import joined
from tracker.language.patterns import regex
from tracker.model import ChangeSet, DiffSet
from tracker.render.highlights import value_facts
from tracker.render.sides import lines_of, side_of, text_of
from tracker.render.titles import direction_name, force_name, kind_names, side_name, source_name, version_name
from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tracker.model import Change, Version
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Side

COLUMNS = (
    ("old-provision", 10),
    ("old-text", 46),
    ("new-provision", 10),
    ("new-text", 46),
    ("kind", 11),
    ("key-changes", 22),
)
"""Names and widths in characters: together an A4 page in landscape."""

CELL_LIMIT = 32_767
"""Characters that a cell of a workbook holds (ECMA-376 Part 1, §18.18.93 in Excel's limits)."""

RUN_LIMIT = 1_000
"""Runs of different marks that a cell keeps here; spreadsheet programs grow slow beyond."""

HEADER_ROW = 3
LINE = 13.5
"""Points of one line of text."""
FILL = 1.12
"""Characters of a cell's font that fit into one unit of a column's width, which counts those of the default font."""
TALLEST = 409
"""Points of the tallest row there can be."""
A4 = 9
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_IN_SHEET_NAMES = regex(r"[\[\]:*?/\\']")
_SHEET_NAME = 31


def render(comparison: ChangeSet | DiffSet, options: RenderOptions) -> bytes:
    """The workbook: a sheet a comparison, before them a list of the documents where two issues were compared."""
    out = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, settings) as workbook:
        _describe(workbook, comparison, options)
        formats = _formats(workbook)
        if isinstance(comparison, DiffSet):
            _overview(workbook.add_worksheet(LABELS[options.lang]["sheet-overview"]), comparison, formats, options)
            for number, diff in enumerate(comparison.diffs, 1):
                _sheet(workbook.add_worksheet(_sheet_name(diff.new, number)), diff, formats, options)
        else:
            _sheet(workbook.add_worksheet(LABELS[options.lang]["comparison-table"]), comparison, formats, options)
    return out.getvalue()


def _describe(workbook: Workbook, comparison: ChangeSet | DiffSet, options: RenderOptions) -> None:
    title = visible(comparison.new.title if comparison.new else "")[:255]
    workbook.set_properties({"title": title, "author": visible(options.author)[:255], "created": _created(options)})
    workbook.set_size(2400, 1400)


def _created(options: RenderOptions) -> datetime:
    """The time that the caller gave, else a fixed one: the same input gives the same bytes."""
    return datetime.fromisoformat(options.date).replace(tzinfo=UTC) if options.date else _EPOCH


def _formats(workbook: Workbook) -> Mapping[str, Format]:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF", "font_size": 10}
    marks: Mapping[str, Mapping[str, object]] = {
        "plain": {"font_size": 10},
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


def _sheet_name(version: Version, number: int) -> str:
    name = _NOT_IN_SHEET_NAMES.sub("", visible(version.doc_number or version.title))
    return f"{number} {name}"[:_SHEET_NAME].strip()


def _overview(sheet: Worksheet, comparison: DiffSet, formats: Mapping[str, Format], options: RenderOptions) -> None:
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
        _write(sheet, 0, column, labels[name], formats["header"])
    for row, (state, version) in enumerate(states, 1):
        for column, text in enumerate((version.doc_number or "", version.title, state)):
            _write(sheet, row, column, visible(text)[:CELL_LIMIT], formats["cell"])
    _print_setup(sheet, 0, labels["sheet-overview"])


def _sheet(sheet: Worksheet, comparison: ChangeSet, formats: Mapping[str, Format], options: RenderOptions) -> None:
    labels = LABELS[options.lang]
    title = visible(comparison.new.title or version_name(comparison.new))[:CELL_LIMIT]
    _write(sheet, 0, 0, title, formats["title"])
    for row, side in ((1, "old"), (2, "new")):
        _write(sheet, row, 0, _version_line(comparison, side, options), formats["note"])
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        _write(sheet, HEADER_ROW, column, labels[name], formats["header"])
    hidden = _hidden(comparison.changes, options)
    for row, change in enumerate(comparison.changes, HEADER_ROW + 1):
        _row(sheet, row, change, formats, options)
        sheet.set_row(row, _height(change, options), None, {"hidden": _kind(change, options) in hidden})
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    _filter(sheet, comparison.changes, hidden, options)
    _print_setup(sheet, HEADER_ROW, title)


def _write(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """A string and nothing else: what looks like the library's own markup of runs is written as two runs of text."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, look, text[:1], look, text[1:], look)
    else:
        sheet.write_string(row, column, text, look)


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


def _row(sheet: Worksheet, row: int, change: Change, formats: Mapping[str, Format], options: RenderOptions) -> None:
    _write(sheet, row, 0, visible(side_name(change.old, options.lang))[:CELL_LIMIT], formats["label"])
    _write_text(sheet, (row, 1), _runs(change, "old"), formats, options)
    _write(sheet, row, 2, visible(side_name(change.new, options.lang))[:CELL_LIMIT], formats["label"])
    _write_text(sheet, (row, 3), _runs(change, "new"), formats, options)
    _write(sheet, row, 4, _kind(change, options), formats["cell"])
    _write(sheet, row, 5, visible(_facts(change, options))[:CELL_LIMIT], formats["cell"])


def _kind(change: Change, options: RenderOptions) -> str:
    return "·".join(kind_names(change, options.lang))


def _facts(change: Change, options: RenderOptions) -> str:
    labels = LABELS[options.lang]
    return "\n".join(
        f"{labels[fact.type]}: {fact.old or '—'} → {fact.new or '—'} {direction_name(fact, options.lang)}".rstrip()
        for fact in value_facts(change)
    )


def _runs(change: Change, side: Side) -> Iterator[tuple[str, str]]:
    """One side of a change as (format, text); each line after the first begins with a line feed."""
    for number, line in enumerate(side_of(lines_of(change), side)):
        if number:
            yield "plain", "\n"
        for label in line.labels:
            yield label.mark, f"{label.text}　"
        for piece in line.pieces:
            look = "plain" if piece.mark == "equal" else f"moved-{piece.mark}" if piece.moved else piece.mark
            yield look, text_of(piece, side)


def _write_text(
    sheet: Worksheet,
    cell: tuple[int, int],
    runs: Iterator[tuple[str, str]],
    formats: Mapping[str, Format],
    options: RenderOptions,
) -> None:
    """Text with marks inside a cell, cut with a note where it is more than a cell holds."""
    kept = _fitting(_joined(runs), LABELS[options.lang]["cut-cell"])
    if len(kept) > 1:
        fragments = [part for look, text in kept for part in (formats[look], text)]
        sheet.write_rich_string(*cell, *fragments, formats["cell"])
        return
    look, text = kept[0] if kept else ("plain", "")
    _write(sheet, *cell, text, formats[f"cell-{look}"])


def _joined(runs: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
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
    """Points that the tallest cell of a row needs; no program has to fit it, and none shows more than a row can be."""
    texts = (
        side_name(change.old, options.lang),
        joined(change.old),
        side_name(change.new, options.lang),
        joined(change.new),
        _kind(change, options),
        _facts(change, options),
    )
    lines = max(_lines(text, int(width * FILL)) for text, (_, width) in zip(texts, COLUMNS, strict=True))
    return min(TALLEST, lines * LINE + 4)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; a Chinese character is two columns wide."""
    wide = (len(line) + sum(character > "\u2e7f" for character in line) for line in text.split("\n"))
    return sum(max(1, -(-columns // width)) for columns in wide)


def _print_setup(sheet: Worksheet, header_row: int, title: str) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(header_row)
    sheet.set_header(f"&C{title[:100].replace('&', '&&')}")
    sheet.set_footer("&C&P / &N")
