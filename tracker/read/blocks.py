"""Blocks of text as HTML and DOCX have them, and how they become one text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.language.patterns import regex
from tracker.read.centred_titles import one_title
from tracker.read.losses import without_marks

__all__ = ["Block", "clean", "join_blocks"]

HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
WRAP = regex(rf"(?<=[{HAN}])[ \t]*[\r\n][ \t\r\n]*(?=[{HAN}])")
"""A line break of the markup between Chinese characters is not a blank (CSS Text 3, 4.1.2)."""
BLANKS = regex(r"[ \t\r\n\f\v\xa0]+")
INVISIBLE = regex("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u061c\ufeff\u00ad]")
"""Characters without width: joiners, marks of direction, soft hyphens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a line of a title, or a row of a table (cells parted by tabs).

    ``table`` numbers the table that a row belongs to, from 1.
    """

    text: str
    centred: bool = False
    table: int = 0


def clean(text: str) -> str:
    """The text with blanks as they are shown: runs made one, the indent of a first line gone."""
    text = BLANKS.sub(" ", WRAP.sub("", INVISIBLE.sub("", text)))
    return text.strip(" \u3000")


def join_blocks(blocks: Iterable[Block]) -> str:
    """One text of the blocks, as ``SourceText`` describes it."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if not without_marks(block.text).strip():
            parts.append(block.text.strip())  # what is left out of a paragraph that held nothing else is told here
            continue
        if before is not None:
            parts.append("\n" if _neighbours(before, block) else "\n\n")
        parts.append(block.text)
        before = block
    return "".join([*parts, "\n"]) if parts else ""


def _neighbours(above: Block, below: Block) -> bool:
    if above.table or below.table:
        return above.table == below.table
    if above.centred and below.centred:
        return one_title(above.text, below.text)
    return False
