"""Quantities as Chinese law prints them, with their values: amounts, shares, periods, dates, counts.

Values are in base units: money in its currency's unit (1亿元 is 100000000 CNY), shares as ratios (30% is 0.3, 150BP is
0.015, 五倍 is 5), periods as printed with a unit, dates in ISO 8601 as far down as they are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from tracker.compare.facts.limit_words import Limit, limit_of
from tracker.compare.facts.quantity_patterns import QUANTITY
from tracker.language.numerals import HAN_SIGNS, han_to_int, number_value
from tracker.language.patterns import regex
from tracker.language.quantities import CURRENCIES, GAP, NUMBER, PERIOD_UNITS, UNIT_NAMES
from tracker.model import FactType

_COINS: Final = {"角": Decimal("0.1"), "分": Decimal("0.01")}
DAYS: Final = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "workday": 1.4,
    "week": 7,
    "month": 365 / 12,
    "quarter": 365 / 4,
    "year": 365,
}
"""How many days a unit of a period has, for telling which of two periods is longer."""

_SAME: Final[dict[str, tuple[str, int]]] = {
    "year": ("month", 12),
    "quarter": ("month", 3),
    "week": ("day", 7),
    "hour": ("minute", 60),
}
"""Units of time that are whole numbers of another: 1年半 is 18个月. A month is no number of days."""


class Quantity(NamedTuple):
    """A quantity as printed (``text[start:end]``) and its value; a share has no unit, a date without year no value."""

    start: int
    end: int
    text: str
    type: FactType
    value: float | str | None
    unit: str | None
    limit: Limit | None = None
    """The word beside it that makes it a bound: 至少一家, 一次以上."""
    recurs: bool = False
    """Whether it says how often: 每半年."""
    at_least: bool = False
    """Whether its clause says before that so many must be, or may be: 至少提交一次."""
    crossed: bool = False
    """Whether it only names what a border parts: 跨2个县 says no more than 跨县."""

    @property
    def measure(self) -> tuple[FactType, float | str | None, str | None]:
        """What it says, the same for every notation of it: 1年半 and 18个月, 200万元 and 二百万元."""
        unit, factor = _SAME.get(self.unit or "", (self.unit, 1))
        return (self.type, self.value * factor if isinstance(self.value, (int, float)) else self.value, unit)

    @property
    def says(self) -> tuple[Hashable, ...]:
        """What it says: what it measures, or its words where it has no value; and whether it is itself within."""
        return (*(self.measure if self.value is not None else (self.text,)), self.limit and self.limit.inclusive)

    @property
    def slight(self) -> bool:
        """Whether it says that there is a thing rather than how many: 一个, 一次, 每年; a bound counts (至少一家)."""
        one = self.type == "count" and self.value == 1 and self.unit in _THINGS
        return self.recurs or self.crossed or (one and not self.limit and not self.at_least)


_THINGS: Final = frozenset("个次家件处场笔项批所座间位张头份")


def quantities(text: str, *, slight: bool = False) -> list[Quantity]:
    """The quantities of a text, in order; with ``slight`` also those that count no more than one thing."""
    return list(_each(text, slight=slight))


def has_quantity(text: str, *, slight: bool = False) -> bool:
    """Whether a text has a quantity."""
    return next(_each(text, slight=slight), None) is not None


def _each(text: str, *, slight: bool) -> Iterator[Quantity]:
    for match in QUANTITY.finditer(text):
        quantity = _read(match)
        if quantity is not None and (slight or not quantity.slight):
            yield quantity


def _read(match: re.Match[str]) -> Quantity | None:
    """The quantity of a match, by the first of its readings that applies; ``None`` where the numeral has no value."""
    group = match.lastgroup or ""
    kind, read = _READINGS[group]
    found = read(match)
    if found is None:
        return None
    start, end = match.span()
    at_least = _AT_LEAST.search(match.string, max(0, start - _WITHIN), start) is not None
    limit = limit_of(match.string, start, end)
    crossed = kind == "count" and found[0] == _A_PAIR and match.string[max(0, start - 1) : start] == "跨"
    return Quantity(
        start,
        end,
        match[0],
        kind,
        *found,
        limit=limit,
        recurs=group == "every",
        at_least=at_least,
        crossed=crossed,
    )


_AT_LEAST = regex(r"(?:至[少多]|最[多少]|只能|仅限)[^，。；：\n,;:]*\Z")
_WITHIN: Final = 10
_A_PAIR: Final = 2

_Reading = tuple[float | str | None, str | None]


@lru_cache(maxsize=4096)
def _number(text: str) -> float | None:
    value = _decimal(_ungapped(text))
    return None if value is None else _plain(value)


def _ungapped(text: str) -> str:
    return text.replace("\u00a0", "").replace("\u3000", "")


def _plain(value: Decimal) -> float:
    return int(value) if value == value.to_integral_value() else float(value)


def _amount(match: re.Match[str]) -> _Reading | None:
    if match["bare"]:
        spoken_of = _MONEY.search(match.string, max(0, match.start() - 16), match.start())
        value = _number(match["bare"]) if spoken_of else None
    elif match["amount_low"]:
        borrowed = "" if match["amount_low"][-1] in HAN_SIGNS else match["low_myriads"] or ""
        value = _number(match["amount_low"] + borrowed)
    else:
        value = _with_coins(match["amount"] or "零", match["coins"] or "")
    return None if value is None else (value, CURRENCIES[match["currency"] or "元"])


def _jiao(match: re.Match[str]) -> _Reading | None:
    value = _with_coins("零", f"{match['tens']}角{match['cents'] or ''}")
    return None if value is None else (value, "CNY")


def _with_coins(whole: str, coins: str) -> float | None:
    """A sum in yuan with what follows in 角 and 分: 玖 and 捌角 make 9.8."""
    total = number_value(_ungapped(whole))
    for number, coin in re.findall("([^角分]+)([角分])", coins.removeprefix("零")):
        value = number_value(number)
        total = None if total is None or value is None else total + value * _COINS[coin]
    return None if total is None else _plain(total)


_MONEY = regex("[额金资款费奖贷元]|补[助贴偿]")
"""What is said before a sum that leaves its 元 out."""


def _percent(match: re.Match[str]) -> _Reading | None:
    value = _signed(match["percent"] or match["percent_low"])
    sign = match["sign"] or match["low_sign"]
    return None if value is None else (_plain(value / (1000 if sign == "‰" else 100)), None)


_MINUS_SIGNS: Final = "-−－"


def _signed(text: str) -> Decimal | None:
    """A number with its minus, if it has one."""
    value = number_value(text.lstrip(_MINUS_SIGNS))
    return -value if value is not None and text[0] in _MINUS_SIGNS else value


def _points(match: re.Match[str]) -> _Reading | None:
    value = number_value(match["points"])
    return None if value is None else (_plain(value / (100 if match["step"] == "个百分点" else 10000)), None)


def _fraction(match: re.Match[str]) -> _Reading | None:
    whole = han_to_int(match["whole"])
    part = _decimal(match["part"])
    return None if not whole or part is None else (_plain(part / whole), None)


def _slashed(match: re.Match[str]) -> _Reading | None:
    upper, lower = map(int, match["slashed"].split("/"))
    return (upper / lower, None) if upper < lower else None


def _tenths(match: re.Match[str]) -> _Reading | None:
    return _plain(Decimal(han_to_int(match["tenths"][0]) or 0) / 10), None


def _half(_: re.Match[str]) -> _Reading | None:
    return 0.5, None


def _decimal(text: str) -> Decimal | None:
    """A number in Chinese numerals that may have a decimal point: 五点五."""
    main, _, rest = text.partition("点")
    value = number_value(main)
    digits = [han_to_int(c) for c in rest]
    if value is None or None in digits:
        return None
    return value + (Decimal("0." + "".join(map(str, digits))) if digits else 0)


def _times(match: re.Match[str]) -> _Reading | None:
    value = _number(match["times"])
    return None if value is None else (value, None)


def _date(match: re.Match[str]) -> _Reading | None:
    parts = [
        han_to_int(part) if not part.isdigit() else int(part)
        for part in (match["year"], match["month"], match["day"])
        if part
    ]
    if None in parts:
        return None
    return "-".join(f"{part:0{4 if k == 0 else 2}d}" for k, part in enumerate(parts)), None


def _figures(match: re.Match[str]) -> _Reading | None:
    year, month, day = re.split("[-./]", match["figures"])
    return f"{year}-{int(month):02d}-{int(day):02d}", None


def _year_low(match: re.Match[str]) -> _Reading | None:
    return match["year_low"], None


def _without_value(_: re.Match[str]) -> _Reading | None:
    return None, None


_NAME_OF_UNIT = regex("个|完整|会计|自然(?!日)|纳税")


def _period(match: re.Match[str]) -> _Reading | None:
    unit = _NAME_OF_UNIT.sub("", match["unit"] or match["low_unit"])
    printed = match["period"] or match["period_low"]
    value = 0.5 if printed == "半" else _number(printed)
    if value is None:
        return None
    return value + 0.5 * ("半" in unit), PERIOD_UNITS[unit]


_RECURRING = regex(f"每隔?(半|{NUMBER})?{GAP}(.+)")


def _every(match: re.Match[str]) -> _Reading | None:
    found = _RECURRING.fullmatch(match["every"])
    if found is None:  # pragma: no cover - the pattern is the same
        return None
    number, unit = found[1] or "", _NAME_OF_UNIT.sub("", found[2])
    value = 0.5 if number == "半" else _number(number) if number else 1
    return None if value is None else (value + 0.5 * ("半" in unit), PERIOD_UNITS[_FULL.get(unit, unit)])


_FULL: Final = {"季": "季度", "年度": "年"}


def _years_and_months(match: re.Match[str]) -> _Reading | None:
    years, months = number_value(_ungapped(match["years"])), number_value(_ungapped(match["and_months"]))
    return None if years is None or months is None else (_plain(years * 12 + months), "month")


def _count(match: re.Match[str]) -> _Reading | None:
    value = _number(match["count"] or match["count_low"])
    unit = match["measure"] or match["low_measure"]
    return None if value is None else (value, UNIT_NAMES.get(unit, unit))


def _degrees(match: re.Match[str]) -> _Reading | None:
    value = _signed(match["degrees"])
    return None if value is None else (_plain(value), "℃")


_READINGS: Final[dict[str, tuple[FactType, Callable[[re.Match[str]], _Reading | None]]]] = {
    "amount": ("amount", _amount),
    "coins": ("amount", _amount),
    "tens": ("amount", _jiao),
    "cents": ("amount", _jiao),
    "currency": ("amount", _amount),
    "amount_low": ("amount", _amount),
    "low_myriads": ("amount", _amount),
    "bare": ("amount", _amount),
    "low_unit": ("duration", _period),
    "sign": ("percentage", _percent),
    "low_sign": ("percentage", _percent),
    "slashed": ("percentage", _slashed),
    "tenths": ("percentage", _tenths),
    "half": ("percentage", _half),
    "ratio": ("percentage", _without_value),
    "step": ("percentage", _points),
    "part": ("percentage", _fraction),
    "times": ("percentage", _times),
    "year": ("date", _date),
    "month": ("date", _date),
    "day": ("date", _date),
    "figures": ("date", _figures),
    "year_low": ("date", _year_low),
    "part_date": ("date", _without_value),
    "every": ("duration", _every),
    "and_months": ("duration", _years_and_months),
    "unit": ("duration", _period),
    "measure": ("count", _count),
    "low_measure": ("count", _count),
    "scale": ("count", _degrees),
}
"""How a match is read, by the last of its named groups."""
