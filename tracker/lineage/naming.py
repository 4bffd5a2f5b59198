"""How alike two titles are."""

from __future__ import annotations

from tracker.likeness.character_runs import grams, shared


def title_likeness(one: str, other: str) -> float:
    """How much of two levelled titles is common, by pairs of characters (Dice), 0 to 1."""
    return 1.0 if one == other else shared(grams(one), grams(other))
