"""The columns of a page, from its white: strips that stay free of letters, with filled lines on both sides."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from tracker.read.pdf.page import Gap, Line

__all__ = ["cut_at", "find_gutters", "overlaps"]

FULL = 0.6
"""A stretch of text that covers more than this ratio of the text's width stands in no column."""
NARROWEST = 0.18
"""A column is at least this wide (ratio of the text's width); page numbers of a contents list are not."""
CROSSED = 0.12
"""Ratio of the rows that may cross a gutter: titles, a page number, a running head."""
FILLED = 0.4
"""Ratio of the lines of a column that reach from edge to edge of it; the cells of a table without rules do not."""
FEW_ROWS = 3
STEP = 2.0
"""Points between the places at which the white is looked for."""

Stretch = tuple[float, float]
"""Left and right edge of text without a wide blank in it."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """A strip that is white but for a few rows: its middle, and how wide it is."""

    middle: float
    width: float


def find_gutters(rows: Sequence[Sequence[Line]]) -> tuple[float, ...]:
    """The middles of the strips (x) between the columns of a page of these rows; none on a page of one column."""
    stretches = [sorted(itertools.chain.from_iterable(map(_stretches, row))) for row in rows]
    if not any(stretches):
        return ()
    first = min(row[0][0] for row in stretches if row)
    last = max(right for row in stretches for _, right in row)
    parted = _parted_rows(stretches, first, last)
    if not parted:
        return ()
    em = median(line.em for row in rows for line in row)
    strips = list(_strips(parted, first, last, em))
    while strips and (weak := _weak(strips, parted, first, last)) is not None:
        strips.remove(weak)
    return tuple(strip.middle for strip in strips)


def _parted_rows(rows: list[list[Stretch]], first: float, last: float) -> list[list[Stretch]]:
    """The rows that no stretch fills; none where too few of them can stand in columns: most pages have one column."""
    full, inside = FULL * (last - first), first + 0.4 * (last - first)
    parted = [row for row in rows if max(right - left for left, right in row) <= full]
    in_columns = sum(len(row) > 1 or row[0][0] > inside for row in parted)
    return parted if in_columns >= FEW_ROWS else []


def _stretches(line: Line) -> Iterator[Stretch]:
    start = line.left
    for gap in line.gaps:
        yield start, gap.start
        start = gap.end
    yield start, line.right


def _strips(parted: list[list[Stretch]], first: float, last: float, em: float) -> Iterator[_Strip]:
    """The strips that hardly any of the rows cross, from left to right, at some distance from the edges."""
    count = int((last - first) / STEP) + 2
    steps = [0] * (count + 1)
    for left, right in itertools.chain.from_iterable(parted):
        steps[min(count, int((left - first) / STEP) + 1)] += 1
        steps[min(count, max(0, int((right - first) / STEP) + 1))] -= 1
    ink = list(itertools.accumulate(steps))
    most = max(2.0, CROSSED * len(parted))
    inside = range(int(0.15 * count), int(0.85 * count))
    for free, places in itertools.groupby(inside, key=lambda place: ink[place] <= most):
        if free:
            least = _least(list(places), ink)
            width = len(least) * STEP
            if width >= 0.5 * em:
                yield _Strip(first + (least[len(least) // 2]) * STEP, width)


def _least(places: list[int], ink: list[int]) -> list[int]:
    """The widest run of places with the least ink."""
    least = min(ink[place] for place in places)
    runs = [list(run) for free, run in itertools.groupby(places, key=lambda place: ink[place] == least) if free]
    return max(runs, key=len)


def _weak(strips: list[_Strip], parted: list[list[Stretch]], first: float, last: float) -> _Strip | None:
    """The narrowest strip that does not part two columns, or nothing if all do."""
    edges = [first, *(strip.middle for strip in strips), last]
    columns = [[_extent(row, left, right) for row in parted] for left, right in itertools.pairwise(edges)]
    parts = [_parts_two(left, right, last - first) for left, right in itertools.pairwise(columns)]
    weak = [strip for strip, is_part in zip(strips, parts, strict=True) if not is_part]
    return min(weak, key=lambda strip: strip.width, default=None)


def _parts_two(one: list[Stretch | None], other: list[Stretch | None], width: float) -> bool:
    """Whether two columns beside each other, row by row, are columns whose rows run side by side."""
    if not (_is_column(one, width) and _is_column(other, width)):
        return False
    heights = ([number for number, extent in enumerate(column) if extent] for column in (one, other))
    return _side_by_side(*heights)


def _extent(row: list[Stretch], left: float, right: float) -> Stretch | None:
    """From where to where the row has text inside the column."""
    inside = [stretch for stretch in row if stretch[0] >= left - 1 and stretch[1] <= right + 1]
    return (inside[0][0], max(end for _, end in inside)) if inside else None


def _is_column(extents: list[Stretch | None], width: float) -> bool:
    found = [extent for extent in extents if extent]
    if len(found) < FEW_ROWS:
        return False
    # A running head or a page number that stands out of the column says nothing of its edges.
    stray = len(found) // 10
    wide = sorted(right for _, right in found)[-1 - stray] - sorted(left for left, _ in found)[stray]
    filled = sum(right - left >= 0.8 * wide for left, right in found)
    return wide >= NARROWEST * width and filled >= max(FEW_ROWS, FILLED * len(found))


def _side_by_side(one: list[int], other: list[int]) -> bool:
    """Whether the rows of two columns run beside each other, for half of the shorter one at least."""
    common = min(one[-1], other[-1]) - max(one[0], other[0]) + 1
    return 2 * common > min(one[-1] - one[0], other[-1] - other[0]) + 1


def overlaps(line: Line, gutter: float) -> bool:
    """Whether the line runs over the gutter."""
    return line.left < gutter - 1 and line.right > gutter + 1


def cut_at(line: Line, gutters: Sequence[float]) -> list[Line]:
    """The line in parts where wide blanks of it lie on gutters."""
    for gutter in reversed(gutters):
        for place, gap in enumerate(line.gaps):
            if gap.start - 1 <= gutter <= gap.end + 1:
                return [*cut_at(_before(line, place, gap), gutters), _after(line, place, gap)]
    return [line]


def _before(line: Line, place: int, gap: Gap) -> Line:
    text = line.text[: gap.index].rstrip()
    return replace(line, text=text, right=gap.start, gaps=line.gaps[:place], centres=line.centres[: len(text)])


def _after(line: Line, place: int, gap: Gap) -> Line:
    rest = tuple(replace(later, index=later.index - gap.index) for later in line.gaps[place + 1 :])
    return replace(line, text=line.text[gap.index :], left=gap.end, gaps=rest, centres=line.centres[gap.index :])
