"""What a REF of the command line names; what a reader should know of the choice is said on standard error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.output import notice

if TYPE_CHECKING:
    from tracker.library.references import Resolved


def named(ref: str, store: Path) -> Resolved:
    """The one thing that a REF names, with the remarks on it told.

    Raises:
        TrackerError: as ``tracker.library.references.resolve``.
    """
    from tracker.library.references import resolve

    found = resolve(ref, store)
    for note in found.notes:
        notice(note)
    return found
