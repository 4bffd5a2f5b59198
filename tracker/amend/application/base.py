"""The text to be amended as values: headings, articles, their 款 and 项, ready to be counted in and put together again.

A text is read from its lines or from a parsed document. What a line is follows from its own words: 第三条 opens an
article, （一） an item; every other line of an article opens a 款, but for the lines of a list without labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tracker.amend.instructions.places import DIVISION_NAMES, Number
from tracker.language.numerals import int_to_han

MISSING = re.compile(r"〔[^〕]*(?:未取得|缺失|缺文|不详|待补)[^〕]*〕")
"""A stretch whose wording is not to be had: the text says so in 〔〕."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """项: its number, the style of its label (``（{}）``, ``{}.``), and its lines, those of its 目 included."""

    number: Number
    style: str
    lines: tuple[str, ...]

    @property
    def label(self) -> str:
        """The label as printed."""
        main, branch = self.number
        number = str(main) if "." in self.style or "．" in self.style else int_to_han(main)
        return self.style.format(number) + (f"之{int_to_han(branch)}" if branch else "")

    def shown(self) -> Iterator[str]:
        """The lines as printed."""
        yield self.label + self.lines[0]
        yield from self.lines[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """款: its lines (more than one where it holds a list without labels), then its items."""

    lines: tuple[str, ...]
    items: tuple[Item, ...] = ()

    def shown(self) -> Iterator[str]:
        """The lines as printed."""
        yield from self.lines
        for item in self.items:
            yield from item.shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An article, or the preamble (``number`` ``None``).

    ``after`` are lines that follow it and belong to no article (annexes).
    """

    number: Number | None
    label: str
    paragraphs: tuple[Paragraph, ...]
    after: tuple[str, ...] = ()

    def shown(self) -> Iterator[str]:
        """Its lines as printed, without its label."""
        for paragraph in self.paragraphs:
            yield from paragraph.shown()

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\n".join(self.shown())


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: 第三章 总则 has kind ``chapter``, 一、一般规定 between articles kind ``group``."""

    kind: str
    number: int
    name: str
    spaced: bool = True

    @property
    def label(self) -> str:
        """第三章, 一、."""
        if self.kind == "group":
            return f"{int_to_han(self.number)}、"
        name = next(name for name, kind in DIVISION_NAMES.items() if kind == self.kind)
        return f"第{int_to_han(self.number)}{name}"

    @property
    def line(self) -> str:
        """The heading as printed."""
        return f"{self.label}{' ' if self.spaced and self.kind != 'group' and self.name else ''}{self.name}"


Block: TypeAlias = Heading | Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A text in order: title, the lines before the preamble, the preamble with its heading (序言), then the blocks."""

    title: str
    front: tuple[str, ...] = ()
    preamble: Unit | None = None
    preamble_heading: str | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """The articles, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Unit))
