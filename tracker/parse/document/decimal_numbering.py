"""Decimal numbering: which lines of a text begin with 1, 1.1, 1.1.1 as plans and standards number their clauses.

GB/T 1.1—2020 (7.2): parts of a number are parted by points, none stands behind the last; a blank follows. A number is a
label only where it goes on with the numbering, because amounts (1.5亿元) and dates begin lines too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.language.labels import Label, label_of
from tracker.language.marks import BLANK, solid
from tracker.language.numerals import DIGIT
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.model import Level
from tracker.parse.lines import Line

_NUMBER = regex(
    rf"({DIGIT}{{1,2}}(?:[.．]{DIGIT}{{1,2}}){{0,3}})([.．、](?!{DIGIT}))?({BLANK}*)(?=[^\s\d.．%％亿万元—～~至到-]|$)"
)
"""A decimal number at the start of a line, a mark behind it, a blank; not an amount or the first bound of a range."""

_LEVELS: tuple[Level, ...] = ("decimal1", "decimal2", "decimal3", "decimal4")
_BELOW = (".1", "．1", ".１", "．１", ".0", "．0", ".０", "．０")
"""How a text that is numbered in decimals begins a second level: 1.1, 12.1."""

_FEWEST = 3
"""Numbers that go on with one another, two of them with a point, from which a text is numbered so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    line: Line
    parts: tuple[int, ...]
    mark: str
    end: int


def decimal_labels(lines: Sequence[Line]) -> Mapping[int, Label]:
    """The labels of a text that is numbered in decimals, by the offset of their line; empty for any other text."""
    if not any(line.raw[1:3] in _BELOW or line.raw[2:4] in _BELOW for line in lines):
        return {}
    candidates = [found for line in lines if (found := _candidate(line))]
    taken = list(_in_order(candidates))
    deep = [one for one in candidates if len(one.parts) > 1]
    kept = sum(1 for one in taken if len(one.parts) > 1)
    if len(taken) < _FEWEST or kept < _FEWEST - 1 or kept * 5 < len(deep) * 3 or _has_articles(lines):
        return {}
    return {one.line.start: _label(one) for one in taken}


def _candidate(line: Line) -> _Candidate | None:
    """The decimal number that a line begins with; a whole number needs a mark or a blank behind it."""
    match = _NUMBER.match(line.raw) if "\t" not in line.raw else None
    if match is None:
        return None
    parts = tuple(int(part) for part in re.split("[.．]", match[1]))
    mark = match[2] or (" " if match[3] else "")
    if not _may_hold_zero(parts) or (len(parts) == 1 and (not mark or match.end() == len(line.raw))):
        return None
    return _Candidate(line=line, parts=parts, mark=mark, end=match.end())


def _may_hold_zero(parts: tuple[int, ...]) -> bool:
    """Whether a number has no part zero, but for the second of three: 1.0.1, where a chapter has no sections.

    工程建设标准编写规定 (建标〔2008〕182号), 第三十一条.
    """
    return 0 not in parts or (len(parts) == _THREE and parts[1] == 0 and parts[0] * parts[2] > 0)


_THREE = 3


def _in_order(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """The candidates that continue the numbering one after the other."""
    path: tuple[int, ...] = ()
    chapter_mark = None
    for i, one in enumerate(candidates):
        below = candidates[i + 1].parts if i + 1 < len(candidates) else ()
        if len(one.parts) == 1 and not _heads(one, below, chapter_mark):
            continue
        if _follows(path, one.parts):
            path = one.parts
            if len(path) == 1:
                chapter_mark = one.mark
            yield one


def _heads(one: _Candidate, below: tuple[int, ...], mark: str | None) -> bool:
    """Whether a whole number heads a chapter, marked as those before, and numbers no item of a list inside one."""
    if mark is not None and one.mark != mark:
        return False
    if below in ((*one.parts, 1), (*one.parts, 0, 1)):
        return True
    return not complete(one.line.text) and (one.mark == " " or below != (one.parts[0] + 1,))


def _follows(path: tuple[int, ...], parts: tuple[int, ...]) -> bool:
    """Whether a number is the first below the last, or the next of it or of one above it; a chapter may go unnamed."""
    if not path:
        return parts in ((1,), (1, 1), (1, 0, 1))
    if parts in ((*path, 1), (path[0] + 1, 1), (path[0], 0, 1), (path[0] + 1, 0, 1)):
        return True
    last = len(parts) - 1
    return len(parts) <= len(path) and parts[:last] == path[:last] and parts[last] == path[last] + 1


def _has_articles(lines: Sequence[Line]) -> bool:
    """Whether the text is made of articles: decimal numbers in it number something inside them."""
    articles = (label_of(line.raw) for line in lines if line.raw[0] == "第")
    return sum(1 for label in articles if label and label.level == "article") >= _FEWEST


def _label(one: _Candidate) -> Label:
    printed = solid(one.line.raw[: one.end])
    return Label(level=_LEVELS[len(one.parts) - 1], text=printed, number=one.parts[-1], end=one.end)
