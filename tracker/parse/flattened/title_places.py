"""Where the titles of a contents list stand in flattened text, blanks and punctuation aside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate

from tracker.language.patterns import regex
from tracker.model import Span

_TELLING = 10
"""Characters from which a title can be told although its wording is not quite the same."""


class TitlePlaces:
    """A text, asked where some titles stand; it is read once for all of them."""

    def __init__(self, text: str, titles: Iterable[str]) -> None:
        keys = {_key(title) for title in titles}
        self._exact = _Letters(text, _LETTERS, keys)
        self._worded: _Letters | None = None
        self._text = text
        self._long = {key.replace("的", "") for key in keys if len(key) >= _TELLING}

    def find(self, title: str, after: int) -> Span | None:
        """The first place of a title from an offset on: as it is worded, else with and without 的, as lists abridge."""
        key = _key(title)
        place = self._exact.find(key, after) if key else None
        if place is None and len(key) >= _TELLING:
            if self._worded is None:
                self._worded = _Letters(self._text, _LETTERS_BUT_OF, self._long)
            place = self._worded.find(key.replace("的", ""), after)
        return place


_LETTERS = regex(r"[^\W_]+")
_LETTERS_BUT_OF = regex(r"[^\W_的]+")


def _key(title: str) -> str:
    return "".join(_LETTERS.findall(title))


class _Letters:
    """The letters of a text without what stands between them, and where some keys stand among them."""

    def __init__(self, text: str, kept: re.Pattern[str], keys: set[str]) -> None:
        runs = [match.span() for match in kept.finditer(text)]
        self._starts = [start for start, _ in runs]
        self._counts = [0, *accumulate(end - start for start, end in runs)]
        self._text = "".join(text[start:end] for start, end in runs)
        self._places = occurrences(self._text, keys) if len(keys) > _FEW else None

    def find(self, key: str, after: int) -> Span | None:
        """The first stretch of the text from an offset on whose letters are a key."""
        first = self._letter_at(after)
        if self._places is None:
            at = self._text.find(key, first)
        else:
            places = self._places.get(key, [])
            k = bisect_left(places, first)
            at = places[k] if k < len(places) else -1
        return (self._offset(at), self._offset(at + len(key) - 1) + 1) if at >= 0 else None

    def _letter_at(self, offset: int) -> int:
        """The first letter that does not stand before an offset."""
        run = bisect_right(self._starts, offset) - 1
        if run < 0:
            return 0
        return min(self._counts[run] + offset - self._starts[run], self._counts[run + 1])

    def _offset(self, letter: int) -> int:
        run = bisect_right(self._counts, letter) - 1
        return self._starts[run] + letter - self._counts[run]


_FEW = 200
"""Keys up to which each is looked for by itself, which is quickest."""
_GRAM = 4
"""Letters by which a key is looked for first."""
_COMPARED = 120
"""Letters of a key and a text that are put in order."""


def occurrences(text: str, keys: set[str]) -> Mapping[str, list[int]]:
    """For each key the places where it stands in a text, in order; keys that stand nowhere are left out.

    The places where a key may begin are put in the order of what stands there, so that keys that begin alike
    (关于做好…) do not each try the places of all.
    """
    found: dict[str, list[int]] = {}
    for length in sorted({min(_GRAM, len(key)) for key in keys if key}):
        wanted = {key for key in keys if min(_GRAM, len(key)) == length}
        grams = {key[:length] for key in wanted}
        begun = sorted(
            (text[i : i + _COMPARED], i) for i in range(len(text) - length + 1) if text[i : i + length] in grams
        )
        for key in wanted:
            head = key[:_COMPARED]
            k = bisect_left(begun, (head,))
            places = []
            while k < len(begun) and begun[k][0].startswith(head):
                if len(key) <= _COMPARED or text.startswith(key, begun[k][1]):
                    places.append(begun[k][1])
                k += 1
            if places:
                found[key] = sorted(places)
    return found
