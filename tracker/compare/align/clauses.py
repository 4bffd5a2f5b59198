"""Clauses that must be compared one by one: 对个人处…，对单位处… → 对单位处…，对个人处….

A line is one passage, however it was reworded, unless its clauses changed their order, or values changed in a line to
which clauses were added or from which they were taken: then a value could be taken for that of another clause. Clauses
are paired by the same words, numerals aside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.compare.align.comparable_text import fold, words_of
from tracker.language.numerals import HAN_SIGNS
from tracker.language.patterns import regex
from tracker.language.sentence_ends import in_number
from tracker.likeness.chain import Link, heaviest_chain
from tracker.likeness.subsequence import likeness
from tracker.model import Passage, Span

_IN_NUMBER = in_number(",:")
_CLAUSE = regex(f"(?:[^，。；：,;:]|{_IN_NUMBER})+")
_SENTENCE = regex("[^。]+")
_MEMBER = regex(f"(?:[^，。；：,;:、]|{_IN_NUMBER})+")
"""A member of a list, or a clause without one."""
_NUMERAL = regex(f"[0-9{HAN_SIGNS}]")
_SHORTEST = 3
"""Fewer words than this do not make a clause that can be told as moved."""


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The clauses of a line without the marks that end them, and the words of each."""

    line: str
    spans: Sequence[Span]
    texts: Sequence[str]
    words: Sequence[str]


def clause_passages(old: str, new: str) -> tuple[Passage, ...]:
    """The passages of two versions of a line that is more than one; none where the line is one."""
    if ("。" in old[:-1] or "。" in new[:-1]) and (whole := _whole_sentences(old, new)):
        return whole
    for border in (_CLAUSE, _MEMBER) if "、" in old and "、" in new else (_CLAUSE,):
        ours, theirs = _clauses(old, new, border)
        if min(len(ours.spans), len(theirs.spans)) > 1 and (found := _apart(ours, theirs, border)):
            return found
    return ()


def _whole_sentences(old: str, new: str) -> tuple[Passage, ...]:
    """The sentences of two versions of a line where all of one side's stand on the other, in order, among more."""
    ours, theirs = _clauses(old, new, _SENTENCE)
    if len(ours.spans) == len(theirs.spans) or not ours.spans or not theirs.spans:
        return ()
    pairs = _same_words(ours.words, theirs.words)
    if len(pairs) < min(len(ours.spans), len(theirs.spans)) or any(a[1] > b[1] for a, b in pairwise(pairs)):
        return ()
    return _passages(ours, theirs, pairs, 0)


def _apart(old: _Clauses, new: _Clauses, border: re.Pattern[str]) -> tuple[Passage, ...]:
    """The passages of two lines whose clauses, or members of a list, cannot be compared in their order.

    Words before the first of them on both sides belong to it in neither (经营者应当 before a list of duties).
    """
    pairs = _with_what_follows(old, new, _with_heads(_with_grades(old, new), new.words))
    if _crosses(old, new, pairs) or (border is _CLAUSE and _at_risk(old, new, pairs)):
        return _passages(old, new, pairs, 0)
    head = _common_head(old, new)
    if head and (old.words[0][head:] in new.words or new.words[0][head:] in old.words):
        ours, theirs = _clauses(old.line, new.line, border, head)
        pairs = _same_words(ours.words, theirs.words)
        if _crosses(ours, theirs, pairs):
            return _passages(ours, theirs, pairs, head)
    return ()


def _with_heads(pairs: Sequence[Link], words: Sequence[str]) -> Sequence[Link]:
    """The pairs without those that leave the clause before them for another: what a head stays with became of it.

    甲每季度检查；乙每半年检查 that became 甲每月检查；乙每季度检查 moves no 每季度检查. What follows a case (甲的，)
    leaves it for no other case, whatever that has now. ``words`` are those of the new side's clauses.
    """
    if all(a[1] < b[1] for a, b in pairwise(pairs)):
        return pairs
    heirs, taken, count = dict(pairs), {j for _, j in pairs}, len(words)
    kept: list[Link] = []
    for i, j in pairs:
        beside = heirs.get(i - 1, count) + 1
        strays = beside != j and j - 1 in taken and words[j - 1].endswith("的")
        if beside in {j, count, count + 1} or (beside in taken and not strays):
            kept.append((i, j))
    return kept


def _with_what_follows(old: _Clauses, new: _Clauses, pairs: Sequence[Link]) -> Sequence[Link]:
    """The pairs, and where they cross the clauses of the same words right behind both: a head takes along what follows.

    甲的，退70%；乙的，退50% that became 乙的，退40%；甲的，退80%: the words 退# stand twice, and go with their heads.
    """
    if all(a[1] < b[1] for a, b in pairwise(pairs)):
        return pairs
    heirs, taken = dict(pairs), {j for _, j in pairs}
    for i, j in pairs:
        free = i + 1 < len(old.words) and j + 1 < len(new.words) and i + 1 not in heirs and j + 1 not in taken
        if free and _goes_along(old.words[i], old.words[i + 1], new.words[j + 1]):
            heirs[i + 1] = j + 1
            taken.add(j + 1)
    return sorted(heirs.items())


def _with_grades(old: _Clauses, new: _Clauses) -> list[Link]:
    """Clauses of the same words, and cases of the same grade: 胸径20厘米以上的 is 20厘米以上的 wherever it stands."""
    pairs = _same_words(old.words, new.words)
    heirs, taken = dict(pairs), {j for _, j in pairs}
    theirs = _cases(new)
    for i in (i for i in _cases(old) if i not in heirs):
        found = [j for j in theirs if j not in taken and _is_grade(old.texts[i], new.texts[j])]
        if len(found) == 1:
            heirs[i] = found[0]
            taken.add(found[0])
    return sorted(heirs.items())


def _cases(side: _Clauses) -> list[int]:
    """The clauses that name a case: …的."""
    return [i for i, text in enumerate(side.texts) if text.endswith("的")]


def _is_grade(one: str, other: str) -> bool:
    """Whether two cases (…的) name the same grade, the first of a list with what is graded before it."""
    short, long = sorted((one, other), key=len)
    more = long[: len(long) - len(short)]
    graded = len(short) > _SHORTEST and _NUMERAL.search(short) is not None
    return graded and long.endswith(short) and not _NUMERAL.search(more) and more[-1:] not in "以至"


def _goes_along(head: str, ours: str, theirs: str) -> bool:
    """Whether what follows a head on both sides is one: in the same words, or of one case (…的) in much the same."""
    return ours == theirs or (head.endswith("的") and likeness(ours, theirs) >= _FOLLOWS)


_FOLLOWS = 0.5


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


def _common_head(old: _Clauses, new: _Clauses) -> int:
    """How many characters both first clauses begin with."""
    ours, theirs = old.texts[0], new.texts[0]
    differ = (at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b)
    return next(differ, min(len(ours), len(theirs))) if not old.spans[0][0] and not new.spans[0][0] else 0


def _clauses(old: str, new: str, border: re.Pattern[str], head: int = 0) -> tuple[_Clauses, _Clauses]:
    """The clauses of both lines; what both have word for word needs no placeholders.

    It does where other clauses have numbers that changed: 首付不低于30% may be one of them with the value that another
    had before.
    """
    spans = [[match.span() for match in border.finditer(line, head)] for line in (old, new)]
    ours, theirs = ([line[a:b] for a, b in found] for line, found in zip((old, new), spans, strict=True))
    both = frozenset(ours) & frozenset(theirs)
    if any(map(_NUMERAL.search, {*ours, *theirs} - both)):
        both = frozenset()
    return (
        _Clauses(old, spans[0], ours, [_words(text, both) for text in ours]),
        _Clauses(new, spans[1], theirs, [_words(text, both) for text in theirs]),
    )


def _words(clause: str, kept: frozenset[str]) -> str:
    return words_of(fold(clause)) if clause not in kept and _NUMERAL.search(clause) else clause


def _same_words(old: Sequence[str], new: Sequence[str]) -> list[Link]:
    """Clauses of the same words that stand once on either side, in the order of the old line."""
    places = {words: j for j, words in enumerate(new)}
    common = [(i, words) for i, words in enumerate(old) if words in places and len(words) >= _SHORTEST]
    if not common:
        return []
    ours, theirs = Counter(old), Counter(new)
    return [(i, places[words]) for i, words in common if ours[words] == theirs[words] == 1]


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
