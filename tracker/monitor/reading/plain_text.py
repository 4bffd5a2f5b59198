"""The text of a document for the question whether it changed: no counters, no clocks, no layout."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

from tracker.language.patterns import regex

_FULL_WIDTH: Final = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_QUOTES: Final = str.maketrans("“”‘’〝〞", '""\'\'""')
_VOLATILE: Final = regex(
    r"(?:浏览|点击|访问|阅读|查看|下载|关注|分享)(?:次数|人数|数量|量|数|率|次)?[:：]?\[?\(?\d[\d,]*\)?\]?(?:次|人)?|"
    r"(?:(?:页面|最后|信息)?更新(?:时间|日期|于)?|打印时间|当前时间|系统时间|查询时间|访问时间|生成时间)[:：]?\d{2,4}[-\d年月日:/.]*|"
    r"(?:今天|现在)是[:：]?\d{4}年\d{1,2}月\d{1,2}日(?:星期.)?(?:\d{1,2}:\d{2}(?::\d{2})?)?|"
    r"(?:在线|共有?)\d+人(?:在线|浏览|访问)?|(?:token|session(?:id)?|csrf)[=:]\w+",
    re.IGNORECASE,
)
"""What a page counts or tells the time by, which differs at each request."""
LONGEST: Final = 160
"""Characters of a line that may be furniture; a longer one is text."""


def folded_lines(text: str) -> tuple[str, ...]:
    """The lines of a text without blanks, with one width of signs, without counters and clocks; empty ones are gone.

    Superscripts stay what they are: m² is not m2.
    """
    lines = (_folded(line) for line in text.split("\n"))
    return tuple(line for line in lines if line)


def _folded(line: str) -> str:
    bare = re.sub(r"\s+", "", line.translate(_FULL_WIDTH).translate(_QUOTES))
    if len(bare) <= LONGEST and "。" not in bare:
        bare = _VOLATILE.sub("", bare)
    return bare


def digest_of(lines: Sequence[str]) -> str:
    """A digest of a text, however it is broken into lines."""
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def without_noise(lines: Sequence[str], again: Sequence[str]) -> tuple[str, ...]:
    """The lines that two requests in a row gave alike: what differs between them changes by itself."""
    common = set(again)
    return tuple(line for line in lines if line in common)
