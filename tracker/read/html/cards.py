"""What stands round the text of a page as lines: the card of a document, links to others, the imprint of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.language.patterns import regex
from tracker.read.blocks import Block
from tracker.read.centred_titles import LABEL
from tracker.read.html.tables import FIELD

__all__ = ["card_number", "without_card", "without_end"]

IMPRINT_LINE = regex(
    r"版权所有|Copyright|copyright|©|ICP备|ICP证|公网安备|网站标识码|网站地图|备案序号|技术支持\s*[:：]|(?:承办|维护|运维)(?:单位)?\s*[:：]"
)
"""Words of the lines at the foot of a site."""
RELATED = regex(
    r"[【\[]?(?:相关(?:解读|文件|链接|文档|信息|附件|阅读|新闻|政策|内容|稿件|报道)|(?:政策|文件|图片|媒体|专家|部门)?解读(?:链接|材料)|"
    r"推荐阅读|热点(?:新闻|推荐)|最新(?:文章|信息)|延伸阅读|猜你喜欢)\s*[】\]]?\s*[:：]?"
)
"""What heads a list of links to other pages below a text."""
DOWNLOAD = regex(
    r"(?:附件|文件|全文|正文)?(?:下载|链接)\s*[:：]?.*\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar|txt)[)）]?|(?:附件|文件)下载\s*[:：]?.*",
    re.IGNORECASE,
)
"""A link to the file of the text itself; the list of its annexes (附件：1. …) is text."""
VALUE, TOP, END = 60, 30, 30
"""The value of a field has at most so many characters; a card stands in so many first blocks, links in so many last."""
FEWEST = 3
"""Fields that a card has at the least."""
NUMBER = regex(
    r"(?:发文字号|文\s*号)\s*[】\]]?\s*[:：]?\s*([\u4e00-\u9fff]{1,16}\s*[〔\[（(﹝]\s*\d{4}\s*[〕\]）)﹞]\s*\d+\s*号)"
)


def without_card(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the card of the document that a site prints as lines (索引号：…, 发文机关：…).

    A field and its value stand on one line, or the value on the next one.
    """
    fields = [i for i, block in enumerate(blocks[:TOP]) if not block.table and FIELD.match(block.text)]
    if len(fields) < FEWEST:
        return list(blocks)
    values = [i for i in range(fields[0], fields[-1]) if i not in fields]
    if len(values) > len(fields) or any(map(_is_text, (blocks[i].text for i in values))):
        return list(blocks)
    return [*blocks[: fields[0]], *blocks[_past_last(blocks, fields[-1], parted=bool(values)) :]]


def _is_text(value: str) -> bool:
    """Whether what stands between two fields is too long for a value, or a provision."""
    return len(value) > VALUE or LABEL.match(value) is not None


def _past_last(blocks: Sequence[Block], last: int, *, parted: bool) -> int:
    """The place past the last field; where values stand on lines of their own (``parted``), past its value."""
    waits = parted and blocks[last].text.rstrip().endswith((":", "："))
    return last + 2 if waits and _is_value(blocks, last + 1) else last + 1


def _is_value(blocks: Sequence[Block], place: int) -> bool:
    """Whether a block is the value of the field above it, and no title."""
    return place < len(blocks) and re.fullmatch(r"[\d年月日:： .-]{4,24}|\S{1,8}", blocks[place].text) is not None


def card_number(page: str) -> str | None:
    """The document number that the card of a document names, in the text of the whole page; ``None`` without one."""
    match = NUMBER.search(page)
    return "".join(match[1].split()) if match else None


def without_end(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the imprint of the site and the links to other pages at their end."""
    low = max(1, len(blocks) - END)
    for place in range(len(blocks) - 1, low - 1, -1):
        text = blocks[place].text
        if not DOWNLOAD.fullmatch(text) and (LABEL.match(text) or blocks[place].table or text.endswith("。")):
            low = place + 1
            break
    cut = next((i for i in range(low, len(blocks)) if _ends(blocks[i].text)), len(blocks))
    return list(blocks[:cut])


def _ends(text: str) -> bool:
    return bool(RELATED.fullmatch(text) or DOWNLOAD.fullmatch(text)) or (
        len(text) < 2 * VALUE and IMPRINT_LINE.search(text) is not None
    )
