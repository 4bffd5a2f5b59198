"""DOCX to text: paragraphs with their automatic numbers, tables as rows, tracked changes as accepted.

What Word prints without it being text comes in too: the numbers of lists (第一条 is often one). What is deleted,
hidden, a field's code, or in a header or footer stays out. Footnotes stand at the end, each after its mark [1], which
stands in the text where Word prints it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tracker.errors import EmptySource, UnreadableSource
from tracker.model import SourceText
from tracker.read.blocks import Block, clean, join_blocks
from tracker.read.docx.automatic_numbers import Numbering
from tracker.read.docx.limits import MOST_CELLS, WIDEST, refuse_bombs, refuse_deep_tables
from tracker.read.docx.paragraph_words import TEXT_BOX, outermost_boxes, words
from tracker.read.losses import told, without_marks
from tracker.read.pdf.line_joints import glue
from tracker.read.radicals import unify
from tracker.read.sniff import DOCX
from tracker.read.source import source_text

__all__ = ["read_docx"]

Element: TypeAlias = Any
"""An element of the document's XML (lxml)."""

BELOW = (
    OpcError,
    KeyError,
    ValueError,
    AttributeError,
    OSError,
    SyntaxError,
    EOFError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What python-docx lets through: missing parts, broken XML (lxml's errors are syntax errors), broken compression."""

W_P, W_TBL, W_TR, W_TC, W_SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
WRAPPERS = frozenset(
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body")
)


def read_docx(data: bytes, name: str) -> SourceText:
    """The text of a Word document.

    Raises:
        EmptySource: It has no text.
        SourceTooLarge: It unpacks to more than a text can have.
        UnreadableSource: It is damaged.
    """
    refuse_bombs(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        if body is None:
            raise _damaged(name)
        refuse_deep_tables(body, name)
        numbering = Numbering.of(document)
        notes = dict(_notes(document))
    except BELOW as error:
        raise _damaged(name) from error
    flow = _Flow(numbering=numbering, notes=_note_marks(body, notes))
    _blocks(body, flow)
    flow.end_paragraph()
    flow.blocks += _note_blocks(notes, flow)
    text, losses = told(unify(join_blocks(flow.blocks)))
    if not text.strip():
        raise EmptySource("the document has no text", where=name, do="check that it is not a picture pasted into Word")
    return source_text(data=data, name=name, media_type=DOCX, text=text, reflowed=True, diagnostics=losses)


def _damaged(name: str) -> UnreadableSource:
    return UnreadableSource("the DOCX is damaged: its parts cannot be read", where=name, do="open and save it in Word")


# --- blocks -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Flow:
    """The blocks so far; ``carried`` is the text of a paragraph whose end was deleted: it goes on in the next."""

    numbering: Numbering
    notes: Mapping[str, str] = field(default_factory=dict)
    """The marks of footnotes and endnotes in the text, by their ids."""
    blocks: list[Block] = field(default_factory=list)
    carried: str = ""
    tables: int = 0

    def end_paragraph(self, *, centred: bool = False) -> None:
        for line in self.carried.split("\n"):
            self.blocks.append(Block(text=clean(line), centred=centred))
        self.carried = ""


def _notes(document: Element) -> Iterator[tuple[str, Element]]:
    """Footnotes and endnotes by their ids (``e`` before an endnote's): parts of their own; separators have a type."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            kind = "e" if relation.reltype.endswith("/endnotes") else ""
            for note in parse_xml(relation.target_part.blob):
                if note.get(qn("w:type")) in {None, "normal"}:
                    yield f"{kind}{note.get(qn('w:id'))}", note


def _note_marks(body: Element, notes: Mapping[str, Element]) -> dict[str, str]:
    """The mark of every note, [1] [2] …, in the order of the text; a note that nothing refers to comes last."""
    kinds = {qn("w:footnoteReference"): "", qn("w:endnoteReference"): "e"}
    referred = [f"{kinds[mark.tag]}{mark.get(qn('w:id'))}" for mark in body.iter(*kinds)]
    order = dict.fromkeys([key for key in referred if key in notes] + list(notes))
    return {key: f"[{number}]" for number, key in enumerate(order, 1)}


def _note_blocks(notes: Mapping[str, Element], flow: _Flow) -> list[Block]:
    """The notes in the order of their marks, each one paragraph that begins with its mark: ``[1]`` and its words."""
    blocks = []
    for key, mark in flow.notes.items():
        text = ""
        for paragraph in notes[key].iter(W_P):
            text = glue(text, clean("".join(words(paragraph, flow.notes))))
        if text:
            blocks.append(Block(text=f"{mark}{text}"))
    return blocks


def _blocks(parent: Element, flow: _Flow) -> None:
    for element in parent:
        if element.tag == W_P:
            _paragraph(element, flow)
        elif element.tag == W_TBL:
            _table(element, flow)
        elif element.tag in WRAPPERS:
            _blocks(element, flow)


def _paragraph(paragraph: Element, flow: _Flow) -> None:
    text = "".join(words(paragraph, flow.notes))
    label = flow.numbering.label(paragraph) if without_marks(text).strip() else ""
    flow.carried += f"{label}{text.lstrip(' 　') if label else text}"
    if not _end_deleted(paragraph):
        flow.end_paragraph(centred=flow.numbering.centred(paragraph))
    for box in outermost_boxes(paragraph):
        _blocks(box, flow)


def _end_deleted(paragraph: Element) -> bool:
    marks = ("w:pPr/w:rPr/w:del", "w:pPr/w:rPr/w:moveFrom")
    return any(paragraph.find(mark, paragraph.nsmap) is not None for mark in marks if "w" in paragraph.nsmap)


# --- tables -----------------------------------------------------------------------------------------------------------


def _table(table: Element, flow: _Flow) -> None:
    rows = [row for row in _rows(table, flow) if any(row)]
    if max(map(len, rows), default=0) == 1:
        # One column is a frame round a text: its paragraphs are the document's.
        flow.end_paragraph()
        for cell in table.iter(W_TC):
            if next(cell.iterancestors(W_TBL)) is table:
                _blocks(cell, flow)
        return
    flow.end_paragraph()
    flow.tables += 1
    number = flow.tables
    width = max(map(len, rows), default=0)
    filled = width if width * len(rows) <= MOST_CELLS else 0
    flow.blocks += [Block(text="\t".join(row + [""] * (filled - len(row))), table=number) for row in rows]


def _rows(table: Element, flow: _Flow) -> Iterator[list[str]]:
    """The rows; a cell that spans several stands in the first of them, the others are empty."""
    for row in table.iter(W_TR):
        if next(row.iterancestors(W_TBL)) is not table or row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [""] * _count(before)
        for cell in row.iter(W_TC):
            if next(cell.iterancestors(W_TR)) is row:
                cells += _cell(cell, flow, room=WIDEST - len(cells))
        yield cells


def _cell(cell: Element, flow: _Flow, *, room: int) -> list[str]:
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
    span = max(1, min(room, _count(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"))))
    return ["" if goes_on else _cell_text(cell, flow), *[""] * (span - 1)]


def _count(element: Element) -> int:
    value = element.get(qn("w:val")) if element is not None else None
    return min(int(value), WIDEST) if value and value.isdecimal() and len(value) <= len("9999") else 0


def _cell_text(holder: Element, flow: _Flow) -> str:
    """The paragraphs of a cell on one line, with their automatic numbers; each text box once, after its paragraph."""
    text = ""
    for paragraph in holder.iter(W_P):
        if _in_box(paragraph, holder):
            continue
        said = "".join(words(paragraph, flow.notes))
        label = flow.numbering.label(paragraph)  # Word prints it in an empty cell too: the first column of many lists
        if not said.strip():
            label = label.rstrip(" .．、")
        boxes = (_cell_text(box, flow) for box in outermost_boxes(paragraph))
        for line in (*f"{label}{said}".split("\n"), *boxes):
            text = glue(text, clean(line))
    return text.replace("\t", " ")


def _in_box(paragraph: Element, holder: Element) -> bool:
    """Whether the paragraph stands in a text box inside the holder: the paragraph of its anchor asks for it."""
    for ancestor in paragraph.iterancestors():
        if ancestor is holder:
            return False
        if ancestor.tag == TEXT_BOX:
            return True
    return False
