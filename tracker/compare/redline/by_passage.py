"""The redline of a change, passage by passage: lines, cells and clauses are compared with what they became.

What the alignment has paired (``model.Passage``) is redlined within its two sides; what came or went stands whole; a
passage that changed its place is struck in one place and written in another, and both say where the other is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice, takewhile
from typing import Final, NamedTuple, TypeAlias

from tracker.compare.align.comparable_text import fold
from tracker.compare.redline.edits import matched
from tracker.compare.redline.moved_passages import ITEM_LABEL, Places, mark_moves
from tracker.compare.redline.shown_edits import drawn
from tracker.model import Edit, Passage, Span

_MARKS: Final = frozenset("\n\t，。；：、,;:")
"""What stands between passages: line feeds, tabs between cells, marks between clauses."""

_MORE: Final = 1.0
"""Whole lines that came and went are shown where that strikes and writes no more than the words alone."""

_WORDS: Final = 8
"""Fewer characters of a moved passage are not told as moved where it was reworded too."""

_MOSTLY: Final = 0.6
"""From this share on the words of a passage that moved are its own."""

Moved: TypeAlias = "tuple[int, int, str]"
"""Where a moved stretch begins and ends on its side, and the label of its place on the other side."""


class Sides(NamedTuple):
    """The joined texts of both sides, and what their places are called."""

    old: str
    new: str
    old_places: Places
    new_places: Places


def drawn_by_passage(sides: Sides, passages: Sequence[Passage], *, strict: bool = False) -> tuple[Edit, ...]:
    """The edits that a reader is shown; joined they give both sides. Without passages the texts are compared whole."""
    anchors = _anchors(passages)
    by_passage = _by_passage(sides, passages, anchors, strict=strict) if _must_part(passages) else None
    if by_passage is None or not any(_is_told(passage) for passage in passages):
        whole = drawn(matched(sides.old, sides.new, strict=strict))
        if by_passage is None or _size(by_passage) > _MORE * _size(whole):
            by_passage = whole
    return mark_moves(_without_islands(by_passage), sides.old_places, sides.new_places, strict=strict)


def _is_told(passage: Passage) -> bool:
    """Whether a passage must be told as one: a part of a table, or what moved and is more than a few words (必要时)."""
    moved = passage.moved and max(end - start for start, end in filter(None, (passage.old, passage.new))) >= _WORDS
    return moved or passage.kind != "text"


def _must_part(passages: Sequence[Passage]) -> bool:
    """Whether something came, went or moved as a passage: else a redline of the whole text says the same."""
    return any(passage.moved or not passage.old or not passage.new or passage.kind != "text" for passage in passages)


def _size(edits: Sequence[Edit]) -> int:
    """How many characters edits strike and write."""
    return sum(len(edit.old) + len(edit.new) for edit in edits if edit.op != "equal")


def _by_passage(
    sides: Sides, passages: Sequence[Passage], anchors: Sequence[tuple[Span, Span]], *, strict: bool
) -> tuple[Edit, ...]:
    """What each passage became, and between them what came and went."""
    gone, come = _moves(sides, passages, strict=strict)
    edits: list[Edit] = []
    i = j = 0
    for (old_start, old_end), (new_start, new_end) in anchors:
        edits += _between(sides, (i, old_start), (j, new_start), (gone, come), strict=strict)
        edits += _drawn_pair(sides.old[old_start:old_end], sides.new[new_start:new_end], strict=strict)
        i, j = old_end, new_end
    edits += _between(sides, (i, len(sides.old)), (j, len(sides.new)), (gone, come), strict=strict)
    return _joined(edits)


def _drawn_pair(old: str, new: str, *, strict: bool) -> tuple[Edit, ...]:
    """What one passage became; most are the same."""
    if old == new:
        return (Edit(op="equal", old=old, new=new),)
    return drawn(matched(old, new, strict=strict))


def _anchors(passages: Sequence[Passage]) -> list[tuple[Span, Span]]:
    """Passages with both sides that kept their order."""
    found: list[tuple[Span, Span]] = []
    for passage in sorted(passages, key=lambda one: one.new or (0, 0)):
        if passage.old is None or passage.new is None or passage.moved:
            continue
        if not found or (found[-1][0][1] <= passage.old[0] and found[-1][1][1] <= passage.new[0]):
            found.append((passage.old, passage.new))
    return found


def _moves(sides: Sides, passages: Sequence[Passage], *, strict: bool) -> tuple[list[Moved], list[Moved]]:
    """What left and what arrived: whole passages, and of those that were reworded too the words that they kept."""
    gone: list[Moved] = []
    come: list[Moved] = []
    for passage in passages:
        if not passage.moved:
            continue
        if passage.old and passage.new:
            label_new = sides.new_places.label(sum(passage.new) // 2)
            label_old = sides.old_places.label(sum(passage.old) // 2)
            for (a, b), (c, d) in _kept(sides, passage.old, passage.new, strict=strict):
                gone.append((a, b, label_new))
                come.append((c, d, label_old))
        elif passage.elsewhere and passage.elsewhere.label:
            _one_sided(sides, passage, gone, come)
    return sorted(gone), sorted(come)


def _one_sided(sides: Sides, passage: Passage, gone: list[Moved], come: list[Moved]) -> None:
    """A passage that went into another change, or came from one, where its words are the same there."""
    other = passage.elsewhere
    for span, text, found in ((passage.old, sides.old, gone), (passage.new, sides.new, come)):
        if span and other and fold(text[slice(*span)]) == fold(other.text):
            found.append((*span, other.label or ""))


def _kept(sides: Sides, old: Span, new: Span, *, strict: bool) -> Iterator[tuple[Span, Span]]:
    """The stretches of a moved passage, without its label, that read the same in its old and its new place.

    One that was mostly reworded is told as struck and written: to call it moved would hide what changed.
    """
    (i, old_end), (j, new_end) = _unlabelled(sides.old, old), _unlabelled(sides.new, new)
    before, after = sides.old[i:old_end], sides.new[j:new_end]
    kept: list[tuple[Span, Span]] = []
    for edit in drawn(matched(before, after, strict=strict)):
        if edit.op == "equal" and (len(edit.new) >= _WORDS or edit.old == before):
            kept.append(((i, i + len(edit.old)), (j, j + len(edit.new))))
        i, j = i + len(edit.old), j + len(edit.new)
    if sum(end - start for (start, end), _ in kept) >= _MOSTLY * max(len(before), len(after)):
        yield from kept


def _unlabelled(text: str, span: Span) -> Span:
    label = ITEM_LABEL.match(text, *span)
    return (label.end() if label else span[0]), span[1]


def _between(
    sides: Sides, old: Span, new: Span, moves: tuple[Sequence[Moved], Sequence[Moved]], *, strict: bool
) -> Iterator[Edit]:
    """What stands between two anchors: what went, what came, and the marks that both sides have at its ends."""
    before, after = sides.old[slice(*old)], sides.new[slice(*new)]
    if before == after or (not strict and fold(before) == fold(after)):
        yield Edit(op="equal", old=before, new=after)
        return
    if set(before) | set(after) <= _MARKS:
        yield from drawn(matched(before, after, strict=strict))
        return
    head = _shared_marks(before, after)
    tail = _shared_marks(before[head:][::-1], after[head:][::-1])
    yield Edit(op="equal", old=before[:head], new=after[:head])
    yield from _parts(sides.old, (old[0] + head, old[1] - tail), moves[0], "delete")
    yield from _parts(sides.new, (new[0] + head, new[1] - tail), moves[1], "insert")
    yield Edit(op="equal", old=before[len(before) - tail :], new=after[len(after) - tail :])


def _shared_marks(one: str, other: str) -> int:
    """How many marks both texts begin with."""
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size] and one[size] in _MARKS:
        size += 1
    return size


def _parts(text: str, span: Span, moves: Sequence[Moved], op: str) -> Iterator[Edit]:
    """A stretch that was struck, or written, with what moved in it apart."""
    done, end = span
    first = bisect_left(moves, (span[0],))
    begun = takewhile(lambda move: move[0] < span[1], islice(moves, first, None))
    inside = [move for move in begun if move[1] <= span[1]]
    for start, stop, label in chain(inside, [(end, end, "")]):
        for words, moved in ((text[done:start], None), (text[start:stop], label)):
            if words and op == "delete":
                yield Edit(op="delete", old=words, new="", moved=moved)
            elif words:
                yield Edit(op="insert", old="", new=words, moved=moved)
        done = stop


def _joined(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits without empty ones, equal ones that touch joined."""
    out: list[Edit] = []
    for is_equal, run in groupby((edit for edit in edits if edit.old or edit.new), key=lambda edit: edit.op == "equal"):
        found = list(run)
        if is_equal and len(found) > 1:
            found = [Edit(op="equal", old="".join(e.old for e in found), new="".join(e.new for e in found))]
        out += found
    return tuple(out)


def _without_islands(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits with a single character between two of them taken into the one that strikes and writes.

    Of a label it is the bracket that begins it: [|（二）甲；⏎]（[二|三]）乙 becomes [|（二）甲；⏎][（二）|（三）]乙.
    """
    out = list(edits)
    for k in range(1, len(out) - 1):
        if out[k].op != "equal" or len(out[k].new) != 1:
            continue
        before, island, after = out[k - 1 : k + 2]
        if "equal" in {before.op, after.op}:
            continue
        if after.op == "replace":
            out[k], out[k + 1] = _EMPTY, _beside(island, after)
            if island.new in "（(" and k + 2 < len(out) and out[k + 2].new[:1] in {"）", ")"}:
                rest = out[k + 2]
                bracket = Edit(op="equal", old=rest.old[:1], new=rest.new[:1])
                out[k + 1 : k + 3] = _beside(out[k + 1], bracket), replace(rest, old=rest.old[1:], new=rest.new[1:])
        elif before.op == "replace":
            out[k - 1], out[k] = _beside(before, island), _EMPTY
    return _joined(out)


_EMPTY: Final = Edit(op="equal", old="", new="")


def _beside(one: Edit, other: Edit) -> Edit:
    return Edit(op="replace", old=one.old + other.old, new=one.new + other.new)
