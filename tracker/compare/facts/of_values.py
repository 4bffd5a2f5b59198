"""Facts of values: amounts, shares, periods, dates and counts that changed, came or went, and bounds turned around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracker.compare.facts.cell_units import cell_quantities
from tracker.compare.facts.edited_stretches import Region
from tracker.compare.facts.frames import clause_of
from tracker.compare.facts.limit_words import Limit, limits, opposite
from tracker.compare.facts.mention_pairs import Pair, paired
from tracker.compare.facts.quantity_patterns import EVERY
from tracker.compare.facts.quantity_reading import DAYS, Quantity, quantities
from tracker.language.patterns import regex
from tracker.model import Direction, Fact


def value_facts(old: str, new: str, read: Sequence[Region]) -> Iterator[Fact]:
    """Amounts, shares, periods, dates and counts that changed, came or went."""
    measures = _measures(old), _measures(new)
    for region in filter(_has_values, read):
        for pair in paired((old, new), measures, region.spans, _same_value, [_same_kind]):
            if not _says_nothing(pair):
                yield _at_its_pace(_value_fact(pair), old, new)


def _at_its_pace(fact: Fact, old: str, new: str) -> Fact:
    """The fact; without a direction where it is counted in another time: 每年两次 → 每季度一次 is not fewer."""
    if fact.direction is None or fact.type == "duration" or None in fact.at:
        return fact
    paces = [_pace(text, at or 0) for text, at in zip((old, new), fact.at, strict=True)]
    return replace(fact, direction=None) if all(paces) and paces[0] != paces[1] else fact


def _pace(text: str, at: int) -> str:
    """How often something recurs that is counted at an offset, as its clause says before it."""
    start, _ = clause_of(text, at, at)
    found = [every[0] for every in _EVERY.finditer(text, start, at)]
    return found[-1] if found else ""


_EVERY: Final = regex(EVERY)


def _says_nothing(pair: Pair[Quantity]) -> bool:
    """Whether a pair is no fact of a value: one thing came or went, or the same value was only turned around."""
    if pair.old and pair.new:
        return pair.old.measure == pair.new.measure and pair.old.value is not None and _other_side(pair.old, pair.new)
    return _of(pair).slight


def _measures(text: str) -> list[Quantity]:
    """All quantities of a text, those that only a table's heading measures too."""
    found = quantities(text, slight=True)
    return sorted((*found, *cell_quantities(text)), key=lambda one: one.start) if "\t" in text else found


def _same_value(old: Quantity, new: Quantity) -> bool:
    if old.value is None:
        return old.text == new.text
    return old.measure == new.measure and not _border_moved(old, new) and not _other_side(old, new)


def _other_side(old: Quantity, new: Quantity) -> bool:
    """Whether an upper bound is a lower one now: 1000元以下 and 1000元以上5000元以下 share no bound."""
    return bool(old.limit and new.limit and opposite(old.limit, new.limit))


def _border_moved(old: Quantity, new: Quantity) -> bool:
    """Whether a bound includes its value no more, or does now: 百分之五十以上 → 超过百分之五十."""
    before, after = old.limit, new.limit
    return bool(before and after and before.side == after.side and before.inclusive != after.inclusive)


def _same_kind(old: Quantity, new: Quantity) -> bool:
    return (old.type, old.recurs) == (new.type, new.recurs) and (old.type != "count" or old.unit == new.unit)


def _value_fact(pair: Pair[Quantity]) -> Fact:
    old, new = pair.old, pair.new
    if old and new and old.measure == new.measure:
        old, new = _with_limit(old), _with_limit(new)
    return Fact(
        type=_of(pair).type,
        old=old.text if old else None,
        new=new.text if new else None,
        old_value=old.value if old else None,
        new_value=new.value if new else None,
        unit=_of(pair).unit,
        direction=_trend(old, new),
        at=(old.start if old else None, new.start if new else None),
    )


def _with_limit(one: Quantity) -> Quantity:
    """The quantity with the word that bounds it."""
    if one.limit is None:
        return one
    if one.limit.start < one.start:
        return one._replace(start=one.limit.start, text=one.limit.text + one.text)
    return one._replace(end=one.limit.end, text=one.text + one.limit.text)


def _of(pair: Pair[Quantity]) -> Quantity:
    """The quantity that names the kind and the unit: the new one, or the old one where it is gone."""
    one = pair.new or pair.old
    if one is None:  # pragma: no cover - a pair holds one at least
        raise ValueError("a pair of nothing")
    return one


def _trend(old: Quantity | None, new: Quantity | None) -> Direction | None:
    """Whether a value rose or fell; a date has no direction, periods of different units are compared in days."""
    if old is None or new is None or isinstance(old.value, str) or isinstance(new.value, str):
        return None
    if old.value is None or new.value is None:
        return None
    (_, before, unit), (_, after, other) = old.measure, new.measure
    if not isinstance(before, (int, float)) or not isinstance(after, (int, float)):
        return None
    if unit == other:
        return "up" if after > before else "down" if after < before else None
    return _longer(before * DAYS.get(unit or "", 0), after * DAYS.get(other or "", 0))


_ABOUT_EQUAL: Final = 0.05
"""Two periods of different units that differ by so little are neither longer nor shorter: 三个月 and 九十日."""


def _longer(before: float, after: float) -> Direction | None:
    """Which of two periods, in days, is longer; ``None`` where that cannot be said, or they are about equal."""
    if not before or not after or abs(after - before) <= _ABOUT_EQUAL * before:
        return None
    return "up" if after > before else "down"


def limit_facts(old: str, new: str, read: Sequence[Region]) -> Iterator[Fact]:
    """Ceilings that became floors, values that are included no more."""
    found = limits(old), limits(new)
    for region in filter(_has_values, read):
        for pair in paired((old, new), found, region.spans, _same_side, [opposite], far=False):
            if pair.old and pair.new:
                yield Fact(type="term", old=pair.old.text, new=pair.new.text, at=pair.at)


def _has_values(region: Region) -> bool:
    return region.has_values


def _same_side(old: Limit, new: Limit) -> bool:
    return old.side == new.side
