"""The brief: at most ten lines that a reader must see first, by matter, and behind them all the others.

The lines quote the texts; a line is about its own clause and stands under the label of its own article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, NamedTuple

from tracker.compare.brief import weights
from tracker.compare.brief.clause_lines import clause_drafts, force_drafts
from tracker.compare.brief.drafts import Draft
from tracker.compare.brief.name_lines import NAMES, Everywhere, everywhere, name_drafts, recurring_draft
from tracker.compare.brief.other_wordings import counterparts
from tracker.compare.brief.reference_lines import Labels, labels_of, reference_drafts, stale_drafts
from tracker.compare.brief.rule_lines import (
    clause_additions,
    is_heading,
    joined,
    only_reordered,
    passage_drafts,
    regrouped,
    reordered,
    sanction_drafts,
    whole_rule,
    wording,
)
from tracker.compare.brief.value_lines import told_values, value_drafts
from tracker.compare.facts.limit_words import is_limit
from tracker.compare.facts.replacements import Replacement
from tracker.language.labels import HAN_BRACKET_LABEL
from tracker.language.marks import solid
from tracker.language.patterns import regex
from tracker.model import CONTAINERS, MATTER, Change, Fact, KeyChange, Place, Span
from tracker.wording.brief import MATTERS, in_words

MOST: Final = 10
"""So many lines are the brief; the rest are folded."""

_SAME_MATTER: Final = 2.5
_SAME_ARTICLE: Final = 6.0
"""What every line of the same matter, or the same article, that is chosen already takes from the weight of another."""

_VALUES: Final = frozenset({"amount", "percentage", "duration", "date", "count"})


def key_changes(changes: Sequence[Change], terms: Sequence[Replacement]) -> tuple[KeyChange, ...]:
    """All lines: those of the brief first, by matter, then the others by their weight.

    ``terms`` are the replacements that recur (``terms_among``); the frequent ones are told once for the whole text.
    """
    throughout, labels = everywhere(changes, terms), labels_of(changes)
    lines = [*_recurring(changes, throughout)]
    for index, change in enumerate(changes):
        lines += [_line(draft, change, index) for draft in _drafts(change, throughout, labels)]
    return _arranged(_told_together(lines))


def _drafts(change: Change, throughout: Everywhere, labels: Labels) -> Iterator[Draft]:
    """The lines of one change before they are weighed against others."""
    if _is_matter(change):
        return
    if labels.moved:
        yield from stale_drafts(change, labels)
    if change.kind == "unchanged" or change.editorial:
        return
    if not change.old or not change.new or change.kind in {"inserted", "deleted"}:
        if not is_heading(change):
            yield whole_rule(change)
        return
    if change.kind != "modified":
        yield regrouped(change, _labels(change.old), _labels(change.new))
    found = list(_of_facts(change, throughout, labels))
    yield from found
    yield from _of_passages(change, found)


def _of_passages(change: Change, found: Sequence[Draft]) -> Iterator[Draft]:
    """What came, went, or was only reworded in a change beside its facts."""
    here = [at for draft in found for at in draft.at if at is not None]
    more = [*sanction_drafts(change, here), *passage_drafts(change, here)]
    yield from more
    if found or more or change.facts:
        yield from clause_additions(change, [at for draft in (*found, *more) for at in draft.at if at is not None])
    if found or more or change.facts or change.kind != "modified":
        return
    if only_reordered(change):
        yield reordered()
    else:
        yield from wording(change.edits, joined(change.old), joined(change.new))


def _of_facts(change: Change, throughout: Everywhere, labels: Labels) -> Iterator[Draft]:
    old, new = joined(change.old), joined(change.new)
    facts = [fact for fact in change.facts if throughout.covering(fact) is None]
    both = [fact for fact in facts if None not in fact.at]
    values = told_values([fact for fact in both if fact.type in _VALUES], old, new)
    spans = _Spans.of(value.before.span for value in values), _Spans.of(value.after.span for value in values)
    alone = [fact for fact in facts if None in fact.at and not _is_within(fact, spans)]
    yield from value_drafts(values)
    yield from force_drafts([fact for fact in both if _turns(fact)], old, new)
    if alone:
        yield from clause_drafts(alone, counterparts((old, new), change.passages, both, change.edits))
    yield from name_drafts([fact for fact in both if fact.type in NAMES and not _turns(fact)], old, new)
    yield from reference_drafts([fact for fact in both if fact.type == "reference"], labels)


class _Spans(NamedTuple):
    """Stretches of a text in their order: where each begins, and how far those up to it reach."""

    begins: Sequence[int]
    reach: Sequence[int]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> _Spans:
        """Stretches in any order."""
        ordered = sorted(spans)
        return cls([start for start, _ in ordered], list(accumulate((end for _, end in ordered), max)))

    def have(self, at: int) -> bool:
        """Whether an offset stands in one of them."""
        before = bisect_right(self.begins, at)
        return before > 0 and at < self.reach[before - 1]


def _is_within(fact: Fact, spans: tuple[_Spans, _Spans]) -> bool:
    """Whether a value that came or went is a bound of a range that is told: 五百元 → 二千元以上五千元以下."""
    side = 0 if fact.new is None else 1
    at = fact.at[side]
    return at is not None and spans[side].have(at)


def _turns(fact: Fact) -> bool:
    return fact.type == "modality" or (fact.type == "term" and is_limit(fact.old or ""))


def _recurring(changes: Sequence[Change], throughout: Everywhere) -> Iterator[KeyChange]:
    first: dict[Replacement, tuple[Fact, int]] = {}
    for index, change in enumerate(changes):
        for fact in change.facts:
            if term := throughout.covering(fact):
                first.setdefault(term, (fact, index))
    for term, (fact, index) in first.items():
        whole = fact.type == "modality" or _is_throughout(changes, term)
        line = _line(recurring_draft(term, fact, throughout=whole), changes[index], index)
        label = in_words("everywhere", "zh") if whole else line.label + in_words("and-so", "zh").format(term[2])
        yield replace(line, label=label)


def _is_throughout(changes: Sequence[Change], term: Replacement) -> bool:
    """Whether an old name gave way in most provisions that have it; else it goes on beside the new one."""
    old, new, count = term
    left = sum(old in place.text.replace(new, "") for change in changes for place in change.new)
    return left <= count


def _line(draft: Draft, change: Change, index: int) -> KeyChange:
    part = weights.MINOR if _is_minor(change) else 1.0
    return KeyChange(
        label=_label(change, draft),
        text=draft.told("zh"),
        english=draft.told("en"),
        weight=round(draft.weight * part, 2),
        change=index,
        matter=draft.matter,
        quoted=draft.quoted,
        brief=False,
    )


def _is_matter(change: Change) -> bool:
    """Whether a change is of addressees, signatures or dates, which the versions' heading shows already."""
    return all(place.level in MATTER for place in (*change.old, *change.new))


def _is_minor(change: Change) -> bool:
    levels = {place.level for place in (*change.old, *change.new)}
    return levels <= CONTAINERS | {"paragraph"}


# --- labels -----------------------------------------------------------------------------------------------------------


def _label(change: Change, draft: Draft) -> str:
    """Where a line stands: 第六条, or 第六条 → 第七条, with the item where it is in one: 第六条（二）.

    In a group of articles it is the one that the line is about.
    """
    at_old, at_new = draft.at
    old, new = _name_at(change.old, at_old), _name_at(change.new, at_new)
    if len(change.old) > 1 and at_old is None and at_new is not None:
        old = ""
    if len(change.new) > 1 and at_new is None and at_old is not None:
        new = ""
    if at_old is None and _ITEM_END.sub("", new) == old:
        old = ""
    if at_new is None and _ITEM_END.sub("", old) == new:
        new = ""
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"


def _name_at(places: Sequence[Place], at: int | None) -> str:
    """The label of the provision of several, joined with line feeds, in which an offset stands, and of its item."""
    if at is None:
        return _labels(places)
    for place in places:
        if at <= len(place.text):
            return _labels((place,)) + _item_at(place, at)
        at -= len(place.text) + 1
    return _labels(places)


def _item_at(place: Place, at: int) -> str:
    """The label of the item (项) of an article in whose line an offset stands; empty in its other lines."""
    if place.level != "article":
        return ""
    text = place.text
    while text.startswith("\n", at):  # what comes with its line begins in it
        at += 1
    found = _ITEM.match(text, text.rfind("\n", 0, at) + 1)
    return f"（{solid(found[0])[1:-1]}）" if found else ""


_ITEM = regex(HAN_BRACKET_LABEL)
_ITEM_END = regex("（[^（）]{1,4}）(?= → |$)")


def _labels(places: Sequence[Place]) -> str:
    return "、".join([_name(place) for place in places])


def _name(place: Place) -> str:
    """A label, or what stands for one; of what stands in an annex with the annex: 附件2/第三条."""
    name = place.label or _unlabelled(place)
    above = place.path.partition("/")[0]
    return f"{above}/{name}" if above != name and above.startswith("附") else name


def _unlabelled(place: Place) -> str:
    """What a provision without a label is called by: a table as one, any other by its first words."""
    if place.level == "table":
        return in_words("table", "zh")
    line = place.text.split("\n", 1)[0].replace("\t", " ")
    return line if len(line) <= _NAME else f"{line[:_NAME]}…"


_NAME: Final = 12


# --- choosing ---------------------------------------------------------------------------------------------------------


def _told_together(lines: Iterable[KeyChange]) -> list[KeyChange]:
    """Lines that say the same of several articles as one, under the first of them with their number."""
    same: dict[str, list[KeyChange]] = {}
    for line in without_repeated(list(lines)):
        same.setdefault(line.text, []).append(line)
    out: list[KeyChange] = []
    for found in same.values():
        first = found[0]
        articles = {_ITEM_END.sub("", line.label) for line in found}
        if len(articles) == 1:
            out.append(first)
            continue
        label = first.label + in_words("and-so", "zh").format(len(articles))
        out.append(replace(first, label=label, weight=first.weight + min(len(articles) - 1, 4)))
    return out


def without_repeated(lines: Sequence[KeyChange]) -> Iterator[KeyChange]:
    """The lines but those that a longer line of the same change has in it."""
    of_change: dict[int, set[str]] = {}
    for line in lines:
        of_change.setdefault(line.change, set()).add(line.text)
    longer = {change: _Longer.of(texts) for change, texts in of_change.items()}
    for line in lines:
        words = line.text.partition("：")[2] or line.text
        if not longer[line.change].have(words, len(line.text)):
            yield line


class _Longer(NamedTuple):
    """Texts as one, the longest first, and by the length of each where those begin that are no longer."""

    joined: str
    begins: Mapping[int, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> _Longer:
        """The texts in this order."""
        ordered = sorted(texts, key=len, reverse=True)
        begins: dict[int, int] = {}
        at = 0
        for text in ordered:
            begins.setdefault(len(text), at)
            at += len(text) + 1
        return cls("\0".join(ordered), begins)

    def have(self, words: str, length: int) -> bool:
        """Whether a text longer than ``length`` has some words; of very many texts those not much longer are asked."""
        end = self.begins[length]
        return self.joined.find(words, max(0, end - _LOOKED_THROUGH), end) >= 0


_LOOKED_THROUGH: Final = 100_000
"""Characters of lines of one change among which another line of it is looked for."""


def _arranged(lines: Sequence[KeyChange]) -> tuple[KeyChange, ...]:
    """The brief by matter, each matter by weight, and then all that is left, by weight."""
    left = sorted(lines, key=lambda line: (-line.weight, line.change))
    chosen: list[KeyChange] = []
    matters: Counter[str] = Counter()
    articles: Counter[int] = Counter()
    while left and len(chosen) < MOST:
        best = max(left[:_WEIGHED], key=lambda line: _standing(line, matters, articles))
        left.remove(best)
        chosen.append(replace(best, brief=True))
        matters[best.matter] += 1
        articles[best.change] += 1
    order = list(MATTERS)
    chosen.sort(key=lambda line: (order.index(line.matter), -line.weight, line.change))
    return (*chosen, *left)


_WEIGHED: Final = 120
"""Lines below so many heavier ones cannot come into the brief."""


def _standing(line: KeyChange, matters: Counter[str], articles: Counter[int]) -> tuple[float, int]:
    """The weight of a line less what the lines beside it say already; the earlier article first."""
    taken = _SAME_MATTER * matters[line.matter] + _SAME_ARTICLE * articles[line.change]
    return line.weight - taken, -line.change
