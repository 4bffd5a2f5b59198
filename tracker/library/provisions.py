"""Provisions as a person names them (第七条第二款第（三）项, 第二章, 一、（二）), and where they stand in a text.

The steps are those of 立法法 第六十五条 (编 章 节 条 款 项 目) and of an outline (GB/T 9704—2012, 7.3.3). A 款 carries
no label: the second is the second paragraph of its article. Of an article with one 款 that is the article itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tracker.language.labels import BRANCH, DIVISIONS, LIST_LABEL, PROVISION, label_of, ordinal
from tracker.language.marks import BLANK, solid
from tracker.language.numerals import han_or_digits
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.model import Document, Instrument, Level, Provision, walk

_B = f"{BLANK}*"
_STEP: Final = rf"(?:{PROVISION}{BRANCH}?|{LIST_LABEL})"
STEPS: Final = rf"{_STEP}(?:{_B}{_STEP}){{0,5}}"
"""A path of labels: 第十条第二款第（一）项, 第二章第三节, 一、（二）."""
_PATH = regex(rf"{_B}{STEPS}{_B}")
_ONE = regex(_STEP)
_WORDS: Final[dict[str, Level]] = {**DIVISIONS, "款": "paragraph", "项": "item", "目": "subitem"}
_ROLES: Final = {"measure": 0, "circular": 1, "annex": 2}
"""Where a label is looked for first: the measure that a document hands down, then the circular, then annexes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a path: its level (``None`` for any level of an outline), its number, 之一 as ``branch``."""

    level: Level | None
    number: int
    branch: int = 0
    text: str = ""


def steps_of(text: str) -> tuple[Step, ...] | None:
    """The steps that a text is a path of; ``None`` where it is none."""
    if not _PATH.fullmatch(text):
        return None
    steps = tuple(_step(match[0]) for match in _ONE.finditer(text))
    return None if any(step is None for step in steps) else tuple(step for step in steps if step is not None)


def _step(text: str) -> Step | None:
    plain = solid(text)
    place = ordinal(plain)
    if place is None:
        return None
    named = plain.startswith("第")
    word = next((word for word in ("分编", *_WORDS) if word in plain), "") if named else ""
    return Step(level=_WORDS.get(word), number=place[0], branch=place[1], text=plain)


def path_text(steps: Iterable[Step]) -> str:
    """The steps as they were written, without blanks."""
    return "".join(step.text for step in steps)


def bodies_of(value: Document | Instrument) -> Iterator[tuple[Provision, ...]]:
    """The provisions of an instrument; of a document those of its measures first, then of circular and annexes."""
    instruments = (
        [value] if isinstance(value, Instrument) else sorted(value.instruments, key=lambda one: _ROLES[one.role])
    )
    yield from (one.body for one in instruments)


def provision_at(value: Document | Instrument, steps: Iterable[Step]) -> Provision | None:
    """The provision that stands at a path; ``None`` where the text has none there."""
    steps = tuple(steps)
    for body in bodies_of(value):
        found: Provision | None = None
        for n, step in enumerate(steps):
            found = _below(body if found is None else found, step, first=n == 0)
            if found is None:
                break
        if found is not None:
            return found
    return None


def _below(place: tuple[Provision, ...] | Provision, step: Step, *, first: bool) -> Provision | None:
    """The provision one step below a body or a provision."""
    children = place.children if isinstance(place, Provision) else place
    if step.level == "paragraph":
        return _paragraph(place, step) if isinstance(place, Provision) else None
    reach = walk(children) if first or step.level in {"article", "item", "subitem"} else children
    return next((one for one in reach if _is(one, step)), None)


def _is(one: Provision, step: Step) -> bool:
    if not one.label or ordinal(one.label) != (step.number, step.branch):
        return False
    if step.level is None:
        return solid(one.label) == step.text or _like(one.label) == _like(step.text)
    # Under an article without (一) a 1. is an item, and in an outline the items of a 条 are outline provisions.
    return one.level == step.level or (step.level in {"item", "subitem"} and one.level.startswith("outline"))


def _like(label: str) -> tuple[str, int] | None:
    """The style of an outline's label and its number: （二） and (二) are one label, 二、 is another."""
    found = label_of(label)
    return (found.level, found.number) if found else None


def _paragraph(place: Provision, step: Step) -> Provision | None:
    paragraphs = [one for one in place.children if one.level == "paragraph"]
    if not paragraphs:
        return place if step.number == 1 else None
    return paragraphs[step.number - 1] if step.number <= len(paragraphs) else None


def articles_told(value: Document | Instrument) -> str:
    """What a text has, for an error: 第一条 to 第四十条, or the labels of its first level."""
    for body in bodies_of(value):
        articles = [one.label for one in walk(body) if one.level == "article" and one.label]
        labels = articles or [one.label for one in body if one.label]
        if labels:
            return labels[0] if len(labels) == 1 else said("{first} to {last}", first=labels[0], last=labels[-1])
    return said("no numbered provision")


def article_of(steps: Iterable[Step]) -> Step | None:
    """The step that a comparison goes by: the article, else the last step of a chapter or an outline."""
    steps = tuple(steps)
    named = [step for step in steps if step.level == "article"]
    above = [step for step in steps if step.level not in {"paragraph", "item", "subitem"}]
    return next(reversed(named or above), None)


def is_label_of(label: str | None, step: Step) -> bool:
    """Whether a label of a comparison's place is that of a step."""
    if not label or ordinal(label) != (step.number, step.branch):
        return False
    if step.level is None:
        return _like(label) == _like(step.text)
    return solid(label).startswith("第") and next((w for w in ("分编", *_WORDS) if w in label), "") == _word(step.level)


def _word(level: Level) -> str:
    return next((word for word, found in _WORDS.items() if found == level), "")


def label_text(step: Step) -> str:
    """A step in its usual form: 第七条, 第二十条之一."""
    if step.level is None:
        return step.text
    branch = f"之{han_or_digits(step.branch)}" if step.branch else ""
    return f"第{han_or_digits(step.number)}{_word(step.level)}{branch}"
