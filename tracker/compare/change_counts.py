"""Counting a comparison: the ``summary`` of ``tracker.diff/1``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from tracker.model import Change, ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


def counts(changes: Iterable[Change]) -> Mapping[str, int]:
    """How many changes there are of each kind, and how many are renumbered, moved, editorial and substantive.

    A change is substantive when it is neither ``unchanged`` nor ``editorial``; the kinds add up to all changes, the
    other four cut across them.
    """
    changes = tuple(changes)
    by_kind = Counter(change.kind for change in changes)
    return {
        **{kind: by_kind[kind] for kind in KINDS},
        "renumbered": sum(change.renumbered for change in changes),
        "moved": sum(change.moved for change in changes),
        "editorial": sum(change.editorial for change in changes),
        "substantive": sum(is_substantive(change) for change in changes),
    }


def is_substantive(change: Change) -> bool:
    """Whether the change means something: not unchanged, and more than numbering, references or typography."""
    return change.kind != "unchanged" and not change.editorial


def is_visible(change: Change) -> bool:
    """Whether a reader who asked for changes only sees it: its text changed, or it moved to another place."""
    return change.kind != "unchanged" or change.moved


def found_changes(changes: Iterable[Change]) -> bool:
    """Whether anything changed that ``--exit-code`` reports: a text, a place or a number."""
    return any(is_visible(change) or change.renumbered for change in changes)
