"""Laws that are cited without the marks of a title: 民法典第十条, 依照公司法第二十条第一款.

Where such a name ends is plain: a provision stands right behind it. Where it begins is known of a name that the text
itself gave in marks, and of a law that is listed (``language/data/laws.toml``); of any other one only where a word like
依照, or a stop, stands right before it. Nothing else is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tracker.language.document_kinds import KIND, STATUTE_KIND
from tracker.language.labels import ARTICLE_LABEL
from tracker.language.marks import BLANK
from tracker.language.patterns import regex
from tracker.language.regions import COUNTRY
from tracker.language.titles import title_key
from tracker.language.word_lists import word_list

_B: Final = f"{BLANK}*"
_NUMBER: Final = r"第[^第\s]{1,8}[章编]"
_END = regex(rf"{STATUTE_KIND}(?={_B}(?:{ARTICLE_LABEL}|{_NUMBER}))")
"""The end of a name, with a provision right behind: the 法 of 公司法第二十条."""

_BEFORE = regex(r"[\u4e00-\u9fff]*\Z")
_REACH: Final = 40
"""Characters before the end of a name among which it begins."""

_OWN = regex(rf"(?:本|该|此|前述|上述|前引|同|各|有关|相关)(?:{KIND})$")
"""What names itself, or stands for another one: 本办法, 该条例. Never a name."""

_LEAD = regex(
    r"(?:按照|依照|参照|比照|遵照|依据|根据|适用|违反|符合|执行|履行|所称|称为|即|以及|及|和|与|或者|或|将|对|见|按|依|据)"
)
"""What may stand right before a name in a sentence."""

_PLAIN = regex(r"(?!.*[的了在被其该本此并应由是为])[\u4e00-\u9fff]{2,20}(?:法典|法|条例)")
"""A name whose beginning only a word before it tells: no word of a sentence stands in it. Only a law or 条例: 办法 and
规定 by themselves are too often no name."""

_NO_LAW = regex(r"(?:违|合|非|方|办|做|说|看|想|执|司|守|用|普|依|无|书|技|语|疗|手|乘|除|加)法$")
"""Words that end with 法 and are no law: 违法, 方法, 司法."""


_LAWS: Final = frozenset(name for table in word_list("laws").values() for name in table)
"""National laws by the names under which they are cited."""


def bare_names(flat: str, given: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Where names without marks stand that a provision follows: start, end, and the title that is meant.

    ``given`` has the names that the text gave in marks, folded, with what they mean.
    """
    for match in _END.finditer(flat):
        words = _BEFORE.search(flat[max(0, match.end() - _REACH) : match.end()])
        run = words[0] if words else ""
        if _OWN.search(run):
            continue
        if found := _known(run, given) or _after_a_word(run):
            size, title = found
            yield match.end() - size, match.end(), title


def _known(run: str, given: Mapping[str, str]) -> tuple[int, str] | None:
    """The longest end of a run that is a name given before, or a listed law: its length as printed, and its title."""
    for start in range(len(run)):
        name = run[start:]
        title = given.get(title_key(name)) or given.get(title_key(name.removeprefix(COUNTRY)))
        if title is not None:
            return len(name), title
        if name.removeprefix(COUNTRY) in _LAWS:
            return len(name), name
    return None


def _after_a_word(run: str) -> tuple[int, str] | None:
    """A name right behind the last word that may stand before one, or behind a stop."""
    leads = list(_LEAD.finditer(run))
    starts = [match.end() for match in reversed(leads)] or [0]
    name = run[starts[0] :]
    return (len(name), name) if _PLAIN.fullmatch(name) and not _NO_LAW.search(name) else None


def names_given(titles: Iterable[str]) -> dict[str, str]:
    """Titles in marks by the names under which the text may cite them later: whole, and without the state's name."""
    found: dict[str, str] = {}
    for title in titles:
        for name in (title, title.removeprefix(COUNTRY)):
            found.setdefault(title_key(name), title)
    return found
