"""What a Word document may be: sizes, numbers and depths beyond which it is broken, or made to stall a reader."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any, TypeAlias

from docx.oxml.ns import qn
from lxml import etree

from tracker.errors import SourceTooLarge, UnreadableSource
from tracker.messages import said

__all__ = ["MOST_CELLS", "WIDEST", "refuse_bombs", "refuse_deep_tables"]

Element: TypeAlias = Any
"""An element of the document's XML (lxml)."""

BODY = "word/document.xml"
W_TBL, W_BOX = qn("w:tbl"), qn("w:txbxContent")
LARGEST_PART = 100_000_000
"""Bytes that a part of the archive may unpack to; a bomb unpacks to thousands of times its size."""
LARGEST_ALL = 400_000_000
LARGEST_XML = 60_000_000
"""Bytes of a part of markup; pictures may be larger."""
MOST_PARTS = 10_000
"""Files in the archive; a document with thousands of pictures is below."""
MOST_PARAGRAPHS = 200_000
MOST_TAGS = 4_000_000
DEEPEST_TABLE = 16
"""Tables, or text boxes, inside each other; nobody reads more than three."""
WIDEST = 200
"""Columns in which spans are believed; Word itself has 63."""
MOST_CELLS = 200_000
"""Cells to which the rows of a table are filled up."""


def refuse_bombs(data: bytes, name: str) -> None:
    """Refuse an archive that unpacks to more than a text can be, is locked, or has more elements than a text has.

    Raises:
        SourceTooLarge: It is too large, or has too many paragraphs.
        UnreadableSource: It is damaged or encrypted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            body = archive.read(BODY) if BODY in archive.namelist() and _fits(parts) else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        raise UnreadableSource("the DOCX is cut off or damaged", where=name, do="fetch it again") from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableSource("the parts of the DOCX are encrypted", where=name, do="save it without a password")
    if len(parts) > MOST_PARTS:
        raise SourceTooLarge(
            said("the DOCX has {count} parts", count=len(parts)),
            where=name,
            do="it is broken or a trap: do not open it",
        )
    if not _fits(parts):
        size = sum(part.file_size for part in parts) // 1_000_000
        raise SourceTooLarge(
            said("the DOCX unpacks to {size} MB", size=size), where=name, do="it is broken or a trap: do not open it"
        )
    _refuse_swarms(body, name)


def _fits(parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether the parts unpack to sizes that a text can have, by what the archive says of them."""
    sizes = [part.file_size for part in parts]
    markup = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    return (
        len(parts) <= MOST_PARTS
        and max(sizes, default=0) <= LARGEST_PART
        and sum(sizes) <= LARGEST_ALL
        and max(markup, default=0) <= LARGEST_XML
        and not any(part.flag_bits & 1 for part in parts)
    )


def _refuse_swarms(document: bytes, name: str) -> None:
    """Refuse more elements than a text can have: each costs more than its few bytes."""
    paragraphs = len(re.findall(rb"<[a-zA-Z0-9]*:?p[ />]", document))
    if paragraphs > MOST_PARAGRAPHS or document.count(b"<") > MOST_TAGS:
        raise SourceTooLarge(
            said("the DOCX has {paragraphs} paragraphs", paragraphs=paragraphs),
            where=name,
            do="it is broken or a trap: do not open it",
        )


def refuse_deep_tables(body: Element, name: str) -> None:
    """Refuse tables and boxes inside each other without end: reading takes time with the square of their depth or more.

    Raises:
        UnreadableSource: They are too deep.
    """
    depth = 0
    for event, _ in etree.iterwalk(body, events=("start", "end"), tag=(W_TBL, W_BOX)):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST_TABLE:
            raise UnreadableSource(
                said("the DOCX has more than {most} tables or boxes inside each other", most=DEEPEST_TABLE),
                where=name,
                do="open it in Word",
            )
