"""The options that narrow what ``list``, ``search`` and ``status`` tell, the same for all of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from tracker.cli.days import day
from tracker.messages import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.library.chosen_versions import Narrowing
    from tracker.lineage.values import State
    from tracker.model import Lang as LangName


class StateName(StrEnum):
    """The states of a version."""

    NOT_YET = "not-yet"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REPEALED = "repealed"
    PARTLY_REPEALED = "partly-repealed"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


IssuerOption: TypeAlias = Annotated[
    str, typer.Option("--issuer", metavar="NAME", help="Only what an office made; a part of its name is enough.")
]
KindOption: TypeAlias = Annotated[
    str, typer.Option("--kind", metavar="WORD", help="Only what its title ends with: 办法, 条例, 通知 …")
]
StatesOption: TypeAlias = Annotated[
    list[StateName] | None,
    typer.Option("--state", metavar="STATE", help=f"Only what is so, one or more times: {', '.join(StateName)}."),
]
SinceOption: TypeAlias = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only what was signed on this day or later.")
]
UntilOption: TypeAlias = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only what was signed on this day or before.")
]
EveryOption: TypeAlias = Annotated[
    bool, typer.Option("--all", help="Every row of a table on the terminal, however many there are.")
]
_MORE: Mapping[str, str] = {
    "zh": "… 另有 {} 行：用 --issuer、--kind、--state、--since 缩小范围，--all 全部列出，或 -o 写成 .csv、.xlsx",
    "en": "… {} rows more: narrow with --issuer, --kind, --state, --since, list all with --all, or with -o x.csv",
}


def told_of_more(rows: int, lang: LangName) -> tuple[str, ...]:
    """The line that says that a table was cut by so many rows; nothing where it was not."""
    return (_MORE[lang].format(rows),) if rows > 0 else ()


def narrowing(
    issuer: str, kind: str, states: list[StateName] | None, since: str | None, until: str | None
) -> Narrowing:
    """What the options ask for.

    Raises:
        typer.BadParameter: a day is none, or the first comes after the last.
    """
    from tracker.library.chosen_versions import Narrowing

    first = day(since, "--since") if since else None
    last = day(until, "--until") if until else None
    if first and last and first > last:
        raise typer.BadParameter(said("{first} comes after {last}", first=first, last=last), param_hint="--since")
    wanted: frozenset[State] = frozenset(state.value for state in states or ())
    return Narrowing(issuer=issuer.strip(), kind=kind.strip(), states=wanted, since=first, until=last)
