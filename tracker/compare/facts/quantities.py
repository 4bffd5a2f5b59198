"""Quantities as Chinese law prints them, with their values: amounts, shares, periods, dates, counts.

Values are in base units: money in its currency's unit (1亿元 is 100000000 CNY), shares as ratios (30% is 0.3, 150BP is
0.015, 五倍 is 5), periods as printed with a unit, dates in ISO 8601 as far down as they are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tracker.compare.redline.tokens import CAPITALS, HAN, RATIO, SLASHED, TENTHS
from tracker.language.numerals import han_to_int, number_value
from tracker.model import FactType

_GAP = r"[ \u00a0\u3000]?"
_DIGITS = r"[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?"
NUMBER: Final = rf"(?:{_DIGITS}{_GAP}[十百千万亿]*|[{HAN}]+)"
"""A number in digits, also with 万 or 亿 behind it, or in Chinese numerals."""

_BEFORE: Final = rf"(?<![第{HAN}0-9０-９.．])"
"""What must not stand before a quantity: 第三年 is no period, and a number is read whole."""

_TO: Final = r"[至到—–~～-]"

AMOUNT: Final = (
    rf"(?P<amount>{NUMBER}|[{CAPITALS}][{CAPITALS}零万亿]*){_GAP}(?:人民币)?"
    r"(?P<currency>元|美元|欧元|英镑|日元|港元|港币|澳门元)"
    rf"|(?P<amount_low>{NUMBER})(?={_GAP}(?:以上|{_TO}){_GAP}"
    rf"(?:{_DIGITS}{_GAP}(?P<low_myriads>[十百千万亿]*)|[{HAN}]+){_GAP}元)"
    rf"|(?P<bare>{_DIGITS}{_GAP}[万亿])(?=[，。；、）)以的至]|之间|\Z)"
)
"""An amount of money; the lower bound of a range may leave 万 and 元 to the upper one: 50万以上100万元以下.

A bare 30万 is one where nothing is counted with it (30万户 is none).
"""

SHARE: Final = (
    rf"(?P<percent>{_DIGITS}){_GAP}(?P<sign>[%％‰])"
    rf"|(?P<points>{NUMBER}){_GAP}(?P<step>个百分点|个基点|BP|bp|bps)"
    rf"|(?P<percent_low>{_DIGITS})(?={_GAP}{_TO}{_GAP}{_DIGITS}{_GAP}(?P<low_sign>[%％‰]))"
    rf"|(?P<whole>[百千万]|[{HAN}]+)分之(?P<part>[{HAN}]+(?:点[{HAN}]+)?|{_DIGITS})"
    rf"|(?P<slashed>{SLASHED})|(?P<tenths>{TENTHS})"
    rf"|(?P<half>一半)"
    rf"|(?P<times>{NUMBER}){_GAP}倍"
    rf"|(?P<ratio>{RATIO})"
)
"""A share of something, or a multiple of it: 30%, 百分之三十, 三分之二, 1/3, 三成, 10个百分点, 150BP, 五倍; the lower
bound of 1-3% borrows its sign. How a whole is divided (7:3的比例) has no value of its own."""

_DAY: Final = rf"(?:[0-9]{{1,2}}|[{HAN}]{{1,3}})"
DATE: Final = (
    rf"(?P<year>(?:19|20)[0-9]{{2}}|[一二][{HAN}]{{3}}){_GAP}年"
    rf"(?:{_GAP}(?P<month>{_DAY}){_GAP}月(?:{_GAP}(?P<day>{_DAY}){_GAP}日)?|(?!度|以))"
    rf"|(?P<part_date>{_DAY}{_GAP}月(?:份|底|初|末|中旬|上旬|下旬|{_GAP}{_DAY}{_GAP}日))"
)
"""A date down to what is given; without a year it has no value: 2025年1月1日, 2025年6月, 4月底."""

_UNIT: Final = (
    "个?工作日|个?自然日|小时|分钟|个(?:完整)?(?:会计|自然|纳税)?年度|个?(?:自然)?季度"
    "|个?星期|周(?![岁年])|周年|个半?月|年半?(?!度|代|级|[0-9])|[日天]"
)
PERIOD: Final = (
    rf"(?P<period>{NUMBER}|半){_GAP}(?P<unit>{_UNIT})"
    rf"|(?P<period_low>{NUMBER})(?={_TO}{NUMBER}{_GAP}(?P<low_unit>{_UNIT}))"
)
"""A period: 10个工作日, 三年, 六个月, 十五日, 24小时, 半年; the lower bound of 三至五年 borrows its unit."""

COUNT: Final = (
    rf"(?<!“)(?P<count>{NUMBER}){_GAP}(?P<measure>人次|周岁|岁|平方公里|平方米|公里|公顷|公斤|千克|吨|亩|米|人(?!有限|公司)|名|户|家|次(?!性)"
    r"|件|个|台|辆|套|处|场|笔|项(?!目)|批(?![准次复评])|所|座|间(?![接隔断])|位(?![于置])|张|头|分(?![之钟公]))"
)
"""A number of things or persons, with its measure word: 三人, 18周岁, 二次."""

_QUANTITY = re.compile(rf"(?=[0-9０-９{HAN}半{CAPITALS}]){_BEFORE}(?:{DATE}|{SHARE}|{AMOUNT}|{PERIOD}|{COUNT})")
_CURRENCIES: Final = {
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "港元": "HKD",
    "港币": "HKD",
    "澳门元": "MOP",
}
_UNITS: Final = {
    "工作日": "workday",
    "自然日": "day",
    "日": "day",
    "天": "day",
    "小时": "hour",
    "分钟": "minute",
    "季度": "quarter",
    "年度": "year",
    "星期": "week",
    "周": "week",
    "周年": "year",
    "月": "month",
    "半月": "month",
    "年": "year",
    "年半": "year",
}
DAYS: Final = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "workday": 1.4,
    "week": 7,
    "month": 30,
    "quarter": 91,
    "year": 365,
}
"""How many days a unit of a period has, for telling which of two periods is longer."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as printed (``text[start:end]``) and its value; a share has no unit, a date without year no value."""

    start: int
    end: int
    text: str
    type: FactType
    value: float | str | None
    unit: str | None

    @property
    def slight(self) -> bool:
        """Whether it says that there is a thing rather than how many there are: 一个, 一次, 一家."""
        return self.type == "count" and self.value == 1 and self.unit in _THINGS


_THINGS: Final = frozenset("个次家件处场笔项批所座间位张头")


def quantities(text: str, *, slight: bool = False) -> list[Quantity]:
    """The quantities of a text, in order; with ``slight`` also those that count no more than one thing."""
    out = (_read(match) for match in _QUANTITY.finditer(text))
    return [quantity for quantity in out if quantity is not None and (slight or not quantity.slight)]


def _read(match: re.Match[str]) -> Quantity | None:
    """The quantity of a match, by the first of its readings that applies; ``None`` where the numeral has no value."""
    group = match.lastgroup or ""
    kind, read = _READINGS[group]
    found = read(match)
    if found is None:
        return None
    return Quantity(match.start(), match.end(), match[0], kind, *found)


_Reading = tuple[float | str | None, str | None]


def _number(text: str) -> float | None:
    value = number_value(text.replace("\u00a0", "").replace("\u3000", ""))
    return None if value is None else _plain(value)


def _plain(value: Decimal) -> float:
    return int(value) if value == value.to_integral_value() else float(value)


def _amount(match: re.Match[str]) -> _Reading | None:
    if match["amount"]:
        value = _number(match["amount"])
    elif match["bare"]:
        value = (
            _number(match["bare"]) if _MONEY.search(match.string, max(0, match.start() - 16), match.start()) else None
        )
    else:
        borrowed = "" if match["amount_low"][-1] in HAN else match["low_myriads"] or ""
        value = _number(match["amount_low"] + borrowed)
    return None if value is None else (value, _CURRENCIES[match["currency"] or "元"])


_BEFORE_MONEY: Final = 16
_MONEY = re.compile("[额金资款费奖贷元]|补[助贴偿]")
"""What is said before a sum that leaves its 元 out."""


def _percent(match: re.Match[str]) -> _Reading | None:
    value = number_value(match["percent"] or match["percent_low"])
    sign = match["sign"] or match["low_sign"]
    return None if value is None else (_plain(value / (1000 if sign == "‰" else 100)), None)


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


def _without_value(_: re.Match[str]) -> _Reading | None:
    return None, None


_NAME_OF_UNIT = re.compile("个|完整|会计|自然(?!日)|纳税")


def _period(match: re.Match[str]) -> _Reading | None:
    unit = _NAME_OF_UNIT.sub("", match["unit"] or match["low_unit"])
    printed = match["period"] or match["period_low"]
    value = 0.5 if printed == "半" else _number(printed)
    if value is None:
        return None
    if unit.endswith("半"):
        value += 0.5
    return (value / 2 if unit == "半月" else value), _UNITS[unit]


def _count(match: re.Match[str]) -> _Reading | None:
    value = _number(match["count"])
    return None if value is None else (value, match["measure"])


_READINGS: Final[dict[str, tuple[FactType, Callable[[re.Match[str]], _Reading | None]]]] = {
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
    "part_date": ("date", _without_value),
    "unit": ("duration", _period),
    "measure": ("count", _count),
}
"""How a match is read, by the last of its named groups."""
