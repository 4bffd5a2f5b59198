"""Sites of all families, recognised from the address alone: each entry whole and in order, and none too many."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.corpus import corpus
from tests.monitor.families import HOST, VARIANTS
from tests.monitor.sites import served
from tracker.monitor.passes import run_pass
from tracker.monitor.reading.readers import Readers
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.trial import trial_to_json, try_source
from tracker.monitor.world import World

LOOPBACK = World(resolver=lambda *_: ("127.0.0.1",), sleep=lambda _: None)
SETTINGS = Settings(file=Path("tracker.toml"), delay=timedelta(0), timeout=timedelta(seconds=4), largest=8_000_000)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as one:
        yield one


def source_of(host: str, port: int, entry: str, kind: str = "index", **more: Any) -> SourceSettings:  # noqa: ANN401
    place = f"{host}:{port}"
    return SourceSettings(id="x", kind=kind, url=f"http://{place}{entry}", allow_private=(place,), **more)  # type: ignore[arg-type]


def bare(url: str | None, port: int) -> str | None:
    """An address without scheme and port, as a site writes its own."""
    return url and url.partition("://")[2].replace(f":{port}", "")


def told(item: dict[str, Any], port: int) -> dict[str, Any]:
    return {
        **item,
        "url": bare(item["url"], port),
        "attachments": [bare(one, port) for one in item["attachments"]],
    }


@pytest.mark.parametrize("name", VARIANTS)
def test_a_site_of_a_family_is_read_from_its_address_alone(readers: Readers, name: str) -> None:
    made = VARIANTS[name]()
    with served() as site:
        site.pages.update(made.pages)
        port = site.port
        source = source_of(HOST, port, made.entry, made.kind, **made.more)
        trial = trial_to_json(try_source(SETTINGS, source, most=12, world=LOOPBACK, readers=readers))
    assert trial["error"] is None
    items = [told(item, port) for item in trial["items"]]
    assert [item["url"] for item in items] == [HOST + text.path for text in made.texts]
    for item, text in zip(items, made.texts, strict=True):
        assert (item["title"], item["date"]) == (text.title, text.day)
        assert text.number in {None, item["doc_number"]}
        assert item["validity"] == text.flag
        assert item["attachments"] == [HOST + file for file in text.files]
        assert item["signed"] in {None, text.signed}
    issues = [(issue["title"], tuple(issue["numbers"]), bare(issue["pdf"], port)) for issue in trial["issues"]]
    assert issues == [(title, numbers, file and HOST + file) for title, numbers, file in made.issues]


# --- the replicas of the corpus ---------------------------------------------------------------------------------------

REPLICAS = (
    ("trs-paging-gb18030", None),
    ("trs-two-level-issue/v1", None),
    ("trs-two-level-issue/v2", None),
    ("jpage-recordset", 0),
    ("jpage-recordset", 1),
    ("gkmlpt-json/v1", None),
    ("gkmlpt-json/v2", None),
    ("js-only-json", 1),
    ("feed/v1", 0),
    ("feed/v2", 0),
    ("pdf-per-issue/v1", 0),
    ("pdf-per-issue/v1", 1),
    ("pdf-per-issue/v2", 0),
)
"""Folders of replicas with the pass of ``expected.json`` that is looked at; without one the folder's first entry."""


def _server_of() -> ModuleType:
    place = importlib.util.spec_from_file_location("serve", corpus() / "sites" / "serve.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


@contextmanager
def replica(folder: str) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """A replica that is being served: its port, what is said of it, what is to be found."""
    place = corpus() / "sites" / folder
    server = _server_of().start(place)
    server.RequestHandlerClass.meta["max_delay"] = 4
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        expected = json.loads((place / "expected.json").read_text("utf-8"))
        yield server.server_address[1], server.RequestHandlerClass.meta, expected
    finally:
        server.shutdown()
        server.server_close()


def _agrees(item: dict[str, Any], wanted: dict[str, Any], port: int) -> None:
    names = ("title", "date", "validity", "kind", "year", "numbers", "category", "doc_number", "signed")
    own = {name: item[name] for name in names if wanted.get(name) is not None}
    if own.get("signed") is None and wanted.get("signed") == wanted.get("date"):
        own["signed"] = wanted.get("signed")
    assert own == {name: wanted[name] for name in own}
    assert item["attachments"] == [bare(file, port) for file in wanted.get("attachments", [])]


@pytest.mark.corpus
@pytest.mark.parametrize(("folder", "number"), REPLICAS)
def test_a_replica_is_read_whole_from_its_address_alone(readers: Readers, folder: str, number: int | None) -> None:
    with replica(folder) as (port, said, expected):
        passes = expected.get("passes")
        chosen = passes[number or 0] if passes else None
        entry = chosen.get("entry", said["entry"][0]) if chosen else said["entry"][0]
        source = source_of(said["host"], port, entry)
        trial = trial_to_json(try_source(SETTINGS, source, world=LOOPBACK, readers=readers))
    wanted = chosen["items"] if chosen else [one for issue in expected["issues"] for one in issue["documents"]]
    items = [told(item, port) for item in trial["items"]]
    assert [item["url"] for item in items] == [bare(one["url"], port) for one in wanted]
    for item, one in zip(items, wanted, strict=True):
        _agrees(item, one, port)
    for issue, one in zip(trial["issues"], expected.get("issues", []), strict=True):
        assert (issue["title"], issue["date"], issue["numbers"]) == (one["title"], one["date"], one["numbers"])
        assert bare(issue["pdf"], port) == bare(one["pdf"], port)


@pytest.mark.corpus
def test_every_hostile_answer_of_the_replica_is_judged_as_it_should_be(tmp_path: Path) -> None:
    names: dict[str, set[str | None]] = {
        "ok": {None},
        "gone": {"http"},
        "too-big": {"too-large"},
        "moved-host": {"redirect"},
        "error": {"http", "content", "connect", "dns", "tls"},
    }
    settings = replace(SETTINGS, timeout=timedelta(seconds=3))
    with replica("hostile") as (port, said, expected):
        source = source_of(said["host"], port, said["entry"][0])
        result = run_pass(settings, tmp_path / "snapshots", [source], world=LOOPBACK)
    items = {bare(item.url, port): item for item in result.sources[0].items}
    cases = [(case["name"], items[said["host"] + case["path"]], case["outcome"]) for case in expected["cases"]]
    wrong = [(name, item.error_kind) for name, item, want in cases if item.error_kind not in names.get(want, {want})]
    assert wrong == []
    assert [name for name, item, want in cases if (item.ref is not None) is not (want == "ok")] == []
