"""One store split into several: every snapshot and every date comes along, a kill costs nothing, twice is as once."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.history_samples import RULE
from tests.several_samples import BEGAN, GAZETTES, HARBOUR, LIUWAN, filled, several
from tests.store_samples import add, git, issue_of, repository, text_of
from tests.test_several_adding import KILLS
from tests.test_several_reading import QUESTIONS, Told, without_commits
from tests.test_store_signatures import allow, new_key
from tracker.errors import StoreError, TrackerError
from tracker.library import Library
from tracker.store import Store, create_store, open_store
from tracker.store.record import make_record
from tracker.store.several import splitting
from tracker.store.several.adding import taken
from tracker.store.several.history_copy import copied_history
from tracker.store.several.inspection import verified
from tracker.store.several.several_stores import SeveralStores
from tracker.store.several.splitting import Parted
from tracker.store.several.stores_file import listed_stores


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(capsys, monkeypatch)


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return filled(tmp_path / "one")


def split(one: Path, many: Path, key: Path | None = None) -> list[Parted]:
    with Store.open(one) as store:
        return list(splitting.split(store, many, clock=lambda: BEGAN, key=key))


def fates(done: list[Parted]) -> dict[str, str]:
    return {part.gazette: part.fate for part in done}


def log_of(place: Path, *paths: str) -> list[str]:
    """Author, times, subject and trailers of every commit but that of the split; the oldest first."""
    log = git(place, "log", "--reverse", "--format=%an %ae %at %cn %ce %ct %s %(trailers)%x00", "--", *paths)
    return [entry.strip() for entry in log.split("\0") if entry.strip() and "Split-From" not in entry]


def test_every_snapshot_and_every_date_comes_along(one: Path, tmp_path: Path) -> None:
    many = tmp_path / "many"
    done = split(one, many)
    assert [(part.fate, part.issues, part.commits) for part in done] == [("split", 3, 3), ("split", 2, 2)]
    for name in (LIUWAN, HARBOUR):
        assert git(many / name, "rev-parse", f"HEAD:{name}") == git(one, "rev-parse", f"HEAD:{name}")
        assert log_of(many / name) == log_of(one, name)
        assert git(many / name, "status", "--porcelain") == ""
        assert {"README.md", ".gitattributes", name} <= {path.name for path in (many / name).iterdir()}
    with open_store(one) as ours, open_store(many) as theirs:
        assert [(e.ref, e.observed, e.published, e.sha256) for e in ours.issues()] == [
            (e.ref, e.observed, e.published, e.sha256) for e in theirs.issues()
        ]
        assert verified(theirs, deep=True).whole


@pytest.mark.parametrize("question", QUESTIONS[::3], ids=" ".join)
def test_the_split_answers_as_before(one: Path, tmp_path: Path, told: Told, question: tuple[str, ...]) -> None:
    told("split", tmp_path / "many", "--store", one)
    answers = [
        without_commits(json.loads(told(*question, "--store", folder, "--format", "json")))
        for folder in (one, tmp_path / "many")
    ]
    assert answers[0] == answers[1]


def test_alterations_by_hand_and_a_merge_come_along(one: Path, tmp_path: Path) -> None:
    git(one, "checkout", "-qb", "side")
    with Store.open(one) as store:
        add(store, 7)
        add(store, 7, words="二百万元")
    git(one, "checkout", "-q", "main")
    (one / LIUWAN / "note.txt").write_text("by hand")
    git(one, "add", ".")
    git(one, "commit", "-qm", "by hand")
    git(one, "merge", "-q", "--no-ff", "-m", "together", "side")
    many = tmp_path / "many"
    assert fates(split(one, many)) == {LIUWAN: "split", HARBOUR: "split", "yunlan": "split"}
    with open_store(one) as ours, open_store(many) as theirs:
        for ref in ("yunlan/2025/007", f"{LIUWAN}/2018/003"):
            events = [
                [(e.outcome, e.observed, e.sha256, e.subject) for e in store.history(ref)] for store in (ours, theirs)
            ]
            assert events[0] == events[1]
        assert [e.outcome for e in theirs.history("yunlan/2025/007")] == ["altered", "new"]
    assert (many / LIUWAN / LIUWAN / "note.txt").read_text() == "by hand"


def test_twice_is_as_once_whatever_was_added_since(one: Path, tmp_path: Path) -> None:
    many = tmp_path / "many"
    split(one, many)
    heads = [git(many / name, "rev-parse", "HEAD") for name in (LIUWAN, HARBOUR)]
    assert fates(split(one, many)) == {LIUWAN: "there", HARBOUR: "there"}
    assert [git(many / name, "rev-parse", "HEAD") for name in (LIUWAN, HARBOUR)] == heads
    data = text_of(9)
    with create_store(many) as store:
        (added,) = store.add_many([(make_record(data, issue_of(data), gazette=LIUWAN), None)])
        assert taken(added).outcome == "new"
    with Store.open(one) as store:
        add(store, 7)
    assert fates(split(one, many)) == {LIUWAN: "there", HARBOUR: "there", "yunlan": "split"}


def test_an_old_store_that_went_on_is_not_mixed_with_the_new_one(one: Path, tmp_path: Path, told: Told) -> None:
    many = tmp_path / "many"
    split(one, many)
    (one / LIUWAN / "note.txt").write_text("by hand")
    git(one, "add", ".")
    git(one, "commit", "-qm", "by hand")
    out = told("split", many, "--store", one, "--lang", "en", status=3)
    assert f"refused  {LIUWAN}" in out
    assert "is no copy of this one as it is now" in told.error


def test_a_store_inside_a_project_becomes_stores_of_their_own(tmp_path: Path) -> None:
    project = repository(tmp_path / "project")
    (project / "code.py").write_text("pass\n")
    git(project, "add", ".")
    git(project, "commit", "-qm", "code")
    (project / '数据 "a"').mkdir()
    inside = filled(project / '数据 "a"' / "snapshots")
    assert fates(split(inside, tmp_path / "many")) == {LIUWAN: "split", HARBOUR: "split"}
    with Library.open(tmp_path / "many") as library:
        assert len(library.work(RULE).stages) == len(GAZETTES)
    assert "code.py" not in git(tmp_path / "many" / LIUWAN, "log", "--name-only", "--format=")


def test_odd_paths_come_along(one: Path, tmp_path: Path) -> None:
    for name in ('a"b\\c', "tab\there", "line\nfeed", "\x01"):
        (one / LIUWAN / name).write_text(name)
    git(one, "add", ".")
    git(one, "commit", "-qm", "odd")
    many = tmp_path / "many"
    assert fates(split(one, many))[LIUWAN] == "split"
    assert git(many / LIUWAN, "rev-parse", f"HEAD:{LIUWAN}") == git(one, "rev-parse", f"HEAD:{LIUWAN}")


def test_links_and_submodules_of_a_person_are_copied_and_not_followed(one: Path, tmp_path: Path) -> None:
    (one / LIUWAN / "out").symlink_to("/etc/passwd")
    git(one, "add", ".")
    git(one, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{LIUWAN}/module")
    git(one, "commit", "-qm", "odd")
    many = tmp_path / "many"
    assert fates(split(one, many))[LIUWAN] == "split"
    assert git(many / LIUWAN, "rev-parse", f"HEAD:{LIUWAN}") == git(one, "rev-parse", f"HEAD:{LIUWAN}")
    assert not (many / LIUWAN / LIUWAN / "out").is_symlink()


def test_what_stands_in_the_configuration_is_not_run(one: Path, tmp_path: Path) -> None:
    (one / ".git" / "info").mkdir(exist_ok=True)
    (one / ".git" / "info" / "attributes").write_text("* filter=evil diff=evil\n")
    for key in (
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "diff.evil.textconv",
        "core.fsmonitor",
    ):
        git(one, "config", key, f"touch {tmp_path / 'ran'}; cat")
    git(one, "config", "diff.renames", "copies")
    for hook in ("reference-transaction", "post-checkout", "post-commit"):
        place = one / ".git" / "hooks" / hook
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
        place.chmod(0o755)
    assert fates(split(one, tmp_path / "many")) == {LIUWAN: "split", HARBOUR: "split"}
    assert not (tmp_path / "ran").exists()


def test_killed_at_random_it_is_done_by_the_next_run(one: Path, tmp_path: Path) -> None:
    chance = random.Random(15)
    many = tmp_path / "many"
    command = [sys.executable, "-m", "tracker", "split", str(many), "--store", str(one)]
    for _ in range(KILLS):
        running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(0.3 + chance.random())
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(timeout=180)
        if (many / "stores.toml").exists():
            with SeveralStores.open(many) as stores:
                assert verified(stores).whole
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
    with SeveralStores.open(many) as stores:
        assert (verified(stores).whole, len(stores.issues())) == (True, len(GAZETTES))


def test_a_persons_decisions_come_along(one: Path, tmp_path: Path) -> None:
    (one / "lineage.toml").write_text('[[different]]\ndocuments = ["甲", "乙"]\n', "utf-8")
    split(one, tmp_path / "many")
    assert (tmp_path / "many" / "lineage.toml").read_bytes() == (one / "lineage.toml").read_bytes()


def test_copied_commits_are_signed_anew_by_who_splits(one: Path, tmp_path: Path, told: Told) -> None:
    key = new_key(tmp_path, "desk")
    signers = allow(tmp_path / "signers", key)
    with Store.open(one) as store:
        store.signing_key = key
        add(store, 7)
    told("split", tmp_path / "plain", "--store", one, "--lang", "en")
    assert "sign anew with --sign" in told.error
    told("split", tmp_path / "many", "--store", one, "--sign", key)
    with SeveralStores.open(tmp_path / "many") as stores:
        assert verified(stores, signers=signers).whole
    with SeveralStores.open(tmp_path / "plain") as stores:
        assert not verified(stores, signers=signers).whole


# --- what can go wrong ------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """As a kill: nothing is cleaned up."""


@pytest.mark.parametrize(
    "at",
    [
        "tracker.store.several.splitting.copied_history",
        "tracker.store.several.splitting.put_files",
        "tracker.store.several.room.move_in",
        "tracker.store.several.splitting.with_store",
    ],
)
def test_a_kill_at_any_step_costs_nothing(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    many = tmp_path / "many"

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(at, killed)
        with pytest.raises(Killed):
            split(one, many)
    assert listed_stores(many / "stores.toml") == ()
    assert fates(split(one, many)) == {LIUWAN: "split", HARBOUR: "split"}
    with SeveralStores.open(many) as stores:
        assert verified(stores).whole
    assert not [*(many / ".tracker" / "split").iterdir()]


def test_a_copy_that_is_not_the_same_is_not_kept(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = copied_history
    monkeypatch.setattr(
        splitting, "copied_history", lambda old, tip, folder, drop, new: real(old, f"{tip}~1", folder, drop, new)
    )
    many = tmp_path / "many"
    done = {part.gazette: part for part in split(one, many)}
    assert done[LIUWAN].fate == "refused"
    assert "is not what the store holds" in done[LIUWAN].message
    assert not (many / LIUWAN).exists()


def test_a_damaged_store_is_not_copied(one: Path, tmp_path: Path) -> None:
    blob = git(one, "rev-parse", f"HEAD:{HARBOUR}/2020/005/source.txt").strip()
    pack = next((one / ".git" / "objects" / "pack").glob("*.pack"), None)
    loose = one / ".git" / "objects" / blob[:2] / blob[2:]
    place = loose if loose.exists() else pack
    assert place is not None
    place.chmod(0o644)
    place.write_bytes(place.read_bytes()[:40])
    try:
        done = split(one, tmp_path / "many")
    except TrackerError:
        done = []
    assert fates(done).get(HARBOUR) in {None, "refused"}
    assert not (tmp_path / "many" / HARBOUR).exists()


def test_where_several_stores_cannot_be_made(one: Path, tmp_path: Path) -> None:
    for folder in (one, one / "inside"):
        with pytest.raises(StoreError, match="inside the store"):
            split(one, folder)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "diary.txt").touch()
    with pytest.raises(StoreError, match="not empty"):
        split(one, tmp_path / "full")
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot make a store"):
        split(one, tmp_path / "file")


def test_what_stands_in_the_way_of_one_gazette_is_left_alone(one: Path, tmp_path: Path) -> None:
    many = several(tmp_path / "many")
    (many / LIUWAN).mkdir()
    (many / LIUWAN / "diary.txt").touch()
    (many / HARBOUR).symlink_to(tmp_path)
    assert fates(split(one, many)) == {LIUWAN: "refused", HARBOUR: "refused"}
    assert [path.name for path in (many / LIUWAN).iterdir()] == ["diary.txt"]


def test_a_folder_that_is_no_name_of_a_gazette_stays_behind(one: Path, tmp_path: Path) -> None:
    shutil.copytree(one / LIUWAN, one / "my gazette")
    git(one, "add", ".")
    git(one, "commit", "-qm", "by hand")
    assert fates(split(one, tmp_path / "many")) == {LIUWAN: "split", "my gazette": "refused", HARBOUR: "split"}


def test_an_empty_store_gives_an_empty_folder_of_several(tmp_path: Path) -> None:
    Store.create(tmp_path / "one").close()
    assert split(tmp_path / "one", tmp_path / "many") == []
    assert listed_stores(tmp_path / "many" / "stores.toml") == ()
