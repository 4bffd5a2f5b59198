"""How gazettes name documents: numbers, titles and what stays of a title when its wrapping is taken off.

Two names are compared after folding, never as printed: width, blanks, brackets and quotation marks differ from one
printing of the same name to the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from tracker.likeness.grams import grams, shared

_LEVELLED = str.maketrans(
    dict.fromkeys("[(【〖﹝（［", "〔")
    | dict.fromkeys("])】〗﹞）］", "〕")
    | dict.fromkeys("“”‘’「」『』\"'·•", None)
    | dict.fromkeys("—–－―─~～", "-")
    | {"〈": "《", "〉": "》", "<": "《", ">": "》"}
)
_BLANK = re.compile(r"\s+")
_NUMBER_ORDER = re.compile(r"(?<=〕)第?0*(?=\d)")
_NUMBER_FORM = re.compile(r"^[^〔〕]{0,20}(?:〔\d{4}〕|\d{4}年|令)?第?\d+号$")
_ORDER = re.compile(r"令第?(\d+)号$")
_CODE = re.compile(r"^([^〔〕\d]{1,20})〔\d{4}〕")

_HANDS_DOWN = r"(?:印发|发布|公布|颁布|颁发|转发|批转|下发)"
_ACT = r"(?:通知|公告|通告|决定|命令|令|函|批复)(?:〔[^〔〕]*〕)?$"
_INNER = re.compile(
    rf"{_HANDS_DOWN}(?:关于)?(?:修订|修改|新修订|修订后)?的?《(?P<quoted>.+)》(?:等[^《》]{{0,12}})?的?{_ACT}"
    rf"|(?:关于|^)(?:联合|修订|重新)?{_HANDS_DOWN}(?:关于)?(?P<plain>[^《》]+?)的{_ACT}"
)
"""关于印发《…》的通知, and the same without the marks of a title."""

_WHOLE_QUOTED = re.compile(r"^《([^《》]+(?:《[^《》]*》[^《》]*)*)》$")
_QUALIFIER = re.compile(
    r"〔[^〔〕]*(?:试行|暂行|试点|修订|修正|修改|新修|版|稿|草案|\d{4}年?(?:度|-\d{4}年?)?|第.次)[^〔〕]*〕"
)
"""（试行） （2024年修订） （2023年—2025年）: a remark about the version, not about the rule."""

_TRIAL = re.compile(r"(?:暂行|试行)(?=[^《》]{0,6}$)")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:年(?:度|版)?)?(?:-(?:19|20)\d{2}年(?:度)?)?|(?:修订|新)版$")
_ABOUT = re.compile(r"^关于(?:进一步)?|的?(?:通知|公告|通告)$")


@lru_cache(maxsize=32_768)
def fold(text: str) -> str:
    """A name as compared: width, blanks, quotation marks and the kinds of brackets and dashes are levelled."""
    plain = _BLANK.sub("", unicodedata.normalize("NFKC", text))
    return plain.translate(_LEVELLED).casefold()


def fold_number(number: str) -> str:
    """A document number as compared: ``京发[2022] 第05号`` and ``京发〔2022〕5号`` are one number."""
    return _NUMBER_ORDER.sub("", _unwrapped(fold(number)))


def _unwrapped(number: str) -> str:
    """A number without the brackets that a running text puts around it: ``(京发〔2022〕5号)``."""
    while number.startswith("〔") and number.endswith("〕"):
        number = number[1:-1]
    return number


def is_number(text: str) -> bool:
    """Whether a name has the form of a document number: 京发〔2022〕5号, 2020年第20号, 令第277号."""
    return _NUMBER_FORM.match(fold_number(text)) is not None


def same_order(one: str, other: str) -> bool:
    """Whether two numbers are of one order: 甲市人民政府令第12号 and the short 市政府令第12号."""
    left, right = _ORDER.search(fold_number(one)), _ORDER.search(fold_number(other))
    return bool(left and right and left[1] == right[1])


def agency_code(number: str | None) -> str | None:
    """The issuer's code in a document number (机关代字): ``京技管发`` of 京技管发〔2025〕12号."""
    match = _CODE.match(fold_number(number)) if number else None
    return match[1] if match else None


def inner_title(title: str) -> str:
    """The title of what a circular hands down, folded: 《关于印发〈甲办法〉的通知》 → 甲办法; else the title itself."""
    plain = fold(title)
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
    inner = inner_title(title)
    return tuple(part for part in re.split(r"》[、和及与,]?《", inner) if part)


def core_title(title: str, issuers: Sequence[str] = ()) -> str:
    """What stays of a title over the versions of a work.

    Taken off: the circular around it, the issuer before 关于, 试行 暂行 修订 and other remarks about the version, years
    (2024年度, 2023年—2025年), 关于 and 的通知.
    """
    plain = _QUALIFIER.sub("", without_issuers(inner_title(title), issuers))
    plain = _YEAR.sub("", _TRIAL.sub("", plain))
    return _ABOUT.sub("", plain) or plain or fold(title)


def without_issuers(plain: str, issuers: Sequence[str]) -> str:
    """A folded title without the issuers in front of 关于 (甲市乙局关于… → 关于…)."""
    about = plain.find("关于")
    if about <= 0 or "《" in plain[:about]:
        return plain
    head = plain[:about]
    if any(fold(issuer) in head for issuer in issuers) or _BODY_END.search(head):
        return plain[about:]
    return plain


_BODY_END = re.compile(r"(?:政府|办公厅|办公室|委员会|委|局|厅|部|院|会|署|中心|处)(?:等部门|等\w{1,3}部门)?$")


def title_likeness(one: str, other: str) -> float:
    """How much of two folded titles is common, by pairs of characters (Dice), 0 to 1."""
    return 1.0 if one == other else shared(grams(one), grams(other))
