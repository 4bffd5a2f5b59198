"""Where the words of a clause stand in the source: the stretch of its provision that holds them, blanks aside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from tracker.language.marks import solid
from tracker.model import AmendedText, Citation, Effect, Repeal, Span, TermChange
from tracker.parse.lines import Line

Clause = TypeVar("Clause", Effect, Repeal, Citation, AmendedText, TermChange)


def exact(clause: Clause, lines: Sequence[Line]) -> Clause:
    """A clause with the span of its quote instead of that of its whole provision.

    Where the quote does not stand there sign by sign (a page number between its lines) the provision's span stays.
    """
    if clause.span is None or not clause.quote:
        return clause
    found = _found(solid(clause.quote), clause.span, lines)
    return clause if found is None else replace(clause, span=found)


def _found(words: str, span: Span, lines: Sequence[Line]) -> Span | None:
    """The stretch of the source, within a span, that holds the words when blanks are left out; the first one."""
    first = max(0, bisect_right(lines, span[0], key=lambda line: line.start) - 1)
    last = bisect_right(lines, span[1], key=lambda line: line.start)
    within = lines[first:last]
    texts = [solid(line.raw) for line in within]
    starts = [0, *accumulate(map(len, texts))]
    whole = "".join(texts)
    at = whole.find(words)
    while at >= 0:
        begin, end = (_offset(within, starts, n) for n in (at, at + len(words) - 1))
        if span[0] <= begin[0] and end[1] <= span[1]:
            return begin[0], end[1]
        at = whole.find(words, at + 1)
    return None


def _offset(lines: Sequence[Line], starts: Sequence[int], n: int) -> Span:
    """The place of the n-th sign of some lines that is no blank; its line's, where signs were taken out of it."""
    row = bisect_right(starts, n, hi=len(lines)) - 1
    line, left = lines[row], n - starts[row]
    if len(line.raw) != line.end - line.start:
        return line.span
    for place, sign in enumerate(line.raw):
        if sign.isalnum() or solid(sign):
            if left == 0:
                return line.start + place, line.start + place + 1
            left -= 1
    return line.span
