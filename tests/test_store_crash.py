"""A writer that is killed at any instant leaves a whole store."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.store_samples import NOON, PERSONS_STATUS, add, git, record_of, repository
from tracker.errors import StoreLocked
from tracker.store import Store, lock, working_tree
from tracker.store.batch import Batch
from tracker.store.git import Git
from tracker.store.verification import verify
from tracker.store.working_tree import MARK, WorkingTree

KILLS = 50
ENOUGH = 10
"""Issues that stand in the store at the end, so that kills fell between writes."""


def write_for_ever(folder: Path, turn: int) -> None:
    """A writer: new issues one by one and in batches, and alterations of old ones."""
    with Store.open(folder) as store:
        for step in range(1000):
            number = 20 * turn + step
            add(store, number % 900 + 1)
            add(store, turn % 7 + 1, words=f"{turn}之{step}万元")
            list(store.add_many((record_of(n % 900 + 1, year=2024), None) for n in range(number, number + 5)))


@pytest.mark.parametrize("inside", [False, True], ids=["own repository", "inside another"])
def test_killed_at_random_instants_it_is_whole(tmp_path: Path, *, inside: bool) -> None:
    folder = (repository(tmp_path / "project") if inside else tmp_path) / "store"
    chance = random.Random(7)
    record_of(1)  # the grammar is loaded here, and not by every writer, which would be killed while it loads
    fork = multiprocessing.get_context("fork")
    Store.create(folder).close()
    written = turn = 0
    while turn < KILLS // 2 or written <= ENOUGH:
        writer = fork.Process(target=write_for_ever, args=(folder, turn))
        writer.start()
        # A busy machine, or one that is measured, needs more turns and longer ones to write anything between two kills.
        time.sleep((0.01 + chance.random() * 0.15) * (1 + max(0, turn - KILLS // 2) / 5))
        assert writer.pid
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        with Store.open(folder) as store:
            found = verify(store)
            assert found.whole, found.findings
            written = len(store.issues())
            assert all(store.history(entry.ref) for entry in store.issues()[:1])
        turn += 1
        assert git(folder, "status", "--short") == (
            PERSONS_STATUS.replace("code", "../code").replace("staged", "../staged") if inside else ""
        )
    with Store.open(folder) as store:
        assert add(store, 999).outcome == "new"
    assert not (folder / ".git/index.lock").exists()


class Killed(BaseException):
    """Stands for SIGKILL: nothing of ours may run after it."""


def die(*_: object) -> None:
    raise Killed


def dies_in(monkeypatch: pytest.MonkeyPatch, store: Store, owner: type, step: str) -> None:
    """Let a writer die at a step of publishing, and clean nothing up."""
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, die)
        patched.setattr(Batch, "close", lambda _: None)
        patched.setattr(WorkingTree, "clear", lambda _: None)
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(Killed):
            add(store, 7)


def test_died_after_the_branch_has_moved_the_files_follow_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = repository(tmp_path / "project")
    store = Store.create(project / "store", clock=lambda: NOON)
    dies_in(monkeypatch, store, WorkingTree, "_follow")
    assert (project / ".git/index.lock").read_bytes() == MARK
    assert not (project / "store/yunlan").exists()
    with Store.open(project / "store") as again:
        assert [entry.ref for entry in again.issues()] == ["yunlan/2025/007"]
        assert verify(again).whole
    assert git(project, "status", "--short") == PERSONS_STATUS
    assert not (project / ".git/index.lock").exists()


def test_died_before_the_branch_has_moved_nothing_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = repository(tmp_path / "project")
    store = Store.create(project / "store", clock=lambda: NOON)
    dies_in(monkeypatch, store, Git, "move_branch")
    with Store.open(project / "store") as again:
        assert again.issues() == ()
        assert not (project / ".git/index.lock").exists()
        assert add(again, 7).outcome == "new"
        assert verify(again).whole
    assert git(project, "status", "--short") == PERSONS_STATUS
    assert git(project, "for-each-ref", "refs/worktree") == ""


def test_a_ref_lock_of_a_git_that_was_killed_with_us_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working_tree, "STALE", 0.2)
    store = Store.create(tmp_path / "store", clock=lambda: NOON)
    add(store, 1)
    before = store.resolve("HEAD")
    dies_in(monkeypatch, store, Git, "move_branch")
    journal = json.loads((store.git.git_dir / "tracker/journal.json").read_text())
    stale = tmp_path / "store/.git/refs/heads/main.lock"
    stale.write_text(journal["new"] + "\n")
    (tmp_path / "store/.git/HEAD.lock").touch()
    with Store.open(tmp_path / "store") as again:
        assert again.resolve("HEAD") == before
        assert add(again, 7).outcome == "new"
    assert not stale.exists()


def test_files_a_person_changed_after_the_crash_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.create(tmp_path / "store", clock=lambda: NOON)
    dies_in(monkeypatch, store, WorkingTree, "_follow")
    mine = tmp_path / "store/yunlan/2025/007/issue.json"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with Store.open(tmp_path / "store") as again:
        assert [entry.ref for entry in again.issues()] == ["yunlan/2025/007"]
    assert mine.read_text() == "mine"
    assert (mine.parent / "source.txt").exists()


def test_two_writers_take_turns(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    Store.create(tmp_path / "store").close()
    writers = [fork.Process(target=_write_some, args=(tmp_path / "store", start)) for start in (1, 101, 201)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Store.open(tmp_path / "store") as store:
        assert len(store.issues()) == 15
        assert verify(store).whole


def _write_some(folder: Path, start: int) -> None:
    with Store.open(folder) as store:
        for number in range(start, start + 5):
            add(store, number)


def test_a_second_writer_is_told_who_is_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.create(tmp_path / "store", clock=lambda: NOON)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with lock.writer_lock(store.lock_file), Store.open(tmp_path / "store") as second:
        with pytest.raises(StoreLocked, match=f"process {os.getpid()}"):
            add(second, 7)
        assert second.issues() == ()
    assert add(store, 7).outcome == "new"


def test_a_forked_child_that_outlives_the_writer_does_not_keep_the_lock(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    with lock.writer_lock(tmp_path / "lock"):
        child = fork.Process(target=time.sleep, args=(20,))
        child.start()
    with lock.writer_lock(tmp_path / "lock", patience=2):
        assert child.is_alive()
    child.kill()
    child.join()
