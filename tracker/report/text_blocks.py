"""A text as blocks and lines for its page: headings, articles with their 款 and 项, tables, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from tracker.model import CONTAINERS, Document, Instrument
from tracker.report.provision_anchors import Anchored, anchored


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a text: ``anchor`` and ``also`` are its names, ``cite`` how it is cited, ``style`` how it stands."""

    anchor: str
    also: str
    cite: str
    style: str
    label: str
    heading: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading of 编 章 节, an article with all that stands in it, or a line by itself.

    ``lead`` is the anchor of the whole where its first line has its own.
    """

    kind: str
    lead: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One text of a document: its title, what it is (``role``), the anchor of its beginning, and its blocks."""

    anchor: str
    role: str
    title: str
    blocks: tuple[Block, ...]


def part_of(instrument: Instrument, prefix: str = "") -> Part:
    """A text with its blocks; ``prefix`` stands before its anchors."""
    found = anchored(instrument.body, prefix)
    return Part(anchor=f"{prefix}text", role=instrument.role, title=instrument.title, blocks=tuple(_blocks(found)))


def parts_of(instruments: Iterable[Instrument]) -> Iterator[Part]:
    """Further texts of a document, each with a prefix of its own: ``annex-1-``."""
    counts: dict[str, int] = {}
    for one in instruments:
        counts[one.role] = counts.get(one.role, 0) + 1
        yield part_of(one, f"{one.role}-{counts[one.role]}-")


def parts_of_text(value: Document | Instrument) -> tuple[Part, ...]:
    """A text with all its document carries: the first of its texts, then the others; none where it has no text."""
    texts = value.instruments if isinstance(value, Document) else (value,)
    return (*map(part_of, texts[:1]), *parts_of(texts[1:]))


def outline_of(parts: Iterable[Part]) -> tuple[Line, ...]:
    """What the outline of a page lists: the chapters, or the articles and first levels of a text that has none."""
    parts = tuple(parts)
    firsts = [block.lines[0] for part in parts for block in part.blocks]
    chapters = tuple(one for one in firsts if one.style in CONTAINERS)
    if chapters:
        return chapters
    plain = (replace(one, text="") for one in firsts if one.label and one.style in _LISTED)
    found = tuple(plain)
    return found if len(found) >= _FEW else ()


_LISTED = {"article", "outline1"}
_FEW = 4
"""Entries below which an outline is of no use."""


def _blocks(found: Iterable[Anchored]) -> Iterator[Block]:
    """The blocks: an article takes what follows it and stands deeper."""
    for _, group in groupby(_numbered(found), key=lambda pair: pair[0]):
        members = [one for _, one in group]
        first = members[0]
        if first.provision.level in CONTAINERS:
            yield Block(kind="heading", lead="", lines=(_line(first),))
        elif first.provision.level == "article":
            yield _article(members)
        else:
            yield Block(kind="line", lead="", lines=tuple(map(_line, members)))


def _numbered(found: Iterable[Anchored]) -> Iterator[tuple[int, Anchored]]:
    """Each provision with the number of its block."""
    number, within = 0, False
    for one in found:
        if one.provision.level == "article" or not (within and one.depth):
            number += 1
            within = one.provision.level == "article"
        yield number, one


def _article(members: list[Anchored]) -> Block:
    """An article; its label stands before its first 款 where it has no text of its own."""
    first, rest = _line(members[0]), [_line(one) for one in members[1:]]
    if not (first.text or first.heading or first.rows) and rest and members[1].provision.level == "paragraph":
        return Block(kind="article", lead=first.anchor, lines=(replace(rest[0], label=first.label), *rest[1:]))
    return Block(kind="article", lead="", lines=(first, *rest))


def _line(one: Anchored) -> Line:
    provision = one.provision
    return Line(
        anchor=one.anchor,
        also=one.also,
        cite=one.cite,
        style=provision.level,
        label=provision.label or "",
        heading=provision.heading or "",
        text=provision.text,
        rows=provision.rows,
    )
