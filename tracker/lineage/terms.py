"""From a clause of effect to days: 自印发之日起 → the signing date, 有效期3年 → the last day of the third year.

Nothing is guessed in silence: every day that the clause does not print carries how it was found, and what cannot be
found stays ``None`` with the reason.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.language.numerals import NUMERAL, han_to_int
from tracker.language.patterns import regex
from tracker.language.titles import levelled
from tracker.lineage.digest import checked_date
from tracker.lineage.values import Record, Saying, Term
from tracker.model import Effect
from tracker.parse.clauses.commencement import LATER_TOLD

_EVENT = regex(rf"(?P<event>[\u4e00-\u9fff]{{2,4}}之日)(?:起(?P<count>{NUMERAL})个?(?P<unit>工作日|日|天|月|年)后)?")
"""公布之日, 公布之日起30日后, 公布之日起六个月后: how the parser tells a beginning without a printed day."""
_TERM = regex(rf"^(?:为|满)?({NUMERAL})(个?月|年|日|天)(半)?")
_JOINT = regex(r"合计|累计")
BY_SIGNING, BY_PRINTING = "按成文日期推定", "按刊登日期推定"
"""How a beginning that is not stated was found."""
_LONGEST = 99_999
_LAST_YEAR = 9999
_OF_PUBLICATION = frozenset({"发布之日", "公布之日"})
"""Events that a gazette's date bounds: what it prints was published on that day at the latest."""
_OF_OTHERS = frozenset({"批准之日"})
"""Events whose day stands in another document: the signing only comes near to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begin:
    """The beginning of a term: its day, how it is called, why, and how sure it is."""

    day: str | None
    why: Saying
    note: str = ""
    presumed: bool = False
    remark: Saying | None = None


def term_of(record: Record, predecessor: Term | None = None) -> Term:
    """When a version holds; ``predecessor`` is the term of the version before it, for a term counted together.

    A version that states no beginning is in force since it was issued, and that is presumed
    (未载明施行日期，按成文日期推定).
    """
    effect = record.effect
    begin = _begin(record, effect.start if effect else None)
    until, until_note, until_why = _until(record, effect, begin.day, predecessor) if effect else (None, "", None)
    remarks = [begin.remark, _before_signing(record, begin), _reversed(begin.day, until)]
    return Term(
        start=begin.day,
        until=until,
        start_note=begin.note,
        until_note=until_note,
        why=tuple(line for line in (begin.why, until_why) if line is not None),
        remarks=tuple(dict.fromkeys(line for line in remarks if line is not None)),
        presumed=begin.presumed,
        contradictory=begin.remark is not None or _reversed(begin.day, until) is not None,
    )


def amended_term(own: Term, record: Record, before: Term, begun: str | None) -> Term:
    """The term of a version that a decision made: the rule's, as it stood or as the decision rewrites it.

    ``before`` is the term of the version that it changed, ``begun`` the day from which the rule's first version held:
    a length that the decision writes into it (有效期8年) counts from there.
    """
    new = record.effect.until if record.effect else None
    why = own.why[:1]
    if new is None:
        kept = Saying(f"its term goes on unchanged, until {before.until}", f"有效期未作修改，仍至 {before.until}")
        why = (*why, kept) if before.until else why
        return replace(own, until=before.until, until_note=before.until_note, why=why)
    day = new if "-" in new else begun and last_day(begun, new)
    told = Saying(f"the decision changes the term: until {day}", f"有效期经修改，至 {day}")
    if day is None:
        told = Saying("the decision changes the term, see there", "决定修改了有效期，以决定的条文为准")
    return replace(own, until=day, until_note="", why=(*why, told))


def _begin(record: Record, start: str | None) -> _Begin:
    if start is None:
        return _presumed(record)
    if match := _EVENT.fullmatch(start):
        return _of_event(record, match)
    if start == LATER_TOLD:
        return _Begin(day=None, why=Saying("its day of effect is still to be announced", "施行日期另行公布"))
    day, remark = checked_date(_iso(start))
    if remark:
        return _Begin(day=None, why=remark, remark=remark)
    return _Begin(day=day, why=Saying(f"from {day}, as printed", f"自 {day} 起（原文载明）"))


def _iso(printed: str) -> str:
    """A printed day that the calendar lacks (2025年2月30日), which the parser hands on as it stands, in ISO's form."""
    parts = re.findall(r"\d+", printed)
    return "-".join((parts[0], *(part.zfill(2) for part in parts[1:]))) if len(parts) == len("年月日") else printed


def _presumed(record: Record) -> _Begin:
    """A version without a stated beginning: since its signing, else since its publication, which is later."""
    if record.signed:
        en = f"未载明施行日期，按成文日期推定 → {record.signed} (no day of effect is stated; signed)"
        zh = f"未载明施行日期，按成文日期推定 → {record.signed}"
        return _Begin(day=record.signed, why=Saying(en, zh), note=BY_SIGNING, presumed=True)
    if record.published:
        said = f"未载明施行日期，也无成文日期，按刊登日期推定 → {record.published}"
        en = f"{said} (no day of effect or signing is stated; published in {record.issue})"
        return _Begin(day=record.published, why=Saying(en, said), note=BY_PRINTING, presumed=True)
    return _Begin(day=None, why=Saying("no clause of effect, no date of signing", "未载明施行日期，也无成文日期"))


def _of_event(record: Record, match: re.Match[str]) -> _Begin:
    """The day of an event: the document's own date first; a gazette's is the latest possible one."""
    event = match["event"]
    base = record.signed or record.published
    if base is None:
        said = Saying(f"自{event}起: the date of the document is not known", f"自{event}起：成文日期、刊登日期均不详")
        return _Begin(day=None, why=said)
    unsure = record.signed is None or event in _OF_OTHERS
    basis = _basis(record, event)
    if match["count"] is None:
        why = Saying(f"自{event}起 → {base} ({basis.en})", f"自{event}起 → {base}（{basis.zh}）")
        return _Begin(day=base, why=why, note=event, presumed=unsure)
    return _later(match, base, basis, unsure=unsure)


def _basis(record: Record, event: str) -> Saying:
    """What a day stands on: the signing, and for a publication the day of the gazette as the latest."""
    if record.signed is None:
        return Saying(
            f"published in {record.issue}, the latest possible day", f"刊登于 {record.issue}，成文日期不详，最迟为该日"
        )
    if event in _OF_PUBLICATION and record.published and record.published > record.signed:
        return Saying(
            f"signed; at the latest {record.published}, published in {record.issue}",
            f"成文日期；最迟为 {record.published}，刊登于 {record.issue}",
        )
    if event in _OF_OTHERS:
        return Saying("signed; the day of approval is not stated", "成文日期；批准日期未载明")
    return Saying("signed", "成文日期")


def _later(match: re.Match[str], base: str, basis: Saying, *, unsure: bool) -> _Begin:
    """A day some time after an event: 公布之日起六个月后. Working days are counted without the calendar of holidays."""
    note = match[0]
    day = _shifted(base, match["count"], match["unit"])
    if day is None:
        return _Begin(day=None, why=Saying(f"自{note}: not a length of time", f"自{note}：不是期限"))
    if match["unit"] == "工作日":
        en, zh = f"signed {base}; working days without holidays", f"{basis.zh} {base}；工作日按周一至周五推算"
        why = Saying(f"自{note} → {day} ({en})", f"自{note} → {day}（{zh}）")
        return _Begin(day=day, why=why, note=note, presumed=True)
    why = Saying(f"自{note} → {day} ({basis.en} {base})", f"自{note} → {day}（{basis.zh} {base}）")
    return _Begin(day=day, why=why, note=note, presumed=unsure)


def _before_signing(record: Record, begin: _Begin) -> Saying | None:
    """A day of effect before the signing is questioned: rules do not work backwards (立法法 第一百零四条)."""
    if begin.day is None or record.signed is None or record.revised or begin.day >= record.signed:
        return None
    return Saying(
        f"it holds from {begin.day}, before it was signed on {record.signed}",
        f"施行日期 {begin.day} 早于成文日期 {record.signed}",
    )


def _reversed(start: str | None, until: str | None) -> Saying | None:
    if start is None or until is None or start <= until:
        return None
    return Saying(f"its term ends on {until}, before it begins on {start}", f"有效期至 {until}，早于施行日期 {start}")


def _shifted(base: str, count: str, unit: str) -> str | None:
    number = _count(count)
    if number is None:
        return None
    if unit == "工作日":
        return _working_day(base, number)
    if unit in {"日", "天"}:
        return (date.fromisoformat(base) + timedelta(days=number)).isoformat()
    return later_by(base, number * (12 if unit == "年" else 1))


_FRIDAY = 4


def _working_day(base: str, number: int) -> str:
    """The day that is so many Mondays to Fridays after another; holidays move it further."""
    day = date.fromisoformat(base)
    while number > 0:
        day += timedelta(1)
        number -= day.weekday() <= _FRIDAY
    return day.isoformat()


def later_by(day: str, months: int) -> str | None:
    """The same day some months later; the month's last day where it has no such day. ``None`` beyond the calendar."""
    base = date.fromisoformat(day)
    years, month = divmod(base.month - 1 + months, 12)
    if not 1 <= base.year + years <= _LAST_YEAR:
        return None
    last = monthrange(base.year + years, month + 1)[1]
    return date(base.year + years, month + 1, min(base.day, last)).isoformat()


def _until(
    record: Record, effect: Effect, start: str | None, predecessor: Term | None
) -> tuple[str | None, str, Saying | None]:
    """Last day, note and reason for the end."""
    until = effect.until
    if until is None:
        return None, "", None
    if until[0].isdigit() and "-" in until:
        day, wrong = checked_date(until)
        return day, "", wrong or Saying(f"until {until}, as printed", f"至 {until} 止（原文载明）")
    joint = _JOINT.search(effect.quote) is not None
    note = f"有效期{'合计' if joint else ''}{until}"
    base = predecessor.start if joint and predecessor else start
    if base and record.amends and record.instrument is None:  # the length is the rule's, which is not held
        base = None
    if joint and predecessor is None:
        return (
            None,
            "",
            Saying(f"{note}: the version it is counted with is not held", f"{note}：合并计算的前一版本未收录"),
        )
    if base is None:
        return None, "", Saying(f"{note}: the beginning is not known", f"{note}：起始日期不详")
    day = last_day(base, until)
    if day is None:
        return None, "", Saying(f"{note}: not a length of time", f"{note}：不是期限")
    return day, note, Saying(f"{note} → {day} (from {base})", f"{note} → {day}（自 {base} 起算）")


def last_day(start: str, length: str) -> str | None:
    """The last day of a term that begins on ``start``: 2024-01-01 and 3年 → 2026-12-31.

    The day of the beginning counts, as in the terms that gazettes print themselves (自1月1日起…至12月31日止).
    """
    match = _TERM.match(levelled(length))
    if match is None:
        return None
    number = _count(match[1])
    if not number:
        return None
    if match[2] in {"日", "天"}:
        return (date.fromisoformat(start) + timedelta(days=number - 1)).isoformat()
    months = number * (12 if match[2] == "年" else 1) + (6 if match[3] else 0)
    end = later_by(start, months)
    return end and (date.fromisoformat(end) - timedelta(days=1)).isoformat()


def _count(text: str) -> int | None:
    """A number of days, months or years; ``None`` where it is none, or beyond any calendar."""
    value = int(text) if text.isdigit() and len(text) < 6 else han_to_int(text)  # noqa: PLR2004 - digits of 99999 days
    return value if value is not None and value <= _LONGEST else None
