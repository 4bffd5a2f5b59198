"""The texts of one rule in order, each with its neighbours compared: what every history is read from.

A provision is known by its edition and its place there (``Place.index``): the comparison before a text and the one
behind it count the same places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final, TypeAlias

from tracker.compare import compare
from tracker.compare.align.units import units_of, units_of_document
from tracker.compare.change_texts import edits_of, joined
from tracker.errors import MalformedSource
from tracker.model import CONTAINERS, Change, ChangeSet, Document, Instrument, Place, Sentence, Version

DOUBTFUL: Final = 0.35
"""Below this likeness of its two sides a pair is told as doubtful: a reader must judge whether it is one provision."""

_MOSTLY: Final = 0.5
"""A short text of which at least so much stands in a long one was extended: the likeness of the two says little."""

_PAIRED: Final = frozenset({"modified", "split", "merged", "restructured"})

Text: TypeAlias = Document | Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One text of a rule, and what a reader must know of how it was made.

    ``start`` is the day from which it holds (ISO), ``places`` its provisions in printed order. ``is_doubtful`` says
    that the text was put together by this program and that not all of it is sure.
    """

    version: Version
    places: tuple[Place, ...]
    start: str | None = None
    remarks: tuple[Sentence, ...] = ()
    is_doubtful: bool = False


@dataclass(frozen=True)
class Succession:
    """Editions, the oldest first, and what changed from each to the next; ``remarks`` concern the whole."""

    editions: tuple[Edition, ...]
    steps: tuple[ChangeSet, ...]
    remarks: tuple[Sentence, ...] = ()

    def came_by(self, edition: int, place: int) -> Change | None:
        """The change that brought a place of an edition there; ``None`` in the first edition."""
        return self._new[edition - 1].get(place) if edition else None

    def went_by(self, edition: int, place: int) -> Change | None:
        """The change that a place of an edition went into; ``None`` in the last edition."""
        return self._old[edition].get(place) if edition < len(self.steps) else None

    def until(self, last: int) -> Succession:
        """The same up to an edition."""
        return replace(self, editions=self.editions[: last + 1], steps=self.steps[:last])

    @cached_property
    def _new(self) -> list[dict[int | None, Change]]:
        return [{one.index: change for change in step.changes for one in change.new} for step in self.steps]

    @cached_property
    def _old(self) -> list[dict[int | None, Change]]:
        return [{one.index: change for change in step.changes for one in change.old} for step in self.steps]


def edition_of(
    value: Text,
    version: Version,
    *,
    start: str | None = None,
    remarks: Iterable[Sentence] = (),
    is_doubtful: bool = False,
) -> Edition:
    """A text as an edition."""
    units = units_of(value) if isinstance(value, Instrument) else units_of_document(value)
    return Edition(
        version=version,
        places=tuple(unit.place for unit in units),
        start=start,
        remarks=tuple(remarks),
        is_doubtful=is_doubtful,
    )


def succession(
    texts: Sequence[tuple[Edition, Text]], *, remarks: Iterable[Sentence] = (), strict: bool = False
) -> Succession:
    """Texts in order, each compared with the one before it.

    Raises:
        MalformedSource: two neighbours cannot be compared as single texts.
    """
    steps: list[ChangeSet] = []
    for (_, old), (_, new) in pairwise(texts):
        found = compare(old, new, strict=strict)
        if not isinstance(found, ChangeSet):  # pragma: no cover - two single texts always give one
            raise MalformedSource("an issue of several documents is no version of a rule")
        steps.append(found)
    told = tuple(
        replace(step, old=old.version, new=new.version)
        for step, ((old, _), (new, _)) in zip(steps, pairwise(texts), strict=True)
    )
    return Succession(editions=tuple(edition for edition, _ in texts), steps=told, remarks=tuple(remarks))


def parents(change: Change, place: int) -> tuple[Place, ...]:
    """What a place of a change's new side came from: by its links, where it has some, else the whole old side."""
    linked = [change.old[i] for i, j in change.links if change.new[j].index == place]
    return _in_order(linked) if linked else change.old


def heirs(change: Change, place: int) -> tuple[Place, ...]:
    """What became of a place of a change's old side."""
    linked = [change.new[j] for i, j in change.links if change.old[i].index == place]
    return _in_order(linked) if linked else change.new


def _in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted({one.index: one for one in places}.values(), key=lambda one: one.index or 0))


def _kept(change: Change) -> float:
    """The share of the shorter side (0 to 1) whose words the other side has too."""
    kept = sum(len(edit.new) for edit in edits_of(change) if edit.op == "equal")
    return kept / max(1, min(len(joined(change.old)), len(joined(change.new))))


def doubt_of(change: Change) -> Sentence | None:
    """What to say of a pair that may be two provisions: that its sides have little in common; nothing of headings."""
    if change.kind not in _PAIRED or change.score is None or change.score >= DOUBTFUL:
        return None
    if any(place.level in CONTAINERS for place in (*change.old, *change.new)) or _kept(change) >= _MOSTLY:
        return None
    return Sentence(
        f"doubtful: the two texts are alike by {change.score:.2f} only, and may be two provisions",
        f"存疑：前后文字相似度仅 {change.score:.2f}，也可能是两个不同的条款",
    )
