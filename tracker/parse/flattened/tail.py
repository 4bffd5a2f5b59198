"""What stands after the text proper of a document in flattened text: annex list, signatures, date, note."""

from __future__ import annotations

import re

from tracker.language.bodies import is_office
from tracker.language.dates import DATE
from tracker.language.patterns import regex
from tracker.model import Span
from tracker.parse.lines import tidy

_ANNEX_LIST = regex(r"(?:(?<=\s)|^)附\s*件\s*\d*\s*[:：]")
_NOTE = regex(r"[(（][注此][^()（）]*[)）]\s*$")
_NEAR_THE_END = 120
"""Characters from the end within which a closing note stands."""


def split_tail(text: str, start: int, end: int) -> tuple[int, list[Span]]:
    """Where the text proper ends, and the stretches after it: annex list, signatures, date, note."""
    tail: list[Span] = []
    close = end
    if note := _NOTE.search(text, max(start, end - _NEAR_THE_END), end):
        tail.insert(0, (note.start(), close))
        close = note.start()
    annex = _annex(text, start, close)
    date = _last(DATE, text, start, close)
    if annex and not (date and date.start() > annex.start()):
        tail[:0] = _entries(text, annex.start(), close)
        close = annex.start()
    date = _last(DATE, text, start, close)
    if date and not text[date.end() : close].strip():
        names = _signatures(text, start, date.start())
        if names:
            tail[:0] = [*names, (date.start(), close)]
            close = names[0][0]
            annex = _annex(text, start, close)
            if annex:
                tail[:0] = _entries(text, annex.start(), close)
                close = annex.start()
    return close, tail


_FOLLOWING = regex(r"(?:\s+[(（][^()（）]{2,40}[)）])?\s+(?=[\u4e00-\u9fff])")
_SIGN = regex(r"\S")


def end_of_circular(text: str, start: int, end: int) -> int | None:
    """The offset past the signing date that ends a circular, where the measure it issues follows in the same text.

    Names of bodies stand between the last sentence and the date, and a title behind it.
    """
    for date in DATE.finditer(text, start, end):
        following = _FOLLOWING.match(text, date.end(), end)
        if following is None or not _SIGN.search(text, following.end(), end):
            continue
        names = _signatures(text, start, date.start())
        if names and text[start : names[0][0]][-_NEAR_THE_END:].rstrip().endswith(("。", ")", "）")):
            return following.end()
    return None


_LONGEST_LIST = 1200
"""Characters that an annex list has at the most."""


def _annex(text: str, start: int, end: int) -> re.Match[str] | None:
    """The beginning of the annex list at the end of a text: the first 附件： behind which no sentence ends."""
    found = None
    for match in reversed(list(_ANNEX_LIST.finditer(text, max(start, end - _LONGEST_LIST), end))):
        if "。" in text[match.start() : end].rstrip("。 "):
            break
        found = match
    return found


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    matches = list(pattern.finditer(text, start, end))
    return matches[-1] if matches else None


def _entries(text: str, start: int, end: int) -> list[Span]:
    """The entries of an annex list: a new one at each number that continues the count, or at each 附件."""
    cuts = [start]
    number = 1
    for match in re.finditer(r"(?<=[\s:：])(\d{1,2})[.．、]|(?<=\s)附\s*件\s*\d+\s*[:：]", text[start:end]):
        if match[1] is None or int(match[1]) == number:
            number += 1
            if match.start() and (match[1] is None or int(match[1]) > 1):
                cuts.append(start + match.start())
    return list(zip(cuts, [*cuts[1:], end], strict=True))


_WORD = regex(r"\S+")
_LONGEST_SIGNATURES = 1_000
"""Characters that the names before a date take at the most."""


def _signatures(text: str, start: int, end: int) -> list[Span]:
    """The names of bodies right before a date, each a stretch: as many words as are names, blanks inside them aside."""
    near = max(start, end - _LONGEST_SIGNATURES)
    words = [match.span() for match in _WORD.finditer(text, near, end)][-16:]
    if near > start and words and words[0][0] == near:
        words = words[1:]  # the end of a word
    names: list[Span] = []
    k = len(words)
    while k:
        j = next((j for j in range(max(0, k - 5), k) if _is_name(text, words[j][0], words[k - 1][1])), None)
        if j is None:
            break
        names.insert(0, (words[j][0], words[k - 1][1]))
        k = j
    return names


def _is_name(text: str, start: int, end: int) -> bool:
    return all(is_office(name) for name in tidy(text[start:end]).split("/"))
