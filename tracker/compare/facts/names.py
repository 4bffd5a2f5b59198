"""Names of offices and terms that an edit changed, taken as whole words: 财政[审计→国资]局 is 财政审计局 → 财政国资局.

No word list of a law is needed: an edit is widened over the unchanged text beside it up to punctuation or a word that
begins or ends a name, and the ending of the result tells an office (局, 部门, 委员会 …) from another term.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tracker.compare.redline.word_borders import is_cut
from tracker.language.numerals import HAN_NUMBER, HAN_SIGNS
from tracker.model import FactType

OFFICE: Final = (
    "部门|机关|机构|(?<![当结格全布大邮])局|委员会|管委会|政府|法院|检察院|办公室|厅|署|银行|海关|协会|中心|单位"
    "|国务院|中央|党委"
)
"""How the names of offices end."""

_OFFICE_END = re.compile(rf"(?:{OFFICE})\Z")
_OFFICE_NEAR = re.compile(OFFICE)

BEFORE_NAME: Final = (
    "应当|可以|不得|必须|应|由|向|对(?!象|外|方)|(?<!共)和(?!解|谐|平)|与|及(?!时)|以及|或者?|的|在(?!职|编|线)|将|把|被|从事|经(?![营济过理费纪验办])"
    "|报(?![告道刊名酬价])|遵守|责成|开展|建立|设立|健全|完善|加强|推进|推动|纳入|列入|降低|减少|增加|采取|依法|依照|按照|根据|依据|违反|符合|适用|以上|以下|所在地?|其他?|该|各级?|本(?![金人法])|有关|相关|(?<![行认])为了?"
    "|是(?!否)|等|并|但|除|且|会同|征求|办理|申请|提交|出具|持|取得|提供|进行|予以|给予|负责|要求|请求|通过|包括|具有|享有|承担|属于"
    f"|到|至|从|之日起|以内|县级|市级|省级|区级|任何|一切|下列|[\\d{HAN_SIGNS}]+[个名家项条款]"
)
"""Words after which a name begins."""

AFTER_NAME: Final = (
    "应当|可以|不得|必须|应|由|向|对(?!象|外|方)|和(?!解|谐)|与|及|以及|或者?|的|在(?!职|编|线)|将|把|被|依法|依照|按照|根据|依据|负责|提出|申请"
    "|进行|予以|给予|规定|等|并|但|且|是|决定|批准|备案|制定|责令|予以|组织实施|或|未|有(?!关|权)|以(?![上下])"
    "|最[高低长短多少]|不[超低高少多]|不一致|不符|(?<![行认])为"
)
"""Words that end a name when they follow it."""

_BEGINS = re.compile(rf".*(?:{BEFORE_NAME}|[^\u4e00-\u9fff])", re.DOTALL)
_ENDS = re.compile(rf"{AFTER_NAME}|[^\u4e00-\u9fff]|\Z")

_FIELD_END = re.compile(
    r"(?:管理|监督|监管|行政|执法|税务|审计|统计|公安|卫生|交通|运输|规划|建设|环保|环境|资源|工商|商务)\Z"
)
_LIST_OF_OFFICES = re.compile(r"[、和及][\u4e00-\u9fff、]{0,24}?部门|等(?:有关|相关|主管)*部门")
"""A field of duties in a list of offices that share one word: 食品安全监督管理、农业行政等部门."""

_OFFICE_NAME = re.compile(rf"[\u4e00-\u9fff]{{1,14}}?(?:{OFFICE})")

_WHOLE: Final = 6
"""Unchanged words beside an edit are taken whole up to this many characters; of longer ones ``_PART`` are taken."""

_OFFICE: Final = 12
"""The same before the name of an office, which begins with the place or the body it belongs to."""

_PART: Final = 4
"""Two words of two characters."""

_GENERIC: Final = 2
"""So short a name (部门, 机关) says nothing by itself."""

LONGEST: Final = 24
"""A term of more characters is a rewriting of a sentence, not another name for a thing."""

_CLAUSE: Final = "，。；：\n,;:"
_STOPS: Final = frozenset(_CLAUSE)
_NO_START = re.compile(rf"以?内(?![容地部])|以?前(?!款)|以?后(?!果)|之日|起(?![诉草重])|{HAN_NUMBER}(?:\Z|[）)])")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9、（）()“”《》]*")
_LABEL = re.compile(rf"[（(][{HAN_SIGNS}\d]+[）)]")
_LEADING = re.compile(
    r"^(?:应当|可以|不得|或者|以及|并且|会同|由|向(?!导)|经(?![营济理费纪验办])|报(?![告道刊名酬价])|和(?![解谐平])|与|及|的|在(?!职)|按照|根据|依照|从事|并|将|把|是|为|等|、|所在地的)+"
)
_TRAILING = re.compile(r"(?:应当|可以|不得|或者|以及|由|向|和|与|及|的|在|并|将|等|、)+$")
_ACTS: Final = re.compile(
    "(?:坚持|组织|领导|申请|从事|核对|调查|承诺|取得|推行|明确|提交|办理|开展|加强|落实|保障|维护|履行|遵守|符合|查验|提供|实施|审查|审核|检查"
    "|监督|负责|参与|参加|协助|配合|进行|采取|执行|制定|报送|报告|公布|公示|指导|协调|促进|推动|推进|支持|鼓励|引导|规范|通报|通知|告知)+"
)
"""Verbs: one that is put before a name gives it no other (开展评估 is no other 评估)."""

_NO_NAME = re.compile(
    r"(?:负责|建立|健全|完善|加强|推进|推动|开展|实施|依法|依规|应当|但|致使|时|及时|立即|同时|其他|有关|相关|规定|分别|共同|一并|按照|依照|根据|或者|所|等|各|均|都|也|还|已|并|且|的|和|及|或|、|任何|一切|该|其|了|地|于|在|对|向)+"
)


class Renaming(NamedTuple):
    """Two names for what stands in the same place: with the words around that belong to them.

    ``at`` is where they begin, counted from where the edit begins in each text: below 0 where unchanged words before it
    belong to the name.
    """

    old: str
    new: str
    type: FactType
    at: tuple[int, int]


class Nameable(NamedTuple):
    """What of an edit can be (part of) a name, and how many characters before it are none.

    ``begun`` and ``ended``: whether a clause begins or ends with it, so that no words beside the edit belong to it.
    """

    old: str
    new: str
    skipped: tuple[int, int]
    begun: bool
    ended: bool


def nameable(old: str, new: str) -> Nameable | None:
    """What of an edit of ``old`` into ``new`` can be a name, if anything.

    One side of the edit may be empty, when a word was put into or taken out of a name.
    """
    begun = old[:1] in _STOPS or new[:1] in _STOPS
    ended = old[-1:] in _STOPS or new[-1:] in _STOPS
    skipped = len(old) - len(old.lstrip(_CLAUSE)), len(new) - len(new.lstrip(_CLAUSE))
    old, new = old.strip(_CLAUSE), new.strip(_CLAUSE)
    given = _GIVES.match(old), _GIVES.match(new)
    if given[0] and given[1]:
        skipped, begun = (skipped[0] + given[0].end(), skipped[1] + given[1].end()), True
        old, new = old[given[0].end() :], new[given[1].end() :]
    return Nameable(old, new, skipped, begun, ended) if _can_be_name(old, new) else None


def renaming(words: Nameable, left: str, right: str) -> Renaming | None:
    """What an edit between the unchanged ``left`` and ``right`` renamed, if it is a name."""
    old, new, skipped = words.old, words.new, words.skipped
    left, right = "" if words.begun else left, "" if words.ended else right
    after = _after(old, new, right)
    of_field = bool(_FIELD_END.search(old + after) or _FIELD_END.search(new + after))
    office = bool(_OFFICE_END.search(old + after) or _OFFICE_END.search(new + after)) or (
        of_field and bool(_LIST_OF_OFFICES.match(right, len(after)))
    )
    rewritten = len(old) > 1 and len(new) > 1 and old not in new and new not in old
    before = "" if rewritten and not office and not of_field else _before(left, _OFFICE if office else _WHOLE)
    (first, i), (second, j) = _bare(before + old + after), _bare(before + new + after)
    shortest, longest = sorted((len(first), len(second)))
    if shortest <= 1 or longest > LONGEST or first == second or (not office and _is_longer_list(old, new)):
        return None
    if _is_reordered(first, second) or (not office and (_SAYS.search(first) or _SAYS.search(second))):
        return None
    at = (skipped[0] + i - len(before), skipped[1] + j - len(before))
    return Renaming(first, second, "organisation" if office else "term", at)


def office_of(text: str) -> tuple[str, int] | None:
    """The name of the one office that a stretch of text speaks of, and where it begins; ``None`` where not just one."""
    found: dict[str, int] = {}
    for match in _OFFICE_NAME.finditer(text):
        begun = match.start() + _beginning(match[0])
        name, leading = _bare(text[begun : match.end()])
        if len(name) > _GENERIC:
            found.setdefault(name, begun + leading)
    return found.popitem() if len(found) == 1 else None


def _beginning(name: str) -> int:
    """Where a name begins behind the last word that can stand before one; 0 where only its ending would be left."""
    begun = _BEGINS.match(name)
    return begun.end() if begun and len(name) - begun.end() > _GENERIC else 0


def _can_be_name(old: str, new: str) -> bool:
    """Whether both sides can be (part of) a name: words, no clause, no label, and not function words alone."""
    if not (_WORDS.fullmatch(old) and _WORDS.fullmatch(new)) or _LABEL.search(old) or _LABEL.search(new):
        return False
    if old.count("（") != old.count("）") or new.count("（") != new.count("）"):
        return False
    if _NO_START.match(old) or _NO_START.match(new):  # 三日[内→以内], （[三→四]）
        return False
    if old and new:
        return not (_NO_NAME.fullmatch(old) and _NO_NAME.fullmatch(new))
    put = old or new
    if _ACTS.fullmatch(put):
        return False
    return len(put) <= _WHOLE and not _NO_NAME.fullmatch(put) and not re.search("[、和或及的]|会同", put)


_GIVES: Final = re.compile(
    r"[\u4e00-\u9fff]{0,14}(?:办理|申请|提交|出具|取得|领取|提供|签订|签署|填写|发给|颁发|换发|出示)(?=[\u4e00-\u9fff]{2})"
)
"""What is said before a paper or a procedure that an office gives, or takes: 发给批准文件, 重新申请结婚登记."""

_SAYS: Final = re.compile(
    "需要|(?<![相响反供适对效])应(?![急用])|必须|^但|不(?!动产|良|法|可抗|明|正当|同)|未(?!成年)|^被|将|[把其]|时$|以$|^[为了以由对在向于]|的[^的]*的|^规定."
)
"""Words of a sentence, which no name has; two 的 are a description."""


def _is_reordered(old: str, new: str) -> bool:
    """Whether both list the same: 组织和个人 → 个人和组织."""
    return sorted(_LISTED.split(old)) == sorted(_LISTED.split(new))


_LISTED: Final = re.compile("、|和|或者?|以?及|与")


def _is_longer_list(old: str, new: str) -> bool:
    """Whether one side only lists more than the other: nothing has another name then."""
    shorter, longer = sorted((old, new), key=len)
    return shorter in longer and bool(re.search("[、和或及与]|会同", longer.replace(shorter, "", 1)))


def _before(left: str, whole: int) -> str:
    """The unchanged words before an edit that belong to its name; all of them up to so many characters."""
    begun = _BEGINS.match(left)
    words = left[begun.end() :] if begun else left
    if len(words) <= whole:
        return words
    return words[-_PART + is_cut(words, len(words) - _PART) :]


def _after(old: str, new: str, right: str) -> str:
    """The unchanged words after an edit that belong to its name: to the ending of an office, or to a function word."""
    if old and new and _OFFICE_END.search(old) and _OFFICE_END.search(new):
        return ""
    ended = _ENDS.search(right)
    words = right[: ended.start()] if ended else right
    office = _OFFICE_NEAR.search(words)
    if office and office.start() <= _PART:
        return words[: office.end()]
    return words if len(words) <= _WHOLE else words[: _PART - is_cut(words, _PART)]


def _bare(name: str) -> tuple[str, int]:
    """A name without the function words at its ends, and how many characters before it are gone."""
    unquoted = name.lstrip("“”")
    bare = _LEADING.sub("", unquoted.rstrip("“”"))
    return _TRAILING.sub("", bare), len(name.rstrip("“”")) - len(bare)
