"""The cover and the imprint of an issue: its title, numbers, date, sponsor, ISSN; where its documents end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.language.dates import DATE, HAN_DATE, HAN_YEAR, YEAR, iso_date, year_value
from tracker.language.labels import label_of
from tracker.language.marks import BLANK
from tracker.language.numerals import HAN_SIGN, ordinal_value
from tracker.language.patterns import regex
from tracker.model import IssueKind
from tracker.parse.lines import Line

_GAZETTE = regex(r"(?![^\n]*(?:关于|令$))[\u4e00-\u9fff]{2,24}(?:公报|政报|公告)")
"""The name of a gazette: 某市人民政府公报, 某委员会公告. Not the title of one announcement (某局关于…的公告)."""
_N = rf"(\d{{1,3}}|{HAN_SIGN}{{1,3}})"
_MORE = rf"((?:{BLANK}*[、，,和与及\-—–－~～至]{BLANK}*第?{BLANK}*(?:\d{{1,3}}|{HAN_SIGN}{{1,3}}))*)"
"""The further numbers of a combined issue: 第5、6期, 第1-2期."""
_NUMBER = regex(
    rf"第{BLANK}*{_N}{_MORE}{BLANK}*[期号]|[〔\[(（]?{YEAR}{BLANK}*年?{BLANK}*[.．·/]{BLANK}*{_N}[〕\])）]?$"
)
"""第5期, 第十二号, or 2024.5 below the gazette's name."""
_ISSUE = regex(rf"第{BLANK}*{_N}{_MORE}{BLANK}*期")
_SUPPLEMENT = regex(
    rf"(?:(?:{YEAR}|{HAN_YEAR}){BLANK}*年?{BLANK}*|^)[（(]?{BLANK}*(?:增刊|特刊){BLANK}*[)）]?(?:{BLANK}*第?{BLANK}*{_N}?{BLANK}*期?)"
    rf"(?:{BLANK}*[（(]?总.*)?$"
)
"""2026年增刊, or 增刊 alone below the gazette's name; not a sentence about one."""
_TOTAL = regex(
    rf"总{BLANK}*(?:第|号|期)?{BLANK}*[:：]?{BLANK}*(\d{{1,5}})(?:{BLANK}*[、，,和与及\-—–－~～至]{BLANK}*\d{{1,5}})*{BLANK}*[期号]?"
)
_YEAR = regex(rf"({YEAR}|{HAN_YEAR}){BLANK}*年?")
_MONTH_DAY = regex(rf"(\d{{1,2}}){BLANK}*月{BLANK}*(\d{{1,2}}){BLANK}*日(?:{BLANK}*出版)?")
_SPONSOR = regex(
    rf"([\u4e00-\u9fff]{{4,30}}?){BLANK}*主{BLANK}*办|(?:主管{BLANK}*)?主办(?:单位)?{BLANK}*[:：]?{BLANK}*([\u4e00-\u9fff]{{4,30}})"
)
_ISSN = regex(rf"ISSN{BLANK}*[:：]?{BLANK}*(\d{{4}}[-—－]\d{{3}}[\dXx])")
_IMPRINT = regex(
    rf"ISSN|CN{BLANK}*\d{{2}}[-—－]\d{{4}}|国际标准(?:连续出版物|刊)号|国内统一(?:连续出版物|刊)号|^主{BLANK}*[管办](?:{BLANK}*主{BLANK}*办)?{BLANK}*单?{BLANK}*位?[:：]|^编辑出版|^印刷单位|^印{BLANK}*刷[:：]|"
    rf"^邮{BLANK}*编[:：]|^邮政编码|扫描二维码|公报(?:》|的)?(?:查询|订阅|征订|发行|赠阅)|公报》?简介|^准印证|^出版日期|^编{BLANK}*辑[:：]|^发{BLANK}*行[:：]|网络版$|(?:公报|政报)编辑[部室]"
)


MOST_COMBINED = 11
"""Issues that one combined issue stands for besides the first: those of a year of months."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the cover and the imprint say of an issue."""

    kind: IssueKind
    title: str | None = None
    year: int | None = None
    number: int | None = None
    total_number: int | None = None
    numbers: tuple[int, ...] = ()
    supplement: bool = False
    date: str | None = None
    sponsor: str | None = None
    issn: str | None = None


def read_masthead(
    front: Sequence[Line], contents: Sequence[Line], back: Sequence[Line], *, has_contents: bool
) -> Masthead:
    """What kind of source this is, and its title and numbers, from its front and back matter.

    The lines of the contents list are asked last, and never for a number without 期: it may be a decree's.
    """
    title = _title([*front, *contents])
    outer, texts = [line.text for line in front], [line.text for line in (*front, *contents)]
    bare = [_TOTAL.sub("", text) for text in outer]
    numbers = _numbers(_NUMBER, bare) or _numbers(_ISSUE, [_TOTAL.sub("", text) for text in texts])
    supplement = any(_SUPPLEMENT.search(text) for text in outer)
    total = _first(_TOTAL, texts)
    is_numbered = bool(numbers) or supplement or (title is not None and _is_below(title, _TOTAL, outer))
    if title is None or (not is_numbered and not has_contents):
        return Masthead("compilation", _compilation_title(front)) if has_contents else Masthead("document")
    date = _date(texts)
    whole = [value for text in texts if _YEAR.fullmatch(text) and (value := _first(_YEAR, [text]))]
    year = whole[0] if whole else _first(_YEAR, texts) or (int(date[:4]) if date else None)
    return Masthead(
        "gazette",
        title,
        year,
        numbers[0] if numbers else None,
        total,
        numbers if len(numbers) > 1 else (),
        supplement,
        date or _date([f"{year}年{text}" for text in outer if _MONTH_DAY.fullmatch(text)] if year else []),
        _sponsor([*texts, *(line.text for line in back)]),
        next((match[1] for line in [*front, *contents, *back] if (match := _ISSN.search(line.text))), None),
    )


def _date(texts: Sequence[str]) -> str | None:
    """The first whole date."""
    days = (match[0] for text in texts for match in [DATE.search(text) or HAN_DATE.search(text)] if match)
    return next((iso_date(day) for day in days), None)


def _title(front: Sequence[Line]) -> str | None:
    """The gazette's name: the line 某某公报 that stands most often, the first of equals."""
    names = Counter(line.text for line in front if _GAZETTE.fullmatch(line.text))
    if names:
        return names.most_common(1)[0][0]
    return next((match[0] for line in front[:40] if (match := _GAZETTE.match(line.text)) and "期" in line.text), None)


def _compilation_title(front: Sequence[Line]) -> str | None:
    for line in front[:8]:
        if match := re.match(r"(?:[^()（）.]*(?:汇编|选编|文件集|文集|手册|资料))", line.text):
            return match[0]
    return front[0].text if front else None


def _is_below(title: str, pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    """Whether a line of the cover is the pattern and no more, as 总第738期 below the gazette's name is."""
    return title in texts and any(pattern.fullmatch(text.strip("（）()")) for text in texts)


def _numbers(pattern: re.Pattern[str], texts: Sequence[str]) -> tuple[int, ...]:
    """All numbers in the first match of a pattern: one, or those of a combined issue (第5、6期, 第1-3期)."""
    found = next((match for text in texts if (match := pattern.search(text))), None)
    first = _first(pattern, texts)
    if found is None or first is None:
        return ()
    more = found[2] or ""
    rest = _further(more)
    if len(rest) == 1 and re.search(r"[\-—–－~～至]", more) and first < rest[0] <= first + MOST_COMBINED:
        return tuple(range(first, rest[0] + 1))
    return tuple(dict.fromkeys((first, *rest)))


def _further(words: str) -> list[int]:
    """The numbers in what stands behind the first one: 、6 or -3."""
    found = (_value(part) for part in re.findall(rf"\d{{1,3}}|{HAN_SIGN}{{1,3}}", words))
    return [value for value in found if value is not None]


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> int | None:
    """The number in the first match of a pattern, in figures or in Chinese numerals."""
    found = next((match for text in texts if (match := pattern.search(text))), None)
    digits = next((group for group in found.groups() if group), "") if found else ""
    return _value(digits) or year_value(digits)


def _value(digits: str) -> int | None:
    """A number in figures or in Chinese numerals."""
    return int(digits) if digits.isdecimal() else ordinal_value(digits)


def _sponsor(texts: Sequence[str]) -> str | None:
    for text in texts:
        if (match := _SPONSOR.fullmatch(text)) and "协办" not in text:
            return match[1] or match[2]
    return None


_NOTICE = regex(
    r"《?[\u4e00-\u9fff]{2,24}(?:公报|政报)》?(?:简介|征订启事|征订通知|订阅启事|发行启事|赠阅点.{0,20}|赠阅范围)"
)
"""The heading of a notice to subscribers: what follows belongs to no document, whatever labels it has."""


def back_matter_start(lines: Sequence[Line], start: int) -> int:
    """The first line of the imprint and the notices to subscribers at the end of an issue.

    It is the earliest line of that kind behind which no provision begins and no table stands.
    """
    floor = start
    for i in range(len(lines) - 1, start - 1, -1):
        label = label_of(lines[i].raw)
        if (label and label.level in ("article", "chapter", "outline1", "outline2")) or "\t" in lines[i].raw:
            floor = i + 1
            break
    notice = next((i for i in range(start, floor) if "报" in lines[i].text and _NOTICE.fullmatch(lines[i].text)), None)
    if notice is not None:
        return notice
    return next((i for i in range(floor, len(lines)) if _IMPRINT.search(lines[i].text)), len(lines))
