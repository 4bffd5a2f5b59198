"""Other texts as a sentence names them: 《标题》（文号）, with the number before, behind or alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.language.dates import DATE, YEAR
from tracker.language.marks import BLANK, halved
from tracker.language.numbers_of_documents import SERIAL, YEAR_NUMBER, doc_numbers
from tracker.language.patterns import regex
from tracker.language.titles import QUOTED
from tracker.parse.clauses.voice import Said

_TITLE = regex(QUOTED)
_AFTER_TITLE = regex(
    r"\s*(?:[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]|[\[［【]([^\]］】]*[^\]］】号]号[^\]］】]*)[\]］】]|"
    rf"([\u4e00-\u9fff]{{1,16}}{SERIAL.pattern}))?"
)
"""A document's number (and date) behind its title: in brackets of any kind, or without."""
_YEAR_NUMBER_OF = regex(rf"(?:[\u4e00-\u9fff、]{{2,24}}?(?:令|公告|通告))?{YEAR_NUMBER.pattern}")
_DAY_OR_YEAR = regex(rf"{DATE.pattern}|{YEAR}{BLANK}*年(?!{BLANK}*第)")
_DECREE_OF = regex(r"[\u4e00-\u9fff]*令?第\d+号")
_NUMBER_BEFORE = regex(
    rf"(?:[以由]|(?<=日))([\u4e00-\u9fff]{{2,24}}?(?:令|公告|通告){BLANK}*(?:第{BLANK}*\d+{BLANK}*号|{YEAR_NUMBER.pattern}))(?:(?:公布|发布|颁布|印发)的)?$|"
    rf"(?<=[以由])([\u4e00-\u9fff]{{1,16}}{SERIAL.pattern})文?件?(?:公布|发布|颁布|印发|下发)的$"
)
"""A decree's number in front of the title that it made law: 以某部令第9号公布的《…》."""
_LONGEST_BEFORE = 120
"""Characters that such a number and its words have at the most, blanks counted."""

_PAPER = regex(r"(?:证|执照|证明|证书|发票|收据|合同|协议|承诺书|责任书|印章|公章)[》〉]*$")
"""What bears a title and is no rule: 《采矿许可证》, 《营业执照》."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedText:
    """A text that a sentence names: where the name begins, where its title ends, where the note behind it ends."""

    title: str
    number: str | None
    note: str
    start: int
    title_end: int
    end: int


def named_texts(sentence: str, start: int = 0, end: int | None = None) -> Iterator[NamedText]:
    """The texts that stand in a sentence under their titles, from ``start`` on; certificates are no texts."""
    for match in _TITLE.finditer(sentence, start, len(sentence) if end is None else end):
        if not _PAPER.search(match[1]):
            yield _named(sentence, match)


def printed_names(said: Said) -> Iterator[NamedText]:
    """The texts that a document names in its own voice, titles as printed: their words in quotation marks too."""
    for one in named_texts(said.own):
        yield replace(one, title=said.text[one.start + 1 : one.title_end - 1])


def _named(sentence: str, match: re.Match[str]) -> NamedText:
    after = _AFTER_TITLE.match(sentence, match.end())
    note = next((group for group in after.groups() if group), "") if after else ""
    number = _number_in(note) if note else _number_before(sentence, match.start())
    return NamedText(
        title=match[1],
        number=number,
        note=note,
        start=match.start(),
        title_end=match.end(),
        end=after.end() if after else match.end(),
    )


def _number_in(note: str) -> str | None:
    """The number in a note: 南水发〔2018〕1号, 2020年第20号, 市政府令第12号; days and years of making are none."""
    if numbers := doc_numbers(note):
        return numbers[0][0]
    undated = _DAY_OR_YEAR.sub("，", note)
    plain = _YEAR_NUMBER_OF.search(undated) or _DECREE_OF.search(undated)
    return halved("".join(plain[0].split())) if plain else None


def _number_before(sentence: str, at: int) -> str | None:
    before = _NUMBER_BEFORE.search(sentence, max(0, at - _LONGEST_BEFORE), at)
    if before is None:
        return None
    named = doc_numbers(before[0])
    return named[0][0] if named else halved("".join((before[1] or "").split())) or None


def bare_numbers(clause: str) -> Iterator[NamedText]:
    """Documents that a clause names by their numbers alone: 南水发〔2018〕1号、2号文件."""
    for number, start, end in doc_numbers(clause):
        yield NamedText(title=number, number=number, note="", start=start, title_end=end, end=end)
    behind = 0
    for plain in YEAR_NUMBER.finditer(clause):
        number = halved("".join(plain[0].split()))
        behind = max([behind, *(clause.rfind(sign, behind, plain.start()) + 1 for sign in "，,；;。：:、")])
        before = clause[behind : plain.start()].strip()
        start = plain.start() - len(before)
        yield NamedText(
            title=before or number, number=number, note="", start=start, title_end=plain.end(), end=plain.end()
        )
