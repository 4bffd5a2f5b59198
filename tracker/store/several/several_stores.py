"""Several stores in one folder that answer as one: each issue lies in the store of its gazette."""

from __future__ import annotations

import heapq
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from warnings import warn

from tracker.errors import DamageWarning, StoreError, TrackerError, UnknownReference
from tracker.messages import said
from tracker.schema.states import commits_of, state_of
from tracker.store.record import day_of
from tracker.store.several import room
from tracker.store.several.adding import Refused, by_store, in_batches, places_by_store
from tracker.store.several.derived_place import room_of
from tracker.store.several.head_files import plain_head
from tracker.store.several.members import Members
from tracker.store.signatures import signer_of
from tracker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from tracker.model import Issue
    from tracker.store.batch import Added
    from tracker.store.history import Event
    from tracker.store.record import Record
    from tracker.store.view import StoredIssue

_commits_of = lru_cache(maxsize=8)(commits_of)


class SeveralStores:
    """The stores that a folder's ``stores.toml`` lists, one a gazette; a context manager, used as a ``Store`` is.

    What stands for a commit there is a *state* here: a commit a store in one text (``tracker.schema.states``), as
    ``head``, ``resolve`` and ``at_date`` give it and ``at`` takes it. As a person writes them, revisions are
    ``STORE:REV`` (that store as it was, the others as they are) and days (``2025-09-01``: what each knew at its end);
    the name of one commit says nothing of the others and is refused.

    A store that is missing or cannot be read is told in a ``DamageWarning``, and the rest is shown. What is
    asked of one issue raises.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], datetime] | None = None) -> None:
        """Use ``open``."""
        self.folder = folder.resolve()
        self.signing_key: Path | None = None
        self._unread: frozenset[str] = frozenset()
        self._members = Members(self.folder, clock)
        self._told: set[str] = set()

    @classmethod
    def open(cls, folder: Path, *, clock: Callable[[], datetime] | None = None) -> Self:
        """The stores of a folder.

        Raises:
            ConfigError: a line of its ``stores.toml`` is wrong, or a link stands where a store should be.
        """
        stores = cls(folder, clock=clock)
        for name in stores.names:
            stores._members.place(name)
        room.make(stores.folder)
        return stores

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End git's processes."""
        self._members.close()

    # --- the stores ---------------------------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the stores, as listed now.

        Raises:
            ConfigError: a line of ``stores.toml`` is wrong.
        """
        return self._members.names

    @cached_property
    def top(self) -> Path:
        """The folder that the paths of ``files`` begin at."""
        return self.folder

    @cached_property
    def cache_folder(self) -> Path:
        """A folder for what is derived of all; it may not exist yet, and may be deleted at any time."""
        return room_of(self.folder) / "cache"

    def cache_folder_of(self, ref: str) -> Path:
        """The folder for what is derived of one issue: that of its store."""
        return self.store_of(ref).cache_folder

    def store(self, name: str) -> Store:
        """One store by its name.

        Raises:
            UnknownReference: none of that name is listed.
            StoreError: it is missing, is no repository of its own, or cannot be read.
            ConfigError: a link stands in its place.
        """
        return self._members.opened(name)

    def store_of(self, ref: str) -> Store:
        """The store that an issue lies in, by its ref.

        Raises:
            UnknownReference: its gazette has none.
        """
        name = ref.split("/", 1)[0]
        if name not in self.names:
            raise UnknownReference("the store does not hold this issue", where=ref, do="see `tracker log`")
        return self.store(name)

    def apart(self, refs: Iterable[str], at: str | None) -> Iterator[tuple[Store, tuple[str, ...], str | None]]:
        """Issues by the store that they lie in, and the commit at which that is in a state."""
        commits = self._commits(at)
        for name, own in by_store(refs).items():
            yield self.store(name), own, commits.get(name)

    # --- states -------------------------------------------------------------------------------------------------------

    def head(self) -> str | None:
        """The state in which all is checked out; ``None`` before the first commit of any."""
        found = {name: commit for name in self.names if (commit := self._head_of(name))}
        return state_of(found) or None

    def _head_of(self, name: str) -> str | None:
        plain = plain_head(self._members.place(name) / ".git")
        if plain is not None:
            return plain
        try:
            return self.store(name).head()
        except StoreError as error:
            self._tell(name, error)
            return None

    def resolve(self, revision: str) -> str:
        """The state that a revision names: a state, ``STORE:REV``, a day, or ``HEAD``.

        Raises:
            UnknownReference: it names none; the name of a single commit does not.
        """
        now = _commits_of(self.head() or "") or {}
        asked = now if revision == "HEAD" else _commits_of(revision)
        if asked is not None:
            return state_of(self._still_there(asked, now))
        if day_of(revision):
            return self.at_date(revision)
        name, _, own = revision.partition(":")
        if own and name in self.names:
            return state_of({**now, name: self.store(name).resolve(own)})
        raise UnknownReference(
            said("{revision!r} is no state of several stores", revision=revision[:80]),
            where=str(self.folder),
            do="write @STORE:REV for one of them as it was, or name that one alone with --store",
        )

    def _still_there(self, state: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
        """A state without stores that are listed no longer, or missing.

        Raises:
            UnknownReference: a store has lost its commit: its history was rewritten.
        """
        found: dict[str, str] = {}
        for name, commit in state.items():
            if now.get(name) == commit:
                found[name] = commit
            elif name in self.names:
                with self._telling(name):
                    found[name] = self.store(name).resolve(commit)
        return found

    @contextmanager
    def _telling(self, name: str) -> Iterator[None]:
        """Tell what is wrong with a store that cannot be read, and go on without it."""
        try:
            yield
        except StoreError as error:
            self._leave_out(name, error)

    def at_date(self, day: date | str) -> str:
        """The state that was observed by the end of a day (UTC): of each store its last commit until then.

        Raises:
            UnknownReference: none knew anything then, or ``day`` is no day.
        """
        found: dict[str, str] = {}
        unknown: UnknownReference | None = None
        for name in _commits_of(self.head() or "") or {}:
            try:
                with self._telling(name):
                    found[name] = self.store(name).at_date(day)
            except UnknownReference as error:
                unknown = error
        if not found:
            what = said("the store knew nothing on {wanted}", wanted=day)
            raise unknown or UnknownReference(what, where=str(self.folder))
        return state_of(found)

    def _commits(self, at: str | None) -> Mapping[str, str]:
        """The commit of each store in a state (or the revision of a person); ``None`` is now."""
        state = self.head() if at is None else at
        if not state:
            return {}
        found = _commits_of(state)
        if found is None:
            return _commits_of(self.resolve(state)) or {}
        listed = frozenset(self.names)
        return {name: commit for name, commit in found.items() if name in listed}

    def _commit_of(self, ref: str, at: str | None) -> str:
        """The commit at which the store of an issue is in a state.

        Raises:
            UnknownReference: it has none there.
        """
        commit = self._commits(at).get(ref.split("/", 1)[0])
        if commit is None:
            raise UnknownReference("the store does not hold this issue", where=ref, do="see `tracker log`")
        return commit

    # --- reading: as of ``Store`` -------------------------------------------------------------------------------------

    def issues(self, at: str | None = None) -> tuple[StoredIssue, ...]:
        """All issues, ordered by ref."""
        found = [entry for name, commit in self._commits(at).items() for entry in self._issues_of(name, commit)]
        return tuple(sorted(found, key=lambda entry: entry.ref))

    def _issues_of(self, name: str, commit: str) -> Iterator[StoredIssue]:
        """The issues of one store; none, told, of one that cannot be read. Those of another gazette have no place."""
        try:
            entries = self.store(name).issues(commit)
        except (StoreError, UnknownReference) as error:
            self._leave_out(name, error)
            return
        others = {entry.gazette for entry in entries} - {name}
        for other in sorted(others):
            what = said("holds issues of {gazette}, which are not shown", gazette=other)
            do = said("put them into a store of that name")
            self._leave_out(name, StoreError(what, where=str(self.folder / name), do=do))
        yield from (entry for entry in entries if entry.gazette == name)

    def entry(self, ref: str, at: str | None = None) -> StoredIssue:
        """One issue by its ref.

        Raises:
            UnknownReference: no store holds it; so say the methods below.
            StoreError: its store cannot be read.
        """
        commit = self._commit_of(ref, at)
        return self.store_of(ref).entry(ref, commit)

    def issue(self, ref: str, at: str | None = None) -> Issue:
        """An issue, parsed with today's parser from its recorded bytes."""
        return self.store_of(ref).issue(ref, self._commit_of(ref, at))

    def keep_parsed(self, ref: str, parsed: Mapping[str, Any], at: str | None = None) -> None:
        """Keep what was parsed from an issue's source elsewhere, in the cache of its store."""
        self.store_of(ref).keep_parsed(ref, parsed, self._commit_of(ref, at))

    def source(self, ref: str, at: str | None = None) -> tuple[str, bytes]:
        """The recorded file of an issue: its name and its bytes as received."""
        return self.store_of(ref).source(ref, self._commit_of(ref, at))

    def history(self, ref: str, at: str | None = None) -> tuple[Event, ...]:
        """What happened to an issue, newest first."""
        return self.store_of(ref).history(ref, self._commit_of(ref, at))

    def last(self, ref: str) -> Event | None:
        """The last thing that happened to an issue, as far as the history reaches."""
        return self.store_of(ref).last(ref)

    def path_of(self, ref: str) -> str:
        """The folder of an issue from ``top``."""
        return f"{ref.split('/', 1)[0]}/{ref}"

    def files(self, ref: str, at: str | None = None) -> tuple[tuple[str, str], ...]:
        """The files of an issue: their paths from ``top``, and their objects."""
        found = self.store_of(ref).files(ref, self._commit_of(ref, at))
        name = ref.split("/", 1)[0]
        return tuple((f"{name}/{path}", oid) for path, oid in found)

    def fully_read(self, commit: str | None, damaged: Iterable[str]) -> str:
        """A state without the stores of which something could not be read: who reads them again reads only those."""
        left = {*self._unread, *by_store(damaged)}
        return state_of({name: oid for name, oid in self._commits(commit or "").items() if name not in left})

    def leaves_out(self, ref: str, error: StoreError) -> bool:
        """Tell an error of one issue as one of its store, and go on with the others."""
        self._leave_out(ref.split("/", 1)[0], error)
        return True

    def refs_between(
        self, old: str, new: str, held: Callable[[], Iterable[str]] | None = None
    ) -> frozenset[str] | None:
        """The issues that may be other in one state than in another; only stores that moved are asked.

        ``held`` gives what is held of the old state: of a store that the new one lacks, or whose old commit is not
        known any more, all that is held counts. Without it the answer is ``None`` there.
        """
        before, after = _commits_of(old) or {}, self._commits(new)
        refs: set[str] = set()
        whole = set(before.keys() - after.keys())
        for name, commit in after.items():
            found = self._refs_of(name, before.get(name), commit)
            if found is None:
                whole.add(name)
                found = frozenset(entry.ref for entry in self._issues_of(name, commit))
            refs |= found
        if held is None:
            return None if whole & before.keys() else frozenset(refs)
        of_old = by_store(held()) if whole else {}
        return frozenset(refs).union(*(of_old.get(name, ()) for name in whole))

    def _refs_of(self, name: str, old: str | None, new: str) -> frozenset[str] | None:
        """The issues of one store that may be other; ``None`` where that is not known, and all of it counts."""
        if old is None or old == new:
            return None if old is None else frozenset()
        try:
            found = self.store(name).refs_between(old, new)
        except (StoreError, UnknownReference):
            return None  # told where everything of it is listed
        return found if found is not None and all(ref.startswith(f"{name}/") for ref in found) else None

    def first_seen(self, at: str | None = None) -> dict[str, int]:
        """The place in which each issue came into its store, from 0, all stores by the times of their commits."""
        lines = [self._seen_in(name, commit) for name, commit in sorted(self._commits(at).items())]
        merged = enumerate(heapq.merge(*lines, key=lambda one: one[:2]))
        return {ref: place for place, (_, _, ref) in merged}

    def _seen_in(self, name: str, commit: str) -> list[tuple[int, str, str]]:
        """The issues of a store in their order: a time, never before that of what came earlier, the store, the ref."""
        found: list[tuple[int, str, str]] = []
        with self._telling(name):
            store = self.store(name)
            times = store.commit_times(commit)
            for ref, place in sorted(store.first_seen(commit).items(), key=lambda item: (item[1], item[0])):
                found.append((max(times[place], found[-1][0] if found else 0), name, ref))
        return found

    # --- writing ------------------------------------------------------------------------------------------------------

    def add_many(self, records: Iterable[tuple[Record, datetime | None]]) -> Iterator[Added | Refused]:
        """Add records, each to the store of its gazette; what became of each, in order.

        A gazette that has no store gets one. What cannot be added to one store (its lock is held, it is missing) is
        ``Refused`` and keeps nothing from another.

        Raises:
            ConfigError: there is no such key to sign with; ``stores.toml`` is wrong.
        """
        signer_of(self.signing_key)
        for batch in in_batches(records):
            done: dict[int, Added | Refused] = {}
            for name, places in places_by_store(record.ref for record, _ in batch).items():
                done.update(zip(places, self._into(name, [batch[place] for place in places]), strict=True))
            yield from (done[place] for place in range(len(batch)))

    def _into(self, name: str, records: Sequence[tuple[Record, datetime | None]]) -> Iterator[Added | Refused]:
        """What became of some records of one gazette."""
        added = 0
        try:
            store = self._members.made(name)
            store.signing_key = self.signing_key
            for one in store.add_many(records):
                added += 1
                yield one
        except TrackerError as error:
            for record, _ in records[added:]:
                yield Refused(ref=record.ref, error=error)

    # --- telling ------------------------------------------------------------------------------------------------------

    def _leave_out(self, name: str, error: TrackerError) -> None:
        """Remember that a part of a state was not read: whoever keeps what was read must read it again."""
        self._unread |= {name}
        self._tell(name, error)

    def _tell(self, name: str, error: TrackerError) -> None:
        """Tell once that a store, or a part of it, is left out."""
        told = said("{ref}: is left out: {what}; {do}", ref=name, what=error.what, do=error.do)
        if told not in self._told:
            self._told.add(told)
            warn(DamageWarning(told), stacklevel=2)
