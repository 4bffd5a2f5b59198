"""When a document's rules begin to hold: the clause of commencement, 本办法自…起施行.

全国人大常委会法制工作委员会 《立法技术规范（试行）（一）》 第二十三条: the clause names the day, or an event whose
day it is (公布之日, 通过之日), or a time after that event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.language.dates import CALENDAR_DAY, YEAR, iso_date
from tracker.language.document_kinds import KIND, OWN
from tracker.language.marks import halved
from tracker.language.numerals import DIGIT, HAN_SIGNS, NUMERAL
from tracker.language.patterns import regex
from tracker.language.titles import QUOTED, rule_key
from tracker.model import Effect
from tracker.parse.clauses.repeal import PROVISIONS
from tracker.parse.clauses.validity import TERM_WORD, day_of_term, own_term, span_of_term, term_end
from tracker.parse.clauses.voice import Said

EVENT: Final = "印发|发布|公布|签发|下发|颁布|发文|刊登|公告|通过|批准|签署"
"""What happens to a document and may begin its effect: 自公布之日起, 自通过之日起."""

_EVENT_DAY = rf"(?:[^，,。；;自从《》]{{0,14}}?(?:{EVENT})(?:之?日|(?=[次翌]日)))"
_MONTH = rf"(?P<month>{YEAR}\s*年\s*{DIGIT}{{1,2}}\s*月)份?(?!\s*{DIGIT})"
_DAY = rf"(?P<day>{CALENDAR_DAY}|{_EVENT_DAY}|{_MONTH})"
_LATER = (
    rf"(?:起|后)?\s*(?:的)?(?:(?:满|第)\s*)?(?P<later>{NUMERAL}\s*(?:个)?(?:工作日|日|天|月|年))"
    r"\s*(?:之日)?(?:后|起|以后|之后)+|(?:起|后)?的?第\s*(?P<nth>"
    + NUMERAL
    + r"\s*个?(?:工作日|日|天))|(?:起|后)?满\s*(?P<full>"
    + NUMERAL
    + r"\s*(?:个)?(?:工作日|日|天|月|年))\s*(?:之日)?(?:后|起)*|起?的?(?P<next>[次翌]日)"
)
"""How long after the event: 起30日后, 起六个月后, 后30日起, 起满三十日, 起第31日起, 次日起."""

_FORCE = r"(?:正式|开始|全面|同步)?\s*(?:施行|实施|执行|生效|试行|实行|适用)"
_NO_CLAUSE = r"(?!\s*(?:以来|以前|之前|之后|以后|前|后|期间|之日|至今|情况|过程|的(?!，)))"
"""自2018年8月1日正式实施以来, 施行后: the words speak of the time since, and set no beginning."""

_LAST = rf"(?:至\s*(?P<last>{CALENDAR_DAY})\s*(?:止|期间)?)?"
_SINCE = regex(
    rf"(?<![\u4e00-\u9fff]来)[自从于由]\s*{_DAY}\s*(?:零时|0时|[0０]{{1,2}}[:：点时]?[0０]{{0,2}}分?)?\s*(?:{_LATER})?\s*起?[，,]?\s*{_LAST}{_FORCE}{_NO_CLAUSE}"
)
"""自2025年1月1日起施行; 自公布之日起30日后施行; 自2025年1月1日起至2027年12月31日止执行."""

_BARE = regex(
    rf"(?<![自从于由至到])(?P<day>{CALENDAR_DAY})\s*(?:起\s*|至\s*(?P<last>{CALENDAR_DAY})\s*止?\s*){_FORCE}{_NO_CLAUSE}"
)
"""2023年5月1日起施行, without 自."""

_NOW = regex(
    r"现(?:予以?|将|批准)?[^。；;]{0,60}?(?P<event>公布|发布|颁布|印发)[，,]?(?:施行|实施|执行|生效|试行)(?!以来|方案|细则|办法|意见)"
)
"""现予公布施行: in force with its publication."""

_STOPS = regex(rf"[自从于]\s*{_DAY}\s*起?[，,]?(?:予以|同时|一律)?(?:废止|停止执行|停止|失效)")
_UNDER_ANOTHER = regex(r"(?:按照|依照|根据|依据|执行)《[^》]*》[^，,。；;]{0,8}$")
"""What begins to hold under another text's clause is not this document."""
_ISSUED = regex(
    r"现[^。；]{0,80}(?:印发|公布|发布|颁布)[^。；]{0,80}[，,]$|(?:予以|予)?(?:公布|发布|颁布|印发)[^。；《》]{0,4}[，,]$"
)
"""What a circular says of the measure it issues: 现公布《…》，自…起施行."""
_KIND_AT_END = regex(rf"{KIND}》?(?:[(（][^()（）]*[)）])?[^，,。；;《》]{{0,14}}$")
_NOTED = regex(r"[(（][^()（）《》]*(?:会议)?(?:通过|批准|公布|发布|颁布|修订)[，,\s]*")
"""The note under a text's title: （2016年3月7日…第1680次会议通过，自2016年5月1日起施行）."""
_PART_OF_ITSELF = regex(rf"{PROVISIONS}(?![^，,。；;]*{OWN})[^，,。；;]{{0,30}}$")
"""第三条自…起施行: only some provisions begin then."""
_REST_OF_ITSELF = regex(r"(?:其余|其他|其它)(?:各|的)?(?:条款|条文|条|规定|内容|部分|条款的规定)[^，,。；;《》]{0,6}$")
"""其他条款自…起施行: most of the text begins then."""
_QUOTED_SELF = regex(rf"本《[^《》]{{0,16}}{KIND}》[^，,。；;《》]{{0,8}}$")
_FOREIGN = regex(rf"{QUOTED}(?:\s*[(（][^()（）]*[)）])?[^，,。；;《》]{{0,10}}$")
_POLICIES = regex(r"(?:上述|以上|本)(?:[^，,。；;]{0,4})(?:政策|措施|规定|意见|标准)[^，,。；;]{0,10}$")

_OF_BEGINNING = regex(rf"[起日后止间满年月天，,]\s*{_FORCE}")
_OF_TERM = regex(r"(?:本|上述|以上|该)[^。；;]{0,40}(?:有效|期|至|到|试行|为期)")
_OF_REPEAL = regex("日\\s*起?[，,]?(?:予以|同时|一律)?(?:废止|停止|失效)")
"""What a text has at the least that the slower patterns can match."""
_RELATIVE = {"下发": "印发", "发文": "印发", "颁布": "公布", "刊登": "发布", "公告": "公布"}
"""Events of one kind: 下发 is 印发, 颁布 is 公布."""

LATER_TOLD: Final = "另行公布"
"""The beginning of a text whose day of effect is still to be told (施行日期另行通知)."""
_TOLD_LATER = regex(
    r"(?:施行|实施|执行|生效)的?(?:具体)?(?:日期|时间)[，,]?\s*(?:由[^，,。；;]{2,20})?另行?(?:通知|公布|规定|确定|公告|决定)"
)

_PERIOD = regex(
    rf"自?\s*(?P<day>(?P<year>{YEAR})\s*年\s*{DIGIT}{{1,2}}\s*月\s*{DIGIT}{{1,2}}\s*日)[\s{HAN_SIGNS}\d:：时点分]*起?(?:至|到)\s*"
    rf"(?P<last>(?:{YEAR}\s*年\s*)?{DIGIT}{{1,2}}\s*月\s*{DIGIT}{{1,2}}\s*日)"
)
"""The days between which an announcement's order holds: 自2025年8月29日零时起至9月3日24时止."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The titles that a document may call its own: its title, what it hands down, its instruments."""

    keys: frozenset[str]

    def own(self, title: str) -> bool:
        """Whether a title is one of the document's own."""
        return rule_key(title) in self.keys


def find_effect(texts: Sequence[Said], names: Names, kind: str = "") -> Effect | None:
    """When an instrument's rules hold, by its texts; a term alone where it states no beginning.

    The clause names the text itself (本办法自…起施行) and stands at its end; a term counts only where it stands in the
    same provision, so that the term of a contract or a certificate is not taken for the measure's.
    """
    provisional: Effect | None = None
    for text in _from_the_end(texts):
        effect = _effect_of(text, names) or _told_later(text)
        if effect and effect.start is not None:
            return effect
        provisional = provisional or effect
    return provisional or _issued_now(texts) or _of_repeal(texts) or _period(texts, kind)


def decided(texts: Sequence[Said], names: Names) -> Effect | None:
    """When a decision itself holds, whatever the text that it amends, printed again behind it, says of its own."""
    for text in texts:
        if (at := text.own.find("本决定自")) >= 0 and (effect := _effect_of(text.passage(at, len(text.own)), names)):
            return effect
    return None


def _from_the_end(texts: Sequence[Said]) -> Iterator[Said]:
    """The texts from their end, for the clause stands there; a provision and its 款 are one text."""
    together: list[Said] = []
    for text in reversed(texts):
        together.append(text)
        if text.label or not text.place:
            yield _merged(together[::-1])
            together = []
    if together:
        yield _merged(together[::-1])


def _merged(texts: Sequence[Said]) -> Said:
    first = texts[0]
    if len(texts) == 1:
        return first
    return replace(first, text="\n".join(text.text for text in texts), own="\n".join(text.own for text in texts))


def _effect_of(text: Said, names: Names) -> Effect | None:
    at = 0
    for sentence in text.sentences() if _OF_BEGINNING.search(text.own) else ():
        at = text.text.index(sentence.text, at)
        for pattern in (_SINCE, _BARE):
            for match in pattern.finditer(sentence.own):
                if _own_subject(sentence.own[max(0, match.start() - _LONGEST_SUBJECT) : match.start()], names):
                    last = match["last"] and iso_date(match["last"])
                    after = text.own[at + match.end() - len("施行") :]
                    until = last or term_end(after, names.own) or own_term(sentence.own[: match.start()], names.own)
                    return _effect(_start(match), until, sentence)
    return _of_term(text, names)


def _told_later(text: Said) -> Effect | None:
    """本办法施行日期另行公布: it is not in force, and nobody can say yet from when it will be."""
    for sentence in text.sentences() if "另" in text.own else ():
        match = _TOLD_LATER.search(sentence.own)
        if match and re.search(OWN, sentence.own[: match.start()]):
            return _effect(LATER_TOLD, None, sentence)
    return None


def _of_term(text: Said, names: Names) -> Effect | None:
    """A term without a clause of commencement: 本办法有效期自…至…, 本公告执行至…, 上述政策执行期限为…至…."""
    for sentence in text.sentences() if _OF_TERM.search(text.own) else ():
        if days := span_of_term(sentence.own):
            return _effect(days[0], days[1], sentence)
        if until := own_term(sentence.own, names.own):
            return _effect(day_of_term(sentence.own), until, sentence)
    return None


def _effect(start: str | None, until: str | None, sentence: Said) -> Effect:
    return Effect(start=start, until=until, quote=sentence.text.strip(), place=sentence.place, span=sentence.span)


_LONGEST_SUBJECT = 1_000
"""Characters before a clause of commencement that may tell whose it is."""


def _own_subject(subject: str, names: Names) -> bool:
    """Whether what stands before the words of commencement in their sentence is the text itself."""
    part = re.split("[；;]", subject)[-1]
    clause = re.split("[，,]", part)[-1].strip()
    if _QUOTED_SELF.search(part) or _NOTED.fullmatch(part):
        return True
    if _REST_OF_ITSELF.search(clause):
        return True
    if _UNDER_ANOTHER.search(part) or _PART_OF_ITSELF.search(clause):
        return False
    foreign = _FOREIGN.search(clause or part.rstrip("，, "))
    if foreign and not re.search(OWN, part.split("《")[0]):
        return names.own(foreign[1]) or bool(_ISSUED.search(part))
    return (
        not part.strip()
        or re.search(OWN, part) is not None
        or _KIND_AT_END.search(part) is not None
        or _ISSUED.search(part) is not None
        or _POLICIES.search(part) is not None
    )


def _start(match: re.Match[str]) -> str:
    day = match["day"]
    if re.fullmatch(CALENDAR_DAY, day):
        return iso_date(day) or "".join(day.split())
    if month := match.groupdict().get("month"):
        return iso_date(f"{month}1日") or "".join(day.split())
    event = max((word for word in EVENT.split("|") if word in day), key=day.rindex)
    later = _later_by(match)
    return f"{_RELATIVE.get(event, event)}之日" + (f"起{halved(''.join(later.split()))}后" if later else "")


def _later_by(match: re.Match[str]) -> str | None:
    """How long after its event a text begins to hold, in the words of the clause; 次日 is a day later."""
    groups = match.groupdict()
    return groups.get("later") or groups.get("full") or groups.get("nth") or ("1日" if groups.get("next") else None)


def _issued_now(texts: Sequence[Said]) -> Effect | None:
    """现予公布施行: from the day of its publication."""
    for text in texts:
        for sentence in text.sentences() if "现" in text.own and _NOW.search(text.own) else ():
            if match := _NOW.search(sentence.own):
                event = match["event"]
                return _effect(f"{_RELATIVE.get(event, event)}之日", None, sentence)
    return None


def _of_repeal(texts: Sequence[Said]) -> Effect | None:
    """A document that only repeals holds from the event that it names: 自本通知印发之日起，予以废止."""
    for text in texts:
        for sentence in text.sentences() if _OF_REPEAL.search(text.own) else ():
            match = _STOPS.search(sentence.own)
            if match and not match["month"] and not re.fullmatch(CALENDAR_DAY, match["day"]):
                return _effect(_start(match), None, sentence)
    return None


def _period(texts: Sequence[Said], kind: str) -> Effect | None:
    """An announcement without a clause of commencement holds for the days that it names."""
    if kind not in ("通告", "公告"):
        return None
    for text in texts:
        if text.role != "circular":
            continue
        if match := _PERIOD.search(text.own):
            last = match["last"] if "年" in match["last"] else f"{match['year']}年{match['last']}"
            sentence = text.passage(*match.span())
            return _effect(iso_date(match["day"]), iso_date(last), sentence)
    return None


__all__ = ["EVENT", "LATER_TOLD", "TERM_WORD", "Names", "decided", "find_effect"]
