"""Where the words of a Chinese text begin: the likeliest reading by a list of common words, each with its cost.

The list (``data/common_words.txt``) is made of the dictionary of jieba (MIT License); jieba itself is not needed, whose
dictionary takes longer to load than two laws to compare. Numbers and names of documents are no matter of words: whoever
asks keeps them whole (architecture.md: a segmenter cuts 处二/万元).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from tracker.language.patterns import regex

_FILE: Final = Path(__file__).parent / "data" / "common_words.txt"

LONGEST: Final = 7
"""Characters of the longest listed word."""

_UNKNOWN: Final = 23
"""The cost, in bits, of a character that is not listed as a word of its own."""

_NOT_HAN: Final = regex(r"[^\u4e00-\u9fff]")

_PLACE_WORDS: Final = "内外里上下中前后间"
"""Words of place (方位词): behind a noun of their own they are no part of it, 小区|内 and not 小|区内."""

_REACH: Final = 10
"""Characters on either side of a place that decide whether it lies inside a word."""


@cache
def word_costs() -> Mapping[str, int]:
    """Every listed word and its cost in bits: the rarer, the more."""
    costs: dict[str, int] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            cost, *words = line.split()
            costs.update(dict.fromkeys(words, int(cost)))
    return costs


@cache
def _joints() -> frozenset[str]:
    """Every two neighbouring characters of a listed word of three and more."""
    longer = [word for word in word_costs() if len(word) > 2]  # noqa: PLR2004 - a word of two is its own joint
    return frozenset([word[at : at + 2] for word in longer for at in range(len(word) - 1)])


def word_starts(text: str) -> frozenset[int]:
    """The offsets at which a word of the cheapest reading begins (Viterbi over the listed words), and the end.

    >>> sorted(word_starts("县级以上水务部门"))
    [0, 4, 6, 8]
    """
    costs = word_costs()
    size = len(text)
    best = [0] + [1 << 30] * size
    start = [0] * (size + 1)
    for begin in range(size):
        so_far = best[begin]
        for end in range(begin + 1, min(begin + LONGEST, size) + 1):
            cost = costs.get(text[begin:end], _UNKNOWN if end == begin + 1 else 0)
            if cost and so_far + cost < best[end]:
                best[end], start[end] = so_far + cost, begin
    found = {size}
    while size:
        size = start[size]
        found.add(size)
    return frozenset(found)


def is_inside_word(text: str, at: int) -> bool:
    """Whether an offset lies in the middle of a word, as the text around it is read.

    Only Chinese characters make such words; what stands for a number or a sign parts them. A compound is no word where
    it comes apart into words of two characters and more: 股份有限|公司, 人民|政府, but not 决定|书 or 水|行政.
    """
    joint = text[at - 1 : at + 1]
    if joint not in word_costs() and joint not in _joints():  # most places are between two words
        return False
    before, after = text[at - _REACH if at > _REACH else 0 : at], text[at : at + _REACH]
    if _NOT_HAN.search(before):
        before = _NOT_HAN.split(before)[-1]
    if _NOT_HAN.search(after):
        after = _NOT_HAN.split(after, maxsplit=1)[0]
    return bool(before and after) and _are_one_word(before, after)


@lru_cache(maxsize=16384)
def _are_one_word(before: str, after: str) -> bool:
    """Whether the end of one stretch of characters and the beginning of the next are one word."""
    text, at = before + after, len(before)
    if not _is_spanned(text, at) or _is_place_behind_a_noun(before, after):
        return False
    starts = word_starts(text)
    if at in starts:
        return False
    begin = max(start for start in starts if start < at)
    end = min(start for start in starts if start > at)
    return not (_is_compound(text[begin:at]) and _is_compound(text[at:end]))


def _is_place_behind_a_noun(before: str, after: str) -> bool:
    """Whether a word of place follows a listed word: 医院|内, 园区|内. A single character goes with it: 院内."""
    if after[0] not in _PLACE_WORDS:
        return False
    return any(before[-size:] in word_costs() for size in range(2, min(LONGEST, len(before)) + 1))


def _is_compound(text: str) -> bool:
    """Whether a text is one listed word of at least two characters, or such words in a row."""
    costs = word_costs()
    if len(text) < 2:  # noqa: PLR2004 - a word of two characters is the shortest that stands alone
        return False
    return text in costs or any(text[:at] in costs and _is_compound(text[at:]) for at in range(2, len(text) - 1))


def _is_spanned(text: str, at: int) -> bool:
    """Whether any listed word runs over an offset; where none does, nothing has to be read."""
    costs = word_costs()
    if text[at - 1 : at + 1] in costs:
        return True
    for size in range(3, LONGEST + 1):
        for begin in range(max(0, at - size + 1), at):
            if text[begin : begin + size] in costs:
                return True
    return False
