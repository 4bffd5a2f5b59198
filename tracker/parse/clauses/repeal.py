"""What a document says of others, and the sentences it says it in: repeal, citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.language.dates import DATE
from tracker.language.doc_numbers import SERIAL, YEAR_NUMBER, doc_numbers
from tracker.language.marks import BLANK
from tracker.language.titles import title_key
from tracker.model import Instrument, Provision, Repeal, own_text, walk

SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def texts(instruments: Iterable[Instrument]) -> Iterator[str]:
    """The own texts of all provisions of some instruments, in printed order."""
    for instrument in instruments:
        for node in walk(instrument.body):
            text = own_text(node)
            if text:
                yield text


# --- repeal ---------------------------------------------------------------------------------------

_ENDS = re.compile(r"(?:予以|即行|同时|一并|相应|全文|自行|一律|宣布)?(?:废止|失效|作废|停止执行|不再执行)(?!的)")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_AFTER_TITLE = re.compile(
    r"\s*(?:[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]|[\[［【]([^\]］】]*[^\]］】号]号[^\]］】]*)[\]］】]|"
    rf"([\u4e00-\u9fff]{{1,16}}{SERIAL.pattern}))?"
)
"""A document's number (and date) behind its title: in brackets of any kind, or without."""
_YEAR_NUMBER_OF = re.compile(rf"(?:[\u4e00-\u9fff、]{{2,24}}?(?:令|公告|通告))?{YEAR_NUMBER.pattern}")
_DAY_OR_YEAR = re.compile(rf"{DATE.pattern}|(?:19|20)\d\d{BLANK}*年(?!{BLANK}*第)")
_DECREE_OF = re.compile(r"[\u4e00-\u9fff]*令?第\d+号")
_NUMBER_BEFORE = re.compile(
    rf"(?:[以由]|(?<=日))([\u4e00-\u9fff]{{2,24}}?(?:令|公告|通告){BLANK}*(?:第{BLANK}*\d+{BLANK}*号|{YEAR_NUMBER.pattern}))(?:(?:公布|发布|颁布|印发)的)?$|"
    rf"(?<=[以由])([\u4e00-\u9fff]{{1,16}}{SERIAL.pattern})文?件?(?:公布|发布|颁布|印发|下发)的$"
)
"""A decree's number in front of the title that it made law: 以某部令第9号公布的《…》."""
_LIVES_ON = re.compile(r"继续|仍|依然|为准|保持|不一致|按[照《]|参照")
"""Words said of a title that exclude it from the repeal behind them."""
_PARTIAL = re.compile(
    r"(?:取消|废止|删去|删除|停止执行)\s*《|》(?:[(（][^()（）]*[)）])?\s*(?:中|第[一二三四五六七八九十百]+[章条款项])"
)
_REPEALED_HEAD = re.compile(r"废止|失效|停止执行")
_TITLE_COLUMN = re.compile(r"文件(?:名称|标题|题目)|名称|标题|规范性文件|规章")
_NUMBER_COLUMN = re.compile(r"文号|发文字号|文件编号|编号")
_REFERRED = re.compile(r"依据|落实|要求|根据|按照|依照|参照|规定的|贯彻")


def find_repeals(instruments: Sequence[Instrument], title: str) -> tuple[Repeal, ...]:
    """The documents that this one ends: by a sentence (《…》（文号）同时废止) or by a table of repealed documents."""
    found: dict[tuple[str, str | None, bool], Repeal] = {}
    for repeal in [*_in_sentences(instruments), *_in_lists(instruments), *_in_tables(instruments, title)]:
        found.setdefault((title_key(repeal.title), repeal.doc_number, repeal.partial), repeal)
    numbered = {title_key(repeal.title) for repeal in found.values() if repeal.doc_number}
    return tuple(r for r in found.values() if r.doc_number or title_key(r.title) not in numbered)


def _in_sentences(instruments: Sequence[Instrument]) -> Iterator[Repeal]:
    for text in texts(instruments):
        if ("《" not in text and "号" not in text) or not _ENDS.search(text):
            continue
        for sentence in SENTENCE.findall(text):
            yield from _in_sentence(sentence)


_NEW_CLAUSE = re.compile(r"[，,；;：:]|修订|制定|印发|发布|公布")
"""What parts a title from the one before it, so that its own clause tells whether it is referred to or repealed."""


def _in_sentence(sentence: str) -> Iterator[Repeal]:
    """The titles that stand before a word of ending, up to the clause that governs another word."""
    ends = [match for match in _ENDS.finditer(sentence) if not _inside_title(sentence, match.start())]
    if not ends:
        return
    position = 0
    for end in ends:
        behind, referred = position, False
        for match in _TITLE.finditer(sentence, position, end.start()):
            between = sentence[behind : match.start()]
            if behind == position or _NEW_CLAUSE.search(between):
                referred = _REFERRED.search(re.split(r"[，,；;：:]", between)[-1]) is not None
            note = _AFTER_TITLE.match(sentence, match.end())
            behind = note.end() if note else match.end()
            said = sentence[behind : sentence.find("《", behind, end.start()) % (end.start() + 1)]
            if not referred and not _LIVES_ON.search(said):
                yield _repeal(sentence, match)
        yield from _bare_numbers(sentence[behind : end.start()])
        position = end.end()
    if position and (tail := re.match(r"\s*(?=《)", sentence[position:])):
        for match in _TITLE.finditer(sentence, position + tail.end()):
            yield _repeal(sentence, match)


_BARE = re.compile(r"(?:^|[，,；;。：:])[^《》，,；;：:]*$")


def _bare_numbers(clause: str) -> Iterator[Repeal]:
    """Documents that are named by their numbers alone: 南水发〔2018〕1号、2号文件同时废止."""
    match = _BARE.search(clause)
    if match and not _REFERRED.search(match[0]):
        for number, _, _ in doc_numbers(match[0]):
            yield Repeal(title=number, doc_number=number)
        for plain in YEAR_NUMBER.finditer(match[0]):
            number = "".join(plain[0].split())
            yield Repeal(title=match[0][: plain.start()].strip("，,；;。：: ") or number, doc_number=number)


def _inside_title(sentence: str, at: int) -> bool:
    before = sentence[:at]
    return before.count("《") > before.count("》")


def _repeal(sentence: str, match: re.Match[str]) -> Repeal:
    after = _AFTER_TITLE.match(sentence, match.end())
    note = next((group for group in after.groups() if group), "") if after else ""
    numbers = doc_numbers(note)
    number = numbers[0][0] if numbers else None
    undated = _DAY_OR_YEAR.sub("，", note) if number is None else ""
    if number is None and (plain := _YEAR_NUMBER_OF.search(undated) or _DECREE_OF.search(undated)):
        number = "".join(plain[0].split())
    if number is None and not note and (before := _NUMBER_BEFORE.search(sentence, 0, match.start())):
        named = doc_numbers(before[0])
        number = named[0][0] if named else "".join((before[1] or "").split()) or None
    rest = sentence[after.end() if after else match.end() :]
    partial = re.match(r"\s*(?:中|内|第[一二三四五六七八九十百\d]+[章节条款项])", rest) is not None
    return Repeal(title=match[1], doc_number=number, partial=partial)


_LIST_HEAD = re.compile(r"(?:下列|以下)[^。]*(?:废止|失效|停止执行)|(?:废止|失效|停止执行)[^。]*(?:下列|以下|如下)")
_LISTED = re.compile(r"[^《》。；]{0,24}《")


_AMENDS = re.compile(r"》(?:[(（][^()（）]*[)）])?[^《》]{0,12}(?:修改|修订|修正|改为)|[:：]$")


def _is_listed(text: str) -> bool:
    """Whether a text is an entry of a list: a title at its beginning, and no clause about it."""
    lead = _LISTED.match(text)
    return lead is not None and not _REFERRED.search(lead[0]) and not _ENDS.search(text) and not _AMENDS.search(text)


_CARRIES = re.compile(r"(?:印发|转发|发布|公布|下发|批转|同意|实施|执行|颁发|颁布|关于)[^《》]*$")
_CARRIED = re.compile(r"》[^《》()（）]{0,16}的(?:通知|公告|通告|决定|意见|批复|函|命令|规定)")


def _listed(text: str) -> Repeal:
    """The document that an entry of a list names: 某局关于印发《甲》的通知 is the circular, not 甲."""
    match = _TITLE.search(text)
    assert match is not None  # noqa: S101 - an entry has a title
    before, after = text[: match.start()], _CARRIED.match(text, match.end() - 1)
    if not (before and after and _CARRIES.search(before)):
        return _repeal(text, match)
    whole = f"《{text[: after.end()].replace('《', '〈').replace('》', '〉')}》{text[after.end() :]}"
    named = _TITLE.match(whole)
    assert named is not None  # noqa: S101 - just written
    repeal = _repeal(whole, named)
    return Repeal(title=text[: after.end()], doc_number=repeal.doc_number, partial=repeal.partial)


def _in_lists(instruments: Sequence[Instrument]) -> Iterator[Repeal]:
    """The entries of a list of repealed documents: under a sentence (废止下列文件：), or in an annex of that title."""
    for instrument in instruments:
        told = instrument.role == "annex" and _REPEALED_HEAD.search(instrument.title) is not None
        listing = told
        for text in texts([instrument]):
            if _LIST_HEAD.search(text):
                listing = True
            elif listing and _is_listed(text):
                yield _listed(text)
            elif told and (numbers := doc_numbers(text)):
                yield Repeal(title=text[: numbers[0][1]].strip("(（《》 "), doc_number=numbers[0][0])
            else:
                listing = told


def _in_tables(instruments: Sequence[Instrument], title: str) -> Iterator[Repeal]:
    """The rows of tables of repealed or lapsed documents; the words stand in the table's title or the document's."""
    for instrument in instruments:
        about = _REPEALED_HEAD.search(instrument.title or title)
        for node in walk(instrument.body):
            if node.level == "table" and about:
                yield from _table_repeals(node)


def _table_repeals(table: Provision) -> Iterator[Repeal]:
    header = table.rows[0]
    name = next((i for i, cell in enumerate(header) if _TITLE_COLUMN.search(cell)), None)
    column = next((i for i, cell in enumerate(header) if _NUMBER_COLUMN.search(cell)), None)
    if name is None:
        return
    for row in table.rows[1:]:
        if name >= len(row) or not row[name] or row == header:
            continue
        cell = row[column] if column is not None and column < len(row) else " ".join(row)
        numbers = doc_numbers(cell) or doc_numbers(row[name])
        number = numbers[0][0] if numbers else (cell or None if column is not None else None)
        yield Repeal(title=row[name].strip("《》"), doc_number=number)


# --- citations ------------------------------------------------------------------------------------


def find_cites(instruments: Sequence[Instrument], own: str | None, title: str) -> tuple[str, ...]:
    """The numbers of other documents that a document names, each once, in order."""
    found: dict[str, None] = {}
    for instrument in instruments:
        for node in walk(instrument.body):
            for text in (own_text(node), *("\t".join(row) for row in node.rows)):
                for number, _, _ in doc_numbers(text):
                    found.setdefault(number)
    for number, _, _ in doc_numbers(title):
        found.setdefault(number)
    if own:
        found.pop(own, None)
    return tuple(found)
