"""A term that was replaced throughout is struck and written whole everywhere: [水行政主管部门|水务部门].

What the words of a term are, the texts themselves say: what stands beside the same replacement wherever it recurs is a
part of the term. Only a comparison as a whole can know that, so this is the last stage of its redlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tracker.language.bodies import endings, ends_with_office
from tracker.language.lexicon import is_inside_word
from tracker.language.numerals import HAN_SIGNS
from tracker.language.patterns import regex
from tracker.model import Edit

_OFTEN: Final = 3
"""So often a replacement recurs before what stands beside it counts as a part of it."""

_WORD: Final = 2
"""A shorter word that is replaced (内 by 以内) has no fixed words beside it."""

_MOST: Final = 4
"""Characters that a replacement grows by in all. A longer name is not taken whole: [食品药品|食品安全]监督管理部门 says
as much, and sixty times twelve characters struck for two are harder to read."""

_NAME: Final = 8
"""Characters after a replacement in which the word for a body stands, where it is a part of a body's name."""

_NAME_LIKE: Final = regex(r"[\u4e00-\u9fff]+")
_NO_PART_OF_NAMES: Final = regex(f"[的和或及与对向由在为将以按并等者被经依可应所该其各本是有不第{HAN_SIGNS}]")
"""Words between names, numerals and the beginnings of references: a term ends before them."""

_HEADS: Final = tuple(sorted({"部门", "机关", "机构", "组织", "单位", *endings("generic")}, key=len, reverse=True))
"""Words that end the name of a body, whichever it is."""

Pair = tuple[str, str]


class Sides(NamedTuple):
    """What stands beside a replacement wherever it recurs."""

    before: str
    after: str


def with_whole_terms(redlines: Sequence[Sequence[Edit]]) -> list[tuple[Edit, ...]]:
    """The redlines of one comparison, each recurring replacement grown to the term that it is a part of."""
    terms = _terms(redlines)
    if not terms:
        return [tuple(edits) for edits in redlines]
    return [
        _grown(edits, terms) if any((edit.old, edit.new) in terms for edit in edits) else tuple(edits)
        for edits in redlines
    ]


def _terms(redlines: Iterable[Sequence[Edit]]) -> dict[Pair, Sides]:
    """Replacements that recur within a body's name, and the words of it beside them that are the same everywhere."""
    found: dict[Pair, list[Sides]] = {}
    for edits in redlines:
        for k, edit in enumerate(edits):
            if edit.op == "replace" and _is_word(edit.old) and _is_word(edit.new):
                found.setdefault((edit.old, edit.new), []).append(_beside(edits, k))
    often = {pair: sides for pair, sides in found.items() if len(sides) >= _OFTEN}
    return {
        pair: _shared(sides)
        for pair, sides in often.items()
        if _names_bodies(pair) or any(_has_head(side.after) for side in sides)
    }


def _names_bodies(pair: Pair) -> bool:
    """Whether both sides end like a body's name, of which the beginning may stand before them (财政[审计局|国资局])."""
    return ends_with_office(pair[0]) and ends_with_office(pair[1])


def _has_head(after: str) -> bool:
    """Whether a word for bodies follows: what was replaced describes a body (食品|药品|监督管理部门)."""
    return any(head in after for head in _HEADS)


def _is_word(text: str) -> bool:
    return len(text) >= _WORD and _NAME_LIKE.fullmatch(text) is not None and not _NO_PART_OF_NAMES.search(text)


def _beside(edits: Sequence[Edit], k: int) -> Sides:
    """The name-like characters before and after an edit, as far as a term reaches."""
    before = edits[k - 1] if k else None
    after = edits[k + 1] if k + 1 < len(edits) else None
    left = before.new[-_MOST:] if before and before.op == "equal" and before.old[-_MOST:] == before.new[-_MOST:] else ""
    right = after.new[:_NAME] if after and after.op == "equal" and after.old[:_NAME] == after.new[:_NAME] else ""
    return Sides(_NO_PART_OF_NAMES.split(_run(left[::-1]))[0][::-1], _NO_PART_OF_NAMES.split(_run(right))[0])


def _run(text: str) -> str:
    match = _NAME_LIKE.match(text)
    return match[0] if match else ""


def _shared(sides: Sequence[Sides]) -> Sides:
    before = _shared_start([side.before[::-1] for side in sides])[::-1]
    return Sides(before, _shared_start([side.after for side in sides]))


def _shared_start(texts: Sequence[str]) -> str:
    """The characters that all the texts begin with."""
    size = 0
    for characters in zip(*texts, strict=False):
        if len(set(characters)) > 1:
            break
        size += 1
    return texts[0][:size]


def _grown(edits: Sequence[Edit], terms: dict[Pair, Sides]) -> tuple[Edit, ...]:
    out = list(edits)
    for k, edit in enumerate(edits):
        sides = terms.get((edit.old, edit.new)) if edit.op == "replace" else None
        if sides is None or not any(sides):
            continue
        left = len(_whole_before(out[k - 1], sides.before)) if k and sides.before else 0
        right = _whole_after(out[k + 1], sides.after) if k + 1 < len(out) and out[k + 1].op == "equal" else 0
        if left + right > _MOST:
            right = 0
        if left:
            before = out[k - 1]
            out[k] = Edit(op="replace", old=before.old[-left:] + out[k].old, new=before.new[-left:] + out[k].new)
            out[k - 1] = Edit(op="equal", old=before.old[:-left], new=before.new[:-left])
        if right:
            after = out[k + 1]
            out[k] = Edit(op="replace", old=out[k].old + after.old[:right], new=out[k].new + after.new[:right])
            out[k + 1] = Edit(op="equal", old=after.old[right:], new=after.new[right:])
    return tuple(edit for edit in out if edit.old or edit.new)


def _whole_before(before: Edit, words: str) -> str:
    """As many of the shared characters before an edit as begin with a word."""
    while words and is_inside_word(before.new, len(before.new) - len(words)):
        words = words[1:]
    return words


def _whole_after(after: Edit, words: str) -> int:
    """How many characters after an edit belong to the term: the shared ones, and the word for the body that follows."""
    size = len(words)
    while size and is_inside_word(after.new, size):
        size -= 1
    rest = after.new[size:]
    head = next((head for head in _HEADS if rest.startswith(head)), "")
    size += len(head)
    return size if after.old[:size] == after.new[:size] else 0
