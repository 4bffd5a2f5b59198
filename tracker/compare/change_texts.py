"""The two sides of a change as texts, and the edits that lead from one to the other (contract §4).

A change's old side is its old texts joined with a line feed, its new side the same of the new ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.model import Change, Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.model import Place


def joined(places: Iterable[Place]) -> str:
    """The texts of one side, joined with a line feed."""
    return "\n".join(place.text for place in places)


def edits_of(change: Change) -> Sequence[Edit]:
    """The change's edits; where the comparison gave none, the plainest ones that rebuild both sides."""
    if change.edits:
        return change.edits
    old, new = joined(change.old), joined(change.new)
    if old == new:
        return (Edit(op="equal", old=old, new=new),) if old else ()
    if not old or not new:
        return (Edit(op="insert" if new else "delete", old=old, new=new),)
    return (Edit(op="replace", old=old, new=new),)
