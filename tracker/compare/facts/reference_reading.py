"""References to other provisions and to other acts: 本法第六条第一款, 民法典第一千零五十二条, 《…条例》, 前款第三项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tracker.compare.align.comparable_text import fold
from tracker.compare.redline.tokens import DOC_NUMBER, TITLE
from tracker.language.document_kinds import OWN, STATUTE_KIND
from tracker.language.numerals import HAN_NUMBER, HAN_SIGNS
from tracker.language.patterns import regex

_STEP: Final = rf"第[（(]?[{HAN_SIGNS}0-9]+[）)]?[编章节条款项目](?:之{HAN_NUMBER})?"
_FURTHER: Final = rf"[（(][{HAN_SIGNS}]{{1,3}}[）)](?:项)?"
_ACT: Final = rf"[\u4e00-\u9fff]{{1,10}}?(?:{STATUTE_KIND}|典)(?=第)"
_HERE: Final = rf"[前本]条|前(?:{HAN_NUMBER})?[款项]"
_NAME: Final = rf"{TITLE}(?:[（(][^（）()\n]{{1,30}}[）)])?|{_ACT}|{_HERE}"

CHAIN: Final = (
    rf"(?:(?:{_NAME})?{_STEP}|[前本]条|前(?:{HAN_NUMBER})?款)(?:{_STEP})*"
    rf"(?:(?:、|和|或者?|及|以及|至|到)(?:{_STEP}|{_FURTHER})+)*"
)
"""Provisions that one reference names, with the act they stand in: 侵权责任法第八条、第十一条或者第十二条."""

_NUMBER: Final = rf"[\u4e00-\u9fff]{{0,8}}(?:{DOC_NUMBER})"
"""The number of a document, which can change where its title stays."""

REFERENCE: Final = regex(rf"(?:{CHAIN})|{TITLE}")
"""A reference to provisions, or an act by its title; not the number of a document (``_NUMBERED``)."""

_NUMBERED = regex(rf"{REFERENCE.pattern}|{_NUMBER}")
_PART = regex(r"、|和|以及|或者?|及|至|到")
_NOT_A_NAME = regex(r".*(?:依照|按照|参照|根据|依据|违反|适用|符合|和|与|及|或者|、|有|在|由|是|将|对|的|除)")
_OF_ITS_OWN = regex(rf".*(?={OWN}\Z)")
_OF_NUMBER = regex(r"[0-9][ \u00a0\u3000]?号")
IN_REFERENCE: Final = "第《前号"
"""The signs of which every reference has one, for use inside a character class."""

_SIGNS = regex(rf"[第《前]|{_OF_NUMBER.pattern}")
_CORE = regex(rf"《|{_STEP}|[前本]条|前(?:{HAN_NUMBER})?款")
"""What every reference without the number of a document has in it."""

_BEFORE: Final = 24
"""Characters before that core in which the reference begins: the name of an act has fewer."""

_PARENTHESES = str.maketrans("", "", "()")


_ITS_OWN = regex(rf"(?:{OWN}|[前本])?第|[前本]")
ARTICLE = regex(rf"第[{HAN_SIGNS}0-9]+条(?:之{HAN_NUMBER})?")


class Reference(NamedTuple):
    """A reference as printed (``text[start:end]``); ``parts`` are what it lists, the law's name with the first."""

    start: int
    end: int
    text: str
    parts: tuple[str, ...]

    @property
    def says(self) -> str:
        """What it says, the same for those that say the same."""
        return self.text

    @property
    def foreign(self) -> bool:
        """Whether it points into another act: one that is named."""
        return _ITS_OWN.match(self.text) is None

    @property
    def placed_parts(self) -> tuple[tuple[str, int], ...]:
        """The parts, each with the offset in the text where it begins."""
        begun = self.text.rfind("》") + 1
        starts = [0, *(match.end() for match in _PART.finditer(self.text, begun))]
        return tuple((part, self.start + at) for part, at in zip(self.parts, starts, strict=True))


def references(text: str) -> list[Reference]:
    """The references of a text, in order. Labels of items that begin a line are none."""
    if not _SIGNS.search(text):
        return []
    if _OF_NUMBER.search(text):  # a text with a number of a document is rare
        return [reference_of(match) for match in _NUMBERED.finditer(text)]
    return [reference_of(match) for match in _matches(text)]


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What ``REFERENCE.finditer`` finds, without a look at all that stands too far before what a reference must have.

    At every character the name of an act could begin, which is costly to rule out.
    """
    at = 0
    while core := _CORE.search(text, at):
        found = REFERENCE.search(text, max(at, core.start() - _BEFORE))
        if not found:
            return
        yield found
        at = found.end()


def reference_of(match: re.Match[str]) -> Reference:
    """The reference of a match, without the verb that leads to it."""
    start, printed = match.start(), match[0]
    name = printed.partition("第")[0]
    if printed[0] != "《" and (verb := _OF_ITS_OWN.match(name) or _NOT_A_NAME.match(name)):
        start += verb.end()
        printed = printed[verb.end() :]
    return Reference(start, match.end(), printed, _parts(printed))


def _parts(printed: str) -> tuple[str, ...]:
    """What a reference lists; a title is not taken apart."""
    title, mark, steps = printed.rpartition("》")
    first, *others = _PART.split(steps)
    return (title + mark + first, *others)


def same(old: str, new: str) -> bool:
    """Whether two references say the same but for typography: 第(三)项 is 第三项."""
    return fold(old).translate(_PARENTHESES) == fold(new).translate(_PARENTHESES)


def renumbered(reference: str, labels: Mapping[str, str]) -> str:
    """The reference with the labels of articles that ``labels`` (folded) maps old to new put in their new form."""
    return ARTICLE.sub(lambda match: labels.get(fold(match[0]), match[0]), reference)
