"""Lines of values: both bounds of a range together, in the words of their clause, with the right word of direction."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tracker.compare.brief import weights
from tracker.compare.brief.drafts import Draft
from tracker.compare.brief.quoting import (
    clause_span,
    conduct_before,
    from_preposition,
    item_start,
    on_one_line,
    sentence_span,
    whole_clause,
    with_condition,
)
from tracker.compare.facts.cell_names import cell_name, in_row
from tracker.compare.facts.frames import frame_of
from tracker.compare.facts.limit_words import limit_of
from tracker.compare.facts.quantity_reading import Quantity, quantities
from tracker.language.patterns import regex
from tracker.language.quantities import TO
from tracker.model import Fact, Lang, Matter, Span
from tracker.wording.brief import note

_JOINS: Final = regex(rf"以上|{TO}|以上{TO}?")
_BEHIND: Final = regex("以[上下内]|[内前后](?![款容果])")
_BARRED: Final = regex("(?:不得|不再|禁止|不予)")
"""What a time is for that only the conduct before it explains: 骗取补贴的，由…追回，[五年内]不得申请."""
_TAIL: Final = 26
"""Words behind a value are told with it up to so many characters."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A value in its text with the range it belongs to and the words that bound it."""

    text: str
    span: Span
    quantities: tuple[Quantity, ...]

    @property
    def words(self) -> str:
        """The value as printed."""
        return self.text[slice(*self.span)]

    @property
    def clause(self) -> Span:
        """The clause it stands in."""
        return clause_span(self.text, *self.span)


class Told(NamedTuple):
    """A fact of a value that changed, and its value on both sides."""

    fact: Fact
    before: _Stretch
    after: _Stretch


def told_values(facts: Iterable[Fact], old: str, new: str) -> list[Told]:
    """The facts that have a value on both sides, with the ranges that these belong to."""
    return [
        Told(fact, _stretch(old, i, i + len(fact.old)), _stretch(new, j, j + len(fact.new)))
        for fact in facts
        for i, j in (fact.at,)
        if i is not None and j is not None and fact.old and fact.new
    ]


def value_drafts(values: Iterable[Told]) -> Iterator[Draft]:
    """The lines of the values that changed between two texts, those of one range as one."""
    lines: dict[tuple[Span, Span], list[Told]] = {}
    for value in values:
        lines.setdefault((value.before.span, value.after.span), []).append(value)
    for found in lines.values():
        yield _draft([value.fact for value in found], found[0].before, found[0].after)


def _draft(facts: Sequence[Fact], before: _Stretch, after: _Stretch) -> Draft:
    fact, old, new = facts[0], before.text, after.text
    lead, tail = _lead(after), _tail(after)
    ours, theirs = before.words, after.words
    conduct = ""
    if _leads_elsewhere(before, after):
        ours = old[before.clause[0] : before.span[1]] + _tail(before).rstrip("…")
        lead, theirs = "", new[after.clause[0] : after.span[1]]
        conduct = _same_case(before, after)
    elif _BARRED.match(tail) and not lead:
        conduct = conduct_before(new, after.span[0])
    way = _direction(facts, before, after)
    shown = ""
    if conduct:
        shown = conduct + ("，" if f"{conduct}，{lead}{theirs}" in new else "…")

    def told(lang: Lang) -> str:
        return on_one_line(f"{shown}{lead}{ours} → {theirs}{tail}") + note(way, lang)

    return Draft(
        told=told,
        matter=_matter(fact, after),
        weight=_weight(facts, after),
        at=fact.at,
        quoted=((ours,), (conduct, lead.lstrip("…") + theirs + tail.rstrip("…"))),
    )


@lru_cache(maxsize=4)
def _of_clause(text: str, a: int, b: int) -> tuple[Sequence[Quantity], Sequence[int]]:
    """The quantities of a clause, and where they begin; the values of one clause follow one another."""
    here = [q._replace(start=a + q.start, end=a + q.end) for q in quantities(text[a:b], slight=True)]
    return here, [q.start for q in here]


def _stretch(text: str, start: int, end: int) -> _Stretch:
    """A value with the other bound of its range, and with 不超过, 以上, 以内 beside it."""
    a, b = whole_clause(text, start, end)
    here, starts = _of_clause(text, a, b)
    at = bisect_right(starts, start) - 1
    beside = here[max(0, at - 1) : at + 2]
    whole = _range(text, beside, start) or tuple(q for q in beside if q.start <= start < q.end)
    if whole:
        start, end = min(start, whole[0].start), max(end, whole[-1].end)
    limit = limit_of(text, start, end)
    if limit:
        start, end = min(start, limit.start), max(end, limit.end)
    behind = _BEHIND.match(text, end)
    return _Stretch(text, (start, behind.end() if behind else end), whole)


def _range(text: str, here: Sequence[Quantity], at: int) -> tuple[Quantity, ...]:
    """The two bounds of the range to which the value at an offset belongs, if it does."""
    for low, high in pairwise(here):
        if (low.start <= at < low.end or high.start <= at < high.end) and _JOINS.fullmatch(text, low.end, high.start):
            return low, high
    return ()


def _lead(value: _Stretch) -> str:
    """The words before a value in its clause; a short condition before it where they alone do not tell."""
    text, (start, _) = value.text, value.span
    a, b = value.clause
    if in_row(text, start):
        return cell_name(text, value.span)
    if not frame_of(text, *value.span).is_telling or text[max(0, a - 2) : a - 1] == "的":
        a, _ = with_condition(text, (a, b))
    a = item_start(text, a)
    return from_preposition(text[a:start])


def _same_case(before: _Stretch, after: _Stretch) -> str:
    """The case (开庭前撤回的) that the clause before names on both sides."""
    cases = [one.text[with_condition(one.text, one.clause)[0] : one.clause[0]] for one in (before, after)]
    is_one = cases[0] and (cases[0].endswith(cases[1]) or cases[1].endswith(cases[0]))
    return cases[1].rstrip("，,") if is_one and cases[1].endswith("的，") else ""


def _leads_elsewhere(before: _Stretch, after: _Stretch) -> bool:
    """Whether other words lead to a value now, so that it means something else: 每次提取不超过, 每年提取不超过."""
    if in_row(before.text, before.span[0]) or in_row(after.text, after.span[0]):
        return False
    if any(one.span[0] - one.clause[0] > _LEAD for one in (before, after)):
        return False
    frames = [frame_of(one.text, *one.span).left for one in (before, after)]
    return all(map(_HAN.search, frames)) and frames[0] != frames[1]


_LEAD: Final = 26
"""Words before a value are told on both sides up to so many characters."""

_HAN: Final = regex("[\u4e00-\u9fff]{2}")


def _tail(value: _Stretch) -> str:
    _, end = value.span
    tail = value.text[end : value.clause[1]]
    return tail if len(tail) <= _TAIL else "…"


def _matter(fact: Fact, value: _Stretch) -> Matter:
    if _is_penalty(value):
        return "penalty"
    return "time" if fact.type in {"duration", "date"} else "money"


def _is_penalty(value: _Stretch) -> bool:
    return _names_penalty(value.text, value.clause)


@lru_cache(maxsize=8)
def _names_penalty(text: str, clause: Span) -> bool:
    return weights.PENALTY.search(text[slice(*clause)]) is not None


def _weight(facts: Sequence[Fact], value: _Stretch) -> float:
    fact = facts[0]
    if fact.type == "date" and _commences(value):
        return weights.COMMENCEMENT
    weight = weights.VALUES[fact.type] + weights.IN_PENALTY * _is_penalty(value)
    grown = [
        abs(math.log10(f.new_value / f.old_value))
        for f in facts
        if isinstance(f.old_value, (int, float))
        and isinstance(f.new_value, (int, float))
        and f.old_value > 0
        and f.new_value > 0
    ]
    return weight + weights.TENFOLD * min(1.0, max(grown, default=0.0))


def _commences(value: _Stretch) -> bool:
    """Whether a date is the day on which a text takes effect."""
    return "施行" in value.text[slice(*value.clause)]


def _direction(facts: Sequence[Fact], before: _Stretch, after: _Stretch) -> str | None:
    """The word for the direction: money is 提高, a period 延长, a day 推迟; of a range which bound."""
    fact = facts[0]
    if fact.type == "date":  # that a new text takes effect later than the old one did puts nothing off
        return None if _commences(after) else _of_days(fact)
    ways = {f.direction for f in facts}
    if len(ways) != 1 or None in ways:
        return None
    up = ways == {"up"}
    if fact.type == "duration" and (fact.new or "").startswith("每"):
        return "less-often" if up else "more-often"
    if fact.type == "duration" and not weights.PUNISHED.search(after.text[slice(*after.clause)]):
        words = ("raised", "lowered") if _HOW_MUCH.search(after.text[slice(*after.clause)]) else ("longer", "shorter")
        return words[not up]
    if fact.type == "count" and fact.unit not in _LEVELS:
        return "more" if up else "fewer"
    return _bound(facts, before, after) + ("raised" if up else "lowered")


_HOW_MUCH: Final = regex("累计|不足|不满|时长|学时|工时|服务时间|极限")
"""Words of a clause in which a time is an amount and no time limit: 累计服务300小时."""

_LEVELS: Final = frozenset({"岁", "周岁", "℃"})
"""Counts of which none are more: an age, a degree."""


def _bound(facts: Sequence[Fact], before: _Stretch, after: _Stretch) -> str:
    """Which bound of a range alone changed: 一万元以上五万元以下 → 一万元以上十万元以下."""
    if len(facts) != 1 or (len(before.quantities), len(after.quantities)) != (2, 2):
        return ""
    lower = (facts[0].at[1] or 0) < after.span[0] + len(after.quantities[0].text)
    return "lower-" if lower else "upper-"


def _of_days(fact: Fact) -> str | None:
    old, new = fact.old_value, fact.new_value
    if not isinstance(old, str) or not isinstance(new, str) or len(old) != len(new):
        return None
    return "later" if new > old else "earlier" if new < old else None


def in_penalty(text: str, at: int) -> bool:
    """Whether an offset stands in a sentence that names a sanction."""
    return weights.PENALTY.search(text[slice(*sentence_span(text, at, at))]) is not None
