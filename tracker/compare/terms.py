"""Mechanical replacements: one term put for another throughout a text, as when an office is renamed."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.model import Edit


def recurring_terms(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    """The replacements that recur over pairs of texts: old term, new term, how often; most frequent first."""
    from tracker.compare.redline import redline

    return terms_of(redline(old, new) for old, new in pairs)


def terms_of(redlines: Iterable[tuple[Edit, ...]]) -> tuple[tuple[str, str, int], ...]:
    """The replacements that recur over redlines: old term, new term, how often; most frequent first."""
    return ()
