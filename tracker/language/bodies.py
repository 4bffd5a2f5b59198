"""Bodies that issue, sign and are addressed: how their names end, and whether a text is such a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tracker.language.patterns import regex
from tracker.language.word_lists import word_list

_TABLES: Final = word_list("bodies")
_NO_BODIES: Final = frozenset({"not-after"})
FAMILIES: Final = tuple(table for table in _TABLES if table not in _NO_BODIES)
"""What a body is: government, department, organ, court, party, army, society, institution, enterprise, generic."""


def endings(*families: str) -> tuple[str, ...]:
    """The endings of the names of some families of bodies, of all where none is named."""
    return tuple(word for family in families or FAMILIES for word in _TABLES[family])


def ending_pattern(words: Iterable[str]) -> str:
    """The pattern of one of some endings, the longest first; 局 is none in 布局, 会 none in 社会."""
    parted = _TABLES["not-after"]
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)
    return "(?:" + "|".join(f"(?<![{parted[word]}]){word}" if word in parted else word for word in longest) + ")"


_NAMED: Final = endings(*(family for family in FAMILIES if family != "generic"))

NAMED: Final = ending_pattern(_NAMED)
"""The ending of a body's own name: 局, 委员会, 人民政府."""

LAST_SIGNS: Final = frozenset("".join(word[-1] for word in _NAMED) + ")）")
"""The signs that a body's own name ends with, a short name in brackets counted: what ends otherwise is none."""

ANY: Final = ending_pattern(endings())
"""The ending of a body's name or of a word for bodies (部门, 机关)."""

FORM: Final = ending_pattern((*endings("department"), "中心"))
"""The form of a department, which a reorganisation changes: 委员会 becomes 局."""

_NAME: Final = regex(rf"[\u4e00-\u9fff·—/]{{2,40}}{NAMED}(?:[(（][^()（）]{{2,30}}[)）])?")
_NO_NAME: Final = regex(r"关于|印发|(?<!自)由|[。；：:，,;《》“”0-9]")
_NAME_BEFORE: Final = regex(rf"{NAMED}(?:[(（〔][^()（）〔〕]{{2,30}}[)）〕])?(?:等\w{{0,3}}(?:部门|单位|机关))?$")


def is_office(text: str) -> bool:
    """Whether a text is the name of a body that issues documents (某市财政局), and nothing else.

    Not a word that only ends like one (社会, 布局), not a sentence, not the title of a document of such a body.
    """
    return text[-1:] in LAST_SIGNS and _NAME.fullmatch(text) is not None and _NO_NAME.search(text) is None


def ends_with_office(text: str) -> bool:
    """Whether a text ends with a body's name: what stands before 关于 in a title (甲市乙局等三部门)."""
    return _NAME_BEFORE.search(text) is not None
