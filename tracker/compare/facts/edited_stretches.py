"""Where a change's edits are read for facts: passage by passage, so that no value is compared across two of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from tracker.compare.redline.edits import redline
from tracker.language.patterns import regex
from tracker.likeness.subsequence import likeness
from tracker.model import Edit, Passage, Span

NOWHERE: Final = -1_000_000
"""An offset at which no text stands: where the other side of a passage is that has one side only."""


class Stretch(NamedTuple):
    """Where an edit that is not ``equal`` stands in both texts."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def size(self) -> int:
        """Characters struck and written."""
        return self.old_end - self.old_start + self.new_end - self.new_start

    def widened(self) -> Stretch:
        """The stretch with one character on either side: it touches what stands beside an insertion or a deletion."""
        return Stretch(self.old_start - 1, self.old_end + 1, self.new_start - 1, self.new_end + 1)


class Region(NamedTuple):
    """Edits that are read together.

    ``has_words``: names and references can have become others, for both texts have the passage; ``has_values``: what
    it says of values and duties can have changed, come or gone.
    """

    spans: Sequence[Stretch]
    has_words: bool = True
    has_values: bool = True


def regions(old: str, new: str, edits: Sequence[Edit], passages: Sequence[Passage]) -> Iterator[Region]:
    """The regions of a change, in the order of its passages; one of all edits where no passages are known."""
    whole = _stretches(edits)
    if not passages:
        yield Region(whole)
        return
    for passage in passages:
        if passage.old is None or passage.new is None:
            if passage.elsewhere is None:
                yield Region([_one_sided(passage)], has_words=False)
        elif passage.kind != "serial" and old[slice(*passage.old)] != new[slice(*passage.new)]:
            spans = _within(whole, passage.old, passage.new)
            if spans is None:
                spans = _of_its_own(old, new, passage.old, passage.new)
            apart = _punishes_another(old[slice(*passage.old)], new[slice(*passage.new)])
            yield Region(spans, has_values=not apart)
            if apart:
                yield Region([Stretch(*passage.old, NOWHERE, NOWHERE)], has_words=False)
                yield Region([Stretch(NOWHERE, NOWHERE, *passage.new)], has_words=False)
    yield from _rewritten(old, new, passages)


_CONDUCT: Final = regex(r"(?:[^，。；\n]*?规定[，,])?([^。；\n]{6,}?)的[，,]")
_SAME_CONDUCT: Final = 0.35
"""Below this likeness two penal provisions are about different conduct."""


def _punishes_another(old: str, new: str) -> bool:
    """Whether two passages name fines for conduct that has nothing in common: their fines are not versions of another.

    违反…规定，侵害个人信息的，处… and 违反…规定，销售不合格设备的，处… share all but what counts.
    """
    if "罚款" not in old or "罚款" not in new:
        return False
    before, after = _CONDUCT.match(old), _CONDUCT.match(new)
    return bool(before and after and likeness(before[1], after[1]) < _SAME_CONDUCT)


def _rewritten(old: str, new: str, passages: Sequence[Passage]) -> Iterator[Region]:
    """The lines that are gone and those that are new, where each are one run: words of these can stand for those.

    Their values cannot: nothing says that passages so unlike speak of the same thing.
    """
    gone = _run([passage.old for passage in passages if passage.new is None and passage.elsewhere is None])
    came = _run([passage.new for passage in passages if passage.old is None and passage.elsewhere is None])
    if gone and came:
        yield Region(_of_its_own(old, new, gone, came), has_values=False)


def _run(spans: Sequence[Span | None]) -> Span | None:
    """The one stretch that spans make with no more than a line feed between them."""
    known = sorted(span for span in spans if span)
    if not known or any(b[0] - a[1] > 1 for a, b in pairwise(known)):
        return None
    return known[0][0], known[-1][1]


def _stretches(edits: Sequence[Edit]) -> list[Stretch]:
    """Where the edits stand that strike or write something that did not just move."""
    out: list[Stretch] = []
    i = j = 0
    for edit in edits:
        a, b = i + len(edit.old), j + len(edit.new)
        if edit.op != "equal" and edit.moved is None:
            out.append(Stretch(i, a, j, b))
        i, j = a, b
    return out


def _one_sided(passage: Passage) -> Stretch:
    (a, b), (c, d) = passage.old or (NOWHERE, NOWHERE), passage.new or (NOWHERE, NOWHERE)
    return Stretch(a, b, c, d)


def _within(whole: Sequence[Stretch], old: Span, new: Span) -> list[Stretch] | None:
    """The edits of a passage; ``None`` where the redline of the whole change compares its words with others."""
    touching = [whole[k] for k in sorted({*_meeting(whole, old, 0), *_meeting(whole, new, 2)})]
    inner = [one for one in touching if _inside(one, old, new)]
    if len(inner) < len(touching):
        return None
    if not inner:
        return None
    first, last = inner[0], inner[-1]
    follows = first.new_start - first.old_start == new[0] - old[0] and last.new_end - last.old_end == new[1] - old[1]
    return inner if follows else None


def _meeting(whole: Sequence[Stretch], span: Span, side: int) -> range:
    """The numbers of the edits that strike (``side`` 0) or write (2) something of a passage; they stand in order."""
    first = bisect_right(whole, span[0], key=itemgetter(side + 1))
    return range(first, bisect_left(whole, span[1], first, key=itemgetter(side)))


def _inside(one: Stretch, old: Span, new: Span) -> bool:
    within = old[0] <= one.old_start <= one.old_end <= old[1]
    return within and new[0] <= one.new_start <= one.new_end <= new[1]


def _of_its_own(old: str, new: str, ours: Span, theirs: Span) -> list[Stretch]:
    """The edits between the two sides of a passage alone."""
    i, j = ours[0], theirs[0]
    found = _stretches(redline(old[slice(*ours)], new[slice(*theirs)]))
    return [Stretch(s.old_start + i, s.old_end + i, s.new_start + j, s.new_end + j) for s in found]
