"""Which line of a provision became which: 款 and 项 by their words without labels and numerals.

What stays in the order of the other lines needs little to be paired, for a wrong pair there is only a poorer redline.
What left that order is told as moved, and needs the same words or nearly the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product

from tracker.compare.align.candidates import blocked
from tracker.compare.align.same_text_links import identical
from tracker.likeness.assignment import assign
from tracker.likeness.chain import Link, heaviest_chain
from tracker.likeness.character_runs import grams
from tracker.likeness.subsequence import likeness

_ALIKE = 0.5
"""From this likeness on two lines in the order of their neighbours are versions of one another."""

ALIKE_AFAR = 0.7
"""From this likeness on two lines are, although one left the order of the others."""

ALIKE_PARTED = 0.55
"""The same for sentences of provisions that were divided or joined: of these something must have gone elsewhere."""

_SHORTEST = 4
"""Fewer words (characters without label and numerals) than this say nothing of a line that left the order."""

_A_PAIR = 2
"""More lines of the same words than this, on both sides together, are told apart by their numbers."""

_FEW = 2_500
"""Up to so many pairs all are compared; beyond, only those that share rare words."""

_PLACE = 0.02
"""What the distance between the places takes from a likeness, at most."""


def line_links(
    old: Sequence[str], new: Sequence[str], heads: Callable[[int, int], str] | None = None, *, afar: float = ALIKE_AFAR
) -> tuple[dict[int, int], set[Link]]:
    """Old place → new place for two lists of lines' words, and those of the links that left the order of the rest.

    ``heads`` gives the first clause of a line (of side 0 or 1, by its place) with its numerals: of lines that differ by
    their numbers alone those are one that begin with the same, 80周岁至89周岁的，每人每月60元 and …，每人每月100元.
    ``afar`` is the likeness that a link needs which left the order.
    """
    links = identical(*(_with_heads(old, new, heads) if heads else (old, new)))
    links |= _alike(old, new, links)
    chain = _chain(links, old)
    kept = {
        i: j
        for i, j in links.items()
        if (i, j) in chain or (len(old[i]) >= _SHORTEST and likeness(old[i], new[j]) >= afar)
    }
    return kept, set(kept.items()) - chain


def _with_heads(
    old: Sequence[str], new: Sequence[str], heads: Callable[[int, int], str]
) -> tuple[list[str], list[str]]:
    """The words of both sides' lines, with the head behind those that recur where it stands once on either side."""
    counts = Counter(old), Counter(new)
    recurs = {words for words, count in counts[0].items() if count + counts[1][words] > _A_PAIR and counts[1][words]}
    if not recurs:
        return list(old), list(new)
    named = [_named(lines, recurs, partial(heads, side)) for side, lines in enumerate((old, new))]
    once = [Counter(side.values()) for side in named]
    both = {name for name, count in once[0].items() if count == once[1][name] == 1}
    ours, theirs = (
        [names.get(k, words) if names.get(k) in both else words for k, words in enumerate(lines)]
        for names, lines in zip(named, (old, new), strict=True)
    )
    return ours, theirs


def _named(lines: Sequence[str], recurs: set[str], head: Callable[[int], str]) -> dict[int, str]:
    """The lines whose words recur, by their places, each with its head behind its words."""
    return {k: f"{words}\n{head(k)}" for k, words in enumerate(lines) if words in recurs}


def _chain(links: Mapping[int, int], old: Sequence[str]) -> set[Link]:
    """The links that keep their order, as much text as can be; of two as long the one that comes first in the new."""
    return set(heaviest_chain((i, j, len(old[i]) + 1 + 1 / (2 + j)) for i, j in links.items()))


def _alike(old: Sequence[str], new: Sequence[str], links: Mapping[int, int]) -> dict[int, int]:
    """Links between lines that ``links`` leave alone, by their likeness and their place."""
    taken = set(links.values())
    ours = [i for i in range(len(old)) if i not in links]
    theirs = [j for j in range(len(new)) if j not in taken]
    if len(ours) * len(theirs) <= _FEW:
        pairs = set(product(ours, theirs))
    else:
        found = blocked([grams(old[i]) for i in ours], [grams(new[j]) for j in theirs])
        pairs = {(ours[a], theirs[b]) for a, b in found}
    scores = {}
    for i, j in sorted(pairs):
        alike = likeness(old[i], new[j], _ALIKE)
        if alike >= _ALIKE:
            scores[i, j] = alike - _ALIKE + _PLACE * (1 - abs(i / len(old) - j / len(new)))
    return assign(scores).links
