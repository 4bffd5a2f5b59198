"""The provisions that are cited behind a name: lists, ranges, and what each of them leaves out of the one before."""

from __future__ import annotations

from typing import Final

from tracker.language.labels import PROVISION, PROVISION_WORD
from tracker.language.marks import BLANK, solid
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex

_B: Final = f"{BLANK}*"

_COUNT: Final = rf"[(（]?{NUMERAL}[)）]?"
_TO: Final = "(?:至|到|—|－|-|～|~)"
_SHARED: Final = rf"第{_B}{_COUNT}(?:{_B}(?:[、和及]|{_TO}){_B}{_COUNT})+{_B}"
"""Several steps up to their one word: 第五、六条, 第一至三款, 第（一）、（三）项."""

_STEP_HERE: Final = rf"(?:{_SHARED}{PROVISION_WORD}|{PROVISION})"
_STEPS: Final = rf"{_STEP_HERE}(?:{_B}{_STEP_HERE}){{0,5}}"
_RANGE: Final = rf"{_STEPS}(?:{_B}{_TO}{_B}{_STEPS})?"
_AND: Final = r"(?:、|和|及|与|以及|或者|或|，)\s*"
_BEHIND = regex(rf"{_B}(?:文件|文)?(?:的|中的|中|之)?{_B}({_RANGE}(?:{_B}{_AND}{_RANGE})*)")
"""The provisions behind a citation: 第七条, 第六条第一款第（二）项, 第五条至第七条, 第三条、第五条和第九条.

Also behind 文 and 文件, which stand behind a number: 甲发〔2023〕4号文第三条.
"""

_ONE = regex(_RANGE)


def provisions_behind(text: str, at: int) -> tuple[tuple[int, int, str], ...]:
    """The provisions that stand right behind a place, in order: start and end of the words, and the whole provision.

    A whole one says of which article it is: of 第四条第二款、第三款 the second is 第四条第三款. A range stays one.
    """
    behind = _BEHIND.match(text, at)
    found: list[tuple[int, int, str]] = []
    for part in _ONE.finditer(behind[1]) if behind else ():
        start = at if behind is None else behind.start(1)
        for words in _each(solid(part[0])):
            whole = f"{_above(found[-1][2], words) if found else ''}{words}"
            found.append((start + part.start(), start + part.end(), whole))
    return tuple(found)


_SHARED_STEP = regex(rf"{_SHARED}(?P<word>{PROVISION_WORD})")
_LISTED = regex(r"[、和及]")
_ENDS = regex(_TO)


def _each(words: str) -> tuple[str, ...]:
    """Steps with one word, one by one: of 第三条第一、二款 第三条第一款 and 第三条第二款; of 第五至七条 a range."""
    shared = _SHARED_STEP.search(words)
    if shared is None:
        return (words,)
    before, word, behind = words[: shared.start()], shared["word"], words[shared.end() :]
    counts = _LISTED.split(shared[0][1 : -len(word)])
    ranges = ("至".join(f"第{end}{word}" for end in _ENDS.split(count)) for count in counts)
    return tuple(f"{before}{one}{behind}" for one in ranges)


_STEP = regex(r"第[^第]*?(?:[编章节款项目]|条(?:之[^第]+)?)")
_ORDER: Final = "编章节条款项目"
"""The levels of provisions, the widest first."""


def _above(before: str, text: str) -> str:
    """What a provision leaves out that is cited after another one: of 第六条第一款第（二）项、第（四）项 第六条第一款.

    An article, a chapter and a part say by themselves where they stand.
    """
    first = _STEP.match(text)
    if first is None or (level := _level(first[0])) in "编章条":
        return ""
    steps = _STEP.findall(_ENDS.split(before)[0])
    return "".join(step for step in steps if _ORDER.index(_level(step)) < _ORDER.index(level))


def _level(step: str) -> str:
    """The level of one step: the 条 of 第二十条之一."""
    return next((sign for sign in reversed(step) if sign in _ORDER), "条")


def steps_apart(provision: str) -> tuple[str, ...]:
    """A provision by itself; of a range its two ends, each whole: 第五条第一款至第三款 ends with 第五条第三款."""
    first, *rest = _ENDS.split(provision)
    return (first, f"{_above(first, rest[0])}{rest[0]}") if rest else (provision,)
