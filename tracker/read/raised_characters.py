"""Raised and lowered characters: 10 with a raised 4 is 10⁴ and never 104, m with a raised 2 is m².

Source: Unicode Standard, block Superscripts and Subscripts (U+2070–U+209F), and ¹²³ (U+00B9, U+00B2, U+00B3).
"""

from __future__ import annotations

import re

from tracker.language.patterns import regex

__all__ = ["lowered", "raised"]

_PLAIN = "0123456789+-=()n"
_RAISED = str.maketrans({**dict(zip(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True)), "−": "⁻", "–": "⁻", "i": "ⁱ"})
_LOWERED = str.maketrans({**dict(zip(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ", strict=True)), "−": "₋", "–": "₋"})
_VALUE = regex(r"[0-9+\-−–=()ni]+")
"""What has raised forms of its own; of letters only the n and i of formulas."""
_MARK = regex(r"[①-⑳*†‡★☆〔【［\[（(].*|[®™©]|TM|th|st|nd|rd|[°℃%％]")
"""What is printed raised without being a power: marks of notes in brackets or circles, signs of trade, 1st, degrees."""


def raised(text: str) -> str:
    """The text as raised characters: ``4`` becomes ⁴; a word without raised forms is written ``^x``, ``^(x+y)``.

    Marks of notes ([1], ①, *), 1st and ™ stay as they are: they are no powers.
    """
    return _moved(text, _RAISED, "^")


def lowered(text: str) -> str:
    """The text as lowered characters: the ``2`` of CO₂; a word without lowered forms is written ``_x``, ``_(x+y)``."""
    return _moved(text, _LOWERED, "_")


def _moved(text: str, forms: dict[int, str], sign: str) -> str:
    body = text.strip()
    if not body or _MARK.fullmatch(body):
        return text
    if _VALUE.fullmatch(body):
        return text.replace(body, body.translate(forms))
    if re.search(r"[\u3400-\u9fff，。；：、]{2}", body):
        return text  # words that are only set smaller
    return text.replace(body, f"{sign}{body}" if len(body) == 1 else f"{sign}({body})")
