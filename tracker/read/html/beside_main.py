"""What stands beside the heaviest element of a page and belongs to the document: title, number, signature, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tracker.language.bodies import is_office
from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.read.centred_titles import is_number_or_date

_SHORT = 200
"""What belongs to the main text beside it has fewer characters than this; an annex may have any number."""

_LINKED = 0.3
"""Share of an element's text that stands in links, at the most, where it is no list of other pages."""

_LONGEST_TITLE = 80
_ANNEX = regex(rf"附\s*[件表]\s*{NUMERAL}?\s*(?:[:：.．、]|$)")
"""The first line of an annex or of a list of annexes: 附件, 附件1, 附表：."""


@dataclass(slots=True)
class Weight:
    """What an element holds: text (links count little), text in links, sentences, links, tables (itself among them)."""

    own: float = 0.0
    links: float = 0.0
    sentences: int = 0
    anchors: int = 0
    tables: int = 0


def is_matter(node: LexborNode, weights: Mapping[int, Weight]) -> bool:
    """Whether an element beside the main text is part of the document: a heading, a number, a date, a signature."""
    weight = weights.get(node.mem_id) if node.is_element_node else None
    if weight is None or not 0 < weight.own < _SHORT or weight.links > _LINKED * weight.own or weight.tables:
        return False
    if node.tag in {"h1", "h2"} or node.css_first("h1, h2") is not None:
        return True
    return any(is_number_or_date(line) or _is_title(line) or _is_signature(line) for line in _lines(node))


def behind_main(siblings: Iterable[LexborNode], weights: Mapping[int, Weight]) -> Iterator[LexborNode]:
    """The elements behind the main text that belong to it; from an annex on, all that is no list of links does."""
    annexed = False
    for node in siblings:
        weight = weights.get(node.mem_id) if node.is_element_node else None
        if weight is None or weight.links > _LINKED * weight.own or not weight.own:
            continue
        annexed = annexed or any(_ANNEX.match(line) for line in _lines(node)[:1])
        if annexed or is_matter(node, weights):
            yield node


def _lines(node: LexborNode) -> list[str]:
    return [line.strip() for line in node.text(deep=True, separator="\n").split("\n") if line.strip()]


def _is_title(line: str) -> bool:
    """Whether a line is a document's title: it says what it is about and ends with a word of kind."""
    return len(line) <= _LONGEST_TITLE and "关于" in line and kind_of(line) != NO_KIND


def _is_signature(line: str) -> bool:
    """Whether a line holds names of bodies and nothing else."""
    names = re.split(r"[\s\u3000]+", line)
    return all(is_office(name) for name in names)
