"""Pages of lines to one text: furniture marked, tables as rows, paragraphs joined over lines, columns and pages."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.model import Noise, NoiseKind
from tracker.read.pdf.footnotes import parted_notes
from tracker.read.pdf.frames import find_frames
from tracker.read.pdf.grid import Table, continues, join_cut_row, page_tables
from tracker.read.pdf.page import Line, Page
from tracker.read.pdf.page_references import tabbed, with_their_entries
from tracker.read.pdf.paragraphs import BREAK, NEIGHBOUR, partings
from tracker.read.pdf.reading_order import STAND_IN, in_reading_order
from tracker.read.pdf.running_heads import Furniture, find_furniture

__all__ = ["Layout", "lay_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The text of all pages, the page furniture in it, and the offset at which each page begins."""

    text: str
    furniture: tuple[Noise, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of text of one page and what stands between it and the one before."""

    page: int
    parting: str
    text: str


def lay_out(pages: Sequence[Page]) -> Layout:
    """The text of the pages, as ``SourceText`` describes it; the order in which a page has its lines means nothing."""
    stand_ins = [{_stand_in(table, page): table for table in page_tables(page)} for page in pages]
    pages = list(map(_arranged, pages, stand_ins))
    furniture = find_furniture(pages, itertools.chain.from_iterable(map(_stand_in_places, pages)))
    bodies, notes = parted_notes([_without(page, furniture) for page in pages])
    flow = _page_references_placed(bodies)
    drawn = dict(itertools.chain.from_iterable(found.items() for found in stand_ins))
    items = [drawn[replace(line, column=0)] if line.text == STAND_IN else line for line in flow]
    layout = _woven(list(_blocks(_cut_rows_joined(items), pages)), _furniture_lines(pages, furniture), len(pages))
    return replace(layout, text=f"{layout.text}{NEIGHBOUR}{BREAK.join(notes)}{NEIGHBOUR}") if notes else layout


def _without(page: Page, furniture: Furniture) -> list[Line]:
    return [line for place, line in enumerate(page.lines) if (page.index, place) not in furniture]


def _stand_in_places(page: Page) -> Iterator[tuple[int, int]]:
    return ((page.index, place) for place, line in enumerate(page.lines) if line.text == STAND_IN)


def _page_references_placed(pages: list[list[Line]]) -> list[Line]:
    """The lines of the pages, with the page numbers of contents lists where a reader looks for them."""
    return with_their_entries([line for lines in pages for line in tabbed(lines)])


def _arranged(page: Page, tables: dict[Line, Table]) -> Page:
    """The page with its lines in reading order, and one line in the place of every table."""
    in_table = {place for table in tables.values() for place in table.lines}
    free = [line for place, line in enumerate(page.lines) if place not in in_table]
    filled = [rung for line, table in tables.items() for rung in _rungs(line, table)]
    return replace(page, lines=tuple(in_reading_order([*free, *tables], filled)))


def _rungs(line: Line, table: Table) -> Iterator[Line]:
    """The table's stand-in once for every line of text that the table is high."""
    step = 1.5 * line.em
    for number in range(1, int((table.bottom - line.y) / step) + 1):
        yield replace(line, y=line.y + number * step)


def _cut_rows_joined(flow: list[Line | Table]) -> list[Line | Table]:
    """Tables that follow each other, over a page or a column, with the row that the break cut put together."""
    out = flow[:]
    for index in range(1, len(out)):
        above, below = out[index - 1], out[index]
        if isinstance(above, Table) and isinstance(below, Table) and continues(above, below):
            out[index - 1], out[index] = join_cut_row(above, below)
    return out


def _stand_in(table: Table, page: Page) -> Line:
    """A line in the place of the table, to find the table's place among the lines."""
    em = page.lines[table.lines[0]].em
    return Line(text=STAND_IN, page=page.index, left=table.edges[0], right=table.edges[-1], y=table.top + em, em=em)


# --- blocks -----------------------------------------------------------------------------------------------------------


def _blocks(flow: list[Line | Table], pages: Sequence[Page]) -> Iterator[_Block]:
    lines = [item for item in flow if isinstance(item, Line)]
    between = iter(partings(lines, find_frames(lines, pages)))
    before: Line | Table | None = None
    for item in flow:
        if isinstance(item, Table):
            yield from _table_blocks(item, before)
        else:
            parting = next(between)
            yield _Block(item.page, BREAK if isinstance(before, Table) else parting, item.text)
        before = item


def _table_blocks(table: Table, before: Line | Table | None) -> Iterator[_Block]:
    goes_on = isinstance(before, Table) and continues(before, table)
    for index, row in enumerate(table.rows):
        parting = NEIGHBOUR if index or goes_on else BREAK
        yield _Block(table.page, parting, "\t".join(cell.replace("\t", " ") for cell in row))


# --- one text ---------------------------------------------------------------------------------------------------------


def _furniture_lines(pages: Sequence[Page], furniture: Furniture) -> list[list[tuple[NoiseKind, str, bool]]]:
    """For every page, its furniture from top to bottom: kind, text, and whether it stands in the lower half."""
    out: list[list[tuple[NoiseKind, str, bool]]] = []
    for page in pages:
        found = [(page.lines[i], kind) for i in range(len(page.lines)) if (kind := furniture.get((page.index, i)))]
        found.sort(key=lambda entry: entry[0].y)
        out.append([(kind, line.text, line.y > page.height / 2) for line, kind in found])
    return out


@dataclass(slots=True)
class _Weaver:
    """The text so far, with the furniture that waits to be put between two blocks."""

    parts: list[str] = field(default_factory=list)
    noise: list[Noise] = field(default_factory=list)
    length: int = 0
    waiting: list[tuple[NoiseKind, str]] = field(default_factory=list)

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def block(self, parting: str, text: str) -> None:
        """The block, after the furniture that waits; without it the text reads on as if the page had no end."""
        if not self.length and not self.waiting:
            self.put(text)
            return
        if not self.waiting:
            self.put(f"{parting}{text}")
            return
        joined = parting not in {BREAK, NEIGHBOUR}
        self.put(parting if self.length else "")
        self.furnish(before=NEIGHBOUR if joined else "", after=NEIGHBOUR if joined else parting)
        self.put(text)

    def furnish(self, before: str, after: str) -> None:
        """The furniture that waits, one line each; the line breaks around it belong to it."""
        last = len(self.waiting) - 1
        for index, (kind, text) in enumerate(self.waiting):
            piece = f"{before if index == 0 else ''}{text}{after if index == last else NEIGHBOUR}"
            self.noise.append(Noise(kind=kind, span=(self.length, self.length + len(piece))))
            self.put(piece)
        self.waiting = []


def _half(lines: list[tuple[NoiseKind, str, bool]], *, low: bool) -> list[tuple[NoiseKind, str]]:
    """The furniture of one half of a page."""
    return [(kind, text) for kind, text, is_low in lines if is_low is low]


def _woven(blocks: list[_Block], furniture: list[list[tuple[NoiseKind, str, bool]]], pages: int) -> Layout:
    weaver = _Weaver()
    starts: list[int] = []
    by_page: defaultdict[int, list[_Block]] = defaultdict(list)
    for block in blocks:
        by_page[block.page].append(block)
    for page in range(pages):
        starts.append(weaver.length)
        weaver.waiting += _half(furniture[page], low=False)
        for block in by_page[page]:
            weaver.block(block.parting, block.text)
        weaver.waiting += _half(furniture[page], low=True)
    if weaver.waiting:
        weaver.put(BREAK if weaver.length else "")
        weaver.furnish(before="", after=NEIGHBOUR)
    elif weaver.length:
        weaver.put(NEIGHBOUR)
    return Layout(text="".join(weaver.parts), furniture=tuple(weaver.noise), starts=tuple(starts))
