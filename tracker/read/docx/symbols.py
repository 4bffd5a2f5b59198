"""Characters of symbol fonts, which Word keeps as a code and a font (``w:sym``, ECMA-376 Part 1, 17.3.3.30).

Sources: the encoding of Adobe's Symbol font (its published mapping to Unicode) and the characters of Wingdings that
Unicode 7 took over.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.read.losses import UNKNOWN, loss

__all__ = ["symbol"]

_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
"""Codes 0x20 to 0x7E of the Symbol font."""
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
"""Codes 0xA0 to 0xE5."""
_WINGDINGS: Mapping[int, str] = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x52: "☼", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑",
    0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x80: "⓪", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④",
    0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩", 0x8B: "⓿", 0x8C: "❶", 0x8D: "❷", 0x8E: "❸",
    0x8F: "❹", 0x90: "❺", 0x91: "❻", 0x92: "❼", 0x93: "❽", 0x94: "❾", 0x95: "❿", 0x9E: "·", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Mapping[int, str] = {
    0x50: "✓",
    0x4F: "✗",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "□",
    0x97: "●",
}

_PRIVATE = 0xF000
"""Symbol fonts lie in the private use area from here on."""


def symbol(code: str, font: str) -> str:
    """The character of a code (hexadecimal) in a font; ``〓`` with a mark of loss where it has none."""
    try:
        value = int(code, 16)
    except ValueError:
        return f"{UNKNOWN}{loss('unknown-symbol', font)}"
    character = _character(value & 0xFF if value & 0xFF00 == _PRIVATE else value, value, font.casefold())
    return character or f"{UNKNOWN}{loss('unknown-symbol', f'{font} {value:04X}'.strip())}"


def _character(low: int, value: int, font: str) -> str | None:
    if font.startswith("wingdings 2"):
        return _WINGDINGS_2.get(low)
    if font.startswith("wingdings"):
        return _WINGDINGS.get(low)
    if font in {"symbol", ""} or "symbol" in font:
        return symbol_font_character(low)
    return chr(value) if 0x20 <= value < 0xE000 and not value >= 0xD800 else None  # noqa: PLR2004  # an ordinary font


def symbol_font_character(low: int) -> str | None:
    """The character at a code of one byte in the Symbol font."""
    if 0x20 <= low < 0x20 + len(_SYMBOL_LOW):  # noqa: PLR2004  # where the first half of the encoding begins
        return _SYMBOL_LOW[low - 0x20]
    if 0xA0 <= low < 0xA0 + len(_SYMBOL_HIGH):  # noqa: PLR2004  # and the second
        return _SYMBOL_HIGH[low - 0xA0]
    return None
