"""Headings that run into their text, as in （一）提高服务水平。推进…, 第一条 【目的】 为了… and 1.申请条件：…."""

from __future__ import annotations

import re

from tracker.language.marks import BLANK
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.model import CONTAINERS, OUTLINE
from tracker.parse.document.gathering import LONGEST_HEADING

_BRACKET_HEADING = regex(rf"[(（【［〔][^()（）【】［］〔〕]{{1,30}}[)）】］〕]{BLANK}*(?=\S)")
_CAPTION = regex(r"[^，。；：:,;“”《》()（）]{2,14}(?<![0-9为下])[:：](?=.)")
_TOPIC = regex(r"[^。；;！？]{2,32}。(?=[^”’」』\"')）])")
_STATES = regex(
    r"应当|不得|可以|必须|予以|是指|所称|如下|下列|以下|之日|的，|为准|\d{4}年|[0-9%％]{2,}|^(?:对|在|自|按|凡|如|由|经)[^。]{12,}"
)


_COUNTS_PARTS = regex(rf"分(?:为|成)?{NUMERAL}(?:个|次|类|级|档|种|期|批|步|阶段|部分|等)|由.+组成$|包括$")


def _caption(text: str) -> re.Match[str] | None:
    """A caption before a colon (申请条件：), and not a sentence whose parts follow (资金分两次拨付：…；…)."""
    match = _CAPTION.match(text)
    return None if match is None or _COUNTS_PARTS.search(match[0].rstrip("：:")) else match


def split_heading(level: str, text: str) -> tuple[str | None, str]:
    """A provision's words as (heading, text).

    A container's words are its heading. An article has one in brackets, or a caption before a colon. An outline
    provision or item has one where a first short sentence names a topic and more follows; an outline provision also
    where it is one short line without a full stop.
    """
    if level in CONTAINERS:
        return (text or None), ""
    if level == "article":
        match = _BRACKET_HEADING.match(text) or _caption(text)
        return (match[0].rstrip(), text[match.end() :]) if match else (None, text)
    match = _TOPIC.match(text)
    if match and not _STATES.search(match[0]):
        return match[0], text[match.end() :]
    if match := _caption(text):
        return match[0], text[match.end() :]
    if level in OUTLINE and text and len(text) <= LONGEST_HEADING and not complete(text):
        return text, ""
    return None, text
