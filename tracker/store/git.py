"""The only door to git.

GitPython finds the repository and reads its configuration; the work is done by git's own plumbing, in few processes
(``git_process``): bulk writes are one ``git fast-import`` stream, reads one ``git cat-file --batch``. A user's text
never stands among git's arguments: a revision is looked up through the standard input of ``cat-file`` first, and only
its hexadecimal name is passed on.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tracker.errors import DamagedStore, NotAStore, StoreError, UnknownReference
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.store.git_fsck import fsck_findings
from tracker.store.git_listing import (
    TreeChange,
    TreeEntry,
    first_foreign,
    index_entries,
    touched_paths,
    tree_changes,
    tree_entries,
)
from tracker.store.git_place import located
from tracker.store.git_process import (
    OID,
    Importer,
    ObjectReader,
    RefTransaction,
    answered,
    execute,
    last_line,
    run,
    without_programs,
)

REVISION = regex(r"(?=[^-.])(?!.*(?:\.\.|@\{|//))[\w./@+-]{1,200}(?:[~^][0-9]{0,4}){0,20}\Z")
"""What a person may write for a revision: a (short) object name, a branch or tag, ``HEAD~3``. No ranges, no paths."""


_MEND: Final = said("see what `git fsck` says there, and take a copy of the repository")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who commits."""

    name: str
    email: str


@contextmanager
def _process_without_git_variables() -> Iterator[None]:
    # GitPython reads GIT_DIR, GIT_WORK_TREE and the like from the environment of this process; and while it is loaded
    # it runs whatever GIT_PYTHON_GIT_EXECUTABLE names.
    names = [name for name in os.environ if name.startswith("GIT_") and name != "GIT_PYTHON_REFRESH"]
    taken = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(taken)


with _process_without_git_variables():
    from git import Repo
    from git.exc import GitError


class Git:
    """One repository with a working tree, seen from one folder inside it; a context manager.

    ``prefix`` is the path of that folder in the repository: empty, or ending with a slash.
    """

    def __init__(self, folder: Path) -> None:
        """Find the repository that ``folder`` is in.

        Raises:
            NotAStore: there is none, it is bare, or git refuses it (its owner is somebody else, say).
        """
        top, self.prefix = located(folder)
        with _process_without_git_variables():
            try:
                self._repository = Repo(top, expand_vars=False)
            except (GitError, OSError) as error:
                raise NotAStore(
                    said("the git repository cannot be opened: {error}", error=error), where=str(top)
                ) from error
        self.top = top
        self.git_dir = Path(self._repository.git_dir).resolve()
        self.common_dir = Path(self._repository.common_dir).resolve()
        self._reader: ObjectReader | None = None
        self._digest: str | None = None
        self._refs_seen: tuple[object, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that this object holds."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._repository.close()

    def run(self, *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> bytes:
        """The standard output of one git command run at the top of the working tree."""
        return run(arguments, cwd=self.top, stdin=stdin, env=env)

    # --- names --------------------------------------------------------------------------------------------------------

    def branch(self) -> str | None:
        """The full name of the branch that is checked out (``refs/heads/main``), ``None`` when HEAD is detached."""
        done = execute(["symbolic-ref", "--quiet", "HEAD"], cwd=self.top)
        return done.stdout.decode().strip() or None

    def head(self) -> str | None:
        """The commit that is checked out; ``None`` before the first one.

        Raises:
            DamagedStore: HEAD, or the branch or commit that it names, cannot be read: the store is not empty for that.
        """
        found = self.lookup("HEAD")
        if found is None:
            self._check_beginning()
        return found

    def _check_beginning(self) -> None:
        """Whether there is no commit yet: HEAD names a branch, which is not among the refs, and these can be read.

        Raises:
            DamagedStore: something of it cannot be read.
        """
        named = execute(["rev-parse", "--verify", "--quiet", "HEAD"], cwd=self.top).stdout.decode().strip()
        branch = self.branch()
        listed = execute(["for-each-ref", "--format=%(refname)"], cwd=self.top)
        if named:
            what = said("the commit {commit} cannot be read", commit=named[:10])
        elif listed.returncode or b"ignoring" in listed.stderr:
            told = last_line(listed.stderr).removeprefix("warning: ").removeprefix("fatal: ")
            what = said("git's list of branches is damaged ({told})", told=told)
        elif branch is None or branch in listed.stdout.decode("utf-8", "surrogateescape").splitlines():
            what = said("the branch that is checked out cannot be read")
        else:
            return
        raise DamagedStore(what, where=str(self.top), do=_MEND)

    def refs_moved(self) -> bool:
        """Whether ``head`` may give something else than when this was asked before, by the dates of files."""
        branch = (self.git_dir / "HEAD").read_bytes()
        name = os.fsdecode(branch.removeprefix(b"ref: ").strip())
        files = (self.common_dir / name, self.common_dir / "packed-refs", self.common_dir / "reftable" / "tables.list")
        seen = (branch, *map(_stamp_of, files))
        moved = seen != self._refs_seen
        self._refs_seen = seen
        return moved

    def tip(self, ref: str) -> str | None:
        """The commit that a full ref name stands for now; asks git anew, for others write too."""
        done = execute(["rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"], cwd=self.top)
        return done.stdout.decode().strip() or None

    def lookup(self, revision: str) -> str | None:
        """The full name of the commit that ``revision`` names, if it has the form of a revision and names one.

        Raises:
            DamagedStore: git cannot look: that is no answer.
        """
        if not REVISION.match(revision):
            return None
        # A new process: a long-lived cat-file may have packed refs of a moment ago in its memory.
        asked = f"{revision}^{{commit}}\n".encode()
        answer = execute(["cat-file", "--batch-check=%(objectname) %(objecttype)"], cwd=self.top, stdin=asked)
        if answer.returncode:
            told = last_line(answer.stderr).removeprefix("fatal: ")
            raise DamagedStore(said("git cannot look up a commit: {told}", told=told), where=str(self.top), do=_MEND)
        name, _, kind = answer.stdout.decode().strip().rpartition(" ")
        return name if kind == "commit" and OID.match(name) else None

    def resolve(self, revision: str) -> str:
        """The full name of the commit that ``revision`` names.

        Raises:
            UnknownReference: it names none.
        """
        found = self.lookup(revision)
        if found is None:
            raise UnknownReference(
                said("{revision!r} is not a commit of the store", revision=revision),
                do="see `tracker log` for what there is",
            )
        return found

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether the history of ``new`` holds ``old``."""
        return self._related("--is-ancestor", old, new) is not None

    def merge_base(self, one: str, other: str) -> str | None:
        """The newest commit that two histories share; ``None`` where they share none (a shallow clone, say)."""
        return self._related(one, other)

    def _related(self, *asked: str) -> str | None:
        """What ``git merge-base`` finds; ``None`` where it says no, or one of the commits is not there."""
        try:
            found = answered(["merge-base", *asked], cwd=self.top)
        except StoreError:
            if all(self.lookup(name) for name in asked[-2:]):
                raise
            return None
        return None if found is None else found.decode().strip()

    @cached_property
    def identity(self) -> Identity:
        """Who commits: the user of the repository's configuration, else the program itself."""
        with _process_without_git_variables(), self._repository.config_reader() as configuration:
            name = str(configuration.get_value("user", "name", "gazette-tracker"))
            email = str(configuration.get_value("user", "email", "gazette-tracker@localhost"))
        return Identity(name=_plain(name) or "gazette-tracker", email=_plain(email) or "gazette-tracker@localhost")

    def blob_oid(self, content: bytes) -> str:
        """The name that git gives to a file of this content."""
        if self._digest is None:
            self._digest = self.run("rev-parse", "--show-object-format").decode().strip()
        return hashlib.new(self._digest, b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()

    # --- reading ------------------------------------------------------------------------------------------------------

    def read(self, oid: str) -> bytes:
        """The content of an object.

        Raises:
            DamagedStore: it is missing or unreadable.
        """
        return self._batch().read(oid)

    def read_all(self, oids: Sequence[str]) -> Iterator[bytes]:
        """The contents of many objects, in order, without waiting for each."""
        return self._batch().read_all(oids)

    def _batch(self) -> ObjectReader:
        if self._reader is not None and self._reader.is_dead:
            self._reader.close()
            self._reader = None
        if self._reader is None:
            self._reader = ObjectReader(self.top)
        return self._reader

    def tree(self, commit: str, folder: str, *, deep: bool = True) -> tuple[TreeEntry, ...]:
        """The files below ``folder`` (a path in the repository, empty for its top) in a commit; all, or direct ones."""
        place = (folder.rstrip("/") + "/",) if folder else ()
        depth = ("-r",) if deep else ()
        return tree_entries(self.run("ls-tree", *depth, "-z", "--full-tree", commit, "--", *place))

    def foreign(self, commit: str, folder: str) -> str | None:
        """The first part of the path ``folder`` that is no folder in a commit: a submodule, a file or a link."""
        parts = folder.split("/") if folder else []
        paths = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        return first_foreign(self.run("ls-tree", "-z", "-d", commit, "--", *paths)) if paths else None

    def index(self, folder: str, *paths: str) -> dict[str, TreeEntry]:
        """The staged files below ``folder`` by path; of some ``paths`` in the repository, these alone."""
        wanted = paths or (folder or ".",)
        return index_entries(self.run("ls-files", "-s", "-z", "--full-name", "--", *wanted))

    def changes(self, old: str | None, new: str, folder: str) -> tuple[TreeChange, ...]:
        """The files below ``folder`` that differ between two commits; everything is new where ``old`` is ``None``."""
        if old is None:
            entries = self.tree(new, folder)
            return tuple(TreeChange(path=one.path, mode=one.mode, old=None, new=one.oid) for one in entries)
        return tree_changes(
            self.run("diff-tree", "-r", "-z", "--no-renames", "--no-ext-diff", old, new, "--", folder or ".")
        )

    def commits(self, tip: str, folder: str) -> tuple[str, ...]:
        """The commits of the history of ``tip`` that touched ``folder``, newest first."""
        place = ("--", folder) if folder else ("--",)
        return tuple(self.run("rev-list", "--topo-order", tip, *place).decode().split())

    def commits_between(self, old: str, new: str, folder: str) -> tuple[str, ...]:
        """The commits in the history of ``new`` and not of ``old`` that touched ``folder``, newest first."""
        place = ("--", folder) if folder else ("--",)
        return tuple(self.run("rev-list", "--topo-order", new, f"^{old}", *place).decode().split())

    def touched(self, commits: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
        """The paths that each of some commits changed; a merge as such changes none."""
        asked = "".join(f"{oid}\n" for oid in commits).encode()
        return touched_paths(self.run("diff-tree", "--stdin", "--root", "-r", "-z", "--name-only", stdin=asked))

    def first_parents(self, tip: str) -> tuple[tuple[str, int], ...]:
        """The commits on the main line of ``tip`` with their committer dates (seconds since 1970), newest first."""
        listing = self.run("rev-list", "--first-parent", "--timestamp", tip, "--").decode()
        return tuple((oid, int(seconds)) for seconds, oid in (line.split() for line in listing.splitlines()))

    def fsck(self) -> tuple[str, ...]:
        """What ``git fsck`` finds damaged: one line a finding, empty when all is well."""
        return fsck_findings(self.top)

    # --- writing ------------------------------------------------------------------------------------------------------

    def move_branch(self, ref: str, old: str | None, new: str) -> bool | None:
        """Let ``ref`` stand for ``new`` if it still stands for ``old``; whether it did, ``None`` where git died at it.

        The transaction is prepared first: if we are killed before the last word, git takes everything back.
        """
        transaction = RefTransaction(self.top)
        return transaction.commit(f"update {ref}\0{new}\0{old or '0' * len(new)}\0")

    def settled(self, ref: str, value: str | None) -> bool:
        """Whether ``ref`` stands for ``value`` and no other process is about to move it."""
        length = len(self.blob_oid(b""))
        return bool(RefTransaction(self.top).commit(f"verify {ref}\0{value or '0' * length}\0"))

    def drop_refs(self, pattern: str) -> None:
        """Delete the refs of this working tree below ``pattern`` (a prefix that ends with a slash), all of them ours.

        Their files go first: they are packed by nobody, and git would lock the packed refs of all, whose lock stays
        where it is killed. It is asked for those that are no files (a reftable).
        """
        for file in (self.git_dir / pattern).glob("*"):
            with contextlib.suppress(OSError):
                file.unlink()
        names = self.run("for-each-ref", "--format=%(refname)", pattern).decode().split()
        for name in names:
            execute(["update-ref", "--no-deref", "-d", name], cwd=self.top)

    def write_index(self, index_file: Path, entries: Iterable[tuple[str, str | None, str]]) -> None:
        """Set ``(path, object or None to remove, mode)`` in an index file that is not the repository's own."""
        length = len(self.blob_oid(b""))
        lines = b"".join(
            f"{mode if oid else '0'} {oid or '0' * length}\t{path}".encode("utf-8", "surrogateescape") + b"\0"
            for path, oid, mode in entries
        )
        self._run_on_index(["update-index", "-z", "--index-info"], index_file, stdin=lines)

    def refresh_index(self, index_file: Path) -> None:
        """Let an index file know the times and sizes of the files on disk."""
        with contextlib.suppress(StoreError):  # files that a person changed are no failure
            self._run_on_index(["update-index", "-q", "--refresh"], index_file)

    def read_index(self, commit: str) -> None:
        """Let the repository's own index hold what a commit holds, and nothing else."""
        self._run_on_index(["read-tree", commit], self.git_dir / "index")

    @cached_property
    def _no_programs(self) -> dict[str, str]:
        return without_programs(self.top)

    def _run_on_index(self, arguments: Sequence[str], index_file: Path, *, stdin: bytes = b"") -> None:
        """Run a command that writes an index; git looks then at files of the same moment, through filters."""
        env = {**self._no_programs, "GIT_INDEX_FILE": str(index_file)}
        run(arguments, cwd=self.top, stdin=stdin, env=env)

    def importer(self, ref: str) -> Importer:
        """A ``git fast-import`` that writes commits to ``ref``."""
        return Importer(self.top, ref)


def _stamp_of(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino


def _plain(name: str) -> str:
    return re.sub(r"[<>\x00-\x1f\x7f]", "", name).strip()
