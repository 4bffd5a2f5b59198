"""Many workers: the same values in the same order whatever the engine, and a worker that is killed loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store_samples import text_of
from tracker.box.elsewhere import BoxElsewhere
from tracker.box.processes import Box
from tracker.cli.add_preparation import RECORD_JOB
from tracker.engine import dask_cluster
from tracker.engine.engines import Engine
from tracker.engine.tasks import Task
from tracker.errors import EmptySource, EngineError, TaskLost, UnreadableSource
from tracker.library import Library
from tracker.store import Store

JOBS = "tests.engine_jobs"


@pytest.fixture(scope="module", params=["here", "processes", "cluster"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    kind = str(request.param)
    with Engine.opened(jobs=1 if kind == "here" else 2, cluster="local" if kind == "cluster" else "") as one:
        yield one


def numbered(count: int, **arguments: object) -> Iterator[Task]:
    return (Task(arguments={"number": number, **arguments}) for number in range(count))


def test_bytes_and_plain_values_cross_and_come_back(engine: Engine) -> None:
    task = Task(body="第一条".encode(), arguments={"text": "条\ud800", "many": [1, None, {"a": 0.5}]})
    assert list(engine.map(f"{JOBS}:told", [task])) == [["第一条", dict(task.arguments)]]


def test_answers_keep_the_order_of_the_tasks(engine: Engine) -> None:
    assert list(engine.map(f"{JOBS}:late", numbered(12, of=12))) == list(range(12))


def test_a_task_that_is_refused_stops_no_other(engine: Engine) -> None:
    outcomes = list(engine.outcomes(f"{JOBS}:refuses", numbered(5)))
    assert [one.value for one in outcomes] == [0, 1, None, 3, 4]
    assert isinstance(outcomes[2].error, EmptySource)
    assert str(outcomes[2].error) == "a.txt: the source is empty; fetch it again"
    with pytest.raises(EmptySource):
        list(engine.map(f"{JOBS}:refuses", numbered(5)))


def test_a_bug_of_a_job_is_a_bug_where_it_was_asked_for(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="KeyError: 'w:body'"):
        list(engine.map(f"{JOBS}:fails", [Task()]))


def test_nothing_asked_is_nothing_answered(engine: Engine) -> None:
    assert list(engine.map(f"{JOBS}:told", [])) == []


@pytest.mark.parametrize("cluster", ["", "local"], ids=["processes", "cluster"])
def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, cluster: str) -> None:
    with Engine.opened(jobs=2, cluster=cluster) as engine:
        tasks = numbered(20, mark=str(tmp_path / "died"))
        assert list(engine.map(f"{JOBS}:dies_once", tasks)) == list(range(20))
    assert (tmp_path / "died").exists()


@pytest.mark.parametrize("cluster", ["", "local"], ids=["processes", "cluster"])
def test_a_task_that_always_kills_its_worker_is_the_only_one_lost(cluster: str) -> None:
    with Engine.opened(jobs=2, cluster=cluster) as engine:
        outcomes = list(engine.outcomes(f"{JOBS}:deadly", numbered(10)))
    assert [one.value for one in outcomes] == [0, 1, 2, None, 4, 5, 6, 7, 8, 9]
    assert isinstance(outcomes[3].error, TaskLost)


def test_processes_that_were_killed_while_they_waited_are_replaced() -> None:
    with Engine.opened(jobs=2) as engine:
        for pid in set(engine.map(f"{JOBS}:identity", [Task()] * 8)):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
        assert len(list(engine.map(f"{JOBS}:identity", [Task()] * 8))) == 8


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "_PATIENCE", 1)
    with pytest.raises(EngineError, match=r"tcp://127\.0\.0\.1:9: no cluster answers there; start one"):
        Engine.opened(cluster="tcp://127.0.0.1:9")


def test_workers_of_another_version_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster.Cluster, "_told", lambda *_: {"tcp://10.0.0.2:4000": "of long ago"})
    with pytest.raises(EngineError, match=r"tcp://10\.0\.0\.2:4000: this worker has another version of the program"):
        Engine.opened(jobs=1, cluster="local")


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> dict[str, str]:
        raise TimeoutError

    monkeypatch.setattr(dask_cluster.Cluster, "_told", none)
    with pytest.raises(EngineError, match="has no workers; start one: dask worker"):
        Engine.opened(jobs=1, cluster="local")


def test_without_dask_the_error_names_the_extra(tmp_path: Path) -> None:
    hidden = tmp_path / "distributed.py"
    hidden.write_text("raise ImportError('no module named distributed')", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(text_of(1))
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    done = tracker(tmp_path, "add", "a.txt", "--cluster", "local", PYTHONPATH=path)
    assert done.returncode == 3
    assert "--cluster needs Dask, which is not installed; pip install 'gazette-tracker[cluster]'" in done.stderr


# --- what commands make with them -------------------------------------------------------------------------------------

ENGINES = {
    "1": ("--jobs", "1"),
    "2": ("--jobs", "2"),
    "4": ("--jobs", "4"),
    "cluster": ("--cluster", "local", "--jobs", "2"),
}


def tracker(place: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tracker", *arguments]
    environ = {**os.environ, "PYTHONPATH": str(Path.cwd()), **environment}
    return subprocess.run(command, cwd=place, env=environ, check=False, capture_output=True, text=True, timeout=300)


def sources(place: Path, count: int) -> Path:
    place.mkdir()
    for number in range(1, count + 1):
        (place / f"{number:03d}.txt").write_bytes(text_of(number))
    (place / "broken.docx").write_bytes(b"PK\x03\x04 of a paper")
    return place


def test_the_store_and_its_index_are_the_same_whatever_the_engine(tmp_path: Path) -> None:
    folder = sources(tmp_path / "in", 5)
    heads: set[str | None] = set()
    told: set[str] = set()
    for name, options in ENGINES.items():
        fixed = ("--retrieved-at", "2026-03-02T08:00:00Z", "--format", "json", "--store", name)
        added = tracker(tmp_path, "add", str(folder), *fixed, *options)
        assert added.returncode == 3, added.stderr
        with Store.open(tmp_path / name) as store:
            heads.add(store.head())
        told.add(added.stdout)
    assert len(heads) == len(told) == 1
    value = json.loads(told.pop())
    assert [len(value["added"]), [Path(one["file"]).name for one in value["failed"]]] == [5, ["broken.docx"]]
    one, two = (
        tracker(tmp_path, "lineage", "--format", "json", "--store", name, *ENGINES[name]).stdout for name in ("1", "2")
    )
    assert one == two
    assert len(json.loads(one)["works"]) > 1


def test_an_index_made_by_an_engine_answers_as_one_made_here(tmp_path: Path, engine: Engine) -> None:
    folder = sources(tmp_path / "in", 6)
    assert tracker(tmp_path, "add", str(folder)).returncode == 3
    heard: list[tuple[int, int]] = []
    with Library.open(tmp_path / "snapshots", cache_folder=tmp_path / "a") as library:
        here = (library.whole, library.index.stamps(), list(library.index.search("的")))
    with Library.open(
        tmp_path / "snapshots", cache_folder=tmp_path / "b", engine=engine, told=lambda *one: heard.append(one)
    ) as library:
        assert (library.whole, library.index.stamps(), list(library.index.search("的"))) == here
        assert library.issue(min(library.issue_refs)).documents
    assert heard == [(number, 6) for number in range(1, 7)]


def test_a_box_on_a_worker_says_what_the_box_says(engine: Engine) -> None:
    elsewhere = BoxElsewhere(engine)
    asked: dict[str, Any] = {"where": "a.txt", "name": "a.txt", "gazette": None, "url": None}
    with Box() as box:
        assert elsewhere.ask(RECORD_JOB, text_of(1), **asked) == box.ask(RECORD_JOB, text_of(1), **asked)
    with pytest.raises(UnreadableSource, match="a trap"):
        elsewhere.ask("tests.box_jobs:crashes", b"", where="a.txt")


def test_a_reader_killed_from_outside_is_asked_again() -> None:
    with Box() as box:
        box.start()
        pid = box.ask("tests.box_jobs:identity", b"", where="a.txt")
        os.kill(pid, signal.SIGKILL)
        assert box.ask("tests.box_jobs:identity", b"", where="a.txt") != pid
