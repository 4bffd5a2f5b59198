"""Whether a store is whole: git's objects, the hashes, what the parser makes of every source, the files on disk."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tracker.errors import DamagedStore, StoreLocked, TrackerError, UnknownReference
from tracker.messages import listed, said
from tracker.store.batch import OURS
from tracker.store.checkout import file_oid
from tracker.store.lock import writer_lock
from tracker.store.parsed import parse_source
from tracker.store.parser_identity import parser_version
from tracker.store.record import derived_files
from tracker.store.signatures import unsigned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from tracker.store.git import Git
    from tracker.store.git_listing import TreeEntry
    from tracker.store.store import Store
    from tracker.store.view import StoredIssue

FSCK_REPEATS: Final = 3
FSCK_PAUSE: Final = 0.2
"""How often damage must be found again, and the seconds in between, to be damage and not somebody's commit."""
_AT_ONCE: Final = 200
"""Sources that are handed to processes together: all of a large store do not fit into memory."""

Trouble: TypeAlias = Literal["damage", "changed-on-disk", "unsigned", "re-parse-needed", "note"]
"""Only the first three mean that the store is not whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it should be, and where."""

    trouble: Trouble
    where: str
    message: str

    @property
    def serious(self) -> bool:
        """Whether the store is not whole because of it."""
        return self.trouble in ("damage", "changed-on-disk", "unsigned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many issues were looked at, and what was found."""

    issues: int
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing serious was found."""
        return not any(finding.serious for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A source, and the derived files that are in the store beside it."""

    entry: StoredIssue
    recorded: bool
    parser: str | None
    name: str
    data: bytes
    derived: Mapping[str, bytes]


def verify(
    store: Store, executor: Executor | None = None, *, deep: bool = False, signers: Path | None = None
) -> Verification:
    """Look at everything; ``executor`` parses the sources, here and one after the other where there is none.

    ``deep`` looks also at every earlier state of every issue: whether it has the hash that its commit recorded.
    ``signers`` is a file of allowed signers: every commit of the store must be signed by one of them.

    Raises:
        ConfigError: there is no such file of signers.
        StoreError: git cannot be run.
    """
    findings = [Finding(trouble="damage", where="git fsck", message=line) for line in _lasting_damage(store.git)]
    try:
        entries = store.issues()
        jobs = _jobs(store, entries, store.head())
        checked = _checked_by(executor, jobs) if executor else map(_check, jobs)
        findings += [finding for found in checked for finding in found]
        findings += _on_disk(store)
        if signers is not None:
            findings += _unsigned(store, signers)
        if deep:
            findings += [finding for entry in entries for finding in _past(store, entry.ref)]
    except DamagedStore as error:
        findings.append(Finding(trouble="damage", where=error.where, message=error.what))
        entries = ()
    return Verification(issues=len(entries), findings=tuple(findings))


def _checked_by(executor: Executor, jobs: Iterator[_Job | Finding]) -> Iterator[tuple[Finding, ...]]:
    """What the processes of an executor find, in order; it takes all that it is given at once, so it is given some."""
    while some := tuple(islice(jobs, _AT_ONCE)):
        yield from executor.map(_check, some, chunksize=4)


def _unsigned(store: Store, signers: Path) -> Iterator[Finding]:
    """The commits that no allowed signer signed, and whether the chain of them is cut."""
    tip = store.head()
    if tip is None:
        return
    if (store.git.common_dir / "shallow").exists():
        what = said("the history is cut off (a shallow clone), so the chain cannot be proved")
        message = said("{what}; {do}", what=what, do=said("`git fetch --unshallow`"))
        yield Finding(trouble="unsigned", where=str(store.folder), message=message)
    for one in unsigned(store.git, tip, signers):
        yield Finding(trouble="unsigned", where=one.commit, message=one.what)


def verify_issues(store: Store, refs: Iterable[str], commit: str | None) -> tuple[Finding, ...]:
    """Look at some issues as they are at a commit: their hashes, and what today's parser makes of them.

    Raises:
        UnknownReference: the store does not hold one of them there.
    """
    jobs = _jobs(store, [store.entry(ref, commit) for ref in refs], commit)
    return tuple(finding for job in jobs for finding in _check(job))


def _lasting_damage(git: Git) -> tuple[str, ...]:
    """What ``git fsck`` says every time.

    It lists the objects first and the refs afterwards: a commit that somebody makes in between seems to miss its tree.
    """
    damage = git.fsck()
    for _ in range(FSCK_REPEATS):
        if not damage:
            break
        time.sleep(FSCK_PAUSE)
        again = set(git.fsck())
        damage = tuple(line for line in damage if line in again)
    return damage


def _jobs(store: Store, entries: Iterable[StoredIssue], commit: str | None) -> Iterator[_Job | Finding]:
    """A job an issue; of one whose objects cannot be read, what is damaged."""
    folders = _folders(store.git, commit)
    for entry in entries:
        try:
            yield _job(store, entry, folders[entry.ref])
        except DamagedStore as error:
            yield Finding(trouble="damage", where=entry.ref, message=said("{what}; {do}", what=error.what, do=error.do))


def _job(store: Store, entry: StoredIssue, files: Mapping[str, str]) -> _Job:
    names = sorted(name for name in files if OURS.fullmatch(name))
    contents = dict(zip(names, store.git.read_all([files[name] for name in names]), strict=True))
    source = next(name for name in names if name.startswith("source."))
    last = store.last(entry.ref)
    return _Job(
        entry=entry,
        recorded=last is not None and last.recorded,
        parser=last.parser if last else None,
        name=source,
        data=contents.pop(source),
        derived=contents,
    )


def _folders(git: Git, commit: str | None) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for entry in git.tree(commit, git.prefix.rstrip("/")) if commit else ():
        ref, _, name = entry.path.removeprefix(git.prefix).rpartition("/")
        found.setdefault(ref, {})[name] = entry.oid
    return found


def _check(job: _Job | Finding) -> tuple[Finding, ...]:
    if isinstance(job, Finding):
        return (job,)
    finding = partial(Finding, where=job.entry.ref)
    if job.recorded and hashlib.sha256(job.data).hexdigest() != job.entry.sha256:
        return (finding(trouble="damage", message=said("{file} has not the hash that was recorded", file=job.name)),)
    try:
        made = dict(derived_files(parse_source(job.name, job.data)))
    except TrackerError as error:
        return (
            finding(
                trouble="re-parse-needed",
                message=said("today's reader cannot read the source: {error}", error=error.message),
            ),
        )
    different = sorted(name for name in made.keys() | job.derived.keys() if made.get(name) != job.derived.get(name))
    if not different:
        return ()
    if job.parser == parser_version():
        return (
            finding(trouble="damage", message=said("the source does not parse to {files}", files=listed(different))),
        )
    what = said("today's parser finds something else ({count} files)", count=len(different))
    message = said("{what}; {do}", what=what, do=said("`tracker add` the source again to record it"))
    return (finding(trouble="re-parse-needed", message=message),)


def _past(store: Store, ref: str) -> Iterator[Finding]:
    """Earlier states of an issue that cannot be read, or have not the hash that their commit says."""
    for event in store.history(ref):
        if not event.recorded:
            continue
        try:
            name, data = store.source(ref, event.commit)
        except (DamagedStore, UnknownReference) as error:
            yield Finding(trouble="damage", where=f"{ref}@{event.commit[:10]}", message=error.what)
            continue
        if hashlib.sha256(data).hexdigest() != event.sha256:
            message = said("{file} has not the hash that its commit recorded", file=name)
            yield Finding(trouble="damage", where=f"{ref}@{event.commit[:10]}", message=message)


def _on_disk(store: Store) -> Iterator[Finding]:
    """Files of snapshots that are not on disk as they are in the last commit."""
    try:
        with writer_lock(store.lock_file, patience=0):
            yield from _changed_files(store)
    except StoreLocked:
        yield Finding(
            trouble="note", where=str(store.folder), message="somebody is writing: the files on disk were not looked at"
        )


def _changed_files(store: Store) -> Iterator[Finding]:
    git, commit = store.git, store.head()
    folder = git.prefix.rstrip("/")
    staged = git.index(folder)
    for entry in git.tree(commit, folder) if commit else ():
        if not _of_a_snapshot(git, entry):
            continue
        found = file_oid(git, git.top / entry.path)
        if found != entry.oid:
            what = said("is missing on disk") if found is None else said("was changed on disk")
            message = said("{what}; {do}", what=what, do=said("`git checkout -- PATH` brings it back"))
            yield Finding(trouble="changed-on-disk", where=entry.path, message=message)
        if entry.path not in staged or staged[entry.path].oid != entry.oid:
            yield Finding(trouble="changed-on-disk", where=entry.path, message="is staged with another content")


def _of_a_snapshot(git: Git, entry: TreeEntry) -> bool:
    ref, _, name = entry.path.removeprefix(git.prefix).rpartition("/")
    return ref.count("/") == 2 and bool(OURS.fullmatch(name))  # noqa: PLR2004 - gazette, year, number
