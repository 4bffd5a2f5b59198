"""Units that are no provisions: tables, addressees, signatures, dates. There are few, and their kind says most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tracker.compare.align.candidates import blocked
from tracker.compare.align.same_text_links import identical
from tracker.compare.align.units import Unit
from tracker.likeness.assignment import assign
from tracker.likeness.character_runs import grams
from tracker.likeness.subsequence import likeness

_ALIKE = 0.5
"""From this likeness on two units of one kind are versions of one another."""

_KIN = 0.2
"""From this likeness on two tables of the same columns are."""

_ALONE = frozenset({"addressee", "closing", "signature", "date", "annex-list"})
"""What a text has once: the only one left on either side became the other, however it reads."""

_FEW = 2_500
"""Up to so many pairs all are compared; beyond, only those that share rare words."""


def align_furnishings(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Old unit → new unit (by ``Unit.index``), each only with its own kind."""
    kinds: defaultdict[str, tuple[list[Unit], list[Unit]]] = defaultdict(lambda: ([], []))
    for side, units in enumerate((old, new)):
        for unit in units:
            kinds[unit.place.level][side].append(unit)
    out: dict[int, int] = {}
    for level, (ours, theirs) in kinds.items():
        links = _align_kind(level, ours, theirs)
        out |= {ours[i].index: theirs[j].index for i, j in links.items()}
    return out


def _align_kind(level: str, old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    links = identical([unit.identity for unit in old], [unit.identity for unit in new])
    taken = set(links.values())
    ours = [i for i in range(len(old)) if i not in links]
    theirs = [j for j in range(len(new)) if j not in taken]
    if level in _ALONE and len(ours) == len(theirs) == 1:
        return {**links, ours[0]: theirs[0]}
    scores = {
        (ours[a], theirs[b]): _likeness(old[ours[a]], new[theirs[b]]) - _ALIKE
        for a, b in _pairs([old[i] for i in ours], [new[j] for j in theirs])
    }
    return {**links, **assign(scores).links}


def _likeness(old: Unit, new: Unit) -> float:
    """How alike two units are; tables of the same columns are one table, whatever became of its rows."""
    alike = likeness(_read(old), _read(new))
    if old.pool == "table" and alike >= _KIN and old.folded.partition("\n")[0] == new.folded.partition("\n")[0]:
        return (1 + alike) / 2
    return alike


def _read(unit: Unit) -> str:
    """The text, or the label where there is no text."""
    return unit.canon or unit.place.label or ""


def _pairs(old: Sequence[Unit], new: Sequence[Unit]) -> set[tuple[int, int]]:
    if len(old) * len(new) <= _FEW:
        return {(i, j) for i in range(len(old)) for j in range(len(new))}
    ours, theirs = ([grams(unit.canon) for unit in side] for side in (old, new))
    return blocked(ours, theirs)
