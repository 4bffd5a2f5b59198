"""Adding to several stores: each issue to the store of its gazette, and what fails in one loses nothing of another."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.history_samples import issues
from tests.several_samples import GAZETTES, HARBOUR, LIUWAN, filled, records, several
from tests.store_samples import git, text_of
from tests.test_several_reading import Told
from tracker.errors import ConfigError, StoreError, StoreLocked
from tracker.store import Store, create_store
from tracker.store.lock import writer_lock
from tracker.store.several import members, room
from tracker.store.several.adding import Refused, in_batches, taken
from tracker.store.several.inspection import repaired, verified
from tracker.store.several.several_stores import SeveralStores
from tracker.store.several.stores_file import listed_stores, with_store

KILLS = int(os.environ.get("TRACKER_KILLS", "3"))


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(capsys, monkeypatch)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return several(tmp_path / "many")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Issues of two gazettes, by their covers, one after the other."""
    place = tmp_path / "files"
    place.mkdir()
    made = []
    for number in range(1, 7):
        file = place / f"{number}.txt"
        city = ("云岚市", "澜亭市")[number % 2]
        file.write_bytes(text_of(number).replace("云岚市".encode(), city.encode()))
        made.append(file)
    return made


CLOUD, BOAT = "云岚市人民政府公报", "澜亭市人民政府公报"


def whole(folder: Path) -> bool:
    with SeveralStores.open(folder) as stores:
        found = verified(stores)
        assert found.whole, found.findings
        return found.whole


# --- each to its own --------------------------------------------------------------------------------------------------


def test_one_batch_goes_to_the_stores_of_its_gazettes(many: Path, files: list[Path], told: Told) -> None:
    value = json.loads(told("add", *files, "--store", many, "--format", "json"))
    assert [one["file"] for one in value["added"]] == [str(file) for file in files]
    assert [one["ref"].split("/")[0] for one in value["added"]] == [BOAT, CLOUD] * 3
    assert {one["outcome"] for one in value["added"]} == {"new"}
    assert listed_stores(many / "stores.toml") == (BOAT, CLOUD)
    for gazette in (BOAT, CLOUD):
        commits = git(many / gazette, "log", "--format=%H", "--reverse").split()
        assert commits == [one["commit"] for one in value["added"] if one["ref"].startswith(gazette)]
        assert git(many / gazette, "status", "--porcelain") == ""
    assert whole(many)
    again = json.loads(told("add", *files, "--store", many, "--format", "json"))
    assert {one["outcome"] for one in again["added"]} == {"unchanged"}


def test_a_store_of_several_is_a_store_byte_for_byte(tmp_path: Path, many: Path) -> None:
    filled(many)
    alone = tmp_path / "alone"
    with Store.create(alone) as store:
        list(store.add_many(one for one, gazette in zip(records(), GAZETTES, strict=True) if gazette == LIUWAN))
    assert git(alone, "rev-parse", "HEAD") == git(many / LIUWAN, "rev-parse", "HEAD")


def test_the_list_keeps_what_a_person_wrote_in_it(many: Path) -> None:
    file = many / "stores.toml"
    file.write_text("# ours\n[[store]]\ngazette = 'x'  # first", "utf-8")
    with_store(file, HARBOUR)
    with_store(file, HARBOUR)
    assert (
        file.read_text("utf-8") == f"# ours\n[[store]]\ngazette = 'x'  # first\n\n[[store]]\ngazette = \"{HARBOUR}\"\n"
    )
    assert [one.name for one in many.iterdir()] == ["stores.toml"]


def test_results_come_in_order_in_more_batches_than_one(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.several.adding.BATCH_RECORDS", 2)
    assert [len(batch) for batch in in_batches(iter(records()))] == [2, 2, 1]
    with create_store(many) as store:
        added = [taken(one) for one in store.add_many(records())]
    assert [one.ref for one in added] == [record.ref for record, _ in records()]


# --- what fails in one ------------------------------------------------------------------------------------------------


def test_what_one_store_refuses_keeps_nothing_from_another(
    many: Path, files: list[Path], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("add", files[0], "--store", many)
    monkeypatch.setattr("tracker.store.lock.PATIENCE", 0.1)
    with Store.open(many / BOAT) as store, writer_lock(store.lock_file):
        value = json.loads(told("add", *files, "--store", many, "--format", "json", "--lang", "en", status=3))
    assert [one["file"] for one in value["added"]] == [str(file) for file in files[1::2]]
    assert [one["file"] for one in value["failed"]] == [str(file) for file in files[0::2]]
    assert "is writing to the store" in told.error
    assert "3 of 6 files were not added" in told.error
    assert whole(many)


def test_a_listed_store_that_is_missing_is_not_made_anew(many: Path) -> None:
    filled(many)
    shutil.rmtree(many / HARBOUR)
    with create_store(many) as store:
        outcomes = list(store.add_many(records()))
    assert [isinstance(one, Refused) for one in outcomes] == [gazette == HARBOUR for gazette in GAZETTES]
    assert not (many / HARBOUR).exists()
    with pytest.raises(StoreError, match="missing"):
        taken(outcomes[1])


def test_what_stands_unlisted_in_the_way_is_left_alone(many: Path, tmp_path: Path) -> None:
    (many / HARBOUR).mkdir()
    (many / HARBOUR / "diary.txt").write_text("mine")
    (many / LIUWAN).symlink_to(tmp_path)
    with create_store(many) as store:
        outcomes = [one for one in store.add_many(records()) if isinstance(one, Refused)]
    assert len(outcomes) == len(GAZETTES)
    assert {type(one.error) for one in outcomes} == {StoreError, ConfigError}
    assert [one.name for one in (many / HARBOUR).iterdir()] == ["diary.txt"]
    assert listed_stores(many / "stores.toml") == ()
    assert not (tmp_path / ".git").exists()


@pytest.mark.parametrize(
    "ref", ["../2025/001", ".git/2025/001", "-x/2025/001", "a b/2025/001", "a:b/2025/001", "/2025/1"]
)
def test_a_gazette_with_a_hostile_name_gets_no_store(many: Path, ref: str) -> None:
    (record, moment) = records()[0]
    with create_store(many) as store:
        (outcome,) = store.add_many([(replace(record, ref=ref), moment)])
    assert isinstance(outcome, Refused)
    assert "no name of a gazette" in str(outcome.error)
    assert {one.name for one in many.iterdir()} == {"stores.toml", ".tracker"}


@pytest.mark.parametrize("name", ["../../elsewhere", "--bare", "a/../b", ".hidden"])
def test_a_name_that_a_person_gives_is_made_harmless_first(
    many: Path, files: list[Path], told: Told, name: str
) -> None:
    told("add", files[0], "--store", many, f"--gazette={name}")
    (listed,) = listed_stores(many / "stores.toml")
    assert (many / listed / ".git").is_dir()
    assert {one.name for one in many.parent.iterdir()} == {"many", "files"}


def test_a_missing_key_is_told_before_anything_is_made(many: Path, tmp_path: Path) -> None:
    with create_store(many) as store:
        store.signing_key = tmp_path / "nothing"
        with pytest.raises(ConfigError, match="no such key"):
            list(store.add_many(records()))
    assert listed_stores(many / "stores.toml") == ()


# --- kills ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["new_repository", "with_store"])
def test_a_kill_while_a_store_is_made_costs_nothing(many: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    class Killed(BaseException): ...

    def killed(*_: object) -> None:
        raise Killed

    place = room if at == "new_repository" else members
    real = getattr(place, at)
    monkeypatch.setattr(place, at, killed)
    with create_store(many) as store, pytest.raises(Killed):
        list(store.add_many(records()))
    monkeypatch.setattr(place, at, real)
    filled(many)
    assert whole(many)
    assert listed_stores(many / "stores.toml") == (LIUWAN, HARBOUR)


def start(files: list[Path], store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tracker", "add", *map(str, files), "--store", str(store)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def test_two_writers_killed_at_random_lose_and_double_nothing(many: Path, files: list[Path]) -> None:
    chance = random.Random(15)
    for _ in range(KILLS):
        writers = [start(chance.sample(files, len(files)), many) for _ in range(2)]
        time.sleep(0.5 + chance.random() * 1.5)
        os.killpg(writers[0].pid, signal.SIGKILL)
        for writer in writers:
            writer.wait(timeout=180)
        assert whole(many)
    assert start(files, many).wait(timeout=180) == 0
    assert whole(many)
    with SeveralStores.open(many) as stores:
        assert len(stores.issues()) == len(files)
        assert all(len(stores.history(entry.ref)) == 1 for entry in stores.issues())
    assert sorted(listed_stores(many / "stores.toml")) == sorted([BOAT, CLOUD])


def test_who_changes_the_list_waits_for_who_does_already(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.lock.PATIENCE", 0.1)
    room.make(many)
    with room.locked(many), create_store(many) as store:
        outcomes = [one for one in store.add_many(records()) if isinstance(one, Refused)]
    assert len(outcomes) == len(GAZETTES)
    assert all(isinstance(one.error, StoreLocked) for one in outcomes)


# --- verify and repair ------------------------------------------------------------------------------------------------


def test_verify_and_repair_go_through_all_and_name_the_store(many: Path, told: Told) -> None:
    filled(many)
    assert "5 issues: whole" in told("verify", "--store", many, "--lang", "en")
    source = many / HARBOUR / HARBOUR / "2020" / "005" / "issue.json"
    source.unlink()
    shutil.rmtree(many / LIUWAN)
    out = told("verify", "--store", many, "--lang", "en", status=3)
    assert f"damage: {LIUWAN}: this store is missing" in out
    assert f"changed-on-disk: {HARBOUR}: {HARBOUR}/2020/005/issue.json" in out
    told("status", "--store", many, status=3)
    out = told("repair", "--store", many, "--lang", "en", status=3)
    assert f"lost: {LIUWAN}: this store is missing" in out
    assert f"mended: {HARBOUR}: {HARBOUR}/2020/005/issue.json" in out
    assert str(many / ".tracker" / "cache" / "index.sqlite") in out
    assert source.is_file()
    assert not (many / ".tracker" / "cache" / "index.sqlite").exists()


def test_verify_tells_what_nobody_sees(many: Path) -> None:
    filled(many)
    (many / LIUWAN / "lineage.toml").write_text("")
    shutil.copytree(many / LIUWAN / LIUWAN, many / LIUWAN / "stray")
    git(many / LIUWAN, "add", ".")
    git(many / LIUWAN, "commit", "-qm", "by hand")
    with SeveralStores.open(many) as stores:
        found = {(one.trouble, one.where) for one in verified(stores).findings}
    assert {("damage", f"{LIUWAN}: stray"), ("note", f"{LIUWAN}: lineage.toml")} <= found


def test_repair_of_one_store_is_as_it_was(tmp_path: Path) -> None:
    folder = filled(tmp_path / "one")
    (folder / LIUWAN / "2018" / "003" / "issue.json").unlink()
    with create_store(folder) as store:
        assert [one.where for one in repaired(store) if one.fate == "mended"] == [f"{LIUWAN}/2018/003/issue.json"]
        assert verified(store).whole


def test_the_samples_are_what_they_say() -> None:
    assert len(issues()) == len(GAZETTES)
