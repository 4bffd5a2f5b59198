"""A store of many gazettes split into several, one a gazette, each with its whole history; the old one stays as it is.

A new store is made aside, compared with the old one, moved to its place whole and listed then: killed at any instant,
a gazette is split or it is not, and what was made aside is thrown away by the next run.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tracker.errors import StoreError, TrackerError
from tracker.messages import said, system_reason
from tracker.store import FILE_OF_SEVERAL
from tracker.store.batch import CHARTER
from tracker.store.checkout import put_files
from tracker.store.git import Git
from tracker.store.git_process import quoted, run
from tracker.store.record import stamp
from tracker.store.several import room
from tracker.store.several.derived_place import room_of
from tracker.store.several.history_copy import BRANCH, copied_history
from tracker.store.several.stores_file import is_name, listed_stores, with_store
from tracker.store.signatures import signed, signer_of
from tracker.store.working_tree import INCOMING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from tracker.store.signatures import Signer
    from tracker.store.store import Store

__all__ = ["Parted", "split"]

Fate: TypeAlias = Literal["split", "there", "refused"]
_TRAILER: Final = "Split-From"
"""Says in the last commit of a split up to which commit the old store was copied."""
_DECISIONS: Final = "lineage.toml"
_FILES: Final = ("100644", "100755")
"""The modes of what is written to disk: no links, no submodules, which a person may have committed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """What became of one gazette: its issues and commits, and the commit that its store is at; why it was refused."""

    gazette: str
    fate: Fate
    issues: int = 0
    commits: int = 0
    commit: str | None = None
    message: str = ""


def split(store: Store, folder: Path, *, clock: Callable[[], datetime], key: Path | None = None) -> Iterator[Parted]:
    """Copy every gazette of a store into a store of its own in ``folder``; what became of each, in order of the names.

    One that was split before from the same state of its gazette is ``there``, whatever was added to it since. ``key``
    is the file of an SSH key that signs the copied commits anew (by default ``TRACKER_SIGNING_KEY``).

    Raises:
        StoreError: the folder cannot be one of several stores; another process is at work there.
        ConfigError: its ``stores.toml`` is wrong; there is no such key.
    """
    signer = signer_of(key)
    head = store.head()
    _prepare(store, folder)
    issues: dict[str, int] = {}
    for entry in store.issues(head) if head else ():
        issues[entry.gazette] = issues.get(entry.gazette, 0) + 1
    try:
        with room.locked(folder):
            shutil.rmtree(room_of(folder) / "split", ignore_errors=True)
            for name, count in sorted(issues.items()):
                yield _parted(_Copy(store, folder.resolve(), name, clock, signer), head or "", count)
    except OSError as error:
        raise StoreError(
            said("cannot write: {reason}", reason=system_reason(error)), where=str(error.filename or folder)
        ) from error


def _prepare(store: Store, folder: Path) -> None:
    """Let a folder be one of several stores, with the decisions of a person."""
    if folder.resolve().is_relative_to(store.folder.resolve()):
        raise StoreError("is inside the store that is split", where=str(folder), do="name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(folder / FILE_OF_SEVERAL):
            if any(one.name != _DECISIONS for one in folder.iterdir()):
                raise StoreError("the folder is not empty", where=str(folder), do="name another folder")
            (folder / FILE_OF_SEVERAL).touch()
        room.make(folder)
        if (store.folder / _DECISIONS).is_file() and not os.path.lexists(folder / _DECISIONS):
            shutil.copyfile(store.folder / _DECISIONS, folder / _DECISIONS)
    except OSError as error:
        raise StoreError(
            said("cannot make a store: {reason}", reason=system_reason(error)), where=str(folder)
        ) from error


def _parted(copy: _Copy, head: str, issues: int) -> Parted:
    try:
        return copy.made(head, issues)
    except TrackerError as error:
        return Parted(gazette=copy.name, fate="refused", issues=issues, message=error.message)


class _Copy:
    """One gazette on its way into a store of its own."""

    def __init__(
        self, store: Store, folder: Path, name: str, clock: Callable[[], datetime], signer: Signer | None
    ) -> None:
        self.name = name
        self._store, self._folder, self._clock, self._signer = store, folder, clock, signer
        self._place = folder / name
        self._within = store.path_of(name)

    def made(self, head: str, issues: int) -> Parted:
        """Make it, or find it there.

        Raises:
            StoreError: it cannot be made, or something else stands in its place.
        """
        if not is_name(self.name):
            what = said("{name!r} is no name of a gazette's folder", name=self.name[:80])
            raise StoreError(what, do="its issues stay in the old store; rename their folder there first")
        room.refuse_links(self._place)
        origin = self._store.git.commits(head, self._within)[0]
        if self.name in listed_stores(self._folder / FILE_OF_SEVERAL):
            return Parted(gazette=self.name, fate="there", issues=issues, commit=self._found(origin))
        is_finished = self._came_from(origin) is not None
        if not is_finished:
            room.check_free(self._place)
        commits = 0 if is_finished else self._copied(head, origin)
        with_store(self._folder / FILE_OF_SEVERAL, self.name)
        return Parted(gazette=self.name, fate="split", issues=issues, commits=commits, commit=self._came_from(origin))

    # --- one that is there --------------------------------------------------------------------------------------------

    def _found(self, origin: str) -> str:
        found = self._came_from(origin)
        if found is None:
            raise StoreError(
                "a store of this gazette is there, and is no copy of this one as it is now",
                where=str(self._place),
                do="add to it what it lacks with `tracker add`, or take it away to split it anew",
            )
        return found

    def _came_from(self, origin: str) -> str | None:
        """The head of the store in its place, where it was copied up to this commit of the old one."""
        if not os.path.lexists(self._place / ".git"):
            return None
        with Git(self._place) as git:
            head = git.head()
            trailer = f"\n{_TRAILER}: {origin}\n".encode()
            commits = git.commits(head, "") if head else ()
            return head if any(trailer in content for content in git.read_all(commits)) else None

    # --- one that is made ---------------------------------------------------------------------------------------------

    def _copied(self, head: str, origin: str) -> int:
        """Copy the history aside, prove it, check the files out and move all to its place."""
        aside = room_of(self._folder) / "split" / self.name
        aside.mkdir(parents=True)
        form = self._store.git.run("rev-parse", "--show-object-format").decode().strip()
        run(["init", "--quiet", "--initial-branch=main", f"--object-format={form}", "--template="], cwd=aside)
        prefix = self._store.path_of("")
        commits = copied_history(self._store.top, head, self._within, prefix, aside)
        with Git(aside) as git:
            tip = git.tip(BRANCH) or ""
            self._prove(git, tip, head)
            last = self._with_charter(git, tip, origin)
            git.read_index(last)
            files = [one for one in git.changes(None, last, "") if one.mode in _FILES]
            put_files(git, files, {})
        room.move_in(aside, self._place)
        return commits

    def _prove(self, git: Git, tip: str, head: str) -> None:
        """Git's name for a folder covers every byte in it: the two are the same, or nothing is kept of the copy.

        Raises:
            StoreError: they are not.
        """
        ours = self._store.git.run("rev-parse", f"{head}:{self._within}")
        if git.run("rev-parse", f"{tip}:{self.name}") != ours:
            raise StoreError("the copy is not what the store holds", where=self.name, do="see `tracker verify`")

    def _with_charter(self, git: Git, tip: str, origin: str) -> str:
        """The commit that says where the history is from, with the files at the top of a store."""
        who, now = self._store.git.identity, stamp(self._clock())
        message = f"Split: {self.name}\n\n{_TRAILER}: {origin}\n".encode()
        header = f"author {who.name} <{who.email}> {now}\ncommitter {who.name} <{who.email}> {now}\n"
        steps = [
            b"M 100644 inline %s\ndata %d\n%s\n" % (quoted(name), len(text.encode()), text.encode())
            for name, text in CHARTER.items()
        ]
        importer = git.importer(f"{INCOMING}split")
        importer.commit(f"{header}data {len(message)}\n".encode() + message, tip, steps)
        (last,) = importer.finish()
        if self._signer is not None:
            last = signed(git, [*reversed(git.commits(last, ""))], self._signer)[-1]
        git.run("update-ref", BRANCH, last)
        git.drop_refs(INCOMING)
        return last
