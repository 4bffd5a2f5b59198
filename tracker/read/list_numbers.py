"""Numbers as Word and browsers print them before the items of a list (ECMA-376 Part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tracker.language.numerals import in_capitals, int_to_han

__all__ = ["counted"]

STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LAST_CIRCLED = 20
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
LARGEST = 9_999


def counted(number: int, form: str) -> str:
    """The number in a form of Word (``decimal``, ``chineseCounting`` …); an unknown form counts in digits."""
    if not 0 < number <= LARGEST:
        return str(number)
    return FORMS.get(form, str)(number)


def _letter(number: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        out += letters * times
    return out


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= LAST_CIRCLED else str(number)


FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": int_to_han,
    "chineseCountingThousand": int_to_han,
    "taiwaneseCounting": int_to_han,
    "taiwaneseCountingThousand": int_to_han,
    "japaneseCounting": int_to_han,
    "ideographDigital": int_to_han,
    "chineseLegalSimplified": lambda number: in_capitals(int_to_han(number)),
    "ideographLegalTraditional": lambda number: in_capitals(int_to_han(number)),
    "ideographTraditional": lambda number: STEMS[number - 1] if number <= len(STEMS) else str(number),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
