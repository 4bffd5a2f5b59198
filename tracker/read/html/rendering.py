"""What a browser would draw of a page: elements hidden or struck by the page's own style sheet, raised figures.

Only what decides whether words are text is looked at: ``display``, ``visibility``, ``text-decoration``. Later rules win
over earlier ones; rules for print and for narrow screens are left out (CSS Cascading and Inheritance, 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tracker.language.patterns import regex
from tracker.read.losses import loss
from tracker.read.raised_characters import lowered, raised

__all__ = ["draw"]

_COMMENT = regex(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SCREEN = regex(r"@media\s+(?:only\s+)?(?:all|screen)\s*$", re.IGNORECASE)
_PLAIN_SELECTOR = regex(r"[\w.#*>+~\s,\[\]=\"'^$|-]+(?::(?:first|last)-child)?")
"""Selectors without states and pseudo-elements: ``:hover`` and ``::before`` say nothing of how the page begins."""
_DISPLAY = regex(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", re.IGNORECASE)
_VISIBILITY = regex(r"(?:^|;)\s*visibility\s*:\s*([a-z-]+)", re.IGNORECASE)
_DECORATION = regex(r"(?:^|;)\s*text-decoration(?:-line)?\s*:\s*([^;!]+)", re.IGNORECASE)
_MOST_RULES = 4_000
_DEEPEST_MEDIA = 8
_STRUCK_SHARE = 0.5
"""A page that strikes a larger ratio of its text than this uses the line for something else."""


def draw(tree: LexborHTMLParser) -> None:
    """Mark what the page hides (as ``hidden``), take out what it strikes (told as lost), and raise what it raises."""
    body = tree.body
    if body is None:
        return
    gone, struck = _styled(tree)
    if _has_rest(body, gone):
        for node in gone:
            node.attrs["hidden"] = ""
    _take_out(body, [*tree.css("del, s, strike"), *struck, *_struck_by_style(tree)])
    for selector, form in (("sup", raised), ("sub", lowered)):
        for node in tree.css(selector):
            if node.css_first("img") is None:
                node.replace_with(form(node.text(deep=True)))


def _take_out(body: LexborNode, struck: list[LexborNode]) -> None:
    lines = {node.mem_id: node for node in struck}
    outer = [node for node in lines.values() if not _inside(node, lines) and node.mem_id != body.mem_id]
    texts = [(node, " ".join(node.text(deep=True).split())) for node in outer]
    if sum(len(text) for _, text in texts) <= _STRUCK_SHARE * len(body.text(deep=True)):
        for node, text in texts:
            node.replace_with(loss("struck-text", text) if text else "")


def _has_rest(body: LexborNode, gone: list[LexborNode]) -> bool:
    """Whether text is left beside what is hidden: a page that hides all until a script runs is read whole."""
    ids = {node.mem_id for node in gone}
    if body.mem_id in ids:
        return False
    return any(text.strip() for text in _shown_text(body, ids))


def _shown_text(body: LexborNode, gone: set[int]) -> Iterator[str]:
    stack = [body]
    while stack:
        node = stack.pop()
        if node.is_text_node:
            yield node.text_content or ""
        elif node.mem_id not in gone and node.tag not in {"script", "style", "noscript"}:
            child = node.first_child
            while child is not None:
                stack.append(child)
                child = child.next


def _inside(node: LexborNode, lines: dict[int, LexborNode]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in lines:
            return True
        above = above.parent
    return False


def _struck_by_style(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    for node in tree.css("[style*=line-through]"):
        found = _DECORATION.search(node.attributes.get("style") or "")
        if found and "line-through" in found[1]:
            yield node


# --- style sheets -----------------------------------------------------------------------------------------------------


def _styled(tree: LexborHTMLParser) -> tuple[list[LexborNode], list[LexborNode]]:
    """The elements that the page's own style sheets hide, and those that they strike."""
    gone: dict[int, LexborNode] = {}
    struck: dict[int, LexborNode] = {}
    sheets = "\n".join(style.text(deep=True) for style in tree.css("style"))
    for count, (selector, declarations) in enumerate(_rules(_COMMENT.sub("", sheets))):
        if count >= _MOST_RULES:
            break
        for places, value in ((gone, _hides(declarations)), (struck, _strikes(declarations))):
            if value is not None:
                for node in _matched(tree, selector):
                    if value:
                        places[node.mem_id] = node
                    else:
                        places.pop(node.mem_id, None)
    return list(gone.values()), list(struck.values())


def _hides(declarations: str) -> bool | None:
    """Whether the declarations hide an element; ``None`` where they do not speak of it."""
    display, visibility = _DISPLAY.search(declarations), _VISIBILITY.search(declarations)
    if display:
        return display[1].casefold() == "none"
    return visibility[1].casefold() in {"hidden", "collapse"} if visibility else None


def _strikes(declarations: str) -> bool | None:
    found = _DECORATION.search(declarations)
    return "line-through" in found[1] if found else None


def _matched(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    if not _PLAIN_SELECTOR.fullmatch(selector):
        return []
    try:
        return [node for node in tree.css(selector) if node.tag not in {"html", "body", "head"}]
    except (ValueError, RuntimeError):  # selectors that Lexbor does not know
        return []


def _rules(sheet: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Selector and declarations of every rule for the screen, in order; what is nested beyond sense is left out."""
    position, length = 0, len(sheet)
    while position < length:
        opening = sheet.find("{", position)
        if opening < 0:
            return
        head = sheet[position:opening].rpartition(";")[2].strip()
        closing = _closing(sheet, opening)
        if not head.startswith("@"):
            yield head, sheet[opening + 1 : closing]
        elif _SCREEN.match(head) and depth < _DEEPEST_MEDIA:
            yield from _rules(sheet[opening + 1 : closing], depth + 1)
        position = closing + 1


def _closing(sheet: str, opening: int) -> int:
    depth = 0
    for found in re.finditer("[{}]", sheet[opening:]):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return opening + found.start()
    return len(sheet)
