"""Formulas of Word (OMML) as linear text: a fraction a/b, a power xⁿ, a root √(x), a sum ∑(i=1..n).

Source: ECMA-376 Part 1, 22.1 (Office Math Markup); the linear forms are those of Unicode Technical Note 28.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from docx.oxml.ns import qn

from tracker.language.patterns import regex
from tracker.read.losses import plain
from tracker.read.raised_characters import lowered, raised

__all__ = ["FORMULA", "formula_text"]

Element: TypeAlias = Any
"""An element of the document's XML (lxml)."""

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULA = frozenset({f"{_M}oMath", f"{_M}oMathPara"})
"""The elements that hold a formula."""

_ATOM = regex(r"[\w.%\u2070-\u209f¹²³]+|[(（\[{].*[)）\]}]")
"""What needs no brackets as a part of a fraction."""
_DEEPEST = 60
"""Levels of a formula that are followed; deeper ones give their bare characters."""


def formula_text(element: Element) -> str:
    """The formula on one line."""
    return _inside(element, 0).strip()


def _inside(element: Element | None, depth: int) -> str:
    if element is None:
        return ""
    if depth > _DEEPEST:
        return "".join(text.text or "" for text in element.iter(f"{_M}t"))
    return "".join(_node(child, depth + 1) for child in element if isinstance(child.tag, str))


def _node(node: Element, depth: int) -> str:
    name = node.tag.removeprefix(_M)
    if node.tag in {f"{_M}t", qn("w:t")}:
        return plain(node.text or "")
    if node.tag in {qn("w:del"), qn("w:moveFrom"), qn("w:delText")} or name.endswith("Pr"):
        return ""
    form = _FORMS.get(name) if node.tag.startswith(_M) else None
    return form(node, depth) if form else _inside(node, depth)


def _part(node: Element, name: str, depth: int) -> str:
    return _inside(node.find(f"{_M}{name}"), depth)


def _parts(node: Element, name: str, depth: int) -> Iterator[str]:
    return (_inside(child, depth) for child in node.findall(f"{_M}{name}"))


def _own(node: Element, path: str, default: str) -> str:
    """A property of the element (``m:dPr/m:begChr``): its ``m:val``; the default where it is not given."""
    found = node.find("/".join(f"{_M}{step}" for step in path.split("/")))
    value = found.get(f"{_M}val") if found is not None else None
    return default if value is None else str(value)


def _bracketed(text: str) -> str:
    return text if not text or _ATOM.fullmatch(text) else f"({text})"


def _fraction(node: Element, depth: int) -> str:
    over, under = _part(node, "num", depth), _part(node, "den", depth)
    return f"{_bracketed(over)}/{_bracketed(under)}"


def _power(node: Element, depth: int) -> str:
    return _part(node, "e", depth) + raised(_part(node, "sup", depth))


def _index(node: Element, depth: int) -> str:
    return _part(node, "e", depth) + lowered(_part(node, "sub", depth))


def _both(node: Element, depth: int) -> str:
    return _part(node, "e", depth) + lowered(_part(node, "sub", depth)) + raised(_part(node, "sup", depth))


def _before(node: Element, depth: int) -> str:
    return lowered(_part(node, "sub", depth)) + raised(_part(node, "sup", depth)) + _part(node, "e", depth)


def _root(node: Element, depth: int) -> str:
    degree = _part(node, "deg", depth)
    return f"{raised(degree)}√({_part(node, 'e', depth)})"


def _sum(node: Element, depth: int) -> str:
    low, high = _part(node, "sub", depth), _part(node, "sup", depth)
    bounds = f"({low}..{high})" if low and high else f"({low or high})" if low or high else ""
    return f"{_own(node, 'naryPr/chr', '∫')}{bounds}{_part(node, 'e', depth)}"


def _delimited(node: Element, depth: int) -> str:
    opening, parting, closing = (
        _own(node, f"dPr/{name}", default) for name, default in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    return f"{opening}{parting.join(_parts(node, 'e', depth))}{closing}"


def _function(node: Element, depth: int) -> str:
    return f"{_part(node, 'fName', depth)}{_bracketed(_part(node, 'e', depth))}"


def _matrix(node: Element, depth: int) -> str:
    rows = (", ".join(_parts(row, "e", depth)) for row in node.findall(f"{_M}mr"))
    return f"[{'; '.join(rows)}]"


def _equations(node: Element, depth: int) -> str:
    return "; ".join(_parts(node, "e", depth))


def _limit(node: Element, depth: int) -> str:
    return f"{_part(node, 'e', depth)}({_part(node, 'lim', depth)})"


_FORMS: Mapping[str, Callable[[Element, int], str]] = {
    "f": _fraction,
    "sSup": _power,
    "sSub": _index,
    "sSubSup": _both,
    "sPre": _before,
    "rad": _root,
    "nary": _sum,
    "d": _delimited,
    "func": _function,
    "m": _matrix,
    "eqArr": _equations,
    "limLow": _limit,
    "limUpp": _limit,
}
"""The forms of a formula that are more than their parts in a row."""
