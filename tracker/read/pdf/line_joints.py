"""How two printed lines of one paragraph are put together, and what of the second would have fitted on the first."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tracker.language.patterns import regex

__all__ = ["STOPPED", "first_unit", "glue", "seam", "width"]

OPENING = "“‘（(《〈【〔［[｛{「『"
CLOSING = "”’）)》〉】〕］]｝}」』、，,。．.；;：:？?！!…—％%‰℃°·"
KERNEL = r"(?:[A-Za-z0-9À-ɏ][A-Za-z0-9À-ɏ.,:%/@_+&'\-–]*|.)"
UNIT = regex(
    rf"[{re.escape(OPENING)}]*{KERNEL}(?:[“”‘’]+{KERNEL})*[{re.escape(CLOSING)}]*(?:(?<=[“”‘’]){KERNEL})?", re.DOTALL
)
"""What a typesetter does not break: a word or number, or one character, with the punctuation that clings to it.

Curved quotation marks cling to both sides (Unicode Standard Annex 14, LB19).
"""

WORD_END = regex(r"[A-Za-zÀ-ɏ,.;:!?)\]”’'\"]$")
WORD_START = regex(r"[A-Za-zÀ-ɏ(\[“‘'\"]")
STOPPED = regex(r"[。；！？：;:!?][”’）)》]*$")
"""The last characters of a line with which a paragraph usually ends."""
HAN_THEN_LATIN = regex("[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")
HAN_BLANK_LATIN = regex("[\u3400-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u3400-\u9fff]")
WORD_AND_NUMBER = regex(r"[A-Za-zÀ-ɏ][0-9]|[0-9][A-Za-zÀ-ɏ]")


@lru_cache(maxsize=4096)
def _cell(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.3 if character in " .,;:'!|il()[]-" else 0.55


def width(text: str) -> float:
    """The width of the text in letters: a Chinese character is 1, a Latin letter or digit about half."""
    return sum(map(_cell, text))


def first_unit(text: str) -> float:
    """The width, in letters, of what had to stay together at the beginning of the text."""
    found = UNIT.match(text)
    return width(found.group()) if found else 0.0


def glue(before: str, after: str) -> str:
    """The two halves of a broken line: Latin words are parted by a blank, numbers and Chinese characters by nothing."""
    return f"{before}{seam(before, after)}{after}"


def seam(before: str, after: str) -> str:
    """What stands between the halves of a broken line: a blank between two Latin words, else nothing."""
    if not before or not after:
        return ""
    if _two_words(before, after):
        return " "
    if HAN_THEN_LATIN.match(before[-1] + after[0]):
        return " " if _spaced(before + "\n" + after) else ""
    return " " if WORD_AND_NUMBER.match(before[-1] + after[0]) and _sentence_of_words(before, after) else ""


def _two_words(before: str, after: str) -> bool:
    words = WORD_END.search(before) and WORD_START.match(after)
    return bool(words) and _latin_before(before) and _latin_after(after)


def _spaced(text: str) -> bool:
    """Whether these lines set a blank between Chinese characters and numbers or Latin words."""
    spaced = len(HAN_BLANK_LATIN.findall(text))
    return spaced > len(HAN_THEN_LATIN.findall(text))


def _latin_before(text: str) -> bool:
    """Punctuation at the end belongs to Latin text when a letter stands before it."""
    return bool(re.search(r"[A-Za-zÀ-ɏ0-9][,.;:!?)\]”’'\"]*$", text))


def _latin_after(text: str) -> bool:
    return bool(re.match(r"[(\[“‘'\"]*[A-Za-zÀ-ɏ0-9]", text))


def _sentence_of_words(before: str, after: str) -> bool:
    """A running Latin text, not a code such as A4 or 5G inside Chinese."""
    return bool(re.search(r"[A-Za-zÀ-ɏ]+ [A-Za-zÀ-ɏ0-9]+$", before) or re.match(r"[A-Za-z0-9]+ [A-Za-zÀ-ɏ]+", after))
