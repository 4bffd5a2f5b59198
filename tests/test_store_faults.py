"""Files that fail: a sample of the sweeps of ``python -m tests.faults``, and what the sweeps once found."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.faults.layer import FAULTS, PAGE, Layer, compiled
from tests.faults.scenarios import CONFIGURATION, SCENARIOS
from tests.store_samples import NOON, add, git, text_of
from tracker.errors import DamagedStore, StoreError, StoreLocked, UnknownReference
from tracker.monitor.config import read_config
from tracker.monitor.keeper import WORKS
from tracker.monitor.ledger import Ledger
from tracker.monitor.passes import run_pass
from tracker.monitor.world import World
from tracker.store import Store, working_tree
from tracker.store.git_process import RefTransaction, execute
from tracker.store.verification import verify

SAMPLES = {
    "add": ("unreadable,cut short,killed,halted", 61),
    "monitor": ("full,killed", 331),
    "repair": ("unwritable", 13),
}
"""Which faults strike every how manyeth call of a command here; all of them in ``python -m tests.faults``."""


@pytest.mark.parametrize("name", SAMPLES)
def test_after_a_fault_nothing_is_lost_doubled_or_untold(name: str) -> None:
    kinds, every = SAMPLES[name]
    command = [sys.executable, "-m", "tests.faults", name, "--faults", kinds, "--every", str(every), "--start", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" tried: ") == kinds.count(",") + 1
    assert ", 0 tried" not in done.stdout


def test_the_layer_strikes_what_is_below_its_folder_alone(tmp_path: Path) -> None:
    layer = Layer(tmp_path / "page")
    environment = os.environ | {PAGE: str(tmp_path / "page"), "LD_PRELOAD": str(compiled(tmp_path))}
    (tmp_path / "under").mkdir()

    def touched(place: str) -> int:
        asked = ["sh", "-c", f"echo x > {tmp_path / place}"]
        return subprocess.run(asked, env=environment, capture_output=True, check=False).returncode

    layer.arm(FAULTS["read-only"], 1, tmp_path / "under")
    assert touched("beside") == 0
    assert touched("under/x") != 0
    assert "under/x" in layer.struck
    layer.disarm()
    assert touched("under/x") == 0
    layer.arm(FAULTS["killed"], 1, tmp_path / "under")
    assert touched("under/x") == -9
    layer.turn_clock(-86_400 * 365)
    year = subprocess.run(["date", "+%Y"], env=environment, capture_output=True, text=True, check=True).stdout
    now = subprocess.run(["date", "+%Y"], capture_output=True, text=True, check=True).stdout
    assert int(year) == int(now) - 1
    assert set(SAMPLES) < set(SCENARIOS)


# --- what the sweeps found --------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.create(tmp_path / "store", clock=lambda: NOON)
    for number in (1, 2, 3):
        add(opened, number)
    return opened


def test_behind_a_missing_object_no_answer_is_taken_for_another(store: Store) -> None:
    """A window of names was asked, and the answers behind the missing one stood for those to later questions."""
    there = {name: store.git.blob_oid(store.source(name)[1]) for name in ("yunlan/2025/001", "yunlan/2025/002")}
    one, two = there.values()
    with pytest.raises(DamagedStore):
        list(store.git.read_all([one, "0" * 39 + "1", one, one, one]))
    assert store.git.read(two) == text_of(2)


def test_a_git_that_cannot_look_gives_no_answer(store: Store) -> None:
    """An issue was taken for gone, and the index forgot it, because HEAD could not be read for a moment."""
    commit = store.resolve("HEAD")
    head = store.folder / ".git/HEAD"
    text = head.read_text()
    head.write_text("")
    with pytest.raises(DamagedStore):
        store.git.lookup(commit)
    with pytest.raises(DamagedStore):
        store.git.head()
    with pytest.raises(StoreError):
        store.git.is_ancestor(commit, commit)
    head.write_text(text)
    assert store.git.lookup(commit) == commit
    assert not store.git.is_ancestor("0" * 40, commit)


def test_a_branch_that_cannot_be_read_for_a_moment_is_no_empty_store(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(store.git), "lookup", lambda *_: None)
    monkeypatch.setattr("tracker.store.git.execute", _silent)
    with pytest.raises(DamagedStore, match="the branch that is checked out cannot be read"):
        store.git.head()


def _silent(arguments: Sequence[str], *, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Git, which does not know at the moment what HEAD is."""
    return subprocess.CompletedProcess([], 1, b"", b"") if arguments[0] == "rev-parse" else execute(arguments, cwd=cwd)


def test_refs_of_ours_go_without_the_lock_of_all_packed_refs(store: Store) -> None:
    """A git that was killed while it deleted one left that lock for ever."""
    left = store.folder / ".git/packed-refs.lock"
    left.touch()
    assert add(store, 4).outcome == "new"
    assert git(store.folder, "for-each-ref", "refs/worktree") == ""


def test_locks_of_a_git_of_ours_that_was_killed_alone_are_removed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working_tree, "STALE", 0.2)
    carry_out, turns = RefTransaction.commit, iter(range(1))

    def killed_once(transaction: RefTransaction, order: str) -> bool | None:
        if order.startswith("update ") and next(turns, None) is not None:
            new = order.split("\0")[1]
            (store.folder / ".git/refs/heads/main.lock").write_text(f"{new}\n")
            (store.folder / ".git/HEAD.lock").touch()
            return None
        return carry_out(transaction, order)

    monkeypatch.setattr(RefTransaction, "commit", killed_once)
    assert add(store, 4).outcome == "new"
    assert verify(store).whole
    assert not list((store.folder / ".git").glob("**/*.lock"))


# --- the monitor ------------------------------------------------------------------------------------------------------


def watched(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/4.txt").write_bytes(text_of(4))
    file = tmp_path / "tracker.toml"
    file.write_text(CONFIGURATION.format(folder=tmp_path / "in"))
    return file


def passed(store: Store, file: Path) -> list[str]:
    settings = read_config(file)
    run_pass(settings, store.folder, settings.sources, world=World(clock=lambda: NOON))
    with Ledger(store.cache_folder / "monitor") as ledger:
        return sorted(event.kind for event in ledger.events())


def test_a_store_that_is_locked_is_not_a_source_that_another_process_reads(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pass ended well, and without the new issue, for as long as the lock was there."""
    monkeypatch.setattr(working_tree, "PATIENCE", 0.2)
    file = watched(tmp_path)
    left = store.folder / ".git/index.lock"
    left.touch()
    with pytest.raises(StoreLocked, match=r"index\.lock"):
        passed(store, file)
    left.unlink()
    assert "issue.new" in passed(store, file)


def test_a_first_pass_that_ends_early_does_not_make_the_old_new(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = watched(tmp_path)
    put = Ledger.set_note

    def full(ledger: Ledger, name: str, value: str) -> None:
        if name == WORKS:
            raise StoreError("the disk is full")
        put(ledger, name, value)

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "set_note", full)
        with pytest.raises(StoreError, match="full"):
            passed(store, file)
    assert passed(store, file).count("work.new") == 2  # those of the fourth issue


def test_a_ledger_on_a_full_disk_is_told_and_goes_on_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def kept(*place: Any, **more: Any) -> sqlite3.Connection:  # noqa: ANN401 - as sqlite3 takes them
        opened.append(connect(*place, **more))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", kept)
    with Ledger(tmp_path) as ledger:
        ledger.set_note("a", "1")
        opened[0].execute(f"PRAGMA max_page_count = {opened[0].execute('PRAGMA page_count').fetchone()[0]}")
        with pytest.raises(StoreError, match="cannot be read or written"):
            ledger.set_note("b", "x" * 1_000_000)
        with pytest.raises(StoreError), ledger.transaction():
            ledger.set_note("c", "x" * 1_000_000)
        opened[0].execute("PRAGMA max_page_count = 1000000")
        ledger.set_note("b", "2")
        assert (ledger.note("a"), ledger.note("b"), ledger.note("c")) == ("1", "2", None)


# --- a clock that is set back -----------------------------------------------------------------------------------------


def test_a_clock_that_was_set_back_makes_nothing_known_earlier(tmp_path: Path) -> None:
    now = [NOON]
    store = Store.create(tmp_path / "store", clock=lambda: now[0])
    first = add(store, 1).commit
    now[0] = NOON - timedelta(days=300)
    second = add(store, 2).commit
    now[0] = NOON + timedelta(days=1)
    third = add(store, 3).commit
    assert store.at_date(NOON.date()) == second
    assert store.at_date((NOON + timedelta(days=1)).date()) == third
    with pytest.raises(UnknownReference):
        store.at_date((NOON - timedelta(days=100)).date())
    assert verify(store, deep=True).whole
    assert [event.commit for event in store.history("yunlan/2025/001")] == [first]


def test_a_pass_under_a_clock_that_was_set_back_tells_nothing_twice(store: Store, tmp_path: Path) -> None:
    file = watched(tmp_path)
    settings = read_config(file)

    def told(moment: datetime) -> list[str]:
        result = run_pass(settings, store.folder, settings.sources, world=World(clock=lambda: moment))
        with Ledger(store.cache_folder / "monitor") as ledger:
            kinds = {event.id: event.kind for event in ledger.events()}
        return sorted(kinds[name] for name in result.events)

    assert told(NOON) == ["issue.new", "work.new", "work.new"]
    assert told(NOON - timedelta(days=400)) == []
    (tmp_path / "in/5.txt").write_bytes(text_of(5))
    assert told(NOON - timedelta(days=399)) == ["issue.new", "work.new", "work.new"]
    assert told(NOON + timedelta(days=1)) == []
