"""What the alignment reads of each text, made once: grams, their weights, the mass of each text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.compare.similarity import Grams, grams, mass, rarity
from tracker.compare.units import Unit

_COMMENCEMENT = re.compile(r"本.{1,8}自.{0,24}(?:施行|实施|生效|执行)")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an alignment: its units, which of them say when it begins, and what is read of each.

    ``grams`` are those that some other text has too: the rest can match nothing. ``masses`` weigh all grams of a text.
    """

    units: Sequence[Unit]
    grams: Sequence[Grams]
    masses: Sequence[float]
    commencements: frozenset[int]


@dataclass(frozen=True, slots=True)
class Readings:
    """Both sides, and the weight of every gram in them."""

    old: Side
    new: Side
    weights: dict[str, float]


def read(old: Sequence[Unit], new: Sequence[Unit]) -> Readings:
    """The readings of two lists of units."""
    ours, theirs = ([grams(unit.canon) for unit in side] for side in (old, new))
    weights, shared = rarity([*ours, *theirs])
    return Readings(_side(old, ours, weights, shared), _side(new, theirs, weights, shared), weights)


def _side(units: Sequence[Unit], texts: Sequence[Grams], weights: dict[str, float], shared: Grams) -> Side:
    commencements = frozenset(place for place, unit in enumerate(units) if _COMMENCEMENT.match(unit.canon))
    return Side(units, [text & shared for text in texts], [mass(text, weights) for text in texts], commencements)
