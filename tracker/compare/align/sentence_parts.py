"""Evidence that a sentence, a 款 or an item of a provision went into another than its main heir.

A whole provision says little of a part: one sentence that grew into an article is a small share of both. So the
sentences that the heirs leave unexplained are held beside one another, and coverage is measured on the sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.compare.align.candidates import blocked_by
from tracker.compare.align.pair_evidence import Around, Features, margins
from tracker.compare.align.readings import Readings, Side
from tracker.likeness.chain import Link
from tracker.likeness.grams import Grams, grams
from tracker.likeness.rarity import UNIT, mass
from tracker.likeness.subsequence import likeness

SENTENCE = (
    "likeness of the sentences",
    "containment, larger",
    "containment, smaller",
    "shared weight",
    "the sentence's share of its provision, larger",
    "the sentence's share of its provision, smaller",
    "margin over the best rival, larger",
    "margin over the best rival, smaller",
    "distance",
    "provisions without an heir",
)

_END = re.compile("[。;:]")
_SHORTEST = 8
"""A sentence of fewer characters says too little."""
_EXPLAINED = 0.8
"""A sentence of which the heir has this share stayed where it was."""
_HELD = 0.25
"""Nor is a pair of which neither sentence has this share by weight in the other."""
_LEAST = 8.0
"""Shared weight below this is not worth a look."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that the heir does not explain: of which provision, its words, their grams and weights."""

    place: int
    words: str
    grams: Grams
    weight: int


def sentence_parts(readings: Readings, links: Mapping[int, int], where: Around) -> dict[Link, Features]:
    """The features ``SENTENCE`` of every pair of provisions that is no link, from their two most alike sentences."""
    holders = {j: i for i, j in links.items()}
    old = list(_unexplained(readings.old, readings.new, links, readings))
    new = list(_unexplained(readings.new, readings.old, holders, readings))
    best: dict[Link, tuple[float, Features]] = {}
    for a, b in sorted(blocked_by([one.grams for one in old], [one.grams for one in new], readings.rare)):
        ours, theirs = old[a], new[b]
        link = ours.place, theirs.place
        shared = mass(ours.grams & theirs.grams, readings.rare.weights)
        if shared < _LEAST * UNIT or links.get(link[0]) == link[1]:
            continue
        held = shared / ours.weight, shared / theirs.weight
        if max(held) < _HELD:
            continue
        alike = likeness(ours.words, theirs.words)
        strength = alike + math.sqrt(held[0] * held[1])
        if link in best and best[link][0] >= strength:
            continue
        shares = ours.weight / readings.old.masses[link[0]], theirs.weight / readings.new.masses[link[1]]
        best[link] = (
            strength,
            [alike, max(held), min(held), math.log1p(shared / UNIT) / 5, max(shares), min(shares)],
        )
    margin = margins({link: strength for link, (strength, _) in best.items()})
    return {
        (i, j): [
            *features,
            *margin[i, j],
            math.log1p(where.distance(i, j)) / 3,
            float((i not in links) + (j not in holders)),
        ]
        for (i, j), (_, features) in best.items()
    }


def _unexplained(side: Side, other: Side, heirs: Mapping[int, int], readings: Readings) -> Iterator[_Sentence]:
    """The sentences of one side's provisions that their heirs lack."""
    known = frozenset(readings.rare.weights)
    for place, unit in enumerate(side.units):
        heir = heirs.get(place)
        has: Grams = frozenset() if heir is None else other.grams[heir]
        if side.masses[place] - mass(side.grams[place] & has, readings.rare.weights) < _LEAST * UNIT:
            continue
        there = "" if heir is None else other.units[heir].canon
        for words in _END.split(unit.canon):
            if len(words) < _SHORTEST or words in there:
                continue
            every = grams(words)
            if len(every & has) < _EXPLAINED * len(every):
                common = every & known
                yield _Sentence(place, words, common, readings.rare.mass(every, common))
