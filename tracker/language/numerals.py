"""Chinese numerals: 第一百二十条之一 ⇄ (120, 1); 一千万 ⇄ 10000000."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")

HAN_NUMBER = "[零〇○一二两三四五六七八九十百千万亿]+"
"""Pattern of a number in Chinese numerals."""

_ORDINAL = re.compile(rf"第?({HAN_NUMBER}|\d+)[编章节条款项目]?(?:之({HAN_NUMBER}|\d+))?")
_ARABIC = re.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千万亿]*)")


def han_to_int(text: str) -> int | None:
    """The value of a Chinese numeral (一千零五 → 1005, 二〇二三 → 2023), or ``None`` where it is not one."""
    if not text:
        return None
    if all(c in DIGITS for c in text):  # written digit by digit, as years are; a single digit too
        value = 0
        for c in text:
            value = value * 10 + DIGITS[c]
        return value
    total = section = digit = 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        elif c in _MYRIADS:
            total = (total + section + digit or 1) * _MYRIADS[c]
            section = digit = 0
        else:
            return None
    return total + section + digit


LARGEST = 9999
"""The largest number of a provision that ``int_to_han`` writes."""


def int_to_han(value: int) -> str:
    """A Chinese numeral as articles are numbered (10 → 十, 105 → 一百零五, 210 → 二百一十); 0 to 9999."""
    if not 0 <= value <= LARGEST:
        raise ValueError(f"{value} is beyond the numbering of provisions (0 to {LARGEST})")
    if value == 0:
        return "零"
    out = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            out += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        elif out:
            gap = True
    return out.removeprefix("一") if out.startswith("一十") else out


def ordinal(label: str) -> tuple[int, int] | None:
    """The place in a numbering that a label states: 第一百二十条之一 → (120, 1), (十二) → (12, 0), 3. → (3, 0)."""
    match = _ORDINAL.search(label.translate(_FULL_WIDTH))
    if match is None:
        return None
    main, branch = (int(n) if n and n.isdigit() else han_to_int(n or "零") for n in match.groups())
    return None if main is None or branch is None else (main, branch)


def number_value(text: str) -> Decimal | None:
    """The value of an amount as printed: 1,000万 → 10000000, 一千万 → 10000000, ０.5亿 → 50000000; else ``None``."""
    plain = text.translate(_FULL_WIDTH).replace(" ", "")
    match = _ARABIC.fullmatch(plain)
    if match is None:
        value = han_to_int(plain)
        return None if value is None else Decimal(value)
    factor = 1
    for unit in match[2]:
        factor *= _UNITS.get(unit) or _MYRIADS[unit]
    try:
        return Decimal(match[1].replace(",", "")) * factor
    except InvalidOperation:  # pragma: no cover - the pattern admits only decimal numbers
        return None
