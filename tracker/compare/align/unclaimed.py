"""Provisions that nobody claimed although they read alike.

Where every provision follows one template (parallel penalties, entries of a list) all words are common and no pair has
a margin over its rivals, so that the learned evidence speaks for none. What is left alone on both sides and reads
almost the same is paired here, the numbers and the place deciding between rivals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import Final

from tracker.compare.align.units import Unit
from tracker.language.labels import RESERVED
from tracker.language.patterns import regex
from tracker.likeness.assignment import assign
from tracker.likeness.chain import Link
from tracker.likeness.subsequence import LONG, likeness

_ALIKE = 0.75
"""From this likeness on two provisions that nobody claimed are versions of one another."""

_FEW = 2_500
"""Up to so many pairs all are compared; beyond, only the given candidates are."""

_PLACE = 0.01
"""What the distance between the places takes from a likeness, at most."""


IS_RESERVED: Final = regex(RESERVED)
"""A provision that is gone and whose number is kept."""


def reserved(old: Sequence[Unit], new: Sequence[Unit], links: Collection[Link]) -> dict[int, int]:
    """Links between a provision and the words that keep its number, where neither has another link: 第四条 （删除）."""
    claimed = {i for i, _ in links}, {j for _, j in links}
    ours = {unit.place.path: i for i, unit in enumerate(old) if i not in claimed[0]}
    theirs = {unit.place.path: j for j, unit in enumerate(new) if j not in claimed[1]}
    return {
        ours[path]: theirs[path]
        for path in ours.keys() & theirs.keys()
        if IS_RESERVED.fullmatch(old[ours[path]].folded) or IS_RESERVED.fullmatch(new[theirs[path]].folded)
    }


def leftovers(
    old: Sequence[Unit], new: Sequence[Unit], links: Collection[Link], candidates: Iterable[Link]
) -> dict[int, int]:
    """Further links between places that ``links`` leave alone."""
    claimed = {i for i, _ in links}, {j for _, j in links}
    ours = [i for i, unit in enumerate(old) if i not in claimed[0] and unit.canon]
    theirs = [j for j, unit in enumerate(new) if j not in claimed[1] and unit.canon]
    if len(ours) * len(theirs) <= _FEW:
        pairs: Iterable[Link] = product(ours, theirs)
    else:
        pairs = ((i, j) for i, j in candidates if i not in claimed[0] and j not in claimed[1])
    scores: dict[Link, float] = {}
    for i, j in pairs:
        before, after = old[i], new[j]
        shorter, longer = sorted((len(before.canon), len(after.canon)))
        if longer > LONG or 2 * shorter < _ALIKE * (shorter + longer):
            continue
        if likeness(before.canon, after.canon, _ALIKE) < _ALIKE:
            continue
        apart = abs(i / len(old) - j / len(new))
        scores[i, j] = 1 + likeness(before.folded, after.folded) - _PLACE * apart
    return assign(scores).links
