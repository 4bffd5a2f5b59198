"""Page furniture: running heads and page numbers, told from the text by what pages have in common.

A running head stands at the same height at the edge of many pages and says the same but for its numbers; a page number
grows by one from page to page (GB/T 9704-2012, 7.5: the page number stands below the text, between two dashes).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tracker.language.patterns import regex
from tracker.model import NoiseKind
from tracker.read.pdf.page import Line, Page

__all__ = ["Furniture", "find_furniture"]

DECORATED = regex(r"[—–\-－―‐·•・~～\s]+(\d{1,4})[—–\-－―‐·•・~～\s]+|第\s*(\d{1,4})\s*页(?:[\s,，/]*共\s*\d+\s*页)?")
"""— 50 —, - 5 -, · 7 ·, 第5页, 第 5 页 共 60 页"""
BARE = regex(r"[(（]?(\d{1,4})[)）]?|(?:Page\s*)?(\d{1,4})\s*(?:/|of)\s*\d{1,4}", re.IGNORECASE)
"""50, (50), 5/60, Page 5 of 60: page numbers only where they grow with the pages"""
NUMBERS = regex(r"\d+")
PRINTED = {
    "time": regex(
        r"(?<![\d/])\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?(?!\S)"
    ),
    "address": regex(r"(?<!\S)(?:https?|file)://\S+"),
    "page": regex(r"(?<!\S)(?:\d{1,4}\s*/\s*\d{1,4}|\d{1,4} of \d{1,4}|第\s*\d+\s*页[，,]?\s*共\s*\d+\s*页)$"),
}
"""What browsers print at the edges of a page: the time, the address, the number of the page and how many there are."""
BLANKS = regex(r"\s+")

EDGE_ROWS = 3
"""Running heads and page numbers are among this many lines from the top or the bottom of a page."""
SAME_HEIGHT = 3.0
"""Points within which two lines stand at the same height."""
FEW = 3
"""Repeated on at least this many pages (or on all but one of fewer pages)."""
EXPLAINED = 0.6
"""Of the pages that have a line at a running head's height, at least this ratio says what other pages say there."""

Furniture = dict[tuple[int, int], NoiseKind]
"""(page, line on the page) → what the line is."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or the bottom of its page."""

    page: int
    place: int
    line: Line
    bottom: bool
    row: int
    """0 for the line nearest to the edge of the page, 1 for the next one."""
    apart: bool
    """Towards the text there is a wider step than between lines of a text, or another size of letters."""

    @property
    def outermost(self) -> bool:
        """No line of the page stands nearer to the edge."""
        return self.row == 0

    @property
    def said(self) -> str:
        """What it says, without blanks and whatever its numbers are."""
        return NUMBERS.sub("#", BLANKS.sub("", self.line.text))


def find_furniture(pages: Sequence[Page], in_table: Iterable[tuple[int, int]]) -> Furniture:
    """The lines that are page furniture; ``in_table`` are those that stand inside tables and never are.

    Watermarks (slanted writing) count as running heads.
    """
    tables = set(in_table)
    edges = list(itertools.chain.from_iterable(_edges(page, tables) for page in pages))
    found: Furniture = dict.fromkeys(_watermarks(pages, tables), "running-head")
    found |= dict.fromkeys(_page_numbers(edges, pages), "page-number")
    found = _as_heads(_printed_heads(edges)) | found
    left = [edge for edge in edges if (edge.page, edge.place) not in found]
    heads = list(_running_heads(left, len(pages)))
    if len(pages) < FEW:
        heads += _small_heads(left, pages)
    found |= _as_heads(heads)
    found |= _as_heads(_beside(edges, heads, found, pages))
    return _from_the_edge(found, edges)


def _as_heads(edges: Iterable[_Edge]) -> Furniture:
    return {(edge.page, edge.place): "running-head" for edge in edges}


def _watermarks(pages: Sequence[Page], tables: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Slanted writing that runs across the page."""
    for page in pages:
        slanted = ((page.index, place) for place, line in enumerate(page.lines) if line.slanted)
        yield from (place for place in slanted if place not in tables)


def _from_the_edge(found: Furniture, edges: list[_Edge]) -> Furniture:
    """Furniture without what has text between itself and the edge of its page."""
    text: dict[tuple[int, bool], int] = {}
    for edge in edges:
        if (edge.page, edge.place) not in found:
            text[edge.page, edge.bottom] = min(edge.row, text.get((edge.page, edge.bottom), EDGE_ROWS))
    inside = {(e.page, e.place) for e in edges if e.row > text.get((e.page, e.bottom), EDGE_ROWS)}
    return {place: kind for place, kind in found.items() if place not in inside}


def _is_apart(page: Page, outer: tuple[float, list[int]], inner: tuple[float, list[int]], pitch: float) -> bool:
    """Whether two rows that follow each other stand further apart than lines do, or differ in size."""
    (outer_y, outer_places), (inner_y, inner_places) = outer, inner
    return abs(inner_y - outer_y) > 1.3 * pitch or _sized(page.lines[inner_places[0]], page.lines[outer_places[0]])


def _edges(page: Page, tables: set[tuple[int, int]]) -> Iterator[_Edge]:
    """The lines of the first and the last few rows of the page."""
    free = [i for i, line in enumerate(page.lines) if (page.index, i) not in tables and not line.slanted]
    rows = _rows(page, free)
    pitch = _pitch([row[0] for row in rows])
    half = page.height / 2
    for bottom in (False, True):
        ordered = rows[::-1] if bottom else rows
        for number, (y, places) in enumerate(ordered[:EDGE_ROWS]):
            if (y >= half) != bottom:
                break
            apart = any(
                _is_apart(page, outer, inner, pitch)
                for outer, inner in itertools.pairwise(ordered[number : EDGE_ROWS + 1])
            )
            for place in places:
                yield _Edge(page.index, place, page.lines[place], bottom=bottom, row=number, apart=apart)


def _rows(page: Page, free: list[int]) -> list[tuple[float, list[int]]]:
    """Height and places of the lines, those at one height together, from top to bottom."""
    rows: list[tuple[float, list[int]]] = []
    for place in sorted(free, key=lambda i: page.lines[i].y):
        y = page.lines[place].y
        if rows and y - rows[-1][0] <= SAME_HEIGHT:
            rows[-1][1].append(place)
        else:
            rows.append((y, [place]))
    return rows


def _pitch(heights: list[float]) -> float:
    steps = sorted(b - a for a, b in itertools.pairwise(heights))
    return steps[len(steps) // 2] if steps else 0.0


def _sized(line: Line, other: Line) -> bool:
    return abs(line.em - other.em) > 0.1 * other.em


# --- page numbers -----------------------------------------------------------------------------------------------------


def _page_numbers(edges: list[_Edge], pages: Sequence[Page]) -> Iterator[tuple[int, int]]:
    """Numbers that grow with the pages; a decorated one (— 5 —) at the very edge also alone."""
    read = ((edge, *_number(edge.line.text)) for edge in edges)
    numbered = [(edge, number, plain) for edge, number, plain in read if number >= 0]
    offsets = Counter(number - edge.page for edge, number, _ in numbered)
    steady = {offset for offset, count in offsets.items() if count >= max(2, 0.3 * len(pages))}
    heights = [edge.line.y for edge, number, _ in numbered if number - edge.page in steady]
    for edge, number, plain in numbered:
        alone = not plain and edge.outermost
        if alone or (number - edge.page in steady and _one_height(edge.line.y, heights)):
            yield edge.page, edge.place


def _number(text: str) -> tuple[int, bool]:
    """The number that the line is, or -1; and whether it is a bare one."""
    stripped = text.strip()
    if found := DECORATED.fullmatch(stripped):
        return int(found.group(1) or found.group(2)), False
    if found := BARE.fullmatch(stripped):
        return int(found.group(1) or found.group(2)), True
    return -1, True


def _one_height(y: float, heights: list[float]) -> bool:
    """A page number keeps its height: a number in the text that happens to fit the count does not."""
    return sum(abs(y - other) <= SAME_HEIGHT for other in heights) * 3 >= len(heights)


# --- running heads ----------------------------------------------------------------------------------------------------


def _repeated(edges: list[_Edge], enough: int) -> list[list[_Edge]]:
    """Groups of lines that say the same at one height of so many pages, apart from the text."""
    said: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        said[edge.said, edge.bottom].append(edge)
    groups = map(_at_one_height, said.values())
    return [group for group in groups if len({edge.page for edge in group}) >= enough and _stands_apart(group)]


def _running_heads(edges: list[_Edge], pages: int) -> Iterator[_Edge]:
    repeated = _repeated(edges, FEW if pages > FEW else max(2, pages - 1))
    known = {(edge.page, edge.place) for group in repeated for edge in group}
    for group in repeated:
        height = median(edge.line.y for edge in group)
        there = [edge for edge in edges if abs(edge.line.y - height) <= SAME_HEIGHT]
        if sum((edge.page, edge.place) in known for edge in there) >= EXPLAINED * len(there):
            yield from group


def _small_heads(edges: list[_Edge], pages: Sequence[Page]) -> Iterator[_Edge]:
    """In a PDF of a page or two nothing recurs: a head is small, and stands far above the text."""
    sizes = sorted(line.em for page in pages for line in page.lines)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    top = (edge for edge in edges if edge.outermost and not edge.bottom)
    for edge in top:
        below = [line.y for line in pages[edge.page].lines if line.y > edge.line.y + SAME_HEIGHT]
        if edge.line.em < 0.8 * body and min(below, default=0.0) - edge.line.y > 2 * body:
            yield edge


def _printed_heads(edges: list[_Edge]) -> Iterator[_Edge]:
    """What a browser prints at the edges of a page; two of the three signs tell a page printed by one."""
    signs: dict[int, set[str]] = defaultdict(set)
    found: list[_Edge] = []
    for edge in edges:
        said = {sign for sign, pattern in PRINTED.items() if edge.outermost and pattern.search(edge.line.text)}
        signs[edge.page] |= said
        found += [edge] if said else []
    yield from (edge for edge in found if len(signs[edge.page]) > 1)


def _stands_apart(group: list[_Edge]) -> bool:
    """What recurs at the edge may also be a text that repeats itself; a running head keeps its distance."""
    return sum(edge.apart for edge in group) * 2 > len(group)


def _at_one_height(group: list[_Edge]) -> list[_Edge]:
    height = median(edge.line.y for edge in group)
    return [edge for edge in group if abs(edge.line.y - height) <= SAME_HEIGHT]


def _beside(edges: list[_Edge], heads: list[_Edge], found: Furniture, pages: Sequence[Page]) -> Iterator[_Edge]:
    """Heads that change with the section: at the height of known heads, in their size, and outside the text."""
    sized = {(head.bottom, round(head.line.y), round(head.line.em)) for head in heads}
    known = Counter((head.bottom, round(head.line.y)) for head in heads)
    text = _heights_of_text(pages, found)
    for edge in edges:
        height = round(edge.line.y)
        near = [(edge.bottom, y) for y in range(height - 2, height + 3)]
        alike = any(
            (*place, round(edge.line.em) + size) in sized for place, size in itertools.product(near, (-1, 0, 1))
        )
        apart = sum(text[place] for place in near) * 4 <= sum(known[place] for place in near)
        if alike and apart and edge.outermost and (edge.page, edge.place) not in found:
            yield edge


def _heights_of_text(pages: Sequence[Page], found: Furniture) -> Counter[tuple[bool, int]]:
    """How often a line that is no furniture stands in a half of a page (the lower?), at a height in points."""
    return Counter(
        (line.y >= page.height / 2, round(line.y))
        for page in pages
        for place, line in enumerate(page.lines)
        if (page.index, place) not in found
    )
