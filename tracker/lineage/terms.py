"""From a clause of effect to days: 自印发之日起 → the signing date, 有效期3年 → the last day of the third year.

Nothing is guessed in silence: every day that the clause does not print carries how it was found, and what cannot be
found stays ``None`` with the reason.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tracker.lineage.digest import checked_date
from tracker.lineage.naming import fold
from tracker.lineage.values import Record, Term
from tracker.numerals import han_to_int

_HAN = "[〇零一二两三四五六七八九十百]+"
_LATER = re.compile(rf"之日(?:起|后|起满|起第)*(?:的第)?(\d+|{_HAN})(?:个)?(工作日|日|天|月|年)(?:后|起|以后|之后)")
"""自发布之日起30日后, 自公布之日起三个月后."""

_TERM = re.compile(rf"^(?:为|满)?(\d+|{_HAN})(个?月|年|日|天)(半)?")
_JOINT = re.compile(r"合计|累计")
_PRINTED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SIGNED = re.compile(r"印发|签发|下发|制发|成文")
_PUBLISHED = re.compile(r"发布|公布|颁布|公告|刊登|通告")


def term_of(record: Record, predecessor: Term | None = None) -> Term:
    """When a version holds; ``predecessor`` is the term of the version before it, for a term counted together."""
    effect = record.effect
    if effect is None:
        return Term(start=None, until=None, why=(_no_clause(record),))
    quote = fold(effect.quote)
    start, start_note, why, remarks = _start(record, effect.start, quote)
    until, until_note, until_why = _until(effect.until, quote, start, predecessor)
    remarks = (*remarks, *_impossible(quote))
    if until and start and until < start:
        remarks = (*remarks, f"the term ends on {until}, before it begins on {start}")
    return Term(
        start=start,
        until=until,
        start_note=start_note,
        until_note=until_note,
        why=tuple(line for line in (why, until_why) if line),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _no_clause(record: Record) -> str:
    return f"no clause of effect; signed {record.signed}" if record.signed else "no clause of effect, no date"


def _impossible(quote: str) -> list[str]:
    """Printed dates that do not exist: 2025年2月30日."""
    remarks = []
    for year, month, day in _PRINTED.findall(quote):
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            remarks.append(f"{year}年{month}月{day}日 is a date that does not exist")
    return remarks


def _start(record: Record, start: str | None, quote: str) -> tuple[str | None, str, str, tuple[str, ...]]:
    """Day, note, reason and remarks for the beginning."""
    if start and start[0].isdigit():
        day, remark = checked_date(start)
        return day, "", f"from {start}, as printed" if day else "", (remark,) if remark else ()
    event = start or _event(quote)
    if event is None:
        return None, "", "the clause of effect states no beginning", ()
    is_signing = _SIGNED.search(event) is not None
    base = record.signed if is_signing else record.published
    basis = "signed" if is_signing else f"published in {record.issue}"
    later = _LATER.search(quote)
    if base is None:
        missing = "signing" if is_signing else "publication"
        return None, "", f"自{event}起: the {missing} date is not known", ()
    if later is None:
        return base, event, f"自{event}起 → {base} ({basis})", ()
    day = _shifted(base, later[1], later[2])
    note = f"{event}起{later[1]}{later[2]}后"
    if day is None:
        return None, "", f"自{note}: working days after {base} ({basis}) cannot be counted without their calendar", ()
    return day, note, f"自{note} → {day} ({basis} {base})", ()


def _event(quote: str) -> str | None:
    match = re.search(r"自?(?:本\w{1,6}|政策)?(印发|签发|下发|发布|公布|颁布|公告|通告)之日", quote)
    return f"{match[1]}之日" if match else None


def _shifted(base: str, count: str, unit: str) -> str | None:
    number = int(count) if count.isdigit() else han_to_int(count)
    if number is None or unit == "工作日":
        return None
    if unit in {"日", "天"}:
        return (date.fromisoformat(base) + timedelta(days=number)).isoformat()
    return later_by(base, number * (12 if unit == "年" else 1))


def later_by(day: str, months: int) -> str | None:
    """The same day some months later; the month's last day where it has no such day. ``None`` beyond the calendar."""
    base = date.fromisoformat(day)
    years, month = divmod(base.month - 1 + months, 12)
    if not 1 <= base.year + years <= 9999:
        return None
    last = monthrange(base.year + years, month + 1)[1]
    return date(base.year + years, month + 1, min(base.day, last)).isoformat()


def _until(until: str | None, quote: str, start: str | None, predecessor: Term | None) -> tuple[str | None, str, str]:
    """Last day, note and reason for the end."""
    if until is None:
        return None, "", ""
    if until[0].isdigit() and "-" in until:
        day, _ = checked_date(until)
        return day, "", f"until {until}, as printed" if day else f"the printed end {until} does not exist"
    joint = _JOINT.search(quote) is not None
    base = predecessor.start if joint and predecessor else start
    if joint and predecessor is None:
        return None, "", f"有效期合计{until}: the version it is counted with is not held"
    if base is None:
        return None, "", f"有效期{until}: the beginning is not known"
    day = last_day(base, until)
    if day is None:
        return None, "", f"有效期{until}: not a length of time"
    counted = "合计" if joint else ""
    return day, f"有效期{counted}{until}", f"有效期{counted}{until} → {day} (from {base})"


def last_day(start: str, length: str) -> str | None:
    """The last day of a term that begins on ``start``: 2024-01-01 and 3年 → 2026-12-31.

    The day of the beginning counts, as in the terms that gazettes print themselves (自1月1日起…至12月31日止).
    """
    match = _TERM.match(fold(length))
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else han_to_int(match[1])
    if not number:
        return None
    if match[2] in {"日", "天"}:
        return (date.fromisoformat(start) + timedelta(days=number - 1)).isoformat()
    months = number * (12 if match[2] == "年" else 1) + (6 if match[3] else 0)
    end = later_by(start, months)
    return end and (date.fromisoformat(end) - timedelta(days=1)).isoformat()
