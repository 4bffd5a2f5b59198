"""How a result looks to the person at the terminal: the language, the columns, the colours, and how much is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.options import Color, Lang
from tracker.cli.output import has_colour, terminal_width

if TYPE_CHECKING:
    from tracker.model import Lang as LangName

STRONG, FAINT, RED, GREEN, YELLOW, CYAN = "1", "2", "31", "32", "33", "36"
"""Styles of ANSI terminals (ECMA-48 §8.3.117)."""

STATE_STYLES: Mapping[str, str] = {
    "not-yet": CYAN,
    "in-force": GREEN,
    "suspended": YELLOW,
    "expired": YELLOW,
    "repealed": RED,
    "partly-repealed": YELLOW,
    "superseded": FAINT,
}
"""The state of a version; what is not known has no colour."""

OUTCOME_STYLES: Mapping[str, str] = {"new": GREEN, "altered": YELLOW, "re-parsed": CYAN, "unchanged": FAINT}
"""What became of an issue that was added."""
_OUTCOMES: Mapping[str, str] = {"new": "收录", "altered": "有改动", "re-parsed": "重新解析", "unchanged": "未变"}


def outcome_name(outcome: str, lang: LangName) -> str:
    """What became of an issue, in words."""
    return _OUTCOMES[outcome] if lang == "zh" else outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The language, the columns there are (``None`` where no one counts them), colours or none, reasons or none."""

    lang: LangName = "zh"
    width: int | None = None
    coloured: bool = False
    verbose: bool = False

    def paint(self, text: str, style: str | None) -> str:
        """Text in a style, line by line; as it is where there are no colours."""
        if not self.coloured or not style:
            return text
        return "\n".join(f"\x1b[{style}m{line}\x1b[0m" if line else line for line in text.split("\n"))

    def paint_word(self, line: str, word: str, style: str | None) -> str:
        """A line with a word of it, where it first stands, in a style."""
        return line.replace(word, self.paint(word, style), 1)


def look_for(output: Path | None, lang: Lang, color: Color, *, verbose: bool = False) -> Look:
    """The look of a result that goes to ``output``."""
    return Look(
        lang=lang.value,
        width=terminal_width(output),
        coloured=has_colour(color.value, output),
        verbose=verbose,
    )
