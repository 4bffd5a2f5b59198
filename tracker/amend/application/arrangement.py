"""Numbers in the new text: what is given keeps its number, everything kept fills the numbers left, in the old order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """New numbers of what is kept, in its order, and what does not fit.

    ``clashes`` are numbers given twice; ``gaps`` are numbers given beyond the count of all.
    """

    kept: tuple[int, ...]
    clashes: tuple[int, ...] = ()
    gaps: tuple[int, ...] = ()


def arrange(kept: Sequence[int | None], given: Sequence[int], *, first: int = 1) -> Arrangement:
    """Number what is kept (``None`` where the decision gives no number) beside what is ``given`` to the insertions."""
    fixed = [*given, *(number for number in kept if number is not None)]
    taken = set(fixed)
    numbers: list[int] = []
    free = first
    for number in kept:
        if number is None:
            while free in taken:
                free += 1
            numbers.append(free)
            free += 1
        else:
            numbers.append(number)
    last = first + len(kept) + len(given) - 1
    clashes = tuple(sorted({number for number in fixed if fixed.count(number) > 1}))
    return Arrangement(kept=tuple(numbers), clashes=clashes, gaps=tuple(sorted(n for n in taken if n > last)))


def inverted(pairs: Sequence[tuple[int, int]], named: Sequence[bool]) -> list[int]:
    """Which of the pairs (old number, new number) stand out of order against one that the decision names.

    Articles that a decision renumbers without naming them keep their order; where a named number breaks it, either the
    article was moved or the base is not the one the decision was made for.
    """
    out = []
    for i, (old, new) in enumerate(pairs):
        if named[i] and any((old < o) != (new < n) for j, (o, n) in enumerate(pairs) if j != i and not named[j]):
            out.append(i)
    return out
