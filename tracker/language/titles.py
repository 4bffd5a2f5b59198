"""Titles as compared: the same printed title, and the same rule through its versions.

Two titles are never compared as printed: width, blanks, brackets and quotation marks differ from one printing of a
title to the next, and 暂行, 试行, 修订 and the circular around it from one version of a rule to the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tracker.language.bodies import ends_with_office, is_office
from tracker.language.document_kinds import CARRIER_KIND, RULE_KIND
from tracker.language.patterns import regex
from tracker.language.regions import COUNTRY, region_of

_LEVELLED: Final = str.maketrans(
    dict.fromkeys("[(【〖﹝（［", "〔")
    | dict.fromkeys("])】〗﹞）］", "〕")
    | dict.fromkeys("“”‘’「」『』\"'·•", None)
    | dict.fromkeys("—–－―─~～", "-")
    | {"〈": "《", "〉": "》", "<": "《", ">": "》"}
)
_BLANK: Final = regex(r"\s+")
_LETTERS_ALONE: Final = regex(r"[\u4e00-\u9fff]+")
_ZERO: Final = str.maketrans("〇○", "零零")

QUOTED: Final = "《((?:[^《》]|《[^《》]*》)+)》"
"""A title in its marks, one inside it too: 《关于修改《甲办法》的决定》. Group: the title."""

HANDS_DOWN: Final = "(?:印发|发布|公布|颁布|颁发|转发|批转|下发)"
"""What a circular does with the text that it carries: 关于印发《…》的通知."""

_ACT: Final = rf"{CARRIER_KIND}(?:〔[^〔〕]*〕)?$"
_INNER: Final = regex(
    rf"{HANDS_DOWN}(?:关于)?(?:修订|修改|新修订|修订后)?的?《(?P<quoted>.+)》(?:等[^《》]{{0,12}})?的?{_ACT}"
    rf"|(?:关于|^)(?:联合|修订|重新)?{HANDS_DOWN}(?:关于)?(?P<plain>[^《》]+?)的{_ACT}"
)
"""关于印发《…》的通知, and the same without the marks of a title; not 公布 in 公布栏管理办法."""

_WHOLE_QUOTED: Final = regex(r"^《([^《》]+(?:《[^《》]*》[^《》]*)*)》$")
_QUALIFIER: Final = regex(
    r"〔[^〔〕]*(?:试行|暂行|试点|修订|修正|修改|新修|版|稿|草案|\d{4}年?(?:度|-\d{4}年?)?|第.次)[^〔〕]*〕"
)
"""（试行） （2024年修订） （2023年—2025年）: a remark about the version, not about the rule."""

_TRIAL: Final = regex(r"(?:暂行|试行)(?=[^《》]{0,6}$)")
_YEAR: Final = regex(r"(?:19|20)\d{2}(?:年(?:度|版)?)?(?:-(?:19|20)\d{2}年(?:度)?)?|(?:修订|新)版$")
_ABOUT: Final = regex(r"^关于(?:进一步)?|的?(?:通知|公告|通告)$")


@lru_cache(maxsize=32_768)
def levelled(text: str) -> str:
    """A name with its marks, but without blanks and quotation marks; width, brackets and dashes are of one kind."""
    plain = _BLANK.sub("", unicodedata.normalize("NFKC", text))
    return plain.translate(_LEVELLED).casefold()


def title_key(title: str) -> str:
    """What two printings of one title have in common: its letters and digits, without any mark, blank or width."""
    if _LETTERS_ALONE.fullmatch(title):  # as most lines are: nothing to take off, at no cost
        return title
    plain = title if unicodedata.is_normalized("NFKC", title) else unicodedata.normalize("NFKC", title)
    plain = plain.translate(_ZERO)
    return (plain if plain.isalnum() else "".join(filter(str.isalnum, plain))).casefold()


def same_title(one: str, other: str) -> bool:
    """Whether two texts are printings of one title."""
    return title_key(one) == title_key(other)


def inner_title(title: str) -> str:
    """The title of what a circular hands down, levelled: 关于印发《甲办法》的通知 → 甲办法; else the title itself."""
    plain = levelled(title)
    while True:
        whole = _WHOLE_QUOTED.match(plain)
        match = None if whole else _INNER.search(plain)
        if whole:
            plain = whole[1]
        elif match and (match["quoted"] or match["plain"]):
            plain = match["quoted"] or match["plain"]
        else:
            return plain


def inner_titles(title: str) -> tuple[str, ...]:
    """Every title that a circular hands down: 关于印发《甲办法》《乙细则》的通知 → 甲办法, 乙细则."""
    return tuple(part for part in re.split(r"》[、和及与,]?《", inner_title(title)) if part)


@lru_cache(maxsize=32_768)
def rule_key(title: str, issuers: tuple[str, ...] = ()) -> str:
    """What stays of a title over the versions of a rule: the key of its core.

    Taken off: the circular around it, the issuer before 关于, 试行 暂行 修订 and other remarks about the version, years
    (2024年度, 2023年—2025年), 关于 and 的通知. Words inside the title stay: 公布栏管理办法 is itself.
    """
    plain = _QUALIFIER.sub("", without_issuers(inner_title(title), issuers))
    plain = _YEAR.sub("", _TRIAL.sub("", plain))
    return title_key(_ABOUT.sub("", plain) or plain or title) or levelled(title)


def without_issuers(plain: str, issuers: Sequence[str]) -> str:
    """A levelled title without the issuers in front of 关于 (甲市乙局关于… → 关于…)."""
    about = plain.find("关于")
    if about <= 0 or "《" in plain[:about]:
        return plain
    head = plain[:about]
    if any(levelled(issuer) in head for issuer in issuers) or ends_with_office(head):
        return plain[about:]
    return plain


_LEAST_SUBJECT: Final = 2
_FORM: Final = regex(rf"关于|若干|实施|管理|工作|暂行|试行|的|{RULE_KIND}")


def same_rule(one: str, other: str) -> bool:
    """Whether two titles are one rule's, of whatever version.

    Their keys are the same but for the country (刑法, and 《中华人民共和国刑法》 inside a title), or one leaves out
    what stands in front of the other's: the place or the issuer (《关于…的规定》). Not where words of the subject are
    left out: 栏管理办法 is not 公布栏管理办法, and a title of nothing but a kind (管理办法) names no rule.
    """
    short, long = sorted((rule_key(title).replace(COUNTRY, "") for title in (one, other)), key=len)
    if short == long:
        return bool(short)
    front = long.removesuffix(short)
    if front == long or len(_FORM.sub("", short)) < _LEAST_SUBJECT:
        return False
    return region_of(front) == front or is_office(front)
