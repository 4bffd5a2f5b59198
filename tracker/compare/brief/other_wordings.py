"""The clause of the other text that a clause is another version of: what was only reworded neither came nor went."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Final

from tracker.compare.brief.quoting import clause_span
from tracker.compare.brief.weights import PENALTY
from tracker.language.patterns import regex
from tracker.language.sentence_ends import in_number
from tracker.likeness.subsequence import likeness
from tracker.model import Edit, Fact, Passage, Span

_ALIKE: Final = 0.6
"""From this likeness on a clause of the other text is another version of one."""

_ALIKE_AFAR: Final = 0.75
"""The same for a clause of a passage that has no other side."""

_LEADS: Final = 2
_CLOSES: Final = 4
"""So many words before, or behind, what was rewritten must have stayed for two clauses to be one in two wordings."""
_MOST: Final = 36_000_000
"""Characters that are looked through for the clauses of a whole text: in one of 6,000 the other wording may stand
anywhere, in longer ones so much nearer to the same relative place."""

_SIDES: Final = attrgetter("old"), attrgetter("new")

_CLAUSE: Final = regex(f"(?:[^，。；：\n\t,;]|{in_number(',')})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterparts:
    """Two texts, the passages that belong together, and the clauses of which a fact says that they do.

    ``clauses`` are those of either text; ``partners`` maps clauses of the old text to those of the new one, and the
    other way round. ``rewritten`` are the stretches of both texts of which the redline writes one for the other.
    """

    texts: tuple[str, str]
    clauses: tuple[frozenset[str], frozenset[str]]
    passages: Sequence[Passage]
    partners: tuple[Mapping[Span, Span], Mapping[Span, Span]]
    sorted_passages: tuple[Sequence[Passage], Sequence[Passage]]
    """Those that each side has, in the order of that side."""
    rewritten: Sequence[tuple[Span, Span]] = ()

    def of(self, side: int, span: Span) -> Span | None:
        """The clause of the other text for one of the old (``side`` 0) or the new one (1), if there is one."""
        known = self.partners[side].get(span)
        if known:
            return known
        window = self._window(side, span)
        if window is None:  # what left its passage may stand in another article of the group
            found = self._most_alike(side, span, (0, len(self.texts[1 - side])), _ALIKE_AFAR)
        else:
            found = self._most_alike(side, span, window, _ALIKE)
        return found or self._in_its_place(side, span)

    def _in_its_place(self, side: int, span: Span) -> Span | None:
        """The clause that begins, or ends, with the same words and goes on otherwise: 应当[经…同意|由…决定].

        Not of sanctions: those for one conduct and for another are worded alike.
        """
        if PENALTY.search(self.texts[side], *span):
            return None
        first = bisect_right(self.rewritten, span[0], key=lambda pair: pair[side][1])
        for pair in islice(self.rewritten, first, None):
            mine, theirs = pair[side], pair[1 - side]
            if mine[0] >= span[1]:
                break
            if theirs[1] - theirs[0] >= _CLOSES:
                found = self._around(side, span, mine, theirs)
                if found and found not in self.partners[1 - side]:
                    return found
        return None

    def _around(self, side: int, span: Span, mine: Span, theirs: Span) -> Span | None:
        """The clause of the other text in which a stretch stands, where the words beside it are those of a clause."""
        text, other = self.texts[side], self.texts[1 - side]
        first, last = clause_span(other, theirs[0], theirs[0] + 1), clause_span(other, theirs[1] - 1, theirs[1])
        before, behind = text[span[0] : mine[0]], text[mine[1] : span[1]]
        if len(before) >= _LEADS and before == other[first[0] : theirs[0]]:
            return first
        return last if len(behind) >= _CLOSES and behind == other[theirs[1] : last[1]] else None

    def _window(self, side: int, span: Span) -> Span | None:
        """Where the other text can have it: in the same passage."""
        other = self.texts[1 - side]
        if not self.passages:
            return 0, len(other)
        here, there = _SIDES[side], _SIDES[1 - side]
        known = self.sorted_passages[side]
        at = bisect_right(known, span[0], key=lambda passage: here(passage)[0]) - 1
        return there(known[at]) if at >= 0 and span[0] < here(known[at])[1] else None

    def _most_alike(self, side: int, span: Span, window: Span, least: float) -> Span | None:
        text, other = self.texts[side], self.texts[1 - side]
        words = text[slice(*span)]
        if least == _ALIKE_AFAR and "罚款" in words:  # fines are worded alike for whatever conduct
            return None
        mine = self.clauses[side]
        best, alike = None, least
        middle, reach = len(other) * span[0] // max(1, len(text)), _MOST // max(1, len(other))
        near = max(window[0], middle - reach), min(window[1], middle + reach)
        for found in _CLAUSE.finditer(other, *near):
            if found[0] in mine or found.span() in self.partners[1 - side]:
                continue
            likely = 1.0 if _grew(found[0], words) else likeness(words, found[0], alike)
            if likely >= alike:
                best, alike = found.span(), likely
        return best and clause_span(other, *best)


def _grew(short: str, long: str) -> bool:
    """Whether a clause has all the words of another one in their order, and more."""
    rest = iter(long)
    return _GREW <= len(short) < len(long) and all(sign in rest for sign in short) and "罚款" not in long


_GREW: Final = 6


def rewritten_in(edits: Iterable[Edit]) -> Iterator[tuple[Span, Span]]:
    """The stretches of both texts that stand for each other: what is struck and what is written beside it."""
    i = j = 0
    for edit in edits:
        k, m = i + len(edit.old), j + len(edit.new)
        if edit.op == "replace" and edit.moved is None:
            yield (i, k), (j, m)
        i, j = k, m


def counterparts(
    texts: tuple[str, str], passages: Sequence[Passage], facts: Iterable[Fact], edits: Iterable[Edit] = ()
) -> Counterparts:
    """The clauses of two texts that belong together by their passages and by the facts that have both sides."""
    old, new = texts
    pairs = [
        (clause_span(old, i, i + len(fact.old)), clause_span(new, j, j + len(fact.new)))
        for fact in facts
        for i, j in (fact.at,)
        if i is not None and j is not None and fact.old and fact.new
    ]
    there = dict(reversed(pairs))
    back = {theirs: ours for ours, theirs in reversed(pairs)}
    clauses = frozenset(_CLAUSE.findall(old)), frozenset(_CLAUSE.findall(new))
    by_side = tuple(sorted(filter(side, passages), key=side) for side in _SIDES)
    return Counterparts(
        texts=texts,
        clauses=clauses,
        passages=passages,
        partners=(there, back),
        sorted_passages=(by_side[0], by_side[1]),
        rewritten=tuple(rewritten_in(edits)),
    )
