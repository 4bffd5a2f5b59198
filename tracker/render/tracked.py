"""Paragraphs with tracked changes in WordprocessingML (ECMA-376 Part 1, §17.13.5 Revisions).

A paragraph's mark is tracked like its text: where a deleted mark is accepted, or an inserted one rejected, the
paragraph runs into the next one. So each line feed of an edit becomes a paragraph mark with the edit's own mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count, groupby
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from tracker.language.patterns import regex
from tracker.render.visible_characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.render.sides import Mark

EPOCH = "2000-01-01T00:00:00Z"
"""The time of what has none and must have one: the same input gives the same bytes."""

_ELEMENTS = {"delete": "del", "insert": "ins"}
_CELLS = {"delete": "cellDel", "insert": "cellIns"}
_TABLE = (
    '<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr>"
)
_MOVES = {"delete": "moveFrom", "insert": "moveTo"}
_FIRST_WORD = regex(r"\A(?:[0-9A-Za-z.,%]+|.)", re.DOTALL)
_LAST_WORD = regex(r"(?:[0-9A-Za-z.,%]+|.)\Z", re.DOTALL)
"""What is struck and written again at once: a number or a Latin word is not cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text with one mark; ``moved`` for words that this comparison has on the other side elsewhere.

    ``move`` names the move of a passage within paragraphs that stay; its other end has the same name.
    """

    mark: Mark
    text: str
    moved: bool = False
    move: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Runs, a style, and the mark of the paragraph's end; ``move`` names the end of a move it belongs to.

    ``notes`` are told in the margin, as comments on the paragraph.
    """

    style: str
    runs: tuple[Run, ...]
    end: Mark = "equal"
    move: tuple[Mark, int] | None = None
    notes: tuple[str, ...] = ()

    def is_only(self, mark: Mark) -> bool:
        """Whether the paragraph and its end have this one mark."""
        return self.end == mark and all(run.mark == mark for run in self.runs if run.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedCell:
    """Runs of one cell; ``mark`` where the cell itself came or went."""

    runs: tuple[Run, ...]
    mark: Mark = "equal"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedRow:
    """Cells of one row; ``mark`` where the row itself came or went."""

    cells: tuple[TrackedCell, ...]
    mark: Mark = "equal"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedTable:
    """A table with tracked rows and cells, its cells in one paragraph style; ``notes`` stand beside its first cell."""

    style: str
    rows: tuple[TrackedRow, ...]
    notes: tuple[str, ...] = ()


Block: TypeAlias = "Paragraph | TrackedTable"


class Writer:
    """Writes paragraphs signed by one author at one time; revisions are numbered from 1, their notes from 0."""

    def __init__(self, author: str, date: str | None) -> None:
        self._notes: list[str] = []
        self._signed = f"w:author={quoteattr(visible(author))}" + (f" w:date={quoteattr(date)}" if date else "")
        self._dated = self._signed if date else f'{self._signed} w:date="{EPOCH}"'
        self._ids = count(1)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Paragraphs and tables as elements; what stands between two tables, and after the last, is a paragraph."""
        content: list[str] = []
        is_after_table = False
        for tables, run in groupby(blocks, key=lambda block: isinstance(block, TrackedTable)):
            if tables:
                found = [self._table(block) for block in run if isinstance(block, TrackedTable)]
                content.append("<w:p/>".join(found))
            else:
                content.append(self.paragraphs(block for block in run if isinstance(block, Paragraph)))
            is_after_table = tables
        return "".join(content) + ("<w:p/>" if is_after_table else "")

    @property
    def notes(self) -> tuple[str, ...]:
        """What was noted in the margin so far, as elements ``w:comment`` (ECMA-376 Part 1, §17.13.4)."""
        return tuple(
            f'<w:comment w:id="{number}" {self._signed} w:initials="GT">'
            + "".join(
                f'<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr>{_text(line, "t")}</w:p>' for line in text.split("\n")
            )
            + "</w:comment>"
            for number, text in enumerate(self._notes)
        )

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> str:
        """Paragraphs as elements; those of one move stand in its range."""
        grouped = groupby(settled(paragraphs), key=lambda paragraph: paragraph.move)
        return "".join(self._range(group, move) for move, group in grouped)

    def _table(self, table: TrackedTable) -> str:
        """A table (ECMA-376 Part 1, §17.4): as many columns as its longest row has cells."""
        width = max(len(row.cells) for row in table.rows)
        grid = "<w:gridCol/>" * width
        rows = "".join(
            self._row(row, width, table.style, notes=() if number else table.notes)
            for number, row in enumerate(table.rows)
        )
        return f"<w:tbl>{_TABLE}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, row: TrackedRow, width: int, style: str, *, notes: tuple[str, ...]) -> str:
        """A row on one page; one that came or went is tracked itself (§17.13.5.12, .17), and so are its paragraphs."""
        mark = "" if row.mark == "equal" else self._tracked(_ELEMENTS[row.mark])
        spare = width - len(row.cells)
        cells = [
            self._cell(
                cell,
                row.mark,
                Paragraph(style=style, runs=cell.runs, notes=notes if number == 1 else ()),
                span=spare + 1 if number == len(row.cells) else 1,
            )
            for number, cell in enumerate(row.cells, 1)
        ]
        return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, cell: TrackedCell, row: Mark, words: Paragraph, *, span: int) -> str:
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        mark = "" if cell.mark == "equal" else self._tracked(_CELLS[cell.mark])
        end = row if row != "equal" else cell.mark
        paragraph = self._paragraph(replace(words, end=end))
        return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{spans}{mark}</w:tcPr>{paragraph}</w:tc>'

    def _tracked(self, element: str) -> str:
        return f'<w:{element} w:id="{next(self._ids)}" {self._signed}/>'

    def _range(self, paragraphs: Iterable[Paragraph], move: tuple[Mark, int] | None) -> str:
        content = "".join(self._paragraph(paragraph) for paragraph in paragraphs)
        if move is None:
            return content
        mark, number = move
        return self._ranged(_MOVES[mark], f"move{number}", content)

    def _ranged(self, element: str, name: str, content: str) -> str:
        """Content in the range of a move, whose other end has the same name (§17.13.5.23, .28); it must have a date."""
        identity = next(self._ids)
        start = f'<w:{element}RangeStart w:id="{identity}" w:name="{name}" {self._dated}/>'
        return f'{start}{content}<w:{element}RangeEnd w:id="{identity}"/>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        runs = "".join(self._run(run) for run in paragraph.runs if run.text)
        for note in paragraph.notes:
            runs = self._noted(runs, note)
        return f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/>{self._end(paragraph.end)}</w:pPr>{runs}</w:p>'

    def _noted(self, runs: str, note: str) -> str:
        """Runs with a note on all of them."""
        number = len(self._notes)
        self._notes.append(note)
        return (
            f'<w:commentRangeStart w:id="{number}"/>{runs}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def _end(self, mark: Mark) -> str:
        """The tracked mark of a paragraph, a plain insertion or deletion even in a move.

        LibreOffice leaves empty paragraphs behind where marks of moves and of deletions follow one another.
        """
        if mark == "equal":
            return ""
        return f'<w:rPr><w:{_ELEMENTS[mark]} w:id="{next(self._ids)}" {self._signed}/></w:rPr>'

    def _run(self, run: Run) -> str:
        if run.mark == "equal":
            return _text(run.text, "t")
        element = (_MOVES if run.moved else _ELEMENTS)[run.mark]
        text = _text(run.text, "delText" if element == "del" else "t")
        content = f'<w:{element} w:id="{next(self._ids)}" {self._signed}>{text}</w:{element}>'
        return content if run.move is None else self._ranged(element, run.move, content)


def _text(text: str, element: str) -> str:
    """A run; a tab of a table's row is an element of its own."""
    parts = (f'<w:{element} xml:space="preserve">{escape(visible(part))}</w:{element}>' for part in text.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(parts)}</w:r>"


def settled(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The same paragraphs, no insertion standing on both sides of a mark that is not tracked.

    LibreOffice joins an insertion that ends a paragraph with one that begins the next, and takes the untracked mark in
    between for inserted too; rejecting them would join the paragraphs. Deletions are not joined.
    """
    before: Paragraph | None = None
    for paragraph in _shifted(paragraphs):
        after = paragraph
        if before is not None:
            if before.end == "equal" and _last_mark(before) == "insert" == _first_mark(after):
                before, after = _parted(before, after)
            yield before
        before = after
    if before is not None:
        yield before


def _shifted(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Inserted paragraphs that follow inserted text: the first mark is inserted then and the last one is not.

    The same text, and one insertion indeed, as a word processor would write it.
    """
    waiting: list[Paragraph] = []
    for paragraph in paragraphs:
        if waiting and not paragraph.is_only("insert"):
            yield from _rotated(waiting)
            waiting = []
        if waiting or (paragraph.end == "equal" and _last_mark(paragraph) == "insert"):
            waiting.append(paragraph)
        else:
            yield paragraph
    yield from _rotated(waiting)


def _rotated(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Each paragraph with the end of the next one, the last with that of the first."""
    for paragraph, after in zip(paragraphs, (*paragraphs[1:], *paragraphs[:1]), strict=True):
        yield replace(paragraph, end=after.end)


def _parted(before: Paragraph, after: Paragraph) -> tuple[Paragraph, Paragraph]:
    """Two paragraphs with a deletion next to the mark between them, in the second one where that can be.

    A deletion that stands in the same place is put first, or last; where there is none, the word beside the insertion
    is struck and written again. Two paragraphs of nothing but insertions stay: the older text has no such lines.
    """
    starting = _deletion_first(after.runs)
    if starting is not None:
        return before, replace(after, runs=starting)
    ending = _deletion_first(before.runs[::-1], is_reversed=True)
    if ending is not None:
        return replace(before, runs=ending[::-1]), after
    return before, after


def _deletion_first(runs: Sequence[Run], *, is_reversed: bool = False) -> tuple[Run, ...] | None:
    """Runs that begin with an insertion, begun with a deletion; nothing where there is no other text."""
    runs = [run for run in runs if run.text]
    length = next((at for at, run in enumerate(runs) if run.mark == "equal"), len(runs))
    tracked, rest = runs[:length], runs[length:]
    deleted, inserted = (tuple(run for run in tracked if run.mark == mark) for mark in ("delete", "insert"))
    if deleted and (rest or not is_reversed):
        return (*deleted, *inserted, *rest)
    if not rest:
        return None
    again, kept = _word_at_edge(rest[0].text, is_reversed=is_reversed)
    unchanged = (Run(mark="equal", text=kept),) if kept else ()
    return (Run(mark="delete", text=again), *inserted, Run(mark="insert", text=again), *unchanged, *rest[1:])


def _word_at_edge(text: str, *, is_reversed: bool) -> tuple[str, str]:
    """The first word of a text, or its last, and the text without it; all of it where there is no word."""
    word = (_LAST_WORD if is_reversed else _FIRST_WORD).search(text)
    return (word[0], text[: word.start()] + text[word.end() :]) if word else (text, "")


def _first_mark(paragraph: Paragraph) -> Mark:
    return next((run.mark for run in paragraph.runs if run.text), "equal")


def _last_mark(paragraph: Paragraph) -> Mark:
    return next((run.mark for run in reversed(paragraph.runs) if run.text), "equal")
