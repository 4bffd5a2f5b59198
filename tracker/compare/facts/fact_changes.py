"""What changed in substance between two texts: values, duties, references, organisations, terms (contract §4 FACT).

Everything starts from the redline. A number, a date or a reference is never cut by it, so a value that changed lies
whole inside an edit; values that only moved with their sentence are found by the words around them and are no facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from tracker.compare.align.canon import fold
from tracker.compare.facts.cell_units import cell_quantities
from tracker.compare.facts.limits import Limit, is_limit, limits, opposite
from tracker.compare.facts.mention_pairs import Pair, Stretch, paired, stretches
from tracker.compare.facts.modality import Modal, direction, modals
from tracker.compare.facts.names import office_of, renaming
from tracker.compare.facts.quantities import DAYS, Quantity, quantities
from tracker.compare.facts.references import Reference, references, same
from tracker.compare.redline.tokens import CAPITALS, HAN
from tracker.model import Direction, Edit, Fact

_Placed: TypeAlias = tuple[int, Fact]
"""A fact and where it stands in the new text (in the old one, where it is gone)."""

_QUANTITATIVE = re.compile(rf"[0-9０-９{HAN}{CAPITALS}半]")
_MODAL = re.compile("[应当必须务不得准可以禁止严方能有义责任权允许鼓励支持无需要免予于自主决定]")
_LIMITING = re.compile("超过|[高低少多大小]于|[高低多少长短含以]|上|下|[足满]")
_REFERRING = re.compile("[第《条款项号]")
"""Characters without which a change is none of a quantity, of a duty, of a reference: most changes are soon passed."""


def find_facts(old: str, new: str, edits: Sequence[Edit]) -> tuple[Fact, ...]:
    """The facts that the edits between two texts carry, in the order of the text; none where a side is empty."""
    if not old or not new or old == new:
        return ()
    spans = stretches(edits)
    if not spans:
        return ()
    changed = "".join(edit.old + edit.new for edit in edits if edit.op != "equal")
    found = list(_names(old, new, spans))
    if _LIMITING.search(changed):
        found += _limits(old, new, spans)
    if _QUANTITATIVE.search(changed):
        found += _values(old, new, spans)
    if _MODAL.search(changed):
        found += _duties(old, new, spans)
    if _REFERRING.search(changed):
        found += _references(old, new, spans)
    found.sort(key=lambda entry: entry[0])
    return tuple(dict.fromkeys(fact for _, fact in found))


def find_names(old: str, new: str, edits: Sequence[Edit]) -> tuple[Fact, ...]:
    """Of the facts only those that give an office or another term a new name."""
    if not old or not new or old == new:
        return ()
    return tuple(dict.fromkeys(fact for _, fact in _names(old, new, stretches(edits))))


# --- values -----------------------------------------------------------------------------------------------------------


def _values(old: str, new: str, spans: Sequence[Stretch]) -> Iterator[_Placed]:
    """Amounts, shares, periods, dates and counts that changed, came or went."""
    for pair in paired((old, new), (_measures(old), _measures(new)), spans, _same_value, [_same_kind]):
        if (pair.old and pair.new) or not _of(pair).slight:
            yield _value_fact(pair)


def _measures(text: str) -> list[Quantity]:
    """All quantities of a text, those that only a table's heading measures too."""
    found = quantities(text, slight=True)
    return sorted((*found, *cell_quantities(text)), key=lambda one: one.start) if "\t" in text else found


def _same_value(old: Quantity, new: Quantity) -> bool:
    if old.value is None:
        return old.text == new.text
    return (old.type, old.value, old.unit) == (new.type, new.value, new.unit)


def _same_kind(old: Quantity, new: Quantity) -> bool:
    return old.type == new.type and (old.type != "count" or old.unit == new.unit)


def _value_fact(pair: Pair[Quantity]) -> _Placed:
    old, new = pair.old, pair.new
    return pair.place, Fact(
        type=_of(pair).type,
        old=old.text if old else None,
        new=new.text if new else None,
        old_value=old.value if old else None,
        new_value=new.value if new else None,
        unit=_of(pair).unit,
        direction=_trend(old, new),
    )


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
    before, after = old.value, new.value
    if old.unit != new.unit:
        if old.unit not in DAYS or new.unit not in DAYS:
            return None
        before, after = before * DAYS[old.unit], after * DAYS[new.unit]
    return "up" if after > before else "down" if after < before else None


def _limits(old: str, new: str, spans: Sequence[Stretch]) -> Iterator[_Placed]:
    """Ceilings that became floors, values that are included no more."""
    for pair in paired((old, new), (limits(old), limits(new)), spans, _same_side, [opposite], far=False):
        if pair.old and pair.new:
            yield pair.place, Fact(type="term", old=pair.old.text, new=pair.new.text)


def _turned(old: str, new: str) -> bool:
    """Whether one text has a limit that the other turns around."""
    return any(opposite(before, after) for before in limits(old) for after in limits(new))


def _same_side(old: Limit, new: Limit) -> bool:
    return old.side == new.side


# --- duties -----------------------------------------------------------------------------------------------------------


def _duties(old: str, new: str, spans: Sequence[Stretch]) -> Iterator[_Placed]:
    """Words of duty, ban and permission that changed, came or went."""
    for pair in paired((old, new), (modals(old), modals(new)), spans, _same_word, [_any_kin]):
        yield (
            pair.place,
            Fact(
                type="modality",
                old=pair.old.text if pair.old else None,
                new=pair.new.text if pair.new else None,
                direction=direction(pair.old, pair.new),
            ),
        )


def _same_word(old: Modal, new: Modal) -> bool:
    return old.text == new.text


def _any_kin(_old: Modal, _new: Modal) -> bool:
    return True


# --- references -------------------------------------------------------------------------------------------------------


def _references(old: str, new: str, spans: Sequence[Stretch]) -> Iterator[_Placed]:
    """References that changed; what came or went alone is told only for a title, the name of another act."""
    for pair in paired(
        (old, new),
        (references(old), references(new)),
        [s.widened() for s in spans],
        _same_reference,
        [_same_act, _any_reference],
        far=False,
    ):
        if pair.old and pair.new:
            yield from ((pair.new.start, fact) for fact in _reference_facts(pair.old, pair.new))


def _same_reference(old: Reference, new: Reference) -> bool:
    return same(old.text, new.text)


def _same_act(old: Reference, new: Reference) -> bool:
    """Whether both point into one act that they name."""
    return old.foreign and fold(old.text).partition("第")[0] == fold(new.text).partition("第")[0]


def _any_reference(_old: Reference, _new: Reference) -> bool:
    return True


def _reference_facts(old: Reference, new: Reference) -> Iterator[Fact]:
    """One fact a listed provision where both sides list as many, else one for the whole list."""
    if len(old.parts) != len(new.parts):
        yield Fact(type="reference", old=old.text, new=new.text)
        return
    for before, after in zip(old.parts, new.parts, strict=True):
        if not same(before, after):
            yield Fact(type="reference", old=before, new=after)


# --- names ------------------------------------------------------------------------------------------------------------

_JOINED: Final = 2
_JOINED_SMALL: Final = 4
_SMALL: Final = 8
"""Unchanged characters between two edits of one name: [道路→交通]运输[管理机构→主管部门]; more between small edits."""

_BREAK = re.compile(r"[，。；：\n,;:是为由向应将]")
_SENTENCE_END = re.compile(r"[。；\n;](?:[（(][零一二三四五六七八九十]+[）)])?")
_CONTEXT: Final = 16
_CONTEXT_AFTER: Final = 32


def _names(old: str, new: str, spans: Sequence[Stretch]) -> Iterator[_Placed]:
    """Offices and other terms that have another name now."""
    for stretch in _clusters(old, spans):
        left = new[max(0, stretch.new_start - _CONTEXT) : stretch.new_start]
        right = new[stretch.new_end : stretch.new_end + _CONTEXT_AFTER]
        whole = old[stretch.old_start : stretch.old_end], new[stretch.new_start : stretch.new_end], left, right
        for before, after, to_the_left, to_the_right in _slots(*whole):
            found = _name(before, after, to_the_left, to_the_right)
            if found:
                yield stretch.new_start, found


def _name(before: str, after: str, left: str, right: str) -> Fact | None:
    """What an edit renamed between the words to its left and its right, if anything."""
    found = None if _says_more(before) or _says_more(after) else renaming(before, after, left, right)
    if found:
        return None if _turned(found.old, found.new) else Fact(type=found.type, old=found.old, new=found.new)
    offices = (office_of(before), office_of(after)) if before and after else (None, None)
    if offices[0] and offices[1] and offices[0] != offices[1]:
        return Fact(type="organisation", old=offices[0], new=offices[1])
    return None


_Slot: TypeAlias = tuple[str, str, str, str]
"""What an edit strikes and writes, and the words to its left and to its right."""


def _slots(before: str, after: str, left: str, right: str) -> Iterator[_Slot]:
    """The places of a sentence that an edit fills anew: what follows a sentence's end or a label, what 是 parts."""
    if _SENTENCE_END.search(before) and _SENTENCE_END.search(after):
        before, after, left = _SENTENCE_END.split(before)[-1], _SENTENCE_END.split(after)[-1], ""
    (first, *second), (third, *fourth) = _COPULA.split(before), _COPULA.split(after)
    if len(second) == len(fourth) == 1:
        yield first, third, left, "是"
        yield second[0], fourth[0], "是", right
    else:
        yield before, after, left, right


_COPULA = re.compile("是(?!否)")


_BARE = re.compile(rf"[0-9０-９.,，{HAN}{CAPITALS}]+")


def _says_more(text: str) -> bool:
    """Whether a side of an edit holds a value, a duty or a reference: then it is told as such; or is a bare number."""
    return bool(
        text and (_BARE.fullmatch(text) or is_limit(text) or modals(text) or quantities(text) or references(text))
    )


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
