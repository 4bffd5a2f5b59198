"""Passages that went from one change into another: a 款 that moved between two articles that both live on.

Such a passage is gone in one change and new in another; both are told as moved, each with the words on the other side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

from tracker.compare.align.comparable_text import fold, words_of
from tracker.compare.align.line_pairing import line_links
from tracker.compare.align.units import Unit
from tracker.language.patterns import regex
from tracker.likeness.assignment import assign
from tracker.likeness.subsequence import likeness
from tracker.model import CONTAINERS, MATTER, Elsewhere, Passage, Place

_SHORTEST: Final = 10
"""Fewer words (characters without label and numerals) recur by chance: 具体办法由市人民政府规定."""

_ALIKE: Final = 0.8
"""From this likeness on a passage that is gone here and one that is new there are the same."""

_STAYED: Final = 0.9
"""From this likeness on a line that a passage left behind is the same."""

_SENTENCE_END: Final = regex("[。\n]")

_FEW: Final = 10_000
"""Beyond so many pairs only passages of the very same words are told as moved."""

Found: TypeAlias = Sequence[tuple[Passage, ...]]
"""The passages of every change."""


class Joined(NamedTuple):
    """The two joined texts of a change and the provisions they are made of."""

    old: tuple[Place, ...]
    new: tuple[Place, ...]

    @property
    def texts(self) -> tuple[str, str]:
        """Old and new text, each joined with line feeds."""
        return "\n".join([place.text for place in self.old]), "\n".join([place.text for place in self.new])


class _Loose(NamedTuple):
    """A passage that has one side: in which change, which of its passages, its text, and the label it stands under."""

    change: int
    passage: int
    text: str
    words: str
    label: str | None


def in_place(
    old: Sequence[Unit], new: Sequence[Unit], links: Mapping[int, int], same: Mapping[int, int]
) -> dict[int, int]:
    """The links with those of provisions set right that kept their label and their first line and lost a longer 款.

    The 款 went into another that kept its label and first line too; by their words alone the one that lost it would be
    taken for the one that has it now. What stands elsewhere word for word (``same``) lost nothing.
    """
    out = dict(links)
    lost = links.keys() - same.keys()
    places = {unit.place.path: i for i, unit in enumerate(old)}
    held = set(links.values())
    for h, unit in enumerate(new):
        i = places.get(unit.place.path)
        if h in held or i is None or i not in lost:
            continue
        j = out[i]
        k = places.get(new[j].place.path)
        if k is not None and k not in out and _same_first(old[i], unit) and _same_first(old[k], new[j]):
            out[i], out[k] = h, j
    return out


def _same_first(old: Unit, new: Unit) -> bool:
    """Whether the first sentences of two provisions have the same words, numerals aside."""
    ours, theirs = (words_of(_SENTENCE_END.split(unit.folded, maxsplit=1)[0]) for unit in (old, new))
    return ours == theirs != ""


def stay_apart(old: tuple[str, str], new: tuple[str, str]) -> bool:
    """Whether a part that went from one provision into another is a moved 款, and both provisions live on unchanged.

    ``old`` are the texts that the passage left, before and after; ``new`` those that it came into, before and after.
    All lines that stayed in either have the same words, numerals aside, or nearly; provisions that were rewritten
    too are a restructured group.
    """
    gone = _leaves(*old)
    come = _leaves(*reversed(new))
    return any(likeness(ours, theirs) >= _ALIKE for ours in gone for theirs in come)


def _leaves(longer: str, shorter: str) -> list[str]:
    """The words of the lines that only ``longer`` has, if all lines of ``shorter`` stand in it nearly as they are."""
    ours, theirs = ([words_of(line) for line in fold(text).split("\n")] for text in (longer, shorter))
    links, _ = line_links(ours, theirs)
    if len(links) < len(theirs) or any(likeness(ours[i], theirs[j]) < _STAYED for i, j in links.items()):
        return []
    return [line for i, line in enumerate(ours) if i not in links and len(line) >= _SHORTEST]


def with_carried(changes: Sequence[Joined], found: Found) -> list[tuple[Passage, ...]]:
    """The passages of all changes, with those marked that went from one to another."""
    gone, come = list(_loose(changes, found, 0)), list(_loose(changes, found, 1))
    marks: dict[tuple[int, int], Elsewhere] = {}
    for a, b in _pairs(gone, come).items():
        here, there = gone[a], come[b]
        marks[here.change, here.passage] = Elsewhere(label=there.label, text=there.text, change=there.change)
        marks[there.change, there.passage] = Elsewhere(label=here.label, text=here.text, change=here.change)
    if not marks:
        return list(found)
    return [
        tuple(
            replace(passage, moved=True, elsewhere=marks[k, n]) if (k, n) in marks else passage
            for n, passage in enumerate(passages)
        )
        for k, passages in enumerate(found)
    ]


def _loose(changes: Sequence[Joined], found: Found, side: int) -> Iterator[_Loose]:
    """The passages that only one side has (0 the old, 1 the new), where they say enough to be told again elsewhere."""
    for k, passages in enumerate(found):
        alone = [n for n, passage in enumerate(passages) if passage.kind == "text" and _is_alone(passage, side)]
        if not alone or any(place.level in _UNTOLD for place in (*changes[k].old, *changes[k].new)):
            continue
        text = changes[k].texts[side]
        places = (changes[k].old, changes[k].new)[side]
        starts = [0, *accumulate(len(place.text) + 1 for place in places)]
        for n in alone:
            start, end = (passages[n].old if side == 0 else passages[n].new) or (0, 0)
            words = words_of(fold(text[start:end]))
            if len(words) >= _SHORTEST:
                yield _Loose(k, n, text[start:end], words, places[bisect_right(starts, start) - 1].label)


_UNTOLD: Final = CONTAINERS | MATTER
"""Levels of headings, signatures and the like, which no passage leaves."""


def _is_alone(passage: Passage, side: int) -> bool:
    """Whether a passage stands on one side alone, which is this one."""
    here, there = (passage.old, passage.new) if side == 0 else (passage.new, passage.old)
    return here is not None and not there


def _pairs(gone: Sequence[_Loose], come: Sequence[_Loose]) -> Mapping[int, int]:
    """Which passage that is gone is which that came in another change; words that stand twice on a side say nothing."""
    if not gone or not come:
        return {}
    if len(gone) * len(come) > _FEW:
        places = {loose.words: b for b, loose in enumerate(come)}
        pairs = [(a, places[loose.words]) for a, loose in enumerate(gone) if loose.words in places]
    else:
        pairs = [(a, b) for a in range(len(gone)) for b in range(len(come))]
    scores = {}
    for a, b in pairs:
        if gone[a].change != come[b].change:
            alike = likeness(gone[a].words, come[b].words, _ALIKE)
            scores[a, b] = alike - _ALIKE + 1e-6 if alike else 0.0
    links = assign(scores).links
    olds, news = (Counter([loose.words for loose in side]) for side in (gone, come))
    return {a: b for a, b in links.items() if olds[gone[a].words] == news[come[b].words] == 1}
