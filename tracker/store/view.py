"""The store as it stood at one commit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracker.errors import UnknownReference, UnreadableSource
from tracker.language.patterns import regex
from tracker.store.history import Event, History
from tracker.store.parsed import parse_source
from tracker.store.record import day_of, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tracker.model import Issue
    from tracker.store.git import Git
    from tracker.store.parsed import ParsedIssues


_REF = regex(r"[^/\0]+/[^/\0]+/[^/\0]+")
"""The ref of an issue: gazette, year, number; nothing that could be another path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIssue:
    """One issue as the store holds it at a commit.

    ``ref`` is its folder, ``gazette``, ``year`` and ``number`` the parts of that (``year`` and ``number`` are ``None``
    where they are not numbers). ``published`` is an ISO date or ``None``; ``observed`` the moment its bytes were
    retrieved; ``commit`` the one that recorded them; ``title`` the line that the commit says.
    """

    ref: str
    gazette: str
    year: int | None
    number: int | None
    title: str
    published: str | None
    observed: datetime
    commit: str
    sha256: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """The source of an issue in a tree: its file's name and object."""

    name: str
    oid: str


class View:
    """What a commit holds of the store; read from git's objects alone."""

    def __init__(self, git: Git, commit: str, parsed: ParsedIssues) -> None:
        self._git = git
        self._commit = commit
        self._parsed = parsed
        self._history = History(git, commit)
        self._asked: dict[str, _Kept | None] = {}

    def issues(self) -> tuple[StoredIssue, ...]:
        """All issues, ordered by ref."""
        self._history.read_all()
        return tuple(self.entry(ref) for ref in sorted(self._sources))

    def entry(self, ref: str) -> StoredIssue:
        """One issue.

        Raises:
            UnknownReference: it is not there; so say the methods below.
        """
        self._source(ref)
        event = self._history.last(ref)
        return _stored(event if event is not None and event.recorded else self._unrecorded(ref, event))

    def last(self, ref: str) -> Event | None:
        """The last thing that happened to an issue, as far as the history reaches."""
        self._source(ref)
        return self._history.last(ref)

    def history(self, ref: str) -> tuple[Event, ...]:
        """What happened to an issue, newest first."""
        self._source(ref)
        return self._history.of(ref)

    def source(self, ref: str) -> tuple[str, bytes]:
        """The name of the file and the bytes as received."""
        kept = self._source(ref)
        return kept.name, self._git.read(kept.oid)

    def issue(self, ref: str) -> Issue:
        """An issue, parsed with today's parser.

        Raises:
            UnreadableSource: today's reader cannot read the bytes.
        """
        kept = self._source(ref)
        found = self._parsed.get(kept.oid, kept.name)
        if found is None:
            try:
                found = parse_source(kept.name, self._git.read(kept.oid))
            except UnreadableSource as error:
                raise type(error)(error.what, where=f"{ref}/{kept.name}", do="see `tracker verify`") from error
            self._parsed.put(kept.oid, kept.name, found)
        return found

    def keep_parsed(self, ref: str, parsed: Mapping[str, Any]) -> None:
        """Keep what was parsed elsewhere, by the code of this program, from the source of an issue (as JSON)."""
        kept = self._source(ref)
        self._parsed.put_json(kept.oid, kept.name, parsed)

    def _source(self, ref: str) -> _Kept:
        """The source of one issue; of a large store the listing of all is not read for one of them."""
        found = self._sources.get(ref) if "_sources" in self.__dict__ else self._one_source(ref)
        if found is None:
            raise UnknownReference("the store does not hold this issue", where=ref, do="see `tracker log`")
        return found

    def _one_source(self, ref: str) -> _Kept | None:
        if ref not in self._asked:
            folder = self._git.prefix + ref
            entries = self._git.tree(self._commit, folder, deep=False) if _REF.fullmatch(ref) else ()
            names = ((one.path.removeprefix(f"{folder}/"), one.oid) for one in entries)
            kept = (_Kept(name=name, oid=oid) for name, oid in names if name.startswith("source."))
            self._asked[ref] = next(kept, None)
        return self._asked[ref]

    @cached_property
    def _sources(self) -> Mapping[str, _Kept]:
        prefix = self._git.prefix
        found: dict[str, _Kept] = {}
        for entry in self._git.tree(self._commit, prefix.rstrip("/")):
            ref, _, name = entry.path.removeprefix(prefix).rpartition("/")
            if ref.count("/") == 2 and name.startswith("source."):  # noqa: PLR2004 - gazette, year, number
                found[ref] = _Kept(name=name, oid=entry.oid)
        return found

    def _unrecorded(self, ref: str, event: Event | None) -> Event:
        """An issue that a person committed, or whose commit is beyond the depth of a shallow clone."""
        issue = self.issue(ref)
        first = issue.documents[0].title if issue.documents else ref
        return Event(
            ref=ref,
            commit=event.commit if event else self._commit,
            outcome="new",
            observed=event.observed if event else self._history.committed(),
            subject=one_line(issue.title or first),
            sha256=issue.source.sha256,
            published=issue.date if day_of(issue.date) else None,
        )


def _stored(event: Event) -> StoredIssue:
    gazette, year, number = event.ref.split("/")
    return StoredIssue(
        ref=event.ref,
        gazette=gazette,
        year=int(year) if year.isdecimal() else None,
        number=int(number) if number.isdecimal() else None,
        title=event.subject,
        published=event.published,
        observed=event.observed,
        commit=event.commit,
        sha256=event.sha256,
        url=event.url,
    )
