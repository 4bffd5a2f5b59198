"""Which parts of a drawn path are ruled lines, as tables and forms have them; places are points."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TypeAlias

from tracker.read.pdf.page import Rule

__all__ = ["SHORT", "THIN", "outline", "rule"]

Point: TypeAlias = tuple[float, float]

THIN = 3.0
"""A path no thicker than this many points is a ruled line."""
SHORT = 4.0
"""A ruled line shorter than this many points is an ornament or a dash of a dotted line."""


def outline(points: list[Point], *, stroked: bool) -> Iterator[Rule]:
    """A thin filled box is one ruled line; of what is stroked, every straight upright or level side is one."""
    if not points:
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
        yield from rule((min(xs), min(ys)), (max(xs), max(ys)))
    elif stroked:
        for one, other in itertools.pairwise(points):
            if min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 1:
                yield from rule(one, other)


def rule(one: Point, other: Point) -> Iterator[Rule]:
    """The ruled line between two points, where it is long enough to be one."""
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    if max(width, height) < SHORT:
        return
    upright = height > width
    across, along = (0, 1) if upright else (1, 0)
    start, end = sorted((one[along], other[along]))
    yield Rule(upright=upright, at=(one[across] + other[across]) / 2, start=start, end=end)
