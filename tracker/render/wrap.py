"""Breaking lines by columns of a terminal, where a Chinese character takes two.

Breaks stand between any two Chinese characters, never inside a number or a Latin word, never before closing or after
opening punctuation (GB/T 15834 §5.1: 标点位置).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_START = frozenset("，。、；：？！）》〉」』】〕”’％%,.;:?!)]}…·")
_NO_END = frozenset("（《〈「『【〔“‘([{")


def breaks(text: str, width: int) -> Iterator[int]:
    """Offsets at which to cut ``text`` (which has no line feed) so that each part fits into ``width`` columns."""
    start = column = 0
    candidate = 0
    for at, character in enumerate(text):
        if at > start and _may_break(text[at - 1], character):
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
