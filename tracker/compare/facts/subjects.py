"""What a fact is about: the words of its own clause that lead to it, or, where none do, those that follow it.

处五千元以上三万元以下罚款 is about 罚款, 单户贴息不超过50万元 about 单户贴息: what only measures or binds is left out.
"""

from __future__ import annotations

from typing import Final

from tracker.compare.facts.cell_names import cell_name, in_row
from tracker.language.numerals import HAN_SIGNS
from tracker.language.patterns import regex
from tracker.language.quantities import NUMBER, TO
from tracker.language.sentence_ends import not_in_number

_ENDS: Final = regex(f"[，。；：\n;]|{not_in_number(',:')}")
_REACH: Final = 120
"""No clause is looked for farther away than this, in characters."""

_LABEL: Final = regex(rf"^[（(][{HAN_SIGNS}\d]+[）)]|^[\d⒈-⒛]+[.．、]?(?=\D)")
"""The label of an item before its words."""

MEASURING: Final = regex(
    r"(?:(?:应当|可以|不得|必须|也|均|都|并|还)?"
    r"(?:不[超高多少低大小][过于]?|[超高多低少大小][过于]|最[高低长短多少]|至[少多]|达到?|满|不足|为|是|按照?|处以?|并处|罚款?|"
    r"给予|予以|自|从|在|于|至|到|近|约|以|共|计|提高|降低|增加|减少|延长|缩短|第)"
    r")+\Z"
)
"""Words that bind a value to what it measures, at the end of what stands before it: 不超过, 最高, 处, 为."""

_LOWER: Final = regex(rf"{NUMBER}[^，。；：\n]{{0,8}}(?:以上|{TO})\Z")
"""The lower bound of a range, before its upper one."""

_AFTER: Final = regex(rf"^(?:以?[上下内前后外]|的|{NUMBER}\S{{0,3}}以[上下]|{TO}{NUMBER}\S{{0,3}})+")
"""What follows a value and says only how it bounds."""


def subject_of(text: str, start: int, end: int) -> str:
    """The words of the clause of ``text[start:end]`` that it is about; empty where it is all of its clause.

    A cell of a table is about what names its row and its column.
    """
    if in_row(text, start):
        return cell_name(text, (start, end)).rstrip("：")
    before = _LABEL.sub("", _ENDS.split(text[max(0, start - _REACH) : start])[-1]).strip()
    before = MEASURING.sub("", _LOWER.sub("", before))
    if before:
        return before
    return _AFTER.sub("", _ENDS.split(text[end : end + _REACH], maxsplit=1)[0]).strip()
