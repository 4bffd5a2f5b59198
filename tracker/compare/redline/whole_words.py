"""Edits that begin and end where words do: 水[行政主管|务]部门 is [水行政主管|水务]部门.

All stages take and give the blocks of signs that both texts share; what stands between two blocks is one edit. A sign
is a character or a whole number, date, title or reference (``tokens``), so nothing here can cut one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.compare.redline.common_blocks import Block
from tracker.compare.redline.edits import plain_seam
from tracker.language.lexicon import is_inside_word

_CUT: Final = 8
"""What it costs a seam to cut a word: more than the best place between two clauses is worth."""

_FARTHEST: Final = 6
"""Signs that an edit grows by, on one side, to end with a word; longer words are not read as one."""


def word_seam(text: str, at: int) -> int:
    """How natural it is that an edit begins or ends at an offset; never in the middle of a word if it can be helped."""
    return plain_seam(text, at) - (_CUT if is_inside_word(text, at) else 0)


def is_cut(old: str, i: int, new: str, j: int) -> bool:
    """Whether a border of a block lies in the middle of a word of either text."""
    return is_inside_word(old, i) or is_inside_word(new, j)


def grown_to_words(blocks: Sequence[Block], old: str, new: str) -> list[Block]:
    """The blocks without the characters that the edits beside them have torn off a word."""
    return [block for block in _shortened(blocks, old, new) if block[2] > 0]


def _shortened(blocks: Sequence[Block], old: str, new: str) -> Iterator[Block]:
    old_done = new_done = 0
    for k, (i, j, size) in enumerate(blocks):
        after = blocks[k + 1] if k + 1 < len(blocks) else (len(old), len(new), 0)
        start = _torn(old, new, i, j, size, 1) if (i, j) != (old_done, new_done) else 0
        rest = size - start
        end = _torn(old, new, i + size, j + size, rest, -1) if (i + size, j + size) != after[:2] else 0
        yield i + start, j + start, rest - end
        old_done, new_done = i + size, j + size


def _torn(old: str, new: str, i: int, j: int, size: int, step: int) -> int:
    """How many signs of a block, from its border inwards, belong to a word that begins, or ends, in the edit."""
    for count in range(min(size, _FARTHEST) + 1):
        if not is_cut(old, i + step * count, new, j + step * count):
            return count
    return size if size <= _FARTHEST else 0


def trimmed_to_words(blocks: Sequence[Block], old: str, new: str) -> list[Block]:
    """The blocks grown into the edits where these begin or end with the same words.

    [中华人民共和国有|有]管辖权 strikes 中华人民共和国 alone.
    """
    out = list(blocks[:1])
    for i, j, size in blocks[1:]:
        a, b, length = out[-1]
        room = min(i - a - length, j - b - length)
        head = _same(old, new, (a + length, b + length), room, 1)
        tail = _same(old, new, (i, j), room - head, -1)
        out[-1] = (a, b, length + head)
        out.append((i - tail, j - tail, size + tail))
    return out


def _same(old: str, new: str, at: tuple[int, int], room: int, step: int) -> int:
    """How many signs both sides of an edit share from one of its borders on, up to the end of a word."""
    i, j = at
    shared = kept = 0
    while shared < room:
        inner = shared if step > 0 else -shared - 1
        if old[i + inner] != new[j + inner]:
            break
        shared += 1
        if not is_cut(old, i + step * shared, new, j + step * shared):
            kept = shared
    return kept
