"""Rules for words inside provisions: 将“…”修改为“…”, 在“…”后增加“…”, 删去“…”, 末尾增加“…”."""

from __future__ import annotations

from dataclasses import replace

from tracker.amend.instructions.cursor import ADDS, BECOMES, INNER, QUOTE, QUOTES, Cursor, Found, bare
from tracker.amend.instructions.place_words import read_places
from tracker.amend.instructions.places import Place, number_of
from tracker.amend.instructions.steps import Step
from tracker.language.numerals import HAN_SIGN, NUMERAL

_MANNER = r"[，,]?(?:统一|均|分别|一律|都)?"
_AFTER_QUOTE = rf"(?:一[词句语]|{HAN_SIGN}?字|字样|的?(?:规定|内容|表述))?"


def replace_words(cursor: Cursor) -> Found | None:
    """Places (中的) “A”修改为“B”(，“C”修改为“D”)…; “A1”“A2”修改为：“B1”“B2”“B3” are whole paragraphs."""
    pattern = (
        rf"{INNER}[：:，\s]*(?:[将把])?(?P<old>{QUOTES}){_AFTER_QUOTE}(?P<manner>{_MANNER}){BECOMES}[：:]?\s*(?P<new>{QUOTES})"
        rf"{_AFTER_QUOTE}"
    )
    steps: list[Step] = []
    at, end = cursor.at, None
    while (match := cursor.match(pattern, at)) is not None:
        pairs = _pairs(cursor, match["old"], match["new"], match["manner"])
        scope = cursor.scope or (Place(zone="all"),)
        verb = "rename-division" if _names_division(cursor) else "replace-words"
        steps += [cursor.step(match.end(), verb=verb, places=(p,), old=o, new=w) for p in scope for o, w in pairs]
        end = match.end()
        again = cursor.match(rf"[，；、](?={QUOTES}{_AFTER_QUOTE}{_MANNER}{BECOMES})", end)
        if again is None:
            break
        at = again.end()
        pattern = pattern.removeprefix(rf"{INNER}[：:，\s]*(?:[将把])?")
    return None if end is None else Found(steps=tuple(steps), end=end, carried=tuple(map(bare, cursor.scope)))


def replace_each(cursor: Cursor) -> Found | None:
    """第二条中的“A”、第三条中的“B”(分别)修改为“C”(、“D”): several places, each with its words, one verb for all."""
    at, end, carried = cursor.at, cursor.at, cursor.scope
    named: list[tuple[Place, tuple[str, ...]]] = []
    while (words := cursor.match(rf"{INNER}(?P<old>{QUOTES}){_AFTER_QUOTE}", at)) is not None:
        named += [(place, old) for place in carried for old in cursor.each(words["old"])]
        end = words.end()
        further = cursor.match(r"(?:[，,、]|以及|[和及与])+", end)
        reading = read_places(cursor.text, further.end(), carried) if further else None
        if reading is None or not reading.places:
            break
        at, carried = reading.end, reading.places
    match = cursor.match(rf"(?P<manner>{_MANNER}){BECOMES}[：:]?\s*(?P<new>{QUOTES}){_AFTER_QUOTE}", end)
    if match is None or len({place for place, _ in named}) < 2:  # noqa: PLR2004 - two make a list
        return None
    news = cursor.each(match["new"])
    if len(news) not in {1, len(named)}:
        return None
    news *= len(named) if len(news) == 1 else 1
    steps = tuple(
        cursor.step(match.end(), verb="replace-words", places=(place,), old=old, new=new)
        for (place, old), new in zip(named, news, strict=True)
    )
    return Found(steps=steps, end=match.end(), carried=tuple(map(bare, carried)))


def _pairs(cursor: Cursor, old: str, new: str, manner: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Which old words become which new ones.

    Quotations listed with 、 are words, each for each (分别) or all for one (统一); quotations side by side are whole
    paragraphs.
    """
    olds, news = cursor.each(old), cursor.each(new)
    listed = any(mark in old for mark in "、和及与") or "分别" in manner
    if len(olds) > 1 and listed and len(news) in {1, len(olds)}:
        return list(zip(olds, news * (len(olds) if len(news) == 1 else 1), strict=True))
    return [(tuple(line for quote in olds for line in quote), tuple(line for quote in news for line in quote))]


def _names_division(cursor: Cursor) -> bool:
    """第三章“养护”修改为“管护”: the quotation is the chapter's name. 第三章中的“A”修改为“B” changes words in it."""
    place = cursor.scope[0] if cursor.scope else Place()
    inner = cursor.match(INNER)
    return place.level == "division" and not place.part and not (inner and inner[0])


def insert_words(cursor: Cursor) -> Found | None:
    """Places (中)(在)“A”(之)前/后增加“B”; also 增写一句，内容为：“B”."""
    match = cursor.match(
        rf"{INNER}[，,]?(?:在)?(?P<anchor>{QUOTE}){_AFTER_QUOTE}(?:之|的|以)?(?P<side>前|后)面?[，,]?(?:分别|均)?"
        rf"{ADDS}(?:规定)?(?:[一二两][句词字段])?[，,]?(?:内容为|规定)?[：:]?\s*(?P<new>{QUOTE})"
        rf"{_AFTER_QUOTE}"
    )
    if match is None:
        return None
    scope = cursor.scope or (Place(zone="all"),)
    side = "before" if match["side"] == "前" else "after"
    old, new = cursor.lines(match["anchor"]), cursor.lines(match["new"])
    steps = [cursor.step(match.end(), verb="insert-words", places=(p,), old=old, new=new, side=side) for p in scope]
    return Found(steps=tuple(steps), end=match.end(), carried=tuple(map(bare, scope)))


def append(cursor: Cursor) -> Found | None:
    """Place (末尾, 开始部分) 增加(规定)：“…”: at that part of it, or as a further paragraph; 第二款后增加：“…”.

    增加一句，作为第二句：“…” says where in the text.
    """
    match = cursor.match(
        rf"{INNER}(?P<after>(?:之|以)?后)?[，,]?{ADDS}(?:规定|(?:[一二两][句段]话?)(?:[，,]?(?:作为|列为|为)第(?P<nth>{NUMERAL})句)?)?"
        rf"[，,]?(?:内容(?:为|如下)|规定)?[：:，]?\s*(?P<new>{QUOTES})"
    )
    if match is None or not cursor.places:
        return None
    new = cursor.lines(match["new"])
    if match["nth"]:
        return _as_sentence(cursor, match.end(), number_of(match["nth"]) or (1, 0), new)
    if match["after"] and cursor.places[0].sentence is None:
        return _after_provision(cursor, match.end(), new)
    steps = tuple(cursor.step(match.end(), verb="append", places=(p,), new=new, side="after") for p in cursor.places)
    return Found(steps=steps, end=match.end(), carried=tuple(map(bare, cursor.places)))


def _as_sentence(cursor: Cursor, end: int, nth: tuple[int, int], new: tuple[str, ...]) -> Found:
    """增加一句，作为第三句: after the second sentence, or before the first."""
    number, side = (nth[0] - 1, "after") if nth[0] > 1 else (1, "before")
    place = replace(cursor.places[0], sentence=(number, number))
    step = cursor.step(end, verb="insert-words", places=(place,), new=new, side=side)
    return Found(steps=(step,), end=end, carried=(bare(place),))


def _after_provision(cursor: Cursor, end: int, new: tuple[str, ...]) -> Found | None:
    """第二款后增加：“…”, 第二项后增加：“…” without a number: a provision after the one named."""
    place = cursor.places[0]
    if place.level not in {"paragraph", "item"}:
        return None
    zero = {"paragraph": 0} if place.level == "paragraph" else {"paragraph": place.paragraph, "item": (0, 0)}
    result = Place(zone=place.zone, article=place.article, **zero)
    step = cursor.step(end, verb="insert", places=(place,), results=(result,), new=new, side="after")
    return Found(steps=(step,), end=end, carried=(bare(place),))


def delete(cursor: Cursor) -> Found | None:
    """删去 places; 删去 places 中的“A”(和 places 中的“B”)…; 删去“A”."""
    verb = cursor.match(r"(?:删去|删除|删掉|取消)(?:其中的?|原)?")
    if verb is None or cursor.places:
        return None
    at, steps, carried = verb.end(), [], cursor.carried
    while True:
        reading = read_places(cursor.text, at, carried)
        words = cursor.match(rf"(?:中|里|内|规定)?的?[：:]?(?P<old>{QUOTES}){_AFTER_QUOTE}", reading.end)
        scope = reading.places or (carried if words else ())
        if words is not None:
            scope = scope or (Place(zone="all"),)
            steps += [
                cursor.step(words.end(), verb="delete-words", places=(place,), old=old)
                for place in scope
                for old in cursor.each(words["old"])
            ]
            end = words.end()
        elif scope:
            steps += [cursor.step(reading.end, verb="delete", places=(place,)) for place in scope]
            end = reading.end
        else:
            break
        carried = tuple(map(bare, scope))
        further = cursor.match(r"(?:[，,、]|以及|[和及与])+", end)
        if further is None or not cursor.read(further.end()).places or _begins_clause(cursor, further.end()):
            return Found(steps=tuple(steps), end=end, carried=carried)
        at = further.end()
    return None


_OTHER_CLAUSE = (
    "改为",
    "作为",
    "修改",
    "增加",
    "调整",
    "合并",
    "并入",
    "移至",
    "顺延",
    "除外",
    "例外",
    "不变",
    "不作",
    "保留",
)
"""Words of a clause that is no further deletion."""


def _begins_clause(cursor: Cursor, at: int) -> bool:
    """Whether the places at ``at`` begin another clause (，第十一条改为第十条) and do not continue the list."""
    rest = cursor.match(r"[^，。；\n]*", cursor.read(at).end)
    return rest is not None and any(word in rest[0] for word in _OTHER_CLAUSE)


def delete_last(cursor: Cursor) -> Found | None:
    """Places (中的“A”)(予以)删去; places (中)删去“A”."""
    if not cursor.scope:
        return None
    last = cursor.match(
        rf"{INNER}(?P<old>{QUOTES})?{_AFTER_QUOTE}[，,]?(?:予以|均)?(?:删去|删除)(?!{QUOTE}|(?:其中的?)?第)"
    )
    first = cursor.match(rf"{INNER}[，,]?(?:删去|删除)(?P<old>{QUOTES}){_AFTER_QUOTE}")
    match = first or last
    if match is None:
        return _delete_inside(cursor)
    if not match["old"] and not cursor.places:
        return None
    olds = cursor.each(match["old"]) if match["old"] else [()]
    does = "delete-words" if match["old"] else "delete"
    steps = tuple(cursor.step(match.end(), verb=does, places=(p,), old=o) for p in cursor.scope for o in olds)
    return Found(steps=steps, end=match.end(), carried=tuple(map(bare, cursor.scope)))


def _delete_inside(cursor: Cursor) -> Found | None:
    """第三条第二款删除第二项: what is deleted is named after the verb, inside the place before it."""
    verb = cursor.match(r"(?:中|内)?[，,]?(?:删去|删除)(?:其中的?)?(?=第)")
    if verb is None or not cursor.places:
        return None
    inside = read_places(cursor.text, verb.end(), cursor.places[:1])
    if not inside.places or any(place.article != cursor.places[0].article for place in inside.places):
        return None
    steps = tuple(cursor.step(inside.end, verb="delete", places=(place,)) for place in inside.places)
    return Found(steps=steps, end=inside.end, carried=tuple(map(bare, cursor.places)))
