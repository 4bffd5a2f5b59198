"""What happened to the issues of a store, from the messages of its commits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from tracker.store.record import day_of, observed_at, parse_commit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tracker.store.git import Git
    from tracker.store.record import Commit, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One commit of an issue, newest ones first in a history.

    ``recorded`` says that the tracker made the commit; of a commit that a person made (samples in a project, a squashed
    history) only the bytes are known, and ``observed`` is its committer date.
    """

    ref: str
    commit: str
    outcome: Outcome
    observed: datetime
    subject: str
    sha256: str
    published: str | None = None
    url: str | None = None
    parser: str | None = None
    recorded: bool = True


_MANY: Final = 20
"""Issues whose histories are asked for one by one, each a walk through all commits; of more they are found in one."""


class History:
    """The history of one commit, as far as it touches the store."""

    def __init__(self, git: Git, tip: str) -> None:
        self._git = git
        self._tip = tip
        self._asked = 0

    def last(self, ref: str) -> Event | None:
        """The last thing that happened to an issue; ``None`` where the history does not reach that far."""
        commit = self._recorded.get(ref) if "_recorded" in self.__dict__ else self._last_recorded(ref)
        if commit is not None:
            return recorded_event(commit)
        oid = self._touched.get(ref)
        if oid is None:
            return None
        return self._foreign(ref, parse_commit(oid, self._git.read(oid)), self._source(oid, ref), None)

    def read_all(self) -> None:
        """Read the commits of all issues, before many are asked for."""
        _ = self._recorded

    def _last_recorded(self, ref: str) -> Commit | None:
        """The newest commit of the tracker for one issue, without reading those of the others."""
        for oid in self._git.commits(self._tip, self._git.prefix + ref):
            commit = parse_commit(oid, self._git.read(oid))
            if commit.ref == ref:
                return commit
        return None

    def committed(self) -> datetime:
        """When the commit itself was made."""
        return parse_commit(self._tip, self._git.read(self._tip)).committed

    def of(self, ref: str) -> tuple[Event, ...]:
        """Everything that happened to an issue, newest first."""
        commits = self._load(self._touching(ref))
        events: list[Event] = []
        before: str | None = None
        ours = all(commit.ref == ref for commit in commits)
        for commit in reversed(commits):
            source = None if ours else self._source(commit.oid, ref)
            if commit.ref == ref:
                events.append(recorded_event(commit))
            elif source is not None:
                events.append(self._foreign(ref, commit, source, before))
            before = source
        return tuple(reversed(events))

    def _touching(self, ref: str) -> Sequence[str]:
        """The commits that touched an issue, newest first."""
        self._asked += 1
        if self._asked > _MANY and self._is_one_line:
            return self._by_folder.get(ref, ())
        return self._git.commits(self._tip, self._git.prefix + ref)

    @cached_property
    def _is_one_line(self) -> bool:
        """Whether no commit has two parents: where one has, git leaves out lines that a path did not come by."""
        return not self._git.run("rev-list", "--merges", "--max-count=1", self._tip, "--")

    @cached_property
    def _by_folder(self) -> Mapping[str, Sequence[str]]:
        """The commits that touched something below each folder of the store, newest first."""
        found: dict[str, list[str]] = {}
        prefix = self._git.prefix
        for oid, paths in self._git.touched(self._git.commits(self._tip, prefix.rstrip("/"))):
            inside = (path.removeprefix(prefix) for path in paths if path.startswith(prefix))
            for folder in {str(one) for path in inside for one in PurePosixPath(path).parents}:
                found.setdefault(folder, []).append(oid)
        return found

    @cached_property
    def _recorded(self) -> Mapping[str, Commit]:
        """The newest commit of the tracker for each issue."""
        commits = self._load(self._git.commits(self._tip, self._git.prefix.rstrip("/")))
        return {commit.ref: commit for commit in reversed(commits) if commit.ref}

    @cached_property
    def _touched(self) -> Mapping[str, str]:
        """The newest commit that touched the source of each issue, whoever made it."""
        found: dict[str, str] = {}
        prefix = self._git.prefix
        for oid, paths in self._git.touched(self._git.commits(self._tip, prefix.rstrip("/"))):
            for path in paths:
                ref, _, name = path.removeprefix(prefix).rpartition("/")
                if path.startswith(prefix) and name.startswith("source."):
                    found.setdefault(ref, oid)
        return found

    def _load(self, oids: Sequence[str]) -> list[Commit]:
        return [parse_commit(oid, raw) for oid, raw in zip(oids, self._git.read_all(oids), strict=True)]

    def _source(self, commit: str, ref: str) -> str | None:
        """The object of an issue's source at a commit."""
        folder = self._git.prefix + ref
        entries = self._git.tree(commit, folder, deep=False)
        return next((e.oid for e in entries if e.path.removeprefix(folder).startswith("/source.")), None)

    def _foreign(self, ref: str, commit: Commit, source: str | None, before: str | None) -> Event:
        outcome: Outcome = "re-parsed" if source == before else "altered" if before else "new"
        return Event(
            ref=ref,
            commit=commit.oid,
            outcome=outcome,
            observed=commit.committed,
            subject=commit.subject,
            sha256=hashlib.sha256(self._git.read(source)).hexdigest() if source else "",
            recorded=False,
        )


def recorded_event(commit: Commit) -> Event:
    """What a commit of the tracker says."""
    published = commit.trailers.get("Published")
    return Event(
        ref=commit.ref or "",
        commit=commit.oid,
        outcome=commit.outcome,
        observed=observed_at(commit),
        subject=commit.title,
        sha256=commit.trailers["SHA-256"],
        published=published if day_of(published) else None,
        url=commit.trailers.get("Source-URL"),
        parser=commit.trailers.get("Parser"),
    )


def known_by(line: Sequence[tuple[str, int]], end: float) -> str | None:
    """The last commit of a main line (newest first, with committer dates) that was known before a moment.

    A clock that was set back makes no commit known before the one below it.
    """
    known, latest = None, 0
    for commit, seconds in reversed(line):
        latest = max(latest, seconds)
        if latest >= end:
            break
        known = commit
    return known
