"""The words of a paragraph of Word as a reader of the accepted text sees them.

Insertions in; deletions, hidden text, codes of fields and the reading above a word (ruby) out. Struck text is left
out too, for it is no text in force, and is told. Formulas, symbols and raised figures keep what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from docx.oxml.ns import qn

from tracker.language.patterns import regex
from tracker.read.docx.formulas import FORMULA, formula_text
from tracker.read.docx.symbols import symbol, symbol_font_character
from tracker.read.losses import loss, plain
from tracker.read.raised_characters import lowered, raised

__all__ = ["GONE", "TEXT_BOX", "outermost_boxes", "words"]

Element: TypeAlias = Any
"""An element of the document's XML (lxml)."""

GONE = frozenset(
    qn(f"w:{name}") for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "tcPr", "trPr", "rt")
)
"""Elements whose text is not part of the accepted text: deletions, codes of fields, the reading of a ruby."""
TEXT_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = GONE | {_FALLBACK, TEXT_BOX}
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}
_RUN, _TEXT, _SYMBOL = qn("w:r"), qn("w:t"), qn("w:sym")
_NOTE_MARKS = {qn("w:footnoteReference"): "", qn("w:endnoteReference"): "e"}
_PRIVATE = regex("[\uf020-\uf0ff]")
"""Characters of symbol fonts that stand in ordinary text."""


def words(element: Element, notes: Mapping[str, str]) -> Iterator[str]:
    """The text of a paragraph in pieces; ``notes`` gives the mark of a note by its id (``e`` before an endnote's)."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == _RUN:
            yield from _run(child, notes)
        elif tag in FORMULA:
            yield formula_text(child)
        else:
            yield from _piece(child, notes)


def _piece(child: Element, notes: Mapping[str, str]) -> Iterator[str]:
    tag = child.tag
    if tag == _TEXT:
        yield _PRIVATE.sub(_own_character, plain(child.text or ""))
    elif tag in _SIGNS:
        yield "" if child.get(qn("w:type")) in {"page", "column"} else _SIGNS[tag]
    elif tag == _SYMBOL:
        yield symbol(child.get(qn("w:char")) or "", child.get(qn("w:font")) or "")
    elif tag in _NOTE_MARKS:
        yield notes.get(f"{_NOTE_MARKS[tag]}{child.get(qn('w:id'))}", "")
    else:
        yield from words(child, notes)


def _own_character(found: re.Match[str]) -> str:
    return symbol_font_character(ord(found[0]) & 0xFF) or found[0]


def _run(run: Element, notes: Mapping[str, str]) -> Iterator[str]:
    """The text of a run: nothing where it is hidden, a mark of loss where it is struck, raised where it is raised."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        yield from words(run, notes)
    elif _is_on(properties, "w:vanish"):
        return
    else:
        text = "".join(words(run, notes))
        if _is_on(properties, "w:strike") or _is_on(properties, "w:dstrike"):
            yield loss("struck-text", text) if text.strip() else ""
        elif run.find(qn("w:footnoteReference")) is not None or run.find(qn("w:endnoteReference")) is not None:
            yield text  # the mark of a note has brackets of its own
        else:
            yield _placed(text, _value(properties, "w:vertAlign"))


def _placed(text: str, place: str | None) -> str:
    if place == "superscript":
        return raised(text)
    return lowered(text) if place == "subscript" else text


def _value(properties: Element, name: str) -> str | None:
    found = properties.find(qn(name))
    return None if found is None else found.get(qn("w:val"))


def _is_on(properties: Element, name: str) -> bool:
    found = properties.find(qn(name))
    return found is not None and found.get(qn("w:val")) not in {"0", "false", "off"}


def outermost_boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes anchored in the paragraph; their copies for old versions of Word are left out."""
    for box in paragraph.iter(TEXT_BOX):
        above = [ancestor.tag for ancestor in box.iterancestors()]
        inside = above[: above.index(qn("w:p"))]
        if _FALLBACK not in above and TEXT_BOX not in inside and not GONE & set(above):
            yield box
