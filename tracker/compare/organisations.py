"""Names of offices and terms that an edit changed, taken as whole words: 财政[审计→国资]局 is 财政审计局 → 财政国资局.

No word list of a law is needed: an edit is widened over the unchanged text beside it up to punctuation or a function
word, and the ending of the result tells an office (局, 部门, 委员会 …) from another term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.model import FactType

OFFICE: Final = (
    r"部门|机关|机构|[^当结格全布大]局|委员会|管委会|政府|法院|检察院|办公室|厅|署|银行|海关|协会|中心|单位|国务院|中央|党委|公安"
)
"""How the names of offices end."""

_OFFICE_END = re.compile(rf"(?:{OFFICE})\Z")
_OFFICE_NEAR = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{OFFICE})")

_LEFT_STOP: Final = frozenset("的和或及与由向将把被在按依为是报经从到并且而其该等对者应可以不得")
_RIGHT_STOP: Final = frozenset("的和或及与由向将把被在按依为是报经从到并且而其该等对应可不得提进负作以有未")
_LEFT_MOST: Final = 6
_RIGHT_MOST: Final = 6
LONGEST: Final = 24
"""A term of more characters is a rewriting of a sentence, not another name for a thing."""

_LEADING = re.compile(
    r"^(?:应当|可以|不得|或者|以及|并且|由|向|经|报|对|和|与|及|的|在|按照|根据|依照|从事|其|并|将|把|是|为|等|、|所在地的?)+"
)
_TRAILING = re.compile(r"(?:应当|可以|不得|或者|以及|由|向|对|和|与|及|的|在|并|将|等|、)+$")
_WORDS: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9、（）()“”]+")
_NO_TERM: Final = re.compile(
    r"(?:依法|依照|按照|应当|可以|不得|或者|以及|并且|及时|立即|同时|其他|有关|相关|规定|根据|前款|本法|本条例|本办法|所|等|各|均|都|也|还|已|并|且|的|和|及|或|、|任何|一切|该|其)*"
)


@dataclass(frozen=True, slots=True)
class Renaming:
    """Two names for what stands in the same place: with the words around that belong to them."""

    old: str
    new: str
    type: FactType


def renaming(old: str, new: str, left: str, right: str) -> Renaming | None:
    """What an edit of ``old`` into ``new`` between the unchanged ``left`` and ``right`` renamed, if it is a name.

    One side of the edit may be empty, when a word was put into or taken out of a name.
    """
    if not _is_wording(old) or not _is_wording(new):
        return None
    before = _before(left, whole=not (old and new))
    after = _after(old, new, right)
    first, second = _bare(before + old + after), _bare(before + new + after)
    if not first or not second or first == second or max(len(first), len(second)) > LONGEST:
        return None
    if min(len(first), len(second)) < 2:  # noqa: PLR2004 - a single character is no name
        return None
    office = _OFFICE_END.search(first) or _OFFICE_END.search(second)
    return Renaming(first, second, "organisation" if office else "term")


def _is_wording(text: str) -> bool:
    """Whether a side of an edit can be (part of) a name: words, no clause."""
    return not text or _WORDS.fullmatch(text) is not None


def _before(left: str, *, whole: bool) -> str:
    """The words before an edit that belong to its name; all of them (``whole``) where a word was put in or taken out."""
    start = len(left)
    while start > 0 and len(left) - start < _LEFT_MOST and _is_han(left[start - 1]) and left[start - 1] not in _LEFT_STOP:
        start -= 1
    return left[start:] if whole else left[start:]


def _after(old: str, new: str, right: str) -> str:
    """The words after an edit that belong to its name: up to the ending of an office, or to a function word."""
    if old and new and _OFFICE_END.search(old) and _OFFICE_END.search(new):
        return ""
    near = _OFFICE_NEAR.match(right)
    if near and not any(c in _RIGHT_STOP for c in near[0][:-1]):
        return near[0]
    end = 0
    while end < min(len(right), _RIGHT_MOST) and _is_han(right[end]) and right[end] not in _RIGHT_STOP:
        end += 1
    return right[:end]


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _bare(name: str) -> str:
    """A name without the function words at its ends."""
    return _TRAILING.sub("", _LEADING.sub("", name))
