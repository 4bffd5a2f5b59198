"""Sentences by which a document ends others: 《…》（文号）同时废止, 决定废止《…》."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.language.bodies import NAMED
from tracker.language.dates import CALENDAR_DAY, iso_date
from tracker.language.document_kinds import KIND
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.model import Repeal
from tracker.parse.clauses.acts import Acts, Force
from tracker.parse.clauses.leads import FARTHEST, Leads
from tracker.parse.clauses.names_in_sentences import NamedText, bare_numbers, printed_names
from tracker.parse.clauses.voice import Said, without_titles

ENDING = regex(
    r"废止|失效|作废|撤销(?=\s*(?:了|原)?[^，,。；;《》]{0,30}《)|(?<=予以)撤销|"
    r"停止(?<!暂停止)(?<!暂时停止)(?:执行|施行|实施)|不再(?:执行|施行|实施|适用(?!于|[^，,。；;《》]{0,6}(?:规定|条款)))|终止(?:执行|施行|实施)"
)
"""A word that says that a text holds no more; 撤销 of a named text too (立法法 第一百零八条). Not 暂停执行."""

PROVISIONS = rf"第{NUMERAL}(?:(?:[、和及至到—～-]第?){NUMERAL}){{0,8}}(?:分?编|章|节|条|款|项|目)"
"""Some provisions of a text: 第一百零五条 (the numeral is any, 零 too), 第一、二、三条. Each is no whole rule."""

_REST = r"\s*[(（，,]?(?:中|内)?除[^。；《》]{1,60}?(?:以外|之外|外)[)），,]?的?(?:其余|其他|其它|剩余)"
"""除第三条继续执行外，其余: what is excepted, up to the word for what is left."""

_SOME_OF = regex(
    rf"{_REST}[^，。；《》]{{0,16}}?(?:规定|条款|内容|部分|条文|各?条)|\s*(?:文件|文)?(?:中|内|里)?的?(?:{PROVISIONS}[^，。；《》]{{0,60}}|附[件表录图]\s*{NUMERAL}?[^，。；《》]{{0,30}}?|"
    r"(?:有关|相关|关于|部分|涉及|对)[^，。；《》]{0,60}?(?:规定|条款|内容|部分|条文|要求|标准|措施)|"
    r"中[^，。；《》]{1,60}?(?:规定|条款|内容|部分|条文))"
)
"""What names a part of the text before it: 第三条, 附件2, 中关于…的规定."""

_WITHOUT = regex(
    rf"除[^，。；《》]{{0,30}}(?:{PROVISIONS}|附[件表录则]|总则|罚则|部分条款|个别条款)[^。；《》]{{0,30}}?(?:外|以外|之外)|"
    rf"{PROVISIONS}[^，。；《》]{{0,20}}(?:除外|继续|保留|仍|不在此限)|其中{PROVISIONS}\s*(?:自|从|于)\s*{CALENDAR_DAY}"
)
"""An exception from a repeal: 除第三条外…同时废止, 第三条除外, 但第三条继续有效, 其中第四条自…起废止."""

_SINCE = rf"(?:(?:自|从|于)[^，,。；;《》]{{0,30}}?(?:起|日|后)|{CALENDAR_DAY}\s*起?)"
_BECAUSE = (
    r"(?:(?:因|由于|鉴于|现)?[^，,。；;《》]{0,16}?(?:不(?:再|能|相|宜)?(?:适应|适合|符合|适用)|已?(?:经)?(?:完成|届满|到期|期满|过时)|"
    r"(?:失去|没有|丧失)[^，,。；;《》]{0,8}(?:依据|意义)|被[^，,。；;《》]{0,20}(?:替代|取代|代替|涵盖))[^，,。；;《》]{0,24}[，,])?"
)
"""The reason that a sentence gives between a name and its end: 《甲》已不适应管理需要，现予废止."""
_WITH_IT = r"(?:及其?|以及|和|与)(?:(?!继续|有效|保留|为准|执行)[^，,。；;《》]){1,24}?"
_FILL = regex(
    rf"\s*(?:[(（][^()（）]*[)）])?(?:{_WITH_IT})?(?:(?:等|共)[^，,。；;《》]{{0,16}}|文件|一?文|(?:均|都|全部|上述|共)?{NUMERAL}?[个件部份]?(?:文件|规范性文件|规章|法规))?"
    rf"(?:除[^。；;《》]{{0,40}}?外)?{_BECAUSE}[，,]?\s*将?(?:{_SINCE})?[，,]?\s*(?:已?经[^，,。；;《》]{{1,16}}?(?:同意|批准|决定|研究)[，,]?)?"
    r"(?:也|亦|均|都|已|同时|一并|随之|相应|即行|自行|自动|全文|全部|统一|一律|现|现予|决定|宣布|予以|予|正式|随即|随后|即|应当|应|可以|可|将|拟)*\s*"
)
"""What may stand between a name and the word that ends it: 等3件文件, 自…起, 同时, 予以. No other verb."""

_BRACKETED = regex(r"[(（](?:包括|含|如|即)")
_AMONG = regex(r"[(（](?:包括|含|如|即)(?:《[^()（）]*、?)?$")
_CLOSED = regex(rf"\s*等?[^，,。；;《》()（）]{{0,8}}[)）]{_FILL.pattern}")

_JOINS = regex(
    rf"\s*(?:[、，,；;]|和|及|与|以及|并|或|\s*(?=《))\s*(?:(?:和|及|与|以及|并|同时|原|[(（]?{NUMERAL}[)）]?[.、．)）]?)\s*)?"
    r"(?P<lead>(?:(?!继续|有效|保留|为准|不变|修[改订]|执行|适用|仍|取得|规定|要求|[下中内]的?[，,])[^，,；;。：:《》]){0,40}?)\s*"
)
"""What joins the names of a list: 、 和 and maybe the issuer of the next one. No clause of its own."""

_GOVERNED = regex(
    r"依据|落实|要求|根据|按照|依照|参照|规定的|贯彻|执行|遵守|适用|实施|制定|现?印发|发布$|公布$|收缴|吊销|注销"
)
"""Words whose object a title is, when they stand before it in its clause: it is referred to, not ended."""
_OBJECT = regex(r"[对将把的]$")
"""对《甲》予以废止, 某局印发的《甲》: the title is what the sentence is about."""
_LIVES_ON = regex(r"继续|仍|依然|为准|保持|不一致|按[照《]|参照")
_EXCEPTED = regex(_REST)
_OWN_DAY = regex(rf"自\s*(?P<day>{CALENDAR_DAY})\s*(?:零时)?起")
_DAY_BEFORE = regex(rf"{_OWN_DAY.pattern}[，,]?[^，,。；;《》]{{0,12}}$")
_DAY_BEHIND = regex(rf"[^。；;《》]{{0,40}}?{_OWN_DAY.pattern}")
_DAY_BETWEEN = regex(rf"(?:自|从|于|[，,]|^)\s*(?P<day>{CALENDAR_DAY})\s*(?:零时)?起?")
_MENTIONED = regex(
    rf"\s*(?:的(?:{KIND}|建议|提案|问题|情形|有关|要求|申请|条件|依据|理由|原因)|为由|后|之后|以后|前|之前|以前|时)"
)
"""关于废止《甲》的建议: the name of an act, not the act."""
_ACTIVE = regex(
    r"\s*(?:了|如下|下列)?(?:原)?(?:[^，,。；;：:《》、]{2,30}?(?:印发|发布|公布|下发|颁布|制定)的?|"
    rf"[^，,。；;：:《》、的]{{1,20}}?{NAMED})?\s*(?=《)"
)
"""What may stand between the word of ending and the name of what it ends: 废止原市水务局印发的《…》."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A repeal as it is read, and with what force it is said."""

    repeal: Repeal
    force: Force


def ended_in(texts: Iterable[Said]) -> Iterator[Ended]:
    """Every repeal that sentences tell, in printed order."""
    for text in texts:
        if ("《" in text.own or "号" in text.own) and ENDING.search(text.own):
            for sentence in text.sentences():
                yield from _in_sentence(sentence)


def _in_sentence(sentence: Said) -> Iterator[Ended]:
    words = without_titles(sentence.own)
    reading = _Reading(sentence, words)
    acts = Acts(words)
    excepted = _WITHOUT.search(words)
    behind = 0
    for verb in ENDING.finditer(words):
        how = acts.force(verb.start(), verb.end())
        if how != "none":
            found = _objects(reading, verb.end()) or _subjects(reading, behind, verb.start())
            day = _day_of(reading.own, found, verb.span())
            if found and how == "act" and acts.wished_of(found[0][0].start):
                how = "doubt"
            for one, some in found:
                partly = some or (excepted is not None and reading.excepts(excepted.start(), one))
                yield Ended(repeal=_repeal(one, sentence, partial=partly, day=day), force=how)
        behind = verb.end()


class _Reading:
    """A sentence as its repeals are read from it: words, the names by their places, the clauses before these."""

    def __init__(self, sentence: Said, words: str) -> None:
        self.own = sentence.own
        self.words = words
        self._names = list(printed_names(sentence))
        self._starts = [one.start for one in self._names]
        self._ends = [one.end for one in self._names]
        self._leads = Leads(sentence.own)

    def names_from(self, place: int) -> Iterator[NamedText]:
        """The names from a place on."""
        return map(self._names.__getitem__, range(bisect_left(self._starts, place), len(self._names)))

    def names_between(self, start: int, end: int) -> Sequence[NamedText]:
        """The names that stand whole between two places."""
        return self._names[bisect_left(self._starts, start) : bisect_right(self._ends, end)]

    def excepts(self, at: int, one: NamedText) -> bool:
        """Whether the exception at a place is one from this text: of any, unless another one is named right before."""
        before = next((name for name in self._names if name.end == at), None)
        return before is None or title_key(before.title) == title_key(one.title)

    def referred(self, start: int) -> bool:
        """Whether a word in a name's clause governs it as something referred to: 根据《…》."""
        lead = _BRACKETED.split(self._leads.before(start))[-1]
        return _GOVERNED.search(lead) is not None and not _OBJECT.search(lead)


_STOPPED = regex("[，,；;]")
_OF_ITS_OWN = regex(
    r"\s*(?:暂|仍|尚|继续|保留|不|有效|另行|维持|照常|待|拟|由|作|进行|按|在)[^，,。；;《》]{0,30}(?=[，,。；;]|$)"
)
"""What makes a name behind a comma the subject of its own clause: 废止《乙》，《甲》暂不废止."""

Found = list[tuple[NamedText, bool]]
"""Names and whether only some provisions of each are meant."""


def _objects(reading: _Reading, at: int) -> Found:
    """The names that a verb before them ends: 废止《甲》、《乙》第三条; none where the act is only named (…的建议)."""
    own = reading.own
    lead = _ACTIVE.match(own, at)
    if lead is None:
        return []
    found: Found = []
    place = lead.end()
    for one in reading.names_from(place):
        joined = place if not found else _joined(own, place, one.start)
        if joined != one.start or (
            found and _OF_ITS_OWN.match(own, one.end) and _STOPPED.search(own, place, one.start)
        ):
            break
        some = _SOME_OF.match(own, one.end)
        place = some.end() if some else one.end
        found.append((one, some is not None))
    return [] if _MENTIONED.match(own, place) else found


def _joined(own: str, start: int, end: int) -> int:
    match = _JOINS.fullmatch(own, start, end)
    return end if match and not _GOVERNED.search(match["lead"]) else start


def _subjects(reading: _Reading, floor: int, end: int) -> Found:
    """The names that stand before a verb and are ended by it: 《甲》、《乙》（文号）同时废止.

    The last of them touches the verb but for words that may fill the gap; each one before it is joined to the next.
    """
    own = reading.own
    before = reading.names_between(floor, end)
    if not before or not (last := _touches(own, before[-1], end)):
        return _numbers(own, reading.words, floor, end)
    found: Found = [(before[-1], last == "some")]
    excepted = _EXCEPTED.match(own, before[-1].end)
    behind = excepted.end() if excepted else before[-1].end
    if reading.referred(before[-1].start) or _LIVES_ON.search(reading.words, behind, end):
        return []
    for one, following in zip(before[-2::-1], before[:0:-1], strict=True):
        some = _SOME_OF.match(own, one.end, following.start)
        place = some.end() if some else one.end
        if _joined(own, place, following.start) != following.start or reading.referred(one.start):
            break
        found.append((one, some is not None))
    return found[::-1]


def _touches(own: str, one: NamedText, end: int) -> str:
    """How a name touches the verb at ``end``: as a whole, with some of its provisions, or (empty) not at all."""
    if _FILL.fullmatch(own, one.end, end) or _in_brackets(own, one, end):
        return "whole"
    some = _SOME_OF.match(own, one.end, end)
    while some and not _FILL.fullmatch(own, some.end(), end) and some.end() < end:
        more = re.compile(
            r"[^，。；《》]*?(?:规定|条款|内容|部分|条文|要求|标准|[、和及至到，,]?第[^，。；《》]*?[编章节条款项目])"
        ).match(own, some.end(), end)
        if more is None or more.end() == some.end():
            return ""
        some = more
    return "some" if some else ""


def _in_brackets(own: str, one: NamedText, end: int) -> bool:
    """Whether a name in brackets is among those that end: 有关文件（包括《甲》）同时废止. Not （不含《甲》）."""
    return _AMONG.search(own, 0, one.start) is not None and _CLOSED.fullmatch(own, one.end, end) is not None


def _numbers(own: str, words: str, floor: int, end: int) -> Found:
    """Documents that are named by their numbers alone: 南水发〔2018〕1号、2号文件同时废止."""
    clause = max([floor, *(words.rfind(sign, floor, end) + 1 for sign in "，,；;：:。》")])
    if "号" not in own[clause:end]:  # the numbers may stand before a comma: …号，自…起废止
        clause = max([floor, *(words.rfind(sign, floor, max(floor, clause - 1)) + 1 for sign in "，,；;：:。》")])
    said = own[clause:end]
    if _GOVERNED.search(said) and not re.match(r"[^号]*[对将把]", said):
        return []
    found = sorted((_further(one, clause) for one in bare_numbers(said)), key=lambda one: one.end)
    touches = _touches(own, found[-1], end) if found else ""
    return [(one, one is found[-1] and touches == "some") for one in found] if touches else []


def _further(one: NamedText, by: int) -> NamedText:
    """A name read from a clause, in its place of the sentence."""
    return replace(one, start=one.start + by, title_end=one.title_end + by, end=one.end + by)


def day_of_head(words: str) -> str | None:
    """The day that a sentence above a list names for all that it lists: 下列文件自…起废止：, 自…起废止下列文件：."""
    match = _OWN_DAY.search(words)
    return iso_date(match["day"]) if match else None


def _day_of(own: str, found: Found, verb: tuple[int, int]) -> str | None:
    """The day that the clause names for what it ends, on either side of it or of the verb.

    《甲》自…起废止; 废止《甲》，自…起生效; 自…起，《甲》废止; 自…起废止《甲》.
    """
    start, end = verb
    if not found:
        return None
    first, last = found[0][0], found[-1][0]
    if last.start >= end:  # the verb stands before the names
        match = _DAY_BEHIND.match(own, last.end) or _DAY_BEFORE.search(own, max(0, start - FARTHEST), start)
        return iso_date(match["day"]) if match else None
    between = _DAY_BETWEEN.search(own, last.end, end)
    lead = _DAY_BEFORE.search(own, max(0, first.start - FARTHEST), first.start)
    match = between or lead
    return iso_date(match["day"]) if match else None


def _repeal(one: NamedText, sentence: Said, *, partial: bool, day: str | None) -> Repeal:
    return Repeal(
        title=one.title,
        doc_number=one.number,
        partial=partial or _WITHOUT.search(one.note) is not None,
        day=day,
        quote=sentence.quote_of(one.start, one.end),
        place=sentence.place,
        span=sentence.span,
    )
