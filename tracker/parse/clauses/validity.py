"""How long a document's rules hold: 有效期三年, 有效期至2027年12月31日, 试行期2年, 执行至….

规范性文件 carry a term of validity (国办发〔2018〕37号; local rules on 规范性文件 set three or five years).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from typing import Final

from tracker.language.dates import CALENDAR_DAY, iso_date, iso_day
from tracker.language.document_kinds import KIND, OWN
from tracker.language.numbers_of_documents import SERIAL
from tracker.language.numerals import NUMERAL, han_to_int
from tracker.language.patterns import regex
from tracker.language.sentence_ends import parts
from tracker.language.titles import QUOTED
from tracker.parse.clauses.repeal import PROVISIONS

TERM_WORD: Final = (
    r"(?:有效期限?|有效时间|(?:施行|实施|执行|试行|实行|政策|适用)(?:期限|期间|时间|期)|"
    r"有效|施行|实施|执行|试行|适用|期限|为期)"
)
"""A word for the time in which a text holds."""

_IS = r"(?:合计|暂定|限|共|暂)*(?:均)?(?:为|是|共|：|:)?\s*"
_LENGTH = regex(
    rf"{TERM_WORD}{_IS}(?:自[^，,。；;]{{0,30}}?起\s*(?:计算?)?\s*)?(?P<count>{NUMERAL})\s*(?P<unit>年|个月|日|天)(?!\d|\s*\d{{1,2}}\s*月|[前后内以度底末])"
)
"""有效期三年, 试行期为2年, 有效期限自发布之日起5年. Not a year (实施2025年度…)."""
_UNTIL = regex(rf"(?:{TERM_WORD}|截止|截至)[^。；;]{{0,24}}?(?:至|到)\s*(?P<day>{CALENDAR_DAY})")
_TO_DATE = regex(
    rf"至\s*(?P<day>{CALENDAR_DAY})\s*(?:止|失效|废止)?|(?P<ends>{CALENDAR_DAY})\s*起?(?:自动|自行|即行|同时)?(?:废止|失效|终止)"
)
_TO_MONTH = regex(
    rf"{TERM_WORD}[^。；;]{{0,8}}(?:至|到)\s*(?P<year>20\d\d)\s*年(?:\s*(?P<month>\d{{1,2}})\s*月)?(?:年?底|末|止)?(?!\s*\d)"
)
"""有效期至2027年底, 有效期至2027年6月."""
_SPAN = regex(
    rf"{TERM_WORD}(?:限|为|是|：|:)*\s*[自从]?\s*(?P<day>{CALENDAR_DAY})\s*起?\s*(?:至|到|[-—－~～]+)\s*(?P<last>{CALENDAR_DAY})|"
    rf"[自从]\s*(?P<from>{CALENDAR_DAY})\s*起?\s*(?:至|到)\s*(?P<to>{CALENDAR_DAY})\s*止?\s*(?:有效|{TERM_WORD})"
)
"""The term named by both of its days: 有效期自2025年1月1日至2027年12月31日, 执行期限为…至…."""
_COUNTED = regex(rf"[，,]?\s*[自从]\s*(?P<day>{CALENDAR_DAY})\s*起(?:开始)?(?:计算|起?算|计)")
_SUBJECT = rf"(?:{OWN}|(?:上述|以上|本|该)[^，,。；;]{{0,6}}(?:政策|措施|规定|意见|标准|文件))"
_OWN_TERM = regex(rf"(?:{_SUBJECT}[^，,。；;《》]{{0,10}}?[，,]?\s*|^\s*){TERM_WORD}")
_LEADS = regex(
    rf"\s*(?:并|且|其|即|暂|[，,])*(?:{_SUBJECT}[^，,。；;《》]{{0,6}}?|(?:政策|措施|办法|规定)?)(?:的)?"
    rf"(?:{TERM_WORD}|截止|截至|即?[至到]\s*\d|{CALENDAR_DAY}|暂定)"
)
"""How a part that goes on about the own term begins: ，有效期三年; 本办法有效期至…; ，2027年12月31日废止."""
_OF_OTHERS = regex(
    r"(?:协议|合同|证书?|许可|资格|资质|认定|备案|申报|申请|项目|报名|公示|招聘|聘期|租赁|贷款|担保|过渡期?|"
    r"补贴|奖励|补助|资助|建设|缴费|还款|保存|保管|资金发放)[^，,。；;]{0,6}(?:有效|期限|期|至)"
)
"""The term of an agreement, a certificate, an application: not of the document."""
_OF_SOME = regex(rf"\s*(?:其中)?[，,]?\s*(?:本{KIND})?{PROVISIONS}")
"""The term of some provisions: 第二条规定的奖励，执行至…."""
_NAMED = regex(QUOTED)
_DECREED = regex(r"\s*[(（][^()（）]*第\s*\d+\s*号")
_NOTE = regex(r"(?<=》)\s*[(（][^()（）]*[)）]")
"""What is said in brackets of a document named: its number, and maybe its own term."""


def term_end(after: str, own: Callable[[str], bool]) -> str | None:
    """The end of the own term, from the text behind the clause of commencement; ``own`` tells one's own titles.

    A day where the first part that tells of the term has one, else its length (3年, 6个月). The end of a text named
    beside it (《甲》自…起废止, 《甲》执行至…止) is that text's.
    """
    for one in parts(after):
        if _is_about_another(one.text, own) or _OF_OTHERS.search(one.text) or _OF_SOME.match(one.text):
            continue
        if until := _end_in(_NAMED.sub("", _NOTE.sub("", one.text))):
            return until
    return None


def _end_in(part: str) -> str | None:
    """The end that the clauses of a part tell of the term: a day where one has it, else a length."""
    ends = [end for clause in re.split("[，,]", part) if _LEADS.match(clause) and (end := _end(clause))]
    return next((end for end in ends if "-" in end), ends[0] if ends else None)


def own_term(sentence: str, own: Callable[[str], bool]) -> str | None:
    """The end of a term that a sentence states of the text itself: 本办法有效期三年, 本公告执行至…."""
    plain = _NOTE.sub("", sentence)
    for one in parts(plain):
        match = _OWN_TERM.search(one.text)
        if match and re.search(_SUBJECT, one.text) and not _OF_OTHERS.search(one.text):
            named = _NAMED.search(one.text[: match.end()])
            if named is None or own(named[1]):
                return _end(one.text[match.start() :])
    return None


def span_of_term(sentence: str) -> tuple[str | None, str | None] | None:
    """First and last day of a term that a sentence states of the text itself by both: 有效期自…至…."""
    match = _SPAN.search(sentence)
    if match is None or not re.search(_SUBJECT, sentence[: match.end()]) or _OF_OTHERS.search(sentence):
        return None
    if _NAMED.search(sentence[: match.start()]) and not re.search(
        _SUBJECT, sentence[: match.start()].rpartition("》")[2]
    ):
        return None
    return iso_date(match["day"] or match["from"]), iso_date(match["last"] or match["to"])


def day_of_term(sentence: str) -> str | None:
    """The day from which a sentence counts a term by its length, if it names one: 有效期五年，自2025年1月1日起计算."""
    match = _COUNTED.search(sentence)
    return iso_date(match["day"]) if match else None


def _is_about_another(part: str, own: Callable[[str], bool]) -> bool:
    """Whether a part is about a text that it names: by a title that is not one's own, or by a number.

    The version before has the same title; its number behind the title, which a text never gives for itself, tells it.
    """
    if re.search(_SUBJECT, re.split("《", part)[0]):
        return False
    named = _NAMED.search(part)
    if named is None or own(named[1]):
        return SERIAL.search(part) is not None or (named is not None and _DECREED.match(part, named.end()) is not None)
    return True


def stated_end(words: str) -> str | None:
    """The end of a term that some words state, whosever it is: a day, else a length (3年)."""
    return _end(words)


def _end(part: str) -> str | None:
    match = _UNTIL.search(part) or _TO_DATE.search(part)
    if match:
        days = match.groupdict()
        return iso_date(days["day"] or days["ends"])
    if match := _TO_MONTH.search(part):
        year, month = int(match["year"]), int(match["month"] or 12)
        return iso_day(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None  # noqa: PLR2004 - months
    if match := _LENGTH.search(part):
        count = int(match["count"]) if match["count"].isdigit() else han_to_int(match["count"])
        return f"{count}{match['unit']}" if count else None
    return None


__all__ = ["TERM_WORD", "day_of_term", "own_term", "span_of_term", "stated_end", "term_end"]
