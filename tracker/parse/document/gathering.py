"""What lines are gathered into before they become provisions: blocks, and the numbering that tells where one begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.language.labels import Label
from tracker.model import Span

SHORTEST_CUT = 16
"""Characters (full width) that a line of print has at the least: a paragraph is cut at the end of a line, so what
stands before a break is no shorter."""

LARGEST_GAP = 3
"""Numbers that a misprinted numbering of articles leaves out at the most, where the label alone is weak evidence."""

LONGEST_HEADING = 40
"""Characters that a heading has at the most."""


@dataclass(slots=True)
class Block:
    """A labelled provision, a paragraph (``label`` is ``None``) or a table (``rows``), whole."""

    start: int
    end: int
    text: str = ""
    label: Label | None = None
    rows: list[tuple[str, ...]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def full_width(text: str) -> float:
    """The width of a text in characters of full width: an ASCII character takes half of one."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


LEVEL_ORDER = (
    *("part", "subpart", "chapter", "section", "article"),
    *("decimal1", "decimal2", "decimal3", "decimal4"),
    *("outline1", "outline2", "outline3", "outline4", "outline5"),
)
"""The levels that labels mark, from the highest to the lowest."""


class Numbering:
    """The numbers in use at each level: what a next label must be to be one where a sentence is still open."""

    _KEPT = frozenset({"part", "subpart", "chapter", "article"})

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._running: dict[str, int] = {}

    def expects(self, label: Label, *, in_sentence: bool) -> bool:
        """Whether a label can begin a provision here.

        It does where the sentence before has ended; inside a sentence (a break of line or page) only the number that
        follows, or the first one, is a label, and anything else a reference or an amount.
        """
        last = self._last.get(label.level)
        runs_on = label.number == self._running.get(label.level, 0) + 1
        follows = runs_on or label.number == (last or 0) + 1 or (label.branch > 0 and label.number == last)
        if label.level == "article" and not label.sure:
            return follows or (not in_sentence and 0 < label.number - (last or 0) <= LARGEST_GAP)
        if not in_sentence:
            return True
        return follows or (label.number == 1 and (label.level not in self._KEPT or label.sure))

    def note(self, label: Label) -> None:
        """Count a label; what nests below it begins anew, or runs on through the whole text, as articles always do."""
        self._last[label.level] = self._running[label.level] = label.number
        for level in LEVEL_ORDER[LEVEL_ORDER.index(label.level) + 1 :]:
            if level not in self._KEPT:
                self._last.pop(level, None)
