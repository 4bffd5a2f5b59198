"""What a document says of itself and of others: effect, term, repeal, citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.model import Effect, Instrument, Provision, Repeal, own_text, walk
from tracker.numerals import han_to_int
from tracker.parse.grammar import DATE, YEAR_NUMBER, doc_numbers, fold, iso_date

_SELF = (
    r"本(?:办法|规定|细则|条例|规则|意见|措施|方案|通知|通告|公告|决定|政策|导则|指南|标准|规范|规程|制度|计划|目录|指引|预案|"
    r"准则|若干措施|若干政策|实施(?:办法|细则|方案|意见)|管理(?:办法|规定|细则)|暂行(?:办法|规定)|试行办法|"
    r"工作(?:方案|措施|规则)|政策措施|文件|解释|法|通则|章程)"
)
_FORCE = r"(?:起)?(?:正式)?(?:施行|实施|执行|生效|试行)"
_DAY = (
    r"(?P<day>(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|"
    r"[^，,。；;自]{0,6}?(?:印发|发布|公布|下发|颁布|发文)之?日)"
)
_FROM = re.compile(
    rf"自\s*{_DAY}\s*(?:起)?(?:(?P<later>[零一二三四五六七八九十百\d]+)\s*(?:个)?(?:日|天)后)?(?:起)?\s*{_FORCE}"
)
_STOPS = re.compile(rf"自\s*{_DAY}\s*起?[，,]?\s*(?:予以|同时|一律)?(?:废止|停止执行|停止|失效)")
_TERM = re.compile(
    r"(?:有效期|有效期限|施行期限?|实施期限?|试行期限?|执行期限?|政策期限?|有效时间)(?:合计|暂定|限|共)*(?:为|是|共|：|:)?\s*(?:自[^，。；]{0,30}?起\s*)?"
    r"(?P<years>[一二两三四五六七八九十\d]+)\s*(?P<unit>年|个月)"
)
_UNTIL = re.compile(
    r"(?:有效期|有效|施行|实施|执行|试行|截止|截至|期限)[^。；]{0,24}?(?:至|到)\s*(?P<day>(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
_TO_DATE = re.compile(r"至\s*(?P<day>(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(?:止|失效|废止)?")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_OWN_TERM = re.compile(rf"{_SELF}[^，。；]{{0,8}}(?:有效期|试行期|施行期|执行期)")
_RELATIVE = {
    "印发": "印发之日",
    "下发": "印发之日",
    "发文": "印发之日",
    "发布": "发布之日",
    "公布": "公布之日",
    "颁布": "公布之日",
}


def _texts(instruments: Iterable[Instrument]) -> Iterator[str]:
    for instrument in instruments:
        for node in walk(instrument.body):
            text = own_text(node)
            if text:
                yield text


_PERIOD = re.compile(
    r"自?\s*(?P<day>(?P<year>(?:19|20)\d\d)\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)[\s零一二三四五六七八九十\d:：时点分]*起?(?:至|到)\s*"
    r"(?P<last>(?:(?:19|20)\d\d\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
"""The days between which an announcement's order holds: 自2025年8月29日零时起至9月3日24时止."""


def find_effect(instruments: Sequence[Instrument], kind: str = "") -> Effect | None:
    """When the document's rules hold, from its clause of commencement: the measure's before the circular's.

    The clause names the document itself (本办法自…起施行); a term counts only where it stands in the same provision, so
    that the term of a contract or a certificate is not taken for the measure's.
    """
    order = {"measure": 0, "circular": 1, "annex": 2}
    ranked = sorted(instruments, key=lambda instrument: order[instrument.role])
    provisional: Effect | None = None
    for instrument in ranked:
        if instrument.role == "annex" and any(other.role != "annex" for other in instruments):
            continue
        for text in _provision_texts(instrument):
            if "自" not in text and "有效" not in text:
                continue
            if effect := _effect_of(text):
                if effect.start is not None:
                    return effect
                provisional = provisional or effect
    return provisional or _effect_of_repeal(ranked) or (_period(ranked) if kind in ("通告", "公告") else None)


def _period(instruments: Sequence[Instrument]) -> Effect | None:
    """An announcement without a clause of commencement holds for the days that it names."""
    for instrument in instruments:
        if instrument.role == "circular":
            for text in _texts([instrument]):
                if match := _PERIOD.search(text):
                    last = match["last"] if "年" in match["last"] else f"{match['year']}年{match['last']}"
                    return Effect(start=iso_date(match["day"]), until=iso_date(last), quote=_quote(match[0]))
    return None


def _provision_texts(instrument: Instrument) -> Iterator[str]:
    """The texts of an instrument from its end, for the clause stands there; each article with its 款 together."""
    for node in reversed(list(walk(instrument.body))):
        if node.level == "article" and node.children:
            yield "\n".join([own_text(node), *(own_text(child) for child in node.children)])
        elif text := own_text(node):
            yield text


def _effect_of(text: str) -> Effect | None:
    for sentence in _SENTENCE.findall(text):
        match = _FROM.search(sentence)
        if match is None:
            continue
        subject = sentence[: match.start()]
        if not re.search(_SELF, subject) and not (
            subject == ""
            or re.search(
                r"(?:办法|规定|细则|意见|措施|方案|通知|决定|政策|标准|目录|规则|条例)》?[^，。]{0,14}$", subject
            )
        ):
            continue
        after = text[text.index(sentence) + match.end() :]
        return Effect(start=_start(match), until=_until(after), quote=_quote(sentence))
    if (term := _OWN_TERM.search(text)) and (until := _until(text[term.start() :])):
        return Effect(start=None, until=until, quote=_quote(text[term.start() :].partition("。")[0] + "。"))
    return None


def _quote(sentence: str) -> str:
    return sentence.strip()


def _start(match: re.Match[str]) -> str:
    day = match["day"]
    if DATE.search(day):
        return iso_date(day) or "".join(day.split())
    kind = next(word for word in _RELATIVE if word in day)
    later = match.groupdict().get("later")
    return _RELATIVE[kind] + (f"起{later}日后" if later else "")


def _until(text: str) -> str | None:
    """The end of a term: a date where one is named, else its length (3年, 6个月)."""
    if match := _UNTIL.search(text) or _TO_DATE.search(text):
        return iso_date(match["day"])
    if match := _TERM.search(text):
        count = int(match["years"]) if match["years"].isdigit() else han_to_int(match["years"])
        return f"{count}{match['unit']}"
    return None


def _effect_of_repeal(instruments: Sequence[Instrument]) -> Effect | None:
    """A document that only repeals holds from the day it names: 自本通知印发之日起，予以废止."""
    for instrument in instruments:
        if instrument.role == "annex":
            continue
        for text in _texts([instrument]):
            if match := _STOPS.search(text):
                sentence = next(s for s in _SENTENCE.findall(text) if match[0] in s)
                return Effect(start=_start(match), until=None, quote=_quote(sentence))
    return None


# --- repeal ---------------------------------------------------------------------------------------

_ENDS = re.compile(r"(?:予以|即行|同时|一并|相应|全文|自行|一律|宣布)?(?:废止|失效|停止执行|不再执行)")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_AFTER_TITLE = re.compile(r"\s*(?:[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）])?")
_PARTIAL = re.compile(
    r"(?:取消|废止|删去|删除|停止执行)\s*《|》(?:[(（][^()（）]*[)）])?\s*(?:中|第[一二三四五六七八九十百]+[章条款项])"
)
_REPEALED_HEAD = re.compile(r"废止|失效|停止执行")
_TITLE_COLUMN = re.compile(r"文件(?:名称|标题|题目)|名称|标题|规范性文件|规章")
_NUMBER_COLUMN = re.compile(r"文号|发文字号|文件编号|编号")
_REFERRED = re.compile(r"依据|根据|按照|依照|参照|规定的|贯彻")


def find_repeals(instruments: Sequence[Instrument], title: str) -> tuple[Repeal, ...]:
    """The documents that this one ends: by a sentence (《…》（文号）同时废止) or by a table of repealed documents."""
    found: dict[tuple[str, str | None, bool], Repeal] = {}
    for repeal in [*_in_sentences(instruments), *_in_tables(instruments, title)]:
        found.setdefault((fold(repeal.title), repeal.doc_number, repeal.partial), repeal)
    numbered = {fold(repeal.title) for repeal in found.values() if repeal.doc_number}
    return tuple(r for r in found.values() if r.doc_number or fold(r.title) not in numbered)


def _in_sentences(instruments: Sequence[Instrument]) -> Iterator[Repeal]:
    for text in _texts(instruments):
        if "《" not in text or not _ENDS.search(text):
            continue
        for sentence in _SENTENCE.findall(text):
            yield from _in_sentence(sentence)


def _in_sentence(sentence: str) -> Iterator[Repeal]:
    """The titles that stand before a word of ending, up to the clause that governs another word."""
    ends = [match for match in _ENDS.finditer(sentence) if not _inside_title(sentence, match.start())]
    if not ends:
        return
    position = 0
    for end in ends:
        for match in _TITLE.finditer(sentence, position, end.start()):
            lead = re.split(r"[，,；;：:]", sentence[position : match.start()])[-1]
            if _REFERRED.search(lead):
                continue
            yield _repeal(sentence, match)
        position = end.end()
    if position and (tail := re.match(r"\s*(?=《)", sentence[position:])):
        for match in _TITLE.finditer(sentence, position + tail.end()):
            yield _repeal(sentence, match)


def _inside_title(sentence: str, at: int) -> bool:
    before = sentence[:at]
    return before.count("《") > before.count("》")


def _repeal(sentence: str, match: re.Match[str]) -> Repeal:
    after = _AFTER_TITLE.match(sentence, match.end())
    note = after[1] if after and after[1] else ""
    numbers = doc_numbers(note)
    number = numbers[0][0] if numbers else None
    if number is None and (plain := YEAR_NUMBER.search(note) or re.search(r"[\u4e00-\u9fff]*令?第\d+号", note)):
        number = "".join(plain[0].split())
    rest = sentence[after.end() if after else match.end() :]
    partial = re.match(r"\s*(?:中|内|第[一二三四五六七八九十百\d]+[章节条款项])", rest) is not None
    return Repeal(title=match[1], doc_number=number, partial=partial)


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
