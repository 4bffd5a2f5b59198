"""Mechanical replacements: one name put for another throughout a text, as when an office is renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from tracker.compare.facts.fact_changes import find_names
from tracker.compare.redline.edits import redline
from tracker.model import Fact

_NAMES: Final = frozenset({"organisation", "term"})

_MOST: Final = 300
"""How many different replacements are weighed: the most frequent ones."""

_TWICE: Final = 2

Replacement = tuple[str, str, int]
"""The old name, the new one, and in how many provisions the one stands for the other."""


def recurring_terms(pairs: Iterable[tuple[str, str]]) -> tuple[Replacement, ...]:
    """The replacements that recur over pairs of texts, most frequent first."""
    return terms_among(find_names(old, new, redline(old, new)) for old, new in pairs)


def terms_among(facts: Iterable[Sequence[Fact]]) -> tuple[Replacement, ...]:
    """The replacements that recur over the facts of several changes, most frequent first.

    县级甲机构 → 县级乙部门 counts for 甲机构 → 乙部门 where that stands elsewhere by itself.
    """
    seen: Counter[tuple[str, str]] = Counter(
        (fact.old, fact.new) for each in facts for fact in each if fact.type in _NAMES and fact.old and fact.new
    )
    found: list[Replacement] = []
    covered: set[tuple[str, str]] = set()
    common = sorted(seen.most_common(_MOST), key=lambda entry: (len(entry[0][0]) + len(entry[0][1]), entry[0]))
    ending: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for pair, _ in common:
        ending.setdefault((pair[0][-1], pair[1][-1]), []).append(pair)
    for (old, new), _ in common:
        if (old, new) in covered:
            continue
        alike = ending[old[-1], new[-1]]
        longer = [other for other in alike if other[0].endswith(old) and other[1].endswith(new)]
        count = sum(seen[other] for other in longer)
        if count >= _TWICE:
            found.append((old, new, count))
            covered.update(longer)
    return tuple(sorted(found, key=lambda entry: (-entry[2], entry[0], entry[1])))
