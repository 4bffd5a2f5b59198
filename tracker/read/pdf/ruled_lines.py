"""The ruled lines of a PDF page, from its path objects (ISO 32000-1, 8.5), and whether the page shows a picture."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from pypdfium2 import raw

from tracker.read.pdf.drawn_rules import THIN, outline, rule
from tracker.read.pdf.page import Rule

__all__ = ["page_rules"]

Handle: TypeAlias = Any
Point: TypeAlias = tuple[float, float]
Turn: TypeAlias = Callable[[float, float], Point]

MOST_SEGMENTS = 4_000
"""A path of more segments is a drawing (a map, a seal), not a table."""
MOST_OBJECTS = 100_000
"""Objects of a page that are looked at: forms that include forms can multiply without end."""
DEEPEST = 6
"""Forms inside forms are followed this deep."""


def page_rules(page: Handle, turn: Turn) -> tuple[tuple[Rule, ...], bool]:
    """Ruled lines of the page, as ``turn`` makes points seen by a reader; and whether it shows a picture."""
    rules: list[Rule] = []
    pictured = False
    count = raw.FPDFPage_CountObjects(page)
    handles = (raw.FPDFPage_GetObject(page, index) for index in range(count))
    for handle, to_page in itertools.islice(_leaves(handles, lambda x, y: (x, y), 0), MOST_OBJECTS):
        if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = True
        else:
            rules += _path_rules(handle, lambda x, y, f=to_page: turn(*f(x, y)))  # type: ignore[misc]
    return tuple(rules), pictured


def _leaves(handles: Iterator[Handle], to_page: Turn, depth: int) -> Iterator[tuple[Handle, Turn]]:
    """Paths and pictures of the page, those inside forms (form XObjects) too, with the way to page space."""
    for handle in handles:
        kind = raw.FPDFPageObj_GetType(handle)
        if kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
            yield handle, to_page
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = (raw.FPDFFormObj_GetObject(handle, i) for i in range(raw.FPDFFormObj_CountObjects(handle)))
            yield from _leaves(inner, _after(_matrix(handle), to_page), depth + 1)


def _matrix(handle: Handle) -> Turn:
    m = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(handle, m)
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: (a * x + c * y + e, b * x + d * y + f)


def _after(inner: Turn, outer: Turn) -> Turn:
    return lambda x, y: outer(*inner(x, y))


def _path_rules(handle: Handle, turn: Turn) -> Iterator[Rule]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return
    if min(right.value - left.value, top.value - bottom.value) <= THIN:
        yield from rule(turn(left.value, bottom.value), turn(right.value, top.value))
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    if raw.FPDFPath_CountSegments(handle) <= MOST_SEGMENTS:
        placed = _after(_matrix(handle), turn)
        for points in _subpaths(handle, placed):
            yield from outline(points, stroked=bool(stroke.value))


def _subpaths(handle: Handle, turn: Turn) -> Iterator[list[Point]]:
    """The corners of every subpath; one with a curve is a drawing and is left out."""
    points: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append(turn(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if not curved:
        yield points
