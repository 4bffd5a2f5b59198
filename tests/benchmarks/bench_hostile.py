"""Hostile texts: how the time of a parse grows with what a text repeats, as the exponent of its length.

Every unit of ``hostile_units`` is parsed at 1k characters and at twice as many again and again. The exponent is the
slope of time over length, both as logarithms, over the largest sizes: 1 where the time is in proportion, 2 where it
grows with the square. CPU time is measured, of one thread, so that what else the machine does counts little.

``python -m tests.benchmarks hostile`` runs all; ``python -m tests.benchmarks.bench_hostile WORD...`` those whose name
holds one of the words.
"""

from __future__ import annotations

import hashlib
import math
import sys
import time
from collections.abc import Callable

from tests.benchmarks import print_table, verdict
from tests.benchmarks.hostile_units import UNITS, Unit
from tracker.model import SourceText
from tracker.parse import parse

MOST_EXPONENT = 1.2
MOST_SECONDS_A_MEGABYTE = 10.0

_SMALLEST, _LARGEST, _LARGEST_OF_FAST = 1_000, 64_000, 512_000
"""Characters: from which a unit is doubled, up to which any is, and up to which a fast one is."""
_FAST = 0.25
"""Seconds for ``_LARGEST`` below which a unit is fast."""
_TOO_LONG = 8.0
"""Seconds from which a unit is doubled no more."""
_DOUBLINGS = 3
"""Doublings over which the slope is taken: below them what costs the same for any text is too much of the whole."""


def main() -> None:
    names = [name for name in UNITS if not sys.argv[1:] or any(word in name for word in sys.argv[1:])]
    rows = sorted((_row(name, UNITS[name]) for name in names), key=lambda row: -row[1])
    print_table("parse: growth", ("unit", "exponent", "goal", "chars", "s", "s a MB", "goal"), rows)


def _row(name: str, unit: Unit) -> tuple[str, float, str, int, float, float, str]:
    figures = growth(unit, lambda text: parse(_source(text)))
    size, seconds = figures[-1]
    exponent = _exponent(figures)
    a_megabyte = seconds * (1e6 / len(unit(size).encode())) ** max(1.0, exponent)
    return (
        name,
        exponent,
        verdict(exponent, MOST_EXPONENT),
        size,
        seconds,
        a_megabyte,
        verdict(a_megabyte, MOST_SECONDS_A_MEGABYTE),
    )


def growth(unit: Unit, call: Callable[[str], object]) -> list[tuple[int, float]]:
    """Characters and seconds of a call for each size."""
    figures: list[tuple[int, float]] = []
    size = _SMALLEST
    while size <= (_LARGEST if not figures or figures[-1][1] > _FAST else _LARGEST_OF_FAST):
        text = unit(size)
        figures.append((size, min(_seconds(call, text) for _ in range(2))))
        if figures[-1][1] > _TOO_LONG:
            break
        size *= 2
    return figures


def _seconds(call: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    call(text)
    return time.process_time() - start


def _exponent(figures: list[tuple[int, float]]) -> float:
    """The slope over the last doublings; noise at small times is no growth."""
    (size, seconds), (larger, longer) = figures[max(0, len(figures) - 1 - _DOUBLINGS)], figures[-1]
    return math.log(longer / max(seconds, 1e-6)) / math.log(larger / size)


def _source(text: str) -> SourceText:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SourceText(name="hostile.txt", sha256=digest, media_type="text/plain", text=text)


if __name__ == "__main__":
    main()
