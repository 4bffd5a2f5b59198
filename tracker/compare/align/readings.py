"""What the alignment reads of each text, made once: grams, their weights, the mass of each text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.compare.align.units import Unit
from tracker.likeness.grams import Grams, grams
from tracker.likeness.rarity import Rarity, rarity

_COMMENCEMENT = re.compile(r"本.{1,8}自.{0,24}(?:施行|实施|生效|执行)")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an alignment: its units, which of them say when it begins, and what is read of each.

    ``grams`` are those that some other text has too: the rest can match nothing. ``masses`` weigh all grams of a text.
    """

    units: Sequence[Unit]
    grams: Sequence[Grams]
    masses: Sequence[int]
    commencements: frozenset[int]


@dataclass(frozen=True, slots=True)
class Readings:
    """Both sides, and how telling the grams in them are."""

    old: Side
    new: Side
    rare: Rarity


def read(old: Sequence[Unit], new: Sequence[Unit]) -> Readings:
    """The readings of two lists of units."""
    ours, theirs = ([grams(unit.canon) for unit in side] for side in (old, new))
    rare = rarity([*ours, *theirs])
    known = frozenset(rare.weights)
    return Readings(_side(old, ours, rare, known), _side(new, theirs, rare, known), rare)


def _side(units: Sequence[Unit], texts: Sequence[Grams], rare: Rarity, known: Grams) -> Side:
    commencements = frozenset(place for place, unit in enumerate(units) if _COMMENCEMENT.match(unit.canon))
    shared = [text & known for text in texts]
    return Side(units, shared, list(map(rare.mass, texts, shared)), commencements)
