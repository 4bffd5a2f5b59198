"""Decrees and announcements that publish a text: their heads, and what they say that they publish."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.language.bodies import is_office
from tracker.language.dates import date_line
from tracker.language.marks import BLANK
from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.parse.issue.joined_title import join_title
from tracker.parse.issue.lost_heads import Heading
from tracker.parse.issue.title_lines import LONGEST_TITLE
from tracker.parse.lines import Line


def decree_head(text: str) -> str | None:
    """The body whose decree or announcement a whole line heads: 某市人民政府令; ``None`` for another line."""
    match = re.fullmatch(r"([\u4e00-\u9fff、 ]{3,40})(?:令|公告|通告)", text)
    return match[1] if match and all(is_office(name) for name in re.split("[ 、]", match[1])) else None


_ANNOUNCEMENT_LINES = 10


def announcement_above(texts: Sequence[str], title: str) -> tuple[int, int] | None:
    """Where the announcement that publishes a text stands right above its title: (first line, first line of its text).

    It is headed 公告 or 令 under the name of its body, and is signed and dated below the sentence that names the title.
    """
    if not texts or not (date_line(texts[-1]) or is_office(texts[-1])):
        return None
    for i in range(len(texts) - 1, max(0, len(texts) - _ANNOUNCEMENT_LINES), -1):
        if (named := decreed(texts[i])) and title_key(named) == title_key(title):
            first = i
            while first and (_HEAD.fullmatch(texts[first - 1]) or is_office(texts[first - 1])):
                first -= 1
            return (first, i) if first < i and _HEAD.fullmatch(texts[i - 1]) else None
    return None


_HEAD = regex(r"[\u4e00-\u9fff、 ]{0,40}(?:公告|令|通告)")
_NAMED = r"《((?:[^《》]|《[^《》]*》|〈[^〉]*〉)+)》"
_DECREED = regex(rf"{_NAMED}(?:[(（][^()（）]*[)）])?(?:已|业|经)|[^《》。]{{0,60}}(?:公布|发布|颁布|现将){_NAMED}")


def decreed(text: str) -> str | None:
    """What a decree's first paragraph decrees: 《…》已经…通过，现予公布, 现公布《…》."""
    match = _DECREED.match(text)
    return (match[1] or match[2]).replace("〈", "《").replace("〉", "》") if match else None


def joint_decree(lines: Sequence[Line], i: int, floor: int, number: str) -> Heading | None:
    """The heading of an order of several bodies, one a line, whose word stands beside one of them: 某局 令, 第3号."""
    first, bodies, word = i, list[str](), ""
    while first > floor and i - first < LONGEST_TITLE and (match := _BODY_AND_WORD.fullmatch(lines[first - 1].raw)):
        if not is_office(name := join_title(match[1])) or (word and match[2]):
            break
        first, word = first - 1, word or match[2] or ""
        bodies.insert(0, name)
    if len(bodies) < _FEWEST_JOINT or not word:
        return None
    title = " ".join(bodies) + word
    text = lines[i + 1].text if i + 1 < len(lines) else ""
    return Heading(first, i + 1, decreed(text) or title, title + number)


_BODY_AND_WORD = regex(rf"(\S+(?:{BLANK}+\S+)*?)(?:{BLANK}+(令|公{BLANK}*告|通{BLANK}*告))?")
_FEWEST_JOINT = 2
