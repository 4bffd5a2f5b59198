"""Passages that a split, a merge or a new order carried from one article to another.

A redline goes through both texts once, so a passage that changed its place in the order is struck in one place and
written in another. Here such passages are found again and marked as moved, with the place they went to or came from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal, TypeAlias

from tracker.compare.redline.tokens import Coded, code
from tracker.model import Edit

SHORTEST: Final = 8
"""Signs that a passage must have to be told as moved: shorter ones recur by chance (人民政府有关部门)."""

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

    def label(self, offset: int) -> str:
        """The label of the provision that an offset in the joined text belongs to."""
        starts = [0, *accumulate(len(text) + 1 for text in self.texts)]
        return self.labels[min(bisect_right(starts, offset), len(self.labels)) - 1]


def mark_moves(edits: Sequence[Edit], old: Group, new: Group, *, strict: bool = False) -> tuple[Edit, ...]:
    """The edits of a group with the passages that were struck here and written there cut out and marked.

    ``moved`` of a deletion is the new label the passage went to, ``moved`` of an insertion the old one it came from.
    """
    struck, written = _moved(edits, old, new, strict=strict)
    return tuple(part for k, edit in enumerate(edits) for part in _parts(edit, struck.get(k), written.get(k)))


_Passages: TypeAlias = dict[int, list[Passage]]


def _moved(edits: Sequence[Edit], old: Group, new: Group, *, strict: bool) -> tuple[_Passages, _Passages]:
    """The passages of each edit that stand on the other side of another edit."""
    codes: dict[str, str] = {}
    struck = list(_sides(edits, "old", codes, strict=strict))
    written = list(_sides(edits, "new", codes, strict=strict))
    index = _index(written)
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
            taken[there].append((start, start + size))
            here = side.coded.offset(at), side.coded.offset(at + size)
            place = target.coded.offset(start), target.coded.offset(start + size)
            gone[side.edit].append((*here, new.label(target.offset + sum(place) // 2)))
            come[target.edit].append((*place, old.label(side.offset + sum(here) // 2)))
            at += size
    return gone, come


def _sides(
    edits: Sequence[Edit], which: Literal["old", "new"], codes: dict[str, str], *, strict: bool
) -> Iterator[_Side]:
    """The sides of the edits that could hold a moved passage."""
    offset = 0
    for k, edit in enumerate(edits):
        text = edit.old if which == "old" else edit.new
        if edit.op != "equal" and len(text) >= SHORTEST:
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
