"""Edits so near to one another that a reader takes them for one: [市|区]财政[局|部门] is one name.

Joining strikes what stood between them, so only a few characters are given for it, and no clause ends in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tracker.compare.redline.common_blocks import Block
from tracker.compare.redline.tokens import Coded
from tracker.language.patterns import regex

_SHORT: Final = 2
"""A block of so few characters between edits that strike and write does not stand alone: each further character costs
more struck text than it saves a reader stops."""

_TWO_BLOCKS: Final = 4
"""So many characters in two blocks, between three edits, are not worth two stops: within a dozen characters, one
phrase."""

_PHRASE: Final = 12
"""Three edits within so many characters, on the longer side, are one phrase."""

_CLAUSE_END: Final = regex("[，。；：,;:\n]")


class Gap(NamedTuple):
    """An edit between two blocks: how many characters it strikes and writes."""

    struck: int
    written: int

    @property
    def is_pure(self) -> bool:
        """Whether it only strikes or only writes."""
        return not (self.struck and self.written)

    def with_block(self, length: int, after: Gap) -> Gap:
        """This edit, the block after it and the next edit as one edit."""
        return Gap(self.struck + length + after.struck, self.written + length + after.written)


def phrases(blocks: Sequence[Block], a: Coded, b: Coded) -> list[Block]:
    """The blocks but for those that stand between edits which read as one.

    Edits are joined from the start on: what has been joined is the edit before the next block.
    """
    if all(size > _TWO_BLOCKS for _, _, size in blocks):  # a sign has one character at least
        return list(blocks)
    gaps, out = list(_gaps(blocks, a, b)), []
    before, k = gaps[0], 0
    while k < len(blocks):
        taken = _joined(blocks[k : k + 2], before, gaps[k + 1 : k + 3], b)
        if not taken:
            out.append(blocks[k])
            before, k = gaps[k + 1], k + 1
            continue
        for block, gap in zip(blocks[k : k + taken], gaps[k + 1 :], strict=False):
            before = before.with_block(_length(block, b), gap)
        k += taken
    return out


def _joined(blocks: Sequence[Block], before: Gap, after: Sequence[Gap], coded: Coded) -> int:
    """How many of the next two blocks are taken in between the edits beside them: none, one or both."""
    length = _length(blocks[0], coded)
    if length > _TWO_BLOCKS or not any(before) or not any(after[0]) or _is_closed(blocks[0], coded):
        return 0
    if _is_short(before, length, after[0]):
        return 1
    if len(blocks) > 1 and any(after[1]) and not _is_closed(blocks[1], coded):
        lengths = length, _length(blocks[1], coded)
        return 2 if _is_one_phrase((before, *after), lengths) else 0
    return 0


def _is_closed(block: Block, coded: Coded) -> bool:
    """Whether a clause ends in a block."""
    return _CLAUSE_END.search(coded.signs, block[1], block[1] + block[2]) is not None


def _gaps(blocks: Sequence[Block], a: Coded, b: Coded) -> Iterator[Gap]:
    """The edits before, between and after the blocks; one that is empty strikes and writes nothing."""
    olds, news = a.starts, b.starts
    i = j = 0
    for start, begun, size in (*blocks, (len(a.signs), len(b.signs), 0)):
        yield Gap(olds[start] - olds[i], news[begun] - news[j])
        i, j = start + size, begun + size


def _length(block: Block, coded: Coded) -> int:
    starts = coded.starts
    return starts[block[1] + block[2]] - starts[block[1]]


def _is_short(before: Gap, length: int, after: Gap) -> bool:
    """Whether a block between two edits is too short for a reader to stop at.

    Between two insertions, or two deletions, it stands: taking it in would strike what never changed. So does a word of
    two characters beside one of these; but [组织和|]个人[|和组织] is one list in another order.
    """
    if length > _SHORT or (length == _SHORT and before.is_pure != after.is_pure):
        return False
    return bool((before.struck or after.struck) and (before.written or after.written))


def _is_one_phrase(gaps: Sequence[Gap], lengths: Sequence[int]) -> bool:
    """Whether three edits stand within a dozen characters and change more than they leave.

    Three insertions (or three deletions) are left: they strike nothing.
    """
    kept = sum(lengths)
    struck, written = sum(gap.struck for gap in gaps), sum(gap.written for gap in gaps)
    if not struck or not written or kept > _TWO_BLOCKS:
        return False
    return max(struck, written) + kept <= _PHRASE and struck + written >= kept
