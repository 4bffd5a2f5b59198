"""What an edit never cuts: numbers with their units, dates, document numbers, references, titles, Latin words.

A text is *coded* as a string in which each such token is one sign of its own and every other character stands for
itself, folded, with what is only typographic left out. A character diff of two coded texts is then a diff that cannot
cut a token, and its offsets are taken back to the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from tracker.compare.align.comparable_text import DROPPED, fold
from tracker.language.numerals import CAPITALS
from tracker.language.numerals import HAN_SIGNS as HAN
from tracker.language.patterns import regex
from tracker.language.quantities import PRINTED_UNIT as UNIT
from tracker.language.quantities import TENTHS

_GAP = r"[ \u00a0\u3000]?"
_NUMERAL = rf"(?:[{HAN}]+|[0-9０-９]+)"
DIGITS = r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*"
"""A number in digits; a comma between digits belongs to it."""

TITLE = r"《(?:[^《》\n]|《[^《》\n]{1,60}》){1,80}》"
"""A title in its marks, with a title it names: 《关于印发〈…〉的通知》."""

QUOTED = r"[“‘「『][^“”‘’「」『』\n，。；：]{1,16}[”’」』]"
"""A term in quotation marks, such as a short name that is defined (以下简称“…”)."""

DOC_NUMBER = rf"[〔\[［(（](?:19|20)\d\d[〕\]］)）]{_GAP}第?\d+{_GAP}号"
"""A document number from its year on: 〔2025〕12号. Its leading name is joined to it where it is clear."""

DATE = (
    rf"(?:(?:19|20)\d\d|[一二][{HAN}]{{3}}){_GAP}年(?:{_GAP}{_NUMERAL}{_GAP}月(?:份|底|初|末|{_GAP}{_NUMERAL}{_GAP}日)?)?"
    rf"|{_NUMERAL}{_GAP}月(?:底|初|末|{_GAP}{_NUMERAL}{_GAP}日)"
)
"""A date, down to the day, the month or the year: 2025年1月1日, 2025年, 3月底."""

REFERENCE = rf"第[（(]?{_NUMERAL}[）)]?(?:[编章节条款项目类期批次](?:之[{HAN}]+)?)?"
"""One step of a reference: 第一百二十条之一, 第二款, 第(三)项."""

LABEL = r"[\u2488-\u249b]|(?:(?<=\n)|\A)[0-9]{1,2}[.．](?![0-9])"
"""The label of a subitem, also where one character holds it: 2. and ⒉."""

FRACTION = rf"(?:[百千万]|[{HAN}]+)分之(?:[{HAN}]+(?:点[{HAN}]+)?|{DIGITS})"
"""A share in words: 百分之三十, 千分之五, 三分之二."""

_PARTS = "[0-9]{1,3}[:：∶比][0-9]{1,3}(?![0-9])"
RATIO = rf"(?:(?<=比例)|(?<=比例[为是按]))(?:{_PARTS})|(?:{_PARTS})(?=的?比例)"
"""How a whole is divided: 7:3的比例, 比例为4:6."""

SLASHED = "(?<![0-9/])[1-9][0-9]?/[1-9][0-9]?(?![0-9/])"
"""A fraction with a slash: 1/3."""

DENIED = "不(?:可以|应当?|需要?|须|含)"
"""A word and what denies it are struck together: 可以 → 不可以, 含 → 不含."""

QUANTITY = (
    rf"{RATIO}|{SLASHED}|{TENTHS}|[{CAPITALS}][{CAPITALS}零万亿]*元|{DENIED}"
    rf"|{DIGITS}(?:{_GAP}(?:{UNIT}))?|[{HAN}]{{2,}}(?:{UNIT})?"
    rf"|(?<![统同唯单专划万逐])[{HAN}半](?:{UNIT})(?![般切律样])"
)
"""A number, with its unit where it has one. A single Chinese numeral is one only before a unit."""

LATIN = r"[A-Za-zＡ-Ｚａ-ｚ]+(?:[-'’.&][A-Za-zＡ-Ｚａ-ｚ]+)*"
"""A word in Latin letters."""

BLANKS = "[" + re.escape(DROPPED) + "]+"
"""What the fold drops: blanks, quotation marks, bullets."""

_TOKEN = regex(
    rf"(?=[《“‘「『〔\[［(（第不0-9０-９{HAN}半{CAPITALS}A-Za-zＡ-Ｚａ-ｚ\u2488-\u249b])"
    rf"(?:{TITLE}|{QUOTED}|(?P<number>{DOC_NUMBER})|{DATE}|{FRACTION}|(?P<step>{REFERENCE})|(?P<label>{LABEL})|{QUANTITY}|{LATIN})"
    rf"|(?P<blank>{BLANKS})"
)
_LINKS = "和及与或据照由将在"
_NAME_OF_NUMBER = regex(rf"(?:(?<![\u4e00-\u9fff])|(?<=[{_LINKS}]))(?:(?![{_LINKS}])[\u4e00-\u9fff]){{1,8}}\Z")
_PARENTHESES = str.maketrans("", "", "()（）")
_FIRST_CODE, _LAST_CODE = 0x40000, 0xEFFFF
"""Planes that Unicode has not assigned: no text has these characters."""


class Coded(NamedTuple):
    """A text as a string of signs; ``starts`` says where each begins in the text, and at last where the text ends."""

    signs: str
    starts: list[int]

    def offset(self, sign: int) -> int:
        """The offset in the text where a sign begins (for the number of signs: where the text ends)."""
        return self.starts[sign]


def code(text: str, codes: dict[str, str], *, strict: bool = False) -> Coded:
    """The text in signs; texts coded with the same ``codes`` can be compared. ``strict`` keeps what is typographic."""
    out: list[str] = []
    starts: list[int] = []
    done = 0
    for match in (_strict() if strict else _TOKEN).finditer(text):
        start, end = match.span()
        if match.lastgroup == "number" and (name := _NAME_OF_NUMBER.search(text, done, start)):
            start = name.start()
        out.append(text[done:start])
        starts.extend(range(done, start))
        done = end
        if match.lastgroup != "blank" or strict:
            token = text[start:end]
            out.append(_sign(token if strict else _canonical(token, match.lastgroup), codes))
            starts.append(start)
    out.append(text[done:])
    starts.extend(range(done, len(text) + 1))
    signs = "".join(out)
    return Coded(signs if strict else fold(signs), starts)


@cache
def _strict() -> re.Pattern[str]:
    """``_TOKEN`` without blanks; it takes long to compile and is seldom asked for."""
    return re.compile(_TOKEN.pattern.rpartition("|")[0])


@lru_cache(maxsize=8192)
def _canonical(token: str, group: str | None) -> str:
    """The one form of a token that is printed in several: 第(三)项 is 第三项, ⒉ is 2."""
    if group == "label":
        token = unicodedata.normalize("NFKC", token)
    token = fold(token)
    return token.translate(_PARENTHESES) if group == "step" else token


def _sign(token: str, codes: dict[str, str]) -> str:
    """The one sign that stands for a token: a character no text has, the same for the same token."""
    if len(token) == 1:
        return token
    sign = codes.get(token)
    if sign is None:
        sign = codes[token] = chr(min(_FIRST_CODE + len(codes), _LAST_CODE))
    return sign
