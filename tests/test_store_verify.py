from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store_samples import NOON, add, git, issue_of, record_of, text_of
from tests.test_store_damage import loose, spoil
from tracker.store import Store
from tracker.store import record as record_module
from tracker.store.git import Git
from tracker.store.lock import writer_lock
from tracker.store.verification import verify


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.create(tmp_path / "store", clock=lambda: NOON)
    list(opened.add_many((record_of(number), None) for number in (1, 2, 3)))
    return opened


def troubles(store: Store) -> dict[str, str]:
    return {finding.where: finding.trouble for finding in verify(store).findings}


def test_a_store_as_it_was_written_is_whole(store: Store) -> None:
    found = verify(store)
    assert (found.whole, found.issues, found.findings) == (True, 3, ())


def test_an_empty_store_is_whole(tmp_path: Path) -> None:
    assert verify(Store.create(tmp_path / "empty")).whole


def test_an_executor_gives_the_same(store: Store) -> None:
    with ThreadPoolExecutor(2) as executor:
        assert verify(store, executor) == verify(store)


def test_a_record_that_was_tampered_with_is_damage(store: Store) -> None:
    (store.folder / "yunlan/2025/002/source.txt").write_bytes(text_of(2, words="九元"))
    git(store.folder, "commit", "-qam", "Nothing to see here")
    assert troubles(store) == {"yunlan/2025/002": "damage"}
    assert not verify(store).whole


def test_a_derived_file_that_was_tampered_with_is_damage(store: Store) -> None:
    file = next((store.folder / "yunlan/2025/002").glob("01-*.md"))
    file.write_text(file.read_text().replace("一百万元", "一元"))
    git(store.folder, "commit", "-qam", "Nothing to see here")
    assert troubles(store) == {"yunlan/2025/002": "damage"}


def test_what_another_parser_found_is_not_damage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    data = text_of(4)
    issue = issue_of(data)
    monkeypatch.setattr(record_module, "parser_version", lambda: "0.0.1/0+0000")
    store.add(data, replace(issue, documents=issue.documents[:1]), gazette="yunlan")
    assert troubles(store) == {"yunlan/2025/004": "re-parse-needed"}
    assert verify(store).whole


def test_files_that_changed_or_went_from_the_disk_are_found(store: Store) -> None:
    (store.folder / "yunlan/2025/001/issue.json").unlink()
    (store.folder / "yunlan/2025/002/source.txt").write_text("x")
    (store.folder / "README.md").write_text("my own words")
    assert troubles(store) == {
        "yunlan/2025/001/issue.json": "changed-on-disk",
        "yunlan/2025/002/source.txt": "changed-on-disk",
    }


def test_a_damaged_object_is_found(store: Store) -> None:
    oid = git(store.folder, "rev-parse", "HEAD:yunlan/2025/003/source.txt").strip()
    file = store.folder / ".git/objects" / oid[:2] / oid[2:]
    file.chmod(0o644)
    file.write_bytes(b"spoilt")
    found = verify(store)
    assert not found.whole
    assert any(finding.where == "git fsck" for finding in found.findings)


def test_what_fsck_says_once_and_not_again_is_no_damage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter([("missing tree 1", "missing tree 2"), ("missing tree 2",), ("missing tree 3",)])
    monkeypatch.setattr(Git, "fsck", lambda _: next(said))
    assert verify(store).whole


def test_while_somebody_writes_the_files_are_left_alone(store: Store) -> None:
    (store.folder / "yunlan/2025/002/source.txt").write_text("x")
    with writer_lock(store.lock_file), Store.open(store.folder) as reader:
        found = verify(reader)
    assert found.whole
    assert [finding.trouble for finding in found.findings] == ["note"]


def test_an_alteration_is_checked_against_its_own_hash(store: Store) -> None:
    add(store, 2, words="二百万元")
    assert verify(store).whole


def test_deep_it_looks_at_what_stood_before(store: Store) -> None:
    add(store, 2, words="九元")
    assert verify(store, deep=True).whole
    commit = store.history("yunlan/2025/002")[-1].commit
    old = git(store.folder, "rev-parse", f"{commit}:yunlan/2025/002/source.txt").strip()
    spoil(loose(store, old), None)
    again = Store.open(store.folder)
    found = [(finding.trouble, finding.where) for finding in verify(again, deep=True).findings]
    assert ("damage", f"yunlan/2025/002@{commit[:10]}") in found


def test_deep_a_commit_that_says_another_hash_is_damage(store: Store) -> None:
    message = git(store.folder, "log", "-1", "--format=%B")
    git(store.folder, "commit", "-q", "--amend", "-m", message.replace("SHA-256: ", "SHA-256: 00"))
    assert not verify(Store.open(store.folder), deep=True).whole
