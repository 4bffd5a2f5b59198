"""What changed in substance between two texts: values, duties, references, organisations, terms (contract §4 FACT).

Everything starts from the redline. A number, a date or a reference is never cut by it, so a value that changed lies
whole inside an edit; values that only moved with their sentence are found by the words around them and are no facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracker.compare.facts.duty_facts import duty_facts
from tracker.compare.facts.name_facts import name_facts
from tracker.compare.facts.reference_facts import reference_facts
from tracker.compare.facts.regions import Region, regions
from tracker.compare.facts.subjects import subject_of
from tracker.compare.facts.value_facts import limit_facts, value_facts
from tracker.language.numerals import CAPITALS, DIGITS_SIGNS, HAN_SIGNS
from tracker.likeness.grams import grams
from tracker.model import Edit, Fact, Passage

_QUANTITATIVE: Final = re.compile(rf"[{DIGITS_SIGNS}{HAN_SIGNS}{CAPITALS}半−－-]")
_MODAL: Final = re.compile("[应当必须务不得准可以禁止严方能有义责任权允许鼓励支持无需要免予于自主决定]")
_LIMITING: Final = re.compile("超过|[高低少多大小]于|[高低多少长短含以]|上|下|[足满≥≤≧≦<>＜＞]")
_VALUED: Final = re.compile(f"{_QUANTITATIVE.pattern}|{_LIMITING.pattern}")
_REFERRING: Final = re.compile("[第《条款项号]")
"""Characters without which a change is none of a quantity, of a duty, of a reference: most changes are soon passed."""


def find_facts(old: str, new: str, edits: Sequence[Edit], passages: Sequence[Passage] = ()) -> tuple[Fact, ...]:
    """The facts that the edits between two texts carry, in the order of the text; none where a side is empty.

    ``passages`` say which words of the texts belong together: nothing is compared across them.
    """
    if not old or not new or old == new:
        return ()
    return _without_kept(old, new, _in_order(old, new, _found(old, new, tuple(regions(old, new, edits, passages)))))


def find_names(old: str, new: str, edits: Sequence[Edit]) -> tuple[Fact, ...]:
    """Of the facts only those that give an office or another term a new name."""
    if not old or not new or old == new:
        return ()
    return _in_order(old, new, name_facts(old, new, tuple(regions(old, new, edits, ()))))


def _found(old: str, new: str, read: Sequence[Region]) -> Iterator[Fact]:
    """The facts of the regions, each kind read only where an edit has characters of it."""
    changed = [
        "".join([old[s.old_start : s.old_end] + new[s.new_start : s.new_end] for s in region.spans]) for region in read
    ]

    def having(signs: re.Pattern[str]) -> list[Region]:
        return [region for region, text in zip(read, changed, strict=True) if signs.search(text)]

    yield from name_facts(old, new, [region for region, text in zip(read, changed, strict=True) if text])
    if bounded := having(_LIMITING):
        yield from limit_facts(old, new, bounded)
    if valued := having(_VALUED):
        yield from value_facts(old, new, valued)
    if bound := having(_MODAL):
        yield from duty_facts(old, new, bound)
    if referring := having(_REFERRING):
        yield from reference_facts(old, new, referring)


def _in_order(old: str, new: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts as they stand in the new text (what is gone, in the old one), each with its subject."""
    placed = sorted(facts, key=lambda fact: _place(fact)[1])
    return tuple(replace(fact, subject=_subject(old, new, fact)) for fact in placed)


def _subject(old: str, new: str, fact: Fact) -> str:
    side, start = _place(fact)
    text, word = ((old, fact.old), (new, fact.new))[side]
    return subject_of(text, start, start + len(word or ""))


def _place(fact: Fact) -> tuple[int, int]:
    """On which side a fact stands (1: the new one) and where."""
    before, after = fact.at
    return (0, before or 0) if after is None else (1, after)


_SAME_RULE: Final = 0.4
"""The ratio of the shorter sentence's pairs of characters that two sentences of one rule share."""


def _without_kept(old: str, new: str, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts without values that are told as gone and as new, though a sentence of the same rule still has them.

    应当在15日前…申请 that became 应当自变更之日起15日内…办理 has its 15日 still: nothing of the value came or went.
    """
    came = [fact for fact in facts if fact.old is None and fact.new_value is not None]
    kept: list[Fact] = []
    for gone in facts:
        if gone.new is None and gone.old_value is not None:
            sentence = _sentence(old, gone.at[0] or 0)
            same = [
                fact
                for fact in came
                if (fact.type, fact.unit, fact.new_value) == (gone.type, gone.unit, gone.old_value)
            ]
            alike = [(_shared(sentence, _sentence(new, fact.at[1] or 0)), fact) for fact in same]
            score, heir = max(alike, key=lambda found: found[0], default=(0.0, None))
            if heir is not None and score >= _SAME_RULE:
                came.remove(heir)
                kept += [gone, heir]
    return tuple(fact for fact in facts if not any(fact is one for one in kept))


def _sentence(text: str, place: int) -> str:
    start = max(text.rfind(mark, 0, place) for mark in "。；\n") + 1
    ends = [end for mark in "。；\n" if (end := text.find(mark, place)) >= 0]
    return text[start : min(ends, default=len(text))]


def _shared(one: str, other: str) -> float:
    """The ratio of pairs of characters that two sentences share, of those of the shorter one."""
    pairs, others = grams(one), grams(other)
    return len(pairs & others) / max(1, min(len(pairs), len(others)))
