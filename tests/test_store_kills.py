"""Two writers that add batches at once and are killed at random instants: nothing is lost, nothing is doubled."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.store_samples import git, text_of
from tracker.store import Store
from tracker.store.verification import verify

KILLS = int(os.environ.get("TRACKER_KILLS", "4"))
"""More for a long run: ``TRACKER_KILLS=60``."""
ISSUES = 12


def start(files: list[Path], store: Path) -> subprocess.Popen[bytes]:
    """A writer in a process group of its own, as a person's job control makes one."""
    command = [sys.executable, "-m", "tracker", "add", *map(str, files), "--store", str(store), "--gazette", "yunlan"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def test_two_writers_killed_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    chance = random.Random(15)
    Store.create(tmp_path / "store").close()
    sides: tuple[list[Path], list[Path]] = ([], [])
    for number in range(1, 2 * ISSUES + 1):
        file = tmp_path / f"{number}.txt"
        file.write_bytes(text_of(number))
        sides[number % 2].append(file)
    for turn in range(KILLS):
        writers = [start(chance.sample(files, len(files)), tmp_path / "store") for files in sides]
        time.sleep(0.3 + chance.random() * 2)
        for writer in writers[: 1 + turn % 2]:  # one of them, then both
            (os.killpg if turn % 3 else os.kill)(writer.pid, signal.SIGKILL)
        for writer in writers:
            writer.wait(timeout=180)
        with Store.open(tmp_path / "store") as store:
            found = verify(store)
            assert found.whole, found.findings
    for files in sides:
        assert start(files, tmp_path / "store").wait(timeout=180) == 0
    with Store.open(tmp_path / "store") as store:
        assert verify(store).whole
        assert [entry.number for entry in store.issues()] == list(range(1, 2 * ISSUES + 1))
        assert all(len(store.history(entry.ref)) == 1 for entry in store.issues())
    assert git(tmp_path / "store", "status", "--porcelain") == ""
    assert not list((tmp_path / "store/.git").glob("**/*.lock"))
