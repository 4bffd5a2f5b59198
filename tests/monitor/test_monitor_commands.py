"""What a person types: a configuration to begin with, a source tried, a pass, what happened and how things stand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.monitor.sites import Site, document_page, list_page, served
from tracker.errors import ConfigError
from tracker.monitor.config import settings_of
from tracker.monitor.first_configuration import beginning
from tracker.monitor.known_sites import preset_named, presets, source_of_preset
from tracker.monitor.trial import trial_settings

ARTICLES = ["第一条　本办法适用于本市夜市。", "第二条　夜市每日二十四时收市。", "第三条　本办法自2026年6月1日起施行。"]
TITLES = [f"澜亭市第{n}类夜市管理办法" for n in (1, 2, 3)]


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        rows = [(f"/wj/{n}.html", title, f"2026-05-1{n}") for n, title in enumerate(TITLES)]
        running.page("/wj/index.html", list_page(rows))
        for n, title in enumerate(TITLES):
            running.page(f"/wj/{n}.html", document_page(title, f"澜政规〔2026〕{n + 4}号", ARTICLES))
        yield running


def tracker(folder: Path, *arguments: str, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *arguments, "--store", str(folder / "snapshots")],
        env={**os.environ, "TRACKER_CONFIG": str(folder / "tracker.toml")},
        capture_output=True, text=True, check=False, timeout=180, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    return done.stdout or done.stderr


def test_a_source_is_tried_then_watched_and_told(site: Site, tmp_path: Path) -> None:
    url = f"{site.origin}/wj/index.html"
    (tmp_path / "tracker.toml").write_text(
        f'[monitor]\ndelay = "0s"\n[[source]]\nid = "lanting"\nurl = "{url}"\n'
        f'allow-private = ["127.0.0.1:{site.port}"]\n',
        "utf-8",
    )
    tried = tracker(tmp_path, "monitor", "try", "lanting")
    assert all(title in tried for title in TITLES)
    trial = json.loads(tracker(tmp_path, "monitor", "try", "lanting", "--format", "json"))
    assert [item["title"] for item in trial["items"]] == TITLES
    assert not (tmp_path / "snapshots").exists()
    done = tracker(tmp_path, "monitor", "once")
    assert all(title in done for title in TITLES)
    again = json.loads(tracker(tmp_path, "monitor", "once", "lanting", "--format", "json"))
    assert again["sources"][0]["outcome"] == "unchanged"
    assert "lanting" in tracker(tmp_path, "monitor", "status")
    status = json.loads(tracker(tmp_path, "monitor", "status", "--format", "json"))
    assert status["sources"][0]["id"] == "lanting"
    told = tracker(tmp_path, "monitor", "events")
    assert all(title in told for title in TITLES)
    assert tracker(tmp_path, "digest", "--since", "2000-01-01")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("once", "nobody"), 2, "there is no source"),
        (("once", "--recheck", "some"), 2, "write --recheck all"),
        (("once", "--since", "soon"), 2, "soon"),
        (("try", "no-address"), 3, "is no source, preset or address"),
    ],
)
def test_what_is_typed_wrong_is_told(arguments: tuple[str, ...], status: int, words: str, tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text('[[source]]\nid = "a"\nurl = "https://a.example/"\n', "utf-8")
    assert words in " ".join(tracker(tmp_path, "monitor", *arguments, status=status).split())


def test_what_one_begins_with_can_be_read(tmp_path: Path) -> None:
    urls = ["https://www.lanting.gov.cn/gb/", "http://zfgb.lanting.gov.cn:8080/", "http://10.1.2.3/list"]
    read = settings_of(beginning([*urls, *(one.id for one in presets() if one.url)]), tmp_path / "tracker.toml")
    assert [source.url for source in read.sources[:3]] == urls
    assert [source.id for source in read.sources[:3]] == ["lanting", "lanting-2", "10-1-2-3"]
    assert [source.preset for source in read.sources[3:]] == [one.id for one in presets() if one.url]
    with pytest.raises(ConfigError, match="neither an address nor a preset"):
        beginning(["ftp://lanting.example/"])


def test_a_preset_is_known_by_its_id_and_by_its_name() -> None:
    for preset in presets():
        assert preset_named(preset.id) == preset_named(preset.name) == preset
        if preset.url is None:
            with pytest.raises(ConfigError, match="is not known"):
                source_of_preset(preset)
        else:
            assert source_of_preset(preset).url == preset.url
    assert preset_named("no such gazette") is None


def test_what_is_tried_may_be_a_source_a_preset_an_address_or_a_folder(tmp_path: Path) -> None:
    config = tmp_path / "tracker.toml"
    config.write_text('[[source]]\nid = "a"\nurl = "http://a.example/x"\nallow-private = ["a.example:80"]\n', "utf-8")
    known = next(preset for preset in presets() if preset.url)

    def tried(target: str) -> tuple[str, str, tuple[str, ...]]:
        source = trial_settings(target, tmp_path, config)[1]
        return source.id, source.kind, source.allow_private

    assert tried("a") == ("a", "index", ("a.example:80",))
    assert tried("http://a.example/y") == ("try", "index", ("a.example:80",))
    assert tried("https://b.example/") == ("try", "index", ())
    assert tried(str(tmp_path)) == ("try", "directory", ())
    assert tried(known.id)[0] == known.id
    with pytest.raises(ConfigError, match="is no source, preset or address"):
        tried("b")
