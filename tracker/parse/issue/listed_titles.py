"""Where the titles of a contents list stand in the body: word for word, over several lines, or nearly so."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from tracker.language.bodies import is_office
from tracker.language.numbers_of_documents import decree_line, number_line
from tracker.language.titles import title_key
from tracker.model import ContentsEntry
from tracker.parse.issue.joined_title import join_title
from tracker.parse.issue.lost_heads import Heading
from tracker.parse.issue.title_lines import LONGEST_TITLE, LONGEST_TITLE_LINE, bodies_above, title_piece
from tracker.parse.lines import Line


def worded_key(title: str) -> str:
    """A title as contents lists may word it: its key without 的, which they leave out or put in."""
    return title_key(title).replace("的", "")


def with_titled(
    lines: Sequence[Line], start: int, entries: Sequence[ContentsEntry], numbered: Sequence[Heading]
) -> list[Heading]:
    """The numbered headings, and those of the entries that no number answers to, from line ``start`` on."""
    found = {heading.start: heading for heading in numbered}
    placed = {id(heading.entry) for heading in found.values()}
    missing = [entry for entry in entries if id(entry) not in placed]
    if not missing:
        return list(found.values())
    places = _Places(lines, start, missing)
    places.take(numbered)
    for entry in missing:
        heading = places.spelled(entry) or places.near(entry)
        if heading is not None and heading.start not in found:
            found[heading.start] = heading
            places.take([heading])
    return list(found.values())


_TELLING = 3
"""Characters from which a line can be told for part of a title."""

_ALIKE = 0.85
"""Likeness (0–1) from which a line is taken for the title that the contents list words otherwise."""

_NEAR_LINES = 4
"""Lines that are compared, at the most, as one title that is worded otherwise."""

_MOST_COMPARED = 200_000
"""Comparisons with lines that a source's unanswered entries may cost: a list that nothing in the body answers is told
as such without them."""


class _Places:
    """The lines of the body, asked where the titles of some entries stand; lines that a heading takes are left out."""

    def __init__(self, lines: Sequence[Line], start: int, entries: Sequence[ContentsEntry]) -> None:
        self._lines = lines
        self._start = start
        self._folded = [worded_key(line.text) if len(line.text) <= LONGEST_TITLE_LINE else "" for line in lines]
        self._taken: set[int] = set()
        self._spelled = _spelled(self._folded, start, {goal for entry in entries for goal in _goals(entry)})
        self._near: list[tuple[int, list[tuple[str, int]]]] | None = None
        self._compared = 0

    def take(self, headings: Iterable[Heading]) -> None:
        """Leave the lines of some headings out from now on."""
        for heading in headings:
            self._taken.update(range(heading.start, heading.body))

    def spelled(self, entry: ContentsEntry) -> Heading | None:
        """The first place where an entry's title stands word for word, with its issuers or from 关于 on."""
        ahead = [(place, goal) for goal in _goals(entry) if (place := self._first(goal))]
        if not ahead:
            return None
        (i, end), goal = min(ahead, key=lambda found: found[0][0])
        first = i
        if goal != worded_key(entry.title):
            while first > self._start and first - 1 not in self._taken and is_office(self._lines[first - 1].text):
                first -= 1
        above = range(bodies_above(self._lines, i, self._start), i)
        first = next((k for k in above if k not in self._taken), first)
        return _unnumbered(self._lines, first, end, entry)

    def _first(self, goal: str) -> tuple[int, int] | None:
        """The first lines that spell a goal and are not taken."""
        waiting = self._spelled.get(goal, deque())
        while waiting and waiting[0][0] in self._taken:
            waiting.popleft()
        return waiting[0] if waiting else None

    def near(self, entry: ContentsEntry) -> Heading | None:
        """The place of a title that the contents list words a little otherwise; ``None`` where there is none."""
        from tracker.likeness.subsequence import likeness  # noqa: PLC0415 - hardly any source needs it

        if self._near is None:
            self._near = list(_pieces(self._lines, self._folded, self._start))
        want = worded_key(entry.title)
        matcher = SequenceMatcher(None, "", want, autojunk=False)
        best, place = _ALIKE, None
        for i, pieces in self._near if self._compared < _MOST_COMPARED else ():
            for text, end in pieces if i not in self._taken else ():
                self._compared += 1
                if len(text) <= len(want) * 2 and likeness(text, want, best) > best:
                    matcher.set_seq1(text)
                    if (alike := matcher.ratio()) > best:
                        best, place = alike, (i, end)
        return _unnumbered(self._lines, *place, entry) if place else None


def _goals(entry: ContentsEntry) -> tuple[str, ...]:
    """What lines spell that name an entry: its whole title, and its title without the issuers before 关于."""
    about = entry.title.find("关于")
    return (worded_key(entry.title), *([worded_key(entry.title[about:])] if about > 0 else []))


def _spelled(folded: Sequence[str], start: int, goals: set[str]) -> dict[str, deque[tuple[int, int]]]:
    """For each goal the lines, first and past the last, that together spell it, in printed order.

    The lines are read once for all goals: they may go on as long as one of the goals, in order, begins with them.
    """
    ordered = sorted(goals)
    found: dict[str, deque[tuple[int, int]]] = {}
    for i in range(start, len(folded)):
        text = ""
        for j in range(i, min(i + LONGEST_TITLE, len(folded)) if len(folded[i]) >= _TELLING else i):
            text += folded[j]
            if text in goals and folded[j]:
                found.setdefault(text, deque()).append((i, j + 1))
            k = bisect_left(ordered, text)
            if k == len(ordered) or not ordered[k].startswith(text):
                break
    return found


def _pieces(lines: Sequence[Line], folded: Sequence[str], start: int) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """The lines behind a blank one that can begin a title: each with what it and those below it spell, and the end."""
    for i in range(start, len(lines)):
        if not folded[i] or not lines[i].after_blank or not title_piece(lines[i]):
            continue
        text, pieces = "", []
        for j in range(i, min(i + _NEAR_LINES, len(lines))):
            if not title_piece(lines[j]):
                break
            text += folded[j]
            pieces.append((text, j + 1))
        yield i, pieces


def _unnumbered(lines: Sequence[Line], first: int, end: int, entry: ContentsEntry) -> Heading:
    title = join_title("\n".join(line.raw for line in lines[first:end]))
    number = entry.doc_number
    if end < len(lines):
        below = number_line(lines[end].text) or decree_line(lines[end].text)
        if below:
            return Heading(first, end + 1, title, number or below, entry)
    return Heading(first, end, title, number, entry)
