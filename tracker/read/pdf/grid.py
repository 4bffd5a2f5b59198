"""Tables drawn with ruled lines: the cells between the lines, and the text that stands in them.

A table whose lines run off the page (a row cut by the page break has no line below it) keeps that fact, so that the
halves of the row can be put together again.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.read.pdf.line_joints import first_unit, glue
from tracker.read.pdf.page import Line, Page, Rule
from tracker.read.pdf.reading_order import rows_of

__all__ = ["Table", "continues", "join_cut_row", "page_tables"]

TOUCH = 3.0
"""Ruled lines that come this near (points) touch."""
SAME = 1.6
"""Ruled lines that lie this near lie on one line."""
OPEN = 4.0
"""Lines that run on this far beyond the last line across them leave the table open on that side."""
SAME_SHARE = 0.02
"""Columns whose edges differ by no more than this ratio of the table's width are the same columns."""
MIDDLE = 0.35
"""The middle of a letter lies this far above its baseline (in letters)."""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table on one page: its rows, its columns' edges, and where it stands; ``lines`` are places on the page.

    ``open_top`` and ``open_bottom``: the page break cuts the first or last row. ``rooms``: what is left of the last
    line of every cell of the last row (in letters).
    """

    page: int
    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float
    lines: tuple[int, ...]
    rooms: tuple[float, ...] = ()
    open_top: bool = False
    open_bottom: bool = False


def page_tables(page: Page) -> tuple[Table, ...]:
    """The ruled tables of the page that hold text in at least two cells."""
    if not page.rules:
        return ()
    grids = (_grid(rules) for rules in _connected(_merged(page.rules)))
    tables = (_fill(page, grid) for grid in grids if grid is not None)
    return tuple(sorted((table for table in tables if table is not None), key=lambda table: table.top))


def continues(above: Table, below: Table) -> bool:
    """Whether the lower table can be the upper one going on after a break: the same columns, of the same shares."""
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) <= SAME_SHARE for a, b in zip(_shares(above.edges), _shares(below.edges), strict=True)
    )


def _shares(edges: tuple[float, ...]) -> list[float]:
    # The inner margin changes sides from page to page, and with it the place of the table.
    return [(edge - edges[0]) / (edges[-1] - edges[0]) for edge in edges]


def join_cut_row(above: Table, below: Table) -> tuple[Table, Table]:
    """The two parts of a table with the row that the break cut put together in the upper part.

    A head that the lower part repeats stays where it is; the rest of the row stands below it.
    """
    head = _repeated_head(above, below)
    if len(above.rows) <= head or len(below.rows) <= head:
        return above, below
    if not (_open(above, below, head) or _goes_on(above, below.rows[head])):
        return above, below
    whole = tuple(glue(a, b) for a, b in zip(above.rows[-1], below.rows[head], strict=True))
    left = (*below.rows[:head], *below.rows[head + 1 :])
    return replace(above, rows=(*above.rows[:-1], whole)), replace(below, rows=left)


_HIGHEST_HEAD = 4
"""Rows that the head of a table has at the most."""


def _repeated_head(above: Table, below: Table) -> int:
    """How many rows of the upper part's head stand again at the top of the lower one."""
    count = 0
    for one, other in zip(above.rows[:_HIGHEST_HEAD], below.rows, strict=False):
        if one != other:
            break
        count += 1
    return count


def _open(above: Table, below: Table, head: int) -> bool:
    """No line is drawn where the break cuts the row; above a repeated head there always is one."""
    return above.open_bottom and (below.open_top or head > 0)


def _goes_on(above: Table, first: tuple[str, ...]) -> bool:
    """Lines are drawn, but the row has no beginning of its own and its cells go on from filled ones."""
    last = above.rows[-1]
    if first[0] or not last[0]:
        return False
    return all(
        not text or (before and room < first_unit(text) + 1)
        for text, before, room in zip(first, last, above.rooms, strict=True)
    )


# --- lines to grids ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    uprights: tuple[Rule, ...]
    levels: tuple[Rule, ...]
    open_top: bool
    open_bottom: bool


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Ruled lines that lie on one line and touch, made one."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.upright, r.start)):
        for index, other in enumerate(merged):
            on_one = rule.upright == other.upright and abs(rule.at - other.at) <= SAME
            if on_one and rule.start <= other.end + TOUCH:
                merged[index] = replace(other, end=max(other.end, rule.end))
                break
        else:
            merged.append(rule)
    return merged


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of ruled lines that cross or touch."""
    uprights = [rule for rule in rules if rule.upright]
    groups: list[list[Rule]] = []
    left = [rule for rule in rules if not rule.upright]
    while uprights:
        groups.append(_taken_group(uprights.pop(), uprights, left))
    return groups


def _taken_group(rule: Rule, uprights: list[Rule], levels: list[Rule]) -> list[Rule]:
    """What hangs together with a ruled line, taken out of the two lists."""
    group, wave = [], [rule]
    while wave:
        rule = wave.pop()
        group.append(rule)
        pool = levels if rule.upright else uprights
        touching = [other for other in pool if _cross(rule, other)]
        for other in touching:
            pool.remove(other)
        wave += touching
    return group


def _cross(one: Rule, other: Rule) -> bool:
    return one.start - TOUCH <= other.at <= one.end + TOUCH and other.start - TOUCH <= one.at <= other.end + TOUCH


def _grid(rules: list[Rule]) -> _Grid | None:
    uprights = tuple(rule for rule in rules if rule.upright)
    levels = _without_stray([rule for rule in rules if not rule.upright], uprights)
    if not levels or len(rules) < 3:  # noqa: PLR2004  # two lines that cross make no cell
        return None
    xs, _, _ = _edges(uprights, levels)
    ys, above, below = _edges(levels, uprights)
    if len(xs) < 3 or len(ys) < 2:  # noqa: PLR2004  # one column is a box round a text
        return None
    return _Grid(xs, ys, uprights, levels, above, below)


def _without_stray(levels: list[Rule], uprights: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The level lines without a short one above or below the table: the rule of a running head that comes near."""
    width = max(rule.at for rule in uprights) - min(rule.at for rule in uprights)
    for outermost in (min, max):
        at = outermost((rule.at for rule in levels), default=0.0)
        there = [rule for rule in levels if abs(rule.at - at) <= TOUCH]
        if sum(rule.end - rule.start for rule in there) < width / 2:
            levels = [rule for rule in levels if rule not in there]
    return tuple(levels)


def _edges(lines: tuple[Rule, ...], across: tuple[Rule, ...]) -> tuple[tuple[float, ...], bool, bool]:
    """Where the lines lie, and whether the lines across them run on before the first and after the last."""
    places = sorted(rule.at for rule in lines)
    edges = [places[0]]
    for place in places[1:]:
        if place - edges[-1] > TOUCH:
            edges.append(place)
    start, end = min(rule.start for rule in across), max(rule.end for rule in across)
    before, after = edges[0] - start > OPEN, end - edges[-1] > OPEN
    return (*([start] if before else []), *edges, *([end] if after else [])), before, after


# --- grids to tables --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one printed line inside one cell."""

    text: str
    left: float
    right: float
    y: float
    em: float


def _fill(page: Page, grid: _Grid) -> Table | None:
    owner = _owners(grid)
    lines = [place for place, line in enumerate(page.lines) if _inside(line, grid)]
    pieces = _pieces_of_cells([page.lines[place] for place in lines], grid, owner)
    columns = range(len(grid.xs) - 1)
    if not pieces or len(pieces) + len(columns) < 4:  # noqa: PLR2004  # a frame round a text is no table
        return None
    last_columns = {own: column for (_, column), own in sorted(owner.items(), key=lambda item: item[0][1])}
    texts = {cell: _cell_text(found, grid, cell, last_columns[cell]) for cell, found in pieces.items()}
    rows = [tuple(texts.get((row, column), "") for column in columns) for row in range(len(grid.ys) - 1)]
    last = max(row for row, _ in texts)
    return Table(
        page=page.index,
        rows=tuple(filter(any, rows)),
        rooms=tuple(_room(pieces.get((last, column), []), grid, column) for column in columns),
        edges=grid.xs,
        top=grid.ys[0],
        bottom=grid.ys[-1],
        lines=tuple(lines),
        open_top=grid.open_top,
        open_bottom=grid.open_bottom,
    )


def _pieces_of_cells(lines: Sequence[Line], grid: _Grid, owner: dict[Cell, Cell]) -> dict[Cell, list[_Piece]]:
    pieces: dict[Cell, list[_Piece]] = defaultdict(list)
    for line in itertools.chain.from_iterable(rows_of(lines)):
        for cell, piece in _pieces(line, grid):
            pieces[owner[cell]].append(piece)
    return pieces


def _owners(grid: _Grid) -> dict[Cell, Cell]:
    """Every elementary cell to the first cell of the one it is part of: no line parts them."""
    owner: dict[Cell, Cell] = {}
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    uprights, levels = _walls(grid.uprights, grid.xs), _walls(grid.levels, grid.ys)
    for row in range(rows):
        for column in range(columns):
            middle_x = (grid.xs[column] + grid.xs[column + 1]) / 2
            middle_y = (grid.ys[row] + grid.ys[row + 1]) / 2
            if column and not _walled(uprights[column], middle_y):
                owner[row, column] = owner[row, column - 1]
            elif row and not _walled(levels[row], middle_x):
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    return owner


def _walls(rules: tuple[Rule, ...], edges: tuple[float, ...]) -> list[list[Rule]]:
    """The ruled lines that lie on each edge."""
    ordered = sorted(rules, key=lambda rule: rule.at)
    places = [rule.at for rule in ordered]
    return [ordered[bisect_left(places, at - TOUCH) : bisect_right(places, at + TOUCH)] for at in edges]


def _walled(rules: list[Rule], along: float) -> bool:
    return any(rule.start - 1 <= along <= rule.end + 1 for rule in rules)


def _inside(line: Line, grid: _Grid) -> bool:
    y = line.y - MIDDLE * line.em
    level = grid.ys[0] - 1 <= y <= grid.ys[-1] + 1
    return level and bool(line.centres) and grid.xs[0] - 2 <= sum(line.centres) / len(line.centres) <= grid.xs[-1] + 2


def _pieces(line: Line, grid: _Grid) -> list[tuple[Cell, _Piece]]:
    """The line cut where it passes from one cell to the next."""
    row = min(max(bisect_right(grid.ys, line.y - MIDDLE * line.em) - 1, 0), len(grid.ys) - 2)
    cut: list[tuple[int, int, int]] = []
    for index, (character, x) in enumerate(zip(line.text, line.centres, strict=True)):
        column = min(max(bisect_right(grid.xs, x) - 1, 0), len(grid.xs) - 2)
        if cut and (cut[-1][0] == column or character.isspace()):
            cut[-1] = (cut[-1][0], cut[-1][1], index + 1)
        else:
            cut.append((column, index, index + 1))
    half = line.em / 2
    return [
        ((row, column), _Piece(text, line.centres[a] - half, line.centres[a + len(text) - 1] + half, line.y, line.em))
        for column, a, b in cut
        if (text := line.text[a:b].rstrip())
    ]


def _room(pieces: list[_Piece], grid: _Grid, column: int) -> float:
    """What is left of the last line of a cell, in letters; 0 in an empty one."""
    if not pieces:
        return 0.0
    padding = max(0.0, min(piece.left for piece in pieces) - grid.xs[column])
    return (grid.xs[column + 1] - padding - pieces[-1].right) / pieces[-1].em


def _cell_text(pieces: list[_Piece], grid: _Grid, cell: Cell, last: int) -> str:
    """The lines of a cell joined; a line that ends where the next word would still have fitted ends a paragraph.

    ``last`` is the last column that the cell covers.
    """
    padding = max(0.0, min(piece.left for piece in pieces) - grid.xs[cell[1]])
    right = grid.xs[last + 1] - min(padding, pieces[0].em)
    text = ""
    before: _Piece | None = None
    for piece in pieces:
        ended = before is not None and right - before.right > (first_unit(piece.text) + 1.5) * piece.em
        text = f"{text} {piece.text}" if ended else glue(text, piece.text)
        before = piece
    return text
