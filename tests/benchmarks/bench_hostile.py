"""Hostile texts: how the time of parsing, comparing and amending grows with what a text repeats.

Every unit of ``hostile_units`` is parsed at 1k characters and at twice as many again and again. The exponent is the
slope of time over length, both as logarithms, over the largest sizes: 1 where the time is in proportion, 2 where it
grows with the square. CPU time is measured, so that what else the machine does counts little.

``python -m tests.benchmarks hostile`` runs all; ``python -m tests.benchmarks.bench_hostile WORD...`` those whose name
holds one of the words.
"""

from __future__ import annotations

import hashlib
import math
import sys
import time
from collections.abc import Callable, Mapping

from tests.benchmarks import print_table, verdict
from tests.benchmarks.hostile_files import CITING, LISTS, PAGES
from tests.benchmarks.hostile_pairs import PAIRS, Pair
from tests.benchmarks.hostile_units import COMPARED, DECISIONS, MEASURE, UNITS, Unit, decision, edited
from tracker import amend, compare
from tracker.check.citations import citations_of
from tracker.model import Issue, SourceText
from tracker.monitor.sources.index import read_index
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.render import RENDERERS, RenderOptions

MOST_EXPONENT = 1.2
MOST_SECONDS_A_MEGABYTE = 10.0

_SMALLEST, _LARGEST, _LARGEST_OF_FAST = 1_000, 64_000, 512_000
"""Characters: from which a unit is doubled, up to which any is, and up to which a fast one is."""
_LARGEST_PAIR = 256_000
"""Characters up to which two texts are compared or one is amended, where that is fast."""
_FAST = 0.25
"""Seconds for ``_LARGEST`` below which a unit is fast."""
_TOO_LONG = 8.0
"""Seconds from which a unit is doubled no more."""
_DOUBLINGS = 3
"""Doublings over which the slope is taken: below them what costs the same for any text is too much of the whole."""
_FIXED = 4_000
"""Characters of the text that stays as it is while the other one grows."""

Prepared = Callable[[], object]
"""What is timed, everything that is not being ready."""


def main() -> None:
    _print("parse: growth", UNITS, _parsing, _LARGEST_OF_FAST)
    _print("diff: growth of both texts", {name: UNITS[name] for name in COMPARED}, _comparing, _LARGEST_PAIR)
    _print("amend: growth of the decision", DECISIONS, _amending, _LARGEST_PAIR)
    _print("amend: growth of the text", {"one instruction for many articles": MEASURE}, _amended, _LARGEST_PAIR)
    _print("diff: all changed", {name: _joined(pair) for name, pair in PAIRS.items()}, _compared, _LARGEST_PAIR)
    for kind in _RENDERED:
        _print(f"{kind}: all changed", {name: _joined(PAIRS[name]) for name in _DRAWN}, _drawing(kind), _LARGEST_PAIR)
    _print("cites: growth of the text", CITING, lambda text: lambda: citations_of(text), _LARGEST_PAIR)
    _print("read: HTML", PAGES, _reading, _LARGEST_PAIR)
    _print("monitor: lists", LISTS, lambda text: lambda: read_index(text, _AT), _LARGEST_PAIR)


def _print(title: str, units: Mapping[str, Unit], prepare: Callable[[str], Prepared], largest: int) -> None:
    words = sys.argv[1:]
    named = {name: unit for name, unit in units.items() if not words or any(word in name for word in words)}
    rows = sorted((_row(name, unit, prepare, largest) for name, unit in named.items()), key=lambda row: -row[1])
    if rows:
        print_table(title, ("unit", "exponent", "goal", "chars", "s", "s a MB", "goal"), rows)


def _row(
    name: str, unit: Unit, prepare: Callable[[str], Prepared], largest: int
) -> tuple[str, float, str, int, float, float, str]:
    figures = growth(unit, prepare, largest)
    size, seconds = figures[-1]
    exponent = _exponent(figures)
    a_megabyte = seconds * (1e6 / len(unit(size).encode())) ** max(1.0, exponent)
    goals = verdict(exponent, MOST_EXPONENT), verdict(a_megabyte, MOST_SECONDS_A_MEGABYTE)
    return name, exponent, goals[0], size, seconds, a_megabyte, goals[1]


def growth(unit: Unit, prepare: Callable[[str], Prepared], largest: int) -> list[tuple[int, float]]:
    """Characters and seconds for each size."""
    figures: list[tuple[int, float]] = []
    size = _SMALLEST
    while size <= (min(_LARGEST, largest) if not figures or figures[-1][1] > _FAST else largest):
        text = unit(size)
        figures.append((size, min(_seconds(prepare(text)) for _ in range(2))))
        if figures[-1][1] > _TOO_LONG:
            break
        size *= 2
    return figures


def _seconds(call: Prepared) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _exponent(figures: list[tuple[int, float]]) -> float:
    """The slope over the last doublings; noise at small times is no growth."""
    (size, seconds), (larger, longer) = figures[max(0, len(figures) - 1 - _DOUBLINGS)], figures[-1]
    return math.log(max(longer, 1e-6) / max(seconds, 1e-6)) / math.log(larger / size)


def _parsing(text: str) -> Prepared:
    return lambda: parse(_source(text))


def _comparing(text: str) -> Prepared:
    old, new = parse(_source(text)), parse(_source(edited(text)))
    return lambda: compare(old, new)


def _amending(instructions: str) -> Prepared:
    old = parse(_source(MEASURE(_FIXED)))
    return lambda: amend(old, _source(decision(instructions)))


def _amended(text: str) -> Prepared:
    old = parse(_source(text))
    order = _source(decision("一、将第三条中的“值守”修改为“看守”。"))
    return lambda: amend(old, order)


_PARTED = "\0"
_RENDERED = ("text", "json", "html", "md", "docx", "xlsx")
_DRAWN = ("every 应当 is 可以", "all turned round", "one paragraph of duties", "rows all other")


def _joined(pair: Pair) -> Unit:
    """Both texts of a pair as one."""
    return lambda size: _PARTED.join(pair(size // 2))


def _parsed(texts: str) -> tuple[Issue, Issue]:
    old, _, new = texts.partition(_PARTED)
    return parse(_source(old)), parse(_source(new))


def _compared(texts: str) -> Prepared:
    old, new = _parsed(texts)
    return lambda: compare(old, new)


def _drawing(kind: str) -> Callable[[str], Prepared]:
    def prepared(texts: str) -> Prepared:
        result = compare(*_parsed(texts))
        return lambda: RENDERERS[kind](result, RenderOptions())

    return prepared


_AT = "http://lanting.example/wj/"


def _reading(page: str) -> Prepared:
    data = page.encode()
    return lambda: read_bytes(data, "hostile.html")


def _source(text: str) -> SourceText:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SourceText(name="hostile.txt", sha256=digest, media_type="text/plain", text=text)


if __name__ == "__main__":
    main()
