"""A store that was damaged, locked or set as a trap: told in words, mended where it is derived, and no program runs."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from tests.commands import tracker
from tests.store_samples import NOON, add, git, record_of, text_of
from tracker.cli import _say, output
from tracker.cli.app import run
from tracker.errors import DamagedIndex, DamagedStore, DamageWarning, NotAStore, StoreError, StoreLocked
from tracker.library import Library
from tracker.store import Store
from tracker.store.verification import verify
from tracker.store.working_tree import WorkingTree


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.create(tmp_path / "store", clock=lambda: NOON)
    list(opened.add_many((record_of(number), None) for number in (1, 2, 3)))
    return opened


class Command:
    """The command line in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.capture, self.patch = capture, patch

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        self.patch.setattr(sys, "argv", ["tracker", *map(str, arguments)])
        self.capture.readouterr()
        status = run()
        told = self.capture.readouterr()
        assert "Traceback" not in told.err, told.err
        return status, told.out, told.err


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(capsys, monkeypatch)


def loose(store: Store, name: str) -> Path:
    """The file of an object of the last commit, every object being in a file of its own."""
    packs = store.folder / ".git/objects/pack"
    kept = [pack.rename(store.folder / pack.name) for pack in packs.glob("*.pack")]
    for pack in kept:
        with pack.open("rb") as content:
            subprocess.run(["git", "unpack-objects", "-q"], stdin=content, cwd=store.folder, check=True)
        pack.unlink()
    for index in packs.iterdir():
        index.unlink()
    oid = git(store.folder, "rev-parse", f"HEAD:{name}" if "/" in name else name).strip()
    return store.folder / ".git/objects" / oid[:2] / oid[2:]


def spoil(file: Path, content: bytes | None = b"garbage") -> None:
    file.chmod(0o644)
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)


# --- damaged objects --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"garbage", b"", None], ids=["garbage", "empty", "missing"])
def test_one_damaged_source_hides_no_other_document(store: Store, command: Command, content: bytes | None) -> None:
    spoil(loose(store, "yunlan/2025/002/source.txt"), content)
    status, out, err = command("status", "--store", store.folder)
    assert status == 3
    assert "第1批夜市摊位" in out
    assert "第3批夜市摊位" in out
    assert "第2批夜市摊位" not in out
    assert "yunlan/2025/002: is left out: object" in err
    assert err.count("\n") == 1
    assert command("status", "--store", store.folder)[0] == 3, "it is told again"


def test_a_source_that_was_mended_is_read_again(store: Store, command: Command) -> None:
    file = loose(store, "yunlan/2025/002/source.txt")
    whole = file.read_bytes()
    spoil(file)
    assert command("status", "--store", store.folder)[0] == 3
    file.write_bytes(whole)
    status, out, err = command("status", "--store", store.folder)
    assert (status, err) == (0, "")
    assert "第2批夜市摊位" in out


def test_a_program_hears_of_damage_as_a_warning(store: Store) -> None:
    spoil(loose(store, "yunlan/2025/002/source.txt"))
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with Library.open(store.folder) as library:
            assert len(library.works) > 1
    assert [one.category for one in heard] == [DamageWarning]


def test_what_is_damaged_is_a_finding_and_the_rest_is_looked_at(store: Store) -> None:
    spoil(loose(store, "yunlan/2025/002/source.txt"))
    file = next((store.folder / "yunlan/2025/003").glob("01-*.md"))
    file.write_text("other")
    found = verify(Store.open(store.folder))
    told = {finding.where: finding.message for finding in found.findings}
    assert "is missing or damaged" in told["yunlan/2025/002"]
    assert "was changed on disk" in told[f"yunlan/2025/003/{file.name}"]
    assert found.issues == 3


def test_objects_behind_a_damaged_one_can_be_read(store: Store) -> None:
    spoil(loose(store, "yunlan/2025/002/source.txt"))
    again = Store.open(store.folder)
    with pytest.raises(DamagedStore, match="is missing or damaged"):
        again.source("yunlan/2025/002")
    assert again.source("yunlan/2025/001")[1] == text_of(1)


@pytest.mark.parametrize("kept", [0, 10, 400, 2_000])
def test_a_truncated_pack_is_no_empty_store(store: Store, command: Command, kept: int) -> None:
    git(store.folder, "repack", "-adq")
    pack = next((store.folder / ".git/objects/pack").glob("*.pack"))
    spoil(pack, pack.read_bytes()[:kept])
    for name in ("log", "status"):
        status, out, err = command(name, "--store", store.folder)
        assert status == 3, (name, out)
        assert err.startswith("tracker: ")


@pytest.mark.parametrize(
    ("place", "content"),
    [
        ("refs/heads/main", b""),
        ("refs/heads/main", b"garbage\n"),
        ("refs/heads/main", bytes(range(256))),
        ("packed-refs", b"garbage\n"),  # an empty one is that of a store before its first commit
        ("packed-refs", bytes(range(256))),
        ("HEAD", b""),
        ("HEAD", b"garbage\n"),
        ("HEAD", bytes(range(256))),
    ],
)
def test_a_damaged_branch_is_no_empty_store(store: Store, command: Command, place: str, content: bytes) -> None:
    git(store.folder, "pack-refs", "--all")
    file = store.folder / ".git" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    status, out, err = command("log", "--store", store.folder)
    assert (status, out) == (3, "")
    assert "damaged" in err or "cannot be read" in err


# --- locks and the journal --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["HEAD.lock", "refs/heads/main.lock", "index.lock"])
def test_a_lock_that_was_left_is_named_and_not_waited_for(
    store: Store, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.working_tree.PATIENCE", 0.2)
    left = store.folder / ".git" / lock
    left.write_bytes(b"")
    with pytest.raises(StoreLocked) as caught:
        add(store, 4)
    assert str(left) in caught.value.where
    assert "remove that file" in caught.value.do
    assert [entry.ref for entry in Store.open(store.folder).issues()][-1] == "yunlan/2025/003"
    left.unlink()
    assert add(store, 4).outcome == "new"


JOURNALS = [
    b"garbage",
    b"",
    b"{}",
    b"[1]",
    bytes(range(256)),
    b"[" * 50_000,
    json.dumps({"ref": "refs/heads/main", "old": None, "new": "xyz"}).encode(),
    json.dumps({"ref": "refs/heads/main", "old": None, "new": "0" * 39 + "1"}).encode(),
    json.dumps({"ref": "--upload-pack=x", "old": "a" * 40, "new": "b" * 40}).encode(),
    json.dumps({"ref": 5, "old": [], "new": {}}).encode(),
]


@pytest.mark.parametrize("journal", JOURNALS, ids=range(len(JOURNALS)))
def test_a_journal_that_is_none_of_ours_is_forgotten(store: Store, journal: bytes) -> None:
    place = store.folder / ".git/tracker/journal.json"
    place.write_bytes(journal)
    again = Store.open(store.folder)
    assert len(again.issues()) == 3
    assert add(again, 4).outcome == "new"
    assert not place.exists()
    assert verify(again).whole


def test_a_journal_that_is_a_folder_is_forgotten(store: Store) -> None:
    place = store.folder / ".git/tracker/journal.json"
    (place / "x").mkdir(parents=True)
    WorkingTree(store.git).recover()
    assert not place.exists()


# --- the derived index ------------------------------------------------------------------------------------------------

POISON = {
    "works": "UPDATE works SET payload = '[[]}'",
    "stages": "UPDATE works SET payload = '[[[1]]]'",
    "records": "UPDATE records SET payload = '{}'",
    "prints": "UPDATE prints SET payload = 'null'",
    "numbers": "UPDATE records SET work = 99999",
    "no names": "DROP TABLE names",
}


@pytest.mark.parametrize("change", POISON.values(), ids=POISON)
def test_a_poisoned_row_of_the_index_is_made_anew(store: Store, command: Command, change: str) -> None:
    expected = command("status", "--store", store.folder)[1]
    connection = sqlite3.connect(store.cache_folder / "index.sqlite")
    connection.execute(change)
    connection.commit()
    connection.close()
    status, out, err = command("status", "--store", store.folder)
    assert (status, out) == (0, expected)
    assert err in {"", f"tracker: {store.folder}: the index was damaged, and was put aside; it is made anew\n"}
    assert command("status", "--store", store.folder) == (0, expected, "")


def test_a_bug_is_not_taken_for_a_damaged_index(store: Store) -> None:
    with pytest.raises(KeyError), Library.open(store.folder):  # the index was made by this very opening
        raise KeyError("a bug")
    with pytest.raises(DamagedIndex), Library.open(store.folder):
        raise KeyError("perhaps of a row")
    assert not (store.cache_folder / "index.sqlite").exists()


# --- what is missing around it ----------------------------------------------------------------------------------------


def test_a_missing_git_is_told(store: Store, tmp_path: Path) -> None:
    for name in ("log", "verify", "add"):
        arguments = [tmp_path / "x.txt"] if name == "add" else []
        done = subprocess.run(
            [sys.executable, "-m", "tracker", name, *arguments, "--store", store.folder],
            capture_output=True,
            env=os.environ | {"PATH": str(tmp_path)},
            check=False,
        )
        assert done.returncode == 3, done.stderr
        assert done.stderr == b"tracker: git is not installed; install git 2.35 or newer\n"


@pytest.mark.parametrize(
    "name", ["log", "status", "verify", "search x", "lineage", "digest", "monitor status", "check"]
)
def test_a_path_that_is_too_long_is_told(command: Command, name: str) -> None:
    status, _, err = command(*name.split(), "--store", "a" * 5_000)
    assert status == 3
    assert "File name too long" in err
    assert len(err) < 1_000


def test_a_store_cannot_be_made_of_a_path_that_is_too_long() -> None:
    with pytest.raises(StoreError):
        Store.create(Path("a" * 5_000))
    with pytest.raises(NotAStore):
        Store.open(Path("\0"))


# --- results that cannot be written -----------------------------------------------------------------------------------

PLACES = ["/dev/full", "/proc/1/x/y.txt", "/proc/x.txt", "a" * 5_000, "a" * 300 + ".txt"]


@pytest.mark.parametrize("place", PLACES, ids=["full disk", "no folder", "read-only", "long", "long name"])
def test_a_result_that_cannot_be_written_is_told(store: Store, command: Command, place: str) -> None:
    status, out, err = command("log", "--store", store.folder, "-o", place)
    assert (status, out) == (3, "")
    assert "cannot write the result" in err or "there is no such folder; make it first" in err
    assert "-o" in err or "name another file" in err


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["log"], ["log", "--format", "json"], ["demo"]])
def test_a_full_disk_is_told_and_nothing_is_cut_in_silence(store: Store, arguments: list[str]) -> None:
    where = ["--store", str(store.folder)] if arguments[0] == "log" else []
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *arguments, *where], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert b"No space left on device" in done.stderr
    assert done.stderr.count(b"tracker: ") == 1, done.stderr


def test_what_the_system_refuses_is_told_in_words(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", "/place")

    monkeypatch.setattr("tracker.cli.app._run_command", refuse)
    assert command("log") == (
        3,
        "",
        "tracker: /place: Permission denied; check the path, its permissions, and whether the disk is full\n",
    )


@pytest.mark.parametrize(("error", "status"), [(OSError(28, "No space left"), 3), (BrokenPipeError(), 0)])
def test_the_version_is_said_or_not(monkeypatch: pytest.MonkeyPatch, error: OSError, status: int) -> None:
    class Full:
        def write(self, _: str | bytes) -> None:
            raise error

        @property
        def buffer(self) -> Self:
            return self

        def fileno(self) -> int:
            return os.open(os.devnull, os.O_WRONLY)

    monkeypatch.setattr(sys, "stdout", Full())
    assert _say("tracker 0\n") == status
    monkeypatch.undo()
    monkeypatch.setattr(sys, "stderr", Full())
    output.tell("nobody hears it")


# --- no program runs --------------------------------------------------------------------------------------------------

TRAPS: dict[str, Callable[[Path, str], None]] = {
    "filter": lambda top, run: _configure(top, "* filter=x", **{"filter.x.clean": run}),
    "filter with an odd name": lambda top, run: _configure(top, "* filter=a=b.c", **{"filter.a=b.c.clean": run}),
    "required filter": lambda top, run: _configure(
        top, "* filter=x", **{"filter.x.clean": run, "filter.x.smudge": run, "filter.x.required": "true"}
    ),
    "filter process": lambda top, run: _configure(top, "* filter=x", **{"filter.x.process": run}),
    "included filter": lambda top, run: _include(top, f'[filter "x"]\n\tclean = {run}\n'),
    "hooks": lambda top, run: _hooks(top / ".git/hooks", run),
    "hooks path": lambda top, run: _hooks(top / "elsewhere", run, **{"core.hooksPath": "elsewhere"}),
    "configured hook": lambda top, run: _configure(
        top, "", **{"hook.x.command": run, "hook.x.event": "reference-transaction"}
    ),
    "file system monitor": lambda top, run: _configure(top, "", **{"core.fsmonitor": run}),
    "external diff": lambda top, run: _configure(
        top, "* diff=x", **{"diff.external": run, "diff.x.command": run, "diff.x.textconv": run}
    ),
    "pager and editor": lambda top, run: _configure(
        top, "", **{"core.pager": run, "core.editor": run, "pager.log": run, "sequence.editor": run}
    ),
    "network": lambda top, run: _configure(
        top,
        "",
        **{
            "core.sshCommand": run,
            "core.gitProxy": run,
            "credential.helper": f"!{run}",
            "core.askPass": run,
            "remote.origin.url": f"ext::{run}",
            "remote.origin.promisor": "true",
            "protocol.ext.allow": "always",
            "extensions.partialClone": "origin",
        },
    ),
    "signing": lambda top, run: _configure(
        top, "", **{"gpg.program": run, "commit.gpgSign": "true", "log.showSignature": "true"}
    ),
    "aliases": lambda top, run: _configure(
        top, "", **{f"alias.{name}": f"!{run}" for name in ("rev-parse", "update-index", "ls-tree", "fast-import")}
    ),
    "alternates": lambda top, run: _configure(top, "", **{"core.alternateRefsCommand": run}),
    "merge driver": lambda top, run: _configure(top, "* merge=x", **{"merge.x.driver": run}),
}


def _configure(top: Path, attributes: str, **settings: str) -> None:
    (top / ".git/info").mkdir(exist_ok=True)
    (top / ".git/info/attributes").write_text(f"{attributes}\n")
    for name, value in settings.items():
        git(top, "config", "--local", name, value)


def _include(top: Path, text: str) -> None:
    (top / ".git/more").write_text(text)
    _configure(top, "* filter=x", **{f"includeIf.gitdir:{top}/.path": str(top / ".git/more")})


def _hooks(folder: Path, run: str, **settings: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, value in settings.items():
        git(folder.parent, "config", "--local", name, value)
    for name in (
        "reference-transaction",
        "post-index-change",
        "pre-commit",
        "post-commit",
        "post-checkout",
        "pre-auto-gc",
    ):
        (folder / name).write_text(f"#!/bin/sh\n{run}\n")
        (folder / name).chmod(0o755)


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_nothing_in_a_repository_lets_a_program_run(
    store: Store, tmp_path: Path, trap: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    trap(store.folder, f"touch {ran}")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {ran}")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {ran}")
    again = Store.open(store.folder, clock=lambda: NOON)
    assert add(again, 4).outcome == "new"
    add(again, 1, words="九元")
    again.history("yunlan/2025/001")
    with pytest.raises(DamagedStore):
        again.git.read("0" * 39 + "1")  # asked of a remote where git may
    verify(again)
    with Library.open(store.folder) as library:
        assert library.works
    assert not ran.exists()


@pytest.mark.parametrize("name", ["tracker", "tracker/lock", "tracker/cache", "tracker/cache/index.sqlite"])
def test_a_link_where_derived_things_lie_is_not_followed(tmp_path: Path, name: str) -> None:
    """A clone brings none along, but a folder that somebody packed may."""
    folder = tmp_path / "store"
    with Store.create(folder) as store:
        add(store, 1)
    with Library.open(folder):
        pass
    new = tmp_path / "new.txt"
    new.write_bytes(text_of(2))
    place, own = folder / ".git" / name, tmp_path / "own"
    place.rename(own)
    place.symlink_to(own)
    before = seen(own)
    for command in (["status"], ["repair"], ["verify"], ["add", str(new)]):
        told = tracker(*command, "--store", folder)
        assert told.returncode == 3, (command, told.stderr)
        assert b"a link stands" in told.stderr
    assert seen(own) == before


def seen(place: Path) -> dict[str, bytes]:
    files = [place] if place.is_file() else [one for one in place.rglob("*") if one.is_file()]
    return {str(one): one.read_bytes() for one in files}
