"""Paragraphs with tracked changes in WordprocessingML (ECMA-376 Part 1, §17.13.5 Revisions).

A paragraph's mark is tracked like its text: where a deleted mark is accepted, or an inserted one rejected, the
paragraph runs into the next one. So each line feed of an edit becomes a paragraph mark with the edit's own mark.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count, groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from tracker.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.render.sides import Mark

_ELEMENTS = {"delete": "del", "insert": "ins"}
_MOVES = {"delete": "moveFrom", "insert": "moveTo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text with one mark; ``moved`` for words that this comparison has on the other side elsewhere."""

    mark: Mark
    text: str
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Runs, a style, and the mark of the paragraph's end; ``move`` names the end of a move it belongs to."""

    style: str
    runs: tuple[Run, ...]
    end: Mark = "equal"
    move: tuple[Mark, int] | None = None

    def is_only(self, mark: Mark) -> bool:
        """Whether the paragraph and its end have this one mark."""
        return self.end == mark and all(run.mark == mark for run in self.runs if run.text)


class Writer:
    """Writes paragraphs signed by one author at one time; revisions are numbered from 1."""

    def __init__(self, author: str, date: str | None) -> None:
        self._signed = f"w:author={quoteattr(visible(author))}" + (f" w:date={quoteattr(date)}" if date else "")
        self._ids = count(1)

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> str:
        """Paragraphs as elements; those of one move stand in its range."""
        grouped = groupby(settled(paragraphs), key=lambda paragraph: paragraph.move)
        return "".join(self._range(group, move) for move, group in grouped)

    def _range(self, paragraphs: Iterable[Paragraph], move: tuple[Mark, int] | None) -> str:
        content = "".join(self._paragraph(paragraph) for paragraph in paragraphs)
        if move is None:
            return content
        mark, number = move
        element, identity = _MOVES[mark], next(self._ids)
        start = f'<w:{element}RangeStart w:id="{identity}" w:name="move{number}" {self._signed}/>'
        return f'{start}{content}<w:{element}RangeEnd w:id="{identity}"/>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        runs = "".join(self._run(run) for run in paragraph.runs if run.text)
        return f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/>{self._end(paragraph.end)}</w:pPr>{runs}</w:p>'

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
        return f'<w:{element} w:id="{next(self._ids)}" {self._signed}>{text}</w:{element}>'


def _text(text: str, element: str) -> str:
    """A run; a tab of a table's row is an element of its own."""
    parts = (f'<w:{element} xml:space="preserve">{escape(visible(part))}</w:{element}>' for part in text.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(parts)}</w:r>"


def settled(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The same paragraphs, no insertion or deletion running over a mark that is not of it.

    Where a paragraph ends in inserted text and inserted paragraphs follow, LibreOffice takes it all as one insertion,
    and with it the untracked mark in between. The same text is one insertion indeed when the first mark is inserted
    and the last one is not; so it is written that way, as a word processor would. Deletions likewise.
    """
    waiting: list[Paragraph] = []
    for paragraph in paragraphs:
        if waiting and not paragraph.is_only(_last_mark(waiting[0])):
            yield from _shifted(waiting)
            waiting = []
        if waiting or (paragraph.end == "equal" and _last_mark(paragraph) != "equal"):
            waiting.append(paragraph)
        else:
            yield paragraph
    yield from _shifted(waiting)


def _last_mark(paragraph: Paragraph) -> Mark:
    marks = [run.mark for run in paragraph.runs if run.text]
    return marks[-1] if marks else "equal"


def _shifted(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Each paragraph with the end of the next one, the last with that of the first."""
    for paragraph, after in zip(paragraphs, (*paragraphs[1:], *paragraphs[:1]), strict=True):
        yield replace(paragraph, end=after.end)
