"""What stands beside several stores: the folder of what is derived of all of them, its lock, a new repository."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

from tracker.errors import ConfigError, NotAStore, StoreError
from tracker.messages import said, system_reason, template
from tracker.store.git_place import initialise
from tracker.store.lock import writer_lock
from tracker.store.several.derived_place import room_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tracker.store.git import Git

__all__ = ["check_free", "check_whole", "locked", "make", "move_in", "new_repository", "refuse_links"]

_ASIDE: Final = ".new-"
"""How the name of a repository begins that is being made (``initialise``)."""


def make(folder: Path) -> None:
    """Let the folder of what is derived be there, unseen by a git repository around it; one read only has none."""
    place = room_of(folder)
    with contextlib.suppress(OSError):
        place.mkdir(exist_ok=True)
        if not os.path.lexists(ignored := place / ".gitignore"):
            ignored.write_text("*\n", encoding="utf-8")


def locked(folder: Path) -> AbstractContextManager[None]:
    """The lock of whoever changes which stores there are."""
    return writer_lock(room_of(folder) / "lock")


def refuse_links(place: Path) -> None:
    """Pass the place of a store that is no link, nor has one where git's own folder should be.

    Raises:
        ConfigError: it is, or has: what is written would be written elsewhere.
    """
    for one in (place, place / ".git"):
        if one.is_symlink():
            what = template("is a link, and a store of several is none")
            raise ConfigError(what, where=str(one), do="move the store itself here")


def check_free(place: Path, *, but: str = "") -> None:
    """Pass a place where a store can be made: nothing is there, or nothing ``but`` a file or folder of that name.

    Raises:
        StoreError: something is there.
        OSError: it cannot be looked at.
    """
    held = {one.name for one in place.iterdir()} if os.path.lexists(place) else set()
    if any(name != but and not name.startswith(_ASIDE) for name in held):
        raise StoreError(
            "something stands here that is not listed in stores.toml", where=str(place), do="list it, or move it away"
        )


def move_in(made: Path, place: Path) -> None:
    """Move a store that was made aside to its place, whole.

    Raises:
        OSError: something is in its place.
    """
    if os.path.lexists(place):
        place.rmdir()
    made.rename(place)


def new_repository(place: Path) -> None:
    """A repository for a gazette that has none; one that was made already and holds nothing yet is as good.

    Raises:
        StoreError: something else is in its place, or the disk cannot be written.
    """
    try:
        check_free(place, but=".git")
        initialise(place)
    except OSError as error:
        raise StoreError(
            said("cannot make a store: {reason}", reason=system_reason(error)), where=str(place)
        ) from error


def check_whole(git: Git, place: Path, folder: Path) -> None:
    """Pass a repository that lies whole in a folder, with ``place`` as its top.

    Raises:
        NotAStore: it does not (a worktree, ``core.worktree``): what is written would be written elsewhere.
    """
    places = (git.top, git.git_dir, git.common_dir)
    if git.prefix or git.top != place or not all(one.is_relative_to(folder) for one in places):
        git.close()
        raise NotAStore("this is no repository of its own", where=str(place), do="move the whole repository here")
