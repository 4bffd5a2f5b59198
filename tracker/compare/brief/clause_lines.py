"""Lines of clauses: duties that became permissions, and clauses that came or went with their values and duties."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from tracker.compare.align.comparable_text import fold
from tracker.compare.brief import weights
from tracker.compare.brief.drafts import Draft
from tracker.compare.brief.other_wordings import Counterparts
from tracker.compare.brief.quoting import (
    clause_span,
    conduct_before,
    ends_another,
    from_preposition,
    on_one_line,
    with_condition,
    with_consequence,
    with_object,
    without_conjunction,
)
from tracker.compare.brief.value_lines import in_penalty
from tracker.compare.facts.cell_names import cell_name, in_row, row_words
from tracker.compare.facts.limit_words import limits
from tracker.compare.facts.quantity_reading import quantities
from tracker.language.patterns import regex
from tracker.model import Fact, Lang, Matter, Span
from tracker.wording.brief import in_words, note

_SHORT: Final = 46
"""Two versions of a clause are quoted whole up to so many characters each."""

_BAN: Final = regex("不得|不准|(?<!不予)禁止|严禁|不可以?")
_VALUES: Final = frozenset({"amount", "percentage", "duration", "date", "count"})


def force_drafts(facts: Sequence[Fact], old: str, new: str) -> Iterator[Draft]:
    """The lines of words of duty, and of bounds, that became others."""
    for fact in facts:
        i, j = fact.at
        if i is not None and j is not None and fact.old and fact.new:
            yield _turned(fact, old, new, (i, i + len(fact.old)), (j, j + len(fact.new)))


def _turned(fact: Fact, old: str, new: str, ours: Span, theirs: Span) -> Draft:
    a, b = clause_span(old, *ours)
    c, d = clause_span(new, *theirs)
    before, after = old[a:b], new[c:d]
    same = fold(old[a : ours[0]] + old[ours[1] : b]) == fold(new[c : theirs[0]] + new[theirs[1] : d])
    leads_alike = fold(old[a : ours[0]]).endswith(fold(new[c : theirs[0]])[-_LEAD:])
    if not same and (max(len(before), len(after)) <= _SHORT or not leads_alike):
        quoted = before, after
        shown = f"{before} → {after}"
    else:
        start, _ = with_condition(new, (c, d)) if theirs[0] - c < _NO_ACTOR else (c, d)
        lead, tail = from_preposition(new[start : theirs[0]]), new[theirs[1] : d]
        quoted = fact.old or "", f"{lead.lstrip('…')}{fact.new}{tail}"
        shown = f"{lead}{fact.old} → {fact.new}{tail}"

    def told(lang: Lang) -> str:
        return on_one_line(shown) + note(fact.direction, lang)

    is_bound = fact.type == "term"
    weight = weights.TURNED if is_bound else weights.FORCE if fact.direction else weights.SAME_FORCE
    return Draft(
        told=told,
        matter="money" if is_bound else "duty",
        weight=weight,
        at=fact.at,
        quoted=((quoted[0],), (quoted[1],)),
    )


_LEAD: Final = 6
"""So many characters before a word of duty must be the same for the new words to be told of the old one too."""

_NO_ACTOR: Final = 2
"""Fewer words than this before a duty name nobody: the condition before them may."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of one text in which values or duties came or went; ``side`` is 0 for the old text."""

    side: int
    text: str
    span: Span
    facts: tuple[Fact, ...]

    @property
    def words(self) -> str:
        """The clause."""
        return self.text[slice(*self.span)]


def clause_drafts(facts: Sequence[Fact], versions: Counterparts) -> Iterator[Draft]:
    """The lines of the clauses in which something came or went, one a clause."""
    told: set[tuple[Span, Span]] = set()
    for clause in _clauses(facts, versions.texts):
        other = versions.of(clause.side, clause.span)
        if other is None:
            draft = _came_or_went(clause)
            more = weights.TOP_GRADE * _tops(clause, versions.texts[1 - clause.side])
            yield replace(draft, weight=draft.weight + more) if more else draft
            continue
        pair = _as_long(versions.texts, (clause.span, other) if clause.side == 0 else (other, clause.span))
        before, after = (text[slice(*span)] for text, span in zip(versions.texts, pair, strict=True))
        if pair not in told and fold(before) != fold(after):
            told.add(pair)
            yield _reworded(clause, before, after, (pair[0][0], pair[1][0]))


def _as_long(texts: tuple[str, str], pair: tuple[Span, Span]) -> tuple[Span, Span]:
    """Two wordings of a clause; where they only lead on (在举办前，) with what follows, if that is not the same."""
    old, new = (with_consequence(text, span) for text, span in zip(texts, pair, strict=True))
    tails = [text[one[1] : more[1]] for text, one, more in zip(texts, pair, (old, new), strict=True)]
    return pair if fold(tails[0]) == fold(tails[1]) else (old, new)


def _clauses(facts: Sequence[Fact], texts: tuple[str, str]) -> Iterator[_Clause]:
    """The clauses of the facts that have one side, each with all of its facts."""
    found: dict[tuple[int, Span], list[Fact]] = {}
    for fact in facts:
        side = 0 if fact.new is None else 1
        start = fact.at[side]
        if start is not None:
            word = (fact.old, fact.new)[side] or ""
            found.setdefault((side, clause_span(texts[side], start, start + len(word))), []).append(fact)
    whole: list[_Clause] = []
    for (side, span), here in sorted(found.items()):
        clause = _Clause(side, texts[side], span, tuple(here))
        last = whole[-1] if whole else None
        if last and last.side == side and _runs_on(last, clause):
            whole[-1] = replace(last, span=(last.span[0], span[1]), facts=(*last.facts, *here))
        else:
            whole.append(clause)
    yield from (one for one in whole if one.side == 1 or not ends_another(one.words))


def _runs_on(last: _Clause, clause: _Clause) -> bool:
    """Whether a clause follows another one of the same sentence at once, and both are short enough for one line.

    Cells of one row of a table are one.
    """
    if in_row(last.text, last.span[0]):
        return "\n" not in last.text[last.span[0] : clause.span[0]]
    near = clause.span[0] - last.span[1] <= 1 and last.text[last.span[1] : clause.span[0]] in "，,"
    return near and clause.span[1] - last.span[0] <= 2 * _SHORT


def _came_or_went(clause: _Clause) -> Draft:
    words = _told(clause)
    lead, weight, matter = _kind(clause)
    conduct = _conduct(clause, words) if matter == "penalty" else ""
    shown = f"{conduct}{_between(clause, conduct, words)}{words.lstrip('…')}" if conduct else words

    def told(lang: Lang) -> str:
        return in_words(lead, lang) + on_one_line(shown)

    fact = clause.facts[0]
    mine = (*filter(None, (conduct,)), words.lstrip("…"))
    return Draft(
        told=told,
        matter=matter,
        weight=weight,
        at=fact.at,
        quoted=(mine, ()) if clause.side == 0 else ((), mine),
    )


def _conduct(clause: _Clause, words: str) -> str:
    """What a sanction that came or went is for, where its words do not say so."""
    start = clause.text.find(words.lstrip("…"), max(0, clause.span[0] - _BEFORE), clause.span[1] + _FARTHEST)
    conduct = conduct_before(clause.text, start) if start > 0 else ""
    return "" if conduct and conduct in words else conduct


_FARTHEST: Final = 100
_BEFORE: Final = 1_500
"""The conduct of a sanction stands no more characters before it than this."""


def _between(clause: _Clause, conduct: str, words: str) -> str:
    """What stands between a conduct and the words of its sanction: a comma, or more that is left out."""
    near = max(0, clause.span[0] - _BEFORE), clause.span[1] + _FARTHEST
    return "，" if clause.text.find(f"{conduct}，{words.lstrip('…')}", *near) >= 0 else "…"


def _told(clause: _Clause) -> str:
    """The words of a clause that came or went; of cells of a table with what names their row and column."""
    if in_row(clause.text, clause.span[0]):
        at = [(fact.at[clause.side] or 0, len((fact.old, fact.new)[clause.side] or "")) for fact in clause.facts]
        return row_words(clause.text, [(start, start + length) for start, length in at])
    start, end = with_consequence(clause.text, with_object(clause.text, with_condition(clause.text, clause.span)))
    return without_conjunction(from_preposition(clause.text[start:end], 3 * _SHORT))


def _tops(clause: _Clause, other: str) -> float:
    """By how much a clause brings a greater sum than any of the other text, a new, higher grade (0 to 2)."""
    sums = [f.new_value for f in clause.facts if f.type == "amount" and isinstance(f.new_value, (int, float))]
    if not sums:
        return 0.0
    known = _greatest_sum(other)
    if not known or max(sums) <= known:
        return 0.0
    return 0.5 + min(1.5, math.log10(max(sums) / known))


@lru_cache(maxsize=4)
def _greatest_sum(text: str) -> float:
    """The greatest amount of a text, 0 where it has none; a text is asked for every clause that the other one has."""
    sums = (q.value for q in quantities(text) if q.type == "amount" and isinstance(q.value, (int, float)))
    return max(sums, default=0.0)


def _kind(clause: _Clause) -> tuple[str, float, Matter]:
    """How a clause that came or went is told: as a duty, a ban, or a value; its weight, and its matter."""
    penal = in_penalty(clause.text, clause.span[0])
    duties = [fact for fact in clause.facts if fact.type == "modality"]
    values = [fact for fact in clause.facts if fact.type in _VALUES]
    is_new = clause.side == 1
    word = next(((fact.new or fact.old or "") for fact in duties), "")
    weight = max((weights.VALUES[fact.type] + weights.ONE_SIDED for fact in values), default=0.0)
    if penal:
        return ("new" if is_new else "dropped"), max(weight, weights.NEW_BAN) + weights.IN_PENALTY, "penalty"
    if _BAN.search(word):
        return ("new-ban" if is_new else "no-ban"), max(weight, weights.NEW_BAN), "duty"
    if duties and any(fact.direction == ("stricter" if is_new else "looser") for fact in duties):
        return ("new-duty" if is_new else "no-duty"), max(weight, weights.NEW_DUTY), "duty"
    if duties:
        return ("new" if is_new else "dropped"), max(weight, weights.NEW_FREEDOM), "duty"
    timely = any(fact.type in {"duration", "date"} for fact in values[:1])  # a term alone has no value
    return ("new" if is_new else "dropped"), weight, "time" if timely else "money"


def _reworded(clause: _Clause, before: str, after: str, at: tuple[int, int]) -> Draft:
    """A clause in other words; of a cell with what names it."""
    fact = clause.facts[0]
    values = [sorted(str(q.measure) for q in quantities(text, slight=True)) for text in (before, after)]
    valued = values[0] != values[1] and any(one.type in _VALUES for one in clause.facts)

    bans = bool(_BAN.search(before)) != bool(_BAN.search(after))
    way = fact.direction if fact.type == "modality" and bans else None

    lead = cell_name(clause.text, clause.span) if in_row(clause.text, clause.span[0]) else ""

    def told(lang: Lang) -> str:
        return on_one_line(f"{lead}{before} → {after}") + note(way, lang)

    turned = {limit.side for limit in limits(before)} != {limit.side for limit in limits(after)}
    weight = max(weights.VALUES.get(one.type, 0.0) + weights.ONE_SIDED for one in clause.facts) if valued else 0.0
    return Draft(
        told=told,
        matter="duty" if fact.type == "modality" else "time" if fact.type in {"duration", "date"} else "money",
        weight=max(weight, weights.NEW_BAN if turned or bans else weights.REWORDED),
        at=at,
        quoted=((before,), (after,)),
    )
