"""``--log-level LEVEL``, anywhere among the arguments: taken off before Typer sees them.

Typer loads Pydantic to read any option of the whole program that is not a flag: a third of the time of a command's
help.
"""

from __future__ import annotations

from collections.abc import Sequence

OPTION = "--log-level"
LEVELS = ("debug", "info", "warning", "error")


def without_level(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The arguments without the option, and the level that it gives (the last one counts); behind ``--`` it is none.

    A level that is none of ``LEVELS`` is given as it stands; an option without one gives an empty level.
    """
    kept: list[str] = []
    level: str | None = None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            kept += [argument, *rest]
        elif argument == OPTION:
            level = next(rest, "")
        elif argument.startswith(f"{OPTION}="):
            level = argument.partition("=")[2]
        else:
            kept.append(argument)
    return kept, level
