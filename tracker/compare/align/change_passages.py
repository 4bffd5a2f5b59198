"""The passages of a change: which words of its two sides must be compared with which (``model.Passage``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.compare.align.clauses import clause_passages
from tracker.compare.align.comparable_text import ENUMERATION, fold, words_of
from tracker.compare.align.line_pairing import ALIKE_AFAR, ALIKE_PARTED, line_links
from tracker.compare.align.table_rows import is_cut, table_passages
from tracker.language.patterns import regex
from tracker.likeness.chain import Link
from tracker.likeness.subsequence import likeness
from tracker.model import Passage, Span

_ALIKE: Final = 0.4
"""From this likeness on what stands between the same neighbours on both sides is one passage that was reworded."""

_SENTENCE: Final = regex("[^。\n]+。?|。")
_CLAUSE_END: Final = regex("[,:;]")

_TABLE: Final = regex(r"^[^\n\t]*\t[^\n]*(?:\n[^\n\t]*\t[^\n]*)+", re.MULTILINE)
"""Lines with tabs, two or more: a table. A single one is a line that was set with a tab."""

_GAIN: Final = 0.04
"""By so much a line beside a pair must make the pair more alike to belong to it: a 款 that was cut in two."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """One side's lines: where each stands in the joined text, and its words."""

    text: str
    spans: Sequence[Span]
    words: Sequence[str]

    def span(self, first: int, end: int) -> Span:
        """Where a run of lines stands."""
        return self.spans[first][0], self.spans[end - 1][1]

    def run(self, first: int, end: int) -> str:
        """The words of a run of lines."""
        return "".join(self.words[first:end])

    def head(self, line: int) -> str:
        """The first clause of a line without its label, with its numerals."""
        words = ENUMERATION.sub("", fold(self.text[slice(*self.spans[line])]), count=1)
        return _CLAUSE_END.split(words, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines from ``start`` to before ``end`` on either side that are one passage; an empty side is none."""

    old: range
    new: range
    moved: bool = False


def passages(
    old: str, new: str, *, folded: tuple[str, str] | None = None, table: bool = False, sentences: bool = False
) -> tuple[Passage, ...]:
    """The passages of two texts, each of one provision or of several joined with line feeds.

    ``folded`` are the same texts without typography, where these are known (``canon.fold``). ``table`` says that the
    lines are rows with tabs between their cells; ``sentences`` that sentences are paired in the place of lines, as they
    must be where provisions were split or merged. Where a side is empty, or both are the same, every line is a passage
    of its own.
    """
    if table and old and new:
        return in_order(table_passages(old, new))
    if not old or not new:
        ours, theirs = _lines(old), _lines(new)
        return tuple(Passage(old=span, new=None) for span in ours.spans) + tuple(
            Passage(old=None, new=span) for span in theirs.spans
        )
    if (found := _around_tables(old, new)) is not None:
        return found
    if sentences:
        return _by_runs(_sentences(old), _sentences(new), afar=ALIKE_PARTED)
    if "\n" not in old and "\n" not in new:
        inner = clause_passages(old, new)
        return in_order(inner) if inner else (Passage(old=(0, len(old)), new=(0, len(new))),)
    plain = folded or (fold(old), fold(new))
    ours, theirs = _lines(old, plain[0]), _lines(new, plain[1])
    return _by_runs(ours, theirs)


def _around_tables(old: str, new: str) -> tuple[Passage, ...] | None:
    """The passages of texts that hold tables among their lines: rows and cells of these, lines before and after.

    Both sides must have as many tables: the first is then the first, and so on. Else ``None``.
    """
    ours, theirs = _tables(old), _tables(new)
    if not ours or len(ours) != len(theirs):
        return None
    out: list[Passage] = []
    i = j = 0
    for (a, b), (c, d) in zip([*ours, (len(old) + 1,) * 2], [*theirs, (len(new) + 1,) * 2], strict=True):
        before, after = old[i : max(i, a - 1)], new[j : max(j, c - 1)]
        out += _moved_on(passages(before, after), i, j) if before or after else ()
        out += _moved_on(table_passages(old[a:b], new[c:d]), a, c) if a < b else ()
        i, j = b + 1, d + 1
    return in_order(out)


def has_cut_table(old: str, new: str, *, table: bool = False) -> bool:
    """Whether two texts, or a table of theirs, hold more rows or columns than are weighed (``table_rows.is_cut``)."""
    if table:
        return is_cut(old, new)
    ours, theirs = _tables(old), _tables(new)
    return len(ours) == len(theirs) and any(
        is_cut(old[a:b], new[c:d]) for (a, b), (c, d) in zip(ours, theirs, strict=True)
    )


def _tables(text: str) -> list[Span]:
    """Where tables stand among the lines: runs of lines with tabs, from the first to the end of the last."""
    return [match.span() for match in _TABLE.finditer(text)] if "\t" in text else []


def _moved_on(found: Iterable[Passage], old: int, new: int) -> Iterator[Passage]:
    """Passages of a part of both texts, in the whole texts, where the part begins at ``old`` and ``new``."""
    return (replace(one, old=_shifted(one.old, old), new=_shifted(one.new, new)) for one in found)


def _by_runs(old: _Lines, new: _Lines, *, afar: float = ALIKE_AFAR) -> tuple[Passage, ...]:
    sides = old, new
    links, moved = line_links(old.words, new.words, lambda side, k: sides[side].head(k), afar=afar)
    runs = _runs(old, new, links, moved)
    return in_order(passage for run in runs for passage in _of_line(old, new, run))


def _sentences(text: str) -> _Lines:
    """The sentences of a text in the place of its lines, each with its full stop."""
    spans = [match.span() for match in _SENTENCE.finditer(text)]
    return _Lines(text, spans, [words_of(fold(text[a:b])) for a, b in spans])


def _lines(text: str, folded: str | None = None) -> _Lines:
    """The lines of a text; their words from the text ``folded``, or none where nothing is to be paired with them."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n") if text else ():
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return _Lines(text, spans, () if folded is None else [words_of(line) for line in folded.split("\n")])


def _runs(old: _Lines, new: _Lines, links: dict[int, int], moved: set[Link]) -> Iterator[_Run]:
    """All lines of both sides in runs: pairs, with the lines beside them that were cut off or joined, and the rest."""
    yield from (_Run(range(i, i + 1), range(j, j + 1), moved=True) for i, j in moved)
    kept = sorted((i, j) for i, j in links.items() if (i, j) not in moved)
    gone, come = {i for i, _ in moved}, {j for _, j in moved}
    last = _Run(range(0), range(0))
    for i, j in [*kept, (len(old.spans), len(new.spans))]:
        here = _Run(range(i, min(i + 1, len(old.spans))), range(j, min(j + 1, len(new.spans))))
        ours = [k for k in range(last.old.stop, i) if k not in gone]
        theirs = [k for k in range(last.new.stop, j) if k not in come]
        last, ours, theirs = _grown(old, new, last, ours, theirs)
        here, ours, theirs = _grown(old, new, here, ours, theirs, before=True)
        yield last
        yield from _left(old, new, ours, theirs)
        last = here
    yield last


def _grown(
    old: _Lines, new: _Lines, run: _Run, ours: list[int], theirs: list[int], *, before: bool = False
) -> tuple[_Run, list[int], list[int]]:
    """A pair with the lines right after (or ``before``) it that make it more alike, and the lines that are left."""
    while run.old and run.new and (ours or theirs):
        alike = likeness(old.run(run.old.start, run.old.stop), new.run(run.new.start, run.new.stop))
        wider = _wider(run, ours, theirs, before=before)
        scored = [(likeness(old.run(r.old.start, r.old.stop), new.run(r.new.start, r.new.stop)), r) for r in wider]
        best = max(scored, key=lambda entry: entry[0], default=(0.0, run))
        if best[0] < alike + _GAIN:
            break
        run = best[1]
        ours = [k for k in ours if k not in run.old]
        theirs = [k for k in theirs if k not in run.new]
    return run, ours, theirs


def _wider(run: _Run, ours: Sequence[int], theirs: Sequence[int], *, before: bool) -> Iterator[_Run]:
    """The run with one more line of either side, where that line is beside it."""
    for side, lines in ((run.old, ours), (run.new, theirs)):
        beside = side.start - 1 if before else side.stop
        if beside in lines:
            longer = range(min(side.start, beside), max(side.stop, beside + 1))
            yield replace(run, old=longer) if side is run.old else replace(run, new=longer)


def _left(old: _Lines, new: _Lines, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[_Run]:
    """What stands between two pairs: one passage where both sides are alike, else lines that are gone or new."""
    if ours and theirs and _is_run(ours) and _is_run(theirs):
        whole = _Run(range(ours[0], ours[-1] + 1), range(theirs[0], theirs[-1] + 1))
        before, after = old.run(ours[0], ours[-1] + 1), new.run(theirs[0], theirs[-1] + 1)
        if _grew(before, after) or likeness(before, after) >= _ALIKE:
            yield whole
            return
    yield from (_Run(range(k, k + 1), range(0)) for k in ours)
    yield from (_Run(range(0), range(k, k + 1)) for k in theirs)


def _grew(before: str, after: str) -> bool:
    """Whether both begin with most of the shorter one, to which a sentence was added (有效期2年, then 同时废止)."""
    least = max(_BEGUN, int(_MOST * min(len(before), len(after))))
    return before[:least] == after[:least] and min(len(before), len(after)) >= least


_BEGUN: Final = 8
_MOST: Final = 0.7
"""A line that grew keeps so many characters, and this part of itself, at its beginning."""


def _is_run(places: Sequence[int]) -> bool:
    return places[-1] - places[0] == len(places) - 1


def _of_line(old: _Lines, new: _Lines, run: _Run) -> Iterator[Passage]:
    """The passages of a run: one, or several where clauses changed their order within one line."""
    ours = old.span(run.old.start, run.old.stop) if run.old else None
    theirs = new.span(run.new.start, run.new.stop) if run.new else None
    if ours is None or theirs is None:
        if ours or theirs:
            yield Passage(old=ours, new=theirs)
        return
    inner: tuple[Passage, ...] = ()
    if len(run.old) == len(run.new) == 1 and old.words[run.old.start] != new.words[run.new.start]:
        inner = clause_passages(old.text[slice(*ours)], new.text[slice(*theirs)])
    if not inner:
        yield Passage(old=ours, new=theirs, moved=run.moved)
    for passage in inner:
        yield replace(
            passage,
            old=_shifted(passage.old, ours[0]),
            new=_shifted(passage.new, theirs[0]),
            moved=passage.moved or run.moved,
        )


def _shifted(span: Span | None, start: int) -> Span | None:
    return None if span is None else (span[0] + start, span[1] + start)


def in_order(found: Iterable[Passage]) -> tuple[Passage, ...]:
    """Passages in the order of the new text, with those that are gone after what stood before them."""
    passages = sorted(found, key=lambda passage: passage.old or passage.new or (0, 0))
    kept = sorted((p for p in passages if p.new), key=lambda passage: passage.new or (0, 0))
    gone: dict[int, list[Passage]] = {}
    after = -1
    place = {passage.old: n for n, passage in enumerate(kept) if passage.old and not passage.moved}
    for passage in passages:
        after = place.get(passage.old, after) if passage.old else after
        if passage.new is None:
            gone.setdefault(after, []).append(passage)
    out = gone.get(-1, [])
    for n, passage in enumerate(kept):
        out += [passage, *gone.get(n, ())]
    return tuple(out)
