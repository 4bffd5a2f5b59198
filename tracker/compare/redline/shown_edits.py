"""The redline as it is shown: edits of whole words, phrases, items and lines.

The facts are read from the finer redline (``edits``); a reader stops at fewer and larger edits. The stages, in order:
an edit that can slide stands where clauses or words begin; it grows to the words it has cut; edits of one phrase are
joined; words that both sides of an edit begin or end with are taken out of it; lines and items are told as wholes.
"""

from __future__ import annotations

from typing import Final

from tracker.compare.redline.common_blocks import Block
from tracker.compare.redline.edits import Matching, matched, slid, trimmed, without_chance
from tracker.compare.redline.near_edits import phrases
from tracker.compare.redline.whole_lines import by_lines
from tracker.compare.redline.whole_words import grown_to_words, trimmed_to_words, word_seam
from tracker.language.lexicon import word_costs
from tracker.model import Edit

_COMMON_WORD: Final = 16
"""Bits: a word at most so rare stands between two edits for its own sake (应当, 人民); others are mostly chance."""

_SPARED: Final = 8
"""A word of two characters is taken in only between edits that strike and write so much: one short edit beside it
leaves it standing."""


def drawn(matching: Matching) -> tuple[Edit, ...]:
    """The edits that a reader is shown; joined they give both sides, as the finer ones do."""
    old, new = matching.a.signs, matching.b.signs
    if matching.old == matching.new or not matching.blocks:
        return matching.edits()
    blocks = without_chance(matching.common, matching.a, matching.b, _is_chance)
    blocks = grown_to_words(slid(trimmed(blocks, old, new), old, new, word_seam), old, new)
    blocks = trimmed_to_words(phrases(blocks, matching.a, matching.b), old, new)
    return by_lines(matching.edits_at(blocks), _ends_apart)


def _ends_apart(old: str, new: str) -> tuple[Edit, ...]:
    """One line that reads otherwise: an edit without the words that both sides begin and end with."""
    found = matched(old, new)
    signs = found.a.signs, found.b.signs
    ends = [block for block in found.common if block[:2] == (0, 0) or _is_tail(block, signs)]
    return found.edits_at(grown_to_words(ends, *signs)) if old != new else found.edits()


def _is_tail(block: Block, signs: tuple[str, str]) -> bool:
    return (block[0] + block[2], block[1] + block[2]) == (len(signs[0]), len(signs[1]))


def _is_chance(shared: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a shared block between two edits is no more than a chance: one character, or two that change nothing."""
    if len(shared) == 1:
        return True
    if len(shared) > 2 or not (before[0] + after[0] and before[1] + after[1]):  # noqa: PLR2004 - the shortest word
        return False
    is_word = word_costs().get(shared, _COMMON_WORD + 1) <= _COMMON_WORD
    return min(sum(before), sum(after)) >= (_SPARED if is_word else 2)
