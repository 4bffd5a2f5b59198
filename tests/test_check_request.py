"""The monitor's pull request: one branch and one request, on a real remote, with the API on loopback."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.github_stand_in import Api, api
from tests.store_samples import git, issue_of, text_of
from tracker import Store
from tracker.check.github.request import BRANCH
from tracker.check.github.steps import main


@pytest.fixture
def hub() -> Iterator[Api]:
    with api() as told:
        yield told


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A bare repository with a store on main."""
    seed = tmp_path / "seed"
    seed.mkdir()
    git(seed, "init", "-q", "--initial-branch=main")
    (seed / "README.md").write_text("x\n")
    git(seed, "add", ".")
    git(seed, "commit", "-q", "-m", "Begin")
    found(seed, 1)
    subprocess.run(["git", "clone", "-q", "--bare", str(seed), str(tmp_path / "remote")], check=True)
    return tmp_path / "remote"


def found(clone: Path, number: int, words: str = "一百万元") -> None:
    """What a pass of the monitor does: a commit of the store."""
    data = text_of(number, words=words)
    with Store.create(clone / "snapshots") as store:
        store.add(data, issue_of(data), gazette="yunlan")


def night(
    tmp_path: Path, remote: Path, hub: Api, *numbers: int, steps: tuple[str, ...] = ("prepare", "propose")
) -> Path:
    """One run of the workflow: a fresh checkout of main, the branch, a pass, the request."""
    clone = tmp_path / f"night-{len(list(tmp_path.glob('night-*')))}"
    subprocess.run(["git", "clone", "-q", "--branch", "main", str(remote), str(clone)], check=True)
    environment = {
        "PATH": os.environ["PATH"],
        "GITHUB_API_URL": hub.url,
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_TOKEN": "t0ken",
        "GITHUB_WORKSPACE": str(clone),
        "DEFAULT_BRANCH": "main",
    }
    assert main(steps[:1], environment) == 0
    for number in numbers:
        found(clone, number)
    for step in steps[1:]:
        assert main([step], environment) == 0
    return clone


def subjects(remote: Path, branch: str = BRANCH) -> list[str]:
    return git(remote, "log", "--no-merges", "--format=%s", f"main..{branch}").splitlines()


def test_nothing_new_makes_no_request(tmp_path: Path, remote: Path, hub: Api) -> None:
    night(tmp_path, remote, hub)
    assert hub.pulls == []
    assert git(remote, "branch", "--list", BRANCH) == ""


def test_one_request_that_grows_and_closes(tmp_path: Path, remote: Path, hub: Api) -> None:
    night(tmp_path, remote, hub, 2)
    night(tmp_path, remote, hub, 3)
    (request,) = hub.pulls
    assert (request["state"], request["head"], request["base"]) == ("open", BRANCH, "main")
    assert len(subjects(remote)) == 2
    committed = git(remote, "log", "-1", "--format=%H", f"{BRANCH}~1").strip()
    git(remote, "update-ref", "refs/heads/main", BRANCH)  # it is merged
    clone = night(tmp_path, remote, hub)
    assert request["state"] == "closed"
    assert git(remote, "branch", "--list", BRANCH) == ""
    assert committed in git(clone, "log", "--format=%H"), "the store's own commits, and no copies of them"
    night(tmp_path, remote, hub, 4)
    assert [one["state"] for one in hub.pulls] == ["closed", "open"]


def test_main_goes_on_meanwhile(tmp_path: Path, remote: Path, hub: Api) -> None:
    night(tmp_path, remote, hub, 2)
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", str(remote), str(other)], check=True)
    (other / "code.py").write_text("print(1)\n")
    git(other, "add", ".")
    git(other, "commit", "-q", "-m", "Code")
    git(other, "push", "-q", "origin", "main")
    clone = night(tmp_path, remote, hub, 3)
    assert (clone / "code.py").is_file()
    assert len(subjects(remote)) == 2
    assert len(hub.pulls) == 1


def test_what_was_merged_as_one_commit_begins_anew(tmp_path: Path, remote: Path, hub: Api) -> None:
    night(tmp_path, remote, hub, 2)
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", str(remote), str(other)], check=True)
    git(other, "merge", "-q", "--squash", f"origin/{BRANCH}")
    git(other, "commit", "-q", "-m", "Squashed")
    git(other, "push", "-q", "origin", "main")
    night(tmp_path, remote, hub, 3)
    assert len(subjects(remote)) == 1


def test_a_conflict_begins_anew_and_says_so(
    tmp_path: Path, remote: Path, hub: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    night(tmp_path, remote, hub, 2)
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", str(remote), str(other)], check=True)
    found(other, 2, words="三百万元")
    git(other, "push", "-q", "origin", "main")
    clone = night(tmp_path, remote, hub, 3)
    assert "it begins anew" in capsys.readouterr().out
    assert len(subjects(remote)) == 1
    assert git(clone, "status", "--porcelain") == ""


def test_what_cannot_be_done_is_told(
    tmp_path: Path, remote: Path, hub: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = night(tmp_path, remote, hub, 2, steps=("prepare",))
    environment = {"PATH": os.environ["PATH"], "GITHUB_WORKSPACE": str(clone), "GITHUB_REPOSITORY": "o/r"}
    told: list[dict[str, str]] = [
        {"DEFAULT_BRANCH": "--upload-pack=x"},
        {"GITHUB_REPOSITORY": "../x"},
        {},
        {"GITHUB_TOKEN": "t", "GITHUB_API_URL": hub.url, "DEFAULT_BRANCH": "gone"},
    ]
    said = ["names no branch", "names no repository", "GITHUB_TOKEN: is not set", "git rev-list failed"]
    for more, words in zip(told, said, strict=True):
        assert main(["propose"], environment | more) == 3
        assert words in capsys.readouterr().out
    hub.may_write = False
    assert main(["propose"], environment | {"GITHUB_TOKEN": "t", "GITHUB_API_URL": hub.url}) == 3
    assert "status 403" in capsys.readouterr().out
