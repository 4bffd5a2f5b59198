"""The blocks of an HTML element in printed order: paragraphs, title lines, rows of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from tracker.language.patterns import regex
from tracker.read.blocks import Block, clean
from tracker.read.centred_titles import LABEL
from tracker.read.html.main_text import IN_LINK, INLINE, Weight, around, children, hidden, text_of
from tracker.read.html.tables import is_card, is_data_table, table_rows
from tracker.read.list_numbers import counted

__all__ = ["page_blocks"]

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CENTRED = regex(r"text-align\s*:\s*center", re.IGNORECASE)
BUTTON = (
    r"(?:字体|字号|大小|打印|关闭|收藏|分享|返回|下载|微信|微博|[大中小]|顶部|首页|上一[篇条页]|下一[篇条页]|本页|本文|窗口|页面|到|列表|文字版|纠错|"
    r"放大|缩小|保护视力色|繁体|简体|TOP|[\s【】\[\]（）()|｜/·>＞»:：])"
)
FURNITURE = regex(
    rf"(?=.*[\u4e00-\u9fff]){BUTTON}{{2,}}|"
    r"[\s【\[（(]*(?:(?:字体|字号|大小)\s*[:：].*|(?:打印|关闭|收藏|分享|返回|下载)(?:本页|本文|窗口|页面|到|顶部|文字版|列表)?\s*[:：]?[】\]）)]*"
    r"|分享(?:到|至)\s*[:：].*|扫一扫.*|(?:您?(?:当前|现在)?的?(?:所在)?位置)\s*[:：].*|首页\s*[>＞»].*|[上下]一[篇条页]\s*[:：].*"
    r"|(?:浏览|点击|访问|阅读)(?:次数|量|数|率)\s*[:：].*|责任编辑\s*[:：].*|下载地址\s*[:：].*)",
)
"""What content systems put round a text: letter size, print, share, you are here, previous and next."""
FIELDS = regex(
    r"(?:来源|发布时间|发布日期|发布机构|日期|时间|作者|编辑|字体|字号|浏览次数|浏览量?|访问量|点击数?|点击率|阅读次数|阅读量?)\s*[:：]"
)
"""Two or more of these on one line are the line under the title that a content system adds."""
SEVERAL, SHORT_LINK, MOST_LINKS = 3, 12, 300
"""One or two links may be what a paragraph says; links of navigation are short; so many are looked at."""
INTEGER = regex(r"-?\d{1,6}")
FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class _Flow:
    """The blocks so far and the paragraph that is being gathered."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    centred: int = 0
    tables: int = 0
    weights: dict[int, Weight] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    """The number of the last item of every numbered list (by ``mem_id``)."""

    def end(self) -> None:
        text = clean("".join(self.words))
        self.words = []
        if text:
            self.blocks.append(Block(text=text, centred=self.centred > 0))


def page_blocks(elements: list[LexborNode], weights: dict[int, Weight]) -> list[Block]:
    """The blocks of the elements, without what content systems put round a text; ``weights``: what they hold."""
    flow = _Flow(weights=weights)
    for element in elements:
        _walk(element, flow)
        flow.end()
    return [block for block in flow.blocks if block.table or not _is_furniture(block.text)]


def _is_furniture(text: str) -> bool:
    return bool(FURNITURE.fullmatch(text)) or (len(text) < 120 and len(FIELDS.findall(text)) > 1)  # noqa: PLR2004


def _walk(element: LexborNode, flow: _Flow) -> None:
    """All nodes in order, entered and left, without recursion: pages can be deep."""
    stack: list[tuple[LexborNode, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            _leave(node, flow)
        elif node.is_text_node:
            flow.words.append(text_of(node))
        elif _enter(node, flow, top=node.mem_id == element.mem_id):
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(children(node))))


def _enter(node: LexborNode, flow: _Flow, *, top: bool) -> bool:
    """Begin an element; whether its children are to be walked."""
    tag = node.tag or ""
    if hidden(node) or (not top and _stands_outside(node, flow.weights)):
        flow.words.append(" ")
        return False
    if tag in {"br", "pre"} or _is_drawn_table(node, flow.weights):
        flow.end()
        flow.blocks += _whole(node, flow)
        return False
    if tag not in INLINE:
        flow.end()
    flow.centred += _is_centred(node)
    if tag == "li":
        flow.words.append(_number(node, flow.places))
    return True


def _stands_outside(node: LexborNode, weights: dict[int, Weight]) -> bool:
    return around(node) or _links_only(node, weights)


def _is_drawn_table(node: LexborNode, weights: dict[int, Weight]) -> bool:
    return node.tag == "table" and weights[node.mem_id].tables == 1 and is_data_table(node)


def _whole(node: LexborNode, flow: _Flow) -> list[Block]:
    """The blocks of an element that is not walked: lines of set text, rows of a table; a break has none."""
    if node.tag == "pre":
        return [Block(text=clean(line)) for line in node.text(deep=True).split("\n")]
    if node.tag == "table":
        rows = table_rows(node)
        flow.tables += 1
        return [] if is_card(rows) else [Block(text="\t".join(row), table=flow.tables) for row in rows]
    return []


def _leave(node: LexborNode, flow: _Flow) -> None:
    tag = node.tag or ""
    if tag not in INLINE:
        flow.end()
    flow.centred -= _is_centred(node)


def _is_centred(node: LexborNode) -> bool:
    if node.tag in {"center", "h1"}:
        return True
    attributes = node.attributes
    return (attributes.get("align") or "").lower() == "center" or bool(CENTRED.search(attributes.get("style") or ""))


def _links_only(node: LexborNode, weights: dict[int, Weight]) -> bool:
    """A block of several links and hardly anything else: navigation. Links to provisions (a contents list) are text."""
    weight = weights.get(node.mem_id)
    if weight is None or node.tag not in {"ul", "ol", "div", "p", "dl"} or weight.anchors < SEVERAL:
        return False
    outside = weight.own - weight.links * IN_LINK
    short = weight.links < SHORT_LINK * weight.anchors
    if not short or weight.links < 3 * outside:
        return False
    return not any(LABEL.search(link.text(deep=True)) for link in node.css("a")[:MOST_LINKS])


# --- numbered lists ---------------------------------------------------------------------------------------------------


def _number(item: LexborNode, places: dict[int, int]) -> str:
    """The number that a browser prints before an item of a numbered list, unless the item brings its own label."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return ""
    place = places[parent.mem_id] = _place(item, parent, places)
    if LABEL.match(clean(item.text(deep=True))):
        return ""
    style = f"{parent.attributes.get('style') or ''};{item.attributes.get('style') or ''}"
    if re.search(r"list-style(?:-type)?\s*:\s*none", style):
        return ""
    if re.search("cjk|chinese|trad-chinese|simp-chinese", style):
        return f"{counted(place, 'chineseCounting')}、"
    return f"{counted(place, FORMS.get(parent.attributes.get('type') or '1', 'decimal'))}. "


def _place(item: LexborNode, parent: LexborNode, places: dict[int, int]) -> int:
    value, start = item.attributes.get("value") or "", parent.attributes.get("start") or "1"
    if INTEGER.fullmatch(value):
        return int(value)
    if parent.mem_id in places:
        return places[parent.mem_id] + 1
    return int(start) if INTEGER.fullmatch(start) else 1
