"""A site that workers make: the same bytes with every engine, and a worker that is killed loses nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from tests.commands import tracker
from tests.history_samples import make_history
from tests.lineage_samples import add_decision, make_store
from tests.sites import built, files_of, settings
from tracker.engine.engines import Engine
from tracker.engine.tasks import Task
from tracker.library import Library
from tracker.report import sent_texts, site_build
from tracker.report.page import PageOfTexts
from tracker.report.site_pages import pages_of


@pytest.fixture(scope="module", params=["rules", "five versions"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Works that follow one another, with a decision that is applied to the text before it."""
    folder = tmp_path_factory.mktemp("engines") / "store"
    if request.param == "rules":
        add_decision(make_store(folder))
        return folder
    return make_history(folder)


@pytest.fixture(scope="module")
def here(store: Path) -> dict[str, bytes]:
    root = store.parent / "here"
    built(store, root)
    return files_of(root)


def pages_of_texts(library: Library) -> Iterator[PageOfTexts]:
    return (cast("PageOfTexts", page) for page in pages_of(library, settings()) if hasattr(page, "version"))


@pytest.mark.parametrize(("jobs", "cluster"), [(1, ""), (2, ""), (2, "local")], ids=["one", "two", "cluster"])
def test_the_site_is_the_same_whatever_the_engine(
    store: Path, here: dict[str, bytes], tmp_path: Path, jobs: int, cluster: str
) -> None:
    with Engine.opened(jobs=jobs, cluster=cluster) as engine:
        built(store, tmp_path / "site", engine)
    assert files_of(tmp_path / "site") == here


def test_a_worker_is_sent_all_that_a_page_is_made_of(store: Path, here: dict[str, bytes]) -> None:
    """Each page by itself, so that nothing can come from what another page brought along."""
    with Library.open(store) as library:
        pages = [*pages_of_texts(library)]
        tasks = [sent_texts.task_with_texts(library, settings(), [page]) for page in pages]
    assert len(tasks) > 5
    for task in tasks:
        (files,) = sent_texts.files_from(sent_texts.made_pages(task.body, **task.arguments))
        assert files
        assert all(here[name] == data for name, data in files)


def test_a_page_brings_the_documents_that_it_needs_and_no_other(store: Path) -> None:
    with Library.open(store) as library:
        for page in pages_of_texts(library):
            _, stages = page.reads(library)
            task = sent_texts.task_with_texts(library, settings(), [page])
            texts = sent_texts.texts_of(task.body)
            full = {
                (ref, place) for ref, issue in texts.issues.items() for place, one in enumerate(issue.documents)
                if one.instruments
            }  # fmt: skip
            assert full == {(one.record.issue, one.record.index) for one in stages}


def marked(task_of: Callable[..., Task], mark: Path) -> Callable[..., Task]:
    """Tasks that tell their worker where it notes that one was killed."""

    def made(*given: object) -> Task:
        task = task_of(*given)
        return replace(task, arguments={**task.arguments, "mark": str(mark)})

    return made


@pytest.mark.parametrize("cluster", ["", "local"], ids=["processes", "cluster"])
def test_a_worker_that_is_killed_loses_no_page(
    store: Path, here: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: str
) -> None:
    monkeypatch.setattr(site_build, "JOB", "tests.engine_jobs:pages_of_a_worker_that_dies_once")
    monkeypatch.setattr(site_build, "_CHUNK", 2)
    mark = tmp_path / "died"
    for name in ("task_by_place", "task_with_texts"):
        monkeypatch.setattr(site_build, name, marked(getattr(site_build, name), mark))
    with Engine.opened(jobs=2, cluster=cluster) as engine:
        built(store, tmp_path / "site", engine)
    assert mark.exists()
    assert files_of(tmp_path / "site") == here


def test_the_command_takes_the_engine_that_is_asked_for(store: Path, tmp_path: Path) -> None:
    sites = []
    for name, options in {"one": ["--jobs", "1"], "two": ["--jobs", "2"]}.items():
        work = tmp_path / name
        shutil.copytree(store, work / "store")
        shutil.rmtree(work / "store" / ".git" / "tracker", ignore_errors=True)  # the index too is made by the engine
        done = tracker("report", "-o", "site", "--on", "2025-12-01", "--store", "store", *options, cwd=work)
        assert done.returncode == 0, done.stderr
        sites.append(files_of(work / "site"))
    assert sites[0] == sites[1]
