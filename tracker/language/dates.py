"""Days as official texts print them → ISO 8601.

The forms are those of GB/T 9704—2012 (7.3.5.4: 2025年6月30日), of GB/T 15835—2011 (二〇二五年六月三十日) and of tables,
lists and pages: 2025.6.30, 2025-06-30, 2025/6/30, 20250630; full-width digits and blanks anywhere in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final

from tracker.language.marks import BLANK, halved
from tracker.language.numerals import DIGIT, DIGITS_SIGNS, NINE, han_to_int
from tracker.language.patterns import regex

BEIJING: Final = timezone(timedelta(hours=8))
"""The time of the gazettes: a day in one is a day in Beijing, wherever it is read."""

_B = f"{BLANK}*"

YEAR: Final = rf"(?:19|20|１９|２０){DIGIT}{{2}}"
"""A year in digits of either width, 1900 to 2099."""

_CIRCLES: Final = "零〇○◯⚪OoＯｏОо0０"
"""What is printed for 〇 in a year: 二O二四年, 二○二四年."""

HAN_YEAR: Final = rf"[一二][{_CIRCLES}{NINE}]{{3}}"
"""A year in Chinese numerals, written digit by digit: 二〇二五."""

_HAN_DAY = f"[{NINE}十廿卅]{{1,3}}"
_MONTH = rf"{DIGIT}{{1,2}}|十[一二]?|元|[{NINE}]"
_DAY_SIGN = "(?:日|号(?![文令]))"

DATE: Final = regex(rf"({YEAR}){_B}年{_B}({DIGIT}{{1,2}}){_B}月{_B}({DIGIT}{{1,2}}){_B}{_DAY_SIGN}")
"""A day in digits: 2025年6月30日, ２０２５ 年 6 月 30 日. Groups: year, month, day. Must not match 2025年6月."""

HAN_DATE: Final = regex(rf"({HAN_YEAR}){_B}年{_B}({_MONTH}){_B}月{_B}({DIGIT}{{1,2}}|{_HAN_DAY}){_B}{_DAY_SIGN}")
"""A day in Chinese numerals: 二〇二五年六月三十日. Groups: year, month, day."""

POINTED_DATE: Final = regex(
    rf"(?<![{DIGITS_SIGNS}.．/A-Za-z第-])({YEAR})(?P<mark>[.．/／-])({DIGIT}{{1,2}})(?P=mark)({DIGIT}{{1,2}})"
    rf"(?![{DIGITS_SIGNS}A-Za-z]|[.．/／-]{DIGIT})"
)
"""A day with points, strokes or dashes: 2024.5.1, 2024-05-01. Groups: year, mark, month, day.

Must not match a version or a standard's number (1.2024.5.1, GB 2024.5.1.2).
"""

COMPACT_DATE: Final = regex(rf"({YEAR})({DIGIT}{{2}})({DIGIT}{{2}})")
"""A day of eight digits: 20250630. Only where a text holds nothing else; inside a text it may be any number."""

CALENDAR_DAY: Final = (
    rf"(?:{YEAR}{_B}年{_B}{DIGIT}{{1,2}}{_B}月{_B}{DIGIT}{{1,2}}{_B}{_DAY_SIGN}"
    rf"|{HAN_YEAR}{_B}年{_B}(?:{_MONTH}){_B}月{_B}(?:{DIGIT}{{1,2}}|{_HAN_DAY}){_B}{_DAY_SIGN})"
)
"""A day in words or digits, as a pattern without groups for use inside others; ``iso_date`` reads it."""

LONGEST_DATE: Final = 24
"""Characters that a date on a line of its own has at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as printed, ``text[start:end]``, and in ISO 8601; ``None`` where the calendar has no such day."""

    iso: str | None
    start: int
    end: int


def days(text: str) -> Iterator[Day]:
    """Every day that a text prints, in order, but for those of eight digits."""
    found = [_day(match) for pattern in (DATE, HAN_DATE, POINTED_DATE) for match in pattern.finditer(text)]
    yield from sorted(found, key=lambda day: day.start)


def iso_date(text: str) -> str | None:
    """The first day in a text, as ISO; ``None`` where there is none or the calendar has no such day."""
    if match := DATE.search(text) or HAN_DATE.search(text) or POINTED_DATE.search(text):
        return _day(match).iso
    return None


def printed_day(text: str) -> str | None:
    """The day, where a text holds nothing else (but for brackets and blanks), in any form; else ``None``."""
    bare = text.strip("()（）[]〔〕 \t\u3000\u00a0")
    for pattern in (DATE, HAN_DATE, POINTED_DATE, COMPACT_DATE):
        if match := pattern.fullmatch(bare):
            return _day(match).iso
    return None


def date_line(text: str) -> str | None:
    """The day that a line signs with: it holds nothing else but brackets. Eight digits alone may be another number."""
    if len(text) > LONGEST_DATE or text[-1:] not in _LAST_SIGNS:
        return None
    bare = text.strip("()（）")
    match = DATE.fullmatch(bare) or HAN_DATE.fullmatch(bare) or POINTED_DATE.fullmatch(bare)
    return _day(match).iso if match else None


_LAST_SIGNS: Final = frozenset("日号)）0123456789０１２３４５６７８９")
_ZEROS: Final = str.maketrans(dict.fromkeys(_CIRCLES, "〇"))
_TENS: Final = {"廿": "二十", "卅": "三十"}


def _day(match: re.Match[str]) -> Day:
    parts = [part for name, part in zip(_numbers(match), match.groups(), strict=True) if name]
    year, month, day = (_value(part) for part in parts)
    return Day(iso=iso_day(year, month, day), start=match.start(), end=match.end())


def _numbers(match: re.Match[str]) -> list[bool]:
    """Which groups of a match are numbers, and not the mark between them."""
    marks = set(match.re.groupindex.values())
    return [group not in marks for group in range(1, match.re.groups + 1)]


def year_value(text: str) -> int | None:
    """The year that four signs state: 2025, ２０２５, 二〇二五, 二O二五; ``None`` for anything else."""
    if len(text) != _SIGNS_OF_YEAR:
        return None
    return int(text) if text.isdecimal() else han_to_int(halved(text).translate(_ZEROS))


_SIGNS_OF_YEAR: Final = 4


def _value(part: str) -> int:
    """A year, a month or a day as printed: 二〇二五, 元 (of 元月), 三十一, ０６."""
    if part.isdecimal():
        return int(part)
    if part == "元":
        return 1
    if len(part) == _SIGNS_OF_YEAR:
        return year_value(part) or 0
    return han_to_int("".join(_TENS.get(c, c) for c in part)) or 0


def iso_day(year: int, month: int, day: int) -> str | None:
    """A day of the calendar as ISO, or ``None`` where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def today() -> str:
    """The day it is now in Beijing (ISO)."""
    return datetime.now(BEIJING).date().isoformat()
