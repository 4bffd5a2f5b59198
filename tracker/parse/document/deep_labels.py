"""Labels below (1): ① ②, A. B., a) b), 1) 2), and numbers with their brackets in one sign: ㈠ ⒈ ⑴.

GB/T 9704—2012 (7.3.3) ends with (1); below it texts use circles and letters, standards a) and 1) (GB/T 1.1—2020, 7.5).
One such sign alone is no label: a note has one, a formula, a name. Two that follow one another are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.language.labels import CIRCLED_SIGNS, ENCLOSED_SIGNS, LETTER_LABEL, Label, ordinal
from tracker.language.marks import BLANK, halved, solid
from tracker.language.numerals import DIGIT
from tracker.language.patterns import regex
from tracker.model import Level
from tracker.parse.lines import Line

_HALF_BRACKET: Final = regex(rf"({DIGIT}{{1,2}})[)）]{BLANK}*(?=\S)")
"""1) 2): a number and the second half of its brackets."""

_LETTER: Final = regex(rf"{LETTER_LABEL}(?![A-Za-z0-9]){BLANK}*(?=\S)")
"""A. or a): not A.1 of an annex's clause, not U.S."""

_ENCLOSED: Final = regex(rf"[{ENCLOSED_SIGNS}]{BLANK}*(?=\S)")

_FIRST: Final = regex(rf"[A-Za-zＡ-Ｚａ-ｚ0-9０-９{ENCLOSED_SIGNS}]")

_SERIES: Final[tuple[tuple[str, Level], ...]] = (
    (CIRCLED_SIGNS, "outline5"),
    ("⑴-⒇", "outline4"),
    ("⒈-⒛", "outline3"),
    ("㈠-㈩", "outline2"),
)
"""The signs that hold a number whole, and the level of the label that they stand for: ⑴ is (1)."""

_FEWEST: Final = 2
"""Labels in a row that make a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    line: Line
    label: Label
    style: str


def list_labels(lines: Sequence[Line]) -> Mapping[int, Label]:
    """The labels of these styles, by the offset of their line: each in a run that begins with the first."""
    runs: dict[str, list[_Candidate]] = {}
    kept: list[_Candidate] = []
    for one in filter(None, map(_candidate, lines)):
        run = runs.setdefault(one.style, [])
        if one.label.number == 1:
            run.clear()
        elif not run or one.label.number != run[-1].label.number + 1:
            run.clear()
            continue
        run.append(one)
        if len(run) >= _FEWEST:
            kept += run if len(run) == _FEWEST else [one]
    return {one.line.start: one.label for one in kept}


def _candidate(line: Line) -> _Candidate | None:
    raw = line.raw
    if not _FIRST.match(raw) or "\t" in raw:
        return None
    return next(_read(line, raw), None)


def _read(line: Line, raw: str) -> Iterator[_Candidate]:
    for pattern, level in ((_ENCLOSED, None), (_LETTER, "outline5"), (_HALF_BRACKET, "outline4")):
        if match := pattern.match(raw):
            printed = solid(match[0])
            found: Level = level or _level(printed)  # type: ignore[assignment]
            number = int(match[1]) if pattern is _HALF_BRACKET else (ordinal(printed) or (0, 0))[0]
            label = Label(level=found, text=printed, number=number, end=match.end())
            yield _Candidate(line=line, label=label, style=style_of(printed))


def _level(sign: str) -> Level:
    return next(level for signs, level in _SERIES if re.match(f"[{signs}]", sign))


def style_of(label: str) -> str:
    """What the labels of one run have in common: of ② the circle, of B) the case of the letter and the mark."""
    sign, mark = halved(label[0]), label[1:]
    if sign.isalpha() and sign.isascii():
        return ("A" if sign.isupper() else "a") + mark
    if sign.isdecimal() and unicodedata.decimal(sign, None) is not None:
        return "1" + mark.lstrip("0123456789０１２３４５６７８９")
    return next(signs for signs, _ in _SERIES if re.match(f"[{signs}]", sign))
