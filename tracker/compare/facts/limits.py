"""Words that make a value a ceiling or a floor, or that include it or not: 不超过, 以下, 不低于, 以上, 含, 不含.

A ceiling that becomes a floor turns a rule around while its value stands unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Side: TypeAlias = Literal["ceiling", "floor", "included", "excluded"]

_OPPOSITES: Final = frozenset(
    {("ceiling", "floor"), ("floor", "ceiling"), ("included", "excluded"), ("excluded", "included")}
)

_MEASURED: Final = "(?<=[元年月日天周时度%％‰人名户次个家件岁米吨里亩倍级）)])"
_NO_NAME: Final = "(?!人民|法院|检察|国家|生活|工资|限度|级)"
"""以下 limits behind a measure only (以下条件 does not), 最高 and 最低 not in a name (最高人民法院, 最低生活保障)."""

_LIMIT = re.compile(
    r"(?=[不低少小高多大超以至最含])(?:"
    rf"(?P<ceiling>不得?(?:超过|[高多大]于)|(?<!不)(?<!不得)(?:[低少小]于|不足|不满)|{_MEASURED}以[下内]|至多|最[高多长]{_NO_NAME})"
    rf"|(?P<floor>不得?[低少小]于|(?<!不)(?<!不得)(?:超过|[高多大]于)|{_MEASURED}以上|至少|最[低少短]{_NO_NAME})"
    r"|(?P<included>(?<=[（(])含(?=[）)]))|(?P<excluded>(?<=[（(])不含(?=[）)])))"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limiting word as printed (``text[start:end]``) and what it makes of the value beside it."""

    start: int
    end: int
    text: str
    side: Side

    @property
    def says(self) -> str:
        """What it says, the same for those that say the same."""
        return self.side


def limits(text: str) -> list[Limit]:
    """The limiting words of a text, in order."""
    return [
        Limit(match.start(), match.end(), match[0], _side(match.lastgroup or "")) for match in _LIMIT.finditer(text)
    ]


def opposite(old: Limit, new: Limit) -> bool:
    """Whether one turns the other around."""
    return (old.side, new.side) in _OPPOSITES


_ALONE: Final = frozenset({"含", "不含", "以上", "以下", "以内"})


def is_limit(text: str) -> bool:
    """Whether a text is one limiting word, whole or without its 不."""
    return bool(_LIMIT.fullmatch(text)) or text in _ALONE


def _side(name: str) -> Side:
    """The side that a group of the pattern stands for."""
    sides: dict[str, Side] = {"ceiling": "ceiling", "floor": "floor", "included": "included"}
    return sides.get(name, "excluded")
