"""Exceptions of an instruction: …，第三条除外; 除第三条外，…; 全文（第三条除外）中的….

An exception that is read takes its places out of the steps of its sentence; one that does not fit them is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.amend.instructions.place_words import read_places
from tracker.amend.instructions.places import Place
from tracker.amend.instructions.steps import WORDS, Step
from tracker.language.patterns import regex

_LAW = r"(?:本[一-鿿]{1,4}?|《[^》]*》)?(?:中?的)?原?"
"""How a law is named before its places: 本办法, 《某办法》的."""
_BEFORE = regex(rf"除(?={_LAW}[第名附序引标])")
"""Where an exception that stands first begins: 除第三条. Must not match inside 删除第三条."""
_OUTSIDE = regex(r"(?:中?的?(?:规定|内容|文字)?)?(?:以?外|之外)[，,]?")
"""Where it ends: …外，."""
_AFTER = regex(rf"(?:但是?|其中|不过)?[，,]?(?={_LAW}[第名附序引标])")
"""Where an exception that stands behind may begin: 但第三条. What follows its places says whether it is one."""
_EXCEPTED = regex(
    r"(?:中?的?(?:规定|内容|文字)?)?(?:除外|例外|不在此限|(?:仍)?保留(?:原文)?|(?:不(?:作|做|予)?(?:修改|改动|调整|变动?))|(?:维持|保持)(?:不变|原文))"
)
"""What makes a clause about places an exception: …除外, …不作修改, …保留原文."""
_BRACKETED = regex(r"[（(](?P<words>(?:但是?|除)?[^（()）⟦⟧]{1,40}?(?:除外|以外|之外|外))[）)]")
"""An exception in brackets: （第三条除外）."""

UNFIT = "除外的条款与所修改的条款不合，可能未按除外执行"


@dataclass(frozen=True, slots=True)
class Excepted:
    """The places that an exception names, where its clause ends, and whether it stands before what it restricts."""

    places: tuple[Place, ...]
    end: int
    before: bool


def read_exception(text: str, start: int, carried: tuple[Place, ...]) -> Excepted | None:
    """The exception that begins at ``start``: 除第三条外，… or (但)第三条除外."""
    if before := _BEFORE.match(text, start):
        reading = read_places(text, before.end(), carried)
        end = _OUTSIDE.match(text, reading.end)
        if reading.places and end:
            leads = text[end.end() : end.end() + 1] not in {"", "。", "；", "\n", "）"}
            return Excepted(reading.places, end.end(), leads)
        return None
    after = _AFTER.match(text, start)
    if after is None:
        return None
    reading = read_places(text, after.end(), carried)
    end = _EXCEPTED.match(text, reading.end)
    return Excepted(reading.places, end.end(), before=False) if reading.places and end else None


def brought_out(text: str) -> str:
    """A text whose exceptions in brackets stand before their sentence: 将全文（第三条除外）… → 除第三条外，将全文…."""
    while match := _BRACKETED.search(text):
        words = re.sub(r"^(?:但是?|除)|(?:除外|以外|之外|外)$", "", match["words"])
        at = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        text = f"{text[:at]}除{words}外，{text[at : match.start()]}{text[match.end() :]}"
    return text


def fits(steps: Sequence[Step], places: Sequence[Place]) -> bool:
    """Whether an exception takes something out of some steps."""
    return any(_covers(step.place, place) for step in steps for place in places)


def excepting(steps: Sequence[Step], places: Sequence[Place]) -> tuple[Step, ...]:
    """Steps without what an exception takes out of them; where it takes out nothing, the steps are in doubt."""
    if not fits(steps, places):
        return tuple(replace(step, remark=step.remark or UNFIT) for step in steps)
    out: list[Step] = []
    for step in steps:
        named = [place for place in places if _covers(step.place, place)]
        if not named:
            out.append(step)
        elif any(place == step.place for place in named):
            continue
        elif step.verb in WORDS:
            out.append(replace(step, excepted=(*step.excepted, *named)))
        else:
            out.append(replace(step, remark=step.remark or UNFIT))
    return tuple(out)


def _covers(wide: Place, narrow: Place) -> bool:
    """Whether a place holds another one (or is it)."""
    if wide.zone == "all" or wide.level == "division":
        return True
    if wide.article != narrow.article or wide.zone != narrow.zone:
        return False
    pairs = ((wide.paragraph, narrow.paragraph), (wide.item, narrow.item), (wide.subitem, narrow.subitem))
    return all(ours is None or ours == theirs for ours, theirs in pairs)
