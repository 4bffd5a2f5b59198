"""``tracker repair``: what is derived is made again, what is a person's is left, what is lost is told."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.store_samples import NOON, git, record_of
from tests.test_store_damage import loose, spoil
from tracker.cli.app import run
from tracker.library import Library
from tracker.store import Store
from tracker.store.repairing import Repair, repair
from tracker.store.verification import verify


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.create(tmp_path / "store", clock=lambda: NOON)
    list(opened.add_many((record_of(number), None) for number in (1, 2, 3)))
    return opened


def mended(store: Store) -> list[Repair]:
    done = repair(Store.open(store.folder))
    return [one for one in done if one.fate != "dropped"]


def test_a_whole_store_needs_nothing(store: Store) -> None:
    assert mended(store) == []


def test_caches_are_dropped_but_not_the_ledger_of_the_monitor(store: Store) -> None:
    with Library.open(store.folder) as library:
        count = len(library.works)
    ledger = store.cache_folder / "monitor" / "ledger.sqlite"
    ledger.parent.mkdir()
    ledger.write_bytes(b"what was told to whom")
    assert {one.fate for one in repair(store)} == {"dropped"}
    assert [one.name for one in store.cache_folder.iterdir()] == ["monitor"]
    assert ledger.read_bytes() == b"what was told to whom"
    with Library.open(store.folder) as library:
        assert len(library.works) == count


@pytest.mark.parametrize("name", ["source.txt", "issue.json"])
def test_an_object_is_made_again_from_the_file_on_disk(store: Store, name: str) -> None:
    spoil(loose(store, f"yunlan/2025/002/{name}"))
    assert [(one.fate, one.where) for one in mended(store)] == [("mended", f"yunlan/2025/002/{name}")]
    assert verify(Store.open(store.folder)).whole


def test_a_derived_object_is_made_again_from_its_source(store: Store) -> None:
    spoil(loose(store, "yunlan/2025/002/issue.json"), None)
    (store.folder / "yunlan/2025/002/issue.json").unlink()
    assert [one.fate for one in mended(store)] == ["mended", "mended"]
    assert verify(Store.open(store.folder)).whole


def test_a_source_that_is_nowhere_is_lost(store: Store) -> None:
    spoil(loose(store, "yunlan/2025/002/source.txt"))
    (store.folder / "yunlan/2025/002/source.txt").write_bytes(b"other")
    assert [(one.fate, one.where) for one in mended(store)] == [("lost", "yunlan/2025/002/source.txt")]


def test_files_on_disk_come_back_and_a_changed_source_is_left(store: Store) -> None:
    folder = store.folder / "yunlan/2025/001"
    (folder / "issue.json").write_text("{}")
    next(folder.glob("01-*.md")).unlink()
    (folder / "source.txt").write_bytes(b"a person's")
    fates = {Path(one.where).name[:3]: one.fate for one in mended(store)}
    assert fates == {"01-": "mended", "iss": "mended", "sou": "left"}
    assert (folder / "source.txt").read_bytes() == b"a person's"
    assert git(store.folder, "status", "--porcelain").split() == ["M", "yunlan/2025/001/source.txt"]


def test_nothing_is_written_through_a_link_that_leads_elsewhere(store: Store, tmp_path: Path) -> None:
    folder, outside = store.folder / "yunlan/2025/001", tmp_path / "outside"
    folder.rename(outside)
    (outside / "issue.json").unlink()
    folder.symlink_to(outside)
    assert ("left", "yunlan/2025/001/issue.json") in [(one.fate, one.where) for one in mended(store)]
    assert not (outside / "issue.json").exists()


def test_an_index_of_git_that_cannot_be_read_is_kept_aside(store: Store) -> None:
    index = store.folder / ".git/index"
    index.write_bytes(b"garbage")
    assert [one.fate for one in mended(store)] == ["mended"]
    assert index.with_name("index.damaged").read_bytes() == b"garbage"
    assert verify(Store.open(store.folder)).whole


def test_the_command_says_what_it_did(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (store.folder / "yunlan/2025/001/issue.json").unlink()
    monkeypatch.setattr(sys, "argv", ["tracker", "repair", "--store", str(store.folder)])
    assert run() == 0
    out = capsys.readouterr().out
    assert "已修复: yunlan/2025/001/issue.json: was missing on disk" in out
    assert out.splitlines()[-1].startswith("已修复 ")
    spoil(loose(store, "yunlan/2025/002/source.txt"))
    (store.folder / "yunlan/2025/002/source.txt").unlink()
    monkeypatch.setattr(sys, "argv", ["tracker", "repair", "--store", str(store.folder), "--format", "json"])
    assert run() == 3
    told = capsys.readouterr()
    assert json.loads(told.out)["repairs"][0]["fate"] == "lost"
    assert "what is lost cannot be made again here" in told.err
