"""Lines → blocks: one labelled provision, paragraph or table each, with the breaks of pages and lines joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.language.labels import FIRST_SIGNS, Label, label_of
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.model import CONTAINERS, Span
from tracker.parse.document.decimal_numbering import decimal_labels
from tracker.parse.document.deep_labels import list_labels
from tracker.parse.document.gathering import SHORTEST_CUT, Block, Numbering, full_width
from tracker.parse.document.line_breaks import join, wrap_width
from tracker.parse.document.rosters import roster_text
from tracker.parse.lines import Line, tidy


def to_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of an instrument's body."""
    rough: list[tuple[Block, Line]] = []
    numbers = Numbering()
    known = {**list_labels(lines), **decimal_labels(lines)}
    quoted = quoted_lines(lines)
    for i, line in enumerate(lines):
        if _is_row(lines, i):
            _add_row(rough, line)
            continue
        if rough and rough[-1][0].rows and _cell_goes_on(lines, i):
            _append_cell(rough[-1][0], line)
            continue
        label = label_of(line.raw) if line.raw[0] in FIRST_SIGNS and i not in quoted else None
        before = rough[-1][0] if rough else None
        if line.start in known:
            label = known[line.start]
        elif label is not None and not numbers.expects(label, in_sentence=_open(before)):
            label = None
        if label is not None:
            numbers.note(label)
        text = _behind(label, line) if label else roster_text(line.raw) or line.text
        rough.append((Block(line.start, line.end, text, label, [], [(line.start, line.end)]), line))
    return join(rough, indented=_marks_paragraphs_by_indent(lines), width=wrap_width(lines))


def _behind(label: Label, line: Line) -> str:
    """What stands behind a label on its line; where the line had nothing to tidy, neither has its end."""
    text = line.raw[label.end :]
    return text.strip() if line.text == line.raw else tidy(text)


_LONGEST_QUOTATION = 60
"""Lines that a quotation takes at the most; a mark that is never closed quotes nothing."""

_QUOTE = regex("[“”]")


def quoted_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that begin inside a quotation: an article quoted there (“第十八条 …) is none of this text's own.

    Each paragraph of a quotation may open with a mark of its own; the last mark tells whether it is still open.
    """
    inside: set[int] = set()
    opened: int | None = None
    for i, line in enumerate(lines):
        marks = _QUOTE.findall(line.text) if "“" in line.text or "”" in line.text else ()
        if opened is not None and i - opened > _LONGEST_QUOTATION:
            opened = None
        if marks and marks[-1] == "”" and opened is not None:
            inside.update(range(opened + 1, i + 1))
            opened = None
        elif marks and marks[-1] == "“" and opened is None:
            opened = i
    return frozenset(inside)


_INDENT = 1.5
"""Characters by which the first line of a paragraph is indented at the least (two are the rule)."""

_INDENTED = 0.2
"""Share of the lines that begin a paragraph, at the least, where indents mark paragraphs."""


def _marks_paragraphs_by_indent(lines: Sequence[Line]) -> bool:
    """Whether a text sets paragraphs apart by indents: many lines have one, and some right below them have none.

    The latter go on with what stands above: most of them follow a line that is long and has not ended its sentence.
    """
    begun = sum(1 for line in lines if line.indent >= _INDENT)
    below = [above for above, line in pairwise(lines) if line.indent < _INDENT and not line.after_blank]
    cut = sum(1 for above in below if full_width(above.text) >= SHORTEST_CUT and not complete(above.text))
    return begun >= len(lines) * _INDENTED and bool(below) and cut * 2 >= len(below)


def _open(block: Block | None) -> bool:
    """Whether a block ends in mid-sentence, so that the next line may go on with it."""
    return (
        block is not None
        and not block.rows
        and not complete(block.text)
        and full_width(block.text) >= SHORTEST_CUT
        and not (block.label and block.label.level in CONTAINERS)
    )


# --- tables ---------------------------------------------------------------------------------------


def _is_row(lines: Sequence[Line], i: int) -> bool:
    """A row of a table: cells parted by tabs, on more lines than one."""
    raw = lines[i].raw
    if "\t" not in raw:
        return False
    if raw[-1] == "\t":
        return True
    label = label_of(raw)
    if label and "\t" not in raw[label.end :] and label.level != "outline3":
        return False
    return any("\t" in lines[k].raw for k in (i - 1, i + 1) if 0 <= k < len(lines)) or raw.count("\t") > 1


_LONGEST_CELL_LINE = 40


def _cell_goes_on(lines: Sequence[Line], i: int) -> bool:
    """A line between two rows, right below the one and above the other: a cell of several lines."""
    return (
        0 < i < len(lines) - 1
        and not lines[i].after_blank
        and not lines[i + 1].after_blank
        and "\t" in lines[i - 1].raw
        and "\t" in lines[i + 1].raw
        and _is_row(lines, i + 1)
        and len(lines[i].text) <= _LONGEST_CELL_LINE
        and label_of(lines[i].raw) is None
    )


def _append_cell(table: Block, line: Line) -> None:
    """Add a line to the last cell of a table, or to the first cell of the row that follows.

    The latter where that cell is a number and complete, or where the line opens a bracket that the next row closes.
    """
    *cells, last = table.rows[-1]
    if last[-1:].isdigit() or len(re.findall("[(（]", line.text)) > len(re.findall("[)）]", line.text)):
        table.rows.append((line.text,))
        table.spans.append(line.span)
    else:
        table.rows[-1] = (*cells, last + line.text)
        table.spans[-1] = (table.spans[-1][0], line.end)
    table.end = line.end


def _add_row(rough: list[tuple[Block, Line]], line: Line) -> None:
    row = tuple(tidy(cell) for cell in line.raw.split("\t"))
    block = rough[-1][0] if rough else None
    if block is None or not block.rows:
        block = Block(line.start, line.end)
        rough.append((block, line))
    if block.rows and len(block.rows[-1]) == 1:
        row = (block.rows.pop()[0] + row[0], *row[1:])
        block.spans.pop()
    elif block.rows and _parts_of_one_row(block.rows[0], block.rows[-1], row):
        before = block.rows.pop()
        row = (*before[:-1], before[-1] + row[0], *row[1:])
        line = replace(line, start=block.spans.pop()[0])
    block.rows.append(row)
    block.spans.append(line.span)
    block.end = line.end


def _parts_of_one_row(header: Sequence[str], above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether two lines are one numbered row, a cell of it wrapped: together they fill it."""
    return (
        1 < len(above) < len(header)
        and len(above) + len(below) == len(header) + 1
        and above[0].isdigit()
        and not below[0].isdigit()
        and not complete(above[-1])
    )


def without_repeated_headers(block: Block) -> list[Span]:
    """Take a table's header out where a page break repeated it; the spans of the repetitions."""
    header = block.rows[0]
    again = {i for i, row in enumerate(block.rows) if i and row == header and len(set(row)) > 1}
    spans = [block.spans[i] for i in sorted(again)]
    block.rows = [row for i, row in enumerate(block.rows) if i not in again]
    return spans
