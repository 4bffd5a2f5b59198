"""DOCX to text: paragraphs with their automatic numbers, tables as rows, tracked changes as accepted.

What Word prints without it being text comes in too: the numbers of lists (第一条 is often one). What is deleted,
hidden, a field's code, or in a header or footer stays out. Footnotes stand at the end.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tracker.errors import EmptySource, SourceTooLarge, UnreadableSource
from tracker.model import SourceText
from tracker.read.blocks import Block, clean, join_blocks
from tracker.read.docx.automatic_numbers import Numbering
from tracker.read.pdf.line_joints import glue
from tracker.read.sniff import DOCX
from tracker.read.source import source_text

__all__ = ["read_docx"]

Element: TypeAlias = Any
"""An element of the document's XML (lxml)."""

BELOW = (OpcError, KeyError, ValueError, AttributeError, OSError, SyntaxError, EOFError, zipfile.BadZipFile, zlib.error)
"""What python-docx lets through: missing parts, broken XML (lxml's errors are syntax errors), broken compression."""

LARGEST_PART = 100_000_000
"""Bytes that a part of the archive may unpack to; a bomb unpacks to thousands of times its size."""
LARGEST_ALL = 400_000_000

W_P, W_TBL, W_TR, W_TC, W_SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
WRAPPERS = frozenset(
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body")
)
GONE = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "tcPr", "trPr"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = qn("w:txbxContent")
SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}


def read_docx(data: bytes, name: str) -> SourceText:
    """The text of a Word document.

    Raises:
        EmptySource: It has no text.
        SourceTooLarge: It unpacks to more than a text can have.
        UnreadableSource: It is damaged.
    """
    _refuse_bombs(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        numbering = Numbering.of(document)
        notes = list(_notes(document))
    # python-docx lets through whatever goes wrong below it: missing parts, broken XML (lxml's errors are syntax
    # errors), broken compression.
    except (
        OpcError,
        KeyError,
        ValueError,
        AttributeError,
        OSError,
        SyntaxError,
        EOFError,
        zipfile.BadZipFile,
    ) as error:
        raise _damaged(name) from error
    flow = _Flow(numbering=numbering)
    _blocks(body, flow)
    for note in notes:
        _blocks(note, flow)
    flow.end_paragraph()
    text = join_blocks(flow.blocks)
    if not text.strip():
        raise EmptySource("the document has no text", where=name, do="check that it is not a picture pasted into Word")
    return source_text(data=data, name=name, media_type=DOCX, text=text, reflowed=True)


def _damaged(name: str) -> UnreadableSource:
    return UnreadableSource("the DOCX is damaged: its parts cannot be read", where=name, do="open and save it in Word")


def _refuse_bombs(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [part.file_size for part in archive.infolist()]
            encrypted = any(part.flag_bits & 1 for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableSource("the DOCX is cut off or damaged", where=name, do="fetch it again") from error
    if encrypted:
        raise UnreadableSource("the parts of the DOCX are encrypted", where=name, do="save it without a password")
    if max(sizes, default=0) > LARGEST_PART or sum(sizes) > LARGEST_ALL:
        raise SourceTooLarge(
            f"the DOCX unpacks to {sum(sizes) // 1_000_000} MB", where=name, do="it is broken or a trap: do not open it"
        )


# --- blocks -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Flow:
    """The blocks so far; ``carried`` is the text of a paragraph whose end was deleted: it goes on in the next."""

    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    carried: str = ""
    tables: int = 0

    def end_paragraph(self, *, centred: bool = False) -> None:
        for line in self.carried.split("\n"):
            self.blocks.append(Block(text=clean(line), centred=centred))
        self.carried = ""


def _notes(document: Element) -> Iterator[Element]:
    """Footnotes and endnotes, which are parts of their own; separators are notes with a type."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(qn("w:type")) in {None, "normal"}:
                    yield note


def _blocks(parent: Element, flow: _Flow) -> None:
    for element in parent:
        if element.tag == W_P:
            _paragraph(element, flow)
        elif element.tag == W_TBL:
            _table(element, flow)
        elif element.tag in WRAPPERS:
            _blocks(element, flow)


def _paragraph(paragraph: Element, flow: _Flow) -> None:
    text = "".join(_words(paragraph))
    label = flow.numbering.label(paragraph) if text.strip() else ""
    flow.carried += f"{label}{text.lstrip(' 　') if label else text}"
    if not _end_deleted(paragraph):
        flow.end_paragraph(centred=flow.numbering.centred(paragraph))
    for box in _outermost_boxes(paragraph):
        _blocks(box, flow)


def _end_deleted(paragraph: Element) -> bool:
    marks = ("w:pPr/w:rPr/w:del", "w:pPr/w:rPr/w:moveFrom")
    return any(paragraph.find(mark, paragraph.nsmap) is not None for mark in marks if "w" in paragraph.nsmap)


def _words(element: Element) -> Iterator[str]:
    """The text of a paragraph as accepted: insertions in, deletions and hidden text out."""
    for child in element:
        tag = child.tag
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in SIGNS:
            yield "" if child.get(qn("w:type")) in {"page", "column"} else SIGNS[tag]
        elif tag == qn("w:sym"):
            yield ""
        elif tag not in GONE and tag not in {FALLBACK, TEXT_BOX} and isinstance(tag, str) and not _vanished(child):
            yield from _words(child)


def _vanished(run: Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if run.tag == qn("w:r") else None
    return mark is not None and mark.get(qn("w:val")) not in {"0", "false", "off"}


def _outermost_boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes anchored in the paragraph; their copies for old versions of Word are left out."""
    for box in paragraph.iter(TEXT_BOX):
        above = [ancestor.tag for ancestor in box.iterancestors()]
        if FALLBACK not in above and TEXT_BOX not in above[: above.index(W_P)] and not GONE & set(above):
            yield box


# --- tables -----------------------------------------------------------------------------------------------------------


def _table(table: Element, flow: _Flow) -> None:
    rows = [row for row in _rows(table) if any(row)]
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
    flow.blocks += [Block(text="\t".join(row + [""] * (width - len(row))), table=number) for row in rows]


def _rows(table: Element) -> Iterator[list[str]]:
    """The rows; a cell that spans several stands in the first of them, the others are empty."""
    for row in table.iter(W_TR):
        if next(row.iterancestors(W_TBL)) is not table or row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [""] * _count(before)
        for cell in row.iter(W_TC):
            if next(cell.iterancestors(W_TR)) is row:
                cells += _cell(cell)
        yield cells


def _cell(cell: Element) -> list[str]:
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
    span = max(1, _count(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")))
    return ["" if goes_on else _cell_text(cell), *[""] * (span - 1)]


def _count(element: Element) -> int:
    value = element.get(qn("w:val")) if element is not None else None
    return min(int(value), 200) if value and value.isdecimal() else 0


def _cell_text(cell: Element) -> str:
    text = ""
    for paragraph in cell.iter(W_P):
        for line in "".join(_words(paragraph)).split("\n"):
            text = glue(text, clean(line))
    return text.replace("\t", " ")
