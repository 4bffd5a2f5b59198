"""Where headings stand in the new text: before the first article they head, new articles taken into their chapters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.amend.application.article_numbers import IS_RESERVED
from tracker.amend.application.base import Base, Block, Heading
from tracker.amend.application.divisions import Headings
from tracker.amend.application.placed import Placed
from tracker.amend.instructions.doubts import Note, doubtful
from tracker.amend.instructions.places import DIVISION_NAMES, Number
from tracker.amend.instructions.steps import Step

_ORDER = tuple(DIVISION_NAMES.values())


@dataclass(frozen=True, slots=True)
class Parted:
    """Articles with their headings, and the notes on articles whose chapter is not certain."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


def parted(
    base: Base,
    headings: Headings,
    units: Sequence[Placed],
    steps: Sequence[Step],
    moved: Collection[Number] = frozenset(),
) -> Parted:
    """Articles in the order of their numbers, every heading before the first article it heads.

    An old heading stands before the first kept article after it that is not moved elsewhere, a new one before the
    first article that its instruction says it holds or makes, or else before the heading of the next number.
    """
    before: dict[int, list[Heading]] = {}
    pending = _old_headings(base, headings, units, before, moved)
    notes = _take_new_in(base, before, units, steps)
    for index, made in headings.new:
        at = _first_held(index, units, steps)
        if at is not None:
            before.setdefault(at, []).append(made)
        elif (following := _following(made, before)) is not None:
            before[following].insert(0, made)
        else:
            pending.append(made)
    out: list[Block] = []
    for i, entry in enumerate(units):
        out += _outermost_first(before.get(i, []))
        out.append(entry.unit)
    return Parted((*out, *pending), tuple(notes))


def _outermost_first(headings: Sequence[Heading]) -> list[Heading]:
    return sorted(headings, key=lambda one: _ORDER.index(one.kind))


def _take_new_in(
    base: Base, before: dict[int, list[Heading]], units: Sequence[Placed], steps: Sequence[Step]
) -> list[Note]:
    """New articles right before a heading: those that belong under it go behind it.

    第二章增加一条 belongs under its chapter, an article before the first one of the text under the first heading, one
    that is put before or behind another article (第五条后增加一条) beside that one, and one whose number was kept for
    it where that stood. Otherwise it is not certain.
    """
    notes: list[Note] = []
    kept = {unit.number for unit in base.units if IS_RESERVED.fullmatch(unit.text)}
    for at in sorted(before):
        first = at
        while first and units[first - 1].number not in kept:
            belongs = _belongs(before[at], units, steps, first - 1)
            if belongs is False:
                break
            if belongs is None:
                told = "新条位于章节交界处，决定没有写明属于哪一章节，列在前一章节末尾"
                notes.append(doubtful(units[first - 1].index, told))
                break
            first -= 1
        if first != at:
            before[first] = [*before.get(first, []), *before.pop(at)]
    return notes


def _belongs(headings: Sequence[Heading], units: Sequence[Placed], steps: Sequence[Step], at: int) -> bool | None:
    """Whether the article at a place stands under the headings right behind it; ``None`` where that is not certain."""
    entry = units[at]
    if entry.old is not None or entry.index < 0:
        return False
    step = steps[entry.index]
    if step.place.division is not None:
        return step.place.division in {(one.kind, one.number) for one in headings}
    if step.place.article is not None or step.verb != "insert":
        return step.side == "before"
    leading = all(one.old is None for one in units[: at + 1])
    return True if leading else None


def _first_held(index: int, units: Sequence[Placed], steps: Sequence[Step]) -> int | None:
    """The first article under a new heading: the one its step names, else the first new one from the step on."""
    named = next((place.article for place in steps[index].results if place.article), None)
    if named is not None:
        return next((i for i, unit in enumerate(units) if unit.number >= named), None)
    number = steps[index].n
    at = next((i for i, u in enumerate(units) if u.index >= index and steps[u.index].n == number), None)
    following = [(u.index, i) for i, u in enumerate(units) if u.index > index]
    return at if at is not None else min(following, default=(0, None))[1]


def _following(made: Heading, before: Mapping[int, Sequence[Heading]]) -> int | None:
    """The article before which the next heading stands; ``None`` where numbers begin anew (章 in each 编)."""
    places = sorted(before)
    kinds = {heading.kind for at in places for heading in before[at]}
    if any(_ORDER.index(kind) < _ORDER.index(made.kind) for kind in kinds):
        return None
    later = (at for at in places for one in before[at] if one.kind == made.kind and one.number > made.number)
    return next(later, None)


def _old_headings(
    base: Base,
    headings: Headings,
    units: Sequence[Placed],
    before: dict[int, list[Heading]],
    moved: Collection[Number],
) -> list[Heading]:
    """Put the kept headings before their articles; the answer is what is left over at the end."""
    at_old = {entry.old: i for i, entry in enumerate(units) if entry.old is not None}
    queue = list(headings.kept)
    pending: list[Heading] = []
    last = 0
    for block in base.blocks:
        if isinstance(block, Heading):
            kept = queue.pop(0)
            pending += [kept] if kept is not None else []
        elif pending and block.number in at_old and block.number not in moved:
            last = max(last, at_old[block.number])
            before.setdefault(last, []).extend(pending)
            pending = []
    return pending
