"""Variants of a text as a careless copyist makes them: lines lost, doubled, joined, cut, exchanged, numbers changed.

They come from a generator that is set by the name of the text, so the same text always has the same variants.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Final

LONGEST: Final = 160
"""Lines that a variant keeps of a long text: from one place on, after its head."""

Lines = list[str]
Step = Callable[[Lines, int, random.Random], None]


def variants(text: str, name: str, count: int) -> Iterator[str]:
    """So many variants, each with one to four changes near one another."""
    chance = random.Random(name)
    for _ in range(count):
        lines = _passage(text.splitlines(), chance)
        at = chance.randrange(len(lines)) if lines else 0
        for _ in range(chance.randint(1, 4)):
            if lines:
                place = min(max(at + chance.randint(-6, 6), 0), len(lines) - 1)
                chance.choice(_STEPS)(lines, place, chance)
        yield "\n".join(lines) + "\n"


def _passage(lines: Lines, chance: random.Random) -> Lines:
    head = chance.randint(0, 40)
    start = chance.randint(head, max(head, len(lines) - LONGEST))
    return lines[:head] + lines[start : start + LONGEST] if len(lines) > LONGEST else lines


def _lose(lines: Lines, at: int, _: random.Random) -> None:
    del lines[at]


def _double(lines: Lines, at: int, _: random.Random) -> None:
    lines.insert(at, lines[at])


def _join(lines: Lines, at: int, _: random.Random) -> None:
    lines[at : at + 2] = ["".join(lines[at : at + 2])]


def _cut(lines: Lines, at: int, chance: random.Random) -> None:
    place = chance.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


def _shorten(lines: Lines, at: int, chance: random.Random) -> None:
    lines[at] = lines[at][: chance.randint(0, len(lines[at]))]


def _exchange(lines: Lines, at: int, chance: random.Random) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _part(lines: Lines, at: int, _: random.Random) -> None:
    lines.insert(at, "")


def _close(lines: Lines, at: int, _: random.Random) -> None:
    blank = next((n for n in range(at, len(lines)) if not lines[n].strip()), None)
    if blank is not None:
        del lines[blank]


def _indent(lines: Lines, at: int, chance: random.Random) -> None:
    lines[at] = "\u3000" * chance.randint(1, 4) + lines[at].lstrip()


def _number(lines: Lines, at: int, chance: random.Random) -> None:
    """Another number of as many signs in the place of one that is there."""
    found = list(re.finditer(r"\d+|[一二三四五六七八九十百千零〇]+", lines[at]))
    if found:
        one = chance.choice(found)
        signs = "123456789" if one[0].isdigit() else "一二三四五六七八九"
        lines[at] = lines[at][: one.start()] + "".join(chance.choice(signs) for _ in one[0]) + lines[at][one.end() :]


def _mark(lines: Lines, at: int, chance: random.Random) -> None:
    """Another mark in the place of one that is there."""
    found = [n for n, sign in enumerate(lines[at]) if sign in "，。；：、（）《》“”"]
    if found:
        place = chance.choice(found)
        lines[at] = lines[at][:place] + chance.choice("，。；：、（）《》“” ,.;:()") + lines[at][place + 1 :]


def _letter(lines: Lines, at: int, chance: random.Random) -> None:
    """A character lost, or one of the same line put in."""
    if lines[at]:
        place = chance.randrange(len(lines[at]))
        again = chance.choice(["", chance.choice(lines[at]) * 2])
        lines[at] = lines[at][:place] + again + lines[at][place + 1 :]


_STEPS: Final[tuple[Step, ...]] = (
    *(_lose, _double, _join, _cut, _shorten, _exchange, _part, _close, _indent),
    *(_number, _number, _mark, _mark, _letter, _letter),
)
