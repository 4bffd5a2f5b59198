"""Places read from the words of an instruction: 第三条第二款和第五条, 序言第七自然段, 第四章章名, 这一款."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tracker.amend.instructions.places import ARTICLE, DIVISION_NAMES, Part, Place, Zone, number_of
from tracker.language.document_kinds import kinds
from tracker.language.numerals import HAN_SIGN, NUMERAL
from tracker.language.patterns import regex
from tracker.language.word_lists import either

_LAW = either((*kinds("statute", "rule", "circular"), "方案"))
_FIRM_PREFIX = rf"(?:《[^》]*》|[一-鿿]{{0,10}}?(?:{_LAW}|法规|规章))?的?"
_PREFIX = regex(
    rf"(?:修改[后前])?{_FIRM_PREFIX}(?:中的?)?原?(?=第|序言|引言|前言|导语|名称|标题|题目|附[件表录]|{NUMERAL}条)"
)
_ZONE = regex(
    r"(?P<preamble>序言|引言|前言|导语)|(?P<title>(?:法律|条例|规章|文件)?(?:名称|标题|题目))|"
    rf"(?P<annex>附[件表录](?P<which>{NUMERAL})?(?:《(?P<named>[^》]*)》)?)"
)
_OTHERS = "其他|其余|有关|相关"
_ALL = regex(
    r"(?:全文|全篇|通篇)(?:各处|各条|条文)?|(?:文中|正文|各处)(?!的?第)|"
    rf"(?:(?:本|该|其他)?(?:{_LAW}|《[^》]*》)(?:全文|各条|条文|(?:{_OTHERS}|各)条[文款])?(?:[及和]其?(?:全部|所有|各)?附[件表录])?|"
    rf"(?:{_OTHERS}|各)(?:各?条[文款]?|处)|条[文款])(?=[中里内]?(?:所有|全部|各处|凡?有?涉及)?的?⟦)"
)
"""The whole text, where words follow: 全文, 文中, 本办法中的“…”, 其他条款中的“…”. Must not match 文中第三条."""
_DIVISION = regex(rf"第({NUMERAL})(分编|部分|编|章|节)")
_DIVISION_NAME = regex(r"的?(?:章名|节名|编名|分编名|标题|名称|题目)")
_TITLE = regex(r"的?(?:名称|标题|题目)(?=中|的|修|改|变|更|⟦)")
"""The title of an annex: 附件1名称修改为."""
_ARTICLE = regex(ARTICLE)
_NATURAL = regex(rf"第({NUMERAL})自然段")
_PARAGRAPH = regex(rf"第({NUMERAL})款")
_ITEM = regex(rf"第[（(]?({NUMERAL})[）)]?项(?:之({NUMERAL}))?")
_SUBITEM = regex(rf"第[（(]?({NUMERAL})[）)]?目")
_DESCRIBED = regex(rf"(?:(?!增[加设写]|作为|修改|改为|删|前|后)[一-鿿]){{0,30}}?(?=第[（(]?{NUMERAL}[）)]?项)")
_CONTEXT = regex(rf"⟦(\d+)⟧中?(?=第[（(]?{NUMERAL}[）)]?[款项]|(?<=中)增[加设])")
_THIS = regex(r"(?:这一|该|本|此)(自然段|条|款|项|目)|其(?=中)")
_PART = regex(
    r"(?P<lead>的?(?:条首部分|首部|开头部分|款首|项前部分|引导[语句]|导语|引导部分|列举前的?(?:文字|部分)|各项前的?(?:文字|部分)))|"
    rf"(?P<start>的?(?:开始|开头|起始)部?分?)|(?P<end>的?(?:末尾|最后|结尾)(?!{HAN_SIGN}?句))"
)
_SENTENCE = regex(
    rf"的?(?:第(?P<nth>{NUMERAL})|(?P<side>[首前后末]|最后|末尾)(?P<count>{NUMERAL})?)句(?:话)?(?!{NUMERAL})"
)
_JOIN = regex(rf"(?:以及|[、和及与或])(?=(?:原|《[^》]*》)?(?:第|{NUMERAL}条|名称|引言|序言|标题|附[件表录]))")
_RANGE = regex(r"[至到－—-](?=第)")


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
            return Reading(tuple(places), (places and position) or start)
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
    level = last.level
    if level == "division" and first.division and last.division:
        kind = last.division[0]
        return [replace(last, division=(kind, n)) for n in range(first.division[1] + 1, last.division[1] + 1)]
    if level == "article" and first.article and last.article:
        return [*(replace(last, article=(n, 0)) for n in range(first.article[0] + 1, last.article[0])), last]
    if level == "item" and first.item and last.item:
        return [*(replace(last, item=(n, 0)) for n in range(first.item[0] + 1, last.item[0])), last]
    if level == "paragraph" and first.paragraph and last.paragraph:
        return [replace(last, paragraph=n) for n in range(first.paragraph + 1, last.paragraph + 1)]
    return [last]


def _read_place(text: str, start: int, base: Place) -> tuple[Place, int] | None:
    """One place at ``start``, completed from ``base``."""
    this = _THIS.match(text, start)
    if this is not None and base != Place():
        return _finish(text, this.end(), _this(this, base))
    whole = _ALL.match(text, start)
    if whole is not None:
        return Place(zone="all"), whole.end()
    prefix = _PREFIX.match(text, start)
    position = prefix.end() if prefix else start
    zone = _ZONE.match(text, position)
    if zone is not None:
        return _in_zone(text, zone)
    place, position = _read_division(text, position, base)
    article = _ARTICLE.match(text, position)
    if article is not None:
        own = _text_of(base, named=bool(prefix and prefix[0]))
        return _finish(text, article.end(), replace(own, article=number_of(article[0].removeprefix("第"))))
    if place is not None:
        return place, position
    return _read_within(text, position, base)


def _text_of(base: Place, *, named: bool) -> Place:
    """The text that an article named alone stands in: the annex spoken of before, unless its law is ``named`` anew."""
    if base.zone != "annex" or named:
        return Place()
    return Place(zone=base.zone, annex=base.annex, named=base.named)


def _in_zone(text: str, match: re.Match[str]) -> tuple[Place, int]:
    """引言, 名称, 附件2: a place that is no article."""
    if match["annex"]:
        annex = Place(zone="annex", annex=_main(match["which"] or "零"), named=match["named"] or "")
        inner = re.compile(rf"(?:中|内)?的?(?={ARTICLE}|第{NUMERAL}[款项])").match(text, match.end())
        article = _ARTICLE.match(text, inner.end()) if inner else None
        if name := _TITLE.match(text, match.end()):
            return replace(annex, part="name"), name.end()
        if inner is None:
            return annex, match.end()
        if article is not None:
            return _finish(text, article.end(), replace(annex, article=number_of(article[0].removeprefix("第"))))
        return _finish(text, inner.end(), annex)
    kind: Zone = "preamble" if match["preamble"] else "title"
    return _finish(text, match.end(), Place(zone=kind))


def _this(match: re.Match[str], base: Place) -> Place:
    """这一款, 该条, 其: the place spoken of, cut at the level named."""
    cut = match[1] or ""
    return replace(
        base,
        part="",
        context=None,
        paragraph=None if cut == "条" else base.paragraph,
        item=None if cut in {"条", "款", "自然段"} else base.item,
        subitem=None if cut in {"条", "款", "自然段", "项"} else base.subitem,
    )


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
        part = _PART.match(text, start)
        if base.article and ((part and part["lead"]) or _SENTENCE.match(text, start)):
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
    place, position = _with_paragraph(text, start, place)
    if match := _CONTEXT.match(text, position):
        place, position = replace(place, context=int(match[1])), match.end()
    place, position = _with_item(text, position, place)
    if match := _PART.match(text, position):
        part: Part = "lead" if match["lead"] else "start" if match["start"] else "end"
        place, position = replace(place, part=part), match.end()
    if sentence := _SENTENCE.match(text, position):
        return replace(place, sentence=_sentences(sentence)), sentence.end()
    return place, position


def _sentences(match: re.Match[str]) -> tuple[int, int]:
    """第二句 is (2, 2), 首句 (1, 1), 前两句 (1, 2), 后两句 (-2, -1), 最后一句 (-1, -1)."""
    if match["nth"]:
        number = _main(match["nth"])
        return number, number
    count = _main(match["count"]) if match["count"] else 1
    return (1, count) if match["side"] in {"首", "前"} else (-count, -1)


def _with_paragraph(text: str, start: int, place: Place) -> tuple[Place, int]:
    """第二款; 第七自然段 is counted in the preamble where no article is named."""
    if match := _NATURAL.match(text, start):
        zone = place.zone if place.article else "preamble"
        return replace(place, paragraph=_main(match[1]), zone=zone), match.end()
    if match := _PARAGRAPH.match(text, start):
        return replace(place, paragraph=_main(match[1])), match.end()
    return place, start


def _with_item(text: str, start: int, place: Place) -> tuple[Place, int]:
    """第二项, 第（二）项之一, 第一目; words that describe the list may stand before it (…职权第二十项)."""
    position = start
    described = _DESCRIBED.match(text, start)
    if described and (match := _ITEM.match(text, described.end())):
        place = replace(place, item=(_main(match[1]), _main(match[2] or "零")))
        position = match.end()
    if match := _SUBITEM.match(text, position):
        place, position = replace(place, subitem=_main(match[1])), match.end()
    return place, position


def _main(numeral: str) -> int:
    number = number_of(numeral)
    return number[0] if number else 0
