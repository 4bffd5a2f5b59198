"""Paragraphs with tracked changes in WordprocessingML (ECMA-376 Part 1, §17.13.5 Revisions).

A paragraph's mark is tracked like its text: where a deleted mark is accepted, or an inserted one rejected, the
paragraph runs into the next one. So each line feed of an edit becomes a paragraph mark with the edit's own mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from tracker.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    """Runs, a style, and the mark of the paragraph's end; ``moved`` where the whole paragraph moved."""

    style: str
    runs: tuple[Run, ...]
    end: Mark = "equal"
    moved: bool = False


class Writer:
    """Writes paragraphs signed by one author at one time; revisions are numbered from 1."""

    def __init__(self, author: str, date: str | None) -> None:
        self._signed = f"w:author={quoteattr(visible(author))}" + (f" w:date={quoteattr(date)}" if date else "")
        self._ids = count(1)

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> str:
        """Paragraphs as elements."""
        return "".join(self._paragraph(paragraph) for paragraph in paragraphs)

    def move(self, paragraphs: Sequence[Paragraph], mark: Mark, number: int) -> str:
        """Paragraphs as one end of a move; both ends carry the same number."""
        element, identity = _MOVES[mark], next(self._ids)
        return (
            f'<w:{element}RangeStart w:id="{identity}" w:name="move{number}" {self._signed}/>'
            f'{self.paragraphs(paragraphs)}<w:{element}RangeEnd w:id="{identity}"/>'
        )

    def _paragraph(self, paragraph: Paragraph) -> str:
        end = self._mark(paragraph)
        runs = "".join(self._run(run) for run in paragraph.runs if run.text)
        return f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/>{end}</w:pPr>{runs}</w:p>'

    def _mark(self, paragraph: Paragraph) -> str:
        if paragraph.end == "equal":
            return ""
        element = (_MOVES if paragraph.moved else _ELEMENTS)[paragraph.end]
        return f'<w:rPr><w:{element} w:id="{next(self._ids)}" {self._signed}/></w:rPr>'

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
