"""Passages that a split, a merge or a new order carried to another place: another article, or another line of one.

A redline goes through both texts once, so a passage that changed its place in the order is struck in one place and
written in another. Here such passages are found again and marked as moved, with the place they went to or came from.
A passage is one clause or more: words that recur within clauses are no move.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Final, Literal, TypeAlias

from tracker.compare.redline.tokens import Coded, code
from tracker.language.labels import LIST_LABEL
from tracker.language.numerals import han_or_digits
from tracker.language.patterns import regex
from tracker.model import Edit

SHORTEST: Final = 8
"""Signs that a passage must have to be told as moved: shorter ones recur by chance (人民政府有关部门)."""

_MARKS: Final = frozenset("，。；：,;:\n")
ITEM_LABEL: Final = regex(rf"(?:\A|(?<=\n))(?:{LIST_LABEL})[ 　]*")
"""The label of a 项 or 目 at the beginning of its line."""

_CELL: Final = "\t"
_SAME_LINE: Final = "本款"

_TRIED: Final = 8
"""How many places of a passage are tried: enough for law, and no blow-up on text that repeats itself."""

Passage: TypeAlias = tuple[int, int, str]
"""Start and end in the text of an edit's side, and the label of the place the passage has on the other side."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of an edit: which edit, where it begins in the joined text, and its signs."""

    edit: int
    offset: int
    coded: Coded


@dataclass(frozen=True, slots=True)
class Group:
    """The provisions of one side of a group: texts and labels."""

    texts: Sequence[str]
    labels: Sequence[str]
    ends: Sequence[int] = field(init=False)
    """Where each but the first begins in the joined texts, and where another one would."""

    def __post_init__(self) -> None:
        """Count where the texts end, once for all that moved."""
        object.__setattr__(self, "ends", list(accumulate(len(text) + 1 for text in self.texts)))

    @property
    def text(self) -> str:
        """The joined texts."""
        return "\n".join(self.texts)

    def label(self, offset: int) -> str:
        """The label of the provision that an offset in the joined text belongs to."""
        return self.labels[min(bisect_right(self.ends, offset), len(self.labels) - 1)]


@dataclass(frozen=True, slots=True)
class Lines:
    """One provision on one side: its lines are the places that passages move between."""

    text: str

    def label(self, offset: int) -> str:
        """The 款 or 项 that an offset belongs to: 第二款, （三）; of a table the row: 第三行, its heading counted.

        本款 where there is but one line.
        """
        begins, labels = _labelled_lines(self.text)
        if len(labels) == 1:
            return _SAME_LINE
        item, row, paragraph = labels[bisect_right(begins, offset)]
        return item or (f"第{han_or_digits(row)}行" if row else f"第{han_or_digits(paragraph)}款")


@lru_cache(maxsize=4)
def _labelled_lines(text: str) -> tuple[Sequence[int], Sequence[tuple[str, int, int]]]:
    """Where each line but the first begins, and of all the label, or the number as a row, or as a paragraph.

    A text is asked for all that moved in it.
    """
    lines = text.split("\n")
    labels: list[tuple[str, int, int]] = []
    row = paragraph = 0
    for line in lines:
        item = ITEM_LABEL.match(line)
        row = row + 1 if _CELL in line else 0
        paragraph += not item and not row
        labels.append((item[0].strip() if item else "", row, paragraph))
    return list(accumulate(len(line) + 1 for line in lines[:-1])), labels


Places: TypeAlias = Group | Lines


def mark_moves(edits: Sequence[Edit], old: Places, new: Places, *, strict: bool = False) -> tuple[Edit, ...]:
    """The edits of a group, or of one provision, with the passages that moved in it cut out and marked.

    ``moved`` of a deletion is the new label the passage went to, ``moved`` of an insertion the old one it came from.
    """
    if not _may_move(edits):
        return tuple(edits)
    struck, written = _moved(edits, old, new, strict=strict)
    return tuple(part for k, edit in enumerate(edits) for part in _parts(edit, struck.get(k), written.get(k)))


def _may_move(edits: Sequence[Edit]) -> bool:
    """Whether six characters that one edit strikes are written by another: what a passage of eight cannot lack.

    (Every third place is tried; typography within a passage could hide it, which costs a mark and tells nothing false.)
    """
    writers: dict[str, int] = {}
    for k, edit in enumerate(edits):
        if edit.op != "equal" and len(edit.new) >= SHORTEST:
            for at in range(len(edit.new) - 5):
                words = edit.new[at : at + 6]
                writers[words] = k if writers.get(words, k) == k else _SEVERAL
    return any(
        writers.get(edit.old[at : at + 6], k) != k
        for k, edit in enumerate(edits)
        if edit.op != "equal" and len(edit.old) >= SHORTEST
        for at in range(0, len(edit.old) - 5, 3)
    )


_SEVERAL: Final = -1
"""More edits than one write some words."""

_Passages: TypeAlias = dict[int, list[Passage]]


def _moved(edits: Sequence[Edit], old: Places, new: Places, *, strict: bool) -> tuple[_Passages, _Passages]:
    """The passages of each edit that stand on the other side of another edit."""
    codes: dict[str, str] = {}
    struck = list(_sides(edits, "old", codes, strict=strict))
    written = list(_sides(edits, "new", codes, strict=strict))
    index, texts = _index(written), (old.text, new.text)
    gone: _Passages = defaultdict(list)
    come: _Passages = defaultdict(list)
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for side in struck:
        signs = side.coded.signs
        at = 0
        while at <= len(signs) - SHORTEST:
            there, start, size = _longest(signs, at, index.get(signs[at : at + SHORTEST], ()), written, taken)
            if size < SHORTEST or written[there].edit == side.edit:
                at += 1
                continue
            target = written[there]
            cut, end = _whole_clauses((side, at), (target, start), size, texts)
            if end - cut >= SHORTEST:
                taken[there].append((start + cut, start + end))
                here = side.coded.offset(at + cut), side.coded.offset(at + end)
                place = target.coded.offset(start + cut), target.coded.offset(start + end)
                gone[side.edit].append((*here, new.label(target.offset + sum(place) // 2)))
                come[target.edit].append((*place, old.label(side.offset + sum(here) // 2)))
            at += size
    return gone, come


def _whole_clauses(
    struck: tuple[_Side, int], written: tuple[_Side, int], size: int, texts: tuple[str, str]
) -> tuple[int, int]:
    """The part of a passage that begins and ends with a clause on both sides, as signs from its beginning."""

    def is_border(count: int) -> bool:
        return all(
            _is_clause_border(text, side.offset + side.coded.offset(at + count))
            for (side, at), text in zip((struck, written), texts, strict=True)
        )

    side, at = struck
    cut = next((count for count in range(size) if is_border(count)), size)
    while cut < size and side.coded.signs[at + cut] in _MARKS:
        cut += 1
    end = next((count for count in range(size, cut, -1) if is_border(count)), cut)
    return cut, end


def _is_clause_border(text: str, at: int) -> bool:
    """Whether a clause begins or ends at an offset; a mark belongs to the clause before it, or to none."""
    if at in (0, len(text)) or text[at - 1] in _MARKS or text[at] in _MARKS:
        return True
    return ITEM_LABEL.search(text[max(0, at - _LONGEST_LABEL) : at]) is not None


_LONGEST_LABEL: Final = 8


def _sides(
    edits: Sequence[Edit], which: Literal["old", "new"], codes: dict[str, str], *, strict: bool
) -> Iterator[_Side]:
    """The sides of the edits that could hold a moved passage."""
    offset = 0
    for k, edit in enumerate(edits):
        text = edit.old if which == "old" else edit.new
        if edit.op != "equal" and edit.moved is None and len(text) >= SHORTEST:
            yield _Side(k, offset, code(text, codes, strict=strict))
        offset += len(text)


def _index(sides: Sequence[_Side]) -> dict[str, list[tuple[int, int]]]:
    """Where every passage of the shortest length stands: the number of the side, the sign; a few places each."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, side in enumerate(sides):
        signs = side.coded.signs
        for at in range(len(signs) - SHORTEST + 1):
            places = found.setdefault(signs[at : at + SHORTEST], [])
            if len(places) < _TRIED:
                places.append((number, at))
    return found


def _longest(
    signs: str,
    at: int,
    places: Sequence[tuple[int, int]],
    written: Sequence[_Side],
    taken: dict[int, list[tuple[int, int]]],
) -> tuple[int, int, int]:
    """The longest passage from ``at`` on that stands in one of the places and is not taken: side, sign, length."""
    best = (0, 0, 0)
    for number, start in places:
        other = written[number].coded.signs
        limit = min((a for a, b in taken[number] if b > start), default=len(other))
        size = 0
        while at + size < len(signs) and start + size < limit and signs[at + size] == other[start + size]:
            size += 1
        if size > best[2]:
            best = (number, start, size)
    return best


def _parts(edit: Edit, gone: list[Passage] | None, come: list[Passage] | None) -> Iterator[Edit]:
    """An edit, cut where passages in it are moved ones."""
    if not gone and not come:
        yield edit
        return
    for text, moved in _cut(edit.old, gone or []):
        yield Edit(op="delete", old=text, new="", moved=moved)
    for text, moved in _cut(edit.new, come or []):
        yield Edit(op="insert", old="", new=text, moved=moved)


def _cut(text: str, passages: list[Passage]) -> Iterator[tuple[str, str | None]]:
    """A side of an edit in pieces, each with the label of where it moved (``None`` for what did not)."""
    done = 0
    for start, end, label in sorted(passages):
        if start > done:
            yield text[done:start], None
        yield text[start:end], label
        done = end
    if done < len(text):
        yield text[done:], None
