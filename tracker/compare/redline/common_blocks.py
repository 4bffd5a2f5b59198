"""The longest common parts of two coded texts, with bounded cost for texts of any size.

An exact longest common subsequence costs the product of the lengths. Beyond ``LARGEST`` the texts are first cut at
passages that stand exactly once on either side and in the same order; only between them the exact method works.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from math import isqrt
from typing import Final, TypeAlias

Block: TypeAlias = tuple[int, int, int]
"""Offset on the old side, offset on the new side, length: signs that both sides share."""

Exact: TypeAlias = Callable[[str, str], list[Block]]
"""Finds the blocks of a longest common subsequence; its cost is the product of the lengths."""

LARGEST: Final = 2 * 10**8
"""The largest product of two lengths that is compared exactly: 25 MB of bits, some milliseconds."""

_PASSAGES: Final = (64, 16, 6)
"""Lengths of the passages that anchor large texts, tried in this order."""


def matching_blocks(old: str, new: str, exact: Exact) -> list[Block]:
    """The blocks both sides share, in order, none empty and no two touching; ``exact`` finds them in short texts."""
    if len(old) * len(new) <= LARGEST:
        return exact(old, new)
    return list(_joined(_large(old, new, exact, 0)))


def _large(old: str, new: str, exact: Exact, level: int) -> Iterator[Block]:
    """Blocks of texts too large for the exact method: shared ends, anchors, and what lies between them."""
    head = _shared_head(old, new)
    tail = _shared_head(old[head:][::-1], new[head:][::-1])
    if head:
        yield 0, 0, head
    for i, j, size in _between(old[head : len(old) - tail], new[head : len(new) - tail], exact, level):
        yield i + head, j + head, size
    if tail:
        yield len(old) - tail, len(new) - tail, tail


def _between(old: str, new: str, exact: Exact, level: int) -> Iterator[Block]:
    if len(old) * len(new) <= LARGEST:
        yield from exact(old, new)
        return
    if level == len(_PASSAGES):
        yield from _windows(old, new, exact)
        return
    size = _PASSAGES[level]
    i = j = 0
    for a, b in _anchors(old, new, size):
        if a < i or b < j:
            continue
        yield from _shifted(_large(old[i:a], new[j:b], exact, level), i, j)
        yield a, b, size
        i, j = a + size, b + size
    # What follows the last anchor, or all where there is none: a shorter passage may still be found.
    yield from _shifted(_between(old[i:], new[j:], exact, level + 1), i, j)


def _windows(old: str, new: str, exact: Exact) -> Iterator[Block]:
    """Blocks of texts in which not even a short passage stands once: they repeat themselves, or share nothing.

    Windows at the same relative place are compared; where they share little they share it by chance.
    """
    count = 1 + max(len(old), len(new)) // isqrt(LARGEST)
    for n in range(count):
        i, j = len(old) * n // count, len(new) * n // count
        one, other = old[i : len(old) * (n + 1) // count], new[j : len(new) * (n + 1) // count]
        blocks = exact(one, other)
        if 2 * sum(size for _, _, size in blocks) >= max(len(one), len(other)):
            yield from _shifted(iter(blocks), i, j)


def _shifted(blocks: Iterator[Block], i: int, j: int) -> Iterator[Block]:
    return ((a + i, b + j, size) for a, b, size in blocks)


def _anchors(old: str, new: str, size: int) -> list[tuple[int, int]]:
    """Passages cut from the old text side by side that stand once in the new one, in the longest common order."""
    places: dict[str, int] = {}
    for i in range(0, len(old) - size + 1, size):
        passage = old[i : i + size]
        places[passage] = -1 if passage in places else i
    found: dict[int, int] = {}
    for j in range(len(new) - size + 1):
        i = places.get(new[j : j + size], -1)
        if i >= 0:
            found[i] = -1 if i in found else j
    return _longest_rise(sorted((i, j) for i, j in found.items() if j >= 0))


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs`` (rising in the first) that rises in the second too: patience sorting."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for k, (_, b) in enumerate(pairs):
        at = bisect_left(ends, b)
        before.append(tops[at - 1] if at else -1)
        ends[at : at + 1] = [b]
        tops[at : at + 1] = [k]
    out: list[tuple[int, int]] = []
    k = tops[-1] if tops else -1
    while k >= 0:
        out.append(pairs[k])
        k = before[k]
    return out[::-1]


def _shared_head(old: str, new: str) -> int:
    """How many signs the two texts share from the start, found by halving."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks with those joined that touch on both sides."""
    last: Block | None = None
    for block in blocks:
        if last and last[0] + last[2] == block[0] and last[1] + last[2] == block[1]:
            last = (last[0], last[1], last[2] + block[2])
            continue
        if last:
            yield last
        last = block
    if last:
        yield last
