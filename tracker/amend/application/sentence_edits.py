"""Sentences of a provision: 第二句, 前两句, 最后一句."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from tracker.language.patterns import regex

Address: TypeAlias = tuple[int, int, int]
"""A line of an article: paragraph, item (-1 for the words before the items), line; all from 0."""

_SENTENCE = regex(r"[^。！？]+(?:[。！？][”’）]*|$)")
_CLAUSE = regex(r"[^。！？；]+(?:[。！？；][”’）]*|$)")


def sentence_spans(
    lines: Mapping[Address, str], scope: Sequence[Address], wanted: tuple[int, int], *, alone: bool = False
) -> list[tuple[Address, tuple[int, int]]]:
    """Where the wanted sentences stand, a stretch a line; empty where the text has no such sentences.

    Sentences end in a full stop. Where there is only one, the parts between semicolons are counted, unless one that
    stands ``alone`` will do.
    """
    for pattern in (_SENTENCE, _CLAUSE):
        found = [(address, match.span()) for address in scope for match in pattern.finditer(lines[address])]
        first, last = (number - 1 if number > 0 else len(found) + number for number in wanted)
        if (alone or len(found) > 1) and 0 <= first <= last < len(found):
            return _joined(found[first : last + 1])
        if len(found) > 1:
            return []
    return []


def _joined(found: Sequence[tuple[Address, tuple[int, int]]]) -> list[tuple[Address, tuple[int, int]]]:
    """Neighbouring sentences of a line as one stretch."""
    out: list[tuple[Address, tuple[int, int]]] = []
    for address, (start, end) in found:
        if out and out[-1][0] == address:
            out[-1] = (address, (out[-1][1][0], end))
        else:
            out.append((address, (start, end)))
    return out
