"""The changes that matter most, a line each, for a reader who has a minute."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model import Change, KeyChange


def key_changes(changes: Sequence[Change]) -> tuple[KeyChange, ...]:
    """What changed most, in order of weight: values first, duties next, new and gone articles, then wording."""
    return ()
