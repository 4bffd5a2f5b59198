"""What a summary says of a comparison, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.model import Change, ChangeSet, Fact

_WORDS = frozenset({"reference", "organisation", "term"})
"""Types of facts that say nothing of a value or a duty: a renamed office stands in the summary once, as a term."""


def value_facts(change: Change) -> tuple[Fact, ...]:
    """The values and duties that changed, each once."""
    return tuple(fact for fact in dict.fromkeys(change.facts) if fact.type not in _WORDS)


def other_terms(comparison: ChangeSet) -> tuple[tuple[str, str, int], ...]:
    """Terms replaced throughout that no line of the key changes has named."""
    said = [line.text for line in comparison.key_changes]
    return tuple(term for term in comparison.terms if not any(term[0] in text and term[1] in text for text in said))
