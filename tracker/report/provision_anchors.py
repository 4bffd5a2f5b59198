"""Anchors of provisions on the page of a text: ``art-7-p2-i3`` is 第七条第二款第三项.

===============  ==========================================================================================
编 分编 章 节     ``part-1`` ``subpart-1`` ``ch-2`` ``sec-1``, a lower one behind the one it stands in: ``ch-2-sec-1``
条               ``art-7``, and ``art-7-1`` for 第七条之一, whatever chapter it stands in
款 项 目          ``p2`` ``i3`` ``s1`` behind their article: ``art-7-p2-i3-s1``
一、 （一） 1.    ``o1-3``, a lower one behind the one it stands in: ``o1-3-o2-1``; ``d1-4`` for decimals
===============  ==========================================================================================

Where an article has one 款, its items have two names, ``art-7-i3`` and ``art-7-p1-i3``, for both are cited. Of two
provisions of one name the second gets ``--2``. What stands in another part of the document has the part's name before
it: ``annex-1-``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.language.labels import ordinal
from tracker.language.numerals import han_or_digits
from tracker.language.patterns import regex
from tracker.model import CONTAINERS, DECIMAL, OUTLINE, Level, Provision

_CONTAINERS = {"part": "part-", "subpart": "subpart-", "chapter": "ch-", "section": "sec-"}
_PLACED = {"paragraph", "item", "subitem", *OUTLINE}
_ITEM = regex(r"[is]x?\d")
"""The name of a 项 or a 目: ``i3``, ``s1``. Must not match ``sec-1`` or ``signature-1``."""
_DIGITS = regex(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A provision with its anchor; ``also`` is another name of it, ``cite`` how it is cited, ``depth`` what it is in.

    ``depth`` counts the provisions around it but for 编 章 节: 0 for an article, 1 for its 款.
    """

    provision: Provision
    anchor: str
    cite: str = ""
    also: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Above:
    """Where a provision stands: the names and the citation of what is above it."""

    anchor: str = ""
    also: str = ""
    cite: str = ""
    level: Level | None = None
    in_article: bool = False
    depth: int = 0
    container: str = ""


def anchored(body: Iterable[Provision], prefix: str = "") -> tuple[Anchored, ...]:
    """All provisions of a body in printed order, each with an anchor that no other has."""
    taken: Counter[str] = Counter()
    return tuple(_free(one, taken, prefix) for one in _below(tuple(body), _Above()))


def _free(one: Anchored, taken: Counter[str], prefix: str) -> Anchored:
    anchor = prefix + one.anchor
    taken[anchor] += 1
    number = taken[anchor]
    also = prefix + one.also if one.also and number == 1 else ""
    if also and taken[also]:
        also = ""
    elif also:
        taken[also] += 1
    name = anchor if number == 1 else f"{anchor}--{number}"
    return Anchored(provision=one.provision, anchor=name, cite=one.cite, also=also, depth=one.depth)


def _below(children: Sequence[Provision], above: _Above) -> Iterator[Anchored]:
    counts: Counter[str] = Counter()
    alone = above.level == "article" and not any(one.level == "paragraph" for one in children)
    for one in children:
        name = _name(one, above, counts)
        place = _placed(one, above, name, alone=alone)
        yield Anchored(provision=one, anchor=place.anchor, cite=place.cite, also=place.also, depth=above.depth)
        yield from _below(one.children, place)


def _placed(one: Provision, above: _Above, name: str, *, alone: bool) -> _Above:
    """What a provision is to those below it."""
    if one.level in CONTAINERS:
        anchor = f"{above.container}-{name}" if above.container else name
        return _Above(anchor=anchor, cite=above.cite + _cited(one, name), level=one.level, container=anchor)
    if one.level == "article":
        return _Above(anchor=name, cite=_cited(one, name), level="article", in_article=True, depth=1)
    return _Above(
        anchor=_joined(above.anchor, name),
        also=_also(above, name, alone=alone),
        cite=_whole_cite(one, above, name),
        level=one.level,
        in_article=above.in_article,
        depth=above.depth + 1,
        container=above.container,
    )


def _whole_cite(one: Provision, above: _Above, name: str) -> str:
    """How a provision is cited with what is above it; a 款 that stands in no article is not cited as one."""
    if one.level == "paragraph" and not above.in_article:
        return ""
    is_first = above.anchor == above.container and not above.in_article
    return _cited(one, name) if is_first or one.level in DECIMAL else above.cite + _cited(one, name)


def _also(above: _Above, name: str, *, alone: bool) -> str:
    """The other name of what stands in an article with one 款 (``alone``): 第七条第三项 is 第七条第一款第三项."""
    if above.also:
        return _joined(above.also, name)
    return f"{above.anchor}-p1-{name}" if alone and _ITEM.match(name) else ""


def _joined(above: str, name: str) -> str:
    return f"{above}-{name}" if above else name


def _name(one: Provision, above: _Above, counts: Counter[str]) -> str:
    """The last part of an anchor: ``art-7``, ``p2``, ``i3``, ``o1-3``."""
    letter = _letter(one.level, above)
    counts[letter] += 1
    if one.level == "paragraph" or not one.label:
        return f"{letter}{counts[letter]}"
    if one.level.startswith("decimal"):
        return letter + "-".join(_DIGITS.findall(one.label)[-1:] or [str(counts[letter])])
    place = ordinal(one.label)
    if place is None:
        return f"{letter}x{counts[letter]}"
    return f"{letter}{place[0]}" + (f"-{place[1]}" if place[1] else "")


def _letter(level: Level, above: _Above) -> str:
    """What stands before a number: 款 p, 项 i, 目 s; within an article an outline's labels are those of 项 and 目."""
    if level in _CONTAINERS:
        return _CONTAINERS[level]
    if level == "article":
        return "art-"
    if level == "paragraph":
        return "p"
    if above.in_article and level in _PLACED:
        return "s" if above.level not in {"article", "paragraph"} else "i"
    if level in OUTLINE:
        return f"{'d' if level.startswith('decimal') else 'o'}{level[-1]}-"
    return {"item": "i", "subitem": "s"}.get(level, f"{level}-")


def _cited(one: Provision, name: str) -> str:
    """How one step is cited: 第七条, 第二款, 第三项; nothing for what has no such name."""
    if one.level == "paragraph":
        return f"第{han_or_digits(int(name.removeprefix('p')))}款"
    place = ordinal(one.label) if one.label else None
    if place is None or not one.label:
        return ""
    if _ITEM.match(name):
        return f"第{han_or_digits(place[0])}{'项' if name.startswith('i') else '目'}"
    return one.label
