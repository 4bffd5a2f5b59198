"""What the words of a row say: title, date, document number, the number of an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.numbers_of_documents import doc_numbers
from tracker.language.numerals import HAN_NUMBER, han_to_int
from tracker.language.patterns import regex
from tracker.monitor.sources.listed import Listed
from tracker.monitor.sources.markup import squeezed, tight

_DATE: Final = regex(
    r"(?<![\d.-])((?:19|20)\d\d)\s*([-/.年])\s*(0?[1-9]|1[0-2])\s*[-/.月]\s*(0?[1-9]|[12]\d|3[01])(?!\d)\s*日?"
)
"""A whole day. Not an index number, which looks like one up to its last part: 2026-02-00018."""
_SHORT_DATE: Final = regex(
    r"(?<![\d.-])[\[(（【]?\s*(0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12]\d|3[01])日?\s*[\])）】]?(?![\d-])"
)
"""A day without its year: [04-24]."""
_COMPACT: Final = regex(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_DATES: Final = (
    regex(r"/t((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])_\d"),
    regex(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/"),
    regex(r"/((?:19|20)\d\d)-(0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])/"),
    regex(r"/(?:[PW]0)?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4,}"),
    regex(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/"),
)
"""Dates in addresses: t20250418_1, /2025/4/18/, P020250418…, 12 and more digits that begin with the day."""

_CUT: Final = regex(r"(?:\.{2,}|…+|。{3})\s*$")
_MARKS: Final = regex(
    r"^(?:[·•●▪■◆>»\-\s]+|[【\[（(](?:置顶|图|图文|最新|热|荐|NEW|New|new|视频)[】\])）])+|(?:\s*(?:NEW|New|new|置顶|热))+$"
)
"""Bullets and badges around a title."""
COMMAND: Final = regex(
    r"(?:请?点击)?(?:在线)?(?:下载|查看|预览|阅读|浏览)(?:全文|全部|详情|PDF|原文|附件|文件|本期)*|(?:PDF|pdf|电子|WORD|word)版?(?:全文)?(?:下载|阅读|查看)?|"
    r"(?:查看)?(?:更多|详情|全文)|详细|原文|more|detail|download|view",
    re.IGNORECASE,
)
"""What a link says to do, which is no title."""
PINNED: Final = regex(r"置顶")

_N: Final = rf"(?:\d{{1,4}}|{HAN_NUMBER})"
_ISSUE: Final = regex(rf"第\s*({_N}(?:\s*[、，,和与及\-—–~～至]\s*(?:第)?{_N})*)\s*[期号](?:合刊)?")
_TOTAL: Final = regex(r"总\s*第?\s*(\d{1,5}(?:\s*[、，,和与及\-—–~～至]\s*\d{1,5})*)\s*[期号]?")
_YEAR: Final = regex(r"((?:19|20)\d\d)\s*年?")
_SUPPLEMENT: Final = regex(r"增刊|特刊|专刊")
_DECREE: Final = regex(rf"[\u4e00-\u9fff]{{1,20}}令第?(?:\d{{1,5}}|{HAN_NUMBER})号")
_GAZETTE: Final = regex(r"公报|政报|文告")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWords:
    """The numbers of an issue as its title says them; a combined issue has several."""

    year: int | None
    numbers: tuple[int, ...]
    total_numbers: tuple[int, ...] = ()
    supplement: bool = False


def day_in(text: str) -> str | None:
    """The first whole day in a text, ISO; a day that is split over lines is one."""
    return next((day for day, _ in days_in(text)), None)


def days_in(text: str) -> Iterator[tuple[str, int]]:
    """The whole days in a text, ISO, each with where it begins."""
    for found in _DATE.finditer(text):
        day = _iso(found[1], found[3], found[4])
        if day:
            yield day, found.start()


def without_days(text: str) -> str:
    """A text without the days in it."""
    return squeezed(_DATE.sub(" ", text))


def compact_day(text: str) -> str | None:
    """The first day written 20250418."""
    found = _COMPACT.search(text)
    return _iso(*found.groups()) if found else None


def short_day(text: str) -> tuple[int, int] | None:
    """Month and day of a day without its year."""
    found = _SHORT_DATE.search(text)
    return (int(found[1]), int(found[2])) if found else None


def day_in_address(url: str) -> str | None:
    """The day that an address names."""
    for pattern in _URL_DATES:
        found = pattern.search(url)
        day = _iso(*found.groups()) if found else None
        if day:
            return day
    return None


def year_in_address(url: str) -> int | None:
    """The year that a part of an address names."""
    found = re.search(r"/((?:19|20)\d\d)(?:\d\d)?/", url)
    return int(found[1]) if found else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def is_cut(text: str) -> bool:
    """Whether a title ends in an ellipsis: the list cut it."""
    return bool(_CUT.search(text))


def uncut(text: str) -> str:
    """A cut title without its ellipsis."""
    return _CUT.sub("", text).strip()


def cleaned_title(text: str) -> str:
    """A title without bullets and badges."""
    return squeezed(_MARKS.sub("", squeezed(text)))


_OWN_NUMBER: Final = regex(r"\s*[（(]((?:[^（()）]|[（(]\d{4}[)）]){4,40}号)[)）]$")


def without_number(title: str) -> tuple[str, str | None]:
    """A title without its own number in brackets behind it, and the number: …管理办法（澜政规〔2026〕4号）.

    Not a number that belongs to a rule in title marks, which is cited: 废止《…办法》（澜政规〔2020〕1号）.
    """
    found = _OWN_NUMBER.search(title)
    number = number_in(found[1]) if found else None
    bare = title[: found.start()].rstrip() if found else title
    if number is None or bare.endswith(("》", "〉")) or kind_of(bare) == NO_KIND:
        return title, None
    return bare, number


def number_in(text: str) -> str | None:
    """The document number in a text, in its standard form; ``None`` where there is none, or the text says more."""
    found = doc_numbers(text)
    if found:
        return found[0][0]
    decree = _DECREE.search(tight(text))
    return decree[0] if decree else None


def issue_in(title: str, around: str = "") -> IssueWords | None:
    """The issue that a title names: 2025年第5、6期（总第1049、1050期）; ``around`` may know the year.

    Not a document's own number: 2020年第20号公告 is no issue, and neither is a correction to one.
    """
    text = tight(title)
    total = _TOTAL.search(text)
    bare = _TOTAL.sub("", text)
    found = _ISSUE.search(bare)
    if found is None and total is None and not (_SUPPLEMENT.search(text) and _GAZETTE.search(text)):
        return None
    if found is not None and not total and not _is_issue_title(bare, found):
        return None
    year = _YEAR.search(bare) or _YEAR.search(around)
    return IssueWords(
        year=int(year[1]) if year else None,
        numbers=_numbers(found[1]) if found else (),
        total_numbers=_numbers(total[1]) if total else (),
        supplement=bool(_SUPPLEMENT.search(text)),
    )


def as_issue(entry: Listed, issue: IssueWords | None) -> Listed:
    """The entry as that of an issue, where its title names one: the year is the title's, else that of its day."""
    if issue is None:
        return entry
    return replace(
        entry,
        kind="issue",
        year=issue.year or (int(entry.date[:4]) if entry.date else None),
        numbers=issue.numbers,
        total_numbers=issue.total_numbers,
        supplement=issue.supplement,
    )


def _is_issue_title(text: str, found: re.Match[str]) -> bool:
    """Whether nothing but the gazette's name, the year and remarks stands around 第N期."""
    rest = text[: found.start()] + text[found.end() :]
    rest = re.sub(
        r"(?:19|20)\d\d年?|[（(【\[].{0,20}[)）】\]]|合刊|[·.\-—_《》]|PDF|pdf|全文|电子版|增刊|特刊|专刊|目录",
        "",
        rest,
    )
    is_announcement = found[0].endswith("号") and bool(rest) and not _GAZETTE.search(rest)
    return not is_announcement and (not rest or bool(re.fullmatch(r".{0,30}(?:公报|政报|文告|公告)", rest)))


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of 5、6 or 5-6 or 五、六."""
    parts = re.split(r"[、，,和与及]", text)
    numbers: list[int] = []
    for part in parts:
        ends = [_number(one) for one in re.split(r"[\-—–~～至]", part.replace("第", "")) if one.strip()]
        known = [one for one in ends if one is not None]
        if len(known) == 2 and known[0] < known[1] <= known[0] + 60:  # noqa: PLR2004 - from and to
            numbers += range(known[0], known[1] + 1)
        else:
            numbers += known
    return tuple(dict.fromkeys(numbers))


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() else han_to_int(text)
