"""Rules for provisions that change their place or their company: merged, split, moved, exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.amend.instructions.cursor import BECOMES, QUOTE, QUOTES, Cursor, Found, bare
from tracker.amend.instructions.place_words import read_places
from tracker.amend.instructions.places import Place, number_of
from tracker.amend.instructions.steps import Side, Step
from tracker.language.numerals import NUMERAL


def merge(cursor: Cursor) -> Found | None:
    """Places 合并(为一条)(，作为 place)(，修改为)：“…”; place 并入 place，修改为：“…”."""
    match = cursor.match(rf"合并(?:成|为|修改为)?(?:{NUMERAL}[条款项章节])?(?:[，,]?(?:作为|改为|为))?")
    into = cursor.match(r"并入")
    begun = into or match
    if begun is None or not cursor.places:
        return None
    results = cursor.read(begun.end())
    end = results.end if results.places else begun.end()
    given = cursor.match(rf"[，,]?(?:并)?(?:{BECOMES}|规定为)?[：:]?\s*(?P<new>{QUOTES})", end)
    end = given.end() if given else end
    new = cursor.lines(given["new"]) if given else ()
    if cursor.places[0].level == "division" and not new:
        return _merged_divisions(cursor, end, results.places)
    if into:
        return _merged(cursor, end, (*results.places[:1], *cursor.places), (), new)
    return _merged(cursor, end, cursor.places, results.places[:1], new)


def _merged(
    cursor: Cursor, end: int, places: tuple[Place, ...], results: tuple[Place, ...], new: tuple[str, ...]
) -> Found:
    """Several 条 or 款 become one; of 项, which are given anew, the first is replaced and the others go."""
    carried = tuple(map(bare, places[:1]))
    if new and all(place.level == "item" for place in places):
        first = cursor.step(end, verb="replace", places=places[:1], new=new)
        return Found(steps=(first, *_deleted(cursor, end, places[1:])), end=end, carried=carried)
    whole = tuple(place for place in places if place.level == "article")
    parts = [place for place in places if whole and place.level != "article"]  # a 款 that goes into an article
    first = cursor.step(end, verb="merge", places=whole or places, results=results, new=new)
    return Found(steps=(first, *_deleted(cursor, end, parts)), end=end, carried=carried)


def _deleted(cursor: Cursor, end: int, places: Sequence[Place]) -> list[Step]:
    return [cursor.step(end, verb="delete", places=(place,)) for place in places]


def _merged_divisions(cursor: Cursor, end: int, results: Sequence[Place]) -> Found:
    """第二章、第三章合并为第二章: the headings after the first go, their articles stay; 章名 is given apart."""
    first, *others = cursor.places
    steps: list[Step] = []
    if results and results[0].division != first.division:
        steps.append(cursor.step(end, verb="renumber", places=(first,), results=tuple(results[:1])))
    names = [Place(division=other.division, within=other.within, part="name") for other in others]
    steps += _deleted(cursor, end, names)
    return Found(steps=tuple(steps), end=end, carried=(bare(first),))


def name_division(cursor: Cursor) -> Found | None:
    """(第三章改为第四章)，章名修改为“…”: a new name for the chapter spoken of."""
    match = cursor.match(rf"(?:修改)?[章节编]名(?:称)?(?:相应)?(?:修改|更改|改|变更)?为[：:]?(?P<new>{QUOTE})")
    if match is None or cursor.places or not cursor.scope or cursor.scope[0].level != "division":
        return None
    step = cursor.step(match.end(), verb="rename-division", places=cursor.scope[:1], new=cursor.lines(match["new"]))
    return Found(steps=(step,), end=match.end(), carried=cursor.scope)


def split(cursor: Cursor) -> Found | None:
    """Place (拆)分为两条，作为 places(，修改为)：“…” “…”."""
    match = cursor.match(rf"(?:(?:拆分|分拆|拆|分|分解|修改)(?:成|为)(?:{NUMERAL}条)?)[，,]?(?:分别)?(?:作为|改为|为)?")
    if match is None or len(cursor.places) != 1 or cursor.places[0].level != "article":
        return None
    results = cursor.read(match.end())
    given = cursor.match(rf"[，,]?(?:并|分别)*(?:{BECOMES}|规定为)?[：:]?\s*(?P<new>{QUOTES})", results.end)
    if len(results.places) < 2 or given is None or results.places[0].level != "article":  # noqa: PLR2004 - two make a split
        return None
    new = cursor.lines(given["new"])
    step = cursor.step(given.end(), verb="split", places=cursor.places, results=results.places, new=new)
    return Found(steps=(step,), end=given.end(), carried=cursor.places)


def split_paragraphs(cursor: Cursor) -> Found | None:
    """Article or 款 (拆)分为两款(，作为第二款、第三款)(，修改为)：“…” “…”: the whole is given anew."""
    match = cursor.match(
        rf"(?:拆分|分拆|拆|分|分解|修改)(?:成|为)(?P<count>{NUMERAL})款[，,]?(?:分别)?(?:作为|改为|为)?"
    )
    if match is None or len(cursor.places) != 1 or cursor.places[0].level not in {"article", "paragraph"}:
        return None
    results = cursor.read(match.end())
    given = cursor.match(rf"[，,]?(?:并|分别)*(?:{BECOMES}|规定为)?[：:]?\s*(?P<new>{QUOTES})", results.end)
    if given is None:
        return None
    number = number_of(match["count"]) or (1, 0)
    place, new = cursor.places[0], cursor.lines(given["new"])
    adds = number[0] if place.level == "paragraph" else 0
    step = cursor.step(given.end(), verb="replace", places=(place,), new=new, adds=adds)
    return Found(steps=(step,), end=given.end(), carried=(bare(place),))


def move(cursor: Cursor) -> Found | None:
    """Places 移至 place (之)后/前/末尾(，作为 places)(，修改为：“…”): article beside article, or into a chapter."""
    match = cursor.match(r"(?:整体|一并)?(?:移|调整|挪|移动|调|前移|后移)(?:至|到|入)(?!为)")
    if match is None or not cursor.places:
        return None
    to = read_places(cursor.text, match.end(), cursor.places[:1])
    where = cursor.match(r"(?:的?(?:最后|末尾|之后|以后|后面|后|之前|以前|前面|前|中|内))?(?:一条)?", to.end)
    if not to.places or where is None:
        return None
    side: Side = "before" if "前" in where[0] else "after"
    named = cursor.match(r"[，,]?(?:分别|依次)?(?:作为|改为|列为|为)(?=第|该|本)", where.end())
    results = read_places(cursor.text, named.end(), to.places[:1]) if named else None
    end = results.end if results and results.places else where.end()
    given = cursor.match(rf"[，,]?(?:并)?{BECOMES}[：:]?\s*(?P<new>{QUOTES})", end)
    steps = _moved(cursor, given.end() if given else end, to.places[0], side, results.places if results else ())
    if given is not None:
        end = given.end()
        steps += [cursor.step(end, verb="replace", places=cursor.places[:1], new=cursor.lines(given["new"]))]
    return Found(steps=tuple(steps), end=end, carried=tuple(map(bare, cursor.places)))


def _moved(cursor: Cursor, end: int, to: Place, side: Side, results: Sequence[Place]) -> list[Step]:
    """A step for every provision that moves; several stay together in their order."""
    beside, steps = to, []
    for i, place in enumerate(cursor.places):
        named = (results[i],) if i < len(results) else _counted(place, to, side)
        steps.append(cursor.step(end, verb="renumber", places=(place,), results=named, beside=beside, side=side))
        if place.level == "article" and side == "after":
            beside = place
    return steps


def _counted(place: Place, to: Place, side: Side) -> tuple[Place, ...]:
    """The new number of a 款 or 项 moved beside another one of its article: 第三项移至第一项之前 makes it the first."""
    if place.article != to.article or place.level != to.level:
        return ()
    if place.item is not None and to.item is not None:
        number = to.item[0] - (place.item[0] < to.item[0]) + (side == "after")
        return (replace(place, item=(number, 0)),)
    if place.level == "paragraph" and place.paragraph is not None and to.paragraph is not None:
        number = to.paragraph - (place.paragraph < to.paragraph) + (side == "after")
        return (replace(place, paragraph=number),)
    return ()


def swap(cursor: Cursor) -> Found | None:
    """第五条与第六条(的顺序)对调: two provisions change numbers."""
    match = cursor.match(
        r"(?:的?(?:前后)?(?:顺序|位置|次序|内容|序号|条序))?(?:相互|互相|进行|予以|作)?(?:对调|互换|调换|对换|交换)"
        r"(?:(?:顺序|位置|次序|序号)|(?=[，。；\n]|$))"
    )
    if match is None or len(cursor.places) != 2:  # noqa: PLR2004 - two are exchanged
        return None
    one, other = cursor.places
    if one.level != other.level or one.level not in {"article", "paragraph", "item"}:
        return None
    steps = tuple(
        cursor.step(match.end(), verb="renumber", places=(old,), results=(new,), beside=new)
        for old, new in ((one, other), (other, one))
    )
    return Found(steps=steps, end=match.end(), carried=tuple(map(bare, cursor.places)))
