"""Places in a law, as an amending decision names them: 第三条第二款第（一）项, 序言第七自然段, 第四章章名."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.language.labels import ordinal
from tracker.language.numerals import NUMERAL, han_or_digits, han_to_int

Number: TypeAlias = tuple[int, int]
"""A place in a numbering: 第一百二十条之一 is ``(120, 1)``, 第三项 is ``(3, 0)``."""

Zone: TypeAlias = Literal["", "title", "preamble", "all", "annex"]
"""What is not an article: the name of the law, its preamble (引言, 序言), the whole text, or an annex (附件)."""

Part: TypeAlias = Literal["", "start", "end", "lead", "name"]
"""A part of a provision: its beginning, its end, the words before its items (条首部分), a chapter's name (章名)."""

ARTICLE = rf"第?{NUMERAL}条(?:之{NUMERAL})?"
DIVISION_NAMES = {"编": "part", "分编": "subpart", "章": "chapter", "节": "section", "部分": "group"}
_DIVISION_CHARS = {"part": "编", "subpart": "分编", "chapter": "章", "section": "节", "group": "部分"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place; what is ``None`` is not named.

    ``division`` is a heading such as ``("chapter", 4)``, ``within`` the one above it.
    """

    zone: Zone = ""
    division: tuple[str, int] | None = None
    within: tuple[str, int] | None = None
    article: Number | None = None
    paragraph: int | None = None
    item: Number | None = None
    subitem: int | None = None
    part: Part = ""
    context: int | None = None
    """Index of a quotation that describes the place (第六十二条“…行使下列职权”中)."""
    sentence: tuple[int, int] | None = None
    """The first and the last sentence meant, from 1; from the end, the last is -1 (后两句 is ``(-2, -1)``)."""
    annex: int | None = None
    """Number of an annex (zone ``annex``); 0 where it has none."""
    named: str = ""
    """The title by which an annex is named (附件《收费标准表》)."""
    row: str = ""
    """A cell by which a row of a table is named (“郊区”一行)."""
    column: str = ""
    """Words of the head of a table's column."""

    @property
    def level(self) -> str:
        """The finest level named: subitem, item, paragraph, article, division, title, preamble, all, or nothing."""
        for name in ("subitem", "item", "paragraph", "article", "division"):
            if getattr(self, name) is not None:
                return name
        return self.zone

    def __str__(self) -> str:
        if self.zone == "title":
            return "名称"
        if self.zone == "all":
            return "全文"
        if self.zone == "annex":
            inside = self._provision() if self.level != "annex" else f"“{self.row}”" if self.row else ""
            return f"附件{self.annex or ''}{f'《{self.named}》' if self.named else ''}{inside}"
        if self.division is not None and self.article is None:
            kind, number = self.division
            return f"第{han_or_digits(number)}{_DIVISION_CHARS[kind]}"
        return self._provision()

    def _provision(self) -> str:
        if self.zone == "preamble":
            return "引言" if self.paragraph is None else f"序言第{han_or_digits(self.paragraph)}自然段"
        out = "" if self.article is None else article_label(self.article)
        out += "" if self.paragraph is None else f"第{han_or_digits(self.paragraph)}款"
        out += "" if self.item is None else _branched("第{}项", self.item)
        return out + ("" if self.subitem is None else f"第{han_or_digits(self.subitem)}目")


def _branched(form: str, number: Number) -> str:
    main, branch = number
    return form.format(han_or_digits(main)) + (f"之{han_or_digits(branch)}" if branch else "")


def article_label(number: Number) -> str:
    """第三条, 第一百三十三条之二."""
    return _branched("第{}条", number)


def number_of(text: str) -> Number | None:
    """The number that a label or a count (两项) states; ``None`` where it states none."""
    return ordinal(text) or ((counted, 0) if (counted := han_to_int(text)) else None)
