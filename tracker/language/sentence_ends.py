"""Where sentences and clauses of a text end; a quoted or bracketed passage belongs to the sentence that quotes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tracker.language.numerals import HAN_NUMBER
from tracker.language.patterns import regex

STOPS: Final = "。！？!?"
"""Signs that end a sentence."""

_FINAL: Final = frozenset("。！？!?；;：:…")
_CLOSERS: Final = "”’\"')）》〉」』]］】"
_REMARKED: Final = frozenset("。；;：:")
_BEFORE_POINT: Final = tuple(")）》”")
"""What a point that ends a sentence stands behind, where no Chinese character does."""
_LABEL: Final = regex(
    rf"\s*(?:[(（]?{HAN_NUMBER}[)）]?|第{HAN_NUMBER}[编章节条款项]|附[件表录图]{HAN_NUMBER}|[图表]{HAN_NUMBER})\."
)
"""A label with a point at the beginning of its line: 一. (一). 第三条. 附件一. end no sentence."""
_CLOSING_ROUND: Final = frozenset(")）")


def in_number(signs: str) -> str:
    """The pattern of signs where they stand inside a number and end no clause: 50,001, 8:30, 7:3."""
    return f"(?<=[0-9])[{signs}](?=[0-9])"


def not_in_number(signs: str) -> str:
    """The pattern of the same signs everywhere else."""
    return f"(?:(?<![0-9])[{signs}]|[{signs}](?![0-9]))"


def complete(text: str) -> bool:
    """Whether a paragraph ends as a sentence or a clause of a list does: with 。！？；：, brackets and quotes aside.

    Not a heading, not a line that a page's edge cut, and not a label with its point (一.).
    """
    text = text.removesuffix("\n")
    if text[-1:] in _FINAL or text.rstrip(_CLOSERS)[-1:] in _FINAL:
        return True
    if text[-1:] == ".":
        if _LABEL.fullmatch(text, text.rfind("\n") + 1):
            return False
        return "\u4e00" <= text[-2:-1] <= "\u9fff" or text[-2:-1] in _BEFORE_POINT
    if text[-1:] not in _CLOSING_ROUND:
        return False
    opened = max(text.rfind("(", 0, -1), text.rfind("（", 0, -1))
    closed = max(text.rfind(")", 0, -1), text.rfind("）", 0, -1))
    return opened > max(closed, 0) and text[opened - 1] in _REMARKED


_SIGN: Final = regex(
    r"[。！？!?；;，,：:\n“”‘’「」『』]|(?<=[\u4e00-\u9fff)）》])\.(?=[\u4e00-\u9fff《“(（]|(?:19|20)\d\d年|\s*(?:\n|\Z))"
)
"""A sign that ends a clause or opens or closes a quotation; a point behind a Chinese character ends a sentence.

Not the point of a label (``_LABEL``).
"""
_CLOSES: Final = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_OPENS: Final = frozenset(_CLOSES.values())
_GOES_ON: Final = regex(
    r"[，,、；;：:。的中之后前]|以[前后]|修[改订正]|改|删|替换|调整|规定|字样|等|[和及与或]|一[句款项]"
)
"""What goes on with a sentence behind a quotation that ends with a full stop: “…。”修改为…."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a text: its words and where they stand, offsets in code points into that text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> Iterator[Passage]:
    """The sentences of a text with their full stops; a line ends one. Blanks around a sentence are no part of it."""
    yield from _passages(text, STOPS + "\n")


def parts(text: str) -> Iterator[Passage]:
    """The parts of sentences between full stops and semicolons: one item of what is said in a row."""
    yield from _passages(text, STOPS + "；;\n")


def clauses(text: str) -> Iterator[Passage]:
    """The clauses of a text: what stands between commas, colons, semicolons and full stops."""
    yield from _passages(text, STOPS + "；;，,：:\n")


def _passages(text: str, stops: str) -> Iterator[Passage]:
    start = 0
    for end in _ends(text, stops):
        yield from _passage(text, start, end)
        start = end
    yield from _passage(text, start, len(text))


def _passage(text: str, start: int, end: int) -> Iterator[Passage]:
    words = text[start:end]
    bare = words.strip()
    if bare:
        first = start + words.index(bare[0])
        yield Passage(text=bare, start=first, end=first + len(bare))


def _ends(text: str, stops: str) -> Iterator[int]:
    """The places past every stop outside quotations, and past a quotation that ends its sentence."""
    quoted_until = 0
    quotations: Mapping[int, int] | None = None
    for match in _SIGN.finditer(text):
        sign, at = match[0], match.start()
        if at < quoted_until:
            continue
        if sign in _CLOSES:
            quotations = quotation_ends(text) if quotations is None else quotations
            quoted_until = quotations.get(at, 0)
            if quoted_until and text[quoted_until - 2] in STOPS and not _GOES_ON.match(text, quoted_until):
                yield quoted_until
        elif sign in stops or (sign == "." and not _LABEL.fullmatch(text, text.rfind("\n", 0, at) + 1, at + 1)):
            yield at + 1


_QUOTES: Final = regex("[“”‘’「」『』]")


def quotation_ends(text: str) -> Mapping[int, int]:
    """For the place of every mark that opens a quotation, the index past the mark that closes it.

    One inside another is counted, and each kind of marks by itself; a mark that is never closed has no entry. A
    quotation over several lines opens each of them again and is closed once.
    """
    ends: dict[int, int] = {}
    depths = dict.fromkeys(_OPENS, 0)
    waiting: dict[str, list[tuple[int, int]]] = {closing: [] for closing in _OPENS}
    for match in _QUOTES.finditer(text):
        sign, at = match[0], match.start()
        if sign in _CLOSES:
            closing = _CLOSES[sign]
            depths[closing] += at == 0 or text[at - 1] != "\n"
            waiting[closing].append((depths[closing], at))
            continue
        depths[sign] -= 1
        while waiting[sign] and waiting[sign][-1][0] > depths[sign]:
            ends[waiting[sign].pop()[1]] = at + 1
    return ends


def without_quotations(text: str) -> str:
    """A text of the same length in which the words of every quotation are blanks: what it says in its own voice."""
    out: list[str] = []
    place = 0
    for start, end in sorted(quotation_ends(text).items()):
        if start >= place:
            out += [text[place : start + 1], " " * (end - start - 2), text[end - 1]]
            place = end
    return "".join([*out, text[place:]])
