from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store_samples import NOON, add, git, issue_of, record_of, repository, text_of
from tracker.errors import DamagedStore, NotAStore, UnknownReference
from tracker.store import Store, history
from tracker.store import view as view_module


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store", clock=lambda: NOON)


def test_issues_are_listed_with_what_their_commits_say(store: Store) -> None:
    when = datetime(2025, 9, 1, 8, 30, tzinfo=UTC)
    data = text_of(8)
    added = store.add(data, issue_of(data), gazette="yunlan", url="https://example.org/8", retrieved_at=when)
    add(store, 7)
    seven, eight = store.issues()
    assert (seven.ref, seven.gazette, seven.year, seven.number) == ("yunlan/2025/007", "yunlan", 2025, 7)
    assert (eight.published, eight.observed, eight.url) == ("2025-06-01", when, "https://example.org/8")
    assert (eight.commit, eight.sha256) == (added.commit, added.sha256)
    assert store.entry(eight.ref) == eight


def test_the_store_is_read_as_it_was(store: Store) -> None:
    first = add(store, 7)
    add(store, 8)
    assert [entry.ref for entry in store.issues(first.commit)] == ["yunlan/2025/007"]
    assert len(store.issues("HEAD~1")) == 1
    with pytest.raises(UnknownReference):
        store.issue("yunlan/2025/008", "HEAD~1")


def test_a_store_that_is_open_sees_what_others_add(store: Store) -> None:
    assert store.issues() == ()
    with Store.open(store.folder) as other:
        add(other, 7)
        assert len(store.issues()) == 1
        add(store, 8)
        assert len(other.issues()) == 2
    git(store.folder, "pack-refs", "--all")
    add(store, 9)
    assert len(store.issues()) == 3


def test_the_history_of_an_issue_is_newest_first(store: Store) -> None:
    add(store, 7)
    add(store, 8)
    add(store, 7, words="二百万元")
    events = store.history("yunlan/2025/007")
    assert [event.outcome for event in events] == ["altered", "new"]
    assert {event.subject for event in events} == {"云岚市人民政府公报 2025年第7期"}
    assert [event.outcome for event in store.history("yunlan/2025/007", "HEAD~1")] == ["new"]
    for entry in store.issues():
        assert store.last(entry.ref) == store.history(entry.ref)[0]


@pytest.mark.parametrize("merged", [False, True])
def test_histories_of_many_issues_are_those_of_each(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, merged: bool
) -> None:
    for number in (7, 8, 9):
        add(store, number)
    add(store, 7, words="二百万元")
    (source,) = store.folder.glob("yunlan/2025/008/source.*")
    source.write_bytes(text_of(8, words="三百万元"))
    git(store.folder, "commit", "-qam", "A better source")
    if merged:
        git(store.folder, "checkout", "-qb", "beside", "HEAD~2")
        git(store.folder, "commit", "-q", "--allow-empty", "-m", "Beside")
        git(store.folder, "checkout", "-q", "-")
        git(store.folder, "merge", "-q", "--no-ff", "-m", "Merged", "beside")
    refs = [entry.ref for entry in store.issues()]
    one_by_one = [store.history(ref) for ref in refs]
    monkeypatch.setattr(history, "_MANY", 0)
    with Store.open(store.folder) as again:
        assert [again.history(ref) for ref in refs] == one_by_one
    assert [len(events) for events in one_by_one] == [2, 2, 1]


def test_an_issue_is_parsed_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, 7)
    first = store.issue("yunlan/2025/007")
    assert first.documents[0].doc_number == "云政发〔2025〕7号"
    monkeypatch.setattr(view_module, "parse_source", lambda *_: pytest.fail("parsed again"))
    assert store.issue("yunlan/2025/007") == first


def test_the_cache_may_vanish_or_be_spoilt_at_any_time(store: Store) -> None:
    add(store, 7)
    first = store.issue("yunlan/2025/007")
    for file in store.cache_folder.rglob("*.json"):
        file.write_text('{"schema": "tracker.issue/1"}')
    assert store.issue("yunlan/2025/007") == first
    shutil.rmtree(store.cache_folder)
    assert store.issue("yunlan/2025/007") == first
    assert git(store.folder, "status", "--short", "--ignored") == ""


def test_a_day_is_what_was_known_by_its_end(store: Store) -> None:
    for number, of_month in ((1, 1), (2, 3)):
        moment = datetime(2025, 9, of_month, 23, 59, tzinfo=UTC)
        list(store.add_many([(record_of(number), moment)]))
    assert len(store.issues(store.at_date("2025-09-01"))) == 1
    assert len(store.issues(store.at_date("2025-09-02"))) == 1
    assert len(store.issues(store.at_date("2025-09-03"))) == 2
    for day in ("2025-08-31", "2025-02-30", "yesterday"):
        with pytest.raises(UnknownReference):
            store.at_date(day)


@pytest.mark.parametrize(
    "revision",
    [
        "--all", "-n1", "--upload-pack=touch x", "HEAD..main", "HEAD@{1}", ":/Begin", "main:README.md", "^HEAD", "a b",
        "HEAD\nmain", "", "refs/../x", "nowhere", "0" * 40, "@{-1}", "HEAD^{tree}", "x" * 300, "\x00",
    ],
)  # fmt: skip
def test_what_is_no_revision_names_nothing(store: Store, revision: str) -> None:
    add(store, 7)
    with pytest.raises(UnknownReference):
        store.resolve(revision)
    with pytest.raises(UnknownReference):
        store.issues(revision)


def test_revisions_are_full_names_short_ones_branches_and_steps_back(store: Store) -> None:
    first, second = add(store, 7), add(store, 8)
    git(store.folder, "tag", "版本-1", first.commit)
    for revision in (second.commit, second.commit[:10], "HEAD", "main", "refs/heads/main", "@"):
        assert store.resolve(revision) == second.commit
    for revision in ("HEAD~1", "main^", "HEAD~", "版本-1", "tags/版本-1"):
        assert store.resolve(revision) == first.commit


def test_what_a_person_committed_is_read_too(tmp_path: Path) -> None:
    project = repository(tmp_path / "project")
    folder = project / "snapshots/yunlan/2025/007"
    folder.mkdir(parents=True)
    (folder / "source.txt").write_bytes(text_of(7))
    git(project, "add", "snapshots")
    git(project, "commit", "-qm", "Samples")
    (folder / "source.txt").write_bytes(text_of(7, words="二百万元"))
    git(project, "commit", "-qam", "Better samples")
    with Store.open(project / "snapshots", clock=lambda: NOON) as store:
        (entry,) = store.issues()
        assert (entry.title, entry.published) == ("云岚市人民政府公报", "2025-06-01")
        assert entry.commit == store.resolve("HEAD")
        assert [event.outcome for event in store.history(entry.ref)] == ["altered", "new"]
        assert not store.history(entry.ref)[0].recorded
        last = store.last(entry.ref)
        assert last is not None
        assert (last.commit, last.recorded) == (store.history(entry.ref)[0].commit, False)
        assert add(store, 7).outcome == "altered"
        assert store.issues()[0].commit == store.resolve("HEAD")


def test_a_shallow_clone_can_be_read(store: Store, tmp_path: Path) -> None:
    list(store.add_many((record_of(number), None) for number in (1, 2, 3)))
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{store.folder}", "shallow")
    with Store.open(tmp_path / "shallow") as shallow:
        assert [entry.ref for entry in shallow.issues()] == [f"yunlan/2025/00{n}" for n in (1, 2, 3)]
        assert {entry.published for entry in shallow.issues()} == {"2025-06-01"}
        assert shallow.source("yunlan/2025/001")[1] == text_of(1)


def test_no_folder_and_no_repository_are_no_store(tmp_path: Path) -> None:
    with pytest.raises(NotAStore, match="there is no store"):
        Store.open(tmp_path / "nowhere")
    with pytest.raises(NotAStore, match="no git repository"):
        Store.open(tmp_path)


def test_a_missing_object_is_damage(store: Store) -> None:
    add(store, 7)
    oid = git(store.folder, "rev-parse", "HEAD:yunlan/2025/007/source.txt").strip()
    (store.folder / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(DamagedStore):
        store.source("yunlan/2025/007")
    with pytest.raises(DamagedStore):
        store.source("yunlan/2025/007")


def test_a_repository_with_sha256_names_works_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "store")
    with Store.create(tmp_path / "store", clock=lambda: NOON) as store:
        assert add(store, 7).outcome == "new"
        assert add(store, 7).outcome == "unchanged"
        assert add(store, 7, words="二百万元").outcome == "altered"
        assert len(store.resolve("HEAD")) == 64
    assert git(tmp_path / "store", "status", "--short") == ""
