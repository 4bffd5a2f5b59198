"""Where the main text of a page is: the element that holds nearly all of its Chinese text outside links.

Navigation is links; the text of a measure is not. From the body down, the element is followed that holds nearly all
of the text, until the text is spread over several; what is around it never comes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tracker.language.patterns import regex
from tracker.read.html.beside_main import Weight, behind_main, is_matter

__all__ = ["INLINE", "IN_LINK", "Weight", "around", "children", "hidden", "main_elements", "text_of"]

NEARLY_ALL = 0.85
"""An element with this ratio of its parent's text is followed."""
LITTLE = 60
"""A page with fewer characters than this outside links, and no sentence, is a list of links: it is taken whole."""
SHORT = 200
"""What stands beside the main text and belongs to it has fewer characters than this."""
IN_LINK = 0.08
"""What a character inside a link weighs."""

UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "select",
        "button",
        "textarea",
        "input",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "frame",
        "frameset",
        "noframes",
        "map",
        "dialog",
        "datalist",
        "progress",
        "meter",
        "rp",
        "rt",
    ]
)
"""Elements that show no text of the page."""
AROUND = frozenset({"nav", "footer", "aside", "menu"})
"""Elements that stand around the main text (HTML Standard, 4.3)."""
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "ruby",
        "rb",
        "img",
        "o:p",
        "st1:chsdate",
    ]
)
NAMED_AROUND = regex(
    r"(?:^|[-_\s])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|copyright|sidebar|share|bdsharebuttonbox|toolbar|"
    r"pagination|related|recommend|login|search)(?:$|[-_\s])",
    re.IGNORECASE,
)
IMPRINT = regex(r"版权所有|[Cc]opyright|©|ICP备|ICP证|公网安备|网站标识码|备案序号")
NOT_SHOWN = regex(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
WEIGHTY = regex("[\u3400-\u9fff，。；：、（）《》]|[A-Za-z0-9]+")


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The child nodes, text among them."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def text_of(node: LexborNode) -> str:
    """The characters of a text node."""
    return node.text_content or "" if node.is_text_node else ""


def hidden(node: LexborNode) -> bool:
    """Whether the element shows nothing: scripts, forms, what is hidden by attribute or style."""
    tag = node.tag or ""
    if tag in UNSEEN or node.is_comment_node or tag.startswith(("-", "!")):
        return not node.is_text_node
    attributes = node.attributes if node.is_element_node else {}
    return "hidden" in attributes or bool(NOT_SHOWN.search(attributes.get("style") or ""))


def main_elements(body: LexborNode) -> tuple[list[LexborNode], dict[int, Weight]]:
    """The element that holds the main text, with what belongs to it but stands beside it: title, number, signature.

    With them comes what every shown element of the page holds (by ``mem_id``).
    """
    weights = _weights(body)
    main = _main_element(body, weights)
    before: list[LexborNode] = []
    after: list[LexborNode] = []
    node = main
    while node.mem_id != body.mem_id and node.parent is not None:
        siblings = list(children(node.parent))
        place = next(i for i, sibling in enumerate(siblings) if sibling.mem_id == node.mem_id)
        before = [sibling for sibling in siblings[:place] if is_matter(sibling, weights)] + before
        after += behind_main(siblings[place + 1 :], weights)
        node = node.parent
    return [*before, main, *after], weights


def _main_element(body: LexborNode, weights: dict[int, Weight]) -> LexborNode:
    whole = weights.get(body.mem_id, Weight())
    if whole.own < LITTLE and not whole.sentences:
        return body
    node = body
    while (inner := _heaviest(node, weights)) is not None:
        if weights[inner.mem_id].own < NEARLY_ALL * weights[node.mem_id].own or not _holds_blocks(inner):
            break
        node = inner
    return _not_inside_table(node, body)


def _heaviest(node: LexborNode, weights: dict[int, Weight]) -> LexborNode | None:
    inner = [child for child in children(node) if child.is_element_node and child.mem_id in weights]
    return max(inner, key=lambda child: weights[child.mem_id].own, default=None)


def _holds_blocks(node: LexborNode) -> bool:
    return any(child.is_element_node and child.tag not in INLINE for child in children(node))


def _not_inside_table(node: LexborNode, body: LexborNode) -> LexborNode:
    """Rows and sections of a table are only its parts; a cell that holds everything is a page's frame."""
    while node.tag in {"tr", "tbody", "thead", "tfoot", "colgroup"} and node.mem_id != body.mem_id:
        parent = node.parent
        if parent is None:
            break
        node = parent
    return node


def _weights(body: LexborNode) -> dict[int, Weight]:
    """Of every shown element, how much text it holds outside links (without recursion: pages can be deep)."""
    weights: dict[int, Weight] = {}
    stack: list[tuple[LexborNode, bool, bool]] = [(body, False, False)]
    while stack:
        node, in_link, done = stack.pop()
        if node.is_text_node:
            continue
        if done:
            _gather(node, weights)
            continue
        if hidden(node) or around(node):
            continue
        in_link = in_link or node.tag == "a"
        weights[node.mem_id] = _own_weight(node, in_link=in_link)
        stack.append((node, in_link, True))
        stack.extend((child, in_link, False) for child in children(node) if child.is_element_node)
    return weights


def _own_weight(node: LexborNode, *, in_link: bool) -> Weight:
    text = "".join(text_of(child) for child in children(node) if child.is_text_node)
    size = len(WEIGHTY.findall(text))
    weight = Weight(own=size * IN_LINK, links=size) if in_link else Weight(own=size, sentences=text.count("。"))
    weight.anchors, weight.tables = int(node.tag == "a"), int(node.tag == "table")
    return weight


def _gather(node: LexborNode, weights: dict[int, Weight]) -> None:
    weight = weights[node.mem_id]
    for child in children(node):
        inner = weights.get(child.mem_id) if child.is_element_node else None
        if inner is not None:
            weight.own += inner.own
            weight.links += inner.links
            weight.sentences += inner.sentences
            weight.anchors += inner.anchors
            weight.tables += inner.tables


def _is_imprint(node: LexborNode) -> bool:
    """Whether the element is the foot of the site: a short block, no sentence, with owner or registration."""
    if node.tag in INLINE or node.tag in {"body", "html"}:
        return False
    text = node.text(deep=True)
    return len(text) < SHORT and "。" not in text and IMPRINT.search(text) is not None


def around(node: LexborNode) -> bool:
    """Whether the element stands around the main text: by its kind or role, or by what it is called."""
    if node.tag in AROUND:
        return True
    attributes = node.attributes
    if attributes.get("role") in {"navigation", "banner", "contentinfo", "search", "complementary"}:
        return True
    if _is_imprint(node):
        return True
    called = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return node.tag in {"div", "ul", "section", "header"} and bool(NAMED_AROUND.search(called))
