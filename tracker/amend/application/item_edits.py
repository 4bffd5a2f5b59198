"""项 in their new order: numbered through, their final marks put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.amend.application.arrangement import arrange
from tracker.amend.application.base import Item
from tracker.amend.application.text_edits import with_ending
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import number_of
from tracker.amend.instructions.steps import Step
from tracker.language.numerals import int_to_han


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSlot:
    """An item on its way: the old one (``None`` for a new one, of step ``index``), its lines now, its given number."""

    old: Item | None
    now: tuple[str, ...]
    number: int | None = None
    index: int = -1


def arranged_items(slots: Sequence[ItemSlot]) -> tuple[tuple[Item, ...], list[Note]]:
    """The items of a paragraph after its steps, numbered 1, 2, 3 … in the style of the old ones.

    Only an item with a branch number (第三项之一) keeps its number as it is.
    """
    alive = [slot for slot in slots if slot.now]
    olds = [slot for slot in alive if slot.old is not None]
    news = [slot for slot in alive if slot.old is None]
    style = next((slot.old.style for slot in slots if slot.old is not None), "（{}）")
    total = len(alive)
    given = [slot.number for slot in news if slot.number]
    result = arrange([slot.number for slot in olds], given)
    notes = [doubtful(s.index, f"第{s.number}项超出修改后的项数") for s in news if s.number in result.gaps]
    notes += [doubtful(s.index, f"第{s.number}项与另一项重号") for s in news if s.number in result.clashes]
    placed = [(number, 1, slot) for number, slot in zip(result.kept, olds, strict=True)]
    placed += [(slot.number or total + 1, 0, slot) for slot in news]
    ordered = [slot for _, _, slot in sorted(placed, key=lambda entry: entry[:2])]
    was_last = next((slot for slot in reversed(slots) if slot.old is not None), None)
    return tuple(
        Item(number=(i, 0), style=style, lines=_ended(slot, last=i == total, was_last=slot is was_last))
        for i, slot in enumerate(ordered, 1)
    ), notes


def _ended(slot: ItemSlot, *, last: bool, was_last: bool) -> tuple[str, ...]:
    """An item's lines: a new one gets ； or 。; the old last one gives up its 。, the new last one its ；."""
    *head, tail = slot.now
    if last and tail.endswith("；") and not was_last:
        tail = f"{tail[:-1]}。"
    elif not last and tail.endswith("。") and (was_last or slot.old is None):
        tail = f"{tail[:-1]}；"
    elif not tail.endswith(("；", "。", "：", "，")) and (slot.old is None or slot.now != slot.old.lines):
        tail = with_ending(tail, "。" if last else "；")
    return (*head, tail)


def with_subitem(slot: ItemSlot, index: int, step: Step) -> tuple[ItemSlot, list[Note]]:
    """An item with one of its 目 replaced or deleted."""
    if step.verb == "insert":
        return _with_new_subitem(slot, index, step)
    lines = slot.now
    at = next(
        (i for i, line in enumerate(lines) if i and (n := number_of(line[:5])) and n[0] == step.place.subitem), None
    )
    if at is None:
        return slot, [failed(index, f"旧文没有{step.place}")]
    label = lines[at][: len(lines[at]) - len(_bare(lines[at]))]
    new = () if step.verb == "delete" else (label + with_ending(_bare(step.new[0]), lines[at]),)
    return replace(slot, now=(*lines[:at], *new, *lines[at + 1 :])), []


def _with_new_subitem(slot: ItemSlot, index: int, step: Step) -> tuple[ItemSlot, list[Note]]:
    """An item with further 目, the ones after them numbered through."""
    head, *subs = slot.now or ("",)
    if not subs:
        return slot, [failed(index, "旧文该项没有分目")]
    wanted = step.result.subitem if step.result else None
    at = min((wanted or len(subs) + 1) - 1, len(subs))
    notes = [doubtful(index, f"第{wanted}目超出修改后的目数")] if wanted and wanted > len(subs) + 1 else []
    texts = [_bare(line) for line in subs]
    last = texts[-1][-1:]
    texts[at:at] = [_bare(line) for line in step.new]
    ended = [text if text.endswith(("；", "：")) else f"{text.rstrip('。')}；" for text in texts[:-1]]
    texts = [*ended, with_ending(texts[-1].rstrip("；。"), last or "。")]
    label = subs[0][: len(subs[0]) - len(_bare(subs[0]))]
    return replace(slot, now=(head, *(_relabelled(label, i) + text for i, text in enumerate(texts, 1)))), notes


def _relabelled(label: str, number: int) -> str:
    """The label of a 目 in the style of the first one (1., （1）, 一、)."""
    shown = str(number) if re.search(r"\d", label) else int_to_han(number)
    return re.sub(r"\d+|[一二三四五六七八九十]+", shown, label)


def _bare(line: str) -> str:
    """A line of a 目 without its label."""
    return line.lstrip("0123456789（）()一二三四五六七八九十.．、 ")
