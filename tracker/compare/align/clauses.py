"""Clauses that must be compared one by one: 对个人处…，对单位处… → 对单位处…，对个人处….

A line is one passage, however it was reworded, unless its clauses changed their order, or values changed in a line to
which clauses were added or from which they were taken: then a value could be taken for that of another clause. Clauses
are paired by the same words, numerals aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.compare.align.canon import words_of
from tracker.language.numerals import HAN_NUMBER
from tracker.likeness.chain import Link, heaviest_chain
from tracker.model import Passage, Span

_CLAUSE = re.compile("[^，。；：,;:]+")
_NUMERAL = re.compile(f"[0-9{HAN_NUMBER[1:-1]}")
_SHORTEST = 3
"""Fewer words than this do not make a clause that can be told as moved."""


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The clauses of a line without the marks that end them, and the words of each."""

    spans: Sequence[Span]
    texts: Sequence[str]
    words: Sequence[str]


def clause_passages(old: str, new: str) -> tuple[Passage, ...]:
    """The passages of two versions of a line that is more than one; none where the line is one.

    Words that stand before the first clause on both sides belong to it in neither (经营者应当 before a list of duties).
    """
    ours, theirs = _clauses(old), _clauses(new)
    if len(ours.spans) == 1 or len(theirs.spans) == 1:
        return ()
    pairs = _same_words(ours.words, theirs.words)
    if _crosses(ours, theirs, pairs) or _at_risk(ours, theirs, pairs):
        return _passages(ours, theirs, pairs, 0)
    head = _common_head(old, new)
    if head and (ours.words[0][head:] in theirs.words or theirs.words[0][head:] in ours.words):
        ours, theirs = _clauses(old, head), _clauses(new, head)
        pairs = _same_words(ours.words, theirs.words)
        if _crosses(ours, theirs, pairs):
            return _passages(ours, theirs, pairs, head)
    return ()


def _crosses(old: _Clauses, new: _Clauses, pairs: Sequence[Link]) -> bool:
    """Whether clauses left their order, and those of the same words make up half of the shorter side.

    Where they do not, what recurs is a turn (必要时).
    """
    if all(a[1] < b[1] for a, b in pairwise(pairs)):
        return False
    common = sum(len(old.words[i]) for i, _ in pairs)
    return 2 * common >= min(sum(map(len, old.words)), sum(map(len, new.words)))


def _at_risk(old: _Clauses, new: _Clauses, pairs: Sequence[Link]) -> bool:
    """Whether values changed in clauses that stayed, and all else is clauses that only one side has."""
    if max(len(old.spans), len(new.spans)) == len(pairs) or min(len(old.spans), len(new.spans)) > len(pairs):
        return False
    return any(old.texts[i] != new.texts[j] for i, j in pairs)


def _common_head(old: str, new: str) -> int:
    """How many characters both lines begin with, before the first mark."""
    differ = (at for at, (ours, theirs) in enumerate(zip(old, new, strict=False)) if ours != theirs)
    match = _CLAUSE.match(old, 0, next(differ, min(len(old), len(new))))
    return match.end() if match else 0


def _clauses(text: str, head: int = 0) -> _Clauses:
    spans = [match.span() for match in _CLAUSE.finditer(text, head)]
    texts = [text[start:end] for start, end in spans]
    return _Clauses(spans, texts, [words_of(text) if _NUMERAL.search(text) else text for text in texts])


def _same_words(old: Sequence[str], new: Sequence[str]) -> list[Link]:
    """Clauses of the same words that stand once on either side, in the order of the old line."""
    places = {words: j for j, words in enumerate(new)}
    return [
        (i, places[words])
        for i, words in enumerate(old)
        if words in places and len(words) >= _SHORTEST and old.count(words) == new.count(words) == 1
    ]


def _passages(old: _Clauses, new: _Clauses, pairs: Sequence[Link], head: int) -> tuple[Passage, ...]:
    """The moved clauses, and what stands between them as long as it can be told in order."""
    kept = heaviest_chain((i, j, len(old.words[i]) + 1 / (2 + j)) for i, j in pairs)
    moved = set(pairs) - set(kept)
    gone, come = {i for i, _ in moved}, {j for _, j in moved}
    out = [Passage(old=old.spans[i], new=new.spans[j], moved=True) for i, j in sorted(moved)]
    if head:
        out.append(Passage(old=(0, head), new=(0, head)))
    i = j = 0
    for a, b in [*kept, (len(old.spans), len(new.spans))]:
        ours = [k for k in range(i, a) if k not in gone]
        theirs = [k for k in range(j, b) if k not in come]
        out += _between(old, new, ours, theirs)
        if a < len(old.spans):
            out.append(Passage(old=old.spans[a], new=new.spans[b]))
        i, j = a + 1, b + 1
    return tuple(out)


def _between(old: _Clauses, new: _Clauses, ours: Sequence[int], theirs: Sequence[int]) -> list[Passage]:
    """Clauses between two that kept their order: one passage where they are one stretch on both sides."""
    if ours and theirs and _is_run(ours) and _is_run(theirs):
        whole = (old.spans[ours[0]][0], old.spans[ours[-1]][1]), (new.spans[theirs[0]][0], new.spans[theirs[-1]][1])
        return [Passage(old=whole[0], new=whole[1])]
    gone = [Passage(old=old.spans[k], new=None) for k in ours]
    return [*gone, *(Passage(old=None, new=new.spans[k]) for k in theirs)]


def _is_run(places: Sequence[int]) -> bool:
    return places[-1] - places[0] == len(places) - 1
