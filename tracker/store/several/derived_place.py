"""Where several stores keep what is derived of all of them; found without asking git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.store.derived_place import without_links

if TYPE_CHECKING:
    from pathlib import Path

_ROOM: Final = ".tracker"


def room_of(folder: Path) -> Path:
    """The folder of what is derived; it may be deleted at any time.

    Raises:
        NotAStore: a link stands in its place, or in it: what is written there would be written somewhere else.
    """
    return without_links(folder / _ROOM)
