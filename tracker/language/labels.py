"""Labels of provisions in every style: 第六条, 第二十条之一, 一、, (一), 1., (1), ①, A.; label → number → label.

Divisions and articles follow 立法法 第六十五条 (编 章 节 条 款 项 目), outlines GB/T 9704—2012, 7.3.3
(一、 (一) 1. (1)).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tracker.language.marks import BLANK, halved, solid
from tracker.language.numerals import (
    DIGIT,
    HAN_NUMBER,
    HAN_SIGN,
    HAN_SIGNS,
    LARGEST,
    LONGEST_NUMERAL,
    NUMERAL,
    int_to_han,
    ordinal_value,
)
from tracker.language.patterns import regex
from tracker.model import Level

_B = f"{BLANK}*"

DIVISIONS: Final[dict[str, Level]] = {
    "分编": "subpart",
    "编": "part",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
"""What a label with 第 names, longest first, and the level it has."""

DIVISION_WORD: Final = "(?:分编|[编章节条])"
"""The word of a division or an article."""

PROVISION_WORD: Final = "(?:分编|[编章节条款项目])"
"""The word of anything that a reference can name: 第三条第二款第（一）项."""

BRANCH: Final = rf"(?:{_B}之{_B}{HAN_NUMBER})"
"""The number of a provision that was put in behind another: 之一 of 第二十条之一."""

ORDINAL_LABEL: Final = rf"第{_B}{NUMERAL}{_B}{DIVISION_WORD}{BRANCH}?"
"""The label of a division or an article, wherever it stands; whether it is a reference is for the caller."""

CHAPTER_LABEL: Final = rf"第{_B}{NUMERAL}{_B}(?:分编|[编章节])"
"""The label of a division over articles: 第二章, 第三分编."""

ARTICLE_LABEL: Final = rf"第{_B}{NUMERAL}{_B}条{BRANCH}?"
"""The label of an article, or a reference to it."""

PROVISION: Final = rf"第{_B}[(（]?{NUMERAL}[)）]?{_B}{PROVISION_WORD}{BRANCH}?"
"""One step of a reference: 第一百零五条, 第二十条之一, 第二款, 第（一）项. Must not match 第三年 or 第五届."""

HAN_LIST_LABEL: Final = rf"{HAN_NUMBER}{_B}[、．]"
"""The label of a first level: 一、. It needs its mark: 一般 is none."""

HAN_BRACKET_LABEL: Final = rf"[(（]{_B}{HAN_NUMBER}{_B}[)）]"
"""The label of a second level or of a 项: （一）."""

DIGIT_LIST_LABEL: Final = rf"{DIGIT}{{1,3}}{_B}[.．、](?!{DIGIT})"
"""The label of a third level or of a 目: 1. and 1、. Must not match 1.5亿元."""

DIGIT_BRACKET_LABEL: Final = rf"[(（]{_B}{DIGIT}{{1,3}}{_B}[)）]"
"""The label of a fourth level: (1)."""

CIRCLED_SIGNS: Final = "①-⑳㉑-㉟㊱-㊿"
"""Numbers in circles, for use inside a character class."""

ENCLOSED_SIGNS: Final = f"{CIRCLED_SIGNS}⑴-⒇⒈-⒛㈠-㈩"
"""Numbers with their brackets, points or circles in one sign, for use inside a character class: ① ⑴ ⒈ ㈠."""

LETTER_LABEL: Final = "[A-Za-zＡ-Ｚａ-ｚ][.．、)）]"
"""A letter as a label: A., a)."""

LIST_LABEL: Final = (
    rf"(?:{HAN_LIST_LABEL}|{HAN_BRACKET_LABEL}|{DIGIT_LIST_LABEL}|{DIGIT_BRACKET_LABEL}|[{ENCLOSED_SIGNS}])"
)
"""The label of an outline or a list in any style but decimals and letters."""

FIRST_SIGNS: Final = frozenset("第(（0123456789０１２３４５６７８９" + "".join(HAN_SIGNS))
"""The signs that a label of ``label_of`` can begin with."""

_ORDINAL = regex(
    rf"第{_B}({HAN_SIGN}(?:{_B}{HAN_SIGN}){{0,{LONGEST_NUMERAL}}}|{DIGIT}{{1,{LONGEST_NUMERAL}}}){_B}(分编|编|章|节|条)(?:{_B}之{_B}({HAN_NUMBER}))?({BLANK}+|$|(?=[(（【［〔:：]))?"
)
"""第二章, 第六条, 第二十条之一, 第 一 百 零 五 条; the last group is empty where text follows without a blank."""

_OUTLINE1 = regex(rf"({HAN_NUMBER}){_B}[、．]{_B}")
_OUTLINE2 = regex(rf"[(（]{_B}({HAN_NUMBER}){_B}[)）]{_B}")
_OUTLINE3 = regex(rf"({DIGIT}{{1,4}}){_B}(?:[.．、](?!{DIGIT})|[.．](?=(?:19|20)\d\d{_B}年)){_B}")
_OUTLINE4 = regex(rf"[(（]{_B}({DIGIT}{{1,4}}){_B}[)）]{_B}")
_CENTURIES = ("19", "20")
_DIGITS_OF_YEAR = 4
"""A year, which four digits with a mark behind them are before they are a label: 2024、2025年, (2024)."""

_REFERS = regex(
    rf"以及|[和与或至到、及]第|第{NUMERAL}[款项]|[，,；;。]|[—~～-]|的?规定|的|之规定|所[列称述规]|中的|情形"
)
"""What follows the number of an article that is referred to, not begun."""

_REFERS_AFTER_BLANK = regex(rf"以及|、|，|,|[和与或至到及]第|的规定|规定的|款|第{HAN_NUMBER}[款项]")
"""The same behind a blank, where less is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label at the start of a line: its level, as printed without blanks, its number, and where the text begins."""

    level: Level
    text: str
    number: int
    branch: int = 0
    end: int
    sure: bool = True
    """False where no blank parts an article's label from what follows: it may be a reference that begins a line."""


def label_of(raw: str) -> Label | None:
    """The label that a line begins with, or ``None``.

    第X编/章/节/条, 一、, (一), 1. and (1); whether it is one in its context is for the caller to say.
    """
    first = raw[:1]
    if first not in FIRST_SIGNS:
        return None
    if first == "第":
        return _ordinal_label(raw)
    if first in "(（":
        if match := _OUTLINE2.match(raw):
            return _outline_label("outline2", match[1], match[0])
        return _outline_label("outline4", match[1], match[0]) if (match := _OUTLINE4.match(raw)) else None
    if first.isdecimal():
        return _outline_label("outline3", match[1], match[0]) if (match := _OUTLINE3.match(raw)) else None
    return _outline_label("outline1", match[1], match[0]) if (match := _OUTLINE1.match(raw)) else None


def _ordinal_label(raw: str) -> Label | None:
    match = _ORDINAL.match(raw)
    if match is None:
        return None
    number, branch = ordinal_value(solid(match[1])), ordinal_value(match[3] or "")
    if number is None or (match[3] and branch is None):
        return None
    level = DIVISIONS[match[2]]
    sure = match[4] is not None
    if level == "article" and _is_reference(match, raw):
        return None
    text = solid(raw[: match.end() - len(match[4] or "")])
    return Label(level=level, text=text, number=number, branch=branch or 0, end=match.end(), sure=sure)


def _is_reference(match: re.Match[str], raw: str) -> bool:
    """Whether the number of an article is referred to by what follows it: 第五条以及…, 第三条 的规定."""
    if match[4] is None:
        return _REFERS.match(raw, match.end()) is not None
    return match[4] != "" and _REFERS_AFTER_BLANK.match(raw, match.end()) is not None


@lru_cache(maxsize=1024)
def _outline_label(level: Level, numeral: str, printed: str) -> Label | None:
    """The label that a numeral and its marks make; a text has few that differ, and each over and over."""
    number = ordinal_value(numeral)
    if number is None or (len(numeral) == _DIGITS_OF_YEAR and numeral.startswith(_CENTURIES)):
        return None
    return Label(level=level, text=solid(printed), number=number, end=len(printed))


_NUMBER = regex(rf"第?({NUMERAL}){PROVISION_WORD}?(?:之({NUMERAL}))?")
_DECIMAL = regex(rf"((?:{DIGIT}{{1,2}}[.．]){{1,3}})({DIGIT}{{1,2}})([.．、]?)")
"""A decimal number; its place among its siblings is its last part."""


@lru_cache(maxsize=1024)
def ordinal(label: str) -> tuple[int, int] | None:
    """The place in a numbering that a label states: 第一百二十条之一 → (120, 1), (十二) → (12, 0), ③ → (3, 0).

    B. is the second, 2.1.3 the third below 2.1. ``None`` where the label states no place.
    """
    plain = solid(label)
    if plain[:1] and "\u2460" <= plain[0] <= "\u33ff":
        plain = unicodedata.normalize("NFKC", plain)
    if decimal := _DECIMAL.fullmatch(plain):
        return _place_or_zero(decimal[2]) or 0, 0
    match = _NUMBER.search(plain)
    if match is None:
        letter = re.fullmatch(LETTER_LABEL, plain)
        return (ord(halved(letter[0][0]).upper()) - ord("A") + 1, 0) if letter else None
    main = _place_or_zero(match[1])
    branch = _place_or_zero(match[2]) if match[2] else 0
    return None if main is None or branch is None else (main, branch)


def _place_or_zero(numeral: str) -> int | None:
    """A place in a numbering; zero is one where a text counts from it (0.1, 第零章)."""
    return 0 if numeral in ("0", "０", "零", "〇") else ordinal_value(numeral)


def label_like(example: str, number: int, branch: int = 0) -> str:
    """The label with another number in the style of an example: of （三） 11 is （十一）, of ① 2 is ②.

    Zero is written as the example writes it, else 零. Raises ``ValueError`` where the style has no such number (51
    in a circle, 27 among letters).
    """
    plain = solid(example)
    if plain[:1] and "\u2460" <= plain[0] <= "\u33ff":
        return _enclosed_like(plain[0], number) + plain[1:]
    if decimal := _DECIMAL.fullmatch(plain):
        return decimal[1] + _numeral_like(decimal[2], number) + decimal[3]
    match = _NUMBER.search(plain)
    if match is None:
        if re.fullmatch(LETTER_LABEL, plain) and 0 < number <= _LETTERS:
            return chr(ord(plain[0]) - (ordinal(plain) or (1, 0))[0] + number) + plain[1:]
        raise ValueError(f"{example!r} is no label with a number")
    main = _numeral_like(match[1], number)
    before_branch, after = plain[: match.end(1)], plain[match.end() :]
    word = plain[match.end(1) : match.start(2) - 1] if match[2] else plain[match.end(1) : match.end()]
    tail = f"之{_numeral_like(match[2] or match[1], branch)}" if branch else ""
    return before_branch[: match.start(1)] + main + word + tail + after


_LETTERS: Final = 26
RESERVED: Final = r"[(（\[［〔]?(?:[本此该原]条)?(?:已|被|予以)*(?:删除|删去|废止)[)）\]］〕]?[。.]?"
"""What stands, as a whole, in place of a provision that is gone and whose number is kept: （删除）."""

_FULL_WIDTH_DIGITS: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def _numeral_like(example: str, number: int) -> str:
    """A number in the signs of an example: Chinese numerals, with its sign for zero, or digits of its width."""
    if not example.isdecimal():
        zero = next((c for c in example if c in "〇○"), "零")
        return int_to_han(number, zero=zero) if number <= LARGEST else str(number)
    return str(number) if example.isascii() else str(number).translate(_FULL_WIDTH_DIGITS)


_ENCLOSED: Final = (
    *((0x2460 + i, i + 1) for i in range(20)),
    *((0x3251 + i, i + 21) for i in range(15)),
    *((0x32B1 + i, i + 36) for i in range(15)),
)
_SERIES: Final[tuple[dict[int, str], ...]] = (
    {number: chr(code) for code, number in _ENCLOSED},
    {i + 1: chr(0x2474 + i) for i in range(20)},
    {i + 1: chr(0x2488 + i) for i in range(20)},
    {i + 1: chr(0x3220 + i) for i in range(10)},
)
"""The signs that hold a number whole: ① to ㊿, ⑴ to ⒇, ⒈ to ⒛, ㈠ to ㈩."""


def _enclosed_like(sign: str, number: int) -> str:
    """The sign for a number in the series of another: of ⑵ 3 is ⑶."""
    for series in _SERIES:
        if sign in series.values() and number in series:
            return series[number]
    raise ValueError(f"there is no {number} among the signs of {sign!r}")
