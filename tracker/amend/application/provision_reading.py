"""Parsed provisions as the text to be amended: what a drafter counts as 款, 项 and 目, from the parser's tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeAlias

from tracker.amend.application.base import MISSING, Base, Block, Heading, Item, Paragraph, Unit
from tracker.amend.instructions.places import Number, number_of
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.model import CONTAINERS, MATTER, OUTLINE, Document, Instrument, Provision, own_text, walk

_ITEMS = OUTLINE | {"item", "subitem"}
_PREAMBLE_HEADING = regex(r"序\s*言|引\s*言|前\s*言")
_BRANCH = regex(rf"之({NUMERAL})\s*")
"""What follows the label of an item added after another: （三）之一 …."""

_Part: TypeAlias = Block | Provision


def base_of(source: Document | Instrument, wanted: Instrument | None = None) -> Base:
    """The text of a parsed document: ``wanted``, else its measure where it carries one, else its own text.

    The annexes of a document are kept beside it.
    """
    if isinstance(source, Instrument):
        return _base(source.title, source.body, ())
    text = wanted or text_of(source)
    annexes = tuple(one for one in source.instruments if one.role == "annex" and one is not text)
    return _base(text.title or source.title, text.body, annexes)


def text_of(document: Document) -> Instrument:
    """The instrument that a document is about: the measure that it issues, else its own text.

    It is empty where all that was found are marks between pages.
    """
    found = document.instruments or (Instrument(role="circular", title=document.title, span=document.span),)
    return next((one for one in found if one.role == "measure"), found[0])


def _base(title: str, body: Sequence[Provision], annexes: tuple[Instrument, ...]) -> Base:
    outline = not any(node.level == "article" for node in walk(body))
    parts = list(_parts(body, outline=outline))
    leading, rest = _provisions_first(parts)
    named = _preamble_heading(rest[0]) if rest else None
    if named is not None:
        preamble, rest = _provisions_first(rest[1:])
        around: tuple[Provision, ...] = ()
    else:
        leading, preamble, around = _front(leading, last=not rest)
    blocks, after = _with_what_follows(rest)
    return Base(
        title=title,
        front=leading,
        preamble=Unit(number=None, label="", paragraphs=_paragraphs(preamble)) if preamble else None,
        preamble_heading=named,
        blocks=blocks,
        back=(*around, *after),
        annexes=annexes,
    )


def _provisions_first(parts: Sequence[_Part]) -> tuple[tuple[Provision, ...], Sequence[_Part]]:
    """What is neither heading nor article at the head of a sequence, and the rest of it."""
    leading = tuple(takewhile(lambda part: isinstance(part, Provision), parts))
    return leading, parts[len(leading) :]  # type: ignore[return-value] # all of them are provisions


def _preamble_heading(part: _Part) -> str | None:
    """序言, where a text begins with it."""
    if isinstance(part, Heading) and not part.label and _PREAMBLE_HEADING.fullmatch(part.name):
        return part.name
    return None


def _parts(body: Iterable[Provision], *, outline: bool) -> Iterator[_Part]:
    """Headings, articles and what is neither, in order; without articles the first outline level is counted."""
    for node in body:
        if node.level in CONTAINERS or _heads_articles(node):
            yield _heading(node)
            yield from _parts(node.children, outline=outline)
        elif node.level == "article" or (outline and node.level in OUTLINE):
            yield _unit(node)
        else:
            yield node


def _heads_articles(node: Provision) -> bool:
    """一、一般规定 over articles, as in judicial interpretations."""
    return node.level in OUTLINE and any(one.level == "article" for one in walk(node.children))


def _heading(node: Provision) -> Heading:
    label = node.label or ""
    number = number_of(label)
    kind = node.level if node.level in CONTAINERS else "group"
    return Heading(kind=kind, number=number[0] if number else 0, name=own_text(node), label=label)


def _unit(node: Provision) -> Unit:
    text = own_text(node)
    own = (replace(node, level="paragraph", label=None, heading=None, text=text, children=()),) if text else ()
    inside = [child for child in node.children if child.level not in MATTER]
    return Unit(
        number=number_of(node.label or ""),
        label=node.label or "",
        paragraphs=_paragraphs((*own, *inside)),
        topic=node.heading,
        after=tuple(child for child in node.children if child.level in MATTER),
    )


def _with_what_follows(parts: Sequence[_Part]) -> tuple[tuple[Block, ...], tuple[Provision, ...]]:
    """The blocks, each with what follows it and is neither heading nor article; what follows the last stands apart."""
    blocks: list[Block] = []
    after: list[Provision] = []
    for part in parts:
        if isinstance(part, Provision):
            after.append(part)
            continue
        if after:
            blocks[-1] = replace(blocks[-1], after=(*blocks[-1].after, *after))
            after = []
        blocks.append(part)
    return tuple(blocks), tuple(after)


def _front(leading: tuple[Provision, ...], *, last: bool) -> tuple[tuple[Provision, ...], ...]:
    """What stands before the first article: notes and the addressee, the preamble (引言), and matter behind it.

    The preamble are the last paragraphs that are sentences, or whose wording is missing; in a text without articles,
    its paragraphs to the ``last``.
    """
    end = len(leading)
    while last and end and leading[end - 1].level in MATTER:
        end -= 1
    cut = end
    while cut and _is_preamble(leading[cut - 1]):
        cut -= 1
    return leading[:cut], leading[cut:end], leading[end:]


def _is_preamble(node: Provision) -> bool:
    text = "".join(own_text(one) for one in walk([node]))
    sentence = text.endswith(("。", "：", ":", "；")) or MISSING.search(text) is not None
    return node.level not in MATTER and (sentence or bool(node.rows))


def _paragraphs(nodes: Sequence[Provision]) -> tuple[Paragraph, ...]:
    """款 from provisions: items belong to the 款 before them, and so do the lines of a list without labels.

    A list without labels follows a line that ends in a colon: its lines end in ， or ；, its last one in 。.
    """
    counting = _Counting()
    for node in nodes:
        counting = _counted(counting, node)
    return counting.paragraphs


@dataclass(frozen=True, slots=True)
class _Counting:
    """The 款 so far, and whether the last one is a list without labels that goes on."""

    paragraphs: tuple[Paragraph, ...] = ()
    listing: bool = False


def _counted(so_far: _Counting, node: Provision) -> _Counting:
    """One more provision counted."""
    *before, last = so_far.paragraphs or (Paragraph(lines=()),)
    if node.level in _ITEMS:
        return _Counting((*before, replace(last, items=(*last.items, _item(node)))))
    if node.rows:
        return _Counting((*so_far.paragraphs, Paragraph(lines=tuple(map("\t".join, node.rows)))))
    line = f"{node.label or ''}{own_text(node)}"
    if so_far.listing or _opens_list(last, line):
        now = _Counting((*before, replace(last, lines=(*last.lines, line))), listing=line.endswith(("，", "；", "、")))
    else:
        now = _Counting((*so_far.paragraphs, Paragraph(lines=(line,))))
    for child in node.children:
        now = _counted(now, child)
    return now


def _opens_list(paragraph: Paragraph, line: str) -> bool:
    opened = bool(paragraph.lines) and not paragraph.items and paragraph.lines[-1].endswith(("：", ":"))
    return opened and line.endswith(("，", "；", "、"))


def paragraphs_in(node: Provision) -> tuple[Paragraph, ...]:
    """The 款 of one article."""
    return _unit(node).paragraphs


def _item(node: Provision) -> Item:
    """An item with its 目 and whatever stands below it."""
    label, own = node.label or "", own_text(node)
    number = number_of(label) or (0, 0)
    if branch := _BRANCH.match(own):
        number, label, own = (number[0], _main(branch[1])), f"{label}之{branch[1]}", own[branch.end() :]
    return Item(number=number, label=label, lines=(own, *_below(node.children)))


def _main(numeral: str) -> int:
    number: Number | None = number_of(numeral)
    return number[0] if number else 0


def _below(nodes: Iterable[Provision]) -> Iterator[str | Item]:
    for node in nodes:
        if node.level in _ITEMS:
            yield _item(node)
        elif node.rows:
            yield from map("\t".join, node.rows)
        else:
            yield own_text(node)
            yield from _below(node.children)
