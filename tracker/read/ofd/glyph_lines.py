"""Letters at their places → printed lines: what stands on one baseline, parted at wide blanks.

A text object of an OFD may hold a line, a word or a single letter, as the program that wrote it liked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.read.ofd.page_objects import Glyph
from tracker.read.pdf.page import Gap, Line
from tracker.read.radicals import unify

__all__ = ["printed_lines"]

OFF = 0.35
"""Letters whose baselines are further apart than this many letters stand on different lines."""
PARTED = 0.8
"""A blank wider than this many letters without a sign in it parts two pieces of text, of two cells for example."""
WIDE = 1.5
"""A blank of signs wider than this many letters is worth remembering: a column or a leader may run through it."""
SLANTED = 3.0
"""Degrees from which writing runs across the page, as a watermark does."""
SAME = 0.2
"""Letters nearer to each other than this many letters are one, drawn twice to make it bold."""


def printed_lines(glyphs: Sequence[Glyph], page: int, *, ruled: bool) -> tuple[Line, ...]:
    """The lines of a page; ``ruled`` where it has ruled lines, on which the middle of every letter counts."""
    level = sorted((one for one in glyphs if abs(one.angle) <= SLANTED), key=lambda one: (one.y, one.x))
    across = [one for one in glyphs if abs(one.angle) > SLANTED]
    lines = [_line(piece, page, ruled=ruled) for row in _rows(level) for piece in _pieces(row)]
    if across:
        lines.append(_line(across, page, ruled=ruled, slanted=True))
    return tuple(line for line in lines if line.text.strip())


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The letters of each baseline, from the left."""
    row: list[Glyph] = []
    for one in glyphs:
        if row and abs(one.y - row[0].y) > OFF * max(one.em, row[0].em):
            yield sorted(row, key=lambda glyph: glyph.x)
            row = []
        row.append(one)
    if row:
        yield sorted(row, key=lambda glyph: glyph.x)


def _pieces(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """A baseline in pieces that wide blanks without a sign part; a letter drawn twice counts once."""
    piece: list[Glyph] = []
    for one in row:
        if piece and one.text == piece[-1].text and abs(one.x - piece[-1].x) < SAME * one.em:
            continue
        if piece and one.x - _end(piece[-1]) > PARTED * max(one.em, piece[-1].em):
            yield piece
            piece = []
        piece.append(one)
    if piece:
        yield piece


def _end(glyph: Glyph) -> float:
    return glyph.x + glyph.advance


def _line(piece: Sequence[Glyph], page: int, *, ruled: bool, slanted: bool = False) -> Line:
    letters, gaps = _clean(piece)
    text = "".join(text for text, _ in letters)
    sizes = sorted(glyph.em for glyph in piece)
    ys = sorted(glyph.y for glyph in piece)
    return Line(
        text=text,
        page=page,
        left=min(glyph.x for glyph in piece),
        right=max(map(_end, piece)),
        y=ys[len(ys) // 2],
        em=sizes[len(sizes) // 2],
        gaps=tuple(gaps),
        centres=tuple(glyph.x + glyph.advance / 2 for _, glyph in letters) if ruled else (),
        slanted=slanted,
    )


def _clean(piece: Sequence[Glyph]) -> tuple[list[tuple[str, Glyph]], list[Gap]]:
    """The letters, runs of blanks made one and radicals made characters; and the wide blanks among them."""
    letters: list[tuple[str, Glyph]] = []
    gaps: list[Gap] = []
    before: Glyph | None = None
    for glyph in piece:
        if glyph.text.isspace():
            if letters and not letters[-1][0].isspace():
                letters.append(("\u3000" if glyph.text == "\u3000" else " ", glyph))
            continue
        if before is not None and letters[-1][0].isspace() and glyph.x - _end(before) > WIDE * glyph.em:
            gaps.append(Gap(index=len(letters), start=_end(before), end=glyph.x))
        letters += [(letter, glyph) for letter in unify(glyph.text) if letter.isprintable()]
        before = glyph if letters else None
    while letters and letters[-1][0].isspace():
        letters.pop()
    return letters, gaps
