"""The objects of an OFD page: letters at their places, ruled lines, pictures (GB/T 33190—2016, 8 to 11).

Places are millimetres from the upper left corner of the page; here they become points, as the layout of pages counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import Final, TypeAlias

from tracker.language.patterns import regex
from tracker.read.ofd.package import Element, children, local_name
from tracker.read.pdf.drawn_rules import outline
from tracker.read.pdf.page import Rule

__all__ = ["Glyph", "Matrix", "glyphs", "objects", "picture_share", "rules"]

POINTS: Final = 72 / 25.4
"""Points in a millimetre."""

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Point: TypeAlias = tuple[float, float]

_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST: Final = 8
"""Blocks inside blocks are followed this deep."""
MOST_LETTERS: Final = 200_000
"""Letters that a page may have: a page of small print has five thousand."""
LEAST_LETTER: Final = 1.0
GREATEST_LETTER: Final = 2_000.0
"""Points that a letter has at the least and at the most; nobody reads others."""
MOST_STEPS: Final = 4_000
"""Steps of a path from which it is a drawing (a map, a seal), not a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One letter: the start of its baseline (points from the upper left), its size, how far it advances, its angle."""

    text: str
    x: float
    y: float
    em: float
    advance: float
    angle: float


def objects(container: Element, depth: int = 0) -> Iterator[Element]:
    """The objects of a page's content in drawing order, those inside layers and blocks too; hidden ones left out."""
    for child in container:
        kind = local_name(child)
        if not kind or child.get("Visible", "true").strip() == "false" or child.get("Alpha", "255").strip() == "0":
            continue
        if kind in {"Layer", "PageBlock", "Content"} and depth < DEEPEST:
            yield from objects(child, depth + 1)
        elif kind in {"TextObject", "PathObject", "ImageObject"}:
            yield child


def _numbers(text: str | None) -> list[float]:
    found = []
    for piece in (text or "").replace(",", " ").split():
        try:
            value = float(piece)
        except ValueError:
            return []
        found.append(value if math.isfinite(value) and abs(value) < _FAR else 0.0)
    return found


_FAR: Final = 1e6
"""Millimetres beyond which no page has anything."""


def _box(element: Element) -> tuple[float, float, float, float]:
    """The boundary of an object: x, y, width, height in millimetres."""
    found = _numbers(element.get("Boundary"))
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else (0.0, 0.0, 0.0, 0.0)  # noqa: PLR2004


def _matrix(element: Element) -> Matrix:
    found = _numbers(element.get("CTM"))
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else _IDENTITY  # noqa: PLR2004


def _placed(element: Element, x: float, y: float) -> Point:
    """A point of an object's own space on the page, in points (8.5: first the matrix, then the boundary's corner)."""
    a, b, c, d, e, f = _matrix(element)
    left, top, _, _ = _box(element)
    return (a * x + c * y + e + left) * POINTS, (b * x + d * y + f + top) * POINTS


def glyphs(element: Element) -> Iterator[Glyph]:
    """The letters of a text object. A step that the text lacks is as wide as the letter before it."""
    size = (_numbers(element.get("Size")) or [0.0])[0]
    a, b, c, d, _, _ = _matrix(element)
    em = size * (math.hypot(c, d) or 1.0) * POINTS
    if not LEAST_LETTER < em < GREATEST_LETTER:
        return
    angle = math.degrees(math.atan2(b, a))
    stretch = (_numbers(element.get("HScale")) or [1.0])[0] * (math.hypot(a, b) or 1.0) * POINTS
    x = y = 0.0
    for code in children(element, "TextCode"):
        text = "".join(code.itertext())
        x = (_numbers(code.get("X")) or [x])[0]
        y = (_numbers(code.get("Y")) or [y])[0]
        across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
        at_x, at_y = x, y
        for index, letter in enumerate(text[:MOST_LETTERS]):
            width = size * (0.5 if letter.isascii() else 1.0)
            px, py = _placed(element, at_x, at_y)
            yield Glyph(text=letter, x=px, y=py, em=em, advance=width * stretch, angle=angle)
            at_x += across[index] if index < len(across) else (0.0 if down else width)
            at_y += down[index] if index < len(down) else 0.0


def _steps(text: str | None, most: int) -> Sequence[float]:
    """The steps between letters (11.3): numbers, and ``g 5 3.2`` for five times 3.2; no more than there are letters."""
    pieces = (text or "").replace(",", " ").split()
    found: list[Iterator[float]] = []
    index = 0
    while index < len(pieces) and index < 3 * most:
        if pieces[index] == "g" and index + 2 < len(pieces):
            count, step = _numbers(pieces[index + 1]), _numbers(pieces[index + 2])
            found.append(repeat(step[0] if step else 0.0, max(0, min(most, int(count[0]) if count else 0))))
            index += 3
        else:
            found.append(iter((_numbers(pieces[index]) or [0.0])[:1]))
            index += 1
    return tuple(islice(chain.from_iterable(found), most))


_COMMAND = regex(r"[MSLQBAC]|-?\d+(?:\.\d+)?(?:[eE]-?\d+)?|-?\.\d+")
_OPERANDS: Final = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Commands of an abbreviated path (9.3.1) and how many numbers follow each; the last two are where it ends."""


def rules(element: Element) -> Iterator[Rule]:
    """The ruled lines of a path object: thin boxes, and straight sides of what is stroked."""
    stroked = element.get("Stroke", "true").strip() != "false"
    for data in children(element, "AbbreviatedData"):
        for points in _subpaths("".join(data.itertext())):
            yield from outline([_placed(element, x, y) for x, y in points], stroked=stroked)


def _subpaths(data: str) -> Iterator[list[Point]]:
    """The corners of every subpath; one with a curve is a drawing and is left out."""
    pieces = _COMMAND.findall(data)
    if len(pieces) > 3 * MOST_STEPS:
        return
    points: list[Point] = []
    curved, index = False, 0
    while index < len(pieces):
        command = pieces[index]
        count = _OPERANDS.get(command, 0)
        numbers = [float(piece) for piece in pieces[index + 1 : index + 1 + count] if piece not in _OPERANDS]
        index += 1 + len(numbers)
        if command in {"M", "S"} and points:
            yield from [] if curved else [points]
            points, curved = [], False
        curved = curved or command in {"Q", "B", "A"}
        if len(numbers) == count and count:
            points.append((numbers[-2], numbers[-1]))
        elif command == "C" and points:
            points.append(points[0])
    if points and not curved:
        yield points


def picture_share(element: Element, width: float, height: float) -> float:
    """The share (0 to 1) of a page of some size in points that a picture covers."""
    _, _, wide, high = _box(element)
    area = width * height
    return min(1.0, abs(wide * high) * POINTS**2 / area) if area else 0.0
