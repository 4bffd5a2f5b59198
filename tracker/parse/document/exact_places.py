"""Where the words of a clause stand in the source: the stretch of its provision that holds them, blanks aside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from tracker.language.marks import SOLID_RUN, solid
from tracker.model import AmendedText, Citation, Effect, Repeal, Span, TermChange
from tracker.parse.lines import Line

Clause = TypeVar("Clause", Effect, Repeal, Citation, AmendedText, TermChange)


class Places:
    """The lines of one document, asked where the words of its clauses stand.

    The words of a provision are put together once, whatever the number of clauses in it.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._starts = [line.start for line in lines]
        self._stretches: dict[Span, _Stretch] = {}

    def exact(self, clause: Clause) -> Clause:
        """A clause with the span of its quote instead of that of its whole provision.

        Where the quote does not stand there sign by sign (a page number between its lines) the provision's span stays.
        """
        if clause.span is None or not clause.quote:
            return clause
        stretch = self._stretches.get(clause.span)
        if stretch is None:
            stretch = self._stretches[clause.span] = _Stretch(self._within(clause.span), clause.span)
        found = stretch.find(solid(clause.quote))
        return clause if found is None else replace(clause, span=found)

    def each(self, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
        """Clauses of one kind, in printed order, each with the span of its quote."""
        for stretch in self._stretches.values():
            stretch.restart()
        return tuple(map(self.exact, clauses))

    def _within(self, span: Span) -> Sequence[Line]:
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        return self._lines[first : bisect_right(self._starts, span[1])]


class _Stretch:
    """The words of the lines of one provision without blanks, and where each of them stands."""

    def __init__(self, lines: Sequence[Line], span: Span) -> None:
        self._lines = lines
        self._span = span
        self._texts = [solid(line.raw) for line in lines]
        self._starts = [0, *accumulate(map(len, self._texts))]
        self._whole = "".join(self._texts)
        self._runs: dict[int, tuple[list[int], list[int]]] = {}
        """For a line with blanks, its stretches without any: the signs before each, and where each begins."""
        self._found: dict[str, Span | None] = {}
        self.reached = 0
        """Where the words stood that were asked for last."""

    def restart(self) -> None:
        """Look from the beginning again, for clauses of another kind."""
        self.reached = 0
        self._found.clear()

    def find(self, words: str) -> Span | None:
        """The stretch of the source, within the span, that holds some words.

        It is the first one behind the words that were asked for before, as clauses come in printed order; else the
        first of all.
        """
        if words not in self._found:
            self._found[words] = self._search(words, self.reached) or self._search(words, 0)
        return self._found[words]

    def _search(self, words: str, start: int) -> Span | None:
        at = self._whole.find(words, start)
        while at >= 0:
            begin, end = self._place(at)[0], self._place(at + len(words) - 1)[1]
            if self._span[0] <= begin and end <= self._span[1]:
                self.reached = at
                return begin, end
            at = self._whole.find(words, at + 1)
        return None

    def _place(self, n: int) -> Span:
        """The place of the n-th sign that is no blank; its line's, where signs were taken out of it."""
        row = bisect_right(self._starts, n, hi=len(self._lines)) - 1
        line, left = self._lines[row], n - self._starts[row]
        if len(line.raw) != line.end - line.start:
            return line.span
        if len(self._texts[row]) < len(line.raw):
            left = self._with_blanks(row, left)
        return line.start + left, line.start + left + 1

    def _with_blanks(self, row: int, n: int) -> int:
        """The place in a line of its n-th sign that is no blank."""
        if row not in self._runs:
            runs = [match.span() for match in SOLID_RUN.finditer(self._lines[row].raw)]
            counts = [0, *accumulate(end - start for start, end in runs)]
            self._runs[row] = counts, [start for start, _ in runs]
        counts, starts = self._runs[row]
        run = bisect_right(counts, n, hi=len(starts)) - 1
        return starts[run] + n - counts[run]
