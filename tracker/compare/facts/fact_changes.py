"""What changed in substance between two texts: values, duties, references, organisations, terms (contract §4 FACT).

Everything starts from the redline. A number, a date or a reference is never cut by it, so a value that changed lies
whole inside an edit; values that only moved with their sentence are found by the words around them and are no facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracker.compare.facts.edited_stretches import Region, regions
from tracker.compare.facts.of_duties import duty_facts
from tracker.compare.facts.of_names import name_facts
from tracker.compare.facts.of_papers import paper_facts
from tracker.compare.facts.of_references import reference_facts
from tracker.compare.facts.of_values import limit_facts, value_facts
from tracker.compare.facts.same_rule import without_joined, without_kept
from tracker.compare.facts.subjects import subject_of
from tracker.language.numerals import CAPITALS, DIGITS_SIGNS, HAN_SIGNS
from tracker.language.patterns import regex
from tracker.model import Edit, Fact, Passage

_QUANTITATIVE: Final = regex(rf"[{DIGITS_SIGNS}{HAN_SIGNS}{CAPITALS}半每−－-]")
_MODAL: Final = regex("[应当必须务不得准可以禁止严方能有义责任权允许鼓励支持无需要免予于自主决定]")
_LIMITING: Final = regex("超过|[高低少多大小]于|[高低多少长短含以]|上|下|[足满≥≤≧≦<>＜＞]")
_VALUED: Final = regex(f"{_QUANTITATIVE.pattern}|{_LIMITING.pattern}")
_HANDED: Final = regex("[证书簿]|文件|材料|登记|手续|执照|批件")
_REFERRING: Final = regex("[第《条款项号]")
"""Characters without which a change is none of a quantity, of a duty, of a reference: most changes are soon passed."""


def find_facts(old: str, new: str, edits: Sequence[Edit], passages: Sequence[Passage] = ()) -> tuple[Fact, ...]:
    """The facts that the edits between two texts carry, in the order of the text; none where a side is empty.

    ``passages`` say which words of the texts belong together: nothing is compared across them.
    """
    if not old or not new or old == new:
        return ()
    found = without_joined(old, new, _found(old, new, tuple(regions(old, new, edits, passages))))
    return _in_order(old, new, without_kept(old, new, found))


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

    names = tuple(name_facts(old, new, [region for region, text in zip(read, changed, strict=True) if text]))
    yield from names
    if handed := having(_HANDED):
        yield from (paper for paper in paper_facts(old, new, handed) if not any(_tells(name, paper) for name in names))
    if bounded := having(_LIMITING):
        yield from limit_facts(old, new, bounded)
    if valued := having(_VALUED):
        yield from value_facts(old, new, valued)
    if bound := having(_MODAL):
        yield from duty_facts(old, new, bound)
    if referring := having(_REFERRING):
        yield from reference_facts(old, new, referring)


def _tells(name: Fact, paper: Fact) -> bool:
    """Whether a name's fact has a paper's in it, or stands in it."""
    sides = [(paper.old or "", name.old or ""), (paper.new or "", name.new or "")]
    return all(one in other for one, other in sides) or all(other in one for one, other in sides)


def _in_order(old: str, new: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts as they stand in the new text (what is gone, in the old one), each with its subject."""
    placed = sorted(facts, key=lambda fact: _place(fact)[1])
    return tuple(
        replace(fact, subject=subject) if (subject := _subject(old, new, fact)) != fact.subject else fact
        for fact in placed
    )


def _subject(old: str, new: str, fact: Fact) -> str:
    side, start = _place(fact)
    text, word = ((old, fact.old), (new, fact.new))[side]
    return subject_of(text, start, start + len(word or ""))


def _place(fact: Fact) -> tuple[int, int]:
    """On which side a fact stands (1: the new one) and where."""
    before, after = fact.at
    return (0, before or 0) if after is None else (1, after)
