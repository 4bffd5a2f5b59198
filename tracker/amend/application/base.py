"""The text to be amended as values: headings, articles, their 款, 项 and 目, ready to be counted and put together.

The values are made from parsed provisions (``provision_reading``) and become provisions again (``printing``); what no
instruction reaches (dates, signatures, notes) stays a provision all the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from tracker.amend.instructions.places import DIVISION_NAMES, Number
from tracker.language.numerals import han_or_digits
from tracker.language.patterns import regex
from tracker.model import Instrument, Provision

MISSING = regex(r"〔[^〕]*(?:未取得|缺失|缺文|不详|待补)[^〕]*〕")
"""A stretch whose wording is not to be had: the text says so in 〔〕."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """项 or 目: its number and its label as printed.

    ``lines`` are its own text, then what stands below it in order: its 目 and further lines.
    """

    number: Number
    label: str
    lines: tuple[str | Item, ...]

    def shown(self) -> Iterator[str]:
        """The lines as printed."""
        first, *rest = _shown(self.lines) or [""]
        yield self.label + first
        yield from rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """款: its lines (more than one where it holds a list without labels, or a table), then its items."""

    lines: tuple[str, ...]
    items: tuple[Item, ...] = ()

    def shown(self) -> Iterator[str]:
        """The lines as printed."""
        yield from self.lines
        yield from _shown(self.items)


def _shown(lines: tuple[str | Item, ...]) -> list[str]:
    return [text for line in lines for text in ([line] if isinstance(line, str) else line.shown())]


def words_of(item: Item) -> Iterator[str]:
    """Every text of an item and of what stands below it, in order, without labels."""
    for line in item.lines:
        if isinstance(line, str):
            yield line
        else:
            yield from words_of(line)


def subitems_of(item: Item) -> tuple[int, ...]:
    """For every text of an item (as ``words_of`` counts them) the number of its 目; 0 for the item's own lines."""
    return tuple(
        number
        for line in item.lines
        for number in ([0] if isinstance(line, str) else [line.number[0]] * len(list(words_of(line))))
    )


def reworded(item: Item, words: Iterator[str]) -> Item | None:
    """The item with its texts (as ``words_of`` counts them) taken from ``words``; empty ones go, and so may it."""
    lines: list[str | Item] = []
    for line in item.lines:
        now = next(words) if isinstance(line, str) else reworded(line, words)
        lines += [now] if now else []
    return replace(item, lines=tuple(lines)) if lines else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An article, or the preamble (``number`` ``None``).

    ``topic`` is the heading that its first line begins with, where it has one. ``after`` is what follows it and
    belongs to no article.
    """

    number: Number | None
    label: str
    paragraphs: tuple[Paragraph, ...]
    topic: str | None = None
    after: tuple[Provision, ...] = ()

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
    """A heading: 第三章 总则 has kind ``chapter``, 一、一般规定 over articles ``group``; 附则 may have no label."""

    kind: str
    number: int
    name: str
    label: str
    after: tuple[Provision, ...] = ()

    @property
    def line(self) -> str:
        """The heading as printed."""
        return f"{self.label}{' ' if self.label and self.kind != 'group' and self.name else ''}{self.name}"


def heading(kind: str, number: int, name: str) -> Heading:
    """A heading with the label that its kind and number make: 第三章, 一、."""
    division = next(name for name, one in DIVISION_NAMES.items() if one == kind)
    label = f"{han_or_digits(number)}、" if kind == "group" else f"第{han_or_digits(number)}{division}"
    return Heading(kind=kind, number=number, name=name, label=label)


Block: TypeAlias = Heading | Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A text in order: title, what stands before the preamble, the preamble with its heading (序言), then the blocks.

    ``back`` is what follows the last block (a closing, the signature, the date); ``annexes`` are instruments of their
    own.
    """

    title: str
    front: tuple[Provision, ...] = ()
    preamble: Unit | None = None
    preamble_heading: str | None = None
    blocks: tuple[Block, ...] = ()
    back: tuple[Provision, ...] = ()
    annexes: tuple[Instrument, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """The articles, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Unit))
