"""Some records on their way to the branch: one stream of commits, published together."""

from __future__ import annotations

import hashlib
import queue
import secrets
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.errors import StoreError
from tracker.language.patterns import regex
from tracker.messages import said, system_reason
from tracker.store.git_process import quoted
from tracker.store.record import author_stamp, commit_message, stamp
from tracker.store.signatures import Signer, signed
from tracker.store.working_tree import INCOMING, Journal, WorkingTree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from tracker.store.git import Git
    from tracker.store.git_process import Importer
    from tracker.store.record import Outcome, Record

BATCH_RECORDS: Final = 500
BATCH_BYTES: Final = 128 * 1024 * 1024
BATCH_SECONDS: Final = 15.0
"""A batch is published when it reaches one of these: what a crash can lose."""

STAGE_THREADS: Final = 3
"""Threads that write files: a file system may take a millisecond to find a place for each."""

FEW: Final = 8
"""Records of a batch whose folders are looked up one by one, before the whole store is listed at once."""

OURS: Final = regex(r"source\.[a-z]+|issue\.json|\d{2,}-.*\.md")
"""Files of a snapshot's folder that the tracker writes; others are a person's and stay."""

CHARTER: Final = {
    "README.md": """# 公报快照 · Snapshots

由 gazette-tracker 保存的公报，每期一次提交。提交的作者日期是公报出版之日，提交者日期是取得之时。

| 文件 | 内容 |
|---|---|
| `<公报>/<年>/<期号>/source.*` | 取得的原始字节：唯一的记录 |
| `<公报>/<年>/<期号>/issue.json` | 解析结果（`tracker.issue/1`） |
| `<公报>/<年>/<期号>/01-文号.md` | 每件公文一个文件，每条（款、项）一行 |
| `lineage.toml` | 人工确认的沿革 |

Gazettes kept by gazette-tracker, one commit an issue: the author date is the day of publication, the committer date the
moment of observation. `source.*` are the bytes as received; everything else is derived from them, and `tracker verify`
checks it.
""",
    ".gitattributes": """# The bytes are the record: git must not convert them.
/*/*/*/source.* -text -filter -ident
/*/*/*/issue.json -text -filter -ident
/*/*/*/[0-9][0-9]*-*.md -text -filter -ident
""",
}
"""Files at the top of a store, written with its first issue where nothing of that name is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one record; ``previous`` is the SHA-256 of the source before an alteration.

    ``remarks`` are files that stay as they are on disk, because a person changed them. ``commit`` is the one that made
    the snapshot, or for an unchanged one the one that was checked out.
    """

    ref: str
    outcome: Outcome
    commit: str
    sha256: str
    subject: str
    previous: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A record, and what adding it to the branch as it stood would do."""

    record: Record
    observed: datetime
    outcome: Outcome
    previous: str | None


class Batch:
    """Records on their way to the branch: streamed into git and written to a waiting place as they come."""

    def __init__(self, git: Git, tree: WorkingTree, branch: str, tip: str | None, signer: Signer | None = None) -> None:
        self.branch, self.tip = branch, tip
        self.planned: list[Planned] = []
        self._git, self._tree, self._signer = git, tree, signer
        self._refs: set[str] = set()
        self._bytes = 0
        self._began = time.monotonic()
        self._importer: Importer | None = None
        self._stage: _Stage | None = None
        self._listed: dict[str, dict[str, str]] | None = None
        self._incoming = f"{INCOMING}{secrets.token_hex(8)}"

    def __contains__(self, ref: str) -> bool:
        return ref in self._refs

    def full(self) -> bool:
        """Whether it is time to publish."""
        return (
            len(self.planned) >= BATCH_RECORDS
            or self._bytes >= BATCH_BYTES
            or (bool(self.planned) and time.monotonic() - self._began >= BATCH_SECONDS)
        )

    def add(self, record: Record, observed: datetime) -> None:
        """Take a record in; its ref must not be in the batch yet."""
        known = self._known(record.ref)
        planned = self._plan(record, observed, known)
        self.planned.append(planned)
        self._refs.add(record.ref)
        if planned.outcome != "unchanged":
            self._bytes += record.size
            self._send(planned, known)

    def publish(self) -> tuple[Added, ...] | None:
        """Move the branch to the commits of the batch; ``None`` when the branch is not where it was."""
        commits: tuple[str, ...] = ()
        remarks: tuple[str, ...] | None = ()
        if self._importer is not None and self._stage is not None:
            commits = self._importer.finish()
            self._importer = None
            if self._signer is not None:
                commits = signed(self._git, commits, self._signer)
            staged = self._stage.finish()
            journal = Journal(ref=self.branch, old=self.tip, new=commits[-1])
            remarks = self._tree.publish(journal, staged)
        return None if remarks is None else tuple(self._results(commits, remarks))

    def close(self) -> None:
        """Let go of everything that was not published."""
        if self._importer is not None:
            self._importer.abandon()
            self._importer = None
        if self._stage is not None:
            self._stage.close()
            self._stage = None
            self._git.drop_refs(INCOMING)

    # --- what is there ------------------------------------------------------------------------------------------------

    def _known(self, ref: str) -> Mapping[str, str]:
        """The files of an issue at the tip, by name."""
        if self.tip is None:
            return {}
        if self._listed is None and len(self.planned) < FEW:
            return self._list(self.tip, self._git.prefix + ref).get(ref, {})
        if self._listed is None:
            self._listed = self._list(self.tip, self._git.prefix.rstrip("/"))
        return self._listed.get(ref, {})

    def _list(self, tip: str, folder: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for entry in self._git.tree(tip, folder):
            ref, _, name = entry.path.removeprefix(self._git.prefix).rpartition("/")
            found.setdefault(ref, {})[name] = entry.oid
        return found

    def _plan(self, record: Record, observed: datetime, known: Mapping[str, str]) -> Planned:
        sources = {name: oid for name, oid in known.items() if name.startswith("source.")}
        outcome: Outcome = "new"
        previous = None
        if sources:
            names = {name: self._git.blob_oid(content) for name, content in record.files}
            ours = _ours(known)
            if names == ours:
                outcome = "unchanged"
            elif names[record.files[0][0]] in sources.values():
                outcome = "re-parsed"
            elif _says_the_same(record, names, ours):
                outcome = "unchanged"
            else:
                outcome = "altered"
                previous = hashlib.sha256(self._git.read(next(iter(sources.values())))).hexdigest()
        return Planned(record=record, observed=observed, outcome=outcome, previous=previous)

    # --- sending ------------------------------------------------------------------------------------------------------

    def _send(self, planned: Planned, known: Mapping[str, str]) -> None:
        record = planned.record
        folder = self._git.prefix + record.ref
        if self._importer is None:
            self._importer = self._git.importer(self._incoming)
            self._stage = _Stage(self._tree.staging())
            charter = self._charter()
        else:
            charter = []
        if self._stage is not None:
            self._stage.put(folder, record.files)
        steps = [*charter, *_removals(folder, known, record), *_files(folder, record.files)]
        self._importer.commit(self._header(planned), self.tip, steps)

    def _header(self, planned: Planned) -> bytes:
        who = self._git.identity
        message = commit_message(planned.record, planned.outcome, planned.observed).encode("utf-8", "replace")
        return (
            f"author {who.name} <{who.email}> {author_stamp(planned.record, planned.observed)}\n"
            f"committer {who.name} <{who.email}> {stamp(planned.observed)}\n"
            f"data {len(message)}\n"
        ).encode() + message

    def _charter(self) -> list[bytes]:
        top = self._git.prefix.rstrip("/")
        there = {entry.path for entry in self._git.tree(self.tip, top, deep=False)} if self.tip else set()
        missing = [(name, text.encode()) for name, text in CHARTER.items() if self._git.prefix + name not in there]
        place = self._git.top / top
        return _files(top, tuple((name, text) for name, text in missing if not (place / name).exists()))

    def _results(self, commits: tuple[str, ...], remarks: tuple[str, ...]) -> Iterator[Added]:
        made = iter(commits)
        for planned in self.planned:
            folder = f"{self._git.prefix}{planned.record.ref}"
            yield Added(
                ref=planned.record.ref,
                outcome=planned.outcome,
                commit=(self.tip or "") if planned.outcome == "unchanged" else next(made),
                sha256=planned.record.sha256,
                subject=planned.record.subject,
                previous=planned.previous,
                remarks=tuple(remark for remark in remarks if remark.startswith((f"{folder}/", f"{folder}:"))),
            )


def _ours(known: Mapping[str, str]) -> dict[str, str]:
    """The files of an issue that the store made, not those that a person keeps beside them."""
    return {name: oid for name, oid in known.items() if OURS.fullmatch(name)}


def _says_the_same(record: Record, names: Mapping[str, str], known: Mapping[str, str]) -> bool:
    """Whether other bytes say what the store holds: a page with another counter, a PDF exported anew.

    Every text of a document is the same to the letter; of what stands around them nothing is asked. A plain text has
    nothing around it: there every byte counts, and so it does where no document was found.
    """
    texts = {name: oid for name, oid in names.items() if name.endswith(".md")}
    held = {name: oid for name, oid in known.items() if name.endswith(".md")}
    is_made = not record.files[0][0].endswith((".txt", ".md"))
    same_form = record.files[0][0] in known
    return is_made and same_form and bool(texts) and texts == held


class _Stage:
    """Writes files to a waiting place in threads of its own, while git compresses them."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._folders: dict[str, Path] = {}
        self._queue: queue.Queue[tuple[Path, tuple[tuple[str, bytes], ...]] | None] = queue.Queue(maxsize=32)
        self._error: OSError | None = None
        self._threads = [threading.Thread(target=self._work, daemon=True, name="stage") for _ in range(STAGE_THREADS)]
        for thread in self._threads:
            thread.start()

    def put(self, folder: str, files: tuple[tuple[str, bytes], ...]) -> None:
        waiting = self._folders[folder] = self._place / str(len(self._folders))
        self._queue.put((waiting, files))

    def finish(self) -> Mapping[str, Path]:
        self.close()
        if self._error is not None:
            raise StoreError(
                said("cannot write files: {reason}", reason=system_reason(self._error)), where=str(self._place)
            ) from self._error
        return self._folders

    def close(self) -> None:
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if self._error is None:
                try:
                    _write_folder(*job)
                except OSError as error:
                    self._error = error


def _write_folder(folder: Path, files: tuple[tuple[str, bytes], ...]) -> None:
    folder.mkdir()
    for name, content in files:
        with (folder / name).open("wb", buffering=0) as file:
            file.write(content)


def _removals(folder: str, known: Mapping[str, str], record: Record) -> list[bytes]:
    names = {name for name, _ in record.files}
    return [b"D " + quoted(f"{folder}/{name}") + b"\n" for name in known if OURS.fullmatch(name) and name not in names]


def _files(folder: str, files: tuple[tuple[str, bytes], ...]) -> list[bytes]:
    steps = []
    for name, content in files:
        path = quoted(f"{folder}/{name}" if folder else name)
        steps += [b"M 100644 inline ", path, b"\ndata %d\n" % len(content), content, b"\n"]
    return steps
