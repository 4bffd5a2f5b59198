"""What of a store can be made again: objects that the files on disk still have, git's index, derived files, caches.

Nothing that a person made is lost: a changed ``source.*`` on disk is told and left, what is replaced is derived or
was unreadable, and an unreadable index of git is kept beside the new one.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tracker.errors import DamagedStore, StoreError, TrackerError
from tracker.messages import Message, said, system_reason, template
from tracker.store.batch import OURS
from tracker.store.checkout import file_oid, put_files
from tracker.store.git_listing import TreeChange
from tracker.store.lock import writer_lock
from tracker.store.parsed import parse_source
from tracker.store.record import derived_files
from tracker.store.working_tree import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tracker.store.git import Git
    from tracker.store.git_listing import TreeEntry
    from tracker.store.store import Store

Fate: TypeAlias = Literal["mended", "dropped", "left", "lost"]
"""Made again; dropped, to be made when it is needed; left, because a person changed it; not to be had from here."""
_SOURCE: Final = "source."


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One thing that was not as it should be, and what became of it."""

    fate: Fate
    where: str
    message: str


def repair(store: Store) -> tuple[Repair, ...]:
    """Make again what can be; in the order in which one thing is needed for the next.

    Raises:
        StoreLocked: somebody is writing.
        StoreError: git cannot be run, or the disk cannot be written.
    """
    try:
        with writer_lock(store.lock_file):
            tree = WorkingTree(store.git)
            done = [*_git_index(store.git), *_told(tree.recover())]
            entries = _snapshot_files(store)
            done += _objects(store.git, entries)
            done += _files_on_disk(store.git, entries)
            done += dropped_caches(store.cache_folder)
    except OSError as error:
        raise StoreError(
            said("cannot write: {reason}", reason=system_reason(error)), where=str(error.filename or store.folder)
        ) from error
    return tuple(done)


def _told(remarks: tuple[str, ...]) -> Iterator[Repair]:
    for remark in remarks:
        if isinstance(remark, Message):
            where, what = remark.parts["where"], remark.parts["what"]
            yield Repair(fate="left", where=f"{where}", message=what if isinstance(what, str) else "")


def _snapshot_files(store: Store) -> tuple[TreeEntry, ...]:
    commit, prefix = store.head(), store.git.prefix
    entries = store.git.tree(commit, prefix.rstrip("/")) if commit else ()
    return tuple(entry for entry in entries if _is_of_a_snapshot(entry.path.removeprefix(prefix)))


def _is_of_a_snapshot(path: str) -> bool:
    ref, _, name = path.rpartition("/")
    return ref.count("/") == 2 and bool(OURS.fullmatch(name))  # noqa: PLR2004 - gazette, year, number


# --- git's index ------------------------------------------------------------------------------------------------------


def _git_index(git: Git) -> Iterator[Repair]:
    """An index of git that cannot be read is kept as ``index.damaged``; the new one is that of the last commit."""
    with contextlib.suppress(StoreError):
        git.index("")
        return
    index = git.git_dir / "index"
    index.replace(index.with_name("index.damaged"))
    head = git.head()
    if head is not None:
        git.read_index(head)
    message = template("git's index could not be read, and is made again; the old one is kept as index.damaged")
    yield Repair(fate="mended", where=str(index), message=message)


# --- objects ----------------------------------------------------------------------------------------------------------


def _objects(git: Git, entries: tuple[TreeEntry, ...]) -> Iterator[Repair]:
    """Objects that cannot be read, from the file on disk that still has their content, or parsed from the source."""
    for entry in entries:
        if _is_readable(git, entry.oid):
            continue
        content = _content_on_disk(git, entry) or _parsed_again(git, entry, entries)
        if content is None:
            yield Repair(
                fate="lost",
                where=entry.path,
                message="its object is damaged: add the source again, or fetch another clone",
            )
        else:
            _write_object(git, entry.oid, content)
            yield Repair(fate="mended", where=entry.path, message="its object was damaged, and is made again")


def _is_readable(git: Git, oid: str) -> bool:
    try:
        return git.blob_oid(git.read(oid)) == oid
    except DamagedStore:
        return False


def _content_on_disk(git: Git, entry: TreeEntry) -> bytes | None:
    place = git.top / entry.path
    return place.read_bytes() if file_oid(git, place) == entry.oid else None


def _parsed_again(git: Git, entry: TreeEntry, entries: tuple[TreeEntry, ...]) -> bytes | None:
    """A derived file as today's parser makes it of the source, where that is the very content that was recorded."""
    folder, _, name = entry.path.rpartition("/")
    source = next((one for one in entries if one.path.startswith(f"{folder}/{_SOURCE}")), None)
    if source is None or source.path == entry.path or not _is_readable(git, source.oid):
        return None
    try:
        made = dict(derived_files(parse_source(source.path.rpartition("/")[2], git.read(source.oid))))
    except TrackerError:
        return None
    content = made.get(name)
    return content if content is not None and git.blob_oid(content) == entry.oid else None


def _write_object(git: Git, oid: str, content: bytes) -> None:
    """A loose object of git (gitformat-loose): header and content, deflated; in place of one that cannot be read."""
    folder = git.common_dir / "objects" / oid[:2]
    folder.mkdir(exist_ok=True)
    beside = folder / f"tmp_obj_{secrets.token_hex(6)}"
    beside.write_bytes(zlib.compress(b"blob %d\0%b" % (len(content), content)))
    beside.chmod(0o444)
    beside.replace(folder / oid[2:])


# --- files on disk ----------------------------------------------------------------------------------------------------


def _files_on_disk(git: Git, entries: tuple[TreeEntry, ...]) -> Iterator[Repair]:
    """Files that are missing, and derived ones that were changed, as the last commit has them."""
    for entry in entries:
        place = git.top / entry.path
        found = file_oid(git, place)
        if found == entry.oid or not _is_readable(git, entry.oid):
            continue
        is_source = place.name.startswith(_SOURCE)
        if found == "" or (found is not None and is_source):
            message = template("was changed on disk and is left; `git checkout -- PATH` brings the record back")
            yield Repair(fate="left", where=entry.path, message=message)
            continue
        if put_files(git, [TreeChange(path=entry.path, mode=entry.mode, old=found, new=entry.oid)], {}):
            yield Repair(fate="left", where=entry.path, message="a link or a file stands where its folder should be")
            continue
        yield Repair(
            fate="mended",
            where=entry.path,
            message="was missing on disk; it is as in the last commit again"
            if found is None
            else "is derived, and was changed on disk; it is as in the last commit again",
        )


def dropped_caches(folder: Path) -> Iterator[Repair]:
    """The index and the parsed issues are dropped. What else lies beside them, the monitor's ledger, is not ours."""
    for place in sorted((*folder.glob("index.sqlite*"), *folder.glob("parsed"))):
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
        yield Repair(fate="dropped", where=str(place), message="is made anew when it is needed")
