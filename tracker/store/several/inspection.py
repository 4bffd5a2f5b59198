"""``verify`` and ``repair`` of a store, or of several: each is looked at, and what is told says in which it is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tracker.errors import StoreError
from tracker.messages import said
from tracker.store.repairing import Repair, dropped_caches, repair
from tracker.store.several.several_stores import SeveralStores
from tracker.store.verification import Finding, Verification, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from tracker.store import AnyStore

__all__ = ["repaired", "verified"]

_DECISIONS: Final = "lineage.toml"


def verified(
    store: AnyStore, executor: Executor | None = None, *, deep: bool = False, signers: Path | None = None
) -> Verification:
    """Look at everything, as ``verify`` does in one store; of several, a store that is missing is damage.

    Raises:
        ConfigError: there is no such file of signers; ``stores.toml`` is wrong.
        StoreError: git cannot be run.
    """
    if not isinstance(store, SeveralStores):
        return verify(store, executor, deep=deep, signers=signers)
    issues = 0
    findings: list[Finding] = []
    for name in store.names:
        try:
            found = verify(store.store(name), executor, deep=deep, signers=signers)
        except StoreError as error:
            message = said("{what}; {do}", what=error.what, do=error.do)
            findings.append(Finding(trouble="damage", where=name, message=message))
            continue
        issues += found.issues
        findings += [
            replace(one, where=_within(name, one.where)) for one in (*found.findings, *_out_of_place(store, name))
        ]
    return Verification(issues=issues, findings=tuple(findings))


def _out_of_place(stores: SeveralStores, name: str) -> Iterator[Finding]:
    """What one of several stores holds, and nobody sees: issues of another gazette, decisions of its own."""
    store = stores.store(name)
    with suppress(StoreError):  # what cannot be read is told already
        for other in sorted({entry.gazette for entry in store.issues()} - {name}):
            message = said("holds issues of {gazette}, which are not shown", gazette=other)
            yield Finding(trouble="damage", where=other, message=message)
    if (store.folder / _DECISIONS).exists():
        where = stores.folder / _DECISIONS
        message = said("is not read among several stores: move its lines into {file}", file=where)
        yield Finding(trouble="note", where=_DECISIONS, message=message)


def repaired(store: AnyStore) -> tuple[Repair, ...]:
    """Make again what can be, as ``repair`` does in one store; of several, one that cannot be opened keeps no other.

    Raises:
        StoreError: git cannot be run, or the one store cannot be written.
        ConfigError: ``stores.toml`` is wrong.
    """
    if not isinstance(store, SeveralStores):
        return repair(store)
    done: list[Repair] = []
    for name in store.names:
        try:
            done += [replace(one, where=_within(name, one.where)) for one in repair(store.store(name))]
        except StoreError as error:
            message = said("{what}; {do}", what=error.what, do=error.do)
            done.append(Repair(fate="lost", where=name, message=message))
    return (*done, *dropped_caches(store.cache_folder))


def _within(name: str, where: str) -> str:
    """What is told of one of several stores, with its name."""
    return f"{name}: {where}"
