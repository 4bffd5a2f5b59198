"""Lists and tables of texts that a document ends: 废止下列文件：…, 附件：废止文件目录."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.language.dates import CALENDAR_DAY, iso_date
from tracker.language.document_kinds import KIND
from tracker.language.numbers_of_documents import doc_numbers
from tracker.language.patterns import regex
from tracker.language.titles import HANDS_DOWN
from tracker.model import Instrument, Provision, Repeal
from tracker.parse.clauses.acts import Force, force
from tracker.parse.clauses.names_in_sentences import named_texts
from tracker.parse.clauses.repeal import ENDING, Ended, day_of_head
from tracker.parse.clauses.voice import Said, placed_in, without_titles

_ENDED = "废止|失效|停止执行"
_HEAD = regex(
    rf"(?:下列|以下)[^。]{{0,300}}?(?P<behind>{_ENDED})|(?P<before>{_ENDED})[^。，；《》]{{0,100}}?(?:下列|以下|如下)"
)
"""A sentence above a list: 决定废止下列文件：, 以下规章宣布失效."""
_HEADING = regex(
    rf"(?:予以|决定|宣布|现)*(?:{_ENDED})(?:[、和及](?:宣布)?(?:废止|失效))?的[^，。；：《》]{{0,24}}(?:文件|规章|法规|{KIND})"
    r"(?:目录|清单)?(?:[(（][^()（）]*[)）])?[:：]?"
)
"""A heading above a list: 废止的行政规范性文件, 宣布失效的规章（3件）."""
_ENDED_TITLE = regex(_ENDED)
_OTHER_TITLE = regex(r"拟|征求意见|继续有效|保留|修改|修订|现行有效|草案")
"""Lists of what stays, or of what is not decided; a list of both tells by a column what becomes of each."""
_PLANNED = regex(r"拟|征求意见|草案")
_LISTED = regex(r"[^《》。；]{0,24}《")
_AMENDS = regex(r"》(?:[(（][^()（）]*[)）])?[^《》]{0,12}(?:修改|修订|修正|改为)|[:：]$")
_REFERRED = regex(r"依据|落实|要求|根据|按照|依照|参照|规定的|贯彻")
_CARRIES = regex(f"(?:{HANDS_DOWN}|同意|实施|执行|关于)[^《》]*$")
_CARRIED = regex(rf"》[^《》()（）]{{0,16}}的{KIND}")
_SORTED = regex(r"清理(?:结果|情况|目录|清单|一览)")
"""A list of what became of each of many texts; a column says it."""
_OUTCOME = regex(r"^(?:予以|宣布|全文|全部|现)?(?:废止|失效)$")
_DAY_COLUMN = regex(rf"(?:{_ENDED})(?:日期|时间|之日)")
_OF_ALL_LISTED = regex(
    rf"(?:所列|上述|以上|附件|目录)[^。；;《》]{{0,24}}?自\s*(?P<day>{CALENDAR_DAY})\s*起[^。；;《》]{{0,8}}?(?:{_ENDED}|不再执行)"
)
"""The day that a circular names for all that its annex lists: 目录所列文件自…起停止执行."""
_TITLE_COLUMN = regex(r"文件(?:名称|标题|题目)|名称|标题|规范性文件|规章")
_NUMBER_COLUMN = regex(r"文号|发文字号|文件编号|编号")
_STAYS = regex(r"(?:继续有效|保留|拟?修改|拟?修订|继续执行|有效|拟废止|暂时?保留)")
"""What a column says of a text that is not ended."""


def ended_in_lists(instrument: Instrument, texts: Sequence[Said]) -> Iterator[Ended]:
    """The entries of a list of repealed documents: under a sentence (废止下列文件：), or in an annex of that title."""
    told = instrument.role == "annex" and _tells_ends(instrument.title)
    listing: Force = "act" if told else "none"
    day: str | None = None
    for text in texts:
        words = without_titles(text.own) if _ENDED_TITLE.search(text.own) else ""
        if words and _HEADING.fullmatch(text.own.strip()):
            listing, day = "act", None
        elif words and (head := _HEAD.search(words)):
            listing = force(words, *head.span("behind" if head["behind"] else "before"))
            day = day_of_head(words)
        elif listing != "none" and _is_listed(text.own):
            yield Ended(repeal=replace(_listed(text), day=day), force=listing)
        elif told and (numbers := doc_numbers(text.own)):
            title = text.text[: numbers[0][1]].strip("(（《》 ")
            yield Ended(repeal=_placed(Repeal(title=title, doc_number=numbers[0][0]), text), force="act")
        else:
            listing, day = ("act" if told else "none"), None


def _tells_ends(title: str) -> bool:
    return bool(_ENDED_TITLE.search(title)) and not _OTHER_TITLE.search(title)


def _placed(repeal: Repeal, text: Said) -> Repeal:
    return replace(repeal, quote=text.text.strip(), place=text.place, span=text.span)


def _is_listed(text: str) -> bool:
    """Whether a text is an entry of a list: a title at its beginning, and no clause about it."""
    lead = _LISTED.match(text)
    return lead is not None and not _REFERRED.search(lead[0]) and not ENDING.search(text) and not _AMENDS.search(text)


def _listed(said: Said) -> Repeal:
    """The document that an entry of a list names: 某局关于印发《甲》的通知 is the circular, not 甲."""
    text = said.text
    start, end = text.index("《"), _first_title_end(text)
    carried = _CARRIED.match(text, end - 1)
    if not (carried and _CARRIES.search(text[:start])):
        named = next(named_texts(text), None)
        title, number = (named.title, named.number) if named else (text[start + 1 : end - 1], None)
        return _placed(Repeal(title=title, doc_number=number), said)
    whole = f"《{text[: carried.end()].replace('《', '〈').replace('》', '〉')}》{text[carried.end() :]}"
    number = next((one.number for one in named_texts(whole)), None)
    return _placed(Repeal(title=text[: carried.end()], doc_number=number), said)


def _first_title_end(text: str) -> int:
    """The index past the first title of a text, one inside another counted."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "《") - (sign == "》")
        if sign == "》" and depth <= 0:
            return place + 1
    return len(text)


def ended_in_tables(instrument: Instrument, title: str) -> Iterator[Ended]:
    """The rows of tables of repealed or lapsed documents; the words stand in the table's title or the document's."""
    name = instrument.title or title
    if _ENDED_TITLE.search(name):
        ends = None if _tells_ends(name) else _ENDED_TITLE
    elif _SORTED.search(name):
        ends = _OUTCOME
    else:
        return
    how: Force = "doubt" if _PLANNED.search(name) else "act"
    for table, place in placed_in(instrument):
        for repeal in _rows(table, ends) if table.level == "table" else ():
            yield Ended(repeal=replace(repeal, place=place, span=table.span), force=how)


def day_of_lists(texts: Sequence[Said]) -> str | None:
    """The day that a document names for all that its lists end, where it does so in one sentence."""
    for text in texts:
        if "起" in text.own and (match := _OF_ALL_LISTED.search(without_titles(text.own))):
            return iso_date(match["day"])
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where a table of texts has their titles, numbers and the days from which they hold no more."""

    title: int | None
    number: int | None
    day: int | None


def _columns(header: Sequence[str]) -> _Columns:
    first = (
        next((at for at, cell in enumerate(header) if words.search(cell)), None)
        for words in (_TITLE_COLUMN, _NUMBER_COLUMN, _DAY_COLUMN)
    )
    title, number, day = first
    return _Columns(title=title, number=number, day=day)


def _rows(table: Provision, ends: re.Pattern[str] | None) -> Iterator[Repeal]:
    """What the rows name; where a list is not only of ended texts, a cell of the row must say so (``ends``)."""
    header = table.rows[0]
    at = _columns(header)
    if at.title is None:
        return
    for row in table.rows[1:]:
        if at.title < len(row) and row[at.title] and row != header and _is_over(row, at, ends):
            yield _row(row, row[at.title], at)


def _row(row: Sequence[str], title: str, at: _Columns) -> Repeal:
    return Repeal(
        title=title.strip("《》"),
        doc_number=_number_of(row, title, at.number),
        day=iso_date(row[at.day]) if at.day is not None and at.day < len(row) else None,
        quote=" ".join(cell for cell in row if cell),
    )


def _is_over(row: Sequence[str], at: _Columns, ends: re.Pattern[str] | None) -> bool:
    """Whether a row tells of an end: no cell says that the text stays, and one the end where the list needs it."""
    others = [cell.strip() for n, cell in enumerate(row) if n not in (at.title, at.number)]
    if any(_STAYS.fullmatch(cell) for cell in others):
        return False
    return ends is None or any(map(ends.search, others))


def _number_of(row: Sequence[str], name: str, column: int | None) -> str | None:
    cell = row[column] if column is not None and column < len(row) else " ".join(row)
    numbers = doc_numbers(cell) or doc_numbers(name)
    if numbers:
        return numbers[0][0]
    return cell or None if column is not None else None
