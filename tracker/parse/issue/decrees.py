"""Numbers of decrees and announcements, which have no 〔年〕: 某市人民政府令第310号, 公告〔十六届〕第29号.

They are printed behind the name of the body, in brackets or not, or on a line of their own below it; the serial number
in figures or in Chinese numerals (主席令第三十七号).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.parse.grammar import LONGEST_NUMBER, B, body_name, date_line, fold

_N = r"(?:\d{1,4}|[零〇○一二三四五六七八九十百]{1,7})"
_BODY = r"[\u4e00-\u9fff]{2,30}?"

DECREE_NUMBER = re.compile(rf"({_BODY}(?:令|公告|通告)|令){B}*[(（]?{B}*第{B}*({_N}){B}*号{B}*[)）]?")
"""A decree's number: 某市人民政府令第310号."""

SESSION_NUMBER = re.compile(
    rf"({_BODY}(?:公告|令)|公告|令)?{B}*[〔\[(（【]{B}*第?([一二三四五六七八九十]+届){B}*[〕\])）】]?{B}*第?{B}*({_N}){B}*号{B}*[)）]?"
)
"""The number of a people's congress's announcement: 公告〔十六届〕第29号; of a president's order: 令（九届第37号）."""

_DECREE_LINE = re.compile(rf"[(（]?{DECREE_NUMBER.pattern}[)）]?|[(（]?{B}*第{B}*({_N}){B}*号{B}*[)）]?")
_YEAR_LINE = re.compile(rf"[〔\[(（【]{B}*((?:19|20)\d\d){B}*[〕\])）】]{B}*第{B}*(\d{{1,4}}){B}*号")
"""An announcement's number on the line below its body: 〔2023〕第9号."""
_DECREE_AT_START = re.compile(rf"{DECREE_NUMBER.pattern}{B}*(?=[^\s)）])")


def decree_line(text: str) -> str | None:
    """The number of a decree, where a line holds nothing else: 某市人民政府令第310号, or 第310号 below its body."""
    if text[-1:] not in "号)）" or len(text) > LONGEST_NUMBER:
        return None
    if SESSION_NUMBER.fullmatch(text):
        return session_number(text)
    if dated := _YEAR_LINE.fullmatch(text):
        return f"〔{dated[1]}〕第{int(dated[2])}号"
    return _bare(text) if _DECREE_LINE.fullmatch(text) else None


def decree_head(text: str) -> str | None:
    """The body whose decree or announcement a whole line heads: 某市人民政府令; ``None`` for another line."""
    match = re.fullmatch(r"([\u4e00-\u9fff、 ]{3,40})(?:令|公告|通告)", text)
    return match[1] if match and body_name(match[1]) else None


def decree_at_start(text: str) -> tuple[str, str] | None:
    """A decree's number and what it decrees, where a text names both: 某市人民政府令（第9号）某某办法."""
    match = _DECREE_AT_START.match(text)
    return (_bare(match[0]), text[match.end() :].strip()) if match else None


def _bare(number: str) -> str:
    """A decree's number without blanks and brackets."""
    return re.sub("[()（）]", "", "".join(number.split()))


def session_number(text: str) -> str | None:
    """The number of a congress's announcement in a text, in its standard form: 公告〔十六届〕第29号."""
    match = SESSION_NUMBER.search(text)
    return f"{match[1] or ''}〔{match[2]}〕第{match[3]}号" if match else None


_ANNOUNCEMENT_LINES = 10


def announcement_above(texts: Sequence[str], title: str) -> tuple[int, int] | None:
    """Where the announcement that publishes a text stands right above its title: (first line, first line of its text).

    It is headed 公告 or 令 under the name of its body, and is signed and dated below the sentence that names the title.
    """
    if not texts or not (date_line(texts[-1]) or body_name(texts[-1])):
        return None
    for i in range(len(texts) - 1, max(0, len(texts) - _ANNOUNCEMENT_LINES), -1):
        if (named := decreed(texts[i])) and fold(named) == fold(title):
            first = i
            while first and (_HEAD.fullmatch(texts[first - 1]) or body_name(texts[first - 1])):
                first -= 1
            return (first, i) if first < i and _HEAD.fullmatch(texts[i - 1]) else None
    return None


_HEAD = re.compile(r"[\u4e00-\u9fff、 ]{0,40}(?:公告|令|通告)")
_NAMED = r"《((?:[^《》]|《[^《》]*》|〈[^〉]*〉)+)》"
_DECREED = re.compile(
    rf"{_NAMED}(?:[(（][^()（）]*[)）])?(?:已|业|经)|[^《》。]{{0,60}}(?:公布|发布|颁布|现将){_NAMED}"
)


def decreed(text: str) -> str | None:
    """What a decree's first paragraph decrees: 《…》已经…通过，现予公布, 现公布《…》."""
    match = _DECREED.match(text)
    return (match[1] or match[2]).replace("〈", "《").replace("〉", "》") if match else None
