"""The time line of a work: a bar a version, from the day it begins to the day it ends, drawn as SVG by the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 960
"""Units of the drawing from left to right; the bars take all but the margins."""
_LEFT, _RIGHT = 24, 920
_TOP, _ROW, _BAR = 30, 52, 14
_WORDS = 22
"""Units of a row above its bar, in which its words stand."""
_MOST_TICKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """When a version holds (ISO days; ``None`` where it is not known), and how it is told of."""

    name: str
    told: str
    href: str
    start: str | None
    end: str | None
    state: str
    presumed: bool
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A version on the line: its words at ``text``, below them its bar, open to the right where no end is known.

    ``link`` is the line from the bar before it: where it stands, and from where to where it goes down.
    """

    held: Held
    text: int
    y: int
    x: int
    width: int
    is_open: bool
    link: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole drawing: its height, the years with their places, and the bars."""

    width: int
    height: int
    bottom: int
    years: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]


def timeline_of(versions: Sequence[Held]) -> Timeline | None:
    """The time line of versions, oldest first; ``None`` where no day at all is known."""
    days = [date.fromisoformat(day) for one in versions for day in (one.start, one.end) if day]
    if not days:
        return None
    first = date(min(days).year, 1, 1)
    last = date(max(days).year + 1, 1, 1)
    bars: list[Bar] = []
    for row, one in enumerate(versions):
        before = bars[-1] if bars else None
        bars.append(_bar(one, row, before, first, last))
    bottom = _TOP + _ROW * len(versions)
    return Timeline(width=WIDTH, height=bottom + 8, bottom=bottom, years=_years(first, last), bars=tuple(bars))


def _bar(one: Held, row: int, before: Bar | None, first: date, last: date) -> Bar:
    begun = one.start or one.end
    start = date.fromisoformat(begun) if begun else first
    end = date.fromisoformat(one.end) if one.end else last
    x, right = _x(start, first, last), _x(max(start, end), first, last)
    if not one.end:
        right = _RIGHT + 20
    top = _TOP + row * _ROW
    y = top + _WORDS
    link = (x, before.y + _BAR, y) if before is not None and one.evidence else None
    return Bar(held=one, text=top + _WORDS - 7, y=y, x=x, width=max(3, right - x), is_open=one.end is None, link=link)


def _x(day: date, first: date, last: date) -> int:
    return _LEFT + round((day - first).days * (_RIGHT - _LEFT) / max(1, (last - first).days))


def _years(first: date, last: date) -> tuple[tuple[str, int], ...]:
    """The years that are written above, at most so many that they do not touch."""
    years = range(first.year, last.year + 1)
    step = -(-len(years) // _MOST_TICKS)
    return tuple((str(year), _x(date(year, 1, 1), first, last)) for year in years[::step])
