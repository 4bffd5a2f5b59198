"""What state a version is in on a day: the law's own time line, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.lineage.altered_terms import paused_by
from tracker.lineage.values import Lineage, Saying, Stage, State, Work
from tracker.messages import said, template


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of ``tracker status``: a version, its state on the day, and why.

    ``until`` is the last day as far as the clauses and other documents say: the stated end, or the day from which
    another document ended it where that comes first.
    """

    work: str
    stage: Stage
    state: State
    start: str | None
    until: str | None
    ended_by: str | None
    why: tuple[Saying, ...]


def status(lineage: Lineage, as_of: str) -> tuple[Entry, ...]:
    """The state of every version of every work on a day (ISO date)."""
    return tuple(entry(work, stage, as_of) for work in lineage.works for stage in work.stages)


def entry(work: Work, stage: Stage, as_of: str) -> Entry:
    """The state of one version on a day."""
    state = state_on(stage, as_of)
    ended_first = _ended_first(stage)
    return Entry(
        work=work.name,
        stage=stage,
        state=state,
        start=stage.term.start,
        until=stage.ended if ended_first else stage.term.until,
        ended_by=stage.ended_by if ended_first else None,
        why=_why(stage, state),
    )


def state_on(stage: Stage, as_of: str) -> State:
    """The state of a version on a day; the earliest thing that ended it counts."""
    term = stage.term
    begun = term.start or stage.record.signed
    if stage.record.draft or (begun is not None and as_of < begun):
        return "not-yet"
    return _over(stage, as_of) or _standing(stage, as_of)


def _over(stage: Stage, as_of: str) -> State | None:
    """How a version that has begun ended by a day; ``None`` where it did not."""
    ended = stage.ended_by is not None and (stage.ended is None or stage.ended <= as_of)
    if ended and _ended_first(stage):
        return "superseded" if stage.superseded else "repealed"
    if stage.term.contradictory or stage.term.start is None:
        return "unknown"
    return "expired" if stage.term.until is not None and stage.term.until < as_of else None


def _standing(stage: Stage, as_of: str) -> State:
    if paused_by(stage.term.pauses, as_of) is not None:
        return "suspended"
    return "partly-repealed" if any(day is None or day <= as_of for day, _ in stage.partial) else "in-force"


def _ended_first(stage: Stage) -> bool:
    """Whether another document ended a version before its own term was over."""
    if stage.ended_by is None:
        return False
    return stage.term.until is None or stage.ended is None or stage.ended <= stage.term.until


def _why(stage: Stage, state: State) -> tuple[Saying, ...]:
    lines = [*stage.term.why]
    if stage.record.draft:
        lines.append(Saying("a draft, not a rule yet", "征求意见稿或草案，尚未成为文件"))
    if stage.term.contradictory:
        lines += stage.term.remarks
    if stage.ended_by is not None:
        said = stage.ended_why
        over = Saying(f"{said.en} (its own term was over by then)", f"{said.zh}（此前有效期已届满）")
        lines.append(said if _ended_first(stage) else over)
    if state == "partly-repealed":
        lines += [
            Saying(f"partly repealed by {by}: {day}", f"部分条款被 {by} 废止：{day}") for day, by in stage.partial
        ]
    return tuple(lines)


def expiring(entries: Iterable[Entry], as_of: str, days: int) -> tuple[Entry, ...]:
    """Of the versions in force on a day those that end within so many days, the first to end first."""
    last = last_day(as_of, days)
    soon = [
        one
        for one in entries
        if one.state in {"in-force", "partly-repealed"} and one.until is not None and as_of <= one.until <= last
    ]
    return tuple(sorted(soon, key=lambda one: (one.until or "", one.stage.record.key)))


def last_day(as_of: str, days: int) -> str:
    """The day so many days after another, both ISO dates."""
    return (date.fromisoformat(as_of) + timedelta(days=days)).isoformat()


def version_on(work: Work, as_of: str) -> tuple[Stage | None, str]:
    """The version of a work that stood on a day, and a remark where that is not plain.

    Where a version's beginning is not known its signing or publication stands in, and the remark says so. A day after
    the last version's end gives that last version with the remark that it had ended. ``None`` before the first version.
    """
    begun = [stage for stage in work.stages if (start := begins(stage)) and start <= as_of]
    return (begun[-1], standing(begun[-1], as_of)) if begun else (None, "")


_NOT_STANDING: Final[Mapping[State, str]] = {
    "expired": template("{name} was expired on {day}"),
    "repealed": template("{name} was repealed on {day}"),
    "suspended": template("{name} was suspended on {day}"),
    "not-yet": template("{name} was not-yet on {day}"),
}
"""States in which a version does not stand."""


def standing(stage: Stage, as_of: str) -> str:
    """What a reader of a version must know who asked for a day: that it did not stand then, or that it is not sure."""
    state = state_on(stage, as_of)
    if state == "unknown":
        return said("{name} states no day of effect; dated by {day}", name=stage.record.name, day=begins(stage))
    if state == "superseded":
        parts = {"name": stage.record.name, "day": as_of, "by": stage.ended_by}
        return said("{name} was superseded on {day} by {by}", **parts)
    return said(_NOT_STANDING[state], name=stage.record.name, day=as_of) if state in _NOT_STANDING else ""


def begins(stage: Stage) -> str | None:
    """The day from which a version stands: its effect, else its signing, else its publication."""
    return stage.term.start or stage.record.signed or stage.record.published
