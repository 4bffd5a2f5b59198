"""A report that is cut where it gets too long: between two entries or provisions, never inside one, with a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.model import Lang
from tracker.wording.checks import WORDS

Counted: TypeAlias = Literal["provision", "entry"]

SUMMARY_BYTES = 1_048_576
"""Bytes of UTF-8 that GitHub takes for the summary of a step."""
COMMENT_CHARACTERS = 65_536
"""Characters that GitHub takes for a comment."""
_NOTE = 400
"""Room that is kept for the count of what was cut, in bytes or characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of Markdown that is kept or left out as a whole.

    ``counted`` is what it is when it is left out; a heading counts as nothing. ``closing`` is what must follow where a
    report ends behind this block, because it stands inside something that was opened.
    """

    text: str
    counted: Counted | None = None
    closing: str = ""


def utf8(text: str) -> int:
    """The size of a text as a step's summary counts it."""
    return len(text.encode("utf-8", "surrogatepass"))


def utf16(text: str) -> int:
    """The size of a text as a comment counts it: an ideograph outside the basic plane counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def whole(blocks: Iterable[Block]) -> str:
    """A report with nothing cut."""
    return "".join(block.text for block in blocks)


def fitted(blocks: Sequence[Block], limit: int, size: Callable[[str], int], lang: Lang) -> str:
    """A report of at most ``limit``: whole, or up to the end of the last block that fits, and the count of the rest."""
    if size(text := whole(blocks)) <= limit:
        return text
    room, kept = limit - _NOTE, 0
    for block in blocks:
        room -= size(block.text)
        if room < size(block.closing):
            break
        kept += 1
    while kept and blocks[kept - 1].counted is None:  # a heading without anything below it
        kept -= 1
    closing = blocks[kept - 1].closing if kept else ""
    return f"{whole(blocks[:kept])}{closing}\n\n{_told(blocks[kept:], lang)}\n"


def _told(left: Iterable[Block], lang: Lang) -> str:
    """How many provisions and other entries were left out."""
    words = WORDS[lang]
    counts = Counter(block.counted for block in left if block.counted)
    said = [words[f"cut-{counted}"].format(n=counts[counted]) for counted in ("provision", "entry") if counts[counted]]
    return f"> {words['cut'].format(what=words['joint'].join(said))}"
