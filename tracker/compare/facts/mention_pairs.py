"""Which mention of the old text became which of the new one, by the redline and by the words around them.

A mention is anything that stands in a text and can be read alone: a quantity, a modal word, a reference.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, NamedTuple

from tracker.compare.facts.edited_stretches import Stretch
from tracker.compare.facts.frames import (
    Frame,
    frame_of,
    in_the_same_frame,
    of_other_parties,
)
from tracker.compare.facts.touched_mentions import M, affected
from tracker.language.patterns import regex
from tracker.language.quantities import NUMBER, TO
from tracker.likeness.subsequence import likeness

_WINDOW: Final = 10
"""How many characters on either side of a mention are its context."""

_ALIKE_NEAR: Final = 0.4
"""Contexts of two mentions of one edit that are this alike speak of the same thing."""

_ALIKE_FAR: Final = 0.6
"""The same for mentions of two different edits."""

_LOWER: Final = regex(f"以上|{TO}")
_UPPER: Final = regex("以[下内]")
_TO: Final = regex(rf"{TO}\Z")
_LOWER_BOUND: Final = regex(rf"{NUMBER}[^，。；：\n]{{0,4}}(?:以上|{TO})\Z")
_UPPER_BOUND: Final = regex(rf"^(?:以上|{TO}){NUMBER}[^，。；：\n以至的]{{0,4}}")
"""The other bound of a range, before a value or behind it."""

_OTHER_BOUND: Final = 0.5
"""How much less alike the lower bound of a range and an upper bound are."""

_ALONE: Final = 8
"""A mention is alone in its edit where the edit has no other and so few further characters."""

_BESIDE: Final = 12
"""Two mentions of neighbouring edits stand beside one another where no more unchanged characters part the edits."""

_STOPS: Final = regex(r"[，。；：、\n,;:]")
"""Where a context ends: with its clause."""

_SENTENCE_ENDS: Final = regex("[。；\n;]")

_MANY: Final = 100
_REACH: Final = 10
"""In a list of very many mentions one is looked for only so far from where it would stand in proportion."""


class _Found(NamedTuple, Generic[M]):
    """A mention that edits touch: the numbers of the first and the last of them, and the words around it.

    ``alone``: it is most of what its edit strikes or writes. ``start`` and ``end``: those of these edits. ``bound``: -1
    for the lower bound of a range, 1 for the upper one; the other bound is not among the words around it.
    """

    mention: M
    first: int
    last: int
    left: str
    right: str
    alone: bool
    start: int
    end: int
    frame: Frame
    sentence: int
    bound: int

    @property
    def says(self) -> Hashable:
        """What the mention says."""
        return self.mention.says

    @property
    def touched(self) -> bool:
        """Whether an edit strikes or writes (part of) it; else one only changes its clause."""
        return self.first <= self.last


class Pair(NamedTuple, Generic[M]):
    """A mention and its heir; one of them is ``None`` where the mention came or went."""

    old: M | None
    new: M | None

    @property
    def at(self) -> tuple[int | None, int | None]:
        """Where each begins in its text."""
        return (self.old.start if self.old else None, self.new.start if self.new else None)


def paired(
    texts: tuple[str, str],
    mentions: tuple[Sequence[M], Sequence[M]],
    spans: Sequence[Stretch],
    equal: Callable[[M, M], bool],
    kins: Sequence[Callable[[M, M], bool]],
    *,
    far: bool = True,
) -> Iterator[Pair[M]]:
    """The mentions that edits changed, paired; those that say the same on both sides are left out.

    What stands in the same frame on both sides is paired first, wherever that is. ``equal`` tells whether two mentions
    say the same, ``kins`` whether one can have become the other: the last of them
    whether it can at all, those before it whether that is the first to be thought of. With ``far`` a mention may have
    moved with its sentence, or to the other side of some words of its clause (应当由甲方 → 甲方可以); references
    cannot: 第六条 may have become 第七条 and 第五条 第六条.
    """
    edits = [(s.old_start, s.old_end) for s in spans], [(s.new_start, s.new_end) for s in spans]
    gone = affected(texts[0], mentions[0], edits[0])
    come = affected(texts[1], mentions[1], edits[1])
    if not gone or not come:
        for mention, _, _ in gone:
            yield Pair(mention, None)
        for mention, _, _ in come:
            yield Pair(None, mention)
        return
    side, other = (
        _Side(texts[0], edits[0], _Sentences(texts[1], spans)),
        _Side(texts[1], edits[1], _Sentences(texts[1], ())),
    )
    olds, news = [_found(side, *one) for one in gone], [_found(other, *one) for one in come]
    if far:
        _drop_untouched(olds, news, spans, lambda old, new: equal(old.mention, new.mention) and _own_frame(old, new))
        yield from _framed(olds, news, equal, kins[-1])
    _drop_untouched(olds, news, spans, lambda old, new: equal(old.mention, new.mention))
    _drop_equal(olds, news, equal, _stays)
    *closer, kin = kins
    for first in closer:
        yield from _matched(olds, news, _touching(first), 0.0)
    yield from _matched(olds, news, _touching(kin), _ALIKE_NEAR)
    if far:
        _drop_equal(olds, news, equal, lambda old, new: _alike(old, new) >= _ALIKE_FAR)
    yield from _matched(olds, news, _of_kin(kin), _ALIKE_FAR)
    if far:
        _drop_equal(olds, news, equal, lambda _old, _new: True)
        beside = _Beside(texts, spans)
        yield from _matched(olds, news, lambda old, new: _of_kin(kin)(old, new) and beside(old, new), 0.0)
    yield from (Pair(found.mention, None) for found in olds)
    yield from (Pair(None, found.mention) for found in news)


def _touching(kin: Callable[[M, M], bool]) -> Callable[[_Found[M], _Found[M]], bool]:
    """Whether mentions that one can have become the other stand in one edit."""
    return lambda old, new: _meet(old, new) and _of_kin(kin)(old, new)


def _of_kin(kin: Callable[[M, M], bool]) -> Callable[[_Found[M], _Found[M]], bool]:
    """Whether one mention can have become the other: their kinds allow it, and they are not of two parties."""
    return lambda old, new: kin(old.mention, new.mention) and not of_other_parties(old.frame, new.frame)


class _Sentences(NamedTuple):
    """The sentences of the new text, by the offset where they end; ``spans`` lead to it from the old text."""

    text: str
    spans: Sequence[Stretch]

    def at(self, start: int, k: int) -> int:
        """The sentence at an offset of the old text; ``k`` is the first edit that does not end before it."""
        if self.spans and k < len(self.spans) and self.spans[k].old_start <= start:
            start = self.spans[k].new_start
        elif self.spans and k:
            start += self.spans[k - 1].new_end - self.spans[k - 1].old_end
        ends = _sentence_ends(self.text)
        behind = bisect_left(ends, start)
        return ends[behind] if behind < len(ends) else len(self.text)


@lru_cache(maxsize=4)
def _sentence_ends(text: str) -> Sequence[int]:
    """Where the sentences of a text end; a text is asked for every mention that edits touch."""
    return [found.start() for found in _SENTENCE_ENDS.finditer(text)]


class _Side(NamedTuple):
    """One text, where edits stand in it, and the sentences of the new text that its offsets belong to."""

    text: str
    spans: Sequence[tuple[int, int]]
    sentences: _Sentences


def _found(side: _Side, mention: M, k: int, last: int) -> _Found[M]:
    """A mention that the edits from ``k`` to before ``last`` touch, with the words around it."""
    text, spans = side.text, side.spans
    left = _STOPS.split(text[max(0, mention.start - 2 * _WINDOW) : mention.start])[-1]
    right = _STOPS.split(text[mention.end : mention.end + 2 * _WINDOW], maxsplit=1)[0]
    start, end = (spans[k][0], spans[last - 1][1]) if last > k else (mention.start, mention.end)
    alone = last > k and end - start - (mention.end - mention.start) <= _ALONE
    frame = frame_of(text, mention.start, mention.end)
    sentence = side.sentences.at(mention.start, k)
    bare, tail = _LOWER_BOUND.sub("", left)[-_WINDOW:], _UPPER_BOUND.sub("", right)[:_WINDOW]
    return _Found(mention, k, last - 1, bare, tail, alone, start, end, frame, sentence, _bound(left, right))


def _framed(
    olds: list[_Found[M]], news: list[_Found[M]], equal: Callable[[M, M], bool], kin: Callable[[M, M], bool]
) -> Iterator[Pair[M]]:
    """Pairs of mentions that stand in one frame and say something else there; all in one frame leave the lists."""
    gone: set[int] = set()
    for old, new in in_the_same_frame(olds, news):
        if equal(old.mention, new.mention) or kin(old.mention, new.mention):
            gone |= {id(old), id(new)}
        if not equal(old.mention, new.mention) and kin(old.mention, new.mention):
            yield Pair(old.mention, new.mention)
    olds[:] = [one for one in olds if id(one) not in gone]
    news[:] = [one for one in news if id(one) not in gone]


def _own_frame(old: _Found[M], new: _Found[M]) -> bool:
    """Whether nothing says that two mentions are about different things: their frames are one, or do not tell."""
    return old.frame.words == new.frame.words or not (old.frame.is_telling and new.frame.is_telling)


def _drop_untouched(
    olds: list[_Found[M]],
    news: list[_Found[M]],
    spans: Sequence[Stretch],
    same: Callable[[_Found[M], _Found[M]], bool],
) -> None:
    """Take out the mentions that no edit touches and that the redline keeps on both sides, the ``same`` for us too."""
    there = {one.mention.start: one for one in news if not one.touched}
    gone: set[int] = set()
    for old in olds:
        if not old.touched:
            shift = spans[old.first - 1].new_end - spans[old.first - 1].old_end if old.first else 0
            new = there.get(old.mention.start + shift)
            if new and same(old, new):
                gone |= {id(old), id(new)}
    olds[:] = [one for one in olds if id(one) not in gone]
    news[:] = [one for one in news if id(one) not in gone]


@dataclass(frozen=True, slots=True)
class _Beside:
    """Whether two mentions of neighbouring edits stand in one clause, with a few unchanged words between the edits."""

    texts: tuple[str, str]
    spans: Sequence[Stretch]

    def __call__(self, old: _Found[M], new: _Found[M]) -> bool:
        """Whether they do."""
        if old.last + 1 == new.first:
            return self._near(old.last) and self._in_one_clause(old.mention.end, old.end, new.start, new.mention.start)
        if new.last + 1 == old.first:
            return self._near(new.last) and self._in_one_clause(old.start, old.mention.start, new.mention.end, new.end)
        return False

    def _near(self, k: int) -> bool:
        start, end = self.spans[k].new_end, self.spans[k + 1].new_start
        return end - start <= _BESIDE and not _STOPS.search(self.texts[1], start, end)

    def _in_one_clause(self, old_start: int, old_end: int, new_start: int, new_end: int) -> bool:
        """Whether no clause ends between each mention and the unchanged words that part the edits."""
        old, new = self.texts
        return not _STOPS.search(old, old_start, old_end) and not _STOPS.search(new, new_start, new_end)


def _drop_equal(
    olds: list[_Found[M]],
    news: list[_Found[M]],
    equal: Callable[[M, M], bool],
    close: Callable[[_Found[M], _Found[M]], bool],
) -> None:
    """Take out the mentions that stand on both sides, ``close`` to one another."""
    gone: set[int] = set()
    kept: list[_Found[M]] = []
    for a, old in enumerate(olds):
        same = [b for b in _candidates(a, olds, news) if b not in gone and equal(old.mention, news[b].mention)]
        near = [b for b in same if close(old, news[b])]
        if near:
            gone.add(max(near, key=lambda b: (_meet(old, news[b]), _alike(old, news[b]))))
        else:
            kept.append(old)
    olds[:] = kept
    news[:] = [new for b, new in enumerate(news) if b not in gone]


def _matched(
    olds: list[_Found[M]],
    news: list[_Found[M]],
    can: Callable[[_Found[M], _Found[M]], bool],
    least: float,
) -> Iterator[Pair[M]]:
    """Pairs of mentions in contexts at ``least`` so alike, the most alike first; they are taken out of the lists."""
    scored = [
        (_score(old, news[b]), a, b)
        for a, old in enumerate(olds)
        for b in _candidates(a, olds, news)
        if can(old, news[b])
    ]
    scored.sort(key=lambda entry: (-entry[0], abs(entry[1] - entry[2]), entry[1]))
    gone_olds: set[int] = set()
    gone_news: set[int] = set()
    for score, a, b in scored:
        if score >= least and a not in gone_olds and b not in gone_news:
            gone_olds.add(a)
            gone_news.add(b)
            yield Pair(olds[a].mention, news[b].mention)
    olds[:] = [old for a, old in enumerate(olds) if a not in gone_olds]
    news[:] = [new for b, new in enumerate(news) if b not in gone_news]


def _candidates(a: int, olds: Sequence[_Found[M]], news: Sequence[_Found[M]]) -> range:
    """Which new mentions to try for an old one: all, or in a very long list those at about the same place."""
    if len(news) <= _MANY:
        return range(len(news))
    middle = a * len(news) // len(olds)
    return range(max(0, middle - _REACH), min(len(news), middle + _REACH))


def _meet(old: _Found[M], new: _Found[M]) -> bool:
    return old.first <= new.last and new.first <= old.last


def _score(old: _Found[M], new: _Found[M]) -> float:
    """How likely one mention became the other: sure where each is most of the same edit, else by their contexts."""
    return _alike(old, new) + (old.alone and new.alone and _meet(old, new))


def _alike(old: _Found[M], new: _Found[M]) -> float:
    """How alike the words around two mentions are (0 to 1); where neither has any, nothing speaks for or against."""
    size = len(old.left) + len(new.left) + len(old.right) + len(new.right)
    if not size:
        return (_ALIKE_NEAR + _ALIKE_FAR) / 2
    left = likeness(old.left, new.left) * (len(old.left) + len(new.left))
    right = likeness(old.right, new.right) * (len(old.right) + len(new.right))
    return (left + right) / size * (_OTHER_BOUND if old.bound * new.bound < 0 else 1.0)


def _stays(old: _Found[M], new: _Found[M]) -> bool:
    """Whether equal mentions of one edit are the same one: an upper bound is not the lower bound that it became."""
    return _meet(old, new) and old.bound * new.bound >= 0


def _bound(left: str, right: str) -> int:
    """-1 for the lower bound of a range, 1 for the upper one, 0 for what stands alone."""
    if _LOWER.match(right):
        return -1
    return 1 if _UPPER.match(right) or _TO.search(left) else 0
