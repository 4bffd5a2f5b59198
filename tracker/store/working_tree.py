"""The branch, the index and the files of the store, moved together.

The branch is the truth: a snapshot is in the store when its commit is on the branch. The index and the files follow,
and only for paths where they still are as the commit before left them: what a person changed or staged stays.

The order makes every instant safe (``publish``):

1. take ``index.lock``, as git would, so that nobody commits an index without the new snapshots;
2. write the journal: which branch will move from which commit to which;
3. move the branch, if it still is where it was;
4. put the files in place, replace the index, drop the journal and the lock.

After a crash the next writer finds the journal. If the branch has moved it does step 4 again, else nothing happened.
An ``index.lock`` of ours says so in its content; nobody else's is ever removed.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from tracker.errors import StoreLocked
from tracker.store.checkout import put_files
from tracker.store.derived_place import without_links
from tracker.store.git_process import OID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tracker.store.git import Git
    from tracker.store.git_listing import TreeChange, TreeEntry

INCOMING: Final = "refs/worktree/tracker/"
"""Where commits wait for the branch to move: a ref keeps git's garbage collector from them."""

MARK: Final = b"gazette-tracker\n"
"""Content of an ``index.lock`` that we took; git's own begins with ``DIRC`` or is empty."""

PATIENCE: Final = 5.0
"""Seconds to wait for a git command of somebody else."""

STALE: Final = 3.0
"""Seconds after which a ref lock with our commit in it, watched without change, has no living holder."""

REFRESH_LIMIT: Final = 2_000
"""Files up to which the index learns their times at once; beyond, the first ``git status`` does it."""
_ASKED_FOR: Final = 100
"""Paths that git's index is asked for by name; all of its entries are read where more change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A move of the branch that the index and the files have to follow."""

    ref: str
    old: str | None
    new: str


class WorkingTree:
    """The working tree of a repository, below one folder; every method but ``unfinished`` needs the writer's lock."""

    def __init__(self, git: Git) -> None:
        """What is below one folder of a repository.

        Raises:
            NotAStore: a link stands where our own files are: what is written or removed there would be somebody else's.
        """
        self._git = git
        self.place = git.git_dir / "tracker"
        without_links(self.place)
        self._folder = git.prefix.rstrip("/")
        self._journal = self.place / "journal.json"
        self._index = git.git_dir / "index"
        self._index_lock = git.git_dir / "index.lock"

    def unfinished(self) -> bool:
        """Whether a writer is between the branch and the files now, or died there."""
        return self._journal.exists() or self._ours(self._index_lock)

    # --- staging ------------------------------------------------------------------------------------------------------

    def staging(self) -> Path:
        """An empty folder on the file system of the working tree, for files that wait for their commit."""
        self.place.mkdir(parents=True, exist_ok=True)
        same = self.place.stat().st_dev == self._git.top.stat().st_dev
        folder = self._staging_folders()[0 if same else 1]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def _staging_folders(self) -> tuple[Path, Path]:
        return self.place / "staging", self._git.top / ".tracker-staging"

    def clear(self) -> None:
        """Remove what waits for a commit that will not come."""
        for folder in self._staging_folders():
            shutil.rmtree(folder, ignore_errors=True)

    def _clear_after_crash(self) -> None:
        """Remove what a writer that was killed left, and what git left when it missed the rest of its input."""
        if any(folder.exists() for folder in self._staging_folders()):
            self._git.drop_refs(INCOMING)
        self.clear()
        for left in self.place.glob("index.*"):
            left.unlink(missing_ok=True)
        for report in self._git.git_dir.glob("fast_import_crash_*"):
            if INCOMING.encode() in report.read_bytes():
                report.unlink(missing_ok=True)

    # --- publishing ---------------------------------------------------------------------------------------------------

    def publish(self, journal: Journal, staged: Mapping[str, Path]) -> tuple[str, ...] | None:
        """Move the branch and let index and files follow; ``None`` when the branch was not at its old commit.

        ``staged`` maps the folder of each issue to where its files wait. The result are remarks: paths that were left
        as they are, because a person changed them.

        Raises:
            StoreLocked: another git command holds the index, or the branch, for too long.
        """
        with self._locked_index():
            self._write_journal(journal)
            moved = self._git.move_branch(journal.ref, journal.old, journal.new)
            if moved is None:
                self._break_ref_locks(journal)
            if not moved and (tip := self._git.tip(journal.ref)) != journal.new:
                self._journal.unlink()
                if tip == journal.old:
                    self._refuse_locks(journal.ref)
                return None
            remarks = self._follow(self._git.changes(journal.old, journal.new, self._folder), staged)
            self._journal.unlink()
        return remarks

    def recover(self) -> tuple[str, ...]:
        """Finish what a writer that died had begun, or forget it; remarks as of ``publish``."""
        self._clear_after_crash()
        if not self.unfinished():
            return ()
        with self._locked_index():
            journal = self._read_journal()
            remarks = self._finish(journal) if journal else ()
            self._drop_journal()
        return remarks

    def _finish(self, journal: Journal) -> tuple[str, ...]:
        if any(name is not None and self._git.lookup(name) is None for name in (journal.old, journal.new)):
            return ()  # the commits never came, or are gone
        self._break_ref_locks(journal)
        tip = self._settled_tip(journal.ref)
        if tip is None or self._git.branch() != journal.ref or not self._git.is_ancestor(journal.new, tip):
            return ()
        meant = {change.path for change in self._git.changes(journal.old, journal.new, self._folder)}
        changes = self._git.changes(journal.old, tip, self._folder)
        return self._follow([change for change in changes if change.path in meant], {})

    def _settled_tip(self, ref: str) -> str | None:
        # A git that we had told to move the branch may still be at it; it holds the ref's lock while it is.
        for _ in range(3):
            tip = self._git.tip(ref)
            if self._git.settled(ref, tip):
                return tip
        self._refuse_locks(ref)
        raise StoreLocked("the branch is locked by another git command", where=ref, do="try again when it is done")

    def _follow(self, changes: Sequence[TreeChange], staged: Mapping[str, Path]) -> tuple[str, ...]:
        few = changes if len(changes) <= _ASKED_FOR else ()
        index = self._git.index(self._folder, *(change.path for change in few))
        free = [change for change in changes if _oid(index, change.path) in (change.old, change.new)]
        kept = {change.path for change in changes}.difference(change.path for change in free)
        try:
            remarks = put_files(self._git, changes, staged)
        finally:
            # Also when the disk is full: a commit of the old index would take the snapshots out again.
            self._write_index(free)
        return (*(f"{path}: stays as it is staged" for path in sorted(kept)), *remarks)

    def _write_index(self, changes: Sequence[TreeChange]) -> None:
        beside = self.place / f"index.{secrets.token_hex(8)}"
        if self._index.exists():
            # With its date: git tells by it which entries may be of files that changed in the same moment.
            shutil.copy2(self._index, beside)
        self._git.write_index(beside, ((change.path, change.new, change.mode) for change in changes))
        if len(changes) <= REFRESH_LIMIT:
            self._git.refresh_index(beside)
        beside.replace(self._index)
        beside.with_name(f"{beside.name}.lock").unlink(missing_ok=True)  # of a git that was killed while it refreshed

    # --- locks and the journal ----------------------------------------------------------------------------------------

    @contextmanager
    def _locked_index(self) -> Iterator[None]:
        if not self._ours(self._index_lock):
            self._take_index_lock()
        try:
            yield
        finally:
            # Also after an error: the journal is what tells the next writer that something is left to do.
            self._index_lock.unlink(missing_ok=True)

    def _take_index_lock(self) -> None:
        mark = self.place / "index.mark"
        mark.write_bytes(MARK)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                os.link(mark, self._index_lock)  # whole or not at all, so that nobody sees a lock without its mark
            except FileExistsError:
                if time.monotonic() >= end:
                    raise StoreLocked(
                        "another git command is at work in this repository",
                        where=str(self._index_lock),
                        do="wait for it; if none is running, remove that file",
                    ) from None
                time.sleep(0.05)
            else:
                return

    @staticmethod
    def _ours(lock: Path) -> bool:
        with contextlib.suppress(OSError):
            return lock.read_bytes() == MARK
        return False

    def _break_ref_locks(self, journal: Journal) -> None:
        """Remove ref locks that a git of ours left when the whole machine or process group was killed."""
        locks = self._ref_locks(journal.ref)
        since = self._journal.stat().st_mtime - 1
        end = time.monotonic() + STALE
        while left := [lock for lock in locks if _written_by(lock, journal.new, since)]:
            if time.monotonic() >= end:
                for lock in left:
                    lock.unlink(missing_ok=True)
                return
            time.sleep(0.05)

    def _refuse_locks(self, ref: str) -> None:
        """Tell of a lock of somebody else on the branch: git has waited for it in vain, and so would we.

        Raises:
            StoreLocked: there is one.
        """
        for lock in self._ref_locks(ref):
            if lock.exists():
                raise StoreLocked(
                    "another git command is moving the branch",
                    where=str(lock),
                    do="wait for it; if none is running, remove that file",
                )

    def _ref_locks(self, ref: str) -> tuple[Path, Path]:
        return self._git.common_dir / f"{ref}.lock", self._git.git_dir / "HEAD.lock"

    def _write_journal(self, journal: Journal) -> None:
        beside = self._journal.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(journal), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._journal)

    def _read_journal(self) -> Journal | None:
        """The journal; ``None`` where there is none, or none that we could have written.

        All that is lost with it is what the files on disk still lack of the last commit: ``tracker repair`` brings it.
        """
        try:
            found = json.loads(self._journal.read_bytes())
            journal = Journal(**found)
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        return journal if _is_journal(journal) else None

    def _drop_journal(self) -> None:
        try:
            self._journal.unlink(missing_ok=True)
        except OSError:  # a folder
            shutil.rmtree(self._journal, ignore_errors=True)


def _is_journal(journal: Journal) -> bool:
    """Whether the journal names a branch and commits, and nothing else that git would take for an option."""
    names = [journal.new] if journal.old is None else [journal.old, journal.new]
    return (
        isinstance(journal.ref, str)
        and re.fullmatch(r"refs/heads/[^\s\x00-\x1f]+", journal.ref) is not None
        and all(isinstance(name, str) and OID.match(name) for name in names)
    )


def _oid(index: Mapping[str, TreeEntry], path: str) -> str | None:
    entry = index.get(path)
    return entry.oid if entry else None


def _written_by(lock: Path, new: str, since: float) -> bool:
    """Whether a ref lock names the commit that only we know, or is empty and of the time of our move."""
    try:
        content = lock.read_bytes().strip()
        return content == new.encode() or (not content and lock.stat().st_mtime >= since)
    except OSError:
        return False
