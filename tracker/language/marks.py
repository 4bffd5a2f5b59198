"""Signs that carry layout rather than words: blanks, signs without width, line separators, widths, brackets, dashes.

Every class is a string for use inside a character class of a pattern; the names in capitals say what it holds.
"""

from __future__ import annotations

from typing import Final

from tracker.language.patterns import regex

BLANK_SIGNS: Final = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
"""Blanks that a printer sets inside a line, for use inside a character class; a line's end is none of them."""

BLANK: Final = f"[{BLANK_SIGNS}]"
"""One blank inside a line: 第 六 条, 2025 年 6 月. Must not match a line's end."""

WIDTHLESS_SIGNS: Final = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
"""Signs without width: soft hyphens, zero-width blanks and joiners, marks of direction, variation selectors (Unicode
general category Cf and Mn). They are no words; pages that were copied hold them."""

WIDTHLESS: Final = regex(f"[{WIDTHLESS_SIGNS}][{WIDTHLESS_SIGNS}]*")
"""A run of signs without width. Must not match a blank that has width.

It begins with one sign of a class and not with ``+``: only so does the engine look for the first sign by itself.
"""

LINE_ENDS: Final = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
"""What ends a line besides the line feed (Unicode UAX 14, class BK): U+2028 and U+2029 come out of word processors."""

LINE_END: Final = regex(f"\r\n|[{LINE_ENDS}]")
"""One end of a line, CRLF being one."""

OPENING: Final = "〔[【﹝［(（〖｛{〈《"
CLOSING: Final = "〕]】﹞］)）〗｝}〉》"
"""Brackets, opening and closing in the same order; 〔〕 are those of document numbers (GB/T 9704—2012, 7.2.5)."""

DASHES: Final = "—–－―─~～〜-"
"""What stands between two ends of a range (5—10日, 5～10日, 5-10日); ``-`` is last and means itself in a class."""

QUOTES: Final = "“”‘’「」『』\"'＂＇"
"""Quotation marks of every style: “…” (GB/T 15834—2011), 「…」 of traditional texts, straight ones of keyboards."""

_FULL_WIDTH: Final = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}


def halved(text: str) -> str:
    """A text with the full-width forms of ASCII signs as ASCII: ２０２３．５ → 2023.5, （ → (. Its length stays."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def without_widthless(text: str) -> str:
    """A text without the signs that have no width."""
    return text if text.isascii() else WIDTHLESS.sub("", text)


def solid(text: str) -> str:
    """A text without any blank or sign without width: 第 六 条 → 第六条."""
    if text.isalnum() or not _LOOSE.search(text):
        return text
    return without_widthless("".join(text.split()))


_LOOSE_SIGNS: Final = f"\t-\r\x1c-\x1f\x85\u1680\u2028\u2029{BLANK_SIGNS}{WIDTHLESS_SIGNS}"
"""What ``str.split`` parts words at, and signs without width; by name, because the engine is slow with ``\\s``."""
_LOOSE: Final = regex(f"[{_LOOSE_SIGNS}]")

SOLID_RUN: Final = regex(f"[^{_LOOSE_SIGNS}]+")
"""A stretch without any blank or sign without width: ``solid`` is all of them joined."""
