"""What is done while files fail: commands of the tracker on copies of a small store, and what it holds then."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.store_samples import NOON, git, issue_of, text_of
from tracker.cli.app import run as run_tracker
from tracker.library import Library
from tracker.store import Store
from tracker.store.record import Record, make_record

BASE: Final = (1, 2, 3)
"""The issues of the store that every scenario begins with."""
OTHER: Final = "九百万元"
CONFIGURATION: Final = """
[[source]]
id = "yunlan"
kind = "directory"
url = "{folder}"
gazette = "yunlan"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A command; ``{…}`` in its arguments is the folder of a trial. ``holds`` are the issues that are there at the end,

    each with how many commits it has; what ``makes`` names is compared with what it is without a fault.
    """

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None] = field(default=lambda _: None)
    holds: dict[int, int] = field(default_factory=lambda: dict.fromkeys(BASE, 1))
    makes: str = ""


def outset(folder: Path) -> None:
    """What all trials begin with: a store with three issues, its index, and files to add."""
    with Store.create(folder / "store", clock=lambda: NOON) as store:
        list(store.add_many((record(number), NOON) for number in BASE))
    with Library.open(folder / "store") as library:
        assert library.works
    for number in (*BASE, 4, 5):
        (folder / f"{number}.txt").write_bytes(text_of(number))
    (folder / "altered.txt").write_bytes(text_of(1, words=OTHER))


def record(number: int, words: str = "一百万元") -> Record:
    """An issue as the store takes it."""
    data = text_of(number, words=words)
    return make_record(data, issue_of(data), gazette="yunlan")


def _without_index(folder: Path) -> None:
    shutil.rmtree(folder / "store/.git/tracker/cache")


def _with_news(folder: Path) -> None:
    """Two issues that the index has not seen."""
    with Store.open(folder / "store", clock=lambda: NOON) as store:
        list(store.add_many((record(number), NOON) for number in (4, 5)))


def _spoilt(folder: Path) -> None:
    """A derived file changed, another gone, an object unreadable, an index that is none."""
    place = folder / "store/yunlan/2025"
    (place / "001/issue.json").write_text("{}")
    (place / "002/issue.json").unlink()
    _unpack(folder / "store")
    oid = git(folder / "store", "rev-parse", "HEAD:yunlan/2025/003/issue.json").strip()
    loose = folder / "store/.git/objects" / oid[:2] / oid[2:]
    loose.chmod(0o644)
    loose.write_bytes(b"garbage")
    (folder / "store/.git/tracker/cache/index.sqlite").write_bytes(b"garbage" * 1000)


def _unpack(store: Path) -> None:
    packs = store / ".git/objects/pack"
    for pack in list(packs.glob("*.pack")):
        moved = pack.rename(store.parent / pack.name)
        with moved.open("rb") as content:
            subprocess.run(["git", "unpack-objects", "-q"], stdin=content, cwd=store, check=True)
    for left in packs.iterdir():
        left.unlink()


def _watched(folder: Path) -> None:
    """A folder with two new issues, and a configuration that watches it."""
    (folder / "in").mkdir()
    for number in (4, 5):
        shutil.copy(folder / f"{number}.txt", folder / "in")
    (folder / "tracker.toml").write_text(CONFIGURATION.format(folder=folder / "in"))


_STORE: Final = ("--store", "{}/store")
_ADD: Final = ("--gazette", "yunlan")
_FIVE: Final = dict.fromkeys((*BASE, 4, 5), 1)
SCENARIOS: Final = {
    "add": Scenario(arguments=("add", "{}/4.txt", *_ADD, *_STORE), holds=dict.fromkeys((*BASE, 4), 1)),
    "batch": Scenario(
        arguments=("add", "{}/2.txt", "{}/4.txt", "{}/altered.txt", "{}/5.txt", *_ADD, *_STORE), holds=_FIVE | {1: 2}
    ),
    "first": Scenario(
        arguments=("add", "{}/4.txt", *_ADD, *_STORE),
        prepare=lambda folder: shutil.rmtree(folder / "store"),
        holds={4: 1},
    ),
    "status": Scenario(arguments=("status", "--as-of", "2025-12-01", *_STORE), prepare=_without_index),
    "lineage": Scenario(arguments=("lineage", "--format", "json", *_STORE), prepare=_with_news, holds=_FIVE),
    "log": Scenario(arguments=("log", "--format", "json", *_STORE)),
    "verify": Scenario(arguments=("verify", "--deep", *_STORE)),
    "repair": Scenario(arguments=("repair", *_STORE), prepare=_spoilt),
    "monitor": Scenario(
        arguments=("monitor", "once", "--config", "{}/tracker.toml", *_STORE), prepare=_watched, holds=_FIVE
    ),
    "report": Scenario(arguments=("report", "-o", "{}/store/.git/site", *_STORE), makes="store/.git/site"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended: its status (negative for the signal that killed it), and what it wrote."""

    status: int
    out: bytes
    err: str


def run(scenario: Scenario, folder: Path, *, armed: Callable[[], None] = lambda: None) -> Ran:
    """The command in a copy of this process, which has its modules loaded; ``armed`` is called in it before."""
    arguments = [one.replace("{}", str(folder)) for one in scenario.arguments]
    out, err = folder / "stdout", folder / "stderr"
    child = os.fork()
    if not child:
        _become(arguments, out, err, armed)
    _, status = os.waitpid(child, 0)
    return Ran(status=os.waitstatus_to_exitcode(status), out=out.read_bytes(), err=err.read_text("utf-8", "replace"))


def _become(arguments: list[str], out: Path, err: Path, armed: Callable[[], None]) -> None:
    status = 71
    try:
        os.setsid()
        os.chdir(out.parent)
        for place, stream in ((out, 1), (err, 2)):
            file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(file, stream)
            os.close(file)
        sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8") for stream in (1, 2))
        sys.argv = ["tracker", *arguments]
        signal.alarm(100)  # what hangs is ended, and found by its status
        armed()
        status = run_tracker()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - all must end here
        traceback.print_exc()
    finally:
        os._exit(status)
