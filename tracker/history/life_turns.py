"""The life of a provision: what every version did to it, through renumbering, splits, merges and moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.history.compared_texts import Succession, doubt_of, heirs, parents
from tracker.model import MATTER, Change, Place, Sentence

TurnKind: TypeAlias = Literal[
    "first",
    "unchanged",
    "inserted",
    "modified",
    "editorial",
    "renumbered",
    "moved",
    "split",
    "merged",
    "restructured",
    "deleted",
]
"""首次出现, 未变, 新增, 修改, 编辑性修改, 移, 移动, 拆分, 合并, 重组, 删除."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one version did to a provision.

    ``before`` and ``after`` are its places in the edition before and in this one: several where it was split or was
    several provisions then; ``change`` what the comparison says, ``None`` in the first edition.
    """

    edition: int
    kinds: tuple[TurnKind, ...]
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    change: Change | None = None
    doubt: Sentence | None = None

    @property
    def is_told(self) -> bool:
        """Whether anything happened."""
        return self.kinds != ("unchanged",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A provision and its turns, the oldest first; ``place`` is where it stands in ``edition``, the last it stands in.

    A life that ended has a last turn that deletes it.
    """

    place: Place
    edition: int
    turns: tuple[Turn, ...]

    @property
    def is_over(self) -> bool:
        """Whether the provision is gone."""
        return bool(self.turns) and not self.turns[-1].after


def lives(told: Succession) -> tuple[Life, ...]:
    """The life of every provision of the last edition in printed order, then of those that are gone, the last first."""
    last = len(told.editions) - 1
    standing = [life(told, last, one) for one in _provisions(told.editions[last].places)]
    gone = [
        life(told, edition, one)
        for edition in range(last - 1, -1, -1)
        for one in _provisions(told.editions[edition].places)
        if _is_deleted(told, edition, one)
    ]
    return (*standing, *gone)


def life(told: Succession, edition: int, place: Place) -> Life:
    """The whole life of a provision that stands in an edition: what it came from, and what became of it."""
    before = [*_back(told, edition, (place,))][::-1]
    after = [*_on(told, edition, (place,))]
    turns = tuple(turn for turns in (*before, *after) for turn in turns)
    ends = [turn for turn in turns if turn.after]
    at = ends[-1] if ends else turns[-1]
    stands = at.edition == edition or len(at.after) != 1
    return Life(place=place if stands else at.after[0], edition=edition if stands else at.edition, turns=turns)


def _provisions(places: Iterable[Place]) -> Iterator[Place]:
    return (one for one in places if one.level not in MATTER)


def _is_deleted(told: Succession, edition: int, place: Place) -> bool:
    change = told.went_by(edition, place.index or 0)
    return change is not None and not change.new


def _back(told: Succession, edition: int, places: tuple[Place, ...]) -> Iterator[tuple[Turn, ...]]:
    """What brought some places of an edition there, edition by edition backwards."""
    for at in range(edition, 0, -1):
        groups = _grouped((told.came_by(at, one.index or 0), one) for one in places)
        turns = tuple(_turn(at, change, _parents_of(change, own), own) for change, own in groups)
        yield turns
        places = _distinct(old for turn in turns for old in turn.before)
        if not places:
            return
    yield (Turn(edition=0, kinds=("first",), before=(), after=places),)


def _on(told: Succession, edition: int, places: tuple[Place, ...]) -> Iterator[tuple[Turn, ...]]:
    """What became of some places of an edition, edition by edition."""
    for at in range(edition, len(told.steps)):
        groups = _grouped((told.went_by(at, one.index or 0), one) for one in places)
        turns = tuple(_turn(at + 1, change, own, _heirs_of(change, own)) for change, own in groups)
        yield turns
        places = _distinct(new for turn in turns for new in turn.after)
        if not places:
            return


def _parents_of(change: Change, places: tuple[Place, ...]) -> tuple[Place, ...]:
    return _distinct(old for one in places for old in parents(change, one.index or 0))


def _heirs_of(change: Change, places: tuple[Place, ...]) -> tuple[Place, ...]:
    return _distinct(new for one in places for new in heirs(change, one.index or 0))


def _grouped(pairs: Iterable[tuple[Change | None, Place]]) -> list[tuple[Change, tuple[Place, ...]]]:
    """Places by the change that they stand in, in their order."""
    groups: dict[int, tuple[Change, list[Place]]] = {}
    for change, place in pairs:
        if change is not None:
            groups.setdefault(id(change), (change, []))[1].append(place)
    return [(change, tuple(own)) for change, own in groups.values()]


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({one.index: one for one in places}.values())


def _turn(edition: int, change: Change, before: tuple[Place, ...], after: tuple[Place, ...]) -> Turn:
    return Turn(
        edition=edition,
        kinds=_kinds(change),
        before=before,
        after=after,
        change=change,
        doubt=doubt_of(change),
    )


def _kinds(change: Change) -> tuple[TurnKind, ...]:
    """What a change is to a provision: the change of its words, and that of its number or place."""
    kinds: list[TurnKind] = []
    if change.kind != "unchanged":
        kinds.append("editorial" if change.editorial and change.kind == "modified" else change.kind)
    if change.kind in {"unchanged", "modified"}:
        kinds += ["renumbered"] if change.renumbered else ["moved"] if change.moved else []
    return tuple(kinds) or ("unchanged",)
