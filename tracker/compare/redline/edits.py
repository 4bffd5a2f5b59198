"""The redline of two texts: exact on characters, shown on words, as few and as whole edits as pay.

The two texts are coded (``tokens``), so that no number, title or Latin word can be cut; the blocks that both share come
from a longest common subsequence; then blocks too short to mean anything between two edits are struck and written anew,
and an edit that can slide among equal characters stands where a clause, a list entry or a word begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz.distance import Indel

from tracker.compare.redline.common_blocks import Block, matching_blocks
from tracker.compare.redline.moved_passages import Group, mark_moves
from tracker.compare.redline.tokens import Coded, code
from tracker.compare.redline.word_borders import WORDS, is_cut
from tracker.model import Edit

_ISLAND: Final = 1
"""A shared block of so few signs between two edits is a coincidence, never what a person would leave standing."""

_SHORT: Final = {1: 1, 2: 2, 3: 6}
_WORD: Final = 4
"""A shared block of so few characters is struck too where either edit beside it strikes and writes at least so many;
a listed word of two characters is worth more than two characters that only happen to recur."""


class Matching(NamedTuple):
    """Two texts, both coded, and the blocks of signs that they share, in order; between the blocks stand the edits.

    ``common`` are the blocks of a longest common subsequence, ``blocks`` those of them that are not there by chance.
    """

    old: str
    new: str
    a: Coded
    b: Coded
    common: Sequence[Block]
    blocks: Sequence[Block]

    def edits(self) -> tuple[Edit, ...]:
        """The edits that turn ``old`` into ``new``; the ``old`` strings joined are the old text, the ``new`` the new.

        An ``equal`` edit whose two sides differ differs only in typography; with ``strict`` there is none of these.
        """
        if self.old == self.new:
            return (Edit(op="equal", old=self.old, new=self.new),) if self.old else ()
        return self.edits_at(self.blocks)

    def edits_at(self, blocks: Sequence[Block]) -> tuple[Edit, ...]:
        """The edits between other blocks than its own."""
        return _edits(self.old, self.new, _bounds(blocks, self.a, self.b))


@lru_cache(maxsize=8)
def matched(old: str, new: str, *, strict: bool = False) -> Matching:
    """The blocks that two texts share, down to single characters, but for what is there by chance.

    The last few are kept: a change is matched once for its facts and once for what is shown of it.
    """
    codes: dict[str, str] = {}
    a, b = code(old, codes, strict=strict), code(new, codes, strict=strict)
    if old == new:
        whole = ((0, 0, len(a.signs)),) if a.signs else ()
        return Matching(old, new, a, b, whole, whole)
    blocks = common = matching_blocks(a.signs, b.signs, longest_common)
    if len(blocks) > 1:
        common = slid(common, a.signs, b.signs, plain_seam)
        blocks = trimmed(without_chance(common, a, b, _coincidence), a.signs, b.signs)
    blocks = without_chance(_whole_words(blocks, a.signs, b.signs), a, b, _coincidence)
    return Matching(old, new, a, b, common, blocks)


def redline(old: str, new: str, *, strict: bool = False) -> tuple[Edit, ...]:
    """The edits that turn ``old`` into ``new``, fine enough to read facts from (``Matching.edits``)."""
    if old == new:
        return (Edit(op="equal", old=old, new=new),) if old else ()
    return matched(old, new, strict=strict).edits()


def group_redline(
    olds: Sequence[str],
    news: Sequence[str],
    *,
    old_labels: Sequence[str] = (),
    new_labels: Sequence[str] = (),
    strict: bool = False,
) -> tuple[Edit, ...]:
    """The redline of a group of provisions, the texts of each side joined with line feeds.

    With the labels of the provisions, passages that moved between them are marked (``moves``).
    """
    edits = redline("\n".join(olds), "\n".join(news), strict=strict)
    if len(olds) != len(old_labels) or len(news) != len(new_labels):
        return edits
    return mark_moves(edits, Group(olds, old_labels), Group(news, new_labels), strict=strict)


def longest_common(old: str, new: str) -> list[Block]:
    """The blocks of a longest common subsequence; its cost is the product of the lengths (``matching_blocks``)."""
    return [(block.a, block.b, block.size) for block in Indel.opcodes(old, new).as_matching_blocks() if block.size]


Seam: TypeAlias = Callable[[str, int], int]
"""How natural it is that an edit begins or ends at an offset of a text: the more, the better."""


def slid(blocks: Sequence[Block], old: str, new: str, seam: Seam) -> list[Block]:
    """The blocks with every insertion or deletion between them moved to its most natural place.

    Where it can swallow the whole block beside it, two edits become one at no cost.
    """
    out = list(blocks[:1])
    for block in blocks[1:]:
        i, j, size = out[-1]
        a, b, length = block
        at_start = len(out) == 1 and i == j == 0
        at_end = a + length == len(old) and b + length == len(new)
        room = -size if at_start else size, -length if at_end else length
        shift = 0
        if i + size == a:
            shift = _best_shift(new, j + size, b, room, seam)
        elif j + size == b:
            shift = _best_shift(old, i + size, a, room, seam)
        if size + shift or len(out) == 1:
            out[-1] = (i, j, size + shift)
        else:
            out.pop()
        out.append((a + shift, b + shift, length - shift))
    return [block for block in out if block[2]]


_STOPS: Final = frozenset("。；\n")
_COMMAS: Final = frozenset(",，、;；:：")
_WORD_ENDS: Final = frozenset("的和或及与对向由在为将以按并等")
_OPENING: Final = frozenset("(（[〔“《")
_CLOSING: Final = frozenset(")）]〕”》")


def _best_shift(text: str, start: int, end: int, room: tuple[int, int], seam: Seam) -> int:
    """How far the edit ``text[start:end]`` slides (negative: to the left) to begin and end most naturally.

    It may slide by what the blocks beside it leave ``room`` for (negative: there is nothing on the other side of the
    block, so that swallowing it would join no edits) while the text stays the same.
    """
    low = 0
    while -low < abs(room[0]) and text[start + low - 1] == text[end + low - 1]:
        low -= 1
    high = 0
    while high < abs(room[1]) and text[start + high] == text[end + high]:
        high += 1
    if low == high:
        return low
    before, after = -room[0] if room[0] > 0 else 0, max(room[1], 0)
    return max(
        range(low, high + 1),
        key=lambda k: (k != 0 and k in (before, after), seam(text, start + k) + seam(text, end + k), -abs(k)),
    )


def plain_seam(text: str, at: int) -> int:
    """How natural it is to begin or end an edit at an offset."""
    if at in (0, len(text)):
        return 5
    before, after = text[at - 1], text[at]
    if before in _STOPS:
        return 5
    if after in _STOPS or after in _COMMAS or after in _OPENING:
        return 4
    if before in _COMMAS or before in _CLOSING:
        return 3
    return 1 if before in _WORD_ENDS else 0


Chance: TypeAlias = Callable[[str, tuple[int, int], tuple[int, int]], bool]
"""Whether shared signs between two edits are there by chance, given what these strike and write (characters)."""


def without_chance(blocks: Sequence[Block], a: Coded, b: Coded, is_chance: Chance) -> list[Block]:
    """The blocks that are worth keeping between two edits; those at the very ends of the texts always are."""
    olds, news = a.starts, b.starts
    out: list[Block] = []
    old_done = new_done = 0
    for k, block in enumerate(blocks):
        i, j, size = block
        old_end, new_end = olds[i + size], news[j + size]
        before = olds[i] - old_done, news[j] - new_done
        if any(before) and size <= _LONGEST_CHANCE:
            i_after, j_after, _ = blocks[k + 1] if k + 1 < len(blocks) else (-1, -1, 0)
            after = olds[i_after] - old_end, news[j_after] - new_end
            if any(after) and is_chance(a.signs[i : i + size], before, after):
                continue
        out.append(block)
        old_done, new_done = old_end, new_end
    return out


_LONGEST_CHANCE: Final = 3
"""Of more signs nothing that two texts share is there by chance (``Chance``)."""


def _coincidence(shared: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a shared block between two edits is there by chance.

    ``before`` and ``after`` are the characters that the edits beside it strike and write. Between two insertions (or
    two deletions) a word is left standing: striking it would turn them into a replacement.
    """
    if len(shared) <= _ISLAND:
        return True
    if len(shared) not in _SHORT or not (before[0] + after[0] and before[1] + after[1]):
        return False
    return min(sum(before), sum(after)) >= (_WORD if shared in WORDS else _SHORT[len(shared)])


def trimmed(blocks: Sequence[Block], old: str, new: str) -> list[Block]:
    """The blocks grown into the edits between them where an edit begins or ends alike on both sides."""
    out = list(blocks[:1])
    for i, j, size in blocks[1:]:
        a, b, length = out[-1]
        while a + length < i and b + length < j and old[a + length] == new[b + length]:
            length += 1
        out[-1] = (a, b, length)
        grown = 0
        while i - grown > a + length and j - grown > b + length and old[i - grown - 1] == new[j - grown - 1]:
            grown += 1
        out.append((i - grown, j - grown, size + grown))
    return out


def _whole_words(blocks: list[Block], old: str, new: str) -> list[Block]:
    """The blocks without a character that an edit beside them has torn off its word: [婚姻登记→工作人]员."""
    out: list[Block] = []
    old_done = new_done = 0
    for k, (i, j, size) in enumerate(blocks):
        following = blocks[k + 1] if k + 1 < len(blocks) else (len(old), len(new), 0)
        i_end, j_end = i + size, j + size
        start, end = 0, size
        if (i > old_done and is_cut(old, i)) or (j > new_done and is_cut(new, j)):
            start = 1
        if (following[0] > i_end and is_cut(old, i_end)) or (following[1] > j_end and is_cut(new, j_end)):
            end -= 1
        if start < end:
            out.append((i + start, j + start, end - start))
        old_done, new_done = i_end, j_end
    return out


def _bounds(blocks: Sequence[Block], a: Coded, b: Coded) -> list[tuple[int, int, int, int]]:
    """The blocks as offsets in the two texts: old start and end, new start and end."""
    olds, news = a.starts, b.starts
    return [(olds[i], olds[i + size], news[j], news[j + size]) for i, j, size in blocks]


def _edits(old: str, new: str, bounds: Sequence[tuple[int, int, int, int]]) -> tuple[Edit, ...]:
    """The edits between and at the blocks; they cover both texts."""
    out: list[Edit] = []
    i = j = 0
    for old_start, old_end, new_start, new_end in bounds:
        if i < old_start or j < new_start:
            out.append(_edit(old[i:old_start], new[j:new_start]))
        out.append(Edit(op="equal", old=old[old_start:old_end], new=new[new_start:new_end]))
        i, j = old_end, new_end
    if i < len(old) or j < len(new):
        out.append(_edit(old[i:], new[j:]))
    return tuple(out)


def _edit(old: str, new: str) -> Edit:
    if old and new:
        return Edit(op="replace", old=old, new=new)
    return Edit(op="delete", old=old, new="") if old else Edit(op="insert", old="", new=new)
