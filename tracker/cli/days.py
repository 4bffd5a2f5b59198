"""Days and lengths of time as a person writes them on the command line."""

from __future__ import annotations

import typer

from tracker.language.dates import printed_day, today
from tracker.language.patterns import regex
from tracker.messages import said

_LENGTH = regex(r"(\d{1,6})\s*([dwmy天日周月年]?)")
_DAYS = {"": 1, "d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "m": 30, "月": 30, "y": 365, "年": 365}


def day(text: str | None, option: str) -> str:
    """A day given to an option, in any usual form, as ISO; today where none was given.

    Raises:
        typer.BadParameter: there is no such day.
    """
    if text is None:
        return today()
    if found := printed_day(text):
        return found
    raise typer.BadParameter(said("{text!r} is no day: write it as 2025-09-01", text=text), param_hint=option)


def length(text: str, option: str) -> int:
    """A length of time in days: 90d, 12w, 3m (of 30 days), 1y (of 365).

    Raises:
        typer.BadParameter: it is none.
    """
    match = _LENGTH.fullmatch(text.strip().lower())
    if match is None:
        raise typer.BadParameter(
            said("{text!r} is no length of time: write 90d, 12w, 3m or 1y", text=text), param_hint=option
        )
    days = int(match[1]) * _DAYS[match[2]]
    return min(days, 400_000)
