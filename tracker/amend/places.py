"""Places in a law, as an amending decision names them: 第三条第二款第（一）项, 序言第七自然段, 第四章章名."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from tracker.numerals import int_to_han, ordinal

Number: TypeAlias = tuple[int, int]
"""A place in a numbering: 第一百二十条之一 is ``(120, 1)``, 第三项 is ``(3, 0)``."""

Zone: TypeAlias = Literal["", "title", "preamble", "all"]
"""What is not an article: the name of the law, its preamble (引言, 序言), or the whole text."""

Part: TypeAlias = Literal["", "start", "end", "lead", "name"]
"""A part of a provision: its beginning, its end, the words before its items (条首部分), a chapter's name (章名)."""

NUMERAL = "[零〇○一二三四五六七八九十百千两0-9]+"
ARTICLE = rf"第?{NUMERAL}条(?:之{NUMERAL})?"
DIVISION_NAMES = {"编": "part", "分编": "subpart", "章": "chapter", "节": "section", "部分": "group"}
_DIVISION_CHARS = {"part": "编", "subpart": "分编", "chapter": "章", "section": "节", "group": "部分"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place. What is ``None`` is not named; ``division`` is a heading such as ``("chapter", 4)``, ``within`` the one above."""

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
        if self.division is not None and self.article is None:
            kind, number = self.division
            return f"第{int_to_han(number)}{_DIVISION_CHARS[kind]}"
        return self._provision()

    def _provision(self) -> str:
        if self.zone == "preamble":
            return "引言" if self.paragraph is None else f"序言第{int_to_han(self.paragraph)}自然段"
        out = "" if self.article is None else article_label(self.article)
        out += "" if self.paragraph is None else f"第{int_to_han(self.paragraph)}款"
        out += "" if self.item is None else _branched("第{}项", self.item)
        return out + ("" if self.subitem is None else f"第{int_to_han(self.subitem)}目")


def _branched(form: str, number: Number) -> str:
    main, branch = number
    return form.format(int_to_han(main)) + (f"之{int_to_han(branch)}" if branch else "")


def article_label(number: Number) -> str:
    """第三条, 第一百三十三条之二."""
    return _branched("第{}条", number)


def number_of(text: str) -> Number | None:
    """The number that a label states; ``None`` where it states none."""
    return ordinal(text)


_FIRM_PREFIX = r"(?:《[^》]*》|[一-鿿]{0,10}?(?:宪法|刑法|法典|法|条例|规定|办法|规则|细则|解释|批复|意见|决定))?的?"
_PREFIX = re.compile(
    rf"(?:修改[后前])?{_FIRM_PREFIX}(?:中的?)?原?(?=第|序言|引言|前言|导语|名称|标题|题目|{NUMERAL}条)"
)
_ZONE = re.compile(r"(?P<preamble>序言|引言|前言|导语)|(?P<title>(?:法律|条例|规章|文件)?(?:名称|标题|题目))")
_ALL = re.compile(
    r"(?:全文|(?:本|该|其他)?(?:法|条例|规定|办法|规则|细则|解释|意见|决定|《[^》]*》)(?:全文|各条|条文)?(?=中的?⟦)|"
    r"(?:其他|其余|有关|相关|各)?条[文款](?=中的?⟦))"
)
_DIVISION = re.compile(rf"第({NUMERAL})(分编|部分|编|章|节)")
_DIVISION_NAME = re.compile(r"的?(?:章名|节名|编名|分编名|标题|名称|题目)")
_ARTICLE = re.compile(ARTICLE)
_NATURAL = re.compile(rf"第({NUMERAL})自然段")
_PARAGRAPH = re.compile(rf"第({NUMERAL})款")
_ITEM = re.compile(rf"第[（(]?({NUMERAL})[）)]?项(?:之({NUMERAL}))?")
_SUBITEM = re.compile(rf"第[（(]?({NUMERAL})[）)]?目")
_DESCRIBED = re.compile(rf"[一-鿿]{{0,30}}?(?=第[（(]?{NUMERAL}[）)]?项)")
_CONTEXT = re.compile(rf"⟦(\d+)⟧中?(?=第[（(]?{NUMERAL}[）)]?[款项]|(?<=中)增[加设])")
_THIS = re.compile(r"(?:这一|该|本|此)(自然段|条|款|项|目)|其(?=中)")
_PART = re.compile(
    r"(?P<lead>条首部分|首部|开头部分|款首|项前部分)|(?P<start>的?(?:开始|开头|起始)部?分?)|(?P<end>的?(?:末尾|最后|结尾)(?![一二两三]?句))"
)
_SENTENCE = re.compile(rf"的?(?:第{NUMERAL}|[首前后末]{NUMERAL}?|最后{NUMERAL}?)句(?:话)?")
_JOIN = re.compile(rf"(?:以及|[、和及与或])(?=(?:原|《[^》]*》)?(?:第|{NUMERAL}条|名称|引言|序言|标题))")
_RANGE = re.compile(r"[至到－—-](?=第)")


@dataclass(frozen=True, slots=True)
class Reading:
    """Places read from an instruction, and where the reading ended."""

    places: tuple[Place, ...]
    end: int


def read_places(text: str, start: int, carried: tuple[Place, ...]) -> Reading:
    """A list of places: 第三条、第五条第一款和第七项至第九项. A place takes from the one before it what it leaves out.

    Without any place at ``start`` the reading is empty and ends where it started.
    """
    places: list[Place] = []
    base = carried[0] if carried else Place()
    position = start
    while True:
        found = _read_place(text, position, base)
        if found is None:
            return Reading(tuple(places), places and position or start)
        place, position = found
        places.append(place)
        base = place
        through = _RANGE.match(text, position)
        last = _read_place(text, through.end(), base) if through else None
        if last is not None:
            places += _between(place, last[0])
            base, position = last
        join = _JOIN.match(text, position)
        if join is None or _read_place(text, join.end(), base) is None:
            return Reading(tuple(places), position)
        position = join.end()


def _between(first: Place, last: Place) -> list[Place]:
    """The places after ``first`` up to ``last`` (第七项至第十五项); only ``last`` where they do not run on."""
    name = last.level
    low, high = getattr(first, name, None), getattr(last, name, None)
    if name == "division" and first.division and last.division:
        kind = last.division[0]
        return [replace(last, division=(kind, n)) for n in range(first.division[1] + 1, last.division[1] + 1)]
    if isinstance(low, tuple) and isinstance(high, tuple):
        return [*(replace(last, **{name: (n, 0)}) for n in range(low[0] + 1, high[0])), last]
    if isinstance(low, int) and isinstance(high, int):
        return [replace(last, **{name: n}) for n in range(low + 1, high + 1)]
    return [last]


def _read_place(text: str, start: int, base: Place) -> tuple[Place, int] | None:
    """One place at ``start``, completed from ``base``."""
    this = _THIS.match(text, start)
    if this is not None and base != Place():
        return _this(this, base), this.end()
    whole = _ALL.match(text, start)
    if whole is not None:
        return Place(zone="all"), whole.end()
    prefix = _PREFIX.match(text, start)
    position = prefix.end() if prefix else start
    zone = _ZONE.match(text, position)
    if zone is not None:
        kind: Zone = "preamble" if zone["preamble"] else "title"
        return _finish(text, zone.end(), Place(zone=kind))
    place, position = _read_division(text, position, base)
    article = _ARTICLE.match(text, position)
    if article is not None:
        return _finish(text, article.end(), Place(article=number_of(article[0].removeprefix("第"))))
    if place is not None:
        return place, position
    return _read_within(text, position, base)


def _this(match: re.Match[str], base: Place) -> Place:
    """这一款, 该条, 其: the place spoken of, cut at the level named."""
    cut = {"条": ("paragraph", "item", "subitem"), "款": ("item", "subitem"), "项": ("subitem",)}.get(
        match[1] or "", ()
    )
    return replace(base, part="", context=None, **dict.fromkeys(cut, None))


def _read_division(text: str, start: int, base: Place) -> tuple[Place | None, int]:
    """第三章, 第三章第五节, 第四章章名, 第一部分标题; a quotation after it is its present name."""
    place, position = None, start
    while (match := _DIVISION.match(text, position)) is not None:
        number = number_of(match[1])
        kind = DIVISION_NAMES[match[2]]
        above = place.division if place else _above(base, kind)
        place = Place(division=(kind, number[0] if number else 0), within=above)
        position = match.end()
    if place is None:
        return None, start
    if name := _DIVISION_NAME.match(text, position):
        place, position = replace(place, part="name"), name.end()
    if match := _CONTEXT.match(text, position):
        place, position = replace(place, context=int(match[1])), match.end()
    return place, position


def _above(base: Place, kind: str) -> tuple[str, int] | None:
    """The heading above a 节 or 章 named alone: that of the place spoken of before."""
    order = list(DIVISION_NAMES.values())
    for division in (base.division, base.within):
        if division is not None and order.index(division[0]) < order.index(kind):
            return division
    return None


def _read_within(text: str, start: int, base: Place) -> tuple[Place, int] | None:
    """第二款, 第三项 of the article spoken of."""
    if not any(pattern.match(text, start) for pattern in (_NATURAL, _PARAGRAPH, _ITEM, _SUBITEM)):
        if (part := _PART.match(text, start)) and part["lead"] and base.article:
            return _finish(text, start, base)
        return None
    at_item = _ITEM.match(text, start)
    kept = base.paragraph if at_item else None
    item = base.item if _SUBITEM.match(text, start) else None
    if item is not None:
        kept = base.paragraph
    return _finish(text, start, Place(zone=base.zone, article=base.article, paragraph=kept, item=item))


def _finish(text: str, start: int, place: Place) -> tuple[Place, int]:
    """款, 项, 目, a part and a sentence after the article (or the zone) of a place."""
    position = start
    for pattern, name in ((_NATURAL, "paragraph"), (_PARAGRAPH, "paragraph")):
        if match := pattern.match(text, position):
            number = number_of(match[1])
            place, position = replace(place, **{name: number[0] if number else None}), match.end()
            if pattern is _NATURAL and place.article is None:
                place = replace(place, zone="preamble")
    if match := _CONTEXT.match(text, position):
        place, position = replace(place, context=int(match[1])), match.end()
    if (described := _DESCRIBED.match(text, position)) and (match := _ITEM.match(text, described.end())):
        main, branch = number_of(match[1]), number_of(match[2] or "零")
        place = replace(place, item=(main[0] if main else 0, branch[0] if branch else 0))
        position = match.end()
    if match := _SUBITEM.match(text, position):
        number = number_of(match[1])
        place, position = replace(place, subitem=number[0] if number else None), match.end()
    if match := _PART.match(text, position):
        part: Part = "lead" if match["lead"] else "start" if match["start"] else "end"
        place, position = replace(place, part=part), match.end()
    if match := _SENTENCE.match(text, position):
        position = match.end()
    return place, position
