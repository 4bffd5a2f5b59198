"""The clause that stands before a place of a sentence: 根据 of 根据《…》, 经研究决定 of 经研究决定废止."""

from __future__ import annotations

from bisect import bisect_right

from tracker.language.patterns import regex

_STOP = regex("[，,；;：:。》]")

FARTHEST = 300
"""Characters before a place that are looked at: no clause that says something is longer."""


class Leads:
    """The clauses of a sentence, each asked for by the place that it leads to; the stops are looked for once."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._stops = [0, *(match.end() for match in _STOP.finditer(words))]

    def before(self, at: int) -> str:
        """What stands before a place in its clause, behind the last comma, colon, full stop or title."""
        start = self._stops[bisect_right(self._stops, at) - 1]
        return self._words[max(start, at - FARTHEST) : at]
