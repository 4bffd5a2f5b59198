"""What the alignment reads of each text, made once: grams, their weights, the mass of each text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from tracker.compare.align.candidates import names_of
from tracker.compare.align.units import Unit
from tracker.language.patterns import regex
from tracker.likeness.character_runs import Grams, grams
from tracker.likeness.rare_grams import Rarity, rarity

_COMMENCEMENT = regex(r"本.{1,8}自.{0,24}(?:施行|实施|生效|执行)")


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
    """Both sides, how telling grams are, which several texts have, and which are so rare that they name a pair."""

    old: Side
    new: Side
    rare: Rarity
    known: Grams
    names: Grams


class _Text(NamedTuple):
    """What is read of one text, wherever and however often it stands."""

    grams: Grams
    mass: int
    commences: bool


def read(old: Sequence[Unit], new: Sequence[Unit]) -> Readings:
    """The readings of two lists of units."""
    every = {unit.canon: grams(unit.canon) for unit in chain(old, new)}  # most texts of a law stand on both sides
    rare = rarity([every[unit.canon] for unit in chain(old, new)])
    known = frozenset(rare.weights)
    texts: dict[str, _Text] = {}
    for text, its in every.items():
        shared = its & known
        texts[text] = _Text(shared, rare.mass(its, shared), _COMMENCEMENT.match(text) is not None)
    return Readings(_side(old, texts), _side(new, texts), rare, known, names_of(rare))


def _side(units: Sequence[Unit], texts: Mapping[str, _Text]) -> Side:
    read = [texts[unit.canon] for unit in units]
    return Side(
        units,
        [text.grams for text in read],
        [text.mass for text in read],
        frozenset(place for place, text in enumerate(read) if text.commences),
    )
