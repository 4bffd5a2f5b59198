"""Evidence that a sentence, a 款 or an item of a provision went into another than its main heir.

A whole provision says little of a part: one sentence that grew into an article is a small share of both. So the
sentences that the heirs leave unexplained are held beside one another, and coverage is measured on the sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.compare.align.candidates import blocked_by
from tracker.compare.align.pair_evidence import Around, Features, Overlaps, margins
from tracker.compare.align.readings import Readings, Side
from tracker.language.patterns import regex
from tracker.likeness.chain import Link
from tracker.likeness.character_runs import Grams, grams
from tracker.likeness.rare_grams import UNIT, mass
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

_END = regex("[。;:]")
_SHORTEST = 8
"""A sentence of fewer characters says too little."""
_EXPLAINED = 0.8
"""A sentence of which the heir has this share stayed where it was."""
_HELD = 0.25
"""Nor is a pair of which neither sentence has this share by weight in the other."""
_NOTHING: Grams = frozenset()
_LEAST = 8.0
"""Shared weight below this is not worth a look."""


class _Sentence(NamedTuple):
    """A sentence that the heir does not explain: of which provision, its words, and their grams."""

    place: int
    words: str
    grams: Grams


def sentence_parts(
    readings: Readings, found: Overlaps, links: Mapping[int, int], where: Around
) -> dict[Link, Features]:
    """The features ``SENTENCE`` of every pair of provisions that is no link, from their two most alike sentences.

    ``found`` are the overlaps of the candidates that were weighed as whole provisions.
    """
    holders = {j: i for i, j in links.items()}
    explained = _explained(readings, found, links)
    old = list(_unexplained(readings.old, readings.new, links, explained))
    new = list(_unexplained(readings.new, readings.old, holders, {(j, i): held for (i, j), held in explained.items()}))
    near = list(_near(old, new, links, readings))
    weights = [
        {place: readings.rare.mass(side[place].grams, side[place].grams & readings.known) for place in places}
        for side, places in ((old, {a for a, _, _ in near}), (new, {b for _, b, _ in near}))
    ]
    best: dict[Link, tuple[float, Features]] = {}
    for a, b, shared in near:
        ours, theirs = old[a], new[b]
        link = ours.place, theirs.place
        held = shared / weights[0][a], shared / weights[1][b]
        if max(held) < _HELD:
            continue
        alike = likeness(ours.words, theirs.words)
        strength = alike + math.sqrt(held[0] * held[1])
        if link in best and best[link][0] >= strength:
            continue
        shares = weights[0][a] / readings.old.masses[link[0]], weights[1][b] / readings.new.masses[link[1]]
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


def _near(
    old: Sequence[_Sentence], new: Sequence[_Sentence], links: Mapping[int, int], readings: Readings
) -> Iterator[tuple[int, int, int]]:
    """The pairs of sentences of provisions that are no link and share enough, with the weight that they share."""
    for a, b in sorted(
        blocked_by([one.grams for one in old], [one.grams for one in new], readings.rare, readings.names)
    ):
        if links.get(old[a].place) != new[b].place:
            shared = mass(old[a].grams & new[b].grams, readings.rare.weights)
            if shared >= _LEAST * UNIT:
                yield a, b, shared


def _explained(readings: Readings, found: Overlaps, links: Mapping[int, int]) -> dict[Link, int]:
    """The weight that both texts of each link share; none is given where they are the same."""
    old, new = readings.old, readings.new
    return {
        (i, j): round(found[i, j].shared * UNIT)
        if (i, j) in found
        else mass(old.grams[i] & new.grams[j], readings.rare.weights)
        for i, j in links.items()
        if old.units[i].canon != new.units[j].canon
    }


def _unexplained(
    side: Side, other: Side, heirs: Mapping[int, int], explained: Mapping[Link, int]
) -> Iterator[_Sentence]:
    """The sentences of one side's provisions that their heirs lack; ``explained`` are the weights that heirs have."""
    for place, unit in enumerate(side.units):
        heir = heirs.get(place, -1)
        there = other.units[heir].canon if heir >= 0 else ""
        if there == unit.canon or side.masses[place] - explained.get((place, heir), 0) < _LEAST * UNIT:
            continue
        has = other.grams[heir] if heir >= 0 else _NOTHING
        for words in _END.split(unit.canon):
            if len(words) < _SHORTEST or words in there:
                continue
            every = grams(words)
            if len(every & has) < _EXPLAINED * len(every):
                yield _Sentence(place, words, every)
