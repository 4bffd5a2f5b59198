"""Both texts in one sequence: what a document with tracked changes has to be, so that it can give back either.

The changes of a comparison come in the order of the new text. A tracked document needs both orders at once: what is
accepted must read as the new text, what is rejected as the old one. So changes that keep their order on both sides
are anchors, redlined in place; all others are taken out where they stood and put in where they stand now.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from tracker.compare.change_texts import edits_of
from tracker.model import Change, Edit, Place
from tracker.render.sides import pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_SHARED = 8
"""Characters that a further pair of a group must share to be redlined as one: fewer recur by chance."""

Way: TypeAlias = Literal["stays", "leaves", "arrives"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A change, or a part of one, at one point of the sequence.

    ``stays``: both sides stand here. ``leaves``: the old side stood here; ``arrives``: the new side stands here.
    ``move`` joins the two blocks of one moved change by a number.
    """

    way: Way
    change: Change
    move: int | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A change that stands in one run on each side, and the places where these runs begin."""

    change: Change
    old: float | None
    new: float | None
    may_stay: bool


def sequence(changes: Sequence[Change]) -> Iterator[Block]:
    """The comparison as blocks. Without ``Place.index`` the old text is taken to have the order of the changes."""
    parts = list(chain.from_iterable(map(_parts, _indexed(changes))))
    stays = _anchors(parts)
    moving = [part for part in parts if id(part) not in stays]
    moves = {id(part): number for number, part in enumerate(filter(_is_on_both, moving), 1)}
    leaves, arrives = deque(_in_order(moving, _old_place)), deque(_in_order(moving, _new_place))
    anchored = _in_order([part for part in parts if id(part) in stays], _new_place)
    for anchor in (*anchored, None):
        for part in _before(leaves, anchor, _old_place):
            yield Block(way="leaves", change=part.change, move=moves.get(id(part)))
        for part in _before(arrives, anchor, _new_place):
            yield Block(way="arrives", change=part.change, move=moves.get(id(part)))
        if anchor is not None:
            yield Block(way="stays", change=anchor.change)


def _old_place(part: _Part) -> float | None:
    return part.old


def _new_place(part: _Part) -> float | None:
    return part.new


def _is_on_both(part: _Part) -> bool:
    return part.old is not None and part.new is not None


def _in_order(parts: Iterable[_Part], place: Callable[[_Part], float | None]) -> list[_Part]:
    """The parts that stand on a side, in its order."""
    return sorted((part for part in parts if place(part) is not None), key=lambda part: place(part) or 0)


def _before(queue: deque[_Part], anchor: _Part | None, place: Callable[[_Part], float | None]) -> Iterator[_Part]:
    """Take the parts that stand before an anchor on a side; all that are left where there is none."""
    while queue and (anchor is None or (place(queue[0]) or 0) < (place(anchor) or 0)):
        yield queue.popleft()


def _indexed(changes: Sequence[Change]) -> Sequence[Change]:
    """The changes with an index on every place: its own, or where any lacks it, the order of the changes."""
    known_old = all(place.index is not None for change in changes for place in change.old)
    known_new = all(place.index is not None for change in changes for place in change.new)
    old = accumulate((len(change.old) for change in changes), initial=0)
    new = accumulate((len(change.new) for change in changes), initial=0)
    return [
        replace(
            change,
            old=change.old if known_old else _numbered(change.old, old_from),
            new=change.new if known_new else _numbered(change.new, new_from),
            moved=change.moved and known_old,
        )
        for change, old_from, new_from in zip(changes, old, new, strict=False)
    ]


def _numbered(places: Iterable[Place], start: int) -> tuple[Place, ...]:
    return tuple(replace(place, index=index) for index, place in enumerate(places, start))


def _parts(change: Change) -> Iterator[_Part]:
    """The change as parts that each stand in one run on both sides.

    A group whose provisions do not stand together is taken apart: the pairs that share most are redlined, the others
    leave and arrive whole.
    """
    if _is_run(change.old) and _is_run(change.new):
        yield _part(change)
        return
    pairs = _Pairs(change)
    found = pairs.best()
    yield from (_part(pairs.part(old, new)) for old, new in found.items())
    yield from (_part(pairs.part(index, None)) for index in range(len(change.old)) if index not in found)
    arrived = set(found.values())
    yield from (_part(pairs.part(None, index)) for index in range(len(change.new)) if index not in arrived)


def _part(change: Change) -> _Part:
    old = change.old[0].index if change.old else None
    new = change.new[0].index if change.new else None
    return _Part(change, old, new, may_stay=bool(change.old and change.new and not change.moved))


def _is_run(places: Sequence[Place]) -> bool:
    return all((b.index or 0) == (a.index or 0) + 1 for a, b in pairwise(places))


def _anchors(parts: Sequence[_Part]) -> set[int]:
    """The parts that keep their order on both sides: a longest increasing run of old places in the new order."""
    ordered = sorted((part for part in parts if part.may_stay), key=lambda part: part.new or 0)
    ends: list[float] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, part in enumerate(ordered):
        length = bisect_left(ends, part.old or 0)
        before.append(last[length - 1] if length else None)
        if length == len(ends):
            ends.append(part.old or 0)
            last.append(at)
        else:
            ends[length], last[length] = part.old or 0, at
    kept: set[int] = set()
    at_end = last[-1] if last else None
    while at_end is not None:
        kept.add(id(ordered[at_end]))
        at_end = before[at_end]
    return kept


class _Pairs:
    """The edits of a group, cut where a provision ends on either side."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._cut = list(_cut(change))

    def best(self) -> dict[int, int]:
        """Old provisions and the new ones that they share the most text with, each in one pair, the best pair first."""
        shared: dict[tuple[int, int], int] = {}
        for edit, old, new in self._cut:
            if edit.op == "equal":
                shared[old, new] = shared.get((old, new), 0) + len(edit.new)
        found: dict[int, int] = {}
        for old, new in sorted(shared, key=lambda pair: (-shared[pair], pair)):
            if old not in found and new not in found.values() and (shared[old, new] >= _SHARED or not found):
                found[old] = new
        return found or ({0: 0} if self._change.old and self._change.new else {})

    def part(self, old: int | None, new: int | None) -> Change:
        """What became of one old provision in one new one; of either alone where the other is ``None``."""
        change = self._change
        return Change(
            kind="modified" if old is not None and new is not None else "inserted" if old is None else "deleted",
            old=() if old is None else (change.old[old],),
            new=() if new is None else (change.new[new],),
            edits=tuple(self._edits(old, new)),
            evidence=change.evidence,
        )

    def _edits(self, old: int | None, new: int | None) -> Iterator[Edit]:
        for edit, in_old, in_new in self._cut:
            before = edit.old if in_old == old else ""
            after = edit.new if in_new == new else ""
            if edit.op == "equal" and before and after:
                yield edit
            elif before or after:
                yield Edit(op="delete" if before else "insert", old=before, new=after, moved=edit.moved)


def _cut(change: Change) -> Iterator[tuple[Edit, int, int]]:
    """Edits within one old and one new provision each, with their numbers; the line feeds between them are left out.

    A deletion belongs to no new provision and an insertion to no old one, which -1 says.
    """
    old, new = _Reader(change.old), _Reader(change.new)
    for piece in pieces_of(edits_of(change)):
        if piece.mark == "equal" and piece.old == piece.new:
            yield from _runs(piece.new, old, new)
        elif piece.mark == "equal":
            yield Edit(op="equal", old=piece.old, new=piece.new), old.at, new.at
            old.skip(piece.old)
            new.skip(piece.new)
        elif piece.mark == "delete":
            for text, at in old.read(piece.old):
                yield Edit(op="delete", old=text, new="", moved=piece.moved), at, -1
        else:
            for text, at in new.read(piece.new):
                yield Edit(op="insert", old="", new=text, moved=piece.moved), -1, at


def _runs(text: str, old: _Reader, new: _Reader) -> Iterator[tuple[Edit, int, int]]:
    """Equal text, cut where either side goes on to its next provision; there a line feed may be text on one side."""
    while text:
        length = min(len(text), old.left, new.left)
        if length:
            yield Edit(op="equal", old=text[:length], new=text[:length]), old.at, new.at
            old.skip(text[:length])
            new.skip(text[:length])
            text = text[length:]
            continue
        ends_old, ends_new = old.left == 0, new.left == 0
        if not ends_old:
            yield Edit(op="delete", old="\n", new=""), old.at, -1
        if not ends_new:
            yield Edit(op="insert", old="", new="\n"), -1, new.at
        old.skip("\n")
        new.skip("\n")
        text = text[1:]


class _Reader:
    """Walks along the joined texts of one side."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._lengths = [len(place.text) for place in places]
        self.at = 0
        self.left = self._lengths[0] if places else 0

    def skip(self, text: str) -> None:
        """Go on by a text that stands here."""
        for _ in self.read(text):
            pass

    def read(self, text: str) -> Iterator[tuple[str, int]]:
        """The parts of a text that stands here, each with the number of its provision."""
        while text:
            if self.left == 0:
                self.at = min(self.at + 1, len(self._lengths) - 1)
                self.left = self._lengths[self.at]
                text = text[1:]
                continue
            part = text[: self.left]
            yield part, self.at
            self.left -= len(part)
            text = text[len(part) :]
