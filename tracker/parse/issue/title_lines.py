"""The lines that make a title: which can, and where a title begins above or ends below a line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.language.bodies import is_office
from tracker.language.dates import YEAR, date_line
from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.labels import label_of
from tracker.language.marks import BLANK
from tracker.language.numbers_of_documents import CODE_LINE, number_line
from tracker.language.numerals import HAN_SIGN
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.language.titles import title_key
from tracker.parse.document.matter import IMPRINT, NOTE, enacts, is_shell
from tracker.parse.issue.joined_title import join_title
from tracker.parse.lines import Line

LONGEST_TITLE = 14
"""Lines that a title takes at the most (joint circulars name one issuer a line)."""


LONGEST_TITLE_LINE = 120
"""Characters that a line of a title has at the most."""

_OMITTED = regex(r"[(（]略[)）][。；;]?$")
TAIL = regex(r"[(（][^()（）]{1,24}[)）]")
_N = rf"(?:\d{{1,3}}|{HAN_SIGN}{{1,3}})"
_AND = rf"{BLANK}*[、，,和与及\-—－~～至]{BLANK}*第?"
_COVER = regex(
    rf"^第{BLANK}*\d+{BLANK}*期|总第{BLANK}*\d+(?:{_AND}\d+)*{BLANK}*期|主办$|"
    rf"^(?:[\u4e00-\u9fff]{{2,24}}(?:公报|政报){BLANK}*)?{YEAR}{BLANK}*年?{BLANK}*[（(]?(?:增刊|特刊)?[)）]?"
    rf"{BLANK}*第{BLANK}*{_N}(?:{_AND}{_N})*{BLANK}*期(?:合刊)?(?:{BLANK}*[（(][^()（）]*[)）])?$|"
    rf"^(?:{YEAR}{BLANK}*年?)?{BLANK}*[（(]?(?:增刊|特刊)[)）]?$"
)
"""A line of an issue's cover: 第5期, 2026年第5、6期合刊（总第…期）, 2026年增刊.

Must not match a title that names an issue: 2026年第3期培训班的通知.
"""
ANNEX = regex(rf"附{BLANK}*[件表录则]|附[:：]")


def title_piece(line: Line) -> bool:
    """Whether a line can be part of a title: no label, no sentence, no date, no table row, no annex."""
    return len(line.text) <= LONGEST_TITLE_LINE and "\t" not in line.raw and _is_piece(line.text, line.raw)


@lru_cache(maxsize=64)
def _is_piece(text: str, raw: str) -> bool:
    """The same of a short line without tabs; asked again and again for the lines around a number."""
    return not (
        complete(text)
        or _OMITTED.search(text)
        or date_line(text)
        or number_line(text)
        or ANNEX.match(text)
        or _COVER.search(text)
        or CODE_LINE.fullmatch(text)
        or enacts(text)
        or is_shell(text)
        or NOTE.fullmatch(text)
        or IMPRINT.match(text)
        or label_of(raw)
    )


def title_start(lines: Sequence[Line], i: int, floor: int, witness: str | None) -> int:
    """The first line of the title that ends before line ``i``.

    With a witness (the contents list's wording) it is the start that comes nearest to it; a witness with 等部门 stands
    for all the bodies named line by line.
    """
    low = i
    while low > floor and i - low < LONGEST_TITLE and title_piece(lines[low - 1]):
        low -= 1
    if low == i or witness is None:
        return _own_title_start(lines, low, i)
    want = title_key(witness)
    best = min(range(low, i), key=lambda j: _distance(title_key("".join(line.text for line in lines[j:i])), want))
    first_body, others, _ = witness.split("关于")[0].partition("等")
    if others:
        named = next((j for j in range(low, best) if title_key(lines[j].text).startswith(title_key(first_body))), best)
        while best > named or (best > low and is_office(lines[best - 1].text)):
            best -= 1
    return bodies_above(lines, best, low) if witness.startswith("关于") else best


def bodies_above(lines: Sequence[Line], first: int, floor: int) -> int:
    """The first of the issuers, one a line, above line ``first`` (关于…), which the contents list leaves out."""
    if lines[first].text.startswith("关于"):
        while first > floor and is_office(lines[first - 1].text):
            first -= 1
    return first


_GOES_ON = regex(r"[》〉）)的等、和及与]|实施|印发")
"""What a line begins with that goes on with the title above it, although that ends with a word of kind."""


def _behind_other_titles(lines: Sequence[Line], low: int, i: int) -> int:
    """The first line behind the last whole title, on lines ``low`` to ``i``, that another one follows.

    A page's own title stands above the document's: each ends with a word of kind, and a blank line parts them.
    """
    for j in range(i - 1, low, -1):
        if not lines[j].after_blank or kind_of(lines[j - 1].text) == NO_KIND or _GOES_ON.match(lines[j].text):
            continue
        rest = join_title("\n".join(line.raw for line in lines[j:i]))
        if kind_of(rest) != NO_KIND and "关于" in rest:
            return j
    return low


def _names_body_again(above: str, text: str) -> bool:
    """Whether a line is only the body that the title below it begins with, maybe with the place before it."""
    return is_office(above) and "关于" in text and above.endswith(text.split("关于", maxsplit=1)[0] or "关于")


def _own_title_start(lines: Sequence[Line], low: int, i: int) -> int:
    """Without a witness: the first line that can open a title (an issuer, or 关于) with a whole title behind it."""
    low = _behind_other_titles(lines, low, i)
    while low + 1 < i and _names_body_again(lines[low].text, lines[low + 1].text):
        low += 1
    for j in range(low, i):
        if j == low or lines[j].after_blank:
            text = join_title("\n".join(line.raw for line in lines[j:i]))
            if kind_of(text) != NO_KIND:
                return j
    return low


def _distance(text: str, want: str) -> int:
    """How far a folded title is from the wanted one: characters not shared at both ends."""
    if text == want:
        return 0
    head = next((k for k, (a, b) in enumerate(zip(text, want, strict=False)) if a != b), min(len(text), len(want)))
    tail = next(
        (k for k, (a, b) in enumerate(zip(reversed(text), reversed(want), strict=False)) if a != b),
        min(len(text), len(want)),
    )
    return max(len(text), len(want)) - min(head + tail, len(text), len(want))


def title_end(lines: Sequence[Line], i: int) -> int:
    """The index past a title that begins at line ``i``: it ends with a word for a kind of document."""
    for j in range(i, min(i + LONGEST_TITLE, len(lines))):
        if not title_piece(lines[j]):
            return i
        tail = j + 1 < len(lines) and TAIL.fullmatch(lines[j + 1].text) and title_piece(lines[j + 1])
        if kind_of(lines[j].text) != NO_KIND and not tail:
            return j + 1
    return i
