"""Which sanctions punish other conduct: such provisions are other rules, however alike the rest of them sounds.

A sanction says what it punishes, and under which article: 违反本法第九条规定，销售未经认证的产品的，由…. What follows
(责令改正, 没收违法所得, 罚款) a law repeats from each to the next. So two of them that share no word of the
conduct, and of which neither punishes what became of the other's article, are not one rule in two versions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.compare.align.units import Unit
from tracker.language.document_kinds import OWN
from tracker.language.labels import ARTICLE_LABEL, ordinal
from tracker.language.patterns import regex
from tracker.likeness.chain import Link
from tracker.likeness.character_runs import Grams, grams, shared

_OFFENCE = regex(
    rf"违反{OWN}(第[^，,。；;：:\n]{{1,60}}?)的?规定[，,]?([^。；;：:\n]{{2,120}}?)的(?=[，,。；;：:\n]|\Z)"
)
_CITED = regex(rf"([至到])?({ARTICLE_LABEL})")
_LISTED = "下列"
"""The conduct stands in the items that follow."""
_MANY: Final = 40
"""Offences of one provision above which it is no sanction but a book of them."""
_ALIKE: Final = 0.25
"""The share of common bigrams from which on two accounts of conduct may be of one, reworded."""

Article = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Offence:
    """What one sanction punishes: the articles (numbers, branches) under which it is forbidden, and its words."""

    cited: frozenset[Article]
    conduct: Grams


def offences(text: str) -> tuple[Offence, ...]:
    """What the sanctions in a text punish; nothing where one of them only leads to a list."""
    if "违反" not in text:
        return ()
    found = _OFFENCE.findall(text)
    if len(found) > _MANY or any(_LISTED in conduct for _, conduct in found):
        return ()
    return tuple(Offence(_articles(cited), grams(conduct)) for cited, conduct in found)


def _articles(cited: str) -> frozenset[Article]:
    """The articles that a reference lists, those inside a range too: 第四十一条至第四十三条."""
    found: list[Article] = []
    for until, label in _CITED.findall(cited):
        place = ordinal(label)
        if place is None:
            continue
        if until and found:
            found += [(number, 0) for number in range(found[-1][0] + 1, min(place[0], found[-1][0] + _RANGE))]
        found.append(place)
    return frozenset(found)


_RANGE: Final = 100
"""Articles that a range may span; more is no range of one offence."""


def other_offences(old: Sequence[Unit], new: Sequence[Unit], links: Mapping[int, int]) -> Callable[[Link], bool]:
    """Whether the provisions of a pair punish other conduct under other articles, by what became of the articles."""
    ours, theirs = _punished(old), _punished(new)
    heirs = _heirs(old, new, links) if ours and theirs else {}

    def are_other(pair: Link) -> bool:
        here, there = ours.get(pair[0], ()), theirs.get(pair[1], ())
        cited = {article for one in there for article in one.cited}
        became = {heirs[article] for one in here for article in one.cited & heirs.keys()}
        return bool(cited and became and not cited & became) and _share_nothing(here, there)

    return are_other


def _punished(units: Iterable[Unit]) -> dict[int, tuple[Offence, ...]]:
    """What each unit punishes, of those that punish anything."""
    return {place: found for place, unit in enumerate(units) if (found := offences(unit.place.text))}


def _share_nothing(ours: Sequence[Offence], theirs: Sequence[Offence]) -> bool:
    """Whether no conduct of one side may be one of the other, reworded."""
    return all(shared(one.conduct, other.conduct) < _ALIKE for one in ours for other in theirs)


def _heirs(old: Sequence[Unit], new: Sequence[Unit], links: Mapping[int, int]) -> dict[Article, Article]:
    """The number of each article and of what became of it; numbers that stand in a text twice are left out."""
    before, after = _numbers(old), _numbers(new)
    return {before[i]: after[j] for i, j in links.items() if i in before and j in after}


def _numbers(units: Iterable[Unit]) -> dict[int, Article]:
    found = {
        n: place
        for n, unit in enumerate(units)
        if unit.place.level == "article" and (place := ordinal(unit.place.label or "")) is not None
    }
    times = Counter(found.values())
    return {n: place for n, place in found.items() if times[place] == 1}
