"""A store under any order of adding, altering, kills, damage to files, checkouts and verifying: a state machine.

The model is what was acknowledged: the bytes of every issue, in the order that they came. After every step the store
holds exactly that; a killed writer may have recorded its last record or not, never a half of it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.store_samples import NOON, git, issue_of, text_of
from tracker.store import Store
from tracker.store.repairing import repair
from tracker.store.verification import verify

NUMBERS = st.integers(1, 4)
WORDS = st.sampled_from(["一百万元", "二百万元", "三千元"])

_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.store_samples import NOON, issue_of, text_of
from tracker.store import Store, working_tree, git
at, number, words = sys.argv[2], int(sys.argv[3]), sys.argv[4]
room, name = at.split(".")
owner = {"Git": git.Git, "WorkingTree": working_tree.WorkingTree}[room]
before = getattr(owner, name)
def dies(*arguments, **named):
    if sys.argv[5] == "after":
        before(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, dies)
data = text_of(number, words=words)
with Store.open(Path(sys.argv[1]), clock=lambda: NOON) as store:
    store.add(data, issue_of(data), gazette="yunlan")
"""
"""A writer that is killed before or after it calls a method of git's door or of the working tree."""
MOMENTS = st.sampled_from(
    ["Git.importer", "Git.move_branch", "Git.write_index", "WorkingTree.publish", "WorkingTree.clear"]
)


class StoreMachine(RuleBasedStateMachine):
    """What is done to a store, beside what it must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="store-machine-"))
        self.folder = self.place / "store"
        self.held: dict[int, list[bytes]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)

    def opened(self) -> Store:
        return Store.open(self.folder, clock=lambda: NOON)

    @initialize(words=WORDS)
    def begin(self, words: str) -> None:
        Store.create(self.folder, clock=lambda: NOON).close()
        self.add(1, words)

    @rule(number=NUMBERS, words=WORDS)
    def add(self, number: int, words: str) -> None:
        data = text_of(number, words=words)
        versions = self.held.setdefault(number, [])
        with self.opened() as store:
            outcome = store.add(data, issue_of(data), gazette="yunlan").outcome
        if versions and versions[-1] == data:
            assert outcome == "unchanged"
        else:
            assert outcome == ("altered" if versions else "new")
            versions.append(data)

    @rule(number=NUMBERS, words=WORDS, at=MOMENTS, when=st.sampled_from(["before", "after"]))
    def killed(self, number: int, words: str, at: str, when: str) -> None:
        command = [sys.executable, "-c", _KILLED, str(self.folder), at, str(number), words, when]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run(command, env=environment, check=False, capture_output=True, timeout=120)
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()[-500:]
        data = text_of(number, words=words)
        versions = self.held.get(number, [])
        with self.opened() as store:
            ref = f"yunlan/2025/{number:03d}"
            held = {one.ref for one in store.issues()}
            if ref in held and store.source(ref)[1] == data and (not versions or versions[-1] != data):
                self.held.setdefault(number, []).append(data)

    @rule(number=NUMBERS, what=st.sampled_from(["deleted", "edited"]))
    def damaged(self, number: int, what: str) -> None:
        """A person's hand on a file; ``repair`` brings back what was deleted and leaves what was edited."""
        file = self.folder / f"yunlan/2025/{number:03d}/issue.json"
        if not file.is_file():
            return
        if what == "deleted":
            file.unlink()
        else:
            file.write_text("{}")
        with self.opened() as store:
            assert not verify(store).whole
            repair(store)
        git(self.folder, "checkout", "-q", "--", ".")

    @rule()
    def without_derived_things(self) -> None:
        shutil.rmtree(self.folder / ".git" / "tracker" / "cache", ignore_errors=True)

    @precondition(lambda self: sum(map(len, self.held.values())) > 1)
    @rule()
    def checked_out_before_and_back(self) -> None:
        git(self.folder, "checkout", "-q", "HEAD~1")
        with self.opened() as store:
            assert verify(store).whole
        git(self.folder, "checkout", "-q", "main")

    @rule()
    def verified(self) -> None:
        with self.opened() as store:
            found = verify(store, deep=True)
        assert found.whole, found.findings

    @invariant()
    def nothing_is_lost_and_nothing_doubled(self) -> None:
        if not self.held:
            return
        with self.opened() as store:
            assert [one.ref for one in store.issues()] == [f"yunlan/2025/{n:03d}" for n in sorted(self.held)]
            for number, versions in self.held.items():
                ref = f"yunlan/2025/{number:03d}"
                assert store.source(ref)[1] == versions[-1]
                digests = [hashlib.sha256(data).hexdigest() for data in versions]
                assert [event.sha256 for event in reversed(store.history(ref))] == digests


StoreMachine.TestCase.settings = settings(
    max_examples=8, stateful_step_count=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestStoreMachine = StoreMachine.TestCase
