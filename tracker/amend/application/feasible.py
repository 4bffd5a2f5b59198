"""Which steps can be made at all: those not understood, without a place, or on an article that is not there, cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tracker.amend.application.base import Base
from tracker.amend.instructions.doubts import Note, doubtful, failed
from tracker.amend.instructions.places import Number, article_label
from tracker.amend.instructions.steps import WORDS, Step

_INSIDE = WORDS | {"replace", "delete", "append", "renumber", "insert"}
_KNOWN = {
    "title": WORDS | {"replace"},
    "all": WORDS,
    "division": WORDS | {"rename-division", "renumber", "delete"},
    "preamble": WORDS | {"replace", "append", "insert"},
    "article": _INSIDE | {"merge", "split"},
    "paragraph": _INSIDE | {"merge"},
    "subitem": WORDS | {"replace", "delete"},
}
"""What can be done to a place of each level."""
_NO_PLACE = frozenset({"reorder", "commencement", "republish", "insert-division"})
"""What needs no place."""


def unresolved(base: Base, steps: Sequence[Step]) -> Iterator[Note]:
    """What is wrong with steps whatever the words of the text are, and what was odd when they were read."""
    numbers = Counter(unit.number for unit in base.units)
    for index, step in enumerate(steps):
        if step.verb == "unknown":
            yield failed(index, "未能识别的修改指令，未执行")
            continue
        if step.remark:
            yield doubtful(index, step.remark)
        if step.verb == "renumber" and step.result == step.place:
            yield doubtful(index, "改前改后是同一条号，没有使旧文发生变化")
        if concerns_annex(step):
            continue
        if (reason := _beyond(step)) is not None:
            yield failed(index, reason)
        yield from _without_article(numbers, index, step)


def _without_article(numbers: Mapping[Number | None, int], index: int, step: Step) -> Iterator[Note]:
    """Places in articles that the text does not have, or has twice: ``numbers`` says how often it has each."""
    for place in step.places:
        if place.article is None:
            continue
        if place.article not in numbers:
            missing = f"旧文没有{article_label(place.article)}"
            yield doubtful(index, missing) if is_anchor(step) else failed(index, missing)
        elif numbers[place.article] > 1:
            yield doubtful(index, f"旧文有两处{article_label(place.article)}")


def _beyond(step: Step) -> str | None:
    """Why a step cannot be made whatever the text is: it names no article, or we do not know how."""
    place, level = step.place, step.place.level
    if step.verb in _NO_PLACE or is_anchor(step):
        return None
    if place.article is None and level not in {"title", "preamble", "all", "division"} and place.zone != "preamble":
        return "未写明修改的是哪一条"
    known = _KNOWN.get(level, _INSIDE)
    into_item = step.verb == "insert" and place.item is not None
    if step.verb not in known or (step.result is not None and step.result.level == "subitem" and not into_item):
        return "尚不能执行的修改方式"
    return None


def is_anchor(step: Step) -> bool:
    """Whether the place of a step only says where a new article goes."""
    return step.verb == "insert" and step.result is not None and step.result.level == "article"


def concerns_annex(step: Step) -> bool:
    """Whether a step is made on an annex, or adds one."""
    return step.place.zone == "annex" or (
        step.verb == "insert" and step.result is not None and step.result.zone == "annex"
    )


def is_general(step: Step) -> bool:
    """Whether a step changes words wherever they stand: in the whole text, or in the articles of a chapter."""
    if step.verb not in WORDS:
        return False
    return step.place.zone == "all" or (step.place.level == "division" and step.place.part != "name")
