"""What a summary says of a comparison, the same in every format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.render.titles import cell_of
from tracker.wording.brief import matter_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.model import Change, ChangeSet, Fact, KeyChange, Lang

_WORDS = frozenset({"reference", "organisation", "term"})
"""Types of facts that say nothing of a value or a duty: a renamed office stands in the summary once, as a term."""


def value_facts(change: Change) -> tuple[Fact, ...]:
    """The values and duties that changed, each once."""
    return tuple(fact for fact in told_once(change, change.facts) if fact.type not in _WORDS)


def told_once(change: Change, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts without those that say the same as one before them, in another place; each cell of a table is one."""
    return tuple({(*fact.said, cell_of(change, fact)): fact for fact in reversed(tuple(facts))}.values())[::-1]


def key_changes(comparison: ChangeSet, lang: Lang) -> tuple[KeyChange, ...]:
    """The lines of the summary in the report's language, those of the brief first."""
    if lang == "zh":
        return comparison.key_changes
    return tuple(replace(line, text=line.english or line.text) for line in comparison.key_changes)


def brief(comparison: ChangeSet, lang: Lang) -> tuple[tuple[tuple[str, tuple[KeyChange, ...]], ...], int]:
    """The few lines that a reader sees first, by matter with its name, and how many others there are."""
    lines = key_changes(comparison, lang)
    first = [line for line in lines if line.brief]
    matters = dict.fromkeys(line.matter for line in first)
    groups = tuple(
        (matter_name(matter, lang), tuple(line for line in first if line.matter == matter)) for matter in matters
    )
    return groups, len(lines) - len(first)


def other_terms(comparison: ChangeSet) -> tuple[tuple[str, str, int], ...]:
    """Terms replaced throughout that no line of the key changes has named."""
    said = [line.text for line in comparison.key_changes]
    return tuple(term for term in comparison.terms if not any(term[0] in text and term[1] in text for text in said))
