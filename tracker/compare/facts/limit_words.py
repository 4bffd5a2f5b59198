"""Words that make a value a ceiling or a floor, or that include it or not: 不超过, 以下, 不低于, 以上, 含, 不含.

A ceiling that becomes a floor turns a rule around while its value stands unchanged.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, TypeAlias

from tracker.language.numerals import HAN_SIGNS
from tracker.language.patterns import regex

Side: TypeAlias = Literal["ceiling", "floor", "included", "excluded"]

_OPPOSITES: Final = frozenset(
    {("ceiling", "floor"), ("floor", "ceiling"), ("included", "excluded"), ("excluded", "included")}
)

_MEASURED: Final = rf"(?<=[元年月日天周时度%％‰人名户次个家件岁米吨里亩倍级数{HAN_SIGNS}0-9）)])"
_NO_NAME: Final = "(?!人民|法院|检察|国家|生活|工资|限度|级)"
"""以下 limits behind a measure only (以下条件 does not), 最高 and 最低 not in a name (最高人民法院, 最低生活保障)."""

BEGINS_LIMIT: Final = "不未低少小高多大超以至最含≥≤≧≦<>＜＞"
"""The signs that a limiting word can begin with, for use inside a character class."""

_LIMIT = regex(
    rf"(?=[{BEGINS_LIMIT}])(?:"
    rf"(?P<ceiling>不得?(?:超过|[高多大]于)|{_MEASURED}以[下内]|至多|最[高多长]{_NO_NAME}|[≤≦])"
    r"|(?P<below>(?<!不)(?<!不得)(?:[低少小]于|不足|[不未]满)|[<＜](?=[0-9０-９]))"
    rf"|(?P<floor>不得?[低少小]于|{_MEASURED}以上|至少|最[低少短]{_NO_NAME}|[≥≧])"
    r"|(?P<above>(?<!不)(?<!不得)(?:超过|[高多大]于)|[>＞](?=[0-9０-９]))"
    r"|(?P<included>(?<=[（(])含(?=[）)]))|(?P<excluded>(?<=[（(])不含(?=[）)])))"
)
"""A limiting word or sign.

以上, 以下 and 以内 include their number, 超过, 不满 and 不足 do not (民法典第一千二百五十九条).
"""


class Limit(NamedTuple):
    """A limiting word as printed (``text[start:end]``) and what it makes of the value beside it.

    ``inclusive``: whether the value itself is within.
    """

    start: int
    end: int
    text: str
    side: Side
    inclusive: bool

    @property
    def says(self) -> str:
        """What it says, the same for those that say the same."""
        return self.side


def limits(text: str) -> list[Limit]:
    """The limiting words of a text, in order."""
    return [_limit(match) for match in _LIMIT.finditer(text)]


def _limit(match: re.Match[str]) -> Limit:
    name = match.lastgroup or ""
    return Limit(match.start(), match.end(), match[0], _SIDES[name], name not in {"below", "above", "excluded"})


_SIDES: Final[dict[str, Side]] = {
    "ceiling": "ceiling",
    "below": "ceiling",
    "floor": "floor",
    "above": "floor",
    "included": "included",
    "excluded": "excluded",
}


def limit_of(text: str, start: int, end: int) -> Limit | None:
    """The limiting word right before or right behind the value ``text[start:end]``, if there is one."""
    behind = _LIMIT.match(text, end)
    if behind:
        return _limit(behind)
    for length in range(min(_LONGEST, start), 0, -1):
        before = _LIMIT.match(text, start - length)
        if before and before.end() == start:
            return _limit(before)
    return None


_LONGEST: Final = 4
"""The characters of the longest limiting word: 不得超过."""


def opposite(old: Limit, new: Limit) -> bool:
    """Whether one turns the other around."""
    return (old.side, new.side) in _OPPOSITES


_ALONE: Final = frozenset({"含", "不含", "以上", "以下", "以内"})


def is_limit(text: str) -> bool:
    """Whether a text is one limiting word, whole or without its 不."""
    return bool(_LIMIT.fullmatch(text)) or text in _ALONE
