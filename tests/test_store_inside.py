"""A store that is a folder of a person's repository, which must not be disturbed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.store_samples import NOON, PERSONS_STATUS, add, git, record_of, repository
from tracker.errors import NotAStore, StoreError, StoreLocked, UnknownReference
from tracker.store import Store, working_tree
from tracker.store import batch as batch_module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return repository(tmp_path / "project")


def opened(folder: Path) -> Store:
    return Store.create(folder, clock=lambda: NOON)


def test_the_commit_has_the_paths_of_the_store_only(project: Path) -> None:
    with opened(project / "law" / "snapshots") as store:
        add(store, 7)
    changed = git(project, "show", "--name-only", "--format=", "HEAD").split("\n")
    assert all(path.startswith("law/snapshots/") for path in changed if path)
    assert git(project, "log", "--format=%s", "-1", "HEAD~1") == "Begin\n"
    assert (project / "law/snapshots/yunlan/2025/007/source.txt").exists()
    assert git(project, "symbolic-ref", "HEAD") == "refs/heads/work\n"


def test_what_is_staged_and_changed_stays_as_it_is(project: Path) -> None:
    with opened(project / "snapshots") as store:
        add(store, 7)
        add(store, 7, words="二百万元")
        list(store.add_many((record_of(number), None) for number in range(8, 12)))
    assert git(project, "status", "--short") == PERSONS_STATUS
    assert git(project, "diff-files", "--name-only").split() == ["code.py"]


def test_the_first_commit_of_a_repository_may_be_a_snapshot(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "empty")
    (tmp_path / "empty/staged").write_text("x")
    git(tmp_path / "empty", "add", "staged")
    with opened(tmp_path / "empty/snapshots") as store:
        assert store.issues() == ()
        with pytest.raises(UnknownReference):
            store.at_date("2025-09-02")
        add(store, 7)
    assert git(tmp_path / "empty", "status", "--short") == "A  staged\n"


def test_a_detached_head_is_refused(project: Path) -> None:
    git(project, "checkout", "--quiet", "--detach")
    with opened(project / "snapshots") as store, pytest.raises(StoreError, match="detached"):
        add(store, 7)


def test_a_detached_head_can_be_read(project: Path) -> None:
    with opened(project / "snapshots") as store:
        add(store, 7)
    git(project, "checkout", "--quiet", "--detach")
    with Store.open(project / "snapshots") as store:
        assert len(store.issues()) == 1


def test_a_bare_repository_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    with pytest.raises(NotAStore, match="working tree"):
        opened(tmp_path / "bare.git")
    with pytest.raises(NotAStore, match="working tree"):
        opened(tmp_path / "bare.git" / "snapshots")


def test_the_folder_of_git_itself_is_refused(project: Path) -> None:
    with pytest.raises(NotAStore):
        opened(project / ".git" / "snapshots")


def test_a_worktree_commits_on_its_own_branch(project: Path, tmp_path: Path) -> None:
    git(project, "worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    with opened(tmp_path / "side/snapshots") as store:
        add(store, 7)
    assert git(tmp_path / "side", "status", "--short") == ""
    assert git(project, "status", "--short") == PERSONS_STATUS
    assert git(project, "log", "--format=%s", "work") == "Begin\n"
    assert len(git(project, "log", "--format=%s", "side").splitlines()) == 2


def test_a_submodule_is_a_repository_of_its_own(project: Path, tmp_path: Path) -> None:
    inner = repository(tmp_path / "inner")
    git(project, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "snapshots")
    git(project, "commit", "--quiet", "-m", "A submodule", "--", ".gitmodules", "snapshots")
    assert (project / "snapshots/.git").is_file()
    with opened(project / "snapshots") as store:
        add(store, 7)
    assert len(git(project / "snapshots", "log", "--format=%s").splitlines()) == 2
    assert len(git(project, "log", "--format=%s").splitlines()) == 2


def test_a_submodule_that_is_not_there_is_not_overwritten(project: Path, tmp_path: Path) -> None:
    inner = repository(tmp_path / "inner")
    git(project, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "snapshots")
    git(project, "commit", "--quiet", "-m", "A submodule", "--", ".gitmodules", "snapshots")
    git(project, "submodule", "--quiet", "deinit", "--force", "snapshots")
    with opened(project / "snapshots") as store, pytest.raises(StoreError, match="submodule"):
        add(store, 7)


def test_variables_of_an_outer_git_lead_nowhere(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    monkeypatch.setenv("GIT_COMMON_DIR", str(other / ".git"))
    with opened(project / "snapshots") as store:
        add(store, 7)
    assert git(other, "log", "--format=%s") == "Begin\n"
    assert len(git(project, "log", "--format=%s").splitlines()) == 2


def test_hooks_and_monitors_of_the_repository_do_not_run(project: Path) -> None:
    trap = project / "trap"
    for name in ("pre-commit", "post-commit", "reference-transaction", "post-index-change", "commit-msg"):
        hook = project / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {trap}\nexit 1\n")
        hook.chmod(0o755)
    git(project, "config", "core.fsmonitor", f"touch {trap}; false")
    with opened(project / "snapshots") as store:
        add(store, 7)
        assert len(store.issues()) == 1
    assert not trap.exists()


def test_line_endings_of_the_repository_do_not_touch_the_record(project: Path) -> None:
    git(project, "config", "core.autocrlf", "true")
    (project / ".gitattributes").write_text("* text eol=crlf\n")
    with opened(project / "snapshots") as store:
        add(store, 7)
        name, data = store.source("yunlan/2025/007")
    assert git(project, "status", "--short", "snapshots") == ""
    (project / "snapshots/yunlan/2025/007" / name).unlink()
    git(project, "checkout", "--", "snapshots")
    assert (project / "snapshots/yunlan/2025/007" / name).read_bytes() == data


def test_an_ignored_folder_is_still_the_store(project: Path) -> None:
    (project / ".gitignore").write_text("snapshots\n*.json\n")
    with opened(project / "snapshots") as store:
        add(store, 7)
        assert len(store.issues()) == 1
    assert git(project, "status", "--short", "snapshots") == ""


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_tree, "PATIENCE", 0.2)


@pytest.mark.usefixtures("_impatient")
def test_a_git_command_at_work_is_waited_for_and_then_named(project: Path) -> None:
    lock = project / ".git/index.lock"
    lock.write_bytes(b"")
    with opened(project / "snapshots") as store:
        with pytest.raises(StoreLocked, match=r"index\.lock"):
            add(store, 7)
        assert lock.exists()
        assert store.issues() == ()
        lock.unlink()
        assert add(store, 7).outcome == "new"
    assert git(project, "status", "--short") == PERSONS_STATUS


def test_a_person_who_commits_meanwhile_loses_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = batch_module.Batch.publish
    turns = iter(range(3))

    def with_a_commit_before(batch: batch_module.Batch) -> object:
        if (turn := next(turns, None)) is not None:
            git(project, "commit", "--quiet", "--allow-empty", "-m", f"Meanwhile {turn}")
        return finish(batch)

    monkeypatch.setattr(batch_module.Batch, "publish", with_a_commit_before)
    with opened(project / "snapshots") as store:
        done = list(store.add_many((record_of(number), None) for number in (1, 2)))
        assert [added.outcome for added in done] == ["new", "new"]
        assert len(store.issues()) == 2
    subjects = git(project, "log", "--format=%s").splitlines()
    assert [subject for subject in subjects if subject.startswith("Meanwhile")] == [f"Meanwhile {n}" for n in (2, 1, 0)]
    assert git(project, "status", "--short") == " M code.py\n"
    assert git(project, "fsck", "--no-dangling") == ""
    assert git(project, "for-each-ref", "refs/worktree") == ""


def _commits(project: Path) -> Iterator[int]:
    for number in range(8):
        (project / f"file{number}").write_text("x")
        yield subprocess.run(
            [
                "sh",
                "-c",
                f"git add file{number} && git -c user.name=P -c user.email=p@e commit -qm {number} -- file{number}",
            ],
            cwd=project,
            check=False,
            capture_output=True,
        ).returncode


def test_a_person_who_commits_at_the_same_time_never_takes_a_snapshot_out(project: Path) -> None:
    codes: list[int] = []
    person = Thread(target=lambda: codes.extend(_commits(project)))
    with opened(project / "snapshots") as store:
        person.start()
        for number in range(1, 9):
            assert add(store, number).outcome == "new"
        person.join()
        assert len(store.issues()) == 8
    assert 0 in codes
    assert "snapshots" not in git(project, "status", "--short")
