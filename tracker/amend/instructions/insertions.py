"""Rules for new provisions: 增加一条作为第六条, 增加一款作为第二款, 增加一项, 增加一章."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.amend.instructions.cursor import QUOTE, QUOTES, UNQUOTED, Cursor, Found, bare
from tracker.amend.instructions.place_words import read_places
from tracker.amend.instructions.places import DIVISION_NAMES, Place, number_of
from tracker.amend.instructions.steps import Side
from tracker.language.numerals import NUMERAL

NEW = r"(?:增(?:加|设|写|补|列|订)|新增(?:加)?|补充|添加|另增)"
"""The verb of every new provision."""

_UNITS = {"条": "article", "款": "paragraph", "项": "item", "目": "subitem"}
_INTRODUCES = r"[，,；;]?(?:并?规定|内容(?:为|如下)?|表述为|即)?[：:。，]?(?:内容如下[：:])?\s*"


def insert(cursor: Cursor) -> Found | None:
    """(Place 后/中) 增加一条/款/项(，作为 places)(规定)：“…”; with 将该条修改为：“…” the whole article is given."""
    match = cursor.match(
        rf"(?P<where>的?后面?|之后|以后|的?前面?|之前|中|内)?[，,]?{NEW}(?P<count>{NUMERAL})(?P<unit>[条款项目])"
        rf"[，,]?(?:分别)?(?:作为|列为|为)?"
    )
    if match is None:
        return _insert_named(cursor)
    unit = _UNITS[match["unit"]]
    anchor = cursor.scope[0] if cursor.scope and (cursor.places or unit != "article") else Place()
    results = cursor.read(match.end())
    named = tuple(place for place in results.places if place.level == unit)
    end = results.end if named else match.end()
    whole = cursor.match(rf"[，,](?:并)?将(?:该|本|这一)[条款](?:相应)?修改为[：:]?\s*(?P<new>{QUOTES})", end)
    if whole is not None:
        step = cursor.step(
            whole.end(), verb="replace", places=(bare(replace(anchor, paragraph=None)),), new=cursor.lines(whole["new"])
        )
        return Found(steps=(replace(step, adds=_count(match["count"])),), end=whole.end(), carried=(bare(anchor),))
    content = _content(cursor, end)
    if content is None:
        return None
    remark = _unmarked(cursor, end, content[1])
    lines, end = content
    step = cursor.step(
        end,
        verb="insert",
        remark=remark,
        places=(anchor,),
        results=named or (_unnumbered(anchor, unit),),
        new=lines,
        side=_side(match),
    )
    step = replace(step, adds=_count(match["count"]))
    return Found(steps=(step,), end=end, carried=(bare(anchor),) if anchor != Place() else None)


def _unnumbered(anchor: Place, unit: str) -> Place:
    """The result of an insertion that names none: number 0 says that it comes last (or beside its anchor)."""
    zero = (0, 0)
    if unit == "article":
        return Place(article=zero)
    if unit == "paragraph":
        return Place(zone=anchor.zone, article=anchor.article, paragraph=0)
    return Place(zone=anchor.zone, article=anchor.article, paragraph=anchor.paragraph, item=zero)


def _side(match: re.Match[str]) -> Side:
    where = match["where"] or ""
    return "before" if "前" in where else "after" if "后" in where else ""


def _count(text: str) -> int:
    number = number_of(text)
    return number[0] if number else 1


def _insert_named(cursor: Cursor) -> Found | None:
    """(Place) 增加第三款：“…”: the new provision is named at once."""
    match = cursor.match(rf"(?P<where>的?后面?|之后|以后|的?前面?|之前|中|内)?[，,]?{NEW}(?:作为)?(?=第)")
    if match is None:
        return None
    results = cursor.read(match.end())
    content = _content(cursor, results.end) if results.places else None
    level = results.places[0].level if results.places else ""
    if content is None or level not in {"article", "paragraph", "item"}:
        return None
    remark = _unmarked(cursor, results.end, content[1])
    lines, end = content
    anchor = cursor.scope[0] if cursor.scope and level != "article" else Place()
    step = cursor.step(end, verb="insert", places=(anchor,), results=results.places, new=lines, remark=remark)
    return Found(steps=(replace(step, adds=len(results.places)),), end=end)


def _content(cursor: Cursor, at: int) -> tuple[tuple[str, ...], int] | None:
    """The new text: quotations, or after a colon the lines up to the next instruction."""
    quoted = cursor.match(rf"{_INTRODUCES}(?P<new>{QUOTES})", at)
    if quoted is not None:
        return cursor.lines(quoted["new"]), quoted.end()
    plain = cursor.match(r"[，,；;。]?(?:内容如下|规定|即)?[：:]\s*(?=[^⟦\s])", at)
    return None if plain is None else cursor.unquoted(plain.end())


def _unmarked(cursor: Cursor, at: int, end: int) -> str | None:
    """The remark on a new text between two offsets that stands without marks; a text after 内容如下 needs none."""
    words = cursor.text[at:end]
    return UNQUOTED if not re.match(r"[^⟦：:]{0,12}[：:]?\s*⟦", words) and "内容如下" not in words[:12] else None


def insert_division(cursor: Cursor) -> Found | None:
    """(Place 后/中) 增加一章，作为第七章“…”(，包括第三条至第五条)：the heading, and its articles where they follow."""
    match = cursor.match(
        rf"(?P<where>的?后面?|之后|的?前面?|之前|中|内)?[，,]?{NEW}"
        rf"(?:{NUMERAL}(?P<unit>分编|[编章节])|(?=第{NUMERAL}(?:分编|[编章节])))[，,]?"
        rf"(?:(?:[章节编]名|标题)?为?[：:]?(?P<name>{QUOTE})[，,]?)?(?:分别)?(?:作为|列为|为)?"
    )
    if match is None:
        return None
    results = cursor.read(match.end())
    if not results.places or results.places[0].level != "division":
        return _division_of_text(cursor, match)
    kind = (results.places[0].division or ("chapter", 0))[0]
    named = cursor.match(rf"(?:[，,]?(?:[章节编]名|标题|名称)为?)?[：:]?\s*(?P<name>{QUOTE})", results.end)
    end = named.end() if named else results.end
    name = match["name"] or (named["name"] if named else "")
    held, end = _articles_held(cursor, end)
    lines = cursor.lines(name) if name else ()
    if len(lines) <= 1:
        content = None if cursor.match(r"[；，。]?\s*增", end) else _content(cursor, end)
        further, end = content or ((), end)
        lines = (*lines, *further)
    anchor = cursor.places or (Place(division=(kind, 0)),)
    step = cursor.step(
        end, verb="insert-division", places=anchor[:1], results=(results.places[0], *held), new=lines, side=_side(match)
    )
    return Found(steps=(step,), end=end, carried=tuple(map(bare, anchor)))


def _articles_held(cursor: Cursor, at: int) -> tuple[tuple[Place, ...], int]:
    """，包括第三条至第五条: the articles of the new chapter by their new numbers."""
    match = cursor.match(r"[，,；;（(]?(?:包括|包含|含|下辖|共|由|涵盖)(?:新增)?的?(?=第)", at)
    articles = read_places(cursor.text, match.end(), ()) if match else None
    if articles is None or not articles.places or articles.places[0].level != "article":
        return (), at
    closed = cursor.match(rf"(?:(?:共)?{NUMERAL}条)?(?:组成|构成)?[）)]?", articles.end)
    return articles.places, closed.end() if closed else articles.end


def _division_of_text(cursor: Cursor, match: re.Match[str]) -> Found | None:
    """增加一章：“第三章 …”: the number stands in the text alone."""
    if match["name"] is None or match["unit"] is None:
        return None
    lines = cursor.lines(match["name"])
    named = read_places(re.sub(r"\s", "", lines[0]), 0, ()).places if lines else ()
    if not named or named[0].level != "division":
        return None
    anchor = cursor.places or (Place(division=(DIVISION_NAMES[match["unit"]], 0)),)
    step = cursor.step(
        match.end(), verb="insert-division", places=anchor[:1], results=named[:1], new=lines, side=_side(match)
    )
    return Found(steps=(step,), end=match.end(), carried=tuple(map(bare, anchor)))
