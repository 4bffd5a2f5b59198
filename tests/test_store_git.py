"""The door to git: what it says when something is wrong, and what it writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lineage_samples import make_store
from tests.store_samples import git, repository
from tracker.errors import NotAStore, StoreError
from tracker.store.git import Git
from tracker.store.git_process import last_line, program, quoted

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (b"", "no reason given"),
        (b"\n \n", "no reason given"),
        (b"fatal: no such ref\n", "fatal: no such ref"),
        (b"hint: read this\nfatal: broken \n\n  \n", "fatal: broken"),
        (b"fatal: \xff bytes", "fatal: \ufffd bytes"),
    ],
)
def test_the_reason_is_the_last_line_that_says_something(message: bytes, told: str) -> None:
    assert last_line(message) == told


def test_git_that_is_not_there_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Path(program()).name == "git"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match="git is not installed"):
        program()


def test_a_store_is_a_folder_of_a_working_tree(tmp_path: Path) -> None:
    with pytest.raises(NotAStore, match="no git repository here"):
        Git(tmp_path)
    top = repository(tmp_path / "project")
    (top / "store" / "deep").mkdir(parents=True)
    with Git(top) as here, Git(top / "store" / "deep") as inside:
        assert (here.top, here.prefix) == (top.resolve(), "")
        assert (inside.top, inside.prefix) == (top.resolve(), "store/deep/")
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    with pytest.raises(NotAStore, match="no working tree"):
        Git(tmp_path / "bare.git")
    with pytest.raises(NotAStore, match="no working tree"):
        Git(top / ".git")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / ".git").mkdir()
    with pytest.raises(NotAStore, match="damaged"):
        Git(tmp_path / "broken")
    odd = top / "two\nlines"
    odd.mkdir()
    with pytest.raises(NotAStore, match="no line break"):
        Git(odd)


def test_an_index_takes_files_and_gives_them_up(tmp_path: Path) -> None:
    top = repository(tmp_path / "project")
    with Git(top) as here:
        oid = git(top, "hash-object", "-w", "code.py").strip()
        index = top / ".git" / "other-index"
        here.write_index(index, [("a/甲.txt", oid, "100644"), ("b.txt", oid, "100755")])
        here.write_index(index, [("b.txt", None, "100755")])
        listed = here.run("ls-files", "-s", env={"GIT_INDEX_FILE": str(index)}).decode()
        assert listed == f"100644 {oid} 0\ta/甲.txt\n"
        tip = here.head()
        assert tip is not None
        assert here.merge_base(tip, tip) == tip
        assert here.merge_base(tip, "0" * 40) is None
        assert here.commits_between(tip, tip, "") == ()


def test_a_path_is_quoted_for_fast_import() -> None:
    assert quoted('a"b\\c\nd') == b'"a\\"b\\\\c\\nd"'


def test_a_chinese_path_is_asked_for_in_any_locale(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    script = (
        "from pathlib import Path; from tracker import Store; store = Store.open(Path('.'));"
        "print(len(store.history(store.issues()[0].ref)))"
    )
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.stdout == b"1\n", done.stderr
