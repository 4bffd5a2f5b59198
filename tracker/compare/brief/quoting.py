"""Which words a line quotes: whole clauses, never a piece of a negation, a bound, an enumeration or a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final

from tracker.language.name_borders import GROUNDS, OCCASIONS
from tracker.language.numerals import HAN_SIGNS, NUMERAL
from tracker.language.patterns import regex
from tracker.language.sentence_ends import not_in_number
from tracker.model import Span

_CLAUSE_END: Final = regex(f"[，。；：\n\t;]|{not_in_number(',:')}")
_SENTENCE_END: Final = regex("[。；\n\t;]")
_LABEL: Final = regex(rf"(?:[（(][{HAN_SIGNS}\d]{{1,4}}[）)]|\d{{1,2}}[.．、](?!\d)|[⒈-⒛])\s*")

LONG_CLAUSE: Final = 44
"""A longer clause is told from a preposition on, where one stands outside of an enumeration."""

_PREPOSITION: Final = regex(
    "(?<![、和或及与])(?=对(?!象|外|方)|由(?!于)|向|自(?!然|己|行|愿)|应当|按照|给予|可以|不得|处(?!理|罚|分|置))"
)


_FAR: Final = 400
"""A clause is looked for no farther away than this, in characters: a line of the brief cannot quote a longer one."""
_FARTHER: Final = 1_500
"""The same for a sentence."""


def clause_span(text: str, start: int, end: int) -> Span:
    """The clause of ``text[start:end]``, without the label of an item before it."""
    return _near(whole_clause(text, start, end), start - _FAR, end + _FAR)


def whole_clause(text: str, start: int, end: int) -> Span:
    """The same, however long the clause is."""
    return _stretch(text, start, end, _CLAUSE_END)


def sentence_span(text: str, start: int, end: int) -> Span:
    """The sentence of ``text[start:end]``; an item of a list and a cell of a table are one too."""
    return _near(_stretch(text, start, end, _SENTENCE_END), start - _FARTHER, end + _FARTHER)


def _near(span: Span, first: int, last: int) -> Span:
    return max(span[0], first), min(span[1], last)


def _stretch(text: str, start: int, end: int, sign: re.Pattern[str]) -> Span:
    ends = _places(sign, text)
    before, behind = bisect_left(ends, start), bisect_left(ends, end)
    begun = ends[before - 1] + 1 if before else 0
    label = _LABEL.match(text, begun)
    if label and label.end() <= start:
        begun = label.end()
    return begun, ends[behind] if behind < len(ends) else len(text)


@lru_cache(maxsize=8)
def _places(sign: re.Pattern[str], text: str) -> Sequence[int]:
    """Where a sign stands in a text; a text is asked for every fact that it has."""
    return [found.start() for found in sign.finditer(text)]


_CONDITION: Final = 40
"""A condition before a clause (逾期不改正的，) is told with it up to so many characters."""

_SUBJECT: Final = 60
"""What names the subject of a clause that begins with its verb is told with it up to so many."""


def with_condition(text: str, span: Span) -> Span:
    """The clause with what it needs right before it in its sentence, where that is short.

    That is a condition (逾期不改正的，处…), or whatever names the subject of a clause that begins with its verb.
    """
    sentence, _ = sentence_span(text, *span)
    if span[0] - 1 <= sentence:
        return span
    before, _ = clause_span(text, max(sentence, span[0] - 2), span[0] - 1)
    before = max(before, sentence)
    bare = _HAS_NO_SUBJECT.match(text, span[0])
    near = span[0] - before <= (_SUBJECT if bare else _CONDITION) and text[span[0] - 1] in "，,"
    belongs = _IS_CONDITION.search(text, before, span[0] - 1) or bare
    return (before, span[1]) if near and belongs else span


def with_object(text: str, span: Span) -> Span:
    """A clause that does not say what it is about (行政机关不得拒绝) with its sentence up to there, if short."""
    if not _NO_OBJECT.search(text, *span):
        return span
    begun, _ = sentence_span(text, *span)
    return (begun, span[1]) if span[1] - begun <= _CONSEQUENCE else span


_NO_OBJECT: Final = regex("(?:不得|应当|必须|可以|不予)[\u4e00-\u9fff]{2}\\Z")


def with_consequence(text: str, span: Span) -> Span:
    """A clause that is a condition (涉及两个以上区域的) with what follows from it, where that is short."""
    if not (_IS_CONDITION.search(text, *span) or _LEADS_ON.search(text, *span)) or text[span[1] : span[1] + 1] not in {
        "，",
        ",",
    }:
        return span
    _, end = clause_span(text, span[1] + 1, span[1] + 2)
    return (span[0], end) if end - span[1] <= _CONSEQUENCE else span


_CONSEQUENCE: Final = 90
"""What follows from a condition is told up to so many characters."""

_LEADS_ON: Final = regex(
    "(?:为由|部分)\\Z"
    "|(?:应当|可以|不得|必须)(?:依法)?(?:根据|依照|依据|按照|自|于|在|经)[^，。；]*"
    f"(?:{GROUNDS}|{OCCASIONS})\\Z"
)
"""A clause that says what something is done by, or in which case, and not yet what is done."""


def item_start(text: str, at: int) -> int:
    """Where the item of a list begins in which a clause stands, if its first words are short: （二）质押的，补偿35%."""
    label = _LABEL.match(text, text.rfind("\n", 0, at) + 1)
    if label is None or not label.end() < at <= label.end() + _ITEM or _SENTENCE_END.search(text, label.end(), at):
        return at
    return label.end()


_ITEM: Final = 30


def conduct_before(text: str, at: int) -> str:
    """The conduct that a sanction is for, where its clause does not name it: what the sentence begins with.

    从事维修经营，未按规定备案的，由…责令改正；[拒不改正的，处三千元罚款]. Nothing where the clause itself begins the
    sentence, or where what it begins with is no conduct (…的) or too long.
    """
    begun = _begun(text, at)
    label = _LABEL.match(text, begun)
    begun = label.end() if label and label.end() <= at else begun
    found = _CONDUCT.match(text, begun)
    if found is None or found.end() > at or len(found[1]) > _LONG_CONDUCT or _GRADED.search(found[1]):
        return ""
    return found[1] if found.end() == at or _FURTHER.match(text, at) else ""


def _begun(text: str, at: int) -> int:
    """Where a sentence begins; ``at`` where that is too far before it."""
    begun = max(text.rfind(end, max(0, at - _FARTHER), at) for end in "。\n\t") + 1
    return begun if begun or at <= _FARTHER else at


_CONDUCT: Final = regex("([^。；：\n\t]*?的)[，,](?=由|责令|没收|给予|予以|处(?!理)|吊销|可以)")
_GRADED: Final = regex("情节|造成|违法所得|货值|数额|尚不|构成|逾期|拒不|导致|严重|第[^，。]{1,4}次")
"""A conduct that is told with its grade is another one than that of the next grade."""
_FURTHER: Final = regex(
    "拒不|拒绝|逾期|情节|再次|屡次|由|责令|[并单]?处|没收|给予|予以|吊销|可以|"
    f"(?:自[^，。；]{{1,20}}起)?{NUMERAL}(?:年|个月)内"
)
"""What a sentence goes on with of the same conduct: 拒不改正的, 情节严重的, 处…."""
_LONG_CONDUCT: Final = 60


def without_conjunction(words: str) -> str:
    """A clause without the conjunction that tied it to the one before: 或者由国家安全机关处…."""
    return _CONJUNCTION.sub("", words, count=1)


_CONJUNCTION: Final = regex("^(?:或者|并且|但是|而且|以及|同时|但(?!书)|并(?![购列入行]))(?=.)")


_IS_CONDITION: Final = regex(r"(?:的|(?<![小定及临准按])时|后|前|内|(?<![室境野户国海对])外|之日|期间|情况下)\Z")
_HAS_NO_SUBJECT: Final = regex(
    "并|且|也|还|应当|不得|可以|必须|禁止|[单并]?处(?!理|于)|责令|给予|予以|由|及时|立即|不再|视为"
)


def from_preposition(lead: str, most: int = LONG_CLAUSE) -> str:
    """The words before a fact; of many those from a preposition on, which are a phrase of their own."""
    if len(lead) <= most:
        return lead
    found = _PREPOSITION.search(lead, len(lead) - most)
    if found:
        return f"…{lead[found.start() :]}"
    return lead if len(lead) < _FAR else f"…{lead[-most:]}"


def unlabelled(text: str) -> str:
    """A line without the label of an item before it."""
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def on_one_line(text: str) -> str:
    """A text without breaks, as a line of the brief has it."""
    return " ".join(text.split())


def ends_another(words: str) -> bool:
    """Whether words end another document (《…》同时废止): it stays ended where a new text does not say so again.

    Not a rule about repealing: 未经批准不得废止.
    """
    return _ENDED.search(words.rstrip("。；; ")) is not None


_ENDED = regex(r"(?:》|号)[^，,。；不可应]{0,24}废止$|(?:同时|即行)(?:予以)?废止$")


_GROUND = regex(r"违反[^，,]{1,40}规定[，,]")
"""Which rule was broken, and nothing of how."""


def opening(text: str, most: int) -> str:
    """The first sentence of a text, or as many of its clauses as fit; a mark where it goes on.

    Where no more fits than the rule that is broken (违反本法第九条规定，), so much of how as fits goes with it.
    """
    sentence = text[: sentence_span(text, 0, 0)[1]]
    if len(sentence) > most:
        ends = [*takewhile(lambda end: end <= most, (found.end() for found in _CLAUSE_END.finditer(sentence)))]
        head = sentence[: ends[-1]] if ends else sentence[: clause_span(sentence, 0, 0)[1]]
        sentence = sentence[:most] if _GROUND.fullmatch(head) else head
    whole = on_one_line(sentence).rstrip("，,、：:")
    return whole + ("" if len(sentence) >= len(text.rstrip("。；;")) else "…")
