"""Pages as trees of elements: the one place of this room that knows the HTML parser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tracker.language.patterns import regex
from tracker.read.html.pages import refuse_traps

Node: TypeAlias = LexborNode

INVISIBLE: Final = regex("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")
"""Characters without width, which content systems leave behind numbers and titles (Chongqing)."""
_UNSEEN: Final = frozenset({"script", "style", "noscript", "template", "textarea", "select", "iframe", "svg", "head"})
_WRITTEN: Final = regex(r"document\.write(?:ln)?\(\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*\)")
_SCRIPT: Final = regex(r"<script\b[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_COMMENT: Final = regex(r"<!--.*?-->", re.DOTALL)
_ESCAPE: Final = regex(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_SIMPLE: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
DEEPEST: Final = 2_000


def tree_of(text: str) -> Node | None:
    """The root element of a page, with what its scripts write into it by ``document.write`` (Wuhan's lists).

    Raises:
        UnreadableSource: its elements are nested so deep that parsers take minutes: a trap, or broken.
    """
    whole = with_written(text)
    refuse_traps(whole, "", DEEPEST)
    return LexborHTMLParser(whole).root


def with_written(text: str) -> str:
    """A page with the HTML that its scripts write put in their place; scripts that write none stay."""
    if "document.write" not in text:
        return text

    def written(found: re.Match[str]) -> str:
        code = _COMMENT.sub("", found[1]) if "<!--" in found[1][:10] and "-->" in found[1][-10:] else found[1]
        parts = [unescaped(literal[1][1:-1]) for literal in _WRITTEN.finditer(code or found[1])]
        joined = "".join(parts)
        return joined if "<a " in joined.lower() else found[0]

    return _SCRIPT.sub(written, text)


def unescaped(literal: str) -> str:
    """The characters of a string of JavaScript, without its quotation marks."""

    def one(found: re.Match[str]) -> str:
        code = found[1]
        return chr(int(code[1:], 16)) if code[0] in "ux" and len(code) > 1 else _SIMPLE.get(code, code)

    return _ESCAPE.sub(one, literal)


def attribute(node: Node, name: str) -> str:
    """An attribute's value, empty where there is none."""
    return node.attributes.get(name) or ""


def text_of(node: Node, *, gap: str = "") -> str:
    """The visible text below an element: breaks of lines in mid-word vanish, scripts and hidden fields are left out."""
    return squeezed(gap.join(_texts(node)))


def _texts(node: Node) -> Iterator[str]:
    stack = [node]
    while stack:
        one = stack.pop()
        if one.is_text_node:
            yield one.text_content or ""
            continue
        if one.is_comment_node or (one.tag or "") in _UNSEEN:
            continue
        below = []
        child = one.first_child
        while child is not None:
            below.append(child)
            child = child.next
        stack.extend(reversed(below))


def squeezed(text: str) -> str:
    """Text with single blanks, without characters that have no width."""
    return re.sub(r"\s+", " ", INVISIBLE.sub("", text)).strip()


def tight(text: str) -> str:
    """Text without any blank."""
    return re.sub(r"\s+", "", INVISIBLE.sub("", text))


def plain(fragment: str) -> str:
    """The text of a fragment of HTML that stands in a field: tags gone, characters unescaped, also twice."""
    text = re.sub(r"<br\s*/?>", "", fragment, flags=re.IGNORECASE)
    text = re.sub(r"<[^<>]{0,300}>", "", text)
    for _ in range(2):
        text = html.unescape(text)
    return squeezed(re.sub(r"</?(?:em|b|font|span|i|strong|br)\b[^<>]*>", "", text))


def ancestors(node: Node) -> Iterator[Node]:
    """The elements around one, the nearest first."""
    above = node.parent
    for _ in range(DEEPEST):
        if above is None or above.tag is None or above.tag.startswith(("-", "!")):
            return
        yield above
        above = above.parent


def visible_lines(root: Node) -> tuple[str, ...]:
    """The visible lines of a page, tight: what stands in one element each."""
    lines = []
    for line in _texts(root):
        words = tight(line)
        if words:
            lines.append(words)
    return tuple(lines)
