"""How one provision came to read as it does: followed through the versions of a work, whatever its number was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.library.narrowing import narrowed
from tracker.library.provisions import Step, article_of, label_text, steps_of

if TYPE_CHECKING:
    from tracker.library.holdings import Library
    from tracker.lineage.values import Stage, Work
    from tracker.model import Change, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One version in the life of a provision.

    ``labels`` are its labels there (several where it was split; none where it is not there), ``text`` its words, and
    ``changes`` what became of it from the version before, empty for the first.
    """

    stage: Stage
    labels: tuple[str, ...]
    text: str
    changes: tuple[Change, ...] = ()

    @property
    def is_other(self) -> bool:
        """Whether its words are other than in the version before; the first time counts."""
        return not self.changes or any(change.kind != "unchanged" for change in self.changes)


def readings(library: Library, work: Work, stage: Stage, steps: Sequence[Step]) -> tuple[Reading, ...]:
    """A provision of one version (``stage``) through all versions of its work, the oldest first.

    It is followed article by article: what a comparison finds to be the same article, split, merged or renumbered.
    """
    at = work.stages.index(stage)
    step = article_of(steps)
    own = (label_text(step),) if step is not None else ()
    found: dict[int, tuple[str, ...]] = {at: own}
    between: dict[int, tuple[Change, ...]] = {}
    for place in range(at, 0, -1):  # backwards: what it was before
        changes = _changes(library, work, place, new=found[place])
        between[place] = changes
        found[place - 1] = _labels(one for change in changes for one in change.old)
    for place in range(at + 1, len(work.stages)):  # and on: what became of it
        changes = _changes(library, work, place, old=found[place - 1])
        between[place] = changes
        found[place] = _labels(one for change in changes for one in change.new)
    texts = {place: _text(between.get(place, ()), between.get(place + 1, ())) for place in found}
    return tuple(
        Reading(stage=work.stages[place], labels=found[place], text=texts[place], changes=between.get(place, ()))
        for place in sorted(found)
        if found[place] or between.get(place)
    )


def _changes(
    library: Library, work: Work, place: int, *, old: Sequence[str] = (), new: Sequence[str] = ()
) -> tuple[Change, ...]:
    """What became of some articles between a version and the one before it."""
    comparison = library.compared(work, work.stages[place - 1], work.stages[place])
    kept: list[Change] = []
    for label in (*old, *new):
        steps = steps_of(label) or ()
        narrow = narrowed(comparison, steps if label in old else (), steps if label in new else ())
        kept += [change for change in narrow.changes if change not in kept]
    return tuple(kept)


def _labels(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.label for place in places if place.label))


def _text(before: Sequence[Change], after: Sequence[Change]) -> str:
    """The words of the articles of a version, from the comparison that ends at it, or begins with it."""
    places: list[Place] = [place for change in before for place in change.new]
    places = places or [place for change in after for place in change.old]
    return "\n".join(place.text for place in places)
