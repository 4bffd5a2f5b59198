"""Names of offices and terms that an edit changed, taken as whole words: 财政[审计→国资]局 is 财政审计局 → 财政国资局.

No word list of a law is needed: an edit is widened over the unchanged text beside it up to punctuation or a word that
begins or ends a name, and the ending of the result tells an office (局, 部门, 委员会 …) from another term.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tracker.compare.redline.word_borders import is_cut
from tracker.language.name_borders import (
    ACTS,
    AFTER_NAME,
    BEFORE_NAME,
    BEFORE_OFFICE,
    FIELD_OF_OFFICE,
    GIVES,
    GOVERNING,
    LEVEL,
    NO_NAME,
    NOT_AT_END,
    NOT_AT_START,
    OF_A_SENTENCE,
    OFFICE,
    OFFICE_BEGINS,
    PAIRED,
    QUALIFIES_OFFICE,
    VERBS_BEHIND,
)
from tracker.language.numerals import HAN_NUMBER, HAN_SIGNS
from tracker.language.patterns import regex
from tracker.model import FactType

_OFFICE_END = regex(rf"(?:{OFFICE})\Z")
_OFFICE_NEAR = regex(OFFICE)

_BEGINS = regex(rf".*(?:{BEFORE_NAME}|[^\u4e00-\u9fff])", re.DOTALL)
_ENDS = regex(rf"{AFTER_NAME}|[^\u4e00-\u9fff]|\Z")

_BEGINS_OFFICE = regex(rf".*(?:{BEFORE_NAME}|{BEFORE_OFFICE}|[^\u4e00-\u9fff])", re.DOTALL)
_GOVERNS = regex(rf".*(?:{BEFORE_OFFICE}|{GOVERNING})", re.DOTALL)
_PLACE = regex(OFFICE_BEGINS)
_FIELD_END = regex(rf"(?:{FIELD_OF_OFFICE})\Z")
_LEVELS = regex(rf"[、和或](?:{LEVEL})|(?:{LEVEL})[、和或]")
"""A level of government that came into a list of them or left it: 区、县人民政府 → 区人民政府."""

_LIST_OF_OFFICES = regex(r"[、和及][\u4e00-\u9fff、]{0,24}?部门|等(?:有关|相关|主管)*部门")
"""A field of duties in a list of offices that share one word: 食品安全监督管理、农业行政等部门."""

_CONTINUED = regex(rf"[\u4e00-\u9fff]{{0,6}}?(?:{OFFICE})")
_OFFICE_NAME = regex(rf"[\u4e00-\u9fff]{{1,14}}?(?:{OFFICE})")

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
_NO_START = regex(rf"以?内(?![容地部])|以?前(?!款)|以?后(?!果)|之日|起(?![诉草重])|{HAN_NUMBER}(?:\Z|[）)])")
_WORDS = regex(r"[\u4e00-\u9fffA-Za-z0-9、（）()“”《》]*")
_LABEL = regex(rf"[（(][{HAN_SIGNS}\d]+[）)]")
_LEADING = regex(rf"^(?:{NOT_AT_START})+")
_TRAILING = regex(rf"(?:{NOT_AT_END})+$")
_ACTS: Final = regex(f"(?:{ACTS})+")
_ACT: Final = regex(ACTS)
_VERB: Final = regex(VERBS_BEHIND)
_PAIRED: Final = regex(PAIRED)
_QUALIFIES: Final = regex(QUALIFIES_OFFICE)
_NO_NAME = regex(f"(?:{NO_NAME})+")


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
    left, right = "" if words.begun else left, "" if words.ended else right
    if _parts_names(words.old, words.new, right):
        return None
    after = _after(words.old, words.new, right)
    office = _of_offices(words, left, after, right)
    if office is None:
        return None
    before = _before(words.old, words.new, left, after, office=office)
    (first, i), (second, j) = (_bare(before + side + after) for side in (words.old, words.new))
    if office:
        (first, k), (second, m) = _without_verb(first), _without_verb(second)
        i, j = i + k, j + m
    if not _are_names(first, second, words, office=office):
        return None
    at = (words.skipped[0] + i - len(before), words.skipped[1] + j - len(before))
    return Renaming(first, second, "organisation" if office else "term", at)


def _of_offices(words: Nameable, left: str, after: str, right: str) -> bool | None:
    """Whether both sides name offices; ``None`` where one does and the other is no word put for it."""
    listed = _LIST_OF_OFFICES.match(right, len(after)) is not None
    beside = left[-_GENERIC:]  # 仲裁[委员会→院]
    ours, theirs = (_is_office(beside + side + after, listed=listed) for side in (words.old, words.new))
    if ours != theirs and _is_rewriting(words.old, words.new):
        return None
    return ours and theirs


def _are_names(first: str, second: str, words: Nameable, *, office: bool) -> bool:
    """Whether two names differ, are neither too short nor too long, do not only list the same, and are no sentence."""
    shortest, longest = sorted((len(first), len(second)))
    if shortest <= 1 or longest > LONGEST or first == second or _is_reordered(first, second):
        return False
    return office or _are_terms(first, second, words)


def _are_terms(first: str, second: str, words: Nameable) -> bool:
    """Whether two names are terms: no words of a sentence, and not one that lists more than the other."""
    return not (_is_longer_list(words.old, words.new) or _SAYS.search(first) or _SAYS.search(second))


def _without_verb(name: str) -> tuple[str, int]:
    """The name of an office without the verb of which it is the object (建议人民检察院), and how much was cut off."""
    verb = _GOVERNS.match(name)
    begun = verb.end() if verb and "的" not in name and len(name) - verb.end() > _GENERIC else 0
    return name[begun:], begun


def _is_rewriting(old: str, new: str) -> bool:
    """Whether an edit that names an office on one side alone wrote a sentence anew, rather than put a word for one."""
    return bool(office_of(old) and office_of(new)) or max(len(old), len(new)) > _OFFICE - _PART


def _is_office(name: str, *, listed: bool) -> bool:
    """Whether a name ends like that of an office; in a list of offices also like the duties of one."""
    return bool(_OFFICE_END.search(name) or (listed and _FIELD_END.search(name)))


def office_of(text: str) -> tuple[str, int] | None:
    """The name of the one office that a stretch of text speaks of, and where it begins; ``None`` where not just one."""
    found: dict[str, int] = {}
    last: tuple[str, int] | None = None
    for match in _OFFICE_NAME.finditer(text):
        begun = match.start() + _beginning(match[0])
        name, leading = _bare(text[begun : match.end()])
        if last and begun == match.start() == last[1] + len(last[0]) and not leading:  # 市人民政府 and its 民政部门
            found.pop(last[0], None)
            name, begun = last[0] + name, last[1]
        last = (name, begun + leading)
        if len(name) > _GENERIC:
            found.setdefault(*last)
    return found.popitem() if len(found) == 1 else None


def continued(right: str) -> str:
    """The unchanged words behind an edit up to the end of the office that they name, if they do: 主管部门, 分局."""
    found = _CONTINUED.match(right)
    return found[0] if found and not _ENDS.match(right) else ""


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
        in_charge = "负责" in {old, new}  # 会同市财政局解释 → 负责解释
        return not in_charge and not (_NO_NAME.fullmatch(old) and _NO_NAME.fullmatch(new))
    return _can_be_put(old or new)


def _can_be_put(put: str) -> bool:
    """Whether words put into a name, or taken out of one, can give it another."""
    if _ACTS.fullmatch(put):
        return False
    if _LEVELS.fullmatch(put):
        return True
    if len(put) > _WHOLE:
        return _QUALIFIES.fullmatch(put) is not None
    return not _NO_NAME.fullmatch(put) and not re.search("[、或及的]|会同", put)


def _parts_names(old: str, new: str, right: str) -> bool:
    """Whether words put before ``right``, or struck, join two names by an 和 that is none within an office's name."""
    if (old and new) or "和" not in old + new:
        return False
    put = old or new
    return not _LEVELS.fullmatch(put) and not _PAIRED.search(put + right[:_WHOLE])


_GIVES: Final = regex(rf"[\u4e00-\u9fff]{{0,14}}(?:{GIVES})(?=[\u4e00-\u9fff]{{2}})")
_SAYS: Final = regex(OF_A_SENTENCE)


def _is_reordered(old: str, new: str) -> bool:
    """Whether both list the same: 组织和个人 → 个人和组织."""
    return sorted(_LISTED.split(old)) == sorted(_LISTED.split(new))


_LISTED: Final = regex("、|和|或者?|以?及|与")


def _is_longer_list(old: str, new: str) -> bool:
    """Whether one side only lists more than the other: nothing has another name then."""
    shorter, longer = sorted((old, new), key=len)
    return shorter in longer and bool(re.search("[、和或及与]|会同", longer.replace(shorter, "", 1)))


def _before(old: str, new: str, left: str, after: str, *, office: bool) -> str:
    """The unchanged words before an edit that belong to its name.

    Before what was wholly rewritten none do, unless it is an office, or the duties of one (药品 → 安全监督管理).
    """
    if office:
        return _before_office(left)
    of_field = bool(_FIELD_END.search(old + after) or _FIELD_END.search(new + after))
    if not of_field and min(len(old), len(new)) > 1 and old not in new and new not in old:
        return ""
    words = _behind(_BEGINS, left)
    if len(words) <= _WHOLE:
        return words
    if of_field:
        return words[-_PART + is_cut(words, len(words) - _PART) :]
    return words[len(words) - is_cut(words + (old or new), len(words)) :]


def _behind(begins: re.Pattern[str], left: str) -> str:
    """The words behind the last one after which a name can begin."""
    begun = begins.match(left)
    return left[begun.end() :] if begun else left


def _before_office(left: str) -> str:
    """The unchanged words before the end of an office's name: from the place or the level that it belongs to."""
    words = _behind(_BEGINS_OFFICE, left)
    if len(words) <= _OFFICE:
        return words
    place = _PLACE.search(words, len(words) - _OFFICE)
    return words[place.start() :] if place else ""


def _after(old: str, new: str, right: str) -> str:
    """The unchanged words after an edit that belong to its name: to the ending of an office, or to a function word."""
    if old and new and _OFFICE_END.search(old) and _OFFICE_END.search(new):
        return ""
    ended = _ENDS.search(right)
    words = right[: ended.start()] if ended else right
    office = _OFFICE_NEAR.search(words)
    if office and office.start() <= _WHOLE:
        return words[: office.end()]
    words = _VERB.split(words, maxsplit=1)[0]
    if len(words) <= _WHOLE:
        return words
    act = _ACT.search(words, _GENERIC, _PART + 1)
    end = act.start() if act else _PART
    return words[: end - is_cut(words, end)]


def _bare(name: str) -> tuple[str, int]:
    """A name without the function words at its ends, and how many characters before it are gone."""
    unquoted = name.lstrip("“”")
    bare = _LEADING.sub("", unquoted.rstrip("“”"))
    return _TRAILING.sub("", bare), len(name.rstrip("“”")) - len(bare)
