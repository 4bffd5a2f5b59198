"""What later documents make of a version's term: prolonged, gone on with, cut short, suspended, resumed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.lineage.terms import last_day
from tracker.lineage.values import Mention, Pause, Saying, Term

_IN_TIME = 366
"""Days before the end of a term within which 继续执行, without a new end, takes the end off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A clause of another document about a version: what it says, the document's name, the day from which it works."""

    mention: Mention
    by: str
    day: str | None


def altered(term: Term, touches: Iterable[Touch]) -> Term:
    """A term after all that other documents did to it, in the order of their days; each is a line of ``why``."""
    for touch in sorted(touches, key=lambda one: (one.day or "9999", one.by)):
        match touch.mention.kind:
            case "extended" | "continued":
                term = _prolonged(term, touch)
            case "ended":
                term = _cut(term, touch)
            case "suspended":
                term = _paused(term, touch)
            case "resumed":
                term = _resumed(term, touch)
            case "corrected":
                term = _told(term, f"set right by {touch.by}", f"经 {touch.by} 更正")
            case _:
                pass
    return term


def _told(term: Term, en: str, zh: str) -> Term:
    return replace(term, why=(*term.why, Saying(en, zh)))


def _prolonged(term: Term, touch: Touch) -> Term:
    until, by = touch.mention.until, touch.by
    word_en, word_zh = ("extended", "延长") if touch.mention.kind == "extended" else ("continued", "继续执行")
    if until is None:
        return _gone_on(term, touch)
    if until[0].isdigit() and "-" in until:
        day: str | None = until
    else:
        base = _counted_from(term, touch)
        day = None if base is None else last_day(base, until)
    if day is None:
        return _told(
            term,
            f"{word_en} by {by} for {until}: the end that is counted from is not known",
            f"经 {by} {word_zh} {until}：原截止日期不详",
        )
    told = _told(term, f"{word_en} by {by} to {day}", f"经 {by} {word_zh}至 {day}")
    return replace(told, until=day, until_note="")


def _counted_from(term: Term, touch: Touch) -> str | None:
    """The first day of a further term: that of the clause where it names one, else the day after the old end."""
    if touch.mention.kind == "continued" and touch.mention.day:
        return touch.mention.day
    return _next(term.until) if term.until else None


def _gone_on(term: Term, touch: Touch) -> Term:
    """继续执行 without a new end: the old end counts no more, where it was near or past when that was said."""
    near = term.until and touch.day and touch.day >= (date.fromisoformat(term.until) - timedelta(_IN_TIME)).isoformat()
    told = _told(term, f"goes on by {touch.by}, no end stated", f"经 {touch.by} 继续执行，未载明截止日期")
    return replace(told, until=None, until_note="") if near else told


def _cut(term: Term, touch: Touch) -> Term:
    day = touch.mention.until
    if day is None or (term.until is not None and term.until <= day):
        return term
    return replace(_told(term, f"until {day} by {touch.by}", f"经 {touch.by} 执行至 {day}"), until=day, until_note="")


def _paused(term: Term, touch: Touch) -> Term:
    if touch.day is None:
        return _told(term, f"suspended by {touch.by}, the day is not known", f"经 {touch.by} 暂停执行，日期不详")
    pause = Pause(start=touch.day, end=touch.mention.until, by=touch.by)
    last_en, last_zh = (f" to {pause.end}", f"至 {pause.end}") if pause.end else ("", "")
    told = _told(
        term,
        f"suspended by {touch.by} from {pause.start}{last_en}",
        f"自 {pause.start} 起经 {touch.by} 暂停执行{last_zh}",
    )
    return replace(told, pauses=(*term.pauses, pause))


def _resumed(term: Term, touch: Touch) -> Term:
    told = _told(term, f"resumed by {touch.by} from {touch.day}", f"自 {touch.day} 起经 {touch.by} 恢复执行")
    if touch.day is None:
        return told
    before = (date.fromisoformat(touch.day) - timedelta(1)).isoformat()
    return replace(told, pauses=tuple(_closed(pause, before) for pause in term.pauses))


def _closed(pause: Pause, last: str) -> Pause:
    """A pause that ends no later than ``last``."""
    still = pause.start <= last and (pause.end is None or pause.end > last)
    return replace(pause, end=last) if still else pause


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


def paused_by(pauses: Sequence[Pause], day: str) -> str | None:
    """The document by which a version is suspended on a day; ``None`` where it is not."""
    return next((one.by for one in pauses if one.start <= day and (one.end is None or day <= one.end)), None)
