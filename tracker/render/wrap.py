"""Breaking lines by columns of a terminal, where a Chinese character takes two.

Breaks stand between any two Chinese characters, never inside a number or a Latin word, between a number and its unit
(``12|个月``) or inside a document number (``〔2025〕|12号``), never before closing or after opening punctuation
(GB/T 15834 §5.1: 标点位置).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.language.patterns import regex
from tracker.language.quantities import UNIT_NUMERALS

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_START = frozenset("，。、；：？！）》〉」』】〕”’％%,.;:?!)]}…·")
_NO_END = frozenset("（《〈「『【〔“‘([{")
_AMOUNT = regex(rf"〔[0-9]+〕[0-9]+号?|[0-9](?:{UNIT_NUMERALS}+元?|个(?:工作日|自然日|百分点|基点|小时|月)?|[^\s0-9])")
"""A number's last digit with its unit (12|个月, 200|万元), or the year and number of a document number: not broken."""

_OPENING = regex(r"\[-|\{\+")
_CLOSING = regex(r"-\]|\+\}")
"""The marks of struck and added words: no line ends after the one, or begins with the other."""


def breaks(text: str, width: int) -> Iterator[int]:
    """Offsets at which to cut ``text`` (which has no line feed) so that each part fits into ``width`` columns."""
    start = column = 0
    candidate = 0
    whole = {at for match in _AMOUNT.finditer(text) for at in range(match.start() + 1, match.end())}
    whole |= {at for match in _OPENING.finditer(text) for at in (match.start() + 1, match.end())}
    whole |= {at for match in _CLOSING.finditer(text) for at in (match.start(), match.start() + 1)}
    for at, character in enumerate(text):
        if at > start and at not in whole and _may_break(text[at - 1], character):
            candidate = at
        column += cell_len(character)
        if column <= width or at == start:
            continue
        start = candidate if candidate > start else at
        yield start
        column = cell_len(text[start : at + 1])


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end after ``before`` and go on with ``after``."""
    if after in _NO_START or before in _NO_END:
        return False
    return not (_is_word(before) and _is_word(after))


def _is_word(character: str) -> bool:
    return character.isascii() and not character.isspace()
