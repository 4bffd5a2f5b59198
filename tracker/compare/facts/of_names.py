"""Facts of names: offices and other terms that an edit gave another name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple

from tracker.compare.align.comparable_text import fold
from tracker.compare.facts.edited_stretches import Region, Stretch
from tracker.compare.facts.limit_words import BEGINS_LIMIT, is_limit, limits, opposite
from tracker.compare.facts.modality import BEGINS_MODAL, modals
from tracker.compare.facts.names import continued, nameable, office_of, renaming
from tracker.compare.facts.quantity_patterns import BEGINS_QUANTITY
from tracker.compare.facts.quantity_reading import has_quantity, quantities
from tracker.compare.facts.reference_reading import IN_REFERENCE, references
from tracker.language.numerals import CAPITALS, DIGITS_SIGNS, HAN_NUMBER, HAN_SIGNS
from tracker.language.patterns import regex
from tracker.language.quantities import TO
from tracker.likeness.subsequence import likeness
from tracker.model import Fact

_REWRITTEN: Final = 240
"""An edit that strikes and writes more characters is another text; names in it stand for nothing in particular."""

_JOINED: Final = 2
_JOINED_SMALL: Final = 4
_SMALL: Final = 8
"""Unchanged characters between two edits of one name: [道路→交通]运输[管理机构→主管部门]; more between small edits."""

_BREAK: Final = regex(r"[，。；：\n,;:是为由向应将的到于在给被把每]")
_SENTENCE_END: Final = regex(rf"[。；\n;]+(?:[（(]{HAN_NUMBER}[）)])?")
_CLAUSE_END: Final = regex(rf"[，。；：\n,;:]+(?:[（(]{HAN_NUMBER}[）)])?")
_COPULA: Final = regex("是(?!否)")
_BARE_SIGNS: Final = f"{DIGITS_SIGNS}.,，{HAN_SIGNS}{CAPITALS}"
_BARE: Final = regex(f"(?:[{_BARE_SIGNS}]|{TO})+")
_CONTEXT: Final = 16
_CONTEXT_AFTER: Final = 32


class _Slot(NamedTuple):
    """A place of a sentence that an edit fills anew: what it strikes and writes, where, and the words on either side.

    ``left`` and ``right`` are words that stand in both texts; ``None`` for those beside the whole edit.
    """

    old: str
    new: str
    at: tuple[int, int]
    left: str | None
    right: str | None


def name_facts(old: str, new: str, read: Sequence[Region]) -> Iterator[Fact]:
    """Offices and other terms that have another name now, each once: where it stands first."""
    told: dict[tuple[str, str | None, str | None], Fact] = {}
    for found in chain.from_iterable(_renamed(old, new, region.spans) for region in read if region.has_words):
        if (
            found.old
            and found.new
            and _rarer(found.old, found.new, old, new)
            and _rarer(found.new, found.old, new, old)
        ):
            told.setdefault(found.said, found)
    yield from told.values()


def _rarer(name: str, other: str, before: str, after: str) -> bool:
    """Whether a name stands less often in the text where the other one replaced it.

    In a list that only grew, an edit seems to rename what still stands there: 一级, 二级 → 特级, 一级, 二级.
    """
    if other in name:
        return True
    return after.replace(other, "").count(name) < before.replace(other, "").count(name)


def _renamed(old: str, new: str, spans: Sequence[Stretch]) -> Iterator[Fact]:
    for stretch in _clusters(old, spans):
        if stretch.size > _REWRITTEN:
            continue
        slot = _Slot(
            old=old[stretch.old_start : stretch.old_end],
            new=new[stretch.new_start : stretch.new_end],
            at=(stretch.old_start, stretch.new_start),
            left=None,
            right=None,
        )
        for part in _slots(slot):
            if (found := _name(part, (old, new), stretch)) and not _cuts_a_value(found, old, new):
                yield _as_printed(found, old, new)


def _cuts_a_value(fact: Fact, old: str, new: str) -> bool:
    """Whether a name begins inside a quantity, with its unit: 50米范围内设置广告 → 米范围内…."""
    return any(
        one.start < _CONTEXT < one.end
        for text, at in zip((old, new), fact.at, strict=True)
        if at is not None and text[at - 1 : at].isdigit() and at >= _CONTEXT
        for one in quantities(text[at - _CONTEXT : at + _CONTEXT], slight=True)
    )


def _left(old: str, new: str, whole: Stretch) -> str:
    """The words of both texts before an edit."""
    return _shared(_back(old, whole.old_start), _back(new, whole.new_start))[::-1]


def _right(old: str, new: str, whole: Stretch) -> str:
    """The words of both texts behind an edit."""
    i, j = whole.old_end, whole.new_end
    return _shared(old[i : i + _CONTEXT_AFTER], new[j : j + _CONTEXT_AFTER])


def _back(text: str, at: int) -> str:
    """What stands before an offset, read backwards."""
    return text[max(0, at - _CONTEXT) : at][::-1]


def _shared(old: str, new: str) -> str:
    """How both texts begin, in the words of the new one: a character of another width is the same."""
    if old == new:
        return new
    for k, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after and fold(before) != fold(after):
            return new[:k]
    return new[: len(old)]


def _as_printed(fact: Fact, old: str, new: str) -> Fact:
    """The fact in the words of each text: the words around an edit may differ in their width."""
    i, j = fact.at
    if i is None or j is None or fact.old is None or fact.new is None:  # pragma: no cover - a renaming has both sides
        return fact
    before, after = old[i : i + len(fact.old)], new[j : j + len(fact.new)]
    return fact if (before, after) == (fact.old, fact.new) else replace(fact, old=before, new=after)


def _name(slot: _Slot, texts: tuple[str, str], whole: Stretch) -> Fact | None:
    """What an edit renamed between the words to its left and its right, if anything."""
    words = nameable(slot.old, slot.new)

    def right_of() -> str:
        return _right(*texts, whole) if slot.right is None else slot.right

    if words and not says_more(slot.old, right_of) and not says_more(slot.new, right_of):
        left, right = _left(*texts, whole) if slot.left is None else slot.left, right_of()
        found = renaming(words, left, right)
        if found:
            if _turned(found.old, found.new):
                return None
            return Fact(type=found.type, old=found.old, new=found.new, at=_shifted(slot.at, found.at))
    return _other_office(slot, texts, whole)


def _other_office(slot: _Slot, texts: tuple[str, str], whole: Stretch) -> Fact | None:
    """The offices that an edit names, if it names just one on either side, and not the same."""
    before = office_of(slot.old)
    after = office_of(slot.new) if before else None
    if before and after and (tail := continued(_right(*texts, whole) if slot.right is None else slot.right)):
        before, after = office_of(slot.old + tail), office_of(slot.new + tail)
    if before is None or after is None or before[0] == after[0]:
        return None
    if max(len(slot.old) - len(before[0]), len(slot.new) - len(after[0])) > _BESIDE_NAME:
        return None
    return Fact(type="organisation", old=before[0], new=after[0], at=_shifted(slot.at, (before[1], after[1])))


_BESIDE_NAME: Final = 12
"""An edit with more words beside the one office that it names is a rewriting, in which offices may do other things."""


def _shifted(at: tuple[int, int], by: tuple[int, int]) -> tuple[int, int]:
    return (at[0] + by[0], at[1] + by[1])


def _turned(old: str, new: str) -> bool:
    """Whether one text has a limit that the other turns around."""
    return any(opposite(before, after) for before in limits(old) for after in limits(new))


def _slots(whole: _Slot) -> Iterator[_Slot]:
    """The places that an edit fills anew: before the first end of a clause, behind the last one, what 是 parts."""
    for slot in map(_behind_value, _of_clauses(whole)):
        before, after = list(_COPULA.finditer(slot.old)), list(_COPULA.finditer(slot.new))
        if len(before) != 1 or len(after) != 1:
            yield slot
            continue
        (one,), (other,) = before, after
        yield _Slot(old=slot.old[: one.start()], new=slot.new[: other.start()], at=slot.at, left=slot.left, right="是")
        at = _shifted(slot.at, (one.end(), other.end()))
        yield _Slot(old=slot.old[one.end() :], new=slot.new[other.end() :], at=at, left="是", right=slot.right)


def _behind_value(slot: _Slot) -> _Slot:
    """What follows a value with which both sides of an edit begin: 12个月的职工 → 6个月的缴存人."""
    values = _leading_value(slot.old), _leading_value(slot.new)
    if not all(values):
        return slot
    i, j = values
    return _Slot(old=slot.old[i:], new=slot.new[j:], at=_shifted(slot.at, (i, j)), left="的", right=slot.right)


def _leading_value(text: str) -> int:
    """Where the value ends that a text begins with, and the 的 behind it; 0 where there is none or nothing follows."""
    found = next(iter(quantities(text, slight=True)), None) if _VALUED.match(text) else None
    end = found.end + 1 if found and found.start == 0 else 0
    return end if end < len(text) and text[end - 1] == "的" else 0


_VALUED: Final = regex(rf"[{DIGITS_SIGNS}{HAN_SIGNS}半每][^的]{{0,12}}的")


def _of_clauses(slot: _Slot) -> Iterator[_Slot]:
    """An edit over the ends of as many clauses on both sides, cut there; else what follows its last sentence's end."""
    before, after = _pieces(slot.old, _CLAUSE_END), _pieces(slot.new, _CLAUSE_END)
    if len(before) != len(after):
        before, after = _pieces(slot.old, _SENTENCE_END)[-1:], _pieces(slot.new, _SENTENCE_END)[-1:]
        whole = before[0][1] == 0 or after[0][1] == 0
        if whole:
            yield slot
            return
    for k, ((old, i), (new, j)) in enumerate(zip(before, after, strict=True)):
        left = slot.left if i == 0 and j == 0 else ""
        right = slot.right if k == len(before) - 1 else ""
        if len(before) == 1 or likeness(old, new) >= _SHARED:
            yield _Slot(old=old, new=new, at=_shifted(slot.at, (i, j)), left=left, right=right)


_SHARED: Final = 0.25
"""Two clauses of one edit that are less alike than this are no versions of one another."""


def _pieces(text: str, end: re.Pattern[str]) -> list[tuple[str, int]]:
    """What the ends of clauses part in a text, each with its offset."""
    out: list[tuple[str, int]] = []
    start = 0
    for found in end.finditer(text):
        out.append((text[start : found.start()], start))
        start = found.end()
    return [*out, (text[start:], start)]


def says_more(text: str, right_of: Callable[[], str] = str) -> bool:
    """Whether a side of an edit holds a value, a duty or a reference: then it is told as such; or is a bare number.

    ``right_of`` gives the words behind it: 禁止 forbids nothing in 禁止燃放区域.
    """
    return bool(
        _SAYS.search(text)
        and (
            _BARE.fullmatch(text)
            or is_limit(text)
            or (modals(text) and any(one.start < len(text) for one in modals(text + right_of())))
            or has_quantity(text, slight=True)
            or references(text)
        )
    )


_SAYS: Final = regex(f"[{BEGINS_LIMIT}{BEGINS_MODAL}{BEGINS_QUANTITY}{IN_REFERENCE}{_BARE_SIGNS}]")
"""A character without which a text holds none of these: most sides of edits have none."""


def _clusters(old: str, spans: Sequence[Stretch]) -> Iterator[Stretch]:
    """The edits with those joined that a few unchanged characters of one name part."""
    last: Stretch | None = None
    for stretch in spans:
        if last and _belong_together(old, last, stretch):
            last = Stretch(last.old_start, stretch.old_end, last.new_start, stretch.new_end)
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last


def _belong_together(old: str, one: Stretch, other: Stretch) -> bool:
    """Whether two edits are parts of one name: little lies between them, and no clause ends there."""
    between = other.old_start - one.old_end
    joined = between <= _JOINED or (between <= _JOINED_SMALL and one.size <= _SMALL and other.size <= _SMALL)
    return joined and not _BREAK.search(old, one.old_end, other.old_start)
