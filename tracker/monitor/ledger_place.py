"""Where the ledger of a store lies; found without asking git, for ``status`` answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tracker.errors import TrackerError
from tracker.store import holds_several
from tracker.store.several.derived_place import room_of

_ROOM: Final = "monitor"


def ledger_folder(store: Path, cache: Path | None = None) -> Path | None:
    """The folder of the ledger; ``None`` where there is no store yet."""
    if cache is not None:
        return cache / _ROOM
    if holds_several(store):
        return room_of(store.absolute()) / "cache" / _ROOM
    for place in (store.absolute(), *store.absolute().parents):
        git = place / ".git"
        if git.is_dir():
            return git / "tracker" / "cache" / _ROOM
        if git.exists():
            break  # a worktree: git knows
    if not store.is_dir():
        return None
    from tracker.store.store import Store  # git is slow to load

    try:
        with Store.open(store) as opened:
            return opened.cache_folder / _ROOM
    except TrackerError:
        return None
