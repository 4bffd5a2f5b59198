"""Where a store keeps what is derived, and its lock: a folder that nothing leads out of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import NotAStore

if TYPE_CHECKING:
    from pathlib import Path


def without_links(place: Path) -> Path:
    """The folder of derived things at a place, which may not be there yet.

    Raises:
        NotAStore: a link stands in its place, or in it: what is written there would be written somewhere else.
    """
    inside = ("*", "cache/*", "cache/parsed/*")
    for one in (place, *(found for pattern in inside for found in place.glob(pattern))):
        if one.is_symlink():
            raise NotAStore("a link stands where the tracker keeps its own files", where=str(one), do="remove it")
    return place
