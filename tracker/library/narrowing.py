"""A comparison narrowed to what became of one provision, whatever its number is on the other side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.library.provisions import Step, article_of, is_label_of
from tracker.model import Change, ChangeSet, Passage, Place


def narrowed(comparison: ChangeSet, old: Sequence[Step] = (), new: Sequence[Step] = ()) -> ChangeSet:
    """The changes that a provision of the old text, or one of the new text, stands in.

    What is finer than an article (款, 项) is shown within its article. ``key_changes`` and what crosses from one change
    into another keep pointing at the right ones.
    """
    kept = [
        n for n, change in enumerate(comparison.changes) if _stands_in(change.old, old) or _stands_in(change.new, new)
    ]
    place = {before: after for after, before in enumerate(kept)}
    return replace(
        comparison,
        changes=tuple(_pointing(comparison.changes[n], place) for n in kept),
        key_changes=tuple(
            replace(one, change=place[one.change]) for one in comparison.key_changes if one.change in place
        ),
        terms=(),
    )


def _stands_in(places: Sequence[Place], steps: Sequence[Step]) -> bool:
    step = article_of(steps) if steps else None
    return step is not None and any(is_label_of(place.label, step) for place in places)


def _pointing(change: Change, place: dict[int, int]) -> Change:
    return replace(change, passages=tuple(_passage(one, place) for one in change.passages))


def _passage(one: Passage, place: dict[int, int]) -> Passage:
    if one.elsewhere is None or one.elsewhere.change not in place:
        return replace(one, elsewhere=None) if one.elsewhere is not None else one
    return replace(one, elsewhere=replace(one.elsewhere, change=place[one.elsewhere.change]))
