"""Rules for annexes (附件): one cell or row of a table, a whole annex that the decision carries as its own annex."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.amend.instructions.cursor import BECOMES, QUOTE, Cursor, Found, bare
from tracker.amend.instructions.place_words import read_places
from tracker.amend.instructions.places import Place
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex

_TABLE = r"(?:中|里|内)?的?(?:表格?)?(?:中|里|内)?的?"
_LINE = r"(?:所在|对应|这)?的?(?:一)?(?:行|栏|项|类|档|列)"
_MANNER = r"[，,]?(?:统一|均|分别|一律|相应)?"
_NO_COLUMN = regex(r"^(?:对应|相应)?的?|的?(?:数值|数额|内容|一?[栏列项])?(?:中|里|内)?的?(?:由|从|原)?$")


def replace_cell(cursor: Cursor) -> Found | None:
    """附件中“中心城区”(一栏)的标准由“8”修改为“10”: the row by a cell of it, the column by its head, one cell.

    Must not match 附件中“A”修改为“B”, which changes words wherever they stand in the annex.
    """
    match = cursor.match(
        rf"{_TABLE}(?P<row>{QUOTE})(?P<line>{_LINE})?(?P<column>[^⟦⟧，。；：\n]{{0,16}}?)(?P<old>{QUOTE})?{_MANNER}{BECOMES}"
        rf"[：:]?\s*(?P<new>{QUOTE})"
    )
    if match is None or not _in_annex(cursor) or not (match["old"] or match["column"] or match["line"]):
        return None
    if match["old"] and not (match["line"] or match["column"]):
        return None
    row, column = "".join(cursor.lines(match["row"])), _NO_COLUMN.sub("", _NO_COLUMN.sub("", match["column"]))
    place = replace(cursor.scope[0], row=row, column=column)
    old = cursor.lines(match["old"]) if match["old"] else ()
    step = cursor.step(match.end(), verb="replace-words", places=(place,), old=old, new=cursor.lines(match["new"]))
    return Found(steps=(step,), end=match.end(), carried=(replace(place, column=""),))


def delete_row(cursor: Cursor) -> Found | None:
    """删去附件中“郊区”一行; 附件中“郊区”一栏删去."""
    verb = cursor.match(r"(?:删去|删除|取消)")
    reading = read_places(cursor.text, verb.end(), cursor.carried) if verb else None
    places = reading.places if reading else cursor.scope
    at = reading.end if reading else cursor.at
    tail = "" if verb else r"[，,]?(?:予以)?(?:删去|删除|取消)"
    match = cursor.match(rf"{_TABLE}(?P<row>{QUOTE}){_LINE}{tail}", at)
    if match is None or not places or places[0].zone != "annex":
        return None
    place = replace(places[0], row="".join(cursor.lines(match["row"])))
    step = cursor.step(match.end(), verb="delete", places=(place,))
    return Found(steps=(step,), end=match.end(), carried=(bare(places[0]),))


_OWN = (
    r"(?:新的)?(?:本(?:决定|通知|公告|修正案))?(?:所附|后附|附后)?的?"
    rf"(?:(?P<annex>附[件表录]{NUMERAL}?(?:《[^》]*》)?)|(?<=[附的])《(?P<title>[^》]*)》)"
)
"""An annex of the decision itself: 本决定附件2, 本决定后附的《收费标准表》."""
_POINTS = regex(rf"(?:详?见|为|以|用)[：:]?[（(]?(?:详?见)?{_OWN}")
_OF_DECISION = regex(rf"本(?:决定|通知|公告|修正案)|所附|后附|附后|见|新的|附[件表录](?!{NUMERAL})")
"""What says that an annex of the decision is meant: 附件1修改为附件2 may mean another annex of the law."""
_REPLACES = regex("修改|修订|调整|替换|更换|代替|取代|更新")


def replace_by_own_annex(cursor: Cursor) -> Found | None:
    """将附件1修改为本决定附件1; 附件1作相应修改（见附件）: the new annex stands behind the decision."""
    clause = cursor.match(r"[^。；\n⟦]*")
    if clause is None or not _in_annex(cursor) or len(cursor.places) != 1:
        return None
    own = _POINTS.search(clause[0])
    if own is None or not _REPLACES.search(clause[0]) or not _OF_DECISION.search(clause[0]):
        return None
    return _by_own(cursor, clause.end(), cursor.places, own)


def own_annex_replaces(cursor: Cursor) -> Found | None:
    """用本决定附件替换原附件1."""
    match = cursor.match(rf"(?:用|以|将)?{_OWN}(?:替换|代替|取代|替代)")
    old = read_places(cursor.text, match.end(), ()) if match else None
    if match is None or old is None or [place.zone for place in old.places] != ["annex"]:
        return None
    return _by_own(cursor, old.end, old.places, match)


def _by_own(cursor: Cursor, end: int, places: tuple[Place, ...], own: re.Match[str]) -> Found:
    named = read_places(own["annex"], 0, ()).places if own["annex"] else (Place(zone="annex", named=own["title"]),)
    step = cursor.step(end, verb="replace", places=places, results=named[:1])
    return Found(steps=(step,), end=end, carried=places)


def insert_annex(cursor: Cursor) -> Found | None:
    """增加(一个)附件(，作为附件3)：“…”: a further annex behind the others."""
    match = cursor.match(r"(?:增加|新增|增设)(?:一个|一项|1个)?(?:附件|附表)?[，,]?(?:作为|列为)?(?=附[件表录]|[：:])")
    if match is None:
        return None
    results = read_places(cursor.text, match.end(), ())
    named = [place for place in results.places if place.zone == "annex"] or [Place(zone="annex", annex=0)]
    given = cursor.match(rf"[：:]\s*(?P<new>{QUOTE})", results.end)
    if given is None or "附" not in cursor.text[match.start() : results.end]:
        return None
    step = cursor.step(
        given.end(), verb="insert", places=(Place(),), results=tuple(named[:1]), new=cursor.lines(given["new"])
    )
    return Found(steps=(step,), end=given.end())


def _in_annex(cursor: Cursor) -> bool:
    return bool(cursor.scope) and all(place.zone == "annex" for place in cursor.scope)
