"""项 in their new order: numbered through, their final marks put right; 目 inside them likewise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tracker.amend.application.arrangement import Arrangement, arrange
from tracker.amend.application.base import Item
from tracker.amend.application.new_text import paragraphs_of
from tracker.amend.application.text_edits import with_ending
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Number
from tracker.amend.instructions.steps import Step
from tracker.language.labels import LIST_LABEL, label_like
from tracker.language.patterns import regex

Lines: TypeAlias = tuple[str | Item, ...]
"""What an item says: its own text, then its 目 and further lines."""

_LABELLED = regex(LIST_LABEL)
"""How a line begins that has the label of an item."""

_FIRST_LABEL = "（一）"
"""The label of a list's first item where the list has none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSlot:
    """An item on its way: the old one (``None`` for a new one, of step ``index``), its lines now, its given number."""

    old: Item | None
    now: Lines
    number: Number | None = None
    index: int = -1

    @property
    def branch(self) -> int:
        """The second number of an item such as （三）之一, which stands after （三） and moves no other."""
        own = self.number or (self.old.number if self.old is not None else None)
        return own[1] if own else 0


def arranged_items(slots: Sequence[ItemSlot]) -> tuple[tuple[Item, ...], list[Note]]:
    """The items of a paragraph after its steps, numbered 1, 2, 3 … in the style of the old ones.

    Only an item with a branch number (第三项之一) keeps it, behind the item that it was added to.
    """
    olds, news, branches = _by_role(slots)
    result = arrange([slot.number and slot.number[0] for slot in olds], [n for slot in news if (n := _main(slot))])
    had = [slot for slot in slots if slot.old is not None]
    style = had[0].old.label if had and had[0].old is not None else _FIRST_LABEL
    standing = _standing(olds, result.kept, news, branches)
    return tuple(_numbered(standing, style, had[-1] if had else None)), _doubts(news, result)


def _by_role(slots: Sequence[ItemSlot]) -> tuple[list[ItemSlot], list[ItemSlot], list[ItemSlot]]:
    """What there still is: the old items, the new ones, and those with a branch number, old or new."""
    alive = [slot for slot in slots if slot.now]
    mains = [slot for slot in alive if not slot.branch]
    olds, news = ([slot for slot in mains if (slot.old is None) == new] for new in (False, True))
    return olds, news, [slot for slot in alive if slot.branch]


def _doubts(news: Sequence[ItemSlot], result: Arrangement) -> list[Note]:
    """New items whose given number is none that the list has room for, or another one's."""
    notes = [doubtful(slot.index, f"第{n}项超出修改后的项数") for slot in news if (n := _main(slot)) in result.gaps]
    return notes + [
        doubtful(slot.index, f"第{n}项与另一项重号") for slot in news if (n := _main(slot)) in result.clashes
    ]


def _standing(
    olds: Sequence[ItemSlot], kept: Sequence[int], news: Sequence[ItemSlot], branches: Sequence[ItemSlot]
) -> list[tuple[int, ItemSlot]]:
    """The items in the order they stand in, each with its branch number: a new one before the old one of its number."""
    last = len(olds) + len(news) + 1
    placed = [(number, 0, 1, slot) for number, slot in zip(kept, olds, strict=True)]
    became = {slot.old.number[0]: number for number, _, _, slot in placed if slot.old is not None}
    placed += [(_main(slot) or last, 0, 0, slot) for slot in news]
    placed += [(_host(slot, became), slot.branch, 0, slot) for slot in branches]
    return [(branch, slot) for _, branch, _, slot in sorted(placed, key=lambda entry: entry[:3])]


def _main(slot: ItemSlot) -> int:
    return slot.number[0] if slot.number else 0


def _host(slot: ItemSlot, became: dict[int, int]) -> int:
    """The new number of the item behind which a branch item stands."""
    if slot.number is not None:
        return slot.number[0]
    main = slot.old.number[0] if slot.old else 0
    return became.get(main, main)


def _numbered(ordered: Sequence[tuple[int, ItemSlot]], style: str, was_last: ItemSlot | None) -> list[Item]:
    items: list[Item] = []
    main = 0
    for i, (branch, slot) in enumerate(ordered, 1):
        main += not branch
        number = (main, branch)
        lines = _ended(slot, last=i == len(ordered), was_last=slot is was_last)
        items.append(Item(number=number, label=label_like(style, *number), lines=lines))
    return items


def with_last_words(lines: Lines, change: Callable[[str], str]) -> Lines:
    """Lines with their last words changed, those of a last 目 where there is one."""
    *head, tail = lines
    if isinstance(tail, str):
        return (*head, change(tail))
    return (*head, replace(tail, lines=with_last_words(tail.lines, change)))


def last_words(lines: Lines) -> str:
    """The last words of some lines."""
    tail = lines[-1] if lines else ""
    return tail if isinstance(tail, str) else last_words(tail.lines)


def _ended(slot: ItemSlot, *, last: bool, was_last: bool) -> Lines:
    """An item's lines: a new one gets ； or 。; the old last one gives up its 。, the new last one its ；."""
    tail, final = last_words(slot.now), "。" if last else "；"
    new = slot.old is None
    if last and tail.endswith("；") and not was_last:
        return with_last_words(slot.now, lambda words: words[:-1] + final)
    if not last and tail.endswith("。") and (was_last or new):
        return with_last_words(slot.now, lambda words: words[:-1] + final)
    changed = slot.old is None or slot.now != slot.old.lines
    if changed and not tail.endswith(("；", "。", "：", "，")):
        return with_last_words(slot.now, lambda words: with_ending(words, final))
    return slot.now


def with_subitem(slot: ItemSlot, index: int, step: Step) -> tuple[ItemSlot, list[Note]]:
    """An item with one of its 目 replaced, deleted or added."""
    if step.verb == "insert":
        return _with_new_subitem(slot, index, step)
    at = next(
        (i for i, line in enumerate(slot.now) if isinstance(line, Item) and line.number[0] == step.place.subitem), None
    )
    if at is None:
        return slot, [failed(index, f"旧文没有{step.place}")]
    old = slot.now[at]
    assert isinstance(old, Item)  # noqa: S101 - it was looked for as one
    if step.verb == "delete":
        return replace(slot, now=_numbered_through((*slot.now[:at], *slot.now[at + 1 :]))), []
    text = next(item_texts(step.new), ())
    new = replace(old, lines=with_last_words(text, lambda words: with_ending(words, last_words(old.lines))))
    return replace(slot, now=(*slot.now[:at], new, *slot.now[at + 1 :])), []


def _with_new_subitem(slot: ItemSlot, index: int, step: Step) -> tuple[ItemSlot, list[Note]]:
    """An item with further 目, the ones after them numbered through."""
    places = [i for i, line in enumerate(slot.now) if isinstance(line, Item)]
    if not places:
        return slot, [failed(index, "旧文该项没有分目")]
    wanted = (step.result.subitem if step.result else None) or len(places) + 1
    at = places[wanted - 1] if wanted <= len(places) else places[-1] + 1
    notes = [doubtful(index, f"第{wanted}目超出修改后的目数")] if wanted > len(places) + 1 else []
    label = next(line.label for line in slot.now if isinstance(line, Item))
    new = [Item(number=(0, 0), label=label, lines=text) for text in item_texts(step.new)]
    lines = _numbered_through((*slot.now[:at], *new, *slot.now[at:]))
    return replace(slot, now=_with_marks(lines, last_words(slot.now)[-1:] or "。")), notes


def _with_marks(lines: Lines, final: str) -> Lines:
    """目 that end in ； but for the last one, which ends in a final mark."""
    *head, tail = (i for i, line in enumerate(lines) if isinstance(line, Item))
    ended = [_parted(line) if i in head else line for i, line in enumerate(lines)]
    ended[tail] = _closed(ended[tail], final)
    return tuple(ended)


def _parted(line: str | Item) -> str | Item:
    """A 目 that is not the last ends in ；."""
    if isinstance(line, str) or last_words(line.lines).endswith(("；", "：")):
        return line
    return replace(line, lines=with_last_words(line.lines, lambda words: f"{words.rstrip('。')}；"))


def _closed(line: str | Item, final: str) -> str | Item:
    """The last 目 ends as the last one did."""
    if isinstance(line, str):
        return line
    return replace(line, lines=with_last_words(line.lines, lambda words: with_ending(words.rstrip("；。"), final)))


def _numbered_through(lines: Lines) -> Lines:
    """目 numbered 1, 2, 3 … in their order, each in the style it has."""
    out: list[str | Item] = []
    count = 0
    for line in lines:
        if isinstance(line, Item):
            count += 1
            out.append(replace(line, number=(count, 0), label=label_like(line.label, count)))
        else:
            out.append(line)
    return tuple(out)


def item_texts(lines: Sequence[str]) -> Iterator[Lines]:
    """The texts of new items, labels off; a line without a label is an item too, with the 目 that follow it."""
    texts: list[Lines] = []
    for paragraph in paragraphs_of(lines):
        if texts and not paragraph.items and _LABELLED.match(lines[0]):
            texts[-1] = (*texts[-1], *paragraph.lines)
        elif paragraph.lines:
            texts += [(line,) for line in paragraph.lines[:-1]]
            texts.append((paragraph.lines[-1], *paragraph.items))
        else:
            texts += [item.lines for item in paragraph.items]
    yield from texts
