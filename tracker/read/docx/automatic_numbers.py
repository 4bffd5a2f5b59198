"""The automatic numbers of Word: 第一条, 一、, (一), 1. are often not text but the number of a list.

Source: ECMA-376 Part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from docx.oxml.ns import qn

from tracker.language.patterns import regex
from tracker.read.list_numbers import counted

__all__ = ["Numbering"]

Element: TypeAlias = Any
"""An element of the document's XML, or a document of python-docx."""

LEVELS = 9
NO_BLANK_AFTER = regex(r"[、）)】》．。:：]$")
DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: ``text`` has %1 to %9 for the numbers of the levels."""

    start: int
    format: str
    text: str
    suffix: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted; ask for labels in the order of the paragraphs."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, Element] = field(default_factory=dict)
    default_style: str = ""
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: Element) -> Numbering:
        """The lists and styles of a document of python-docx."""
        numbering = cls()
        for style in document.styles.element.iter(qn("w:style")):
            numbering.styles[style.get(qn("w:styleId"))] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true", "on"}:
                numbering.default_style = style.get(qn("w:styleId"))
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                numbering._define(_root(relation.target_part))
        return numbering

    def _define(self, root: Element) -> None:
        for abstract in root.iter(qn("w:abstractNum")):
            found = {_number(level, "w:ilvl"): _level(level) for level in abstract.iter(qn("w:lvl"))}
            self.levels[abstract.get(qn("w:abstractNumId"))] = found
        for instance in root.iter(qn("w:num")):
            key = instance.get(qn("w:numId"))
            self.lists[key] = _value(instance.find(qn("w:abstractNumId")))
            for override in instance.iter(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self.restarts.setdefault(key, {})[_number(override, "w:ilvl")] = _int(_value(start), 1)

    def label(self, paragraph: Element) -> str:
        """The number that Word prints before the paragraph, with the blank after it; empty without one.

        Asking counts: ask once for every paragraph that has text.
        """
        place = self._place(paragraph)
        if place is None:
            return ""
        key, depth = place
        abstract = self.lists.get(key, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return ""
        counts = self._count(key, abstract, depth)
        text = re.sub(r"%([1-9])", lambda found: self._printed(abstract, counts, int(found.group(1)) - 1), level.text)
        if level.format in {"bullet", "none"} or not text.strip():
            return ""
        blank = "" if level.suffix == "nothing" or NO_BLANK_AFTER.search(text) else " "
        return f"{text}{blank}"

    def centred(self, paragraph: Element) -> bool:
        """Whether the paragraph is centred, by itself or by its style."""
        for properties in self._properties(paragraph):
            justification = properties.find(qn("w:jc"))
            if justification is not None:
                return bool(_value(justification) == "center")
        return False

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, or those of its style."""
        depth: int | None = None
        for properties in self._properties(paragraph):
            numbered = properties.find(qn("w:numPr"))
            if numbered is None:
                continue
            level, key = numbered.find(qn("w:ilvl")), numbered.find(qn("w:numId"))
            depth = _int(_value(level), 0) if level is not None and depth is None else depth
            if key is not None:
                return None if _value(key) == "0" else (_value(key), depth or 0)
        return None

    def _properties(self, paragraph: Element) -> list[Element]:
        """The properties of the paragraph, then of its style, then of the styles that one is based on."""
        own = paragraph.find(qn("w:pPr"))
        out = [own] if own is not None else []
        named = own.find(qn("w:pStyle")) if own is not None else None
        style = self.styles.get(_value(named) if named is not None else self.default_style)
        for _ in range(DEEPEST_STYLE):
            if style is None:
                break
            properties = style.find(qn("w:pPr"))
            out += [properties] if properties is not None else []
            based = style.find(qn("w:basedOn"))
            style = self.styles.get(_value(based)) if based is not None else None
        return out

    def _count(self, key: str, abstract: str, depth: int) -> list[int | None]:
        counts = self.counts.setdefault(abstract, [None] * LEVELS)
        if key not in self.begun:
            self.begun.add(key)
            for level, start in self.restarts.get(key, {}).items():
                if 0 <= level < LEVELS:
                    counts[level] = start - 1
        levels = self.levels[abstract]
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return counts

    def _printed(self, abstract: str, counts: list[int | None], depth: int) -> str:
        level = self.levels[abstract].get(depth)
        number = counts[depth]
        return "" if level is None or number is None else counted(number, level.format)


def _root(part: Element) -> Element:
    """The XML of the numbering part; python-docx parses it when it has the content type of one."""
    return part.element


def _level(level: Element) -> _Level:
    parts = {name: level.find(qn(f"w:{name}")) for name in ("start", "numFmt", "lvlText", "suff")}
    return _Level(
        start=_int(_value(parts["start"]), 1) if parts["start"] is not None else 1,
        format=_value(parts["numFmt"]) if parts["numFmt"] is not None else "decimal",
        text=_value(parts["lvlText"]) if parts["lvlText"] is not None else "",
        suffix=_value(parts["suff"]) if parts["suff"] is not None else "tab",
    )


def _value(element: Element) -> str:
    return element.get(qn("w:val")) or "" if element is not None else ""


def _number(element: Element, name: str) -> int:
    return min(max(_int(element.get(qn(name)), 0), 0), LEVELS - 1)


def _int(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default
