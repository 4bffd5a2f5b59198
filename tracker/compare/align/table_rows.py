"""The rows and cells of two versions of a table: rows by the columns that name them, cells by column.

A table's text has a row a line and a tab between two cells. A row is named by its first columns in words (区域, or
级别 with 类别), never by its running number or by its values; so a row that came or went, or a new column, shifts no
value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from tracker.compare.align.comparable_text import fold
from tracker.compare.align.same_text_links import identical
from tracker.language.numerals import HAN_NUMBER
from tracker.language.patterns import regex
from tracker.likeness.assignment import assign
from tracker.likeness.chain import Link, heaviest_chain
from tracker.likeness.subsequence import likeness
from tracker.model import Passage, Span

_ALIKE = 0.6
"""From this likeness on two headings of columns, or two names of rows, are versions of one another."""

_FEW = 10_000
"""Beyond so many pairs of rows whose names differ they are told as gone and new (``is_cut``)."""

_MOST_CELLS = 1_000_000
"""A side of more cells than this, blank ones at the end of short rows counted, is compared by whole rows; and columns
whose headings differ are compared by their cells only where that looks at no more cells (``is_cut``)."""

_SERIAL = regex(r"序号|编号|号|No\.?|#|项次", re.IGNORECASE)
_VALUE = regex(
    rf"[-+±<>≤≥~]*\d[\d,.]*(?:[-~至]\d[\d,.]*)?(?:[%‰a-z²³㎡]*|(?:{HAN_NUMBER})?元)|{HAN_NUMBER}元|[-/]", re.IGNORECASE
)
"""A cell that is a value, as a whole: 5000, 1,200.5, 10%, 20~30, 500元, - or /. Not 4层 or 一级, which name a row."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of cells with their places in the text.

    ``rows`` hold the folded words, blank where a row is short; ``heading`` is the row that names the columns.
    """

    spans: Sequence[Sequence[Span]]
    rows: Sequence[Sequence[str]]
    heading: int
    body: Sequence[int]
    """All rows but the heading."""

    def column(self, number: int) -> list[str]:
        """The cells of a column without the heading."""
        return [self.rows[row][number] for row in self.body]


class _Paired(NamedTuple):
    """Two versions of a table: which columns and rows became which, and whether some were too many to be weighed."""

    old: _Table
    new: _Table
    columns: Mapping[int, int]
    serial: set[Link]
    rows: Mapping[int, int]
    cut: bool


def table_passages(old: str, new: str) -> tuple[Passage, ...]:
    """The passages of two versions of a table, row by row; those of the new text in its order, then what is gone."""
    paired = _paired(old, new)
    if paired is None:
        return _by_whole_rows(old, new)
    ours, theirs, columns, serial, rows, _ = paired
    straight = set(heaviest_chain((i, j, float(1 + len(ours.rows[i]))) for i, j in rows.items()))
    upright = set(heaviest_chain((i, j, 1.0) for i, j in columns.items()))
    out: list[Passage] = []
    for i, j in sorted(rows.items(), key=lambda link: link[1]):
        out += _cells(ours.spans[i], theirs.spans[j], columns, serial, upright if (i, j) in straight else set())
    taken = set(rows.values())
    out += [Passage(kind="row", old=_whole(ours.spans[i]), new=None) for i in range(len(ours.rows)) if i not in rows]
    out += [Passage(kind="row", old=None, new=_whole(s)) for j, s in enumerate(theirs.spans) if j not in taken]
    return tuple(out)


def is_cut(old: str, new: str) -> bool:
    """Whether two versions of a table have more rows or columns than are weighed against one another."""
    rows = old.count("\n") + 1, new.count("\n") + 1
    tabs = old.count("\t") + 1, new.count("\t") + 1
    if old == new or (rows[0] * rows[1] <= _FEW and tabs[0] * tabs[1] * sum(rows) <= _MOST_CELLS):
        return False
    paired = _paired(old, new)
    return paired is None or paired.cut


def _paired(old: str, new: str) -> _Paired | None:
    """The rows and columns of two versions of a table; ``None`` where one has too many cells."""
    ours, theirs = _table(old), _table(new)
    if ours is None or theirs is None:
        return None
    columns, cut = _columns(ours, theirs)
    serial = {(i, j) for i, j in columns.items() if _is_serial(ours, i) and _is_serial(theirs, j)}
    rows, short = _rows(ours, theirs, columns, serial)
    return _Paired(ours, theirs, columns, serial, rows, cut or short)


def _by_whole_rows(old: str, new: str) -> tuple[Passage, ...]:
    """The rows that both sides have, to the letter; the others are gone or new."""
    ours, theirs = _row_spans(old), _row_spans(new)
    rows = identical(old.split("\n"), new.split("\n"))
    straight = set(heaviest_chain((i, j, 1.0) for i, j in rows.items()))
    taken = set(rows.values())
    return (
        *(
            Passage(kind="row", old=_whole(ours[i]), new=_whole(theirs[j]), moved=(i, j) not in straight)
            for i, j in sorted(rows.items(), key=lambda link: link[1])
        ),
        *(Passage(kind="row", old=_whole(row), new=None) for i, row in enumerate(ours) if i not in rows),
        *(Passage(kind="row", old=None, new=_whole(row)) for j, row in enumerate(theirs) if j not in taken),
    )


def _row_spans(text: str) -> list[list[Span]]:
    """Where the cells of every row stand."""
    spans: list[list[Span]] = []
    start = 0
    for line in text.split("\n"):
        row: list[Span] = []
        for cell in line.split("\t"):
            row.append((start, start + len(cell)))
            start += len(cell) + 1
        spans.append(row)
    return spans


def _table(text: str) -> _Table | None:
    """The cells of a table; ``None`` where they are too many."""
    spans = _row_spans(text)
    width = max(map(len, spans))
    if width * len(spans) > _MOST_CELLS:
        return None
    rows = [[fold(text[a:b]) for a, b in row] + [""] * (width - len(row)) for row in spans]
    heading = next(
        (number for number, row in enumerate(spans) if len(row) > 1), 0
    )  # above it stands what 单位：万元 says
    return _Table(spans, rows, heading, [row for row in range(len(rows)) if row != heading])


def _whole(row: Sequence[Span]) -> Span:
    return row[0][0], row[-1][1]


def _cells(
    old: Sequence[Span], new: Sequence[Span], columns: Mapping[int, int], serial: set[Link], upright: set[Link]
) -> Iterator[Passage]:
    """The cells of one row; those of a column that one side lacks stand alone."""
    pairs = {i: j for i, j in columns.items() if i < len(old) and j < len(new)}
    for i, j in pairs.items():
        yield Passage(
            kind="serial" if (i, j) in serial else "cell", old=old[i], new=new[j], moved=(i, j) not in upright
        )
    taken = set(pairs.values())
    yield from (Passage(kind="cell", old=span, new=None) for i, span in enumerate(old) if i not in pairs)
    yield from (Passage(kind="cell", old=None, new=span) for j, span in enumerate(new) if j not in taken)


# --- columns ----------------------------------------------------------------------------------------------------------


def _columns(old: _Table, new: _Table) -> tuple[dict[int, int], bool]:
    """Old column → new column: by the words of the heading, then by what stands in them; and whether that was cut."""
    ours, theirs = old.rows[old.heading], new.rows[new.heading]
    links = identical(ours, theirs)
    taken = set(links.values())
    left = [i for i in range(len(ours)) if i not in links]
    right = [j for j in range(len(theirs)) if j not in taken]
    as_many = len(ours) == len(theirs)
    if len(left) * len(right) * (len(old.rows) + len(new.rows)) > _MOST_CELLS:
        in_place = {i: i for i in left if as_many and i not in taken}
        return dict(sorted({**links, **in_place}.items())), True
    before, after = ({i: frozenset(table.column(i)) for i in some} for table, some in ((old, left), (new, right)))
    scores = {}
    for i, j in product(left, right):
        alike = max(likeness(ours[i], theirs[j]), _share(before[i], after[j]))
        if as_many and i == j:  # a table of as many columns keeps its columns
            alike = max(alike, _ALIKE + 0.01)
        scores[i, j] = alike - _ALIKE
    return dict(sorted({**links, **assign(scores).links}.items())), False


def _share(old: frozenset[str], new: frozenset[str]) -> float:
    """The share of two columns' distinct cells that both have."""
    return 2 * len(old & new) / max(1, len(old) + len(new))


def _is_serial(table: _Table, number: int) -> bool:
    """Whether a column only counts the rows: 序号 above 1, 2, 3; a row of sums may say so there (合计)."""
    cells = [cell for cell in table.column(number) if cell]
    counted = [cell for cell in cells if cell.isdecimal() or len(cell) == 1]
    if _SERIAL.fullmatch(table.rows[table.heading][number]):
        return bool(counted)
    return 2 * len(counted) > len(cells) and counted == [str(n) for n in range(1, len(counted) + 1)]


# --- rows -------------------------------------------------------------------------------------------------------------


def _rows(old: _Table, new: _Table, linked: Mapping[int, int], serial: set[Link]) -> tuple[dict[int, int], bool]:
    """Old row → new row, the headings being each other's; and whether rows were too many to be weighed."""
    columns = [link for link in linked.items() if link not in serial]
    naming = _naming(old, new, columns)
    ours = _names(old, [i for i, _ in naming], [i for i, _ in serial])
    theirs = _names(new, [j for _, j in naming], [j for _, j in serial])
    same_names = identical(list(ours.values()), list(theirs.values()))
    links = {old.heading: new.heading} | {old.body[i]: new.body[j] for i, j in same_names.items()}
    taken, told = set(links.values()), set(naming)
    left = [i for i in ours if i not in links]
    right = [j for j in theirs if j not in taken]
    if len(left) * len(right) > _FEW:
        return links, True
    scores = {}
    for i, j in product(left, right):
        name = likeness(ours[i], theirs[j])
        cells = [old.rows[i][a] == new.rows[j][b] for a, b in columns if (a, b) not in told]
        same = sum(cells) / len(cells) if cells else name
        scores[i, j] = (2 * name + same) / 3 - _ALIKE
    return {**links, **assign(scores).links}, False


def _naming(old: _Table, new: _Table, columns: Sequence[Link]) -> list[Link]:
    """The columns that name a row: from the left, as many in words as are needed to tell the rows apart."""
    worded = [link for link in columns if _is_worded(old.column(link[0])) and _is_worded(new.column(link[1]))]
    choice = worded or list(columns)[:1]

    def tell_apart(count: int) -> bool:
        ours, theirs = ([link[side] for link in choice[:count]] for side in (0, 1))
        return _tell_apart(_names(old, ours)) and _tell_apart(_names(new, theirs))

    return choice[: bisect_left(range(1, len(choice)), True, key=tell_apart) + 1]  # noqa: FBT003 - the least that does


def _is_worded(cells: Sequence[str]) -> bool:
    """Whether most cells of a column that are not blank are words and no values."""
    filled = [cell for cell in cells if cell]
    return 2 * sum(_VALUE.fullmatch(cell) is None for cell in filled) > len(filled)


def _tell_apart(names: Mapping[int, str]) -> bool:
    return len(set(names.values())) == len(names)


def _names(table: _Table, columns: Sequence[int], serial: Sequence[int] = ()) -> dict[int, str]:
    """The name of every row but the heading; a blank cell has the name above it (a merged cell).

    A row that is not counted where the others are is named by what stands there instead (合计).
    """
    out: dict[int, str] = {}
    above = dict.fromkeys(columns, "")
    for row in table.body:
        cells = table.rows[row]
        sums = [cells[column] for column in serial if len(cells[column]) > 1 and not cells[column].isdecimal()]
        above |= {column: cell for column in columns if (cell := cells[column])}
        out[row] = "\t".join(sums or above.values())
    return out
