"""What a document does to the term of another: 有效期延长至…, 延长2年, 继续执行, 执行至…止, 暂停执行, 恢复执行."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.language.dates import CALENDAR_DAY, iso_date
from tracker.language.document_kinds import KIND
from tracker.language.numerals import NUMERAL, han_to_int
from tracker.language.patterns import regex
from tracker.model import TermChange, TermChangeKind
from tracker.parse.clauses.acts import Acts
from tracker.parse.clauses.leads import Leads
from tracker.parse.clauses.names_in_sentences import NamedText, bare_numbers, named_texts, printed_names
from tracker.parse.clauses.repeal import PROVISIONS
from tracker.parse.clauses.voice import Said, without_titles

_HOLDS = "(?:执行|施行|实施|适用|有效)"
_PROLONGED = regex(
    rf"(?:延长|延续|顺延|延期|延至)(?:执行|施行|实施|有效期限?|期限)*\s*(?:至|到)?\s*"
    rf"(?:(?P<day>{CALENDAR_DAY})|(?P<count>{NUMERAL})\s*(?P<unit>年(?!度|底|末|\s*\d)|个月))"
)
"""有效期延长至2029年4月30日, 延长有效期2年, 延期执行至…."""
_GOES_ON = regex(rf"继续{_HOLDS}|继续沿用")
_NEVER = regex(r"(?:不再|不得|不应|不予|不能|禁止|严禁)(?:擅自|随意|自行)?$")
"""不再暂停执行, 不得延长有效期: nothing is done to the term."""
_ENDS = regex(rf"(?:{_HOLDS}|有效期)\s*(?:截?至|到)\s*(?P<day>{CALENDAR_DAY})")
_SUSPENDED = regex(rf"(?:暂停|暂时停止|暂缓|中止){_HOLDS}?")
_RESUMED = regex(r"恢复(?:执行|施行|实施|适用|效力)(?!的?(?:时间|日期|期限|情况)|之日|前)")
_OF_TERM = regex(
    r"[延顺继暂中恢至到](?:(?<=延)[长续期至]|(?<=顺)延|(?<=继)续|(?<=暂)[停时缓]|(?<=中)止|(?<=恢)复|"
    r"(?<=[行施用效期][至到])|(?<=[行施用效期][\s截][至到])|(?<=[行施用效期]\s截[至到])|(?<=\s\s[至到])|(?<=\s\s截[至到]))"
)
"""What a text has at the least that one of the patterns above can match."""
_LAST = regex(rf"(?:至|到)\s*(?P<day>{CALENDAR_DAY})")
_SINCE = regex(rf"自\s*(?P<day>{CALENDAR_DAY})\s*起")
_TITLE_OF_ACT = regex(r"关于(?:继续(?:执行|实施|施行|适用)|延长|延续|暂停|暂缓|中止|恢复)")
_THOSE = regex(rf"(?:上述|以上|该|前述|原)(?:文件|{KIND})|^\s*(?:经[^，,]{{0,20}}[，,])?(?:决定)?(?:将)?(?:其)?有效期")
"""A sentence that means the text of the document's title."""


_SOME_ONLY = regex(rf"{PROVISIONS}|(?:下列|部分|有关|相关|以下)[^，,。；;《》]{{0,8}}(?:条文|条款|规定|内容)")
"""Only some provisions go on or are suspended: the state of the whole does not change."""


_ABOVE_LIST = regex(
    rf"(?:下列|以下|如下)(?:{NUMERAL}?[件个部项])?[^，,。；;：:《》]{{0,12}}(?:文件|规章|法规|{KIND})[^。；;《》]*[：:]?$"
)
"""A sentence above a list: 下列文件有效期延长至…：."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    kind: TermChangeKind
    at: re.Match[str]
    until: str | None = None


def term_changes_in(texts: Sequence[Said], title: str) -> Iterator[TermChange]:
    """Every change of another text's term, each once; ``title`` names the text where a sentence says 上述文件."""
    of_title = tuple(named_texts(title)) if _TITLE_OF_ACT.search(title) else ()
    told: set[tuple[str, str]] = set()
    for change in _all_changes(texts, of_title):
        if (change.kind, change.title) not in told:
            told.add((change.kind, change.title))
            yield change


def _all_changes(texts: Sequence[Said], of_title: Sequence[NamedText]) -> Iterator[TermChange]:
    """The changes in printed order; under a sentence that says 下列文件, of every entry of the list below it."""
    listing: TermChange | None = None
    for text in texts:
        found = list(_in_text(text, of_title)) if _OF_TERM.search(text.own) else []
        entry = None if found or listing is None else _entry(text)
        if listing is not None and entry is not None:
            yield replace(listing, title=entry.title, doc_number=entry.number, place=text.place, span=text.span)
        else:
            listing = next((change for change in found if not change.title), None)
        yield from (change for change in found if change.title)


def _in_text(text: Said, of_title: Sequence[NamedText]) -> Iterator[TermChange]:
    for sentence in text.sentences():
        yield from _in_sentence(sentence, of_title)


def _entry(text: Said) -> NamedText | None:
    """The text that an entry of a list names: its title stands first, with nothing but its number behind it."""
    first = next(printed_names(text), None)
    alone = first and first.start == 0 and not text.own[first.end :].strip("；;。，, ")
    return first if alone else None


def _in_sentence(sentence: Said, of_title: Sequence[NamedText]) -> Iterator[TermChange]:
    """What a sentence changes; above a list (下列文件继续有效：) a change without a title, for its entries."""
    words = without_titles(sentence.own)
    change = _change(words)
    if change is None or not _is_done(words, change) or _SOME_ONLY.search(words):
        return
    since = _SINCE.search(words)
    targets = [(one.title, one.number) for one in _targets(sentence, words, change, of_title)]
    if not targets and _ABOVE_LIST.search(words):
        targets = [("", None)]
    quote = sentence.quote_of(change.at.start(), change.at.end())
    for title, number in targets:
        yield TermChange(
            kind=change.kind,
            title=title,
            doc_number=number,
            until=change.until,
            day=iso_date(since["day"]) if since else None,
            quote=quote,
            place=sentence.place,
            span=sentence.span,
        )


def _is_done(words: str, change: _Change) -> bool:
    """Whether the words change a term and are no plan, wish or ban."""
    start, end = _verb(change)
    return not _NEVER.search(words[:start]) and Acts(words).force(start, end) == "act"


def _verb(change: _Change) -> tuple[int, int]:
    """Where the word that changes the term begins: 有效期[延长至…]."""
    word = re.search("延|继续|暂|中止|恢复|执行|施行|实施|适用|有效", change.at[0])
    return change.at.start() + (word.start() if word else 0), change.at.end()


def _change(words: str) -> _Change | None:
    """What a sentence does to a term; the plainest words first."""
    if match := _PROLONGED.search(words):
        return _Change(kind="extended", at=match, until=_last_after(words, match.end()) or _until(match))
    if match := _RESUMED.search(words):
        return _Change(kind="resumed", at=match)
    if match := _SUSPENDED.search(words):
        return _Change(kind="suspended", at=match, until=_last(words, match.end()) or _last(words[: match.start()], 0))
    if match := _GOES_ON.search(words):
        return _Change(kind="continued", at=match, until=_last(words, match.end()) or _length(words, match.end()))
    if match := _ENDS.search(words):
        return _Change(kind="ended", at=match, until=iso_date(match["day"]))
    return None


def _until(match: re.Match[str]) -> str | None:
    return iso_date(match["day"]) if match["day"] else _length_of(match)


def _length_of(match: re.Match[str]) -> str | None:
    count = int(match["count"]) if match["count"].isdecimal() else han_to_int(match["count"])
    return f"{count}{match['unit']}" if count else None


def _last_after(words: str, at: int) -> str | None:
    """The day that a length comes to, where it is said right behind it: 延长1年，至2026年12月31日止."""
    match = re.compile(rf"[，,]?(?:即|有效期)?{_LAST.pattern}").match(words, at)
    return iso_date(match["day"]) if match else None


def _last(words: str, at: int) -> str | None:
    match = _LAST.search(words, at)
    return iso_date(match["day"]) if match else None


_LENGTH_BEHIND = regex(
    rf"[，,]?\s*(?:其)?有效期限?(?:为)?\s*(?P<count>{NUMERAL})\s*(?P<unit>年(?!度|底|末|\s*\d)|个月)"
)


def _length(words: str, at: int) -> str | None:
    """The new term that is given to what goes on: 继续有效，有效期5年."""
    match = _LENGTH_BEHIND.match(words, at)
    return _length_of(match) if match else None


_REFERRED = regex(r"鉴于|由于|因为?$|依据|落实|根据|按照|依照|参照|规定的|贯彻|要求|符合|取得|享受|认定")
_OF_ITS_TERM = regex(
    r"(?:等[^，,。；;《》]{0,16}(?:文件|规章|法规|规定))?(?:规定的[^，,。；;《》]{0,8}政策)?[，,]?\s*的?(?:政策|文件)?(?:(?:有效|执行|施行|实施|试行)(?:期限|期)|期限|有效时间)?(?:均|统一|全部|到期后|届满后|期满后)*"
    r"(?:由[^，,。；;《》]{1,20})?(?:再|予以|给予|适当|拟)*"
)
"""What may stand between a name and 延长: the term of the text itself, not one that the text sets for others."""
_AND_THEN = regex(
    rf"(?:文件)?(?:[，,]?\s*(?:的)?(?:现|原|已|将|即将|自)?(?:有效期|于)?\s*(?:{CALENDAR_DAY})?\s*(?:到期|届满|期满|止)[，,])?"
    rf"(?:[^，,。；;《》的]{{0,8}}(?:需要?|仍需|应|决定)?(?:继续)?{_HOLDS}[，,])?(?:经[^，,。；;《》]{{1,16}}[，,])?(?:根据[^，,。；;《》]{{1,16}}[，,])?(?:现|决定|同意)*"
    rf"(?:(?:将|对)?其?的?(?:有效期限?|执行期限|施行期限|实施期限)(?:自\s*{CALENDAR_DAY}\s*起|由\s*{CALENDAR_DAY}\s*)?(?:再|予以|适当|相应|均)?)?"
)
"""The same over several clauses: 《甲》将于…到期，经研究，有效期延长至…; 《甲》需继续施行，现将其有效期延长三年."""
_OBJECT_NEAR = regex(r"[^，,。；;《》]{0,12}")
"""What may stand between the words and the name of what they change."""
_GAP = regex(r"[^，,。；;《》]{0,30}[，,]?[^，,。；;《》]{0,12}")
"""What may stand between a name and what is done to its term."""


def _targets(sentence: Said, words: str, change: _Change, of_title: Sequence[NamedText]) -> Sequence[NamedText]:
    """The texts whose term is meant: before the words or their object, else that of the document's title."""
    own = sentence.own
    named = [*printed_names(sentence)]
    behind = [
        one
        for one in named
        if change.kind in {"suspended", "resumed", "continued", "extended"}
        and one.start >= change.at.end()
        and _OBJECT_NEAR.fullmatch(own, change.at.end(), one.start)
    ]
    before = [one for one in named if one.end <= change.at.start()]
    if before and _gap_holds(change, own[before[-1].end : change.at.start()]):
        lead = Leads(own).before(before[0].start)
        return () if _REFERRED.search(lead) or Acts(words).wished_of(before[0].start) else _joined(own, before)
    if behind:
        return behind
    numbers = list(bare_numbers(own[: change.at.start()]))
    if not named and numbers and _GAP.fullmatch(own, numbers[-1].end, change.at.start()):
        return numbers
    if not named and of_title and _THOSE.search(words):
        return of_title
    return ()


def _gap_holds(change: _Change, between: str) -> bool:
    """Whether what stands between a name and the words leaves these said of the name."""
    if change.kind != "extended":
        return _GAP.fullmatch(between) is not None
    return (_OF_ITS_TERM.fullmatch(between) or _AND_THEN.fullmatch(between)) is not None


def _joined(own: str, named: Sequence[NamedText]) -> Sequence[NamedText]:
    """The last of some names and those that are joined to it by 、 or 和."""
    found = [named[-1]]
    for one, following in zip(named[-2::-1], named[:0:-1], strict=True):
        if not re.fullmatch(r"\s*(?:[、和与及]|以及)?[^，,。；;《》的]{0,16}", own[one.end : following.start]):
            break
        found.insert(0, one)
    return found
