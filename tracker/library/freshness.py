"""Bringing an index up to the state of a store: what changed is read, and nothing else."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import unidata_version
from warnings import warn

from tracker.errors import (
    DamagedStore,
    DamageWarning,
    EngineError,
    StoreError,
    TaskLost,
    TrackerError,
    UnknownReference,
    UnreadableSource,
)
from tracker.library.issue_texts import JOB, IssueTexts, task_arguments, texts_from, texts_of
from tracker.lineage.decisions import FILE, parse_decisions, read_decisions
from tracker.logs import logger
from tracker.messages import said

if TYPE_CHECKING:
    from tracker.engine.engines import Engine
    from tracker.engine.tasks import Task
    from tracker.library.index import Index
    from tracker.lineage.decisions import Decisions
    from tracker.lineage.values import Record
    from tracker.store import AnyStore, StoredIssue

_LOG = logger(__name__)


Told: TypeAlias = Callable[[int, int], None]
"""Hears how many of how many are done."""


def untold(_done: int, _of: int) -> None:
    """Tell nobody."""


def brought_up_to_date(
    index: Index, store: AnyStore, commit: str | None, engine: Engine | None = None, told: Told = untold
) -> None:
    """Let an index hold what a store holds at a commit (``None``: nothing); nothing is done where it already does.

    ``engine`` parses what has to be parsed; without one it is done here. ``told`` hears how many issues
    of how many are read.

    Raises:
        ConfigError: a line of the store's ``lineage.toml`` is wrong.
        EngineError: the workers have gone.
    """
    text = _decisions_text(store)
    state = {"commit": commit or "", "code": _code(), "decisions": _digest(text or "")}
    if _is_at(index, state):
        return
    start = perf_counter()
    with index.writing():
        if _is_at(index, state):  # another process was quicker
            return
        other_code = index.fact("code") != state["code"]
        if other_code:
            index.forget_issues()
        reading = _Reading(index, store, commit, engine)
        issues = reading.changed(None if other_code else index.fact("commit"), told)
        anew = other_code or index.fact("decisions") != state["decisions"]
        changed = index.bring_lineage(issues, decisions_of(store), anew=anew)
        state["commit"] = store.fully_read(
            commit, reading.damaged
        )  # the rest is told again, and read when it is mended
        for name, value in state.items():
            index.put_fact(name, value)
    _LOG.info("index of %s: %d issues read in %.2f s", store.folder, changed, perf_counter() - start)


def _is_at(index: Index, state: Mapping[str, str]) -> bool:
    return all(index.fact(name) == value for name, value in state.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """An issue that has to be read, and the stamp of its state."""

    entry: StoredIssue
    stamp: str


class _Reading:
    """Reads into an index what a store holds at a commit."""

    def __init__(self, index: Index, store: AnyStore, commit: str | None, engine: Engine | None) -> None:
        self._index, self._store, self._commit, self._engine = index, store, commit, engine
        self._entries: dict[str, StoredIssue] | None = None
        self.damaged: tuple[str, ...] = ()
        """The issues that were left out because they cannot be read."""

    def changed(self, known: str | None, told: Told) -> Iterator[tuple[str, Sequence[Record]]]:
        """Every issue that is not as it was at a commit (``None``: at none that is known), with its records.

        Their texts are put into the index, and those of issues that are gone are taken out.
        """
        wanted: list[_Wanted] = []
        for ref in self._refs_since(known):
            entry = self._entry(ref)
            if entry is None:
                self._index.drop_issue(ref)
                yield ref, ()
            elif self._index.stamp(ref) != (stamp := _stamp(entry)):
                wanted.append(_Wanted(entry=entry, stamp=stamp))
        for done, (one, texts) in enumerate(self._read(wanted), 1):
            told(done, len(wanted))
            if texts is None:
                self._index.drop_issue(one.entry.ref)
            else:
                self._index.put_issue(one.entry.ref, one.stamp, texts.passages)
            yield one.entry.ref, texts.records if texts else ()

    def _read(self, wanted: Iterable[_Wanted]) -> Iterator[tuple[_Wanted, IssueTexts | None]]:
        """The issues in their order with what is kept of them; ``None``, with a warning, where one cannot be read."""
        if self._engine is not None:
            yield from self._read_by(self._engine, wanted)
            return
        for one in wanted:
            try:
                yield one, texts_of(self._store.issue(one.entry.ref, self._commit), one.entry)
            except (DamagedStore, UnreadableSource) as error:
                self._leave_out(one, error)
                yield one, None

    def _read_by(self, engine: Engine, wanted: Iterable[_Wanted]) -> Iterator[tuple[_Wanted, IssueTexts | None]]:
        """The same, parsed by the workers of an engine, which get the bytes and need no store."""
        handed: deque[tuple[_Wanted, TrackerError | None]] = deque()
        for outcome in engine.outcomes(JOB, self._tasks(wanted, handed)):
            one, error = handed.popleft()
            if error is None and outcome.error is None:
                texts = texts_from(outcome.value)
                self._store.keep_parsed(one.entry.ref, texts.parsed or {}, self._commit)
                yield one, texts
            else:
                self._leave_out(one, error or outcome.error)
                yield one, None

    def _tasks(self, wanted: Iterable[_Wanted], handed: deque[tuple[_Wanted, TrackerError | None]]) -> Iterator[Task]:
        from tracker.engine.tasks import Task

        for one in wanted:
            try:
                name, data = self._store.source(one.entry.ref, self._commit)
            except DamagedStore as error:  # it keeps its turn
                handed.append((one, error))
                yield Task(arguments=task_arguments("source.txt", one.entry))
            else:
                handed.append((one, None))
                yield Task(body=data, arguments=task_arguments(name, one.entry))

    def _leave_out(self, one: _Wanted, error: TrackerError | None) -> None:
        ref = one.entry.ref
        if isinstance(error, EngineError) and not isinstance(error, TaskLost):
            raise error
        if error is not None:
            told = said("{ref}: is left out: {what}; {do}", ref=ref, what=error.what, do=error.do)
            warn(DamageWarning(told), stacklevel=2)
        self.damaged += (ref,)

    def _refs_since(self, known: str | None) -> list[str]:
        """The issues that may be other than they were at a commit; all, held or kept, where that cannot be told."""
        held = self._index.stamps
        touched = self._store.refs_between(known, self._commit, held) if known and self._commit else None
        if touched is None:
            issues = self._store.issues(self._commit) if self._commit else ()
            self._entries = {entry.ref: entry for entry in issues}
            return sorted(self._entries.keys() | self._index.stamps().keys())
        return sorted(touched)

    def _entry(self, ref: str) -> StoredIssue | None:
        if self._entries is not None:
            return self._entries.get(ref)
        try:
            return self._store.entry(ref, self._commit)
        except UnknownReference:
            return None
        except StoreError as error:
            if self._store.leaves_out(ref, error):
                return None
            raise


def decisions_of(store: AnyStore) -> Decisions:
    """What a person decided: ``lineage.toml`` in the working tree; a revision's own decisions are not looked up.

    Raises:
        ConfigError: a line of it is wrong.
    """
    text = _decisions_text(store)
    return parse_decisions(text) if text is not None else read_decisions(store.folder / FILE)


def _decisions_text(store: AnyStore) -> str | None:
    try:
        return (store.folder / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _stamp(entry: StoredIssue) -> str:
    return _digest(entry.sha256, entry.published or "", entry.observed.isoformat(), _code())


@cache
def _code() -> str:
    """A digest of the code that makes records of bytes: what other code made is made again."""
    from tracker.store.parser_identity import parser_fingerprint

    package = Path(__file__).parent.parent
    rooms = (package / "lineage", package / "library", package / "likeness")
    modules = [*(module for room in rooms for module in sorted(room.glob("*.py"))), package / "schema" / "codec.py"]
    return _digest(parser_fingerprint(), unidata_version, *(module.read_text(encoding="utf-8") for module in modules))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
