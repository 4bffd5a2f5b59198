"""The changes that matter most, a line each, for a reader who has a minute.

Values come first (what is paid, how much, how long, from when), duties next, then articles that are new or gone, then
names and wording. The lines quote the text; the words around the quotations are Chinese, or those of another ``Words``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.compare.facts.limits import is_limit
from tracker.compare.facts.modality import modals
from tracker.compare.facts.quantities import quantities
from tracker.compare.facts.replacements import Replacement
from tracker.compare.redline.tokens import HAN
from tracker.model import CONTAINERS, MATTER, Change, Direction, Edit, Fact, KeyChange, Place

_VALUES: Final = {"amount": 100.0, "percentage": 96.0, "duration": 90.0, "date": 82.0, "count": 78.0}
_ONE_SIDED: Final = -20.0
_TENFOLD: Final = 4.0
"""What a value's growth to ten times, or fall to a tenth, adds to its weight."""

_DUTY: Final = 60.0
_DUTY_CHANGED: Final = 68.0
_ARTICLE: Final = 40.0
_EVERYWHERE: Final = 35.0
_REGROUPED: Final = 30.0
_NAME: Final = {"organisation": 20.0, "term": 14.0, "reference": 10.0}
_WORDING: Final = 4.0
_MINOR: Final = 0.3
"""The part of its weight that a change has outside of provisions: in headings, signatures, tables of contents."""

_RECURRING: Final = 3
"""A replacement in so many provisions is told once for the whole text."""

_CLAUSE_ENDS: Final = re.compile(r"[，。；：、（）,;:()\n]")
_BEFORE, _LEAST_WORDS = 18, 6
_PHRASE_BEGINS: Final = re.compile("[的对在于向由将从以为是与和或及]")
"""Characters behind which a phrase begins, so that an excerpt does not begin inside a word."""

_QUOTED: Final = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words around what a summary quotes."""

    trends: Mapping[Direction | None, str]
    new: str
    gone: str
    dropped: str
    split: str
    merged: str
    restructured: str
    added: str
    struck: str
    everywhere: str
    provisions: str
    upper: str
    lower: str


CHINESE: Final = Words(
    trends={"up": "（提高）", "down": "（降低）", "stricter": "（趋严）", "looser": "（放宽）", None: ""},
    new="新增：",
    gone="删除：",
    dropped="取消：",
    split="拆分为",
    merged="合并为",
    restructured="重组为",
    added="增加",
    struck="删去",
    everywhere="全文",
    provisions="（{}处条文）",
    upper="上限",
    lower="下限",
)
ENGLISH: Final = Words(
    trends={"up": " (up)", "down": " (down)", "stricter": " (stricter)", "looser": " (looser)", None: ""},
    new="new: ",
    gone="deleted: ",
    dropped="dropped: ",
    split=" split into ",
    merged=" merged into ",
    restructured=" restructured into ",
    added="added ",
    struck="struck ",
    everywhere="throughout",
    provisions=" (in {} provisions)",
    upper=" (upper bound) ",
    lower=" (lower bound) ",
)


def key_changes(
    changes: Sequence[Change], terms: Sequence[Replacement], words: Words = CHINESE
) -> tuple[KeyChange, ...]:
    """What changed most, in order of weight: values first, duties next, new and gone articles, then wording.

    ``terms`` are the replacements that recur (``terms_among``); the frequent ones are told once for the whole text.
    """
    everywhere = _ByEnding(term for term in terms if term[2] >= _RECURRING)
    lines = [*_told_once(changes, everywhere, words)]
    for index, change in enumerate(changes):
        if change.kind != "unchanged" and not change.editorial and not _is_matter(change):
            part = _MINOR if _is_minor(change) else 1.0
            label = _label(change)
            said: dict[str, float] = {}
            for weight, text in _lines(change, everywhere, words):  # the bounds of one fine are told by one clause
                said.setdefault(text, weight)
            lines += [
                KeyChange(label=label, text=text, weight=round(weight * part, 2), change=index)
                for text, weight in said.items()
            ]
    return tuple(sorted(lines, key=lambda line: (-line.weight, line.change)))


def _lines(change: Change, everywhere: _ByEnding, words: Words) -> Iterator[tuple[float, str]]:
    """The lines of one change, each with its weight."""
    if change.kind in {"inserted", "deleted"}:
        yield _come_or_gone(change, words)
        return
    if change.kind != "modified":
        yield _REGROUPED, _regrouped(change, words)
    told = False
    for fact in change.facts:
        told = True
        if everywhere.covering(fact) is None:
            yield _fact_line(fact, change.edits, words)
    if not told and change.kind == "modified" and any(edit.op != "equal" for edit in change.edits):
        yield _wording(change.edits, words)


def _is_matter(change: Change) -> bool:
    """Whether a change is of addressees, signatures or dates, which the versions' heading shows already."""
    return all(place.level in MATTER for place in (*change.old, *change.new))


def _is_minor(change: Change) -> bool:
    levels = {place.level for place in (*change.old, *change.new)}
    return levels <= CONTAINERS | {"paragraph"}


def _label(change: Change) -> str:
    """第六条, or 第六条 → 第七条 where the label changed, or what the change is about where there is no label."""
    old, new = _labels(change.old), _labels(change.new)
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"


def _labels(places: Sequence[Place]) -> str:
    return "、".join(place.label or _excerpt(place.text, 8) for place in places)


# --- whole articles ---------------------------------------------------------------------------------------------------


def _come_or_gone(change: Change, words: Words) -> tuple[float, str]:
    """A new or a gone provision: those that set values or duties weigh more."""
    came = change.kind == "inserted"
    text = "\n".join(place.text for place in (change.new if came else change.old))
    weight = _ARTICLE + 6.0 * bool(quantities(text)) + 4.0 * bool(modals(text)) + min(4.0, len(text) / 100)
    return weight, (words.new if came else words.gone) + _excerpt(text, _QUOTED)


def _regrouped(change: Change, words: Words) -> str:
    became = {"split": words.split, "merged": words.merged}.get(change.kind, words.restructured)
    return f"{_labels(change.old)}{became}{_labels(change.new)}"


# --- facts ------------------------------------------------------------------------------------------------------------


class _ByEnding:
    """Replacements by the last characters of both names: 县级甲机构 → 县级乙部门 is covered by 甲机构 → 乙部门."""

    def __init__(self, terms: Iterable[Replacement]) -> None:
        self.terms = tuple(terms)
        self._ending: dict[tuple[str, str], list[Replacement]] = {}
        for term in self.terms:
            self._ending.setdefault((term[0][-1], term[1][-1]), []).append(term)

    def covering(self, fact: Fact) -> Replacement | None:
        """The replacement of the whole text that covers a fact."""
        if fact.type not in _NAME or not fact.old or not fact.new:
            return None
        old, new = fact.old, fact.new
        known = self._ending.get((old[-1], new[-1]), ())
        return next((term for term in known if old.endswith(term[0]) and new.endswith(term[1])), None)


def _told_once(changes: Sequence[Change], everywhere: _ByEnding, words: Words) -> Iterator[KeyChange]:
    first: dict[Replacement, int] = {}
    for index, change in enumerate(changes) if everywhere.terms else ():
        for fact in change.facts:
            if term := everywhere.covering(fact):
                first.setdefault(term, index)
    for term in everywhere.terms:
        if term in first:
            old, new, count = term
            weight = _EVERYWHERE + min(count, 20) / 10
            text = f"{old} → {new}{words.provisions.format(count)}"
            yield KeyChange(label=words.everywhere, text=text, weight=weight, change=first[term])


def _fact_line(fact: Fact, edits: Sequence[Edit], words: Words) -> tuple[float, str]:
    if fact.type in _VALUES:
        return _value_weight(fact), _with_context(fact, edits, words)
    if fact.type == "modality" or is_limit(fact.old or ""):
        return (_DUTY_CHANGED if fact.old and fact.new else _DUTY), _duty(fact, edits, words)
    return _NAME[fact.type], f"{fact.old} → {fact.new}"


def _value_weight(fact: Fact) -> float:
    weight = _VALUES[fact.type]
    if fact.old is None or fact.new is None:
        return weight + _ONE_SIDED
    old, new = fact.old_value, fact.new_value
    if isinstance(old, (int, float)) and isinstance(new, (int, float)) and old > 0 and new > 0:
        weight += _TENFOLD * min(1.0, abs(math.log10(new / old)))
    return weight


def _with_context(fact: Fact, edits: Sequence[Edit], words: Words) -> str:
    """The value between the words that lead to it: 贷款金额不超过500万元 → 1000万元（提高）."""
    before, after = _around(fact, edits)
    if fact.old and fact.new:
        return f"{_bound(before, after, words)}{fact.old} → {fact.new}{words.trends[fact.direction]}"
    return _one_sided(fact, before, after, words)


def _bound(before: str, after: str, words: Words) -> str:
    """The words that lead to a value; of a range (一万元以上五万元以下) which bound it is."""
    lower = quantities(before) if before.endswith("以上") else []
    if lower and lower[-1].end == len(before) - len("以上"):
        return before[: lower[-1].start] + words.upper
    upper = quantities(after) if after.startswith("以上") else []
    return before + (words.lower if upper and upper[0].start == len("以上") else "")


def _duty(fact: Fact, edits: Sequence[Edit], words: Words) -> str:
    before, after = _around(fact, edits)
    if fact.old and fact.new:
        return f"{before}{fact.old} → {fact.new}{after}{words.trends[fact.direction]}"
    return _one_sided(fact, before, after, words)


def _one_sided(fact: Fact, before: str, after: str, words: Words) -> str:
    return f"{words.new}{before}{fact.new}{after}" if fact.new else f"{words.dropped}{before}{fact.old}{after}"


def _around(fact: Fact, edits: Sequence[Edit]) -> tuple[str, str]:
    """The words of its clause before and after a fact, in the new text, or in the old one where it is gone."""
    word = fact.new or fact.old or ""
    sides = [edit.new if fact.new else edit.old for edit in edits]
    text = "".join(sides)
    whole = re.compile(rf"(?<![{HAN}0-9]){re.escape(word)}")  # 十万元 is not found in 五十万元
    done = 0
    for edit, side in zip(edits, sides, strict=True):
        found = whole.search(text, done) if edit.op != "equal" and side else None
        if found and found.start() < done + len(side):
            return _clause_before(text, found.start()), _clause_after(text, found.end())
        done += len(side)
    return "", ""


def _clause_before(text: str, end: int) -> str:
    """The words that lead to an offset, from the beginning of their clause; a mark where it is long."""
    clause = _CLAUSE_ENDS.split(text[max(0, end - 4 * _BEFORE) : end])[-1]
    if len(clause) <= _BEFORE:
        return clause
    near = clause[-_BEFORE:]
    begins = _PHRASE_BEGINS.search(near, 0, _BEFORE - _LEAST_WORDS)
    return "…" + (near[begins.end() :] if begins else near)


def _clause_after(text: str, start: int) -> str:
    clause = _CLAUSE_ENDS.split(text[start : start + 4 * _BEFORE])[0]
    return clause if len(clause) <= _BEFORE else clause[:_BEFORE] + "…"


# --- wording ----------------------------------------------------------------------------------------------------------


def _wording(edits: Sequence[Edit], words: Words) -> tuple[float, str]:
    """A change without facts: its largest edit, quoted."""
    largest = max(edits, key=lambda edit: 0 if edit.op == "equal" else len(edit.old) + len(edit.new))
    size = len(largest.old) + len(largest.new)
    old, new = _excerpt(largest.old, _QUOTED), _excerpt(largest.new, _QUOTED)
    text = f"“{old}” → “{new}”" if old and new else f"{words.added}“{new}”" if new else f"{words.struck}“{old}”"
    return _WORDING + min(5.0, size / 50), text


def _excerpt(text: str, length: int) -> str:
    """The beginning of a text on one line, with a mark where it goes on."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length] + "…"
