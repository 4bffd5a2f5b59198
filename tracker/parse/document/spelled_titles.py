"""Whether lines spell a title that is known from elsewhere, over one of them or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from tracker.language.titles import title_key
from tracker.parse.lines import Line

TITLE_LINES = 6
"""Lines that the title of a measure or an annex takes at the most."""


def may_begin(sign: str, firsts: AbstractSet[str]) -> bool:
    """Whether a line that begins with a sign can spell a title whose key begins with one of some signs."""
    return sign in firsts or not (sign.isalnum() or sign in "(（")


def ends_spelled(lines: Sequence[Line], i: int, goals: Mapping[str, int]) -> list[tuple[int, int]]:
    """For each folded title that the lines from ``i`` together spell: its value among the goals, the index past it."""
    found: list[tuple[int, int]] = []
    text = ""
    for j in range(i, min(i + TITLE_LINES, len(lines)) if goals else i):
        text += title_key(lines[j].text)
        if not text:
            break
        if text in goals and (not found or found[-1][0] != goals[text]):
            found.append((goals[text], j + 1))
    return found


def spelled_at(lines: Sequence[Line], i: int, goal: str) -> int:
    """The index past the lines from ``i`` that together spell a folded title; 0 where they do not."""
    if i >= len(lines) or not may_begin(lines[i].text[0], {goal[:1]}):  # most lines, at no cost
        return 0
    text = ""
    for j in range(i, min(i + TITLE_LINES, len(lines))):
        text += title_key(lines[j].text)
        if text == goal:
            return j + 1
        if not text or not goal.startswith(text):
            break
    return 0
