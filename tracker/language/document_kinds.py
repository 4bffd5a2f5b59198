"""Kinds of official texts: what a title ends with (通知, 办法, 规划), and how a text names itself (本办法)."""

from __future__ import annotations

from typing import Final

from tracker.language.patterns import regex
from tracker.language.word_lists import either, word_list

_TABLES: Final = word_list("kinds")
_NO_KINDS: Final = frozenset({"no-title-ends-with", "not-before", "own"})
FAMILIES: Final = tuple(table for table in _TABLES if table not in _NO_KINDS)
"""What a text of a kind is: statute, rule, plan, list, roll, circular, paper, treaty."""

NO_KIND: Final = "文件"
"""What stands for the kind of a title that ends with none."""


def kinds(*families: str) -> tuple[str, ...]:
    """The words of some families of kinds, of all where none is named."""
    return tuple(word for family in families or FAMILIES for word in _TABLES[family])


KIND: Final = either(kinds())
"""A word for a kind of document: 通知, 办法, 规划."""

RULE_KIND: Final = either(kinds("statute", "rule", "plan", "list"))
"""A kind whose texts are rules that hold until something ends them, unlike a circular or a list of names."""

STATUTE_KIND: Final = either(word for word in kinds("statute") if word != "修正案")
"""A kind that is cited by its bare name: 条例第三条, 民法典第十条."""

CARRIER_KIND: Final = either(word for word in kinds("circular") if word != "决议")
"""A kind that hands down another text: 关于印发《…》的通知."""


def _own() -> str:
    """本办法, 本实施细则, 本若干政策措施, 本文件; not 本法人, 本计划单列市."""
    parted = _TABLES["not-before"]
    words = sorted(kinds(), key=len, reverse=True)
    named = "|".join(f"{word}(?![{parted[word]}])" if word in parted else word for word in words)
    return rf"本{either(_TABLES['own'])}{{0,3}}(?:{named}|文件)"


OWN: Final = _own()
"""A text's name for itself."""

_AT_END: Final = regex(
    rf"({either(word for word in kinds() if word not in _TABLES['no-title-ends-with'])})(?:[(（][^()（）]*[)）])*$"
)


def kind_of(title: str) -> str:
    """The kind of document that a title ends with (通知, 办法, 条例 …), else 文件.

    Brackets behind the word (试行) do not count. A word that may as well stand inside a title (政策) is no end of one.
    """
    match = _AT_END.search(title.rstrip("》〉"))
    return match[1] if match else NO_KIND
