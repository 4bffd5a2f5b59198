"""What of a text can be searched for: its words as the index and the script of the page both cut them.

A text is brought to one form, sign by sign (NFKC, small letters). A *wide* sign, one of Chinese or Japanese, is a word,
and so is every pair of wide neighbours; a run of *narrow* signs, letters and digits of other scripts, is one word
(``1000``, ``pm2.5``), so that 100 is not found in 1000. Everything else parts words. Beside these words of the text
there are names for two other things; each begins with a sign that no word has:

======  ==============================================================================================================
``#…``  a whole document number without its brackets, signs and blanks
``@…``  the label of an article, as printed and in digits: ``@第七条`` and ``@第7条``
======  ==============================================================================================================
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from operator import add
from typing import Final

from tracker.language.patterns import regex

WIDE: Final = (
    (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3040, 0x30FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Code points, first and last, of signs that are words by themselves."""
NARROW: Final = ((0x30, 0x39), (0x61, 0x7A), (0xDF, 0x24F), (0x370, 0x52F))
"""Code points, first and last, of signs that make words together: digits, letters of Latin, Greek and Cyrillic."""

NUMBER: Final = "#"
ARTICLE: Final = "@"


def _class(ranges: Iterable[tuple[int, int]]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_RUN = regex(rf"(?P<wide>[{_class(WIDE)}]+)|(?P<narrow>[{_class(NARROW)}]+(?:(?<=[0-9])\.[0-9][{_class(NARROW)}]*)*)")
"""A run of wide signs, or one word of narrow ones; a point between digits belongs to the word (2.5)."""


class _Forms(dict[int, str]):
    """The form of every sign, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = form
        return form


_FORMS = _Forms()


def plain(text: str) -> str:
    """The text in the form in which it is searched; each sign by itself, as the script does it."""
    return text.translate(_FORMS)


def words_of(text: str) -> set[str]:
    """The words of a text: signs and pairs of wide ones, and whole words of narrow ones."""
    found: set[str] = set()
    for wide, narrow in _RUN.findall(plain(text)):
        if narrow:
            found.add(narrow)
        else:
            found.update(wide)
            found.update(map(add, wide, wide[1:]))
    return found


def name_of_number(number: str) -> str:
    """The name of a document number in the index: 澜财金规〔2025〕6号 and 澜财金规[2025]6号 have one."""
    return NUMBER + "".join(run[0] for run in _RUN.finditer(plain(number)))
