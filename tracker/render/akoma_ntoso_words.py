"""The words of a text as elements of Akoma Ntoso: its provisions, the lines around them, tables, citations.

====================  ================================================================================================
of ours               of the standard
====================  ================================================================================================
a text with 条 or 一、  ``act``: its provisions ``body``, what stands before them ``preamble``, behind ``conclusions``
any other text        ``doc``: its lines ``mainBody``
编 分编 章 节 条        ``part subpart chapter section article``
款 项 目              ``paragraph point indent``
一、（一）1. 1.1       ``level``, of the class that its marker has
a table, a note       ``table`` and ``p``; among provisions in an ``hcontainer`` of its level's name
a document number     ``ref`` to the work of that number
====================  ================================================================================================

Names of provisions (``eId``) are made as the standard's naming convention has them: ``art_7__para_2__point_3``. An
article is named without its chapter, for articles are counted through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from tracker.language.labels import ordinal
from tracker.language.numbers_of_documents import doc_numbers, number_key
from tracker.language.patterns import regex
from tracker.model import CONTAINERS, MATTER, OUTLINE, Provision, own_text
from tracker.render.visible_characters import visible

_ELEMENTS: Final = {
    "part": ("part", "part"),
    "subpart": ("subpart", "subpart"),
    "chapter": ("chapter", "chp"),
    "section": ("section", "sec"),
    "article": ("article", "art"),
    "paragraph": ("paragraph", "para"),
    "item": ("point", "point"),
    "subitem": ("indent", "indent"),
    **dict.fromkeys(OUTLINE, ("level", "lvl")),
}
"""Of every level of provisions the element, and what its name begins with."""
_INLINE: Final = frozenset({"p", "num", "heading"})
"""Elements that hold words and elements side by side."""
_YEAR = regex(r"〔(\d{4})〕|(\d{4})年")
_NO_NAME = regex(r"[^\w]+")


def element(name: str, above: ET.Element | None = None, text: str = "", /, **attributes: object) -> ET.Element:
    """A new element, below another one where that is given; ``attrib`` holds attributes that Python cannot name."""
    given = attributes.pop("attrib", {})
    told = {key: str(value) for key, value in {**attributes, **(given if isinstance(given, dict) else {})}.items()}
    made = ET.Element(name, told) if above is None else ET.SubElement(above, name, told)
    made.text = text or None
    return made


def work_address(number: str, day: str, title: str, own: str = "") -> str:
    """The address of a work: by its document number, else by its day and title; ``own`` parts works of one document."""
    tail = f"/{slug(own)}" if own else ""
    if number:
        key = number_key(number)
        year = _YEAR.search(key)
        return f"/akn/cn/act/{(year[1] or year[2]) if year else 'undated'}/{slug(key)}{tail}"
    return f"/akn/cn/act/{day or 'undated'}/{slug(title)}{tail}"


def slug(text: str) -> str:
    """A text as one step of an address: its letters and digits."""
    return _NO_NAME.sub("-", visible(text)).strip("-") or "untitled"


def indented(above: ET.Element, depth: int = 0) -> None:
    """Lay out the elements below one, each on a line; blanks within lines of text are text and are left alone."""
    inner = "\n" + " " * (depth + 1)
    if not len(above) or above.tag in _INLINE:
        return
    above.text = inner
    for child in above:
        indented(child, depth + 1)
        child.tail = inner
    above[-1].tail = inner[:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The parts of a text: lines before its provisions, the provisions, lines behind; of a ``doc`` all stand within."""

    is_act: bool
    before: tuple[ET.Element, ...]
    within: tuple[ET.Element, ...]
    behind: tuple[ET.Element, ...]


def words_of(body: Sequence[Provision], prefix: str = "") -> Words:
    """The words of a text; ``prefix`` stands before all names, so that those of an attachment are its own."""
    names = _Names(prefix)
    places = [place for place, one in enumerate(body) if _is_rule(one)]
    if not places:
        last = _matter_from(body)
        within = _lines(body[:last]) or (element("p"),)
        return Words(is_act=False, before=(), within=within, behind=_lines(body[last:]))
    first = places[0]
    last = places[-1] + 1 + _matter_from(body[places[-1] + 1 :])
    return Words(
        is_act=True,
        before=_lines(body[:first]),
        within=tuple(_provision(one, "", names) for one in body[first:last]),
        behind=_lines(body[last:]),
    )


def _lines(body: Iterable[Provision]) -> tuple[ET.Element, ...]:
    return tuple(part for one in body for part in _blocks(one))


def _is_rule(one: Provision) -> bool:
    return one.level in CONTAINERS or one.level == "article" or one.level in OUTLINE


def _matter_from(body: Sequence[Provision]) -> int:
    """From where on only signatures, days and the like are left; a plain line behind them (特此通告) is one of them."""
    last = len(body)
    while last and body[last - 1].level in MATTER:
        last -= 1
    return last


class _Names:
    """Names of elements, each once."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: Counter[str] = Counter()

    def name(self, one: Provision, above: str) -> str:
        """The name of a provision below another one."""
        short = _ELEMENTS.get(one.level, ("", "hcontainer"))[1]
        place = ordinal(one.label) if one.label else None
        self._taken[f"{above} {short}"] += 1
        number = str(place[0]) if place else str(self._taken[f"{above} {short}"])
        if place and place[1]:
            number += f"-{place[1]}"
        stem = "" if one.level == "article" or not above else f"{above}__"
        return self.free(f"{stem}{short}_{number}")

    def free(self, wanted: str) -> str:
        """The name itself, or with its count where another one has it."""
        self._taken[wanted] += 1
        number = self._taken[wanted]
        return self._prefix + (wanted if number == 1 else self._again(wanted, number))

    def _again(self, wanted: str, number: int) -> str:
        while self._taken[f"{wanted}--{number}"]:
            number += 1
        self._taken[f"{wanted}--{number}"] += 1
        return f"{wanted}--{number}"

    def bare(self, name: str) -> str:
        """A name without the prefix, to stand before those below it."""
        return name.removeprefix(self._prefix)


def _provision(one: Provision, above: str, names: _Names) -> ET.Element:
    """One provision with all that stands below it."""
    name = names.name(one, above)
    tag, _ = _ELEMENTS.get(one.level, ("hcontainer", ""))
    made = element(tag, eId=name)
    if tag == "hcontainer":
        made.set("name", one.level)
    elif tag == "level":
        made.set("class", one.level)
    if one.label:
        element("num", made, visible(one.label))
    if one.heading:
        _inline(element("heading", made), one.heading)
    own = [*_paragraphs(one.text), *_table(one.rows)]
    if not one.children:
        element("content", made).extend(own or [element("p")])
        return made
    if own:
        element("intro", made).extend(own)
    made.extend(_provision(child, names.bare(name), names) for child in one.children)
    return made


def _blocks(one: Provision) -> Iterator[ET.Element]:
    """A line that stands outside of the provisions, with those below it, as paragraphs."""
    text = f"{one.label or ''}{own_text(one)}"
    kind = {"class": one.level}
    if one.level == "signature":
        element("signature", made := element("p", attrib=kind), visible(text))
        yield made
    elif text:
        made = element("p", attrib=kind)
        _inline(made, text)
        yield made
    yield from _table(one.rows)
    for child in one.children:
        yield from _blocks(child)


def _paragraphs(text: str) -> Iterator[ET.Element]:
    for line in text.split("\n") if text else ():
        made = element("p")
        _inline(made, line)
        yield made


def _table(rows: Iterable[Sequence[str]]) -> Iterator[ET.Element]:
    table = element("table")
    for row in rows:
        line = element("tr", table)
        for cell in row or ("",):
            _inline(element("p", element("td", line)), cell)
    if len(table):
        yield table


def _inline(made: ET.Element, text: str) -> None:
    """The words of a line into its element; the document numbers in it lead to the works that they name."""
    place, last = 0, None
    for number, start, end in doc_numbers(text):
        if start < place:
            continue
        _append(made, last, text[place:start])
        last = element("ref", made, visible(text[start:end]), href=work_address(number, "", number))
        place = end
    _append(made, last, text[place:])


def _append(made: ET.Element, last: ET.Element | None, text: str) -> None:
    told = re.sub(r"[\r\n\t]", " ", visible(text)) or None
    if last is None:
        made.text = told
    else:
        last.tail = told
