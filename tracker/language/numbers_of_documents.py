"""Numbers of documents: 京技管发〔2025〕12号, 2020年第20号, 某市人民政府令第310号, 公告〔十六届〕第29号.

党政机关公文格式 (GB/T 9704—2012, 7.2.5): a body's code, the year in 〔〕, a serial number without 第 and without zeros
in front. What is printed varies in brackets, blanks and widths; the standard form does not. Decrees and announcements
are numbered without a year or with 年 and 第 (《行政法规制定程序条例》 第二十八条: 国务院令第…号).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from tracker.language.dates import YEAR
from tracker.language.marks import BLANK, BLANK_SIGNS, halved, solid
from tracker.language.numerals import DIGIT, HAN_NUMBER
from tracker.language.patterns import regex

_B = f"{BLANK}*"
_OPEN, _CLOSE = r"[〔\[【﹝［(（〖]", r"[〕\]】﹞］)）〗]"

_SERIAL = rf"{_B}{_OPEN}{_B}({YEAR}){_B}{_CLOSE}{_B}第?{_B}({DIGIT}{{1,5}}){_B}号"
SERIAL: Final = regex(_SERIAL)
"""〔年〕序号, the end of a document number: 京技管发〔2025〕12号; brackets vary, blanks creep in. Groups: year, number.

Must not match a year in brackets without a number and 号 behind it (（2024年修订）).
"""

_CODE = regex(rf"[\u4e00-\u9fff][\u4e00-\u9fff{BLANK_SIGNS}]{{0,24}}$")
"""机关代字, what stands before 〔年〕序号."""

YEAR_NUMBER: Final = regex(rf"({YEAR}){_B}年{_B}第{_B}({DIGIT}{{1,4}}){_B}号")
"""An announcement's number: 2020年第20号. Groups: year, number. Must not match an issue's, which is 期."""

SERIAL_NUMBER: Final = rf"(?:{DIGIT}{{1,4}}|{HAN_NUMBER})"
"""The serial number of a decree, in figures or in Chinese numerals: 第310号, 第三十七号."""

_DECREEING = r"[\u4e00-\u9fff]{2,30}?"
_CONGRESS = rf"{_B}{_OPEN}{_B}第?({HAN_NUMBER}届){_B}{_CLOSE}?"

DECREE_NUMBER: Final = regex(
    rf"({_DECREEING}(?:令|公告|通告)|令|公告|通告){_B}[(（]?{_B}(?:({YEAR}){_B}年{_B})?第{_B}({SERIAL_NUMBER}){_B}号{_B}[)）]?"
)
"""A decree's number, with a year or without: 某市人民政府令第310号, 某部令2024年第5号, 某局公告（2024年第3号）.

Groups: the body with its word, the year or nothing, the number.
"""

SESSION_NUMBER: Final = regex(
    rf"({_DECREEING}(?:公告|令)|公告|令)?{_CONGRESS}{_B}第?{_B}({SERIAL_NUMBER}){_B}号{_B}[)）]?"
)
"""The number of a people's congress's announcement: 公告〔十六届〕第29号; of a president's order: 令（九届第37号）.

Groups: the body with its word, the congress, the number.
"""

BEFORE_CODE = regex(
    r".*(?:根据|按照|依据|依照|遵照|执行|参照|印发了|印发|转发|下发|发布|制定|制发|废止|文件|通知|意见|办法|规定|决定|方案|精神|贯彻|落实|现将|文号|以及|符合|详见|参见|会同|对照|号)"
)
"""Words of the sentence that a number stands in; none is part of a code: 根据京技管发〔2025〕12号."""

_BODY_BEFORE_CODE = regex(r"原(?=.{2})|.*(?:办公厅|办公室|委员会|人民政府|管理局)(?=[\u4e00-\u9fff]{2})")
"""A body named right before its code (市政府办公厅京政办字), and 原 before the number of an old document."""

_CODE_END: Final = "发字函办规文通令公告知电税监环建管审复决批示呈报议会研财农医教民计综法外体安质贸企科人社险"
"""Last signs of codes: what must stand before a year in round brackets, which may be a remark: 南财发（2020）15号."""

LONGEST_CODE: Final = 16
LONGEST_NUMBER: Final = 48
"""Characters that the code of a body and a document number have at the most."""


def standard_number(code: str, year: str, number: str) -> str:
    """A document number in its standard form, with 〔〕, without blanks, digits of half width."""
    return f"{solid(code)}〔{int(year)}〕{int(number)}号"


def doc_numbers(text: str) -> list[tuple[str, int, int]]:
    """All document numbers of the 机关代字〔年〕序号 kind in a text: (standard form, start, end)."""
    if "号" not in text:
        return []
    found = (_number_at(text, match) for match in SERIAL.finditer(text))
    return [number for number in found if number is not None]


def _number_at(text: str, match: re.Match[str]) -> tuple[str, int, int] | None:
    """The number whose year and serial are a match, with its code; ``None`` where no code stands before it."""
    before = _CODE.search(text, max(0, match.start() - 26), match.start())
    if before is None:
        return None
    code = before[0]
    for before_code in (BEFORE_CODE, _BODY_BEFORE_CODE):
        if stripped := before_code.match(code):
            code = code[stripped.end() :]
    start = match.start() - len(code)
    if _joins(code, text[start - 1 : start]):
        code, start = code[1:], start + 1
    code = solid(code)
    if not code or len(code) > LONGEST_CODE or (match[0].strip()[0] in "(（" and code[-1] not in _CODE_END):
        return None
    return standard_number(code, match[1], match[2]), start, match.end()


def _joins(code: str, before: str) -> bool:
    """Whether the first sign before a number joins it to what stands before: 和 behind 》, the 日 of a day."""
    return (code[:1] in ("和", "与", "及") and before in tuple("》)）号”")) or (code[:1] == "日" and before.isdigit())


_NUMBER_LINE = regex(
    rf"[(（]?{_B}(?:[\u4e00-\u9fff]{{1,16}}{_SERIAL}|{YEAR_NUMBER.pattern}){_B}[)）]?(?:{_B}签{_B}发{_B}人{_B}[:：].{{2,16}})?"
)


def number_line(text: str) -> str | None:
    """The document number, where a line holds nothing else but its signer (签发人：…)."""
    if ("号" not in text[-3:] and "签发人" not in text) or len(text) > LONGEST_NUMBER:
        return None
    if _NUMBER_LINE.fullmatch(text):
        numbers = doc_numbers(text)
        return numbers[0][0] if numbers else halved(solid(text.strip("()（）")))
    return None


CODE_LINE: Final = regex(
    r"(?:统一编号|备案编号|登记号|登记编号|备案号|编号|发文编号)?[:：]?[A-Z]{2,}[A-Z0-9\-—]*\d{6,}[A-Z0-9\-—]*"
)
"""A registration code on a line of its own, above the title of a 规范性文件: GZ0320240012."""


# --- decrees and announcements --------------------------------------------------------------------

_DECREE_LINE = regex(rf"[(（]?{DECREE_NUMBER.pattern}[)）]?|[(（]?{_B}第{_B}({SERIAL_NUMBER}){_B}号{_B}[)）]?")
"""A line that holds a decree's number, or 第310号 alone below its body."""

_YEAR_LINE = regex(rf"{_OPEN}{_B}({YEAR}){_B}{_CLOSE}{_B}第{_B}({DIGIT}{{1,4}}){_B}号")
"""An announcement's number on the line below its body: 〔2023〕第9号."""

_DECREE_AT_START = regex(rf"{DECREE_NUMBER.pattern}{_B}(?=[^\s)）])")
"""A decree's number with the title of what it decrees behind it."""


def decree_line(text: str) -> str | None:
    """The number of a decree, where a line holds nothing else: 某市人民政府令第310号, or 第310号 below its body."""
    if text[-1:] not in "号)）" or len(text) > LONGEST_NUMBER:
        return None
    if SESSION_NUMBER.fullmatch(text):
        return session_number(text)
    if dated := _YEAR_LINE.fullmatch(text):
        return f"〔{int(dated[1])}〕第{int(dated[2])}号"
    return bare_number(text) if _DECREE_LINE.fullmatch(text) else None


def decree_at_start(text: str) -> tuple[str, str] | None:
    """A decree's number and what it decrees, where a text names both: 某市人民政府令（第9号）某某办法."""
    match = _DECREE_AT_START.match(text)
    return (bare_number(match[0]), text[match.end() :].strip()) if match else None


def bare_number(number: str) -> str:
    """A decree's number without blanks and round brackets, digits of half width."""
    return re.sub("[()（）]", "", halved(solid(number)))


def session_number(text: str) -> str | None:
    """The number of a congress's announcement in a text, in its standard form: 公告〔十六届〕第29号."""
    match = SESSION_NUMBER.search(text)
    return f"{match[1] or ''}〔{match[2]}〕第{halved(match[3])}号" if match else None


# --- numbers as they are compared -----------------------------------------------------------------

_LEVEL_BRACKETS: Final = str.maketrans(dict.fromkeys("[(【〖﹝（［", "〔") | dict.fromkeys("])】〗﹞）］", "〕"))
_ORDER_OF_NUMBER = regex(r"(?<=〕)第?0*(?=\d)")
_NUMBER_FORM = regex(r"^[^〔〕]{0,20}(?:〔\d{4}〕|\d{4}年|令)?第?\d+号$")
_ORDER = regex(r"令(?:\d{4}年)?第?(\d+)号$")
_AGENCY = regex(r"^([^〔〕\d]{1,20})〔\d{4}〕")


@lru_cache(maxsize=32_768)
def number_key(number: str) -> str:
    """A number as it is compared: ``京发[2022] 第05号`` and ``(京发〔2022〕5号)`` are ``京发〔2022〕5号``."""
    plain = solid(unicodedata.normalize("NFKC", number)).translate(_LEVEL_BRACKETS).casefold()
    while plain.startswith("〔") and plain.endswith("〕"):
        plain = plain[1:-1]
    return _ORDER_OF_NUMBER.sub("", plain)


def is_doc_number(text: str) -> bool:
    """Whether a name has the form of a document number: 京发〔2022〕5号, 2020年第20号, 令第277号."""
    return _NUMBER_FORM.match(number_key(text)) is not None


def same_order(one: str, other: str) -> bool:
    """Whether two numbers are of one order: 甲市人民政府令第12号 and the short 市政府令第12号."""
    left, right = _ORDER.search(number_key(one)), _ORDER.search(number_key(other))
    return bool(left and right and left[1] == right[1])


def agency_code(number: str | None) -> str | None:
    """The issuer's code in a document number (机关代字): ``京技管发`` of 京技管发〔2025〕12号."""
    match = _AGENCY.match(number_key(number)) if number else None
    return match[1] if match else None


_DECREED_BY = regex(rf"(.+?)(令|公告|通告)(?:〔|第|{YEAR}年)")


def decreeing_body(number: str) -> str | None:
    """The body that a decree's or an announcement's number names: 某部令2024年第5号 → 某部; else ``None``."""
    match = _DECREED_BY.match(number)
    return match[1] if match else None
