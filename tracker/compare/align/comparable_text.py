"""Texts made comparable: what is only typographic folded away, numbers and references replaced by placeholders.

Two readings of a text are made here. Its *fold* decides whether two texts are the same but for typography (width of
punctuation, blanks, quotation style, bullets). Its *canon* decides how alike two texts are: there a number or a
reference (第…条第…款) is one sign, so that a changed amount or shifted numbering does not make texts unlike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tracker.language.labels import LIST_LABEL
from tracker.language.numerals import HAN_NUMBER, HAN_SIGNS
from tracker.language.patterns import regex
from tracker.language.quantities import UNIT_NUMERALS

_QUOTES = "“”‘’\"'「」『』＂＇〝〞"
_BLANKS = " \t\r\f\v\u00a0\u1680\u200b\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_BULLETS = "•●■◆▪◦·∙"
_ALIKE = {
    "︰": ":",
    "∶": ":",
    "﹕": ":",
    "〈": "《",
    "〉": "》",
    "〇": "零",
    "○": "零",
    "﹒": ".",
    "－": "-",
    "–": "-",
    "‐": "-",
}


def _folding() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _QUOTES + _BLANKS + _BULLETS), "")
    for code in range(0xFF01, 0xFF5F):  # full-width forms of ASCII
        table.setdefault(code, unicodedata.normalize("NFKC", chr(code)))
    table |= {ord(c): to for c, to in _ALIKE.items()}
    return table | {
        ord("｡"): "。",
        ord("､"): "、",
        ord("—"): "-",
        ord("―"): "-",
        ord("～"): "~",
        ord("〔"): "[",
        ord("〕"): "]",
    }


_FOLD = _folding()
DROPPED = "".join(chr(code) for code, plain in _FOLD.items() if not plain)
"""The signs that the fold drops: blanks, quotation marks, bullets."""
_USUAL = {c: _FOLD[ord(c)] for c in "，；：（）“” \u3000"}
_UNUSUAL = regex("[" + re.escape("".join(chr(code) for code in _FOLD if chr(code) not in _USUAL)) + "]")


REFERENCE = regex(
    rf"第{HAN_NUMBER}[编章节条款项目](?:之{HAN_NUMBER})?"
    rf"(?:[、和至或到]?第?(?:{HAN_NUMBER}|\({HAN_NUMBER}\))[编章节条款项目](?:之{HAN_NUMBER})?)*"
)
"""A reference to provisions: 第三条, 第一百八十条第(一)项、第(二)项, 第五条至第七条."""

NUMBER = regex(
    rf"[0-9{HAN_SIGNS}]"
    rf"(?:(?<=[0-9])[0-9,.]*(?:%|{UNIT_NUMERALS}+)?|[{HAN_SIGNS}]{{0,40}}(?=[个日年月天元人名份次周倍件小])|(?<=分之[{HAN_SIGNS}])[{HAN_SIGNS}]*)"
)
"""A number as a measure states it: in digits, in Chinese numerals before a unit, or as the upper part of a fraction."""

ENUMERATION = regex(f"^{LIST_LABEL}", re.MULTILINE)
"""The label of an item at the beginning of a line: (一) (1) 1. 一、 ①."""


def fold(text: str) -> str:
    """The text without what is only typographic; lines keep their breaks.

    The usual signs are replaced one after the other, which is several times faster than a table over every character;
    the table is for texts with a sign that is unusual.
    """
    for sign, plain in _USUAL.items():
        text = text.replace(sign, plain)
    return text.translate(_FOLD) if _UNUSUAL.search(text) else text


@lru_cache(maxsize=8192)
def folded_label(label: str | None) -> str:
    """A label of a provision folded, as it is asked for again and again; nothing where there is none."""
    return fold(label or "")


def words_of(folded: str) -> str:
    """A folded line as it is paired with others: without its label and the mark at its end, with placeholders."""
    return canon(ENUMERATION.sub("", folded, count=1)).rstrip(".,;:。、")


def canon(folded: str) -> str:
    """A folded text with one ``¶`` for every reference and one ``#`` for every number, without the labels of items."""
    if "\n" in folded:
        folded = ENUMERATION.sub("", folded).replace("\n", "")
    return NUMBER.sub("#", REFERENCE.sub("¶", folded))
