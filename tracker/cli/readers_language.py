"""The language of who reads the terminal: ``--lang``, else ``TRACKER_LANG``, else that of the locale, else English."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.model import Lang

OPTION = "--lang"
VARIABLES = ("TRACKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set counts (POSIX XBD §8.2 orders the last three)."""


def spoken(arguments: Sequence[str] | None = None) -> Lang:
    """``zh`` for every Chinese locale, ``en`` for all others, C and POSIX among them.

    ``arguments`` are those of the command line, the process's own where none are given: messages are needed before
    they are parsed, and where they cannot be.
    """
    asked = [*_asked(sys.argv[1:] if arguments is None else arguments)]
    names = (*asked[-1:], *(os.environ.get(name, "") for name in VARIABLES))
    return "zh" if next(filter(None, names), "").lower().startswith("zh") else "en"


def for_reader(text: str) -> str:
    """A message in the language of who reads it; nothing is loaded for English."""
    lang = spoken()
    if lang == "en":
        return text
    from tracker.wording.told import in_language

    return in_language(text, lang)


def kept_for_reader(text: str) -> str:
    """The same, of a message that was kept or sent as plain English."""
    lang = spoken()
    if lang == "en":
        return text
    from tracker.wording.recognition import recognised

    return recognised(text, lang)


def _asked(arguments: Sequence[str]) -> Iterator[str]:
    """What each ``--lang`` says, in order; behind ``--`` there is none, and none but the two languages counts."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return
        name, sign, value = argument.partition("=")
        if name == OPTION and (told := value if sign else next(rest, "")) in ("zh", "en"):
            yield told
