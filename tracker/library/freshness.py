"""Bringing an index up to the state of a store: what changed is read, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from warnings import warn

from tracker.errors import DamagedStore, DamageWarning, UnknownReference, UnreadableSource
from tracker.library.searching import search_texts
from tracker.lineage.decisions import FILE, parse_decisions, read_decisions
from tracker.lineage.digest import records_of
from tracker.lineage.values import Holding
from tracker.logs import logger
from tracker.messages import said

if TYPE_CHECKING:
    from tracker.library.index import Index
    from tracker.lineage.decisions import Decisions
    from tracker.lineage.values import Record
    from tracker.model import Issue
    from tracker.store import Store, StoredIssue

_LOG = logger(__name__)


def brought_up_to_date(index: Index, store: Store, commit: str | None) -> None:
    """Let an index hold what a store holds at a commit (``None``: nothing); nothing is done where it already does.

    Raises:
        ConfigError: a line of the store's ``lineage.toml`` is wrong.
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
        reading = _Reading(index, store, commit)
        changed = reading.changed(None if other_code else index.fact("commit"))
        anew = other_code or index.fact("decisions") != state["decisions"]
        if changed or anew:
            index.bring_lineage(changed, decisions_of(store), anew=anew)
        if reading.damaged:  # so that it is told again, and read when it has been mended
            state["commit"] = ""
        for name, value in state.items():
            index.put_fact(name, value)
    _LOG.info("index of %s: %d issues read in %.2f s", store.folder, len(changed), perf_counter() - start)


def _is_at(index: Index, state: Mapping[str, str]) -> bool:
    return all(index.fact(name) == value for name, value in state.items())


class _Reading:
    """Reads into an index what a store holds at a commit."""

    def __init__(self, index: Index, store: Store, commit: str | None) -> None:
        self._index, self._store, self._commit = index, store, commit
        self._entries: dict[str, StoredIssue] | None = None
        self.damaged: tuple[str, ...] = ()
        """The issues that were left out because they cannot be read."""

    def changed(self, known: str | None) -> dict[str, list[Record]]:
        """The records of every issue that is not as it was at a commit (``None``: at none that is known).

        Their texts are put into the index, and those of issues that are gone are taken out.
        """
        refs = self._refs_since(known)
        changed: dict[str, list[Record]] = {}
        for ref in refs:
            entry = self._entry(ref)
            if entry is None:
                self._index.drop_issue(ref)
                changed[ref] = []
            elif self._index.stamp(ref) != (stamp := _stamp(entry)):
                changed[ref] = self._read(ref, entry, stamp)
        return changed

    def _read(self, ref: str, entry: StoredIssue, stamp: str) -> list[Record]:
        """The records of an issue, whose text goes into the index; none, with a warning, where it cannot be read."""
        try:
            issue = self._store.issue(ref, self._commit)
        except (DamagedStore, UnreadableSource) as error:
            warn(
                DamageWarning(said("{ref}: is left out: {what}; {do}", ref=ref, what=error.what, do=error.do)),
                stacklevel=2,
            )
            self._index.drop_issue(ref)
            self.damaged += (ref,)
            return []
        self._index.put_issue(ref, stamp, search_texts(issue))
        return records_of(list(holdings_of(issue, entry)), lambda holding: [holding])

    def _refs_since(self, known: str | None) -> list[str]:
        """The issues that may be other than they were at a commit; all, held or kept, where that cannot be told."""
        touched = self._store.refs_between(known, self._commit) if known and self._commit else None
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


def decisions_of(store: Store) -> Decisions:
    """What a person decided: ``lineage.toml`` in the working tree; a revision's own decisions are not looked up.

    Raises:
        ConfigError: a line of it is wrong.
    """
    text = _decisions_text(store)
    return parse_decisions(text) if text is not None else read_decisions(store.folder / FILE)


def _decisions_text(store: Store) -> str | None:
    try:
        return (store.folder / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def holdings_of(issue: Issue, entry: StoredIssue) -> Iterator[Holding]:
    """The documents of an issue as holdings."""
    for index, document in enumerate(issue.documents):
        yield Holding(
            issue=entry.ref,
            index=index,
            document=document,
            published=entry.published or issue.date,
            observed=entry.observed.date().isoformat(),
            compilation=issue.kind == "compilation",
        )


def _stamp(entry: StoredIssue) -> str:
    return _digest(entry.sha256, entry.published or "", entry.observed.isoformat(), _code())


@cache
def _code() -> str:
    """A digest of the code that makes records of bytes: what other code made is made again."""
    from tracker.store.parser_identity import parser_fingerprint

    package = Path(__file__).parent.parent
    rooms = (package / "lineage", package / "library", package / "likeness")
    modules = [*(module for room in rooms for module in sorted(room.glob("*.py"))), package / "schema" / "codec.py"]
    return _digest(parser_fingerprint(), *(module.read_text(encoding="utf-8") for module in modules))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
