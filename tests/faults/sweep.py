"""One trial after another: a command with a fault at its N-th call, and whether what must hold held."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults.layer import Fault, Layer
from tests.faults.scenarios import SCENARIOS, Ran, Scenario, outset, run
from tests.store_samples import git
from tracker.errors import TrackerError
from tracker.library import Library
from tracker.store import Store
from tracker.store.repairing import repair
from tracker.store.verification import verify

TOLD = frozenset({0, 3, 4})
"""Statuses in which a command may end where a file fails; of all others it is a bug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A fault at a call, what became of it, and what did not hold."""

    at: int
    struck: str
    status: int
    wrong: tuple[str, ...]


class Sweep:
    """The trials of one scenario; a context manager is not needed, its folder is the caller's."""

    def __init__(self, name: str, folder: Path, layer: Layer) -> None:
        self._scenario: Scenario = SCENARIOS[name]
        self._layer = layer
        self._begin, self._place = folder / f"{name}-begin", folder / f"{name}-trial"
        self._calls: dict[tuple[int, bool], int] = {}
        self._begin.mkdir(parents=True)
        outset(self._begin)
        self._ran, self.works, self.made = self._unharmed()
        self.told = _events(self._place / "store")

    def _unharmed(self) -> tuple[Ran, int, str]:
        self._fresh()
        ran = run(self._scenario, self._place)
        assert ran.status == 0, ran
        made = _digest(self._place / self._scenario.makes) if self._scenario.makes else ""
        with Library.open(self._place / "store") as library:
            return ran, len(library.works), made

    def _fresh(self) -> None:
        shutil.rmtree(self._place, ignore_errors=True)
        shutil.copytree(self._begin, self._place, symlinks=True)
        self._scenario.prepare(self._place)

    def calls(self, fault: Fault) -> int:
        """How many calls the command makes that this fault counts."""
        which = (fault.what, fault.error == errno.ENOSPC)
        if which not in self._calls:
            self._fresh()
            run(self._scenario, self._place, armed=lambda: self._layer.arm(fault, 0, self._place / "store"))
            self._layer.disarm()
            self._calls[which] = self._layer.count
        return self._calls[which]

    def trial(self, fault: Fault, at: int) -> Trial:
        """The command with a fault at one call; then everything is well again, and judged."""
        self._fresh()
        ran = run(self._scenario, self._place, armed=lambda: self._layer.arm(fault, at, self._place / "store"))
        self._layer.disarm()
        struck = self._layer.struck
        try:
            wrong = (*self._told(ran, fault), *self._judged(ran)) if struck else ()
        except (TrackerError, OSError, AssertionError) as error:
            wrong = (f"cannot be judged: {type(error).__name__}: {error}",)
        return Trial(at=at, struck=struck, status=ran.status, wrong=wrong)

    # --- what must hold -----------------------------------------------------------------------------------------------

    def _told(self, ran: Ran, fault: Fault) -> Iterator[str]:
        """The command itself: it ends in a documented status, in words, and does not call success what is none."""
        if ran.status not in TOLD and not (fault.is_death and ran.status == -9):
            yield f"ended with {ran.status}: {ran.err[-1500:]}"
        if "Traceback" in ran.err:
            yield f"a traceback: {ran.err[-1500:]}"
        if ran.status > 0 and not ran.err.strip() and not ran.out:
            yield "failed without a word"
        if (
            ran.status == 0
            and ran.out != self._ran.out
            and self._scenario.arguments[0] not in {"add", "repair", "monitor"}
        ):
            yield f"success, and another result: {ran.out[:300]!r}"

    def _judged(self, ran: Ran) -> Iterator[str]:
        if ran.status == 0:
            yield from self._complete("after its success")
        if not (self._place / "store/.git").exists():
            shutil.rmtree(self._place / "store", ignore_errors=True)
        else:
            yield from self._whole_or_repaired()
        again = run(self._scenario, self._place)
        if again.status:
            yield f"cannot be done again: {again.status} {again.err[-800:]}"
            return
        yield from self._complete("when it was done again")
        if self._scenario.makes and _digest(self._place / self._scenario.makes) != self.made:
            yield "what it made is other than without a fault"

    def _whole_or_repaired(self) -> Iterator[str]:
        with Store.open(self._place / "store") as store:
            if not verify(store, deep=True).whole:
                repair(store)
        with Store.open(self._place / "store") as store:
            found = verify(store, deep=True)
            if not found.whole:
                yield f"not whole after repair: {found.findings}"

    def _complete(self, when: str) -> Iterator[str]:
        """Nothing lost, nothing doubled, nothing left behind."""
        with Store.open(self._place / "store") as store:
            held = {entry.number: len(store.history(entry.ref)) for entry in store.issues()}
            if held != self._scenario.holds:
                yield f"{when} it holds {held}, not {self._scenario.holds}"
            found = [one for one in verify(store, deep=True).findings if one.serious]
            if found:
                yield f"{when} it is not whole: {found}"
        with Library.open(self._place / "store") as library:
            if len(library.works) != self.works:
                yield f"{when} it knows {len(library.works)} works, not {self.works}"
        if dirty := git(self._place / "store", "status", "--porcelain"):
            yield f"{when} git status says {dirty}"
        locks = (self._place / "store/.git").glob("**/*.lock")
        if left := [str(path) for path in locks if "tracker/cache" not in str(path)]:  # those of the kernel stay there
            yield f"{when} there are left {left}"
        if (told := _events(self._place / "store")) != self.told:
            yield f"{when} the monitor has told {told}"


def _digest(folder: Path) -> str:
    """The content of all files below a folder, but of those whose writing ended half-way under a name of their own."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part"):
        total.update(f"{file.relative_to(folder)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _events(store: Path) -> list[str]:
    """The kinds of what the monitor told; none where it never ran."""
    ledger = store / ".git/tracker/cache/monitor/ledger.sqlite"
    if not ledger.exists():
        return []
    with closing(sqlite3.connect(ledger)) as opened:
        return sorted(json.loads(content)["kind"] for (content,) in opened.execute("SELECT content FROM events"))
