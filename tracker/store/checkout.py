"""The files of the store on disk: brought after a commit, without touching what a person changed."""

from __future__ import annotations

import os
import stat
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tracker.messages import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.store.git import Git
    from tracker.store.git_listing import TreeChange


def put_files(git: Git, changes: Sequence[TreeChange], staged: Mapping[str, Path]) -> tuple[str, ...]:
    """Bring the files of ``changes`` from their old state to their new one.

    ``staged`` maps folders to where their new files wait; what does not wait is read from git. A folder that is not
    there yet is moved in as a whole. A file that is neither as before nor as after belongs to a person: it is left
    alone, and the result has a remark.
    """
    remarks: list[str] = []
    for folder, group in groupby(changes, key=_folder):
        place = git.top / folder
        waiting = staged.get(folder)
        if _leads_elsewhere(git.top, PurePosixPath(folder)):
            remarks.append(
                said("{where}: {what}", where=folder, what=said("not written, a link or a file stands in the way"))
            )
        elif waiting is not None and not os.path.lexists(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            waiting.rename(place)
        else:
            place.mkdir(parents=True, exist_ok=True)
            remarks += _put_each(git, group, waiting)
    return tuple(remarks)


def _put_each(git: Git, changes: Iterable[TreeChange], waiting: Path | None) -> Iterator[str]:
    for change in changes:
        place = git.top / change.path
        found = file_oid(git, place)
        if found == change.new:
            continue
        if found not in (None, change.old):
            yield said("{where}: {what}", where=change.path, what=said("left as it is, somebody changed it"))
        elif change.new is None:
            place.unlink()
        else:
            _put(git, place, change.new, waiting)


def _put(git: Git, place: Path, oid: str, waiting: Path | None) -> None:
    ready = waiting / place.name if waiting else None
    if ready is None or not ready.exists():
        # Beside git's own files, so that a kill between the two steps leaves nothing in the person's folder.
        ready = git.git_dir / "tracker" / f"{os.getpid()}.part"
        ready.parent.mkdir(exist_ok=True)
        ready.write_bytes(git.read(oid))
    ready.replace(place)


def file_oid(git: Git, place: Path) -> str | None:
    """The object that the file at ``place`` would be: ``None`` when nothing is there, empty when it is no file."""
    try:
        mode = place.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    return git.blob_oid(place.read_bytes()) if stat.S_ISREG(mode) else ""


def _folder(change: TreeChange) -> str:
    return change.path.rpartition("/")[0]


def _leads_elsewhere(top: Path, folder: PurePosixPath) -> bool:
    """Whether a link or a file stands where a folder should be: writing there would write somewhere else."""
    for parent in (*reversed(folder.parents), folder):
        try:
            mode = (top / parent).lstat().st_mode
        except FileNotFoundError:
            return False
        except NotADirectoryError:
            return True
        if not stat.S_ISDIR(mode):
            return True
    return False
