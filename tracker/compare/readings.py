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
    """One side of an alignment: its units, the grams and the mass of each, and which of them say when it begins."""

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
    weights = rarity([*ours, *theirs])
    return Readings(_side(old, ours, weights), _side(new, theirs, weights), weights)


def _side(units: Sequence[Unit], read_grams: Sequence[Grams], weights: dict[str, float]) -> Side:
    commencements = frozenset(place for place, unit in enumerate(units) if _COMMENCEMENT.match(unit.canon))
    return Side(units, read_grams, [mass(text, weights) for text in read_grams], commencements)
