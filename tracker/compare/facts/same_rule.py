"""Facts told as gone and as new although a sentence of the same rule still says it, or says the contrary now.

A redline can strike a sentence and write it anew elsewhere; what its words bind or allow then neither went nor came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracker.compare.facts.modality import direction, modals
from tracker.likeness.grams import Grams, grams
from tracker.model import Fact

_SAME_RULE: Final = 0.4
"""The ratio of the shorter sentence's pairs of characters that two sentences of one rule share."""

_SAME_DUTY: Final = 0.55
"""The same for words of duty, which stand in every second sentence."""

_ENDS: Final = "。；\n"


def without_kept(old: str, new: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, but those told as gone and as new that a sentence of the same rule still has, on either side.

    应当在15日前…申请 that became 应当自变更之日起15日内…办理 has its 15日 still: nothing of the value came or went. A
    permission that became the only duty of its sentence, or the other way round, is one fact.
    """
    came = [fact for fact in facts if fact.old is None]
    gone = [fact for fact in facts if fact.new is None]
    if not came or not gone:
        return tuple(facts)
    out = list(facts)
    for one, other in _pairs(old, new, gone, came):
        turned = _turned(old, new, one, other)
        out = [fact for fact in out if fact is not one and fact is not other]
        if turned:
            out.append(turned)
    return tuple(sorted(out, key=lambda fact: fact.at[1] if fact.at[1] is not None else (fact.at[0] or 0)))


def _pairs(old: str, new: str, gone: Sequence[Fact], came: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Facts that went with those that came in their stead, each once, the most alike first."""
    ours = [(fact, grams(sentence_at(old, fact.at[0] or 0))) for fact in gone]
    theirs = [(fact, grams(sentence_at(new, fact.at[1] or 0))) for fact in came]
    scored = [
        (_shared(words, others), a, b)
        for a, (one, words) in enumerate(ours)
        for b, (other, others) in enumerate(theirs)
        if _can_be_one(one, other)
    ]
    taken: tuple[set[int], set[int]] = (set(), set())
    for score, a, b in sorted(scored, key=lambda entry: (-entry[0], abs(entry[1] - entry[2]), entry[1])):
        least = _SAME_DUTY if gone[a].type == "modality" else _SAME_RULE
        if score >= least and a not in taken[0] and b not in taken[1] and _is_one(old, new, gone[a], came[b]):
            taken[0].add(a)
            taken[1].add(b)
            yield gone[a], came[b]


def _can_be_one(gone: Fact, came: Fact) -> bool:
    """Whether two facts say the same of the same kind, or are words of duty."""
    if gone.type != came.type:
        return False
    if gone.type == "modality":
        return True
    return gone.old_value is not None and (gone.unit, gone.old_value) == (came.unit, came.new_value)


def _is_one(old: str, new: str, gone: Fact, came: Fact) -> bool:
    """Whether a word of duty can have become another: it is the same word, or both are alone in their sentences."""
    if gone.type != "modality" or gone.old == came.new:
        return True
    before, after = sentence_at(old, gone.at[0] or 0), sentence_at(new, came.at[1] or 0)
    return len(modals(before)) == len(modals(after)) == 1


def _turned(old: str, new: str, gone: Fact, came: Fact) -> Fact | None:
    """The one fact that two are in truth: a word of duty that became another; none where it is the same word."""
    if gone.type != "modality" or gone.old == came.new:
        return None
    i, j = gone.at[0] or 0, came.at[1] or 0
    before = next((modal for modal in modals(old) if modal.start == i), None)
    after = next((modal for modal in modals(new) if modal.start == j), None)
    return replace(gone, new=came.new, at=(i, j), direction=direction(before, after))


def sentence_at(text: str, place: int) -> str:
    """The sentence, or the item of a list, in which an offset stands."""
    start = max(text.rfind(mark, 0, place) for mark in _ENDS) + 1
    ends = [end for mark in _ENDS if (end := text.find(mark, place)) >= 0]
    return text[start : min(ends, default=len(text))]


def _shared(one: Grams, other: Grams) -> float:
    """The ratio of pairs of characters that two sentences share, of those of the shorter one."""
    return len(one & other) / max(1, min(len(one), len(other)))
