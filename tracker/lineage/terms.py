"""From a clause of effect to days: 自印发之日起 → the signing date, 有效期3年 → the last day of the third year.

Nothing is guessed in silence: every day that the clause does not print carries how it was found, and what cannot be
found stays ``None`` with the reason.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tracker.language.numerals import han_to_int
from tracker.language.titles import levelled
from tracker.lineage.digest import checked_date
from tracker.lineage.values import Record, Saying, Term

_HAN = "[〇零一二两三四五六七八九十百]+"
_LATER = re.compile(rf"之日(?:起|后|起满|起第)*(?:的第)?(\d+|{_HAN})(?:个)?(工作日|日|天|月|年)(?:后|起|以后|之后)")
"""自发布之日起30日后, 自公布之日起三个月后."""

_TERM = re.compile(rf"^(?:为|满)?(\d+|{_HAN})(个?月|年|日|天)(半)?")
_JOINT = re.compile(r"合计|累计")
_PRINTED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_LONGEST = 99_999
_LAST_YEAR = 9999
_SIGNED = re.compile(r"印发|签发|下发|制发|成文")
_PUBLISHED = re.compile(r"发布|公布|颁布|公告|刊登|通告")


def term_of(record: Record, predecessor: Term | None = None) -> Term:
    """When a version holds; ``predecessor`` is the term of the version before it, for a term counted together."""
    effect = record.effect
    if effect is None:
        return Term(start=None, until=None, why=(_no_clause(record),))
    quote = levelled(effect.quote)
    start, start_note, why, remarks = _start(record, effect.start, quote)
    until, until_note, until_why = _until(effect.until, quote, start, predecessor)
    remarks = (*remarks, *_impossible(quote))
    if until and start and until < start:
        said = Saying(
            f"its term ends on {until}, before it begins on {start}", f"有效期至 {until}，早于施行日期 {start}"
        )
        remarks = (*remarks, said)
    return Term(
        start=start,
        until=until,
        start_note=start_note,
        until_note=until_note,
        why=tuple(line for line in (why, until_why) if line is not None),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _no_clause(record: Record) -> Saying:
    if record.signed:
        return Saying(f"no clause of effect; signed {record.signed}", f"未载明施行日期；成文于 {record.signed}")
    return Saying("no clause of effect, no date of signing", "未载明施行日期，也无成文日期")


def _impossible(quote: str) -> list[Saying]:
    """Printed dates that do not exist: 2025年2月30日."""
    remarks = []
    for year, month, day in _PRINTED.findall(quote):
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            printed = f"{year}年{month}月{day}日"
            remarks.append(Saying(f"{printed} is a date that does not exist", f"{printed}这一日期不存在"))
    return remarks


def _start(record: Record, start: str | None, quote: str) -> tuple[str | None, str, Saying, tuple[Saying, ...]]:
    """Day, note, reason and remarks for the beginning."""
    if start and start[0].isdigit():
        return _printed_start(start)
    event = _event(start or "") or _event(quote)
    if event is None:
        return None, "", Saying("the clause of effect states no beginning", "施行条款未载明起始日期"), ()
    signing = _SIGNED.search(event) is not None
    base = record.signed if signing else record.published
    if base is None:
        missing = ("signing", "成文日期") if signing else ("publication", "公布日期")
        return (
            None,
            "",
            Saying(f"自{event}起: the date of {missing[0]} is not known", f"自{event}起：{missing[1]}不详"),
            (),
        )
    basis = Saying("signed", "成文日期") if signing else _publication(record)
    later = _LATER.search(start or "") or _LATER.search(quote)
    if later is None:
        return base, event, Saying(f"自{event}起 → {base} ({basis.en})", f"自{event}起 → {base}（{basis.zh}）"), ()
    return (*_later_start(event, base, basis, later), ())


def _printed_start(start: str) -> tuple[str | None, str, Saying, tuple[Saying, ...]]:
    day, remark = checked_date(start)
    if remark:
        return None, "", remark, (remark,)
    return day, "", Saying(f"from {start}, as printed", f"自 {start} 起（原文载明）"), ()


def _publication(record: Record) -> Saying:
    return Saying(f"published in {record.issue}", f"刊登于 {record.issue}")


def _later_start(event: str, base: str, basis: Saying, later: re.Match[str]) -> tuple[str | None, str, Saying]:
    note = f"{event}起{later[1]}{later[2]}后"
    day = _shifted(base, later[1], later[2])
    if day is None:
        why = Saying(
            f"自{note}: working days after {base} ({basis.en}) cannot be counted without their calendar",
            f"自{note}：{base}（{basis.zh}）后的工作日无日历可算",
        )
        return None, "", why
    return day, note, Saying(f"自{note} → {day} ({basis.en} {base})", f"自{note} → {day}（{basis.zh} {base}）")


def _event(quote: str) -> str | None:
    match = re.search(r"自?(?:本\w{1,6}|政策)?(印发|签发|下发|发布|公布|颁布|公告|通告)之日", levelled(quote))
    return f"{match[1]}之日" if match else None


def _shifted(base: str, count: str, unit: str) -> str | None:
    number = _count(count)
    if number is None or unit == "工作日":
        return None
    if unit in {"日", "天"}:
        return (date.fromisoformat(base) + timedelta(days=number)).isoformat()
    return later_by(base, number * (12 if unit == "年" else 1))


def later_by(day: str, months: int) -> str | None:
    """The same day some months later; the month's last day where it has no such day. ``None`` beyond the calendar."""
    base = date.fromisoformat(day)
    years, month = divmod(base.month - 1 + months, 12)
    if not 1 <= base.year + years <= _LAST_YEAR:
        return None
    last = monthrange(base.year + years, month + 1)[1]
    return date(base.year + years, month + 1, min(base.day, last)).isoformat()


def _until(
    until: str | None, quote: str, start: str | None, predecessor: Term | None
) -> tuple[str | None, str, Saying | None]:
    """Last day, note and reason for the end."""
    if until is None:
        return None, "", None
    if until[0].isdigit() and "-" in until:
        day, wrong = checked_date(until)
        return day, "", wrong or Saying(f"until {until}, as printed", f"至 {until} 止（原文载明）")
    joint = _JOINT.search(quote) is not None
    note = f"有效期{'合计' if joint else ''}{until}"
    base = predecessor.start if joint and predecessor else start
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
