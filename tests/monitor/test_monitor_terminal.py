"""What a person sees at the terminal: from an address to a message in three commands, and what goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.monitor.sites import Site, document_page, list_page, served
from tests.monitor.test_monitor_service import Receiver
from tracker.cli.monitor_tables import events_table, overview_table, pass_table
from tracker.monitor.config import settings_of
from tracker.monitor.events import Event
from tracker.monitor.first_configuration import beginning
from tracker.monitor.results import ItemResult, PassResult, SourceResult, Traffic
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.source_states import overview

TITLE = "澜亭市夜间经济促进办法"
ARTICLES = ["第一条　为了促进夜间经济，制定本办法。", "第二条　本办法自2026年6月1日起施行。"]


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        running.page("/wj/index.html", list_page([("/wj/t20260511_1.html", TITLE, "2026-05-11")]))
        running.page("/wj/t20260511_1.html", document_page(TITLE, "澜政规〔2026〕4号", ARTICLES))
        yield running


def said(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "monitor", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_three_commands_lead_from_an_address_to_issues_and_a_message(site: Site, tmp_path: Path) -> None:
    receiver = site.pages["/hook"] = Receiver()
    address, private = f"{site.origin}/wj/index.html", ("--allow-private", site.private[0])
    status, text = said(tmp_path, "try", address)
    assert (status, f"--allow-private {site.private[0]}" in text) == (4, True)
    status, text = said(tmp_path, "try", address, *private)
    assert (status, TITLE in text, f"tracker monitor init {address}" in text) == (0, True, True)
    status, text = said(tmp_path, "init", address, "--notify", f"{site.origin}/hook", *private)
    assert (status, "1 sources, 1 channels" in text) == (0, True)
    assert said(tmp_path, "init", address)[0] == 3
    status, text = said(tmp_path, "once")
    assert (status, "documents/2026" in text or "/2026/澜政规〔2026〕4号" in text) == (0, True)
    assert len(receiver.ids) == 2


def test_a_configuration_of_addresses_is_one_that_is_read(tmp_path: Path) -> None:
    text = beginning(
        ["https://www.lanting.gov.cn/zwgk/", "http://127.0.0.1:9/x"],
        notify=["https://hooks.example.com/a", "mailto://desk@example.com"],
        allow_private=["127.0.0.1:9"],
    )
    settings = settings_of(text, tmp_path / "tracker.toml")
    assert [source.id for source in settings.sources] == ["lanting", "127-0-0-1"]
    assert [source.allow_private for source in settings.sources] == [(), ("127.0.0.1:9",)]
    assert [(channel.id, channel.is_webhook) for channel in settings.channels] == [("desk", True), ("desk-2", False)]
    assert [watch.notify for watch in settings.watches] == [("desk",), ("desk-2",)]
    assert settings_of(beginning(["https://a.example/"]), tmp_path / "tracker.toml").channels == ()


def test_times_are_of_the_configured_zone_and_say_so(tmp_path: Path) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    event = Event(id="a1", kind="issue.new", time=datetime(2026, 5, 10, 23, 30, tzinfo=UTC), title="x", text="收录：x")
    assert events_table([event], zone).startswith("2026-05-11 07:30+08:00  issue.new")
    source = SourceSettings(id="a", kind="index", url="http://a.example/")
    view = overview(Settings(file=Path("x"), sources=(source,)), tmp_path)
    assert "时间按Asia/Shanghai" in overview_table(view, zone, "zh", coloured=False)
    assert "Times in Asia/Shanghai" in overview_table(view, zone, "en", coloured=False)


def test_what_stands_on_another_host_is_said_once_a_source() -> None:
    items = tuple(ItemResult(url=f"http://b.example/{n}", title="x", error="stands on another host") for n in range(3))
    source = SourceResult(id="a", outcome="unchanged", items=items, traffic=Traffic())
    moment = datetime(2026, 5, 11, tzinfo=UTC)
    table = pass_table(PassResult(started=moment, finished=moment, sources=(source,), events=()), "zh")
    assert table.count("another host") == 1
    assert "3 × stands on another host" in table
