"""Which mentions of a text its edits touch, and in the clauses of which an edit stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from typing import Protocol, TypeVar

from tracker.compare.facts.frames import REACH, clause_end, clause_start


class Mention(Protocol):
    """What stands at ``start`` to ``end`` of a text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        ...

    @property
    def says(self) -> Hashable:
        """What it says, the same for mentions that say the same."""
        ...


M = TypeVar("M", bound=Mention)


def affected(text: str, mentions: Sequence[M], spans: Sequence[tuple[int, int]]) -> list[tuple[M, int, int]]:
    """The mentions that edits touch, and those in whose clause an edit stands.

    Each has the number of the first edit that does not end before it, and that of the first one behind it.
    """
    out: list[tuple[M, int, int]] = []
    if not spans or not mentions:
        return out
    k = 0
    least, most = spans[0][0] - 2 * REACH, spans[-1][1] + REACH
    first = bisect_left(mentions, least, key=lambda one: one.start)
    for mention in mentions[first : bisect_right(mentions, most, first, key=lambda one: one.start)]:
        while k < len(spans) and spans[k][1] <= mention.start:
            k += 1
        last = k
        while last < len(spans) and spans[last][0] < mention.end:
            last += 1
        if last > k or _changes_clause(text, mention, spans, k):
            out.append((mention, k, last))
    return out


def _changes_clause(text: str, mention: Mention, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Whether the edit before a mention or that after it reaches into its clause; ``k`` is the one after it.

    In a table a clause ends with its cell.
    """
    return (k > 0 and spans[k - 1][1] >= mention.start - REACH and spans[k - 1][1] >= _begun(text, mention.start)) or (
        k < len(spans) and spans[k][0] <= mention.end + REACH and spans[k][0] <= _ended(text, mention.end)
    )


def _begun(text: str, at: int) -> int:
    """Where the clause, or the cell, begins that has a mention at an offset."""
    start = clause_start(text, at)
    return max(start, text.rfind("\t", start, at) + 1)


def _ended(text: str, at: int) -> int:
    """Where the clause, or the cell, ends that has a mention up to an offset."""
    end = clause_end(text, at)
    return found if (found := text.find("\t", at, end)) >= 0 else end
