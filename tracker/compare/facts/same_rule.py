"""Facts told as gone and as new although a sentence of the same rule still says it, or says the contrary now.

A redline can strike a sentence and write it anew elsewhere; what its words bind or allow then neither went nor came.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Final

from tracker.compare.facts.modality import Modal, direction, modals
from tracker.language.patterns import regex
from tracker.likeness.character_runs import Grams, grams
from tracker.likeness.subsequence import likeness
from tracker.model import Fact, Span

_SAME_RULE: Final = 0.4
"""The ratio of the shorter sentence's pairs of characters that two sentences of one rule share."""

_SAME_DUTY: Final = 0.55
"""The same for words of duty, which stand in every second sentence."""

_ENDS: Final = regex("[。；\n]")


def without_kept(old: str, new: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, but those told as gone and as new that a sentence of the same rule still has, on either side.

    应当在15日前…申请 that became 应当自变更之日起15日内…办理 has its 15日 still: nothing of the value came or went. A
    permission that became the only duty of its sentence, or the other way round, is one fact.
    """
    gone, came = [fact for fact in facts if fact.new is None], [fact for fact in facts if fact.old is None]
    if not came or not gone:
        return tuple(facts)
    pairs = list(_pairs(old, new, gone, came))
    settled = set(map(id, chain.from_iterable(pairs)))
    turned = filter(None, (_turned(old, new, *pair) for pair in pairs))
    return tuple(sorted([*(fact for fact in facts if id(fact) not in settled), *turned], key=_place))


def without_joined(old: str, new: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts, but those of words of duty that only joined others of their sentence, or left them."""
    return tuple(fact for fact in facts if not _goes_on(old, new, fact))


def _goes_on(old: str, new: str, fact: Fact) -> bool:
    """Whether a word of duty that went, or came, only joined another one of its sentence, or left it.

    经营者应当为员工投保。 that became 经营者应当培训员工，并为员工投保。 obliges to the same.
    """
    side = 0 if fact.new is None else 1
    at, word = fact.at[side], (fact.old, fact.new)[side]
    if fact.type != "modality" or None not in (fact.old, fact.new) or at is None or word is None:
        return False
    text, other = (old, new)[side], (old, new)[1 - side]
    what = _CLAUSE_ENDS.split(text[at + len(word) : at + len(word) + _REACH])[0]
    return len(what) >= _WHAT and any(
        likeness(what, other[slice(*clause)], _SAME_WHAT) >= _SAME_WHAT and _bound_by(other, clause, word)
        for clause in clauses_around(other, at * len(other) // len(text))
    )


def _bound_by(text: str, clause: Span, word: str) -> bool:
    """Whether a clause without a word of duty of its own stands under such a word of its sentence."""
    begun = max(_sentence(text, clause[0])[0], clause[0] - _FAR)
    return not modals(text[slice(*clause)]) and word in [modal.text for modal in modals(text[begun : clause[0]])]


def clauses_around(text: str, place: int) -> Sequence[Span]:
    """The clauses of a text; of very many those around a place: the rest of a change so long is other rules."""
    clauses = _clauses_of(text)
    middle = bisect_left(clauses, (place, place)) if len(clauses) > _MANY else 0
    return clauses[max(0, middle - _MANY // 2) : max(_MANY, middle + _MANY // 2)]


@lru_cache(maxsize=4)
def _clauses_of(text: str) -> Sequence[Span]:
    """The clauses of a text; it is asked for each word of duty that the other one has."""
    return [found.span() for found in _CLAUSES.finditer(text)]


_MANY: Final = 600
"""So many clauses are a text of some 6,000 characters."""
_FAR: Final = 2_000
"""In a sentence without an end a word of duty is looked for so many characters before a clause."""


_CLAUSES: Final = regex("[^，。；：\n,;:]+")
_WHAT: Final = 5
_SAME_WHAT: Final = 0.75


def _place(fact: Fact) -> int:
    """Where a fact stands in the new text; what is gone, in the old one."""
    before, after = fact.at
    return (before or 0) if after is None else after


def _pairs(old: str, new: str, gone: Sequence[Fact], came: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Facts that went with those that came in their stead, each once, the most alike first."""
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, a, b in sorted(_scored(old, new, gone, came)):
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            yield gone[a], came[b]


def _scored(old: str, new: str, gone: Sequence[Fact], came: Sequence[Fact]) -> Iterator[tuple[float, int, int, int]]:
    """The pairs that can be one fact: how unlike their sentences are, how far apart they stand, and their numbers."""
    others = [_words_of(sentence_at(new, fact.at[1] or 0)) for fact in came]
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for b, other in enumerate(came):
        alike[_says(other, other.new_value)].append(b)
    for a, one in enumerate(gone):
        said = _says(one, one.old_value)
        if said is None or said not in alike:
            continue
        words = _words_of(sentence_at(old, one.at[0] or 0))
        least = _SAME_DUTY if one.type == "modality" else _SAME_RULE
        for b in places_around(alike[said], a):
            if _shared(words, others[b]) >= least and _is_one(old, new, one, came[b]):
                yield -_shared(words, others[b]), abs(a - b), a, b


def _says(fact: Fact, value: float | str | None) -> Hashable:
    """What two facts have in common that can be one: kind, unit and value, or that they are words of duty."""
    if fact.type == "modality":
        return fact.type
    return None if value is None else (fact.type, fact.unit, value)


_MOST: Final = 200


def places_around(places: list[int], at: int) -> list[int]:
    """Of more than so many places those around one: the rest of a change so long is other rules."""
    if len(places) <= _MOST:
        return places
    middle = bisect_left(places, at)
    return places[max(0, middle - _MOST // 2) : middle + _MOST // 2]


@lru_cache(maxsize=8)
def _words_of(sentence: str) -> Grams:
    """The grams of a sentence; the facts of one follow one another."""
    return grams(sentence)


@lru_cache(maxsize=8)
def _modals_of(text: str) -> Mapping[int, Modal]:
    """The words of duty of a text, by where they begin."""
    return {modal.start: modal for modal in modals(text)}


def _is_one(old: str, new: str, gone: Fact, came: Fact) -> bool:
    """Whether a word of duty can have become another: it is the same word, or both are alone in their sentences."""
    if gone.type != "modality" or gone.old == came.new:
        return True
    before, after = sentence_at(old, gone.at[0] or 0), sentence_at(new, came.at[1] or 0)
    if not len(_modals_of(before)) == len(_modals_of(after)) == 1:
        return False
    actors = _actor(old, gone.at[0] or 0), _actor(new, came.at[1] or 0)
    return not all(actors) or actors[0][-_LAST:] == actors[1][-_LAST:]


def _actor(text: str, place: int) -> str:
    """The words before a word of duty in its clause, which name who is bound; or none."""
    return _CLAUSE_ENDS.split(text[max(0, place - _REACH) : place])[-1]


_CLAUSE_ENDS: Final = regex("[，。；：\n,;:]")
_REACH: Final = 40
_LAST: Final = 2
"""Two actors are one whose names end with so many characters: 审计机关 is no 企业."""


def _turned(old: str, new: str, gone: Fact, came: Fact) -> Fact | None:
    """The one fact that two are in truth: a word of duty that became another; none where it is the same word."""
    if gone.type != "modality" or gone.old == came.new:
        return None
    i, j = gone.at[0] or 0, came.at[1] or 0
    turn = direction(_modals_of(old).get(i), _modals_of(new).get(j))
    return replace(gone, new=came.new, at=(i, j), direction=turn)


def sentence_at(text: str, place: int) -> str:
    """The sentence, or the item of a list, in which an offset stands."""
    return text[slice(*_sentence(text, place))]


def _sentence(text: str, place: int) -> Span:
    """Where a sentence begins and ends."""
    ends = _sentence_ends(text)
    at = bisect_left(ends, place)
    return ends[at - 1] + 1 if at else 0, ends[at] if at < len(ends) else len(text)


@lru_cache(maxsize=4)
def _sentence_ends(text: str) -> Sequence[int]:
    """Where the sentences of a text end; it is asked for every fact that it has."""
    return [found.start() for found in _ENDS.finditer(text)]


def _shared(one: Grams, other: Grams) -> float:
    """The ratio of pairs of characters that two sentences share, of those of the shorter one."""
    return len(one & other) / max(1, min(len(one), len(other)))
