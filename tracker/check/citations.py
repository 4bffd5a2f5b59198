"""Citations in a text of one's own: numbers, titles, what stands for one before, and the provisions behind them.

One rule a function. What is found is where it stands in the decoded text; nothing is looked up here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from tracker.check.laws_without_marks import bare_names, names_given
from tracker.check.provision_lists import provisions_behind
from tracker.language.document_kinds import KIND, NO_KIND, kind_of, kinds
from tracker.language.labels import LIST_LABEL, PROVISION
from tracker.language.marks import BLANK
from tracker.language.numbers_of_documents import BEFORE_CODE, DECREE_NUMBER, bare_number, doc_numbers, number_line
from tracker.language.patterns import regex
from tracker.language.scripts import simplified
from tracker.language.titles import title_key

_B = f"{BLANK}*"
_TITLE = regex(r"《((?:[^《》\n]|《[^《》\n]*》){2,120})》")
"""A title in its marks, one inside it included: 《关于印发〈甲办法〉的通知》."""

_BRACKET = regex(
    rf"{_B}(?:[(（](?P<round>[^()（）\n]{{1,80}}(?:[(（][^()（）\n]{{1,12}}[)）][^()（）\n]{{0,60}})?)[)）]"
    rf"|[【［\[](?P<square>[^【】［］\n]{{1,80}}?)[】］\]])"
)
"""A bracket right behind a title: its number, its short name, or what version it is."""

_VERSION = regex(r"(?:试行|暂行|修订|修正|修改|\d{4}年?版?)[^，,]{0,8}")
"""What version a title is of, printed behind its marks: 《甲办法》（试行）."""

_SENTENCE_BEFORE = regex(r"[^〔]*(?:[条款项目章节](?:和|以及|及|与|、)?|以及|与|见|按|据|照)(?=[^〔]{2})")
"""Words of a sentence that no code of a body holds; not 和 by itself (和政办发)."""

_STANDS_FOR = regex(
    rf"(?:(?:该|前述|上述|前款所述|前引)|同(?=(?:法|条例)第))(?P<kind>(?!法[律规院人定官庭治制])(?:{KIND}|文件|规章|规范性文件))"
)
"""What stands for a citation before: 该办法, 前述规定, 同法第五条. Not 该法律, not 本办法, which is one's own text."""

_SHORT = regex(rf"(?:以下|下)?(?:简称|统称|称)(?:为)?{_B}[“\"《「〈](?P<name>[^”\"》」〉]{{2,30}})[”\"》」〉]")
"""（以下简称《办法》）, in the bracket behind a citation."""

_QUOTED = regex(r"[“\"「](?P<name>[^“”\"「」\n]{2,30})[”\"」]")
"""A short name as it is used: “办法”第四条."""

_HEAD_LINES = 15
"""Lines at the beginning among which a text's own number stands."""
_REACH = 160
"""Characters back that are looked at for a mark that is still open."""
_WRAPPED = 20
"""Characters that a line has at least where a paragraph was wrapped: a shorter one is a heading, or a paragraph."""
_STOPS_OF_LINES: Final = "。；：:;|！？!?"
_BEGINS = regex(rf"\s*(?:[#>|*+-]|{LIST_LABEL}|{PROVISION}|附件)")
"""What begins a paragraph of its own: a list, a heading, a quote, a table, an article."""
_FENCE = regex(r"^(?:```|~~~).*?^(?:```|~~~)[^\n]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One citation: the words, where they begin and ``end`` (line and column from 1), and what they name.

    ``number`` is in the standard form, ``title`` without its marks. ``provision`` is one provision, or a range as it is
    written. ``span`` has the offsets in the text.
    """

    quote: str
    line: int
    column: int
    end: tuple[int, int]
    span: tuple[int, int]
    number: str | None = None
    title: str | None = None
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    """A document as it is named at a place: from ``start`` to ``end``."""

    start: int
    end: int
    number: str | None = None
    title: str | None = None
    short: str | None = None


def citations_of(text: str) -> tuple[Citation, ...]:
    """All citations of a text, in order: one for every provision that is cited, one for a document cited as a whole."""
    original, places = _unwrapped(text)
    flat = simplified(original)  # the same length: what is told of it stands there in the original
    lines = _Lines(text)
    own = _own_numbers(text)
    found: list[Citation] = []
    for name in _with_short_names(flat, _with_bare_names(flat, _names(flat))):
        if name.number is not None and name.number in own:
            continue
        for start, end, provision in _provisions(flat, name):
            a, b = places[start], places[end - 1] + 1
            line, column = lines.at(a)
            found.append(
                Citation(
                    quote=original[start:end].strip(),
                    line=line,
                    column=column,
                    end=(lines.at(b - 1)[0], lines.at(b - 1)[1] + 1),
                    span=(a, b),
                    number=name.number,
                    title=name.title,
                    provision=provision,
                )
            )
    return tuple(found)


# --- the text ---------------------------------------------------------------------------------------------------------


class _Lines:
    """Lines and columns of offsets, from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _unwrapped(text: str) -> tuple[str, list[int]]:
    """The text with lines joined that one paragraph was wrapped into, and where each of its characters stands.

    A name may go over the end of a line. Code between fences is left out. A line goes on with the next one where it
    ends with no stop and the next begins no list, heading, quote or table; a title or a bracket that is open goes on in
    any case.
    """
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for line in _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text).split("\n"):
        begun = len(line) - len(line.lstrip()) if kept and _goes_on(kept, line) else 0
        if kept and not (begun or _goes_on(kept, line)):
            kept.append("\n")
            places.append(at - 1)
        kept.extend(line[begun:])
        places.extend(range(at + begun, at + len(line)))
        at += len(line) + 1
    return "".join(kept), places


def _goes_on(kept: list[str], line: str) -> bool:
    """Whether what was kept so far goes on in a line."""
    last = "".join(kept[-_REACH:]).rpartition("\n")[2]
    in_title = last.count("《") > last.count("》")
    if not last.strip() or not line.strip():
        return in_title  # a page ends, or lines stand far apart
    if in_title or last.count("〔") > last.count("〕") or last.endswith("〕"):
        return True
    short = len(last) < _WRAPPED or number_line(line.strip()) is not None
    return not (short or last[-1] in _STOPS_OF_LINES or _BEGINS.match(line))


def _own_numbers(text: str) -> frozenset[str]:
    """The text's own number: it stands alone on a line of its head, and is no citation."""
    heads = (line.strip(" \t\u3000#*") for line in text.split("\n")[:_HEAD_LINES])
    found = (number_line(line) for line in heads if line)
    return frozenset(number for number in found if number)


# --- names ------------------------------------------------------------------------------------------------------------


def _names(flat: str) -> list[_Name]:
    """Every document that is named by number, by title, or by both, in order."""
    numbers = {start: (number, end) for number, start, end in map(_without_sentence, doc_numbers(flat))}
    numbers |= {start: (number, end) for number, start, end in _decrees(flat)}
    titles = {
        match.start(): (match[1], match.end())
        for match in _TITLE.finditer(flat)
        if _is_rule(match[1]) or (kind_of(match[1]) in _PAPERS and _has_number(flat, match.end(), numbers))
    }
    names: list[_Name] = []
    taken = 0
    for start in sorted(numbers.keys() | titles.keys()):
        if start < taken:  # a number inside a title, a title inside a name that has one already
            continue
        name = _titled(flat, start, titles, numbers) if start in titles else _numbered(flat, start, titles, numbers)
        names.append(name)
        taken = name.end
    return names


def _without_sentence(found: tuple[str, int, int]) -> tuple[str, int, int]:
    """A number without words of its sentence that stand right before its code: 第三条和甲发〔2023〕4号."""
    number, start, end = found
    before = _SENTENCE_BEFORE.match(number)
    cut = before.end() if before else 0
    return number[cut:], start + cut, end


def _titled(flat: str, start: int, titles: dict[int, tuple[str, int]], numbers: dict[int, tuple[str, int]]) -> _Name:
    """A title with what the bracket behind it says: 《甲办法》（甲发〔2023〕4号，下称“办法”）, 《甲办法》（试行）."""
    title, end = titles[start]
    bracket = _BRACKET.match(flat, end)
    if bracket is None:
        return _Name(start, end, title=title)
    inside = bracket["round"] or bracket["square"]
    number = next((number for at, (number, _) in numbers.items() if at in _span(bracket)), None)
    short = _SHORT.search(inside)
    if _VERSION.fullmatch(inside):
        return _Name(start, bracket.end(), title=f"{title}（{inside}）")
    if number is None and short is None:
        return _Name(start, end, title=title)
    return _Name(start, bracket.end(), number=number, title=title, short=short["name"] if short else None)


def _span(bracket: re.Match[str]) -> range:
    """Where the words inside a bracket stand."""
    return range(*bracket.span("round" if bracket["round"] else "square"))


def _numbered(flat: str, start: int, titles: dict[int, tuple[str, int]], numbers: dict[int, tuple[str, int]]) -> _Name:
    """A number, with the title right behind it: 甲发〔2023〕4号《甲办法》."""
    number, end = numbers[start]
    blank = re.compile(_B).match(flat, end)
    at = blank.end() if blank else end
    if at in titles:
        title, stop = titles[at]
        return _Name(start, stop, number=number, title=title)
    return _Name(start, end, number=number)


def _decrees(flat: str) -> Iterator[tuple[str, int, int]]:
    """Numbers of decrees: 某市人民政府令第310号, without the words of the sentence before the body."""
    for match in DECREE_NUMBER.finditer(flat):
        before = BEFORE_CODE.match(match[1])
        cut = before.end() if before else 0
        body = match[1][cut:].lstrip("和与及、")
        if len(body) > 2:  # noqa: PLR2004 - 令第5号 alone names no body
            start = match.start() + match[1].rindex(body)
            words = match[0][start - match.start() :]
            is_closed = words[-1] not in ")）" or any(sign in words for sign in "(（")
            yield bare_number(words), start, match.end() - (not is_closed)


_PAPERS: Final = frozenset(kinds("paper"))
_PERIODICAL = regex(r"(?:政府|国务院|委员会|法院|检察院)公报$")
"""A gazette itself, which no one cites as a rule; 统计公报 is a document."""


def _is_rule(title: str) -> bool:
    """Whether a title is that of an official document; a newspaper, a form and a book are none.

    One that says what it is on (关于) is one whatever it ends with (关于…的安排). A paper (报告, 请示, 函) is none
    without that: 《征信报告》 is the name of any such paper.
    """
    kind = kind_of(title)
    return "关于" in title or (kind not in {NO_KIND, *_PAPERS} and not _PERIODICAL.search(title))


def _has_number(flat: str, end: int, numbers: Mapping[int, tuple[str, int]]) -> bool:
    """Whether a number stands in a bracket right behind a title."""
    bracket = _BRACKET.match(flat, end)
    return bracket is not None and any(at in numbers for at in _span(bracket))


def _with_bare_names(flat: str, names: list[_Name]) -> list[_Name]:
    """The names with those of laws that have no marks: 民法典第十条."""
    titled = {name.title: name for name in names if name.title is not None}
    found = list(names)
    for start, end, title in bare_names(flat, names_given(titled)):
        place = bisect_right(names, start, key=lambda name: name.start)
        before = names[place - 1] if place else None
        if before is None or before.end <= start:
            number = titled[title].number if title in titled else None
            found.append(_Name(start, end, number=number, title=title))
    return sorted(found, key=lambda name: name.start)


def _with_short_names(flat: str, names: list[_Name]) -> list[_Name]:
    """The names, with short names and what stands for one before as what they mean, all in order."""
    short = {title_key(name.short): name for name in names if name.short is not None}
    quoted = {match.start(): match for match in _QUOTED.finditer(flat) if title_key(match["name"]) in short}
    words = {match.start(): match for match in _STANDS_FOR.finditer(flat)}
    named = {name.start: name for name in names}
    found: list[_Name] = []
    for start in sorted({*named, *quoted, *words}):
        if found and start < found[-1].end:
            continue  # a short name in the bracket that gives it
        if start in named:
            found.append(_long(named[start], short))
        elif start in quoted:
            meant = short[title_key(quoted[start]["name"])]
            if meant.end <= start:
                found.append(_Name(start, quoted[start].end(), number=meant.number, title=meant.title))
        elif (before := _antecedent(found, words[start]["kind"])) is not None:
            found.append(_Name(start, words[start].end(), number=before.number, title=before.title))
    return found


def _long(name: _Name, short: dict[str, _Name]) -> _Name:
    """A name, or what it is short for: 《办法》 behind （以下简称《办法》）."""
    meant = short.get(title_key(name.title or "")) if name.number is None else None
    if meant is None or meant.end > name.start:
        return name
    return _Name(name.start, name.end, number=meant.number, title=meant.title)


def _antecedent(found: list[_Name], kind: str) -> _Name | None:
    """The last document named before whose title ends with the kind; any, where the word says no kind."""
    for name in reversed(found):
        if kind in {"文件", "规章", "规范性文件"} or name.title is None or kind_of(name.title) == kind:
            return name
        inner = re.search(rf"{kind}[》〉]*(?:的(?:通知|公告|决定))?$", name.title)
        if inner:
            return name
    return None


# --- provisions -------------------------------------------------------------------------------------------------------


def _provisions(flat: str, name: _Name) -> Iterator[tuple[int, int, str | None]]:
    """A name with each provision that is cited of it: offsets of the words, and the provision; or the name alone."""
    found = provisions_behind(flat, name.end)
    if not found:
        yield name.start, name.end, None
    for n, (start, end, provision) in enumerate(found):
        yield (name.start if n == 0 else start), end, provision
