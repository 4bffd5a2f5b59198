"""The text after a decision as instruments again, and as the lines that they print; spans count in those lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tracker.amend.application.base import Base, Heading, Item, Paragraph, Unit
from tracker.amend.instructions.places import DIVISION_NAMES
from tracker.model import CONTAINERS, Instrument, Level, Provision, own_text
from tracker.parse.document.captions import split_heading

_NOWHERE = (0, 0)
"""The span of a provision before it is laid out."""

_LEVELS = tuple(DIVISION_NAMES.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A text and its annexes as instruments, and the lines they print, a paragraph a line."""

    instruments: tuple[Instrument, ...]
    lines: tuple[str, ...]


def printed(base: Base) -> Printed:
    """The whole text: title, preamble, headings and articles with their labels, then the annexes."""
    body = tuple(_body(base))
    text = Instrument(role="measure", title=base.title, span=_NOWHERE, body=body)
    laid: list[Instrument] = []
    lines: list[str] = []
    at = 0
    for one in (text, *base.annexes):
        own = tuple(_instrument_lines(one))
        size = sum(len(line) + 1 for line in own)
        laid.append(_laid_out(one, at))
        lines += own
        at += size
    return Printed(instruments=tuple(laid), lines=tuple(lines))


# --- from the text's own values to provisions -------------------------------------------------------


def _body(base: Base) -> Iterator[Provision]:
    yield from base.front
    preamble = tuple(_paragraph_nodes(base.preamble.paragraphs)) if base.preamble else ()
    if base.preamble_heading:
        level: Level = "part" if any(isinstance(b, Heading) and b.kind == "part" for b in base.blocks) else "chapter"
        yield Provision(level=level, span=_NOWHERE, heading=base.preamble_heading, children=preamble)
    else:
        yield from preamble
    yield from _nested(base.blocks)
    yield from base.back


def _nested(blocks: Sequence[Heading | Unit]) -> Iterator[Provision]:
    """Headings over what they hold: a chapter over its sections and articles."""
    i = 0
    while i < len(blocks):
        block = blocks[i]
        i += 1
        if isinstance(block, Unit):
            yield _unit_node(block)
            yield from block.after
            continue
        start = i
        while i < len(blocks) and _is_below(blocks[i], block):
            i += 1
        yield _heading_node(block, (*block.after, *_nested(blocks[start:i])))


def _is_below(block: Heading | Unit, heading: Heading) -> bool:
    return isinstance(block, Unit) or _LEVELS.index(block.kind) > _LEVELS.index(heading.kind)


def _heading_node(block: Heading, children: tuple[Provision, ...]) -> Provision:
    level: Level = "outline1" if block.kind == "group" else block.kind  # type: ignore[assignment] # the other kinds are levels
    return Provision(
        level=level, span=_NOWHERE, label=block.label or None, heading=block.name or None, children=children
    )


def _unit_node(unit: Unit) -> Provision:
    """An article, its only 款 as its own text; an outline provision 一、 likewise."""
    level: Level = "article" if unit.label.startswith("第") else "outline1"
    nodes = tuple(_paragraph_nodes(unit.paragraphs))
    first = nodes[0] if nodes else None
    alone = (
        first is not None and not first.rows and first.level == "paragraph" and (len(nodes) == 1 or level != "article")
    )
    if first is None or not alone:
        return Provision(level=level, span=_NOWHERE, label=unit.label, children=nodes)
    heading, text = _headed(level, first.text, unit.topic)
    children = (*first.children, *nodes[1:])
    return Provision(level=level, span=_NOWHERE, label=unit.label, heading=heading, text=text, children=children)


def _headed(level: str, text: str, topic: str | None) -> tuple[str | None, str]:
    """The heading that a provision's first line begins with, and the rest."""
    if topic and text.startswith(topic):
        return topic, text[len(topic) :]
    return split_heading(level, text)


def _paragraph_nodes(paragraphs: Iterable[Paragraph]) -> Iterator[Provision]:
    """款 as provisions: a list without labels is a paragraph a line, a table one provision."""
    for paragraph in paragraphs:
        nodes = list(_line_nodes(paragraph.lines)) or [Provision(level="paragraph", span=_NOWHERE)]
        items = tuple(_item_node(item, "item") for item in paragraph.items)
        yield from nodes[:-1]
        yield replace(nodes[-1], children=items)


def _line_nodes(lines: Iterable[str]) -> Iterator[Provision]:
    """Lines as paragraphs; neighbouring lines of cells parted by tabs are the rows of one table."""
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line):
        if tabbed:
            yield Provision(level="table", span=_NOWHERE, rows=tuple(tuple(line.split("\t")) for line in group))
        else:
            yield from (Provision(level="paragraph", span=_NOWHERE, text=line) for line in group)


def _item_node(item: Item, level: Level) -> Provision:
    first, *below = item.lines or ("",)
    own = first if isinstance(first, str) else ""
    rest = below if isinstance(first, str) else list(item.lines)
    heading, text = split_heading(level, own)
    children: list[Provision] = []
    for line in rest:
        children += _line_nodes([line]) if isinstance(line, str) else [_item_node(line, "subitem")]
    return Provision(level=level, span=_NOWHERE, label=item.label, heading=heading, text=text, children=tuple(children))


# --- from provisions to lines -------------------------------------------------------------------------


def _instrument_lines(instrument: Instrument) -> Iterator[str]:
    """The marker of an annex (附件1), the title, then the body."""
    marker, body = _marker(instrument)
    yield from (line for node in marker for line in node_lines(node))
    if instrument.title or instrument.role == "measure":
        yield instrument.title
    yield from (line for node in body for line in node_lines(node))


def _marker(instrument: Instrument) -> tuple[tuple[Provision, ...], tuple[Provision, ...]]:
    """The label that stands above an annex's title, and the rest of its body."""
    marked = instrument.role == "annex" and instrument.body and instrument.body[0].level == "note"
    cut = 1 if marked and instrument.body[0].label else 0
    return instrument.body[:cut], instrument.body[cut:]


def node_lines(node: Provision) -> Iterator[str]:
    """A provision as printed, with its label; the first 款 of an article stands on the line of the label."""
    first = f"{_head(node)}{own_text(node)}"
    rest = [line for child in node.children for line in node_lines(child)]
    if _begins_on_label(node):
        first, *rest = (f"{first}{rest[0]}", *rest[1:])
    if first.strip():
        yield first.rstrip()
    yield from map("\t".join, node.rows)
    yield from rest


def _head(node: Provision) -> str:
    apart = node.level == "article" or node.level in CONTAINERS
    return f"{node.label or ''}{' ' if apart and node.label else ''}"


def _begins_on_label(node: Provision) -> bool:
    """Whether the first child stands on the line of an article's label."""
    return node.level == "article" and not own_text(node) and bool(node.children) and not node.children[0].rows


def _laid_out(instrument: Instrument, at: int) -> Instrument:
    """The instrument with its spans, its first character at offset ``at`` of the lines joined."""
    marker, body = _marker(instrument)
    laid, here = _in_order(marker, at)
    if instrument.title or instrument.role == "measure":
        here += len(instrument.title) + 1
    rest, here = _in_order(body, here)
    return replace(instrument, span=(at, max(at, here - 1)), body=(*laid, *rest))


def _in_order(nodes: Iterable[Provision], at: int) -> tuple[tuple[Provision, ...], int]:
    """Provisions one after the other, each on lines of its own, and the offset after the last one's line feed."""
    out = []
    for node in nodes:
        laid = _at(node, at)
        out.append(laid)
        at = laid.span[1] + 1 if any(node_lines(node)) else at
    return tuple(out), at


def _at(node: Provision, start: int) -> Provision:
    """A provision with the spans of itself and of its children."""
    head = f"{_head(node)}{own_text(node)}"
    if _begins_on_label(node):
        first = _at(node.children[0], start + len(head))
        rest, end = _in_order(node.children[1:], first.span[1] + 1)
        return replace(node, span=(start, end - 1), children=(first, *rest))
    own = [head.rstrip()] if head.strip() else []
    here = start + sum(len(line) + 1 for line in (*own, *map("\t".join, node.rows)))
    children, end = _in_order(node.children, here)
    return replace(node, span=(start, max(start, end - 1)), children=children)
