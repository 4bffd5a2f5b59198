"""How alike two texts are: the share of both that their longest common subsequence covers."""

from __future__ import annotations

from rapidfuzz.distance import Indel

from tracker.likeness.character_runs import grams, shared

LONG = 20_000
"""Texts longer than this (in characters) are compared by their grams alone: the exact likeness is quadratic."""


def likeness(old: str, new: str, least: float = 0.0) -> float:
    """The share (0 to 1) of both texts that one common subsequence covers; 0 where it is below ``least``."""
    if len(old) > LONG or len(new) > LONG:
        return shared(grams(old), grams(new))
    return Indel.normalized_similarity(old, new, score_cutoff=least)
