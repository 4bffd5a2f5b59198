"""How a version stands, told so that the words stay true until the next day on which something changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.lineage.state_of_versions import Entry, entry, state_on
from tracker.lineage.values import Stage, State, Work
from tracker.model import Lang
from tracker.render.ledger_rows import short_row
from tracker.wording.lineage import STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionState:
    """A version's state as a word, its first and last day with how they are known, and the evidence for both.

    ``since`` and ``before`` (ISO) bound the days for which the state is told: from the last thing that happened to it
    to the next one that is known, empty where there is none.
    """

    state: State
    word: str
    start: str
    end: str
    presumed: bool
    why: tuple[str, ...]
    since: str
    before: str

    @property
    def last(self) -> str:
        """The last day for which the state is told."""
        return (date.fromisoformat(self.before) - timedelta(days=1)).isoformat()


def standing_of(work: Work, stage: Stage, day: str, lang: Lang) -> VersionState:
    """How a version stands on a day."""
    one = entry(work, stage, day)
    since, before = span_of_state(stage, day)
    _, start, end, *_ = short_row(one, lang)
    return VersionState(
        state=one.state,
        word=STATES[one.state][lang],
        start=start,
        end=end,
        presumed=stage.term.presumed,
        why=tuple(why.text(lang) for why in one.why),
        since=since,
        before=before,
    )


def entries_of(work: Work, day: str) -> tuple[Entry, ...]:
    """The entry of each version of a work in the ledger of a day."""
    return tuple(entry(work, stage, day) for stage in work.stages)


def span_of_state(stage: Stage, day: str) -> tuple[str, str]:
    """From which day, and before which, a version stands as it does on a day; empty where no such day is known."""
    here = state_on(stage, day)
    days = sorted(set(_turns(stage)))
    since = ""
    for turn in reversed([one for one in days if one <= day]):
        if state_on(stage, turn) != here:
            break
        since = turn
    return since, next((one for one in days if one > day and state_on(stage, one) != here), "")


def _turns(stage: Stage) -> Iterator[str]:
    """The days from which a version may stand otherwise than before."""
    term = stage.term
    yield from _known((term.start, stage.record.signed, stage.ended))
    yield from _known(found for found, _ in stage.partial)
    yield from map(_after, _known((term.until,)))
    for pause in term.pauses:
        yield pause.start
        yield from map(_after, _known((pause.end,)))


def _known(days: Iterable[str | None]) -> Iterator[str]:
    return (day for day in days if day)


def _after(day: str) -> str:
    """The day after a day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
