"""Edits of words inside lines: found through typographic differences, made all at once, punctuation left tidy."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from tracker.language.numerals import DIGITS_SIGNS, HAN_SIGN
from tracker.language.patterns import regex

_BREAKS = "，；、。：？！"
_ENDS = "。；：？！"
_CONJUNCTIONS = ("和", "以及", "及", "或者", "或", "与", "并且")
_CLAUSE = 6
"""Characters from which on inserted words without marks of their own are taken for a clause."""
_QUOTE_MARKS = str.maketrans({"‘": "“", "’": "”", '"': "“", "〈": "《", "〉": "》"})


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters ``start`` to ``end`` of a line become ``new``."""

    start: int
    end: int
    new: str


def folded(text: str) -> str:
    """A text without blanks, marks and differences of width: two texts that fold alike differ only typographically."""
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text))


def occurrences(line: str, words: str) -> list[tuple[int, int]]:
    """Where ``words`` stand in ``line``; where they do not, where they stand but for width of marks and blanks.

    A number is not found inside a larger one: 三日 is not in 十三日, 200元 not in 1200元.
    """
    if not words:
        return []
    if words in line:
        return [span for span in _found(line, words) if not _cuts_number(line, span)]
    places, plain = _plain(line)
    wanted = _plain(words)[1]
    if not wanted or wanted not in plain:
        return []
    found = _found(plain, wanted)
    return [(places[start], places[end - 1] + 1) for start, end in found if not _cuts_number(plain, (start, end))]


def _found(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, one after the other."""
    out: list[tuple[int, int]] = []
    at = text.find(words)
    while at >= 0:
        out.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return out


_BRANCH = regex(rf"之{HAN_SIGN}")
"""What makes another article of 第二十条: 第二十条之一."""
_NUMBER = regex(rf"{HAN_SIGN}{{2}}|[{DIGITS_SIGNS}][.．,，]?[{DIGITS_SIGNS}]")
"""Two signs that belong to one number."""


def _cuts_number(line: str, span: tuple[int, int]) -> bool:
    """Whether a stretch begins or ends inside a number, or leaves 之一 behind the label that it takes."""
    _, end = span
    branch = line[end - 1 : end] in "条项" and _BRANCH.match(line, end) is not None
    return branch or any(_is_in_number(line, border) for border in span)


def _is_in_number(line: str, border: int) -> bool:
    """Whether a border stands between the signs of one number: 1|3, 3|.5, 3.|5."""
    around = ((border - 1, border + 1), (border - 1, border + 2), (border - 2, border + 1))
    return any(start >= 0 and end <= len(line) and _NUMBER.fullmatch(line, start, end) for start, end in around)


@lru_cache(maxsize=4096)
def _plain(text: str) -> tuple[tuple[int, ...], str]:
    """The characters that count with their offsets: blanks gone, widths and kinds of quotation marks folded."""
    places: list[int] = []
    out: list[str] = []
    for i, char in enumerate(text.translate(_QUOTE_MARKS)):
        for plain in unicodedata.normalize("NFKC", char):
            if not plain.isspace():
                places.append(i)
                out.append("“" if plain == "”" else plain)
    return tuple(places), "".join(out)


@dataclass(frozen=True, slots=True)
class LinesOfPlaces:
    """The lines of several places as one plain text, to be asked at once where words can stand.

    ``ends`` says where the lines of each place end.
    """

    plain: str
    ends: Sequence[int]

    @classmethod
    def of(cls, places: Iterable[Iterable[str]]) -> LinesOfPlaces:
        """Places by their lines."""
        texts = ["\n".join([_plain(line)[1] for line in lines]) for lines in places]
        return cls("\n".join(texts), list(accumulate(len(text) + 1 for text in texts)))

    def having(self, words: str) -> Iterator[int]:
        """The numbers of the places in which ``occurrences`` can find words, in their order."""
        wanted = _plain(words)[1]
        if not wanted:
            yield from range(len(self.ends))
            return
        at = self.plain.find(wanted)
        while at >= 0:
            number = bisect_right(self.ends, at)
            yield number
            at = self.plain.find(wanted, self.ends[number])


def edited(line: str, edits: Iterable[Edit]) -> tuple[str, bool]:
    """The line after all edits, counted in the line as it was; the flag is false where two of them overlap."""
    clean = True
    end = len(line)
    for edit in sorted(set(edits), reverse=True):
        if edit.end > end:
            clean = False
            continue
        line = line[: edit.start] + edit.new + line[edit.end :]
        end = edit.start
    return line, clean


def deletion(line: str, start: int, end: int) -> Edit:
    """The deletion of words with the mark that they leave over.

    ``A，B。`` without B is ``A。``; ``A、B以及C`` without B is ``A以及C``; a line does not begin with a mark.
    """
    left, right = line[start - 1 : start], line[end : end + 1]
    words = line[start:end]
    if not left or (left in "。？！" and right in "，；、。"):
        end += bool(right) and right in "，；、。" and not words.endswith(tuple(_BREAKS))
    elif left in "，、；" and (not right or right in _BREAKS or line.startswith(_CONJUNCTIONS, end)):
        start -= 1
    return Edit(start, end, "")


def insertion(line: str, at: int, words: str, *, before: bool) -> Edit:
    """Words put at an offset, before or after their anchor; a clause that lacks its comma gets one."""
    left, right = line[at - 1 : at], line[at : at + 1]
    clause = len(words) >= _CLAUSE and words[0] not in f"{_BREAKS}（(和及或与的" and not words.endswith(tuple(_BREAKS))
    if clause and before and (not left or left in _BREAKS):
        return Edit(at, at, words + (left if left in "，、；" and left else "，"))
    if clause and not before and right and right in "，；。、" and left not in _BREAKS:
        return Edit(at, at, f"，{words}")
    return Edit(at, at, words)


def at_start(words: str) -> Edit:
    """A sentence put before a line."""
    return Edit(0, 0, words + ("" if words.endswith(tuple(_BREAKS)) else "；"))


def at_end(line: str, words: str) -> Edit:
    """Words put at the end of a line: a sentence after its full stop, other words before it."""
    end = len(line)
    if words.endswith(tuple(_ENDS)) or not line.endswith(tuple(_ENDS)):
        return Edit(end, end, words)
    comma = "，" if words[0] not in _BREAKS and len(words) >= _CLAUSE else ""
    return Edit(end - 1, end - 1, comma + words)


def with_ending(new: str, old: str) -> str:
    """New text that lacks its final mark takes the old one's."""
    if new.endswith(tuple(_ENDS)) or not old.endswith(tuple(_ENDS)):
        return new
    return new.rstrip("，、") + old[-1]


def runs(haystack: Sequence[str], needle: Sequence[str]) -> list[int]:
    """Where the lines ``needle`` stand one after another in ``haystack``, but for typography."""
    folded_lines, wanted = [folded(line) for line in haystack], [folded(line) for line in needle]
    return [i for i in range(len(folded_lines) - len(wanted) + 1) if folded_lines[i : i + len(wanted)] == wanted]
