"""The steps that concern one article (or the preamble), made on it all at once: targets count in the old text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.amend.application.arrangement import Arrangement, arrange
from tracker.amend.application.base import Item, Paragraph, Unit, words_of
from tracker.amend.application.item_edits import (
    ItemSlot,
    arranged_items,
    item_texts,
    last_words,
    with_last_words,
    with_subitem,
)
from tracker.amend.application.new_text import items_apart, paragraphs_of, without_label
from tracker.amend.application.text_edits import with_ending
from tracker.amend.application.word_edits import edit_words, restated
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Number, Place
from tracker.amend.instructions.steps import WORDS, Step

Numbered = tuple[int, Step]
"""A step and its place in the decision."""

_INSIDE_TEXT = WORDS | {"append"}
"""What is done to the text of a place, not to whole 款 and 项."""


@dataclass(slots=True)
class _Slot:
    """An old paragraph on its way: what stands in its place now, and its new number where the decision gives one."""

    old: Paragraph
    now: tuple[Paragraph, ...]
    number: int | None = None
    to: Place | None = None
    items: list[ItemSlot] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """An article after its steps. ``moved`` are paragraphs that became (part of) another article."""

    paragraphs: tuple[Paragraph, ...]
    moved: tuple[tuple[Place, tuple[Paragraph, ...]], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class _Work:
    """One article while its steps are made on it."""

    unit: Unit
    slots: list[_Slot]
    inserted: list[tuple[int, Paragraph, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    whole: tuple[Paragraph, ...] | None = None

    def find(self, index: int, step: Step) -> _Slot | None:
        """The slot of the paragraph a step names (or of its item); a note where there is none."""
        place = step.place
        number = place.paragraph or _paragraph_of_item(self, index, place)
        if number is not None and 0 < number <= len(self.slots):
            return self.slots[number - 1]
        have = f"旧文{self.unit.label or '引言'}只有{len(self.slots)}款" if place.paragraph else f"旧文没有{place}"
        self.notes.append(failed(index, have))
        return None


def _paragraph_of_item(work: _Work, index: int, place: Place) -> int | None:
    """The paragraph of an item named without it: the one that has such an item; a doubt where several have."""
    if place.item is None:
        return 1 if len(work.slots) == 1 or place.part == "lead" else None
    having = [i for i, slot in enumerate(work.slots, 1) if any(item.number == place.item for item in slot.old.items)]
    if len(having) > 1:
        work.notes.append(doubtful(index, f"旧文不止一款有{place}，取第一处"))
    return having[0] if having else None


def edit_unit(unit: Unit, steps: Sequence[Numbered]) -> Edited:
    """The article after the steps that concern it; steps that cannot be made leave a note."""
    work = _Work(unit=unit, slots=[_Slot(old=p, now=(p,)) for p in unit.paragraphs])
    words = [(i, step) for i, step in steps if step.verb in _INSIDE_TEXT and not _adds_paragraph(step)]
    changed, notes = edit_words(unit, words)
    work.notes += notes
    for slot, paragraphs in zip(work.slots, changed, strict=True):
        slot.now = paragraphs
    for index, step in steps:
        if step.verb not in _INSIDE_TEXT or _adds_paragraph(step):
            _structural(work, index, step)
    kept, moved = _settled(work)
    return Edited(paragraphs=kept, moved=moved, notes=tuple(work.notes))


def _adds_paragraph(step: Step) -> bool:
    """第十一条增加规定：“…” without a part: a further paragraph."""
    return step.verb == "append" and not step.place.part and step.place.paragraph is None and step.place.item is None


def _structural(work: _Work, index: int, step: Step) -> None:
    """One step that concerns whole paragraphs or items."""
    level = step.place.level
    if step.verb == "insert":
        _insert(work, index, step)
    elif step.verb == "append":
        work.inserted += [(0, paragraph, index) for paragraph in paragraphs_of(step.new)]
    elif step.verb in {"replace", "delete"} and level in {"article", "preamble", ""} and step.place.part != "lead":
        _replace_whole(work, index, step)
    elif step.verb == "merge":
        _merge(work, index, step)
    elif step.verb == "renumber" and step.result is None:
        work.notes.append(failed(index, "未写明移到何处"))
    elif (slot := work.find(index, step)) is not None:
        if level in {"item", "subitem"}:
            _item(work, slot, index, step)
        else:
            _paragraph(work, slot, index, step)


def _insert(work: _Work, index: int, step: Step) -> None:
    """New 款, 项 or 目."""
    level = step.result.level if step.result is not None else ""
    if level == "item":
        _insert_items(work, index, step)
    elif level != "subitem":
        _insert_paragraphs(work, index, step)
    elif (slot := work.find(index, step)) is not None:
        _item(work, slot, index, step)


def _replace_whole(work: _Work, index: int, step: Step) -> None:
    _, lines = without_label(step.new, {work.unit.number})
    listed = any(slot.old.items for slot in work.slots)
    new = paragraphs_of(items_apart(lines) if listed else lines)
    now = [line for slot in work.slots for paragraph in slot.now for line in paragraph.shown()]
    if step.restates and (note := restated(index, now, lines)) is not None:
        work.notes.append(note)
    if step.adds and len(new) != len(work.slots) + step.adds:
        work.notes.append(doubtful(index, f"决定称增加{step.adds}款，而旧文{len(work.slots)}款、新文{len(new)}款"))
    work.whole = new


def _paragraph(work: _Work, slot: _Slot, index: int, step: Step) -> None:
    """A whole paragraph is replaced, deleted, renumbered or moved; or the words before its items are replaced."""
    if step.verb == "renumber" and step.result is not None:
        _renumber(work, slot, step.result)
    elif step.verb == "delete":
        slot.now = ()
    elif step.place.part == "lead":
        first = slot.now[0] if slot.now else slot.old
        lead = (*step.new[:-1], with_ending(step.new[-1], first.lines[-1] if first.lines else "："))
        slot.now = (replace(first, lines=lead), *slot.now[1:])
    else:
        slot.now = _paragraph_anew(work, slot, index, step)


def _paragraph_anew(work: _Work, slot: _Slot, index: int, step: Step) -> tuple[Paragraph, ...]:
    """What stands in the place of a paragraph that is given a new text, with its final mark."""
    new = paragraphs_of(items_apart(step.new) if slot.old.items else step.new)
    lines = [line for paragraph in slot.now for line in paragraph.shown()]
    if step.restates and (note := restated(index, lines, step.new)) is not None:
        work.notes.append(note)
    if len(new) > 1 and len(new) != step.adds:
        work.notes.append(doubtful(index, f"一款修改为{len(new)}款"))
    return (*new[:-1], _ended(new[-1], slot.old))


def _ended(new: Paragraph, old: Paragraph) -> Paragraph:
    """A paragraph with its final mark."""
    if new.items or not new.lines or old.items:
        return new
    return replace(new, lines=(*new.lines[:-1], with_ending(new.lines[-1], old.lines[-1] if old.lines else "")))


def _renumber(work: _Work, slot: _Slot, result: Place) -> None:
    """第三款改为第四款, 第二款改为第十九条."""
    if result.level == "paragraph" and result.article in {None, work.unit.number}:
        slot.number = result.paragraph
    else:
        slot.to = result


def _merge(work: _Work, index: int, step: Step) -> None:
    """第一款、第二款合并，修改为：“…”."""
    numbers = [place.paragraph or 0 for place in step.places]
    if any(not 0 < number <= len(work.slots) for number in numbers):
        work.notes.append(failed(index, f"旧文{work.unit.label}只有{len(work.slots)}款"))
        return
    slots = [work.slots[number - 1] for number in numbers]
    slots[0].now = paragraphs_of(step.new) or _joined(work, index, [p for slot in slots for p in slot.now])
    slots[0].number = step.result.paragraph if step.result else None
    for slot in slots[1:]:
        slot.now = ()


def _joined(work: _Work, index: int, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """款 that are merged without a new text: one behind the other as one 款, where none but the last has items."""
    if any(paragraph.items or len(paragraph.lines) != 1 for paragraph in paragraphs[:-1]):
        work.notes.append(failed(index, "合并后的文字决定没有写出，原文分项，无从合并"))
        return tuple(paragraphs)
    work.notes.append(doubtful(index, "合并后的文字决定没有写出，按原文前后相接"))
    *before, last = paragraphs
    first = "".join((*(paragraph.lines[0] for paragraph in before), *last.lines[:1]))
    return (replace(last, lines=(first, *last.lines[1:])),)


def _insert_paragraphs(work: _Work, index: int, step: Step) -> None:
    new = paragraphs_of(step.new)
    given = [place.paragraph or 0 for place in step.results]
    announced = max(step.adds, len(given))
    if len(new) != announced:
        work.notes.append(doubtful(index, f"增加{announced}款，而新文为{len(new)}款"))
    by_place = 0 if given and given[0] else _beside(step)
    if by_place and not step.adds:
        work.notes.append(doubtful(index, "未写明款号，按其位置插入"))
    if by_place or len(given) != len(new):
        first = by_place or next(iter(given), 0)
        given = [first + i if first else 0 for i in range(len(new))]
    work.inserted += [(number, paragraph, index) for number, paragraph in zip(given, new, strict=True)]


def _beside(step: Step) -> int:
    """The number of a new 款 by its place (第二款后增加一款); 0 where that says nothing."""
    if not step.place.paragraph or not step.side:
        return 0
    return step.place.paragraph + (step.side == "after")


def _insert_items(work: _Work, index: int, step: Step) -> None:
    """增加一项，作为第二项: into the paragraph named, else into the one that has items."""
    slot = _itemised(work, index, step.place.paragraph)
    if slot is None:
        return
    slots, texts = _items(slot), list(item_texts(items_apart(step.new) if step.adds > 1 else step.new))
    if step.adds and len(texts) != step.adds:
        work.notes.append(doubtful(index, f"增加{step.adds}项，而新文为{len(texts)}项"))
    numbers = _item_numbers(step, len(texts))
    slots += [
        ItemSlot(old=None, now=text, number=number, index=index) for number, text in zip(numbers, texts, strict=False)
    ]


def _itemised(work: _Work, index: int, named: int | None) -> _Slot | None:
    """The paragraph that gets new items: the one named, else the first that has items; a note where that is a guess."""
    having = [slot for slot in work.slots if slot.old.items]
    if named is not None and 0 < named <= len(work.slots):
        slot = work.slots[named - 1]
        if not slot.old.items:
            work.notes.append(doubtful(index, "旧文该款原无分项"))
        return slot
    if named is not None or not having:
        work.notes.append(failed(index, "旧文该处没有分项的款"))
        return None
    if len(having) > 1:
        work.notes.append(doubtful(index, "旧文不止一款分项，加在第一处"))
    return having[0]


def _item_numbers(step: Step, count: int) -> list[Number | None]:
    """The numbers of so many new 项, as given or counted from the place (第一项后增加一项); ``None`` for none."""
    given = [place.item if place.item and place.item[0] else None for place in step.results]
    if given in ([], [None]) and step.place.item is not None and step.side:
        first = step.place.item[0] + (step.side == "after")
        return [(first + i, 0) for i in range(count)]
    return given + [None] * (count - len(given))


def _items(slot: _Slot) -> list[ItemSlot]:
    """The items of a paragraph as slots, made at the first use."""
    if slot.items is None:
        slot.items = [ItemSlot(old=item, now=item.lines) for paragraph in slot.now for item in paragraph.items]
    return slot.items


def _item(work: _Work, slot: _Slot, index: int, step: Step) -> None:
    """An item (or a 目 of it) is replaced, deleted or renumbered."""
    slots = _items(slot)
    at = _place_of_item(slots, step.place.item)
    if at is None:
        work.notes.append(failed(index, f"旧文没有{step.place}"))
    elif step.place.subitem is not None or step.verb == "insert":
        slots[at], notes = with_subitem(slots[at], index, step)
        work.notes += notes
    elif step.verb == "renumber" and step.result is not None and step.result.item is not None:
        slots[at] = replace(slots[at], number=step.result.item)
    elif step.verb == "delete":
        slots[at] = replace(slots[at], now=())
    else:
        slots[at] = _item_anew(work, slots[at], index, step)


def _place_of_item(slots: Sequence[ItemSlot], number: Number | None) -> int | None:
    return next((i for i, slot in enumerate(slots) if slot.old is not None and slot.old.number == number), None)


def _item_anew(work: _Work, slot: ItemSlot, index: int, step: Step) -> ItemSlot:
    """An item with a new text, which ends as the old one did."""
    text = next(item_texts(step.new), ())
    now, given = (Item(number=(0, 0), label="", lines=lines) for lines in (slot.now, text))
    if step.restates and (note := restated(index, list(words_of(now)), list(words_of(given)))) is not None:
        work.notes.append(note)
    ending = last_words(slot.old.lines) if slot.old else ""
    return replace(slot, now=with_last_words(text, lambda words: with_ending(words, ending)) if text else ())


def _settled(work: _Work) -> tuple[tuple[Paragraph, ...], tuple[tuple[Place, tuple[Paragraph, ...]], ...]]:
    """Paragraphs in their new order, and those that leave the article."""
    for slot in work.slots:
        if slot.items is not None and slot.now:
            items, notes = arranged_items(slot.items)
            first = slot.now[0]
            slot.now = (replace(first, items=items), *(replace(p, items=()) for p in slot.now[1:]))
            work.notes += notes
    moved = tuple((slot.to, slot.now) for slot in work.slots if slot.to is not None)
    if work.whole is not None:
        return _numbered(work, [(None, paragraph) for paragraph in work.whole]), moved
    kept = [
        (slot.number if i == 0 else None, p) for slot in work.slots if slot.to is None for i, p in enumerate(slot.now)
    ]
    return _numbered(work, kept), moved


def _numbered(work: _Work, kept: list[tuple[int | None, Paragraph]]) -> tuple[Paragraph, ...]:
    """Kept and inserted paragraphs by their new numbers; insertions without one come last."""
    given = [number for number, _, _ in work.inserted if number]
    result = arrange([number for number, _ in kept], given)
    work.notes += _number_doubts(work, result)
    placed = [(new, 1, p) for new, (_, p) in zip(result.kept, kept, strict=True)]
    placed += [(number or 10**6, 0, p) for number, p, _ in work.inserted]
    return tuple(p for _, _, p in sorted(placed, key=lambda entry: entry[:2]))


def _number_doubts(work: _Work, result: Arrangement) -> Iterator[Note]:
    """Numbers of new 款 for which there is no room, or that another one has."""
    for number, _, index in work.inserted:
        if number in result.gaps:
            yield doubtful(index, f"第{number}款超出修改后的款数，旧文款数与决定不合")
        if number in result.clashes:
            yield doubtful(index, f"第{number}款与另一款重号")
    if result.clashes and not any(number in result.clashes for number, _, _ in work.inserted):
        yield doubtful(-1, f"{work.unit.label}款号重复")
