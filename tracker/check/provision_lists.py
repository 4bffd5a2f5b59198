"""The provisions that are cited behind a name: lists, ranges, and what each of them leaves out of the one before."""

from __future__ import annotations

import re
from typing import Final

from tracker.language.labels import PROVISION
from tracker.language.marks import BLANK, solid

_B: Final = f"{BLANK}*"

_STEPS: Final = rf"{PROVISION}(?:{_B}{PROVISION}){{0,3}}"
_RANGE: Final = rf"{_STEPS}(?:{_B}(?:至|到|—|－|-|～|~){_B}{_STEPS})?"
_BEHIND = re.compile(rf"{_B}(?:的|中的|中|之)?{_B}({_RANGE}(?:{_B}(?:、|和|及|与|以及|或者|或|，)\s*{_RANGE})*)")
"""The provisions behind a citation: 第七条, 第六条第一款第（二）项, 第五条至第七条, 第三条、第五条和第九条."""

_ONE = re.compile(_RANGE)


def provisions_behind(text: str, at: int) -> tuple[tuple[int, int, str], ...]:
    """The provisions that stand right behind a place, in order: start and end of the words, and the whole provision.

    A whole one says of which article it is: of 第四条第二款、第三款 the second is 第四条第三款. A range stays one.
    """
    behind = _BEHIND.match(text, at)
    found: list[tuple[int, int, str]] = []
    for part in _ONE.finditer(behind[1]) if behind else ():
        words = solid(part[0])
        whole = f"{_above(found[-1][2], words) if found else ''}{words}"
        start = at if behind is None else behind.start(1)
        found.append((start + part.start(), start + part.end(), whole))
    return tuple(found)


_STEP = re.compile(r"第[^第]*?(?:[编章节款项目]|条(?:之[^第]+)?)")
_ORDER: Final = "编章节条款项目"
"""The levels of provisions, the widest first."""


def _above(before: str, text: str) -> str:
    """What a provision leaves out that is cited after another one: of 第六条第一款第（二）项、第（四）项 第六条第一款.

    An article, a chapter and a part say by themselves where they stand.
    """
    first = _STEP.match(text)
    if first is None or (level := _level(first[0])) in "编章条":
        return ""
    steps = _STEP.findall(steps_apart(before)[0]) if before else []
    return "".join(step for step in steps if _ORDER.index(_level(step)) < _ORDER.index(level))


def _level(step: str) -> str:
    """The level of one step: the 条 of 第二十条之一."""
    return next((sign for sign in reversed(step) if sign in _ORDER), "条")


def steps_apart(provision: str) -> tuple[str, ...]:
    """A provision by itself; of a range (第五条至第七条) its two ends."""
    ends = re.split(r"至|到|—|－|-|～|~", provision)
    return tuple(ends[:2]) if len(ends) > 1 else (provision,)
