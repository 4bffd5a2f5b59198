"""The store: snapshots of gazettes, read by many and written by one (contract §5)."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final

from tracker.errors import NotAStore, StoreError, StoreLocked, UnknownReference
from tracker.messages import said, system_reason
from tracker.store import FILE_OF_SEVERAL
from tracker.store.git import Git
from tracker.store.git_place import initialise
from tracker.store.history import known_by
from tracker.store.lock import writer_lock
from tracker.store.parsed import ParsedIssues
from tracker.store.record import make_record
from tracker.store.signatures import signer_of
from tracker.store.view import StoredIssue, View
from tracker.store.working_tree import WorkingTree
from tracker.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from tracker.model import Issue
    from tracker.store.batch import Added
    from tracker.store.history import Event
    from tracker.store.record import Record


LONGEST_TOLD: Final = 200
"""Characters of a path that a message has at most."""

RECOVERY_PATIENCE: Final = 2.0
"""Seconds that opening a store waits for a writer that is between the branch and the files."""


class Store:
    """A folder of snapshots, in a git repository of its own or inside another one; a context manager.

    Reading goes to git's objects, never to the files on disk, and is right at any instant, also while somebody writes::

        with Store.open(Path("snapshots")) as store:
            for entry in store.issues():            # StoredIssue values, by ref; at=REV for the store as it was
                issue = store.issue(entry.ref)      # parsed today from the recorded bytes; cached by their hash
            name, data = store.source("beijing/2025/033")
            store.history("beijing/2025/033")       # Event values, newest first
            commit = store.resolve("HEAD~3")        # 40 hex digits, or UnknownReference
            commit = store.at_date("2025-09-01")    # what we knew at the end of that day (UTC)

    ``at`` is always a revision as a person writes it, or the full name of a commit. Nothing is in the store before the
    first commit: ``issues()`` is empty then.

    Writing is ``add`` for one source and ``add_many`` for records that ``make_record`` made, perhaps elsewhere.
    ``signing_key``, set before adding, is the file of an SSH key that signs; the default is ``TRACKER_SIGNING_KEY``.
    ``cache_folder`` is a folder outside the commits for derived things, which may vanish at any time.
    """

    def __init__(self, git: Git, *, clock: Callable[[], datetime]) -> None:
        """Use ``open`` or ``create``."""
        self.signing_key: Path | None = None
        self._git = git
        self._clock = clock
        self._head: str | None = None
        self._views: dict[str, View] = {}

    @classmethod
    def open(
        cls, folder: Path, *, clock: Callable[[], datetime] | None = None, check: Callable[[Git], None] | None = None
    ) -> Self:
        """The store at ``folder``; what a writer that died had begun is finished first.

        ``check`` may refuse the repository by an error, before anything is written there.

        Raises:
            NotAStore: there is no such folder, it is in no git repository, several stores are in it, or a link stands
                where it keeps derived things.
        """
        if not _is_folder(folder):
            raise NotAStore("there is no store", where=str(folder), do="make one with `tracker add FILE...`")
        if os.path.lexists(folder / FILE_OF_SEVERAL):
            raise NotAStore(
                said("this folder holds several stores ({file})", file=FILE_OF_SEVERAL),
                where=_short(folder),
                do="name one of them with --store",
            )
        store = cls(Git(folder), clock=clock or _now)
        if check is not None:
            check(store.git)
        store._recover()
        return store

    @classmethod
    def create(cls, folder: Path, *, clock: Callable[[], datetime] | None = None) -> Self:
        """The store at ``folder``: the one that is there, or a new one.

        A folder inside a git repository belongs to that; elsewhere it becomes a repository of its own.

        Raises:
            NotAStore: the repository around it has no working tree, or git refuses it.
            StoreError: the folder cannot be made.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                return cls.open(folder, clock=clock)
            except NotAStore as error:
                if "no git repository" not in error.what:
                    raise
            initialise(folder)
            return cls.open(folder, clock=clock)
        except OSError as error:
            raise StoreError(
                said("cannot make a store: {reason}", reason=system_reason(error)),
                where=_short(folder),
                do="name another folder with --store",
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End git's processes."""
        self._git.close()

    @cached_property
    def folder(self) -> Path:
        """Where the files of the store are."""
        return self._git.top / self._git.prefix

    @cached_property
    def cache_folder(self) -> Path:
        """A folder for derived things; it may not exist yet, and may be deleted at any time."""
        return self._git.git_dir / "tracker" / "cache"

    @cached_property
    def lock_file(self) -> Path:
        """The lock of the one writer."""
        return self._git.git_dir / "tracker" / "lock"

    @property
    def git(self) -> Git:
        """The repository, for the modules of the store itself."""
        return self._git

    @property
    def top(self) -> Path:
        """The folder that the paths of ``files`` begin at: that of the repository."""
        return self._git.top

    def cache_folder_of(self, _ref: str) -> Path:
        """The folder for what is derived of one issue."""
        return self.cache_folder

    def apart(self, refs: Iterable[str], at: str | None) -> Iterator[tuple[Store, tuple[str, ...], str | None]]:
        """Issues by the store that they lie in, and its commit: all in this one (see ``SeveralStores``)."""
        yield self, tuple(refs), at

    # --- revisions ----------------------------------------------------------------------------------------------------

    def resolve(self, revision: str) -> str:
        """The full name of the commit that a revision names.

        Raises:
            UnknownReference: it names none, or has not the form of one.
        """
        return self._git.resolve(revision)

    def at_date(self, day: date | str) -> str:
        """The last commit on the main line that was observed by the end of a day (UTC).

        Raises:
            UnknownReference: the store knew nothing then, or ``day`` is no day.
        """
        try:
            wanted = date.fromisoformat(day) if isinstance(day, str) else day
        except ValueError as error:
            raise UnknownReference(said("no such day: {day!r}", day=day), do="write it as 2025-09-01") from error
        end = datetime.combine(wanted, time(), UTC) + timedelta(days=1)
        head = self.head()
        known = known_by(self._git.first_parents(head) if head else (), end.timestamp())
        if known is not None:
            return known
        raise UnknownReference(
            said("the store knew nothing on {wanted}", wanted=wanted), where=str(self.folder), do="name a later day"
        )

    def head(self) -> str | None:
        """The commit that is checked out; ``None`` before the first one."""
        if self._git.refs_moved():
            self._head = self._git.head()
        return self._head

    def _view(self, at: str | None) -> View | None:
        """The store at a revision; ``None`` before the first commit."""
        commit = self.head() if at is None else at if at in self._views else self._git.resolve(at)
        if commit is None:
            return None
        if commit not in self._views:
            self._views[commit] = View(self._git, commit, self._parsed)
        return self._views[commit]

    def _holding(self, ref: str, at: str | None) -> View:
        view = self._view(at)
        if view is None:
            raise UnknownReference("the store is empty", where=ref, do="add to it with `tracker add FILE...`")
        return view

    @cached_property
    def _parsed(self) -> ParsedIssues:
        return ParsedIssues(self.cache_folder)

    # --- reading ------------------------------------------------------------------------------------------------------

    def issues(self, at: str | None = None) -> tuple[StoredIssue, ...]:
        """All issues, ordered by ref; ``at`` a revision, as the store stood then.

        Raises:
            UnknownReference: there is no such revision.
        """
        view = self._view(at)
        return view.issues() if view else ()

    def entry(self, ref: str, at: str | None = None) -> StoredIssue:
        """One issue by its ref.

        Raises:
            UnknownReference: the store does not hold it, or there is no such revision; so say the methods below.
        """
        return self._holding(ref, at).entry(ref)

    def issue(self, ref: str, at: str | None = None) -> Issue:
        """An issue, parsed with today's parser from its recorded bytes.

        Raises:
            UnreadableSource: today's reader cannot read the bytes.
        """
        return self._holding(ref, at).issue(ref)

    def keep_parsed(self, ref: str, parsed: Mapping[str, Any], at: str | None = None) -> None:
        """Keep what code of this very version parsed from an issue's source elsewhere, as JSON, in the cache."""
        self._holding(ref, at).keep_parsed(ref, parsed)

    def source(self, ref: str, at: str | None = None) -> tuple[str, bytes]:
        """The recorded file of an issue: its name and its bytes as received."""
        return self._holding(ref, at).source(ref)

    def history(self, ref: str, at: str | None = None) -> tuple[Event, ...]:
        """What happened to an issue, newest first."""
        return self._holding(ref, at).history(ref)

    def path_of(self, ref: str) -> str:
        """The folder of an issue from ``top``."""
        return f"{self._git.prefix}{ref}"

    def files(self, ref: str, at: str | None = None) -> tuple[tuple[str, str], ...]:
        """The files in the folder of an issue: their paths from ``top``, and their objects; none where it is not."""
        commit = self.head() if at is None else at if at in self._views else self._git.resolve(at)
        found = self._git.tree(commit, f"{self._git.prefix}{ref}") if commit else ()
        return tuple((one.path, one.oid) for one in found)

    def fully_read(self, commit: str | None, damaged: Iterable[str]) -> str:
        """The commit that was read, which need not be read again; none where issues of it are damaged."""
        return "" if any(damaged) else commit or ""

    def leaves_out(self, _ref: str, _error: StoreError) -> bool:
        """Whether an error of one issue is told, and the rest shown: in one store it is not (see ``SeveralStores``)."""
        return False

    def refs_between(
        self, old: str, new: str, _held: Callable[[], Iterable[str]] | None = None
    ) -> frozenset[str] | None:
        """The issues that may be other at one commit than at another; ``None`` where the first is not there any more.

        Both are full names of commits, in any order. What was changed and changed back counts: its commits are others.
        """
        if self._git.lookup(old) is None:
            return None
        prefix = self._git.prefix
        sides = ((old, new), (new, old))
        commits = [oid for one, other in sides for oid in self._git.commits_between(one, other, prefix.rstrip("/"))]
        paths = {path for _, touched in self._git.touched(commits) for path in touched}
        paths |= {one.path for one in self._git.changes(old, new, prefix.rstrip("/"))}
        inside = (path.removeprefix(prefix).split("/") for path in paths if path.startswith(prefix))
        return frozenset("/".join(parts[:3]) for parts in inside if len(parts) > 3)  # noqa: PLR2004 - gazette, year, number

    def first_seen(self, at: str | None = None) -> dict[str, int]:
        """The place in which each issue came into the store, from 0, as far as the history reaches."""
        commit = self.head() if at is None else self._git.resolve(at)
        prefix = self._git.prefix
        found: dict[str, int] = {}
        commits = self._git.commits(commit, prefix.rstrip("/")) if commit else ()
        for place, (_, paths) in enumerate(reversed(list(self._git.touched(commits)))):
            for path in paths:
                ref, _, name = path.removeprefix(prefix).rpartition("/")
                if path.startswith(prefix) and name.startswith("source."):
                    found.setdefault(ref, place)
        return found

    def commit_times(self, at: str) -> tuple[int, ...]:
        """When each commit of the history that touched the store was made, the first one first: seconds since 1970."""
        folder = self._git.prefix.rstrip("/")
        listing = self._git.run("rev-list", "--topo-order", "--timestamp", at, "--", *filter(None, [folder]))
        return tuple(int(line.split()[0]) for line in reversed(listing.splitlines()))

    def last(self, ref: str) -> Event | None:
        """The last thing that happened to an issue, as far as the history reaches."""
        return self._holding(ref, None).last(ref)

    # --- writing ------------------------------------------------------------------------------------------------------

    def add(
        self,
        data: bytes,
        issue: Issue,
        *,
        gazette: str | None = None,
        url: str | None = None,
        retrieved_at: datetime | None = None,
    ) -> Added:
        """Record one source and what the parser found in it.

        The same bytes again make no commit; other bytes for the same issue make one that says ``Altered:``; other
        findings in the same bytes make one that says ``Re-parsed:``.

        Raises:
            StoreLocked: another process is writing.
            StoreError: no branch is checked out, the disk is full, or ``issue`` is not of these bytes.
        """
        record = make_record(data, issue, gazette=gazette, url=url)
        return next(iter(list(self.add_many([(record, retrieved_at)]))))

    def add_many(self, records: Iterable[tuple[Record, datetime | None]]) -> Iterator[Added]:
        """Add records, each with the moment it was observed (``None`` for now); what became of each, in order.

        The commits stand on the branch when their results are given. Errors are those of ``add``.
        """
        signer = signer_of(self.signing_key)
        with writer_lock(self.lock_file):
            tree = WorkingTree(self._git)
            tree.recover()
            try:
                yield from Writer(self._git, tree, self._clock, signer).write(records)
            except OSError as error:
                raise StoreError(
                    said("cannot write: {reason}", reason=system_reason(error)),
                    where=str(error.filename or self.folder),
                ) from error

    def _recover(self) -> None:
        """Finish what a writer that died had begun; one that lives is waited for a little, for it is soon done.

        Reading goes to git's objects and can do without: a folder that cannot be written is no error here.
        """
        tree = WorkingTree(self._git)
        end = monotonic() + RECOVERY_PATIENCE
        while tree.unfinished() and monotonic() < end:
            try:
                with writer_lock(self.lock_file, patience=0):
                    tree.recover()
            except StoreLocked:
                sleep(0.05)
            except (StoreError, OSError):
                return


def _is_folder(folder: Path) -> bool:
    """Whether a path is a folder.

    Raises:
        NotAStore: it cannot be looked at: its name is too long, say.
    """
    try:
        return folder.is_dir()
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else error
        raise NotAStore(
            said("this is no path of a store: {reason}", reason=reason), where=_short(folder), do="check --store"
        ) from error


def _short(folder: Path) -> str:
    """A path as told: not five thousand characters of it."""
    text = str(folder)
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"


def _now() -> datetime:
    return datetime.now(UTC)
