"""Chinese numerals: 一百零五 ⇄ 105, 二〇二三 → 2023, 一亿二千万 → 120000000.

The one class of signs that every other pattern is made from is ``HAN_SIGNS``; zero is among them in all its forms
(零 〇 ○): a class without it reads 第一百零五条 as no article.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from tracker.language.marks import halved
from tracker.language.patterns import regex

ZEROS: Final = "零〇○"
"""Zero as gazettes print it (GB/T 15835—2011, 4.2.2 has 〇 in years); ○ is the circle that stands for it."""

NINE: Final = "一二三四五六七八九"
"""The digits from one to nine."""

HAN_SIGNS: Final = f"{ZEROS}{NINE}两十百千万亿"
"""Every sign of a Chinese numeral, for use inside a character class.

廿 and 卅 are not among them: mainland law does not count with them, and they stand in names of places (廿里镇).
"""

HAN_SIGN: Final = f"[{HAN_SIGNS}]"
"""One sign of a Chinese numeral."""

LONGEST_NUMERAL: Final = 40
"""Signs of a numeral in either style at the most: more of them in a row are no number, but rubbish or an attack."""

HAN_NUMBER: Final = f"{HAN_SIGN}{{1,{LONGEST_NUMERAL}}}"
"""A number in Chinese numerals. Whether its signs make a number is for ``han_to_int`` to say."""

CAPITALS: Final = "壹贰叁肆伍陆柒捌玖拾佰仟"
"""Capital numerals of sums of money (中国人民银行《支付结算办法》附一): 壹仟万元."""

DIGITS_SIGNS: Final = "0-9０-９"
"""Arabic digits of both widths, for use inside a character class."""

DIGIT: Final = f"[{DIGITS_SIGNS}]"
"""One Arabic digit of either width."""

NUMERAL: Final = f"(?:{HAN_NUMBER}|{DIGIT}{{1,{LONGEST_NUMERAL}}})"
"""A whole number, in Chinese numerals or in digits of either width."""

DIGITS: Final = {
    **{c: i for i, c in enumerate("零" + NINE)},
    **{c: i for i, c in enumerate(CAPITALS[:9], 1)},
    "〇": 0,
    "○": 0,
    "两": 2,
}
"""What each digit is worth."""

_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}

_ARABIC = regex(r"([0-9][0-9,]*(?:\.[0-9]+)?)([十百千万亿]*)")
"""Digits, maybe with units behind them: 1,000万, 0.5亿."""
_ARABIC_SUM = regex(rf"(?:{_ARABIC.pattern})+")


@lru_cache(maxsize=16_384)
def han_to_int(text: str) -> int | None:
    """The value of a Chinese numeral (一千零五 → 1005, 二〇二三 → 2023), or ``None`` where it is not one.

    Units fall from left to right between 亿 and 万 (一亿二千万 is 120000000); 十百, 零万 and what
    only estimates (二三十, 三五) are no numbers.
    """
    if not text or len(text) > LONGEST_NUMERAL:
        return None
    if all(c in DIGITS for c in text):
        return _digit_by_digit(text)
    value = 0
    for myriads, section in _sections(text):
        part = _section(section)
        if part is None or (part == 0 and section != "" and myriads > 1):
            return None
        if myriads == _MYRIADS["亿"]:
            value = (value + part or 1) * myriads
        else:
            value += (part or 1) * myriads if myriads > 1 else part
    return value


_ESTIMATE: Final = 2
"""Digits of an estimate: 三五年, 二三人."""


def _digit_by_digit(text: str) -> int | None:
    """The value of digits in a row, as years are written, or of one digit; 三五 without a zero is an estimate."""
    if len(text) == _ESTIMATE and not any(c in ZEROS for c in text):
        return None
    value = 0
    for c in text:
        value = value * 10 + DIGITS[c]
    return value


def _sections(text: str) -> list[tuple[int, str]]:
    """A numeral cut behind each 万 and 亿: (what the part counts, the part)."""
    parts, at = [], 0
    for i, c in enumerate(text):
        if c in _MYRIADS:
            parts.append((_MYRIADS[c], text[at:i]))
            at = i + 1
    return [*parts, (1, text[at:])]


def _section(text: str) -> int | None:
    """The value of a numeral below 万: 二千零五 → 2005; ``None`` where its units do not fall."""
    total = 0
    digit: int | None = None
    lowest = 10**4
    for c in text:
        if c in _UNITS:
            unit = _UNITS[c]
            if unit >= lowest:
                return None
            total += (digit or 1) * unit
            lowest, digit = unit, None
        elif c not in DIGITS or digit:
            return None
        else:
            digit = DIGITS[c]
    return total + (digit or 0)


LARGEST: Final = 9999
"""The largest number of a provision that ``int_to_han`` writes."""


def han_or_digits(value: int) -> str:
    """A number as provisions have it, in Chinese numerals; in digits beyond their numbering."""
    return int_to_han(value) if value <= LARGEST else str(value)


def int_to_han(value: int, *, zero: str = "零") -> str:
    """A Chinese numeral as articles are numbered (10 → 十, 105 → 一百零五, 210 → 二百一十); 0 to 9999.

    ``zero`` is the sign for zero that the text uses. Raises ``ValueError`` beyond the numbering of provisions.
    """
    if not 0 <= value <= LARGEST:
        raise ValueError(f"{value} is beyond the numbering of provisions (0 to {LARGEST})")
    if value == 0:
        return zero
    out = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            out += (zero if gap else "") + NINE[digit - 1] + name
            gap = False
        elif out:
            gap = True
    return out.removeprefix("一") if out.startswith("一十") else out


_IN_CAPITALS: Final = str.maketrans(NINE + "十百千", CAPITALS)


def in_capitals(numeral: str) -> str:
    """A Chinese numeral in the signs of sums of money: 一百零五 → 壹佰零伍."""
    return numeral.translate(_IN_CAPITALS)


_PLACE = regex(
    rf"(?:[{NINE}两]千)?(?:[{ZEROS}]?[{NINE}两]百)?(?:[{ZEROS}]?[{NINE}]?十)?(?:[{ZEROS}]?[{NINE}])?|[{NINE}][{ZEROS}{NINE}]{{1,3}}"
)


@lru_cache(maxsize=16_384)
def ordinal_value(text: str) -> int | None:
    """The place in a numbering that a numeral states, 1 to 9999: 一百零五, 一百〇五, 一〇五, 105, １０５ → 105.

    ``None`` for what counts things but numbers nothing: 两, 百, 万, 零.
    """
    if len(text) > LONGEST_NUMERAL:
        return None
    if text.isdecimal():
        value = int(text)
    elif text and _PLACE.fullmatch(text):
        value = han_to_int(text) or 0
    else:
        return None
    return value if 0 < value <= LARGEST else None


def number_value(text: str) -> Decimal | None:
    """The value of an amount as printed, else ``None``.

    1,000万 → 10000000, 一千万 → 10000000, ０.５亿 → 50000000, 1亿2000万 → 120000000.
    """
    plain = halved(text).replace(" ", "").replace("\u00a0", "")
    if not _ARABIC_SUM.fullmatch(plain):
        value = han_to_int(plain)
        return None if value is None else Decimal(value)
    total, lowest = Decimal(0), None
    for digits, units in _ARABIC.findall(plain):
        factor = 1
        for unit in units:
            factor *= _UNITS.get(unit) or _MYRIADS[unit]
        if lowest is not None and factor >= lowest:
            return None
        lowest = factor
        try:
            total += Decimal(digits.replace(",", "")) * factor
        except InvalidOperation:  # pragma: no cover - the pattern admits only decimal numbers
            return None
    return total
