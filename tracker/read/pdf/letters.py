"""A page of a PDF as PDFium has it, to lines with their places.

PDFium hands over the text of a page in one call; places are asked for the two ends of every line and round wide
blanks only, which is what keeps reading near the cost of PDFium itself.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

from tracker.language.patterns import regex
from tracker.read.pdf.page import Gap, Line, Page
from tracker.read.pdf.ruled_lines import page_rules
from tracker.read.radicals import unify
from tracker.read.raised_characters import lowered, raised

__all__ = ["read_page"]

Handle: TypeAlias = Any
"""A handle of PDFium, or a structure of its that ctypes makes: neither has a type that a checker could use."""

HAN = regex("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u2e80-\u2fdf]")
BLANKS = regex(r"[^\S\n]+")
WIDE = 1.5
"""A blank wider than this many letters is worth remembering: a column or a leader may run through it."""
SMALLEST = 0.1
"""Points of a letter, of which those that are set in no size at all are taken to be."""
PARTED = 0.8
"""A blank wider than this that PDFium put in parts two pieces of text, of two columns for example."""
OFF = 0.6
"""Letters whose baselines are further apart than this many letters stand on different lines; notes are set higher."""
SPACED = 0.5
MANY_NARROW = 4
"""More blanks than this between characters nearer than ``SPACED`` letters, put in by PDFium, are letter-spacing."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """How the page has to be turned so that most of its text runs to the right, and its bounding box.

    ``quarter`` counts quarters: 0 text runs right, 1 up, 2 left, 3 down, in the page's own space.
    """

    quarter: int
    box: tuple[float, float, float, float]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The point as a reader sees it: x from the left edge, y from the top edge."""
        left, bottom, right, top = self.box
        match self.quarter:
            case 0:
                return x - left, top - y
            case 1:
                return y - bottom, x - left
            case 2:
                return right - x, y - bottom
            case _:
                return top - y, right - x

    def size(self) -> tuple[float, float]:
        """Width and height as a reader sees them."""
        left, bottom, right, top = self.box
        return (top - bottom, right - left) if self.quarter % 2 else (right - left, top - bottom)


def read_page(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, index: int) -> Page:
    """The lines of an open page, its ruled lines, and whether it shows a picture."""
    text = _text(text_page.raw)
    parts = list(_parts(text_page.raw, text))
    turn = _Turn(_main_quarter(parts), page.get_bbox())
    rules, pictured = page_rules(page.raw, turn.point)
    ruled = sum(rule.upright for rule in rules) > 1 and sum(not rule.upright for rule in rules) > 1
    make = _line_maker(text_page.raw, text, index, turn, ruled=ruled)
    width, height = turn.size()
    seen = tuple(line for part in parts if _is_printed(line := make(*part), width, height))
    return Page(index=index, width=width, height=height, lines=seen, rules=rules, pictured=pictured)


def _is_printed(line: Line, width: float, height: float) -> bool:
    """Text beyond the edges of the page is not printed: crop marks, notes of the typesetter."""
    return -1 < line.y < height + 1 and line.right > 0 and line.left < width


Part: TypeAlias = tuple[int, int, float]
"""Start and end of a stretch on one baseline, and the direction it runs in."""


def _parts(text_page: Handle, text: str) -> Iterator[Part]:
    for start, end in _stretches(text):
        angle = _direction(text_page, start)
        yield from ((*part, angle) for part in _level(text_page, text, start, end, angle))


def _text(text_page: Handle) -> str:
    """The text of the page, one code point a character of PDFium, so that the indexes are the same."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * (written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # PDFium leaves characters out of the bulk text (those without a mapping), which would shift every index after.
    return "".join(map(_scalar, (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))))


def _scalar(code: int) -> str:
    surrogate = 0xD800 <= code < 0xE000  # noqa: PLR2004  # the surrogates of UTF-16: no characters
    return "\ufffd" if surrogate or not 0 < code <= 0x10FFFF else chr(code)  # noqa: PLR2004  # the last code point


PRINTED_LINE = regex(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?")
"""A line of PDFium's text. At a hyphen that ends a line it leaves out the line break and puts a mark of its own."""


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every printed line, blanks at its ends left out."""
    for found in PRINTED_LINE.finditer(text):
        line = found.group()
        body = line.strip()
        if body:
            start = found.start() + len(line) - len(line.lstrip())
            yield start, start + len(body)


def _level(text_page: Handle, text: str, start: int, end: int, angle: float) -> Iterator[tuple[int, int]]:
    """The stretch in parts on one baseline each: PDFium takes single letters below each other for upright writing."""
    across = (-math.sin(math.radians(angle)), math.cos(math.radians(angle)))
    if _on_baseline(text_page, start, end - 1, across):
        yield start, end
        return
    first = last = start
    for index in range(start + 1, end):
        if not text[index].isspace():
            if not _on_baseline(text_page, last, index, across):
                yield first, last + 1
                first = index
            last = index
    yield first, end


def _on_baseline(text_page: Handle, one: int, other: int, across: tuple[float, float]) -> bool:
    (ax, ay), (bx, by) = _origin(text_page, one), _origin(text_page, other)
    size = max(_letter_size(text_page, one), _letter_size(text_page, other))  # the mark of a note is small and high
    return abs((bx - ax) * across[0] + (by - ay) * across[1]) <= OFF * size


def _direction(text_page: Handle, index: int) -> float:
    """The direction in which the character's line runs, in degrees counter-clockwise from the page's own x axis."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text_page, index, matrix):
        return 0.0
    return math.degrees(math.atan2(matrix.b, matrix.a)) % 360


def _main_quarter(parts: Sequence[Part]) -> int:
    count: Counter[int] = Counter()
    for start, end, angle in parts:
        count[round(angle / 90) % 4] += end - start
    return count.most_common(1)[0][0] if count else 0


def _line_maker(
    text_page: Handle, text: str, page: int, turn: _Turn, *, ruled: bool
) -> Callable[[int, int, float], Line]:
    """A function that makes a line of the characters from one index to another."""
    box = raw.FS_RECTF()

    def edges(index: int) -> tuple[float, float]:
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        one, other = turn.point(box.left, box.bottom)[0], turn.point(box.right, box.top)[0]
        return (one, other) if one <= other else (other, one)

    def make(start: int, end: int, angle: float) -> Line:
        printed = _with_raised(text_page, text[start:end], start)
        away = abs((angle - 90 * turn.quarter + 180) % 360 - 180)
        em = max(_letter_size(text_page, start + _first_han(printed)), SMALLEST)
        gaps, drop = _gaps(text_page, printed, start, em, edges)
        cleaned, kept = _clean(printed, drop)
        centres = tuple(sum(edges(start + i)) / 2 for i in kept) if ruled else ()
        return Line(
            text=cleaned,
            page=page,
            left=edges(start)[0],
            right=edges(end - 1)[1],
            y=turn.point(*_origin(text_page, start))[1],
            em=em,
            gaps=tuple(Gap(index=_new_index(kept, i), start=a, end=b) for i, a, b in gaps),
            centres=centres,
            slanted=away > 3,  # noqa: PLR2004  # degrees: less is a page that was laid askew
        )

    return make


FIGURES = regex(r"(?<=[0-9A-Za-z\u3400-\u9fff)）])[0-9]?[+\-−–]?[0-9]{1,2}(?![0-9年月日条章节号.])")
"""A few figures behind a character that they may be raised from: the 2 of m2, the 04 of 104; no year, day or number."""
LEADING = regex(r"[0-9]{1,2}(?=[^0-9.．、)）\s])")  # not the number of an item
"""Figures that begin a line, as the mark of a footnote does."""
SMALLER, HIGHER = 0.8, 0.2
"""Raised figures are smaller than this ratio of the character before, and higher by more than this ratio of it."""


def _with_raised(text_page: Handle, printed: str, start: int) -> str:
    """The line with raised and lowered figures as such: 10 with a small 4 above the line is 10⁴, not 104."""
    out: list[str] | None = None
    if (found := LEADING.match(printed)) and _form(_height(text_page, start + found.end()), _height(text_page, start)):
        out = [*raised(found[0]), *printed[found.end() :]]
    for found in FIGURES.finditer(printed):
        first = _height(text_page, start + found.start() - 1)
        last = _height(text_page, start + found.end() - 1)
        if last[1] - last[0] >= SMALLER * (first[1] - first[0]):
            continue
        out = out or list(printed)
        for index in range(found.start(), found.end()):
            form = _form(first, _height(text_page, start + index))
            out[index] = form(printed[index]) if form else printed[index]
    return "".join(out) if out else printed


def _form(beside: tuple[float, float], own: tuple[float, float]) -> Callable[[str], str] | None:
    """How a character is set beside another, by their lower and upper edges: raised, lowered, or on the line."""
    size = beside[1] - beside[0]
    if own[1] - own[0] >= SMALLER * size:
        return None
    if own[0] - beside[0] > HIGHER * size:
        return raised
    return lowered if beside[1] - own[1] > 2 * HIGHER * size else None


def _height(text_page: Handle, index: int) -> tuple[float, float]:
    """The lower and upper edge of a character's box, by the size of its font."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, box)
    return box.bottom, box.top


def _first_han(printed: str) -> int:
    found = HAN.search(printed)
    return found.start() if found else 0


def _letter_size(text_page: Handle, index: int) -> float:
    """The size of the character's font as printed, in points: the width of a Chinese character."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    size = float(raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d))
    return size or 10.0


def _origin(text_page: Handle, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    return x.value, y.value


Edges: TypeAlias = Callable[[int], tuple[float, float]]


def _gaps(
    text_page: Handle, printed: str, start: int, em: float, edges: Edges
) -> tuple[list[tuple[int, float, float]], set[int]]:
    """Wide blanks of the line (index of the next character, edges), and blanks that are only letter-spacing."""
    wide: list[tuple[int, float, float]] = []
    narrow: list[re.Match[str]] = []
    for blank in BLANKS.finditer(printed):
        before, after = edges(start + blank.start() - 1)[1], edges(start + blank.end())[0]
        limit = PARTED if raw.FPDFText_IsGenerated(text_page, start + blank.start()) else WIDE
        if after - before > limit * em:
            wide.append((blank.end(), before, after))
        elif after - before < SPACED * em and _between_han(printed, blank):
            narrow.append(blank)
    if len(narrow) <= max(MANY_NARROW, len(printed) / 8):
        return wide, set()
    drop = [blank for blank in narrow if raw.FPDFText_IsGenerated(text_page, start + blank.start())]
    return wide, {index for blank in drop for index in range(blank.start(), blank.end())}


def _between_han(printed: str, blank: re.Match[str]) -> bool:
    return bool(HAN.match(printed[blank.start() - 1]) and HAN.match(printed[blank.end()]))


def _clean(printed: str, drop: set[int]) -> tuple[str, list[int]]:
    """The line as text, runs of blanks made one, radicals made characters; and the index each character came from."""
    if not drop and "  " not in printed and printed.isprintable() and len(unified := unify(printed)) == len(printed):
        return unified, list(range(len(printed)))
    out: list[str] = []
    kept: list[int] = []
    for index, character in enumerate(printed):
        if index in drop or (character == " " and out and out[-1].isspace()):
            continue
        for letter in unify(_legible(character)):
            out.append(letter)
            kept.append(index)
    return "".join(out), kept


def _legible(character: str) -> str:
    if character in "\x02\ufffe":
        return "-"  # PDFium's marks of a hyphen at the end of a line
    if character.isspace():
        return "\u3000" if character == "\u3000" else " "
    return character


def _new_index(kept: list[int], index: int) -> int:
    return next((new for new, old in enumerate(kept) if old >= index), len(kept))
