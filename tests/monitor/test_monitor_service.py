"""The running job: on schedule, stopped cleanly, killed at any instant; and a month of it in one minute."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.monitor.sites import Asked, Reply, Site, document_page, list_page, served
from tracker.monitor.cadence import read_cadence
from tracker.monitor.overview import overview
from tracker.monitor.passes import run_pass
from tracker.monitor.schedule import CadenceTrigger, missed
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.world import World

ZONE = ZoneInfo("Asia/Shanghai")
ARTICLES = ["第一条　为规范管理，制定本办法。", "第二条　违反规定的，处{}元罚款。", "第三条　自2026年6月1日起施行。"]


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running


def configured(site: Site, folder: Path, *, documents: int, schedule: str = "every 1s") -> None:
    """A site with so many documents and the configuration that watches it."""
    publish(site, documents)
    (folder / "tracker.toml").write_text(
        f"""
[monitor]
delay = "0s"
[[source]]
id = "lanting"
url = "{site.origin}/wj/index.html"
schedule = "{schedule}"
allow-private = ["127.0.0.1:{site.port}"]
[[channel]]
id = "desk"
url = "{site.origin}/hook"
allow-private = ["127.0.0.1:{site.port}"]
[[watch]]
notify = ["desk"]
""",
        "utf-8",
    )


def publish(site: Site, documents: int) -> None:
    rows = []
    for n in range(1, documents + 1):
        title, path = f"澜亭市第{n}类公共场所管理办法", f"/wj/202605/t20260511_{n}.html"
        site.page(path, document_page(title, f"澜政规〔2026〕{n}号", [one.format(n * 100) for one in ARTICLES]))
        rows.append((path, title, "2026-05-11"))
    site.page("/wj/index.html", list_page(rows))


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", "monitor", *arguments, "--store", str(folder / "snapshots")],
        env={**os.environ, "TRACKER_CONFIG": str(folder / "tracker.toml")},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


class Receiver:
    """What a webhook got: ids in order, with how often each request was seen."""

    def __init__(self) -> None:
        self.deliveries: list[tuple[str, list[str]]] = []
        self.lock = threading.Lock()

    def __call__(self, asked: Asked) -> Reply:
        ids = [one["id"] for one in json.loads(asked.body)["events"]]
        with self.lock:
            self.deliveries.append((asked.headers["tracker-delivery"], ids))
        return Reply(status=204)

    @property
    def ids(self) -> list[str]:
        with self.lock:
            return [one for _, ids in self.deliveries for one in ids]


def test_the_job_runs_tells_its_health_and_stops_when_it_is_told_to(site: Site, tmp_path: Path) -> None:
    configured(site, tmp_path, documents=3)
    receiver = site.pages["/hook"] = Receiver()
    process = started(tmp_path, "run", "--health", "127.0.0.1:0")
    assert process.stderr is not None
    port = next(line for line in process.stderr if "health on port" in line).rsplit(" ", 1)[1].strip()
    ends = time.monotonic() + 40
    while len(receiver.ids) < 6 and time.monotonic() < ends:
        time.sleep(0.1)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        assert json.load(answer)["alive"]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        assert 'tracker_passes_total{outcome="changed",source="lanting"} 1.0' in answer.read().decode()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=40)
    assert process.returncode == 0
    assert "stopped" in said
    assert len(set(receiver.ids)) == len(receiver.ids) == 6  # three documents, each recorded and each a new measure


def test_killed_at_any_instant_it_loses_nothing_and_tells_nothing_under_two_ids(site: Site, tmp_path: Path) -> None:
    documents, kills = 24, 10
    configured(site, tmp_path, documents=documents)
    receiver = site.pages["/hook"] = Receiver()
    draw = random.Random(20260511)
    for _ in range(kills):
        process = started(tmp_path, "once")
        time.sleep(draw.uniform(0.3, 3.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    for _ in range(2):
        process = started(tmp_path, "once")
        process.communicate(timeout=120)
        assert process.returncode == 0
    events = json.loads(output(tmp_path, "monitor", "events", "--format", "json"))["events"]
    kinds = Counter(event["kind"] for event in events)
    assert kinds["issue.new"] == kinds["work.new"] == documents
    assert {event["id"] for event in events} == set(receiver.ids)
    assert repeated(receiver.deliveries) <= kills  # the one request under way at each kill, and no other
    assert "完好" in output(tmp_path, "verify")


def repeated(deliveries: list[tuple[str, list[str]]]) -> int:
    """The requests that told something that was told before."""
    seen: set[str] = set()
    count = 0
    for _, ids in deliveries:
        count += bool(seen & set(ids))
        seen |= set(ids)
    return count


def output(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *arguments, "--store", str(folder / "snapshots")],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_month_of_passes_misses_nothing_and_grows_nothing(site: Site, tmp_path: Path) -> None:
    """Thirty days with the clock of a test, one new document each third day, a flag of open files watched."""
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    clock = [moment]
    source = SourceSettings(id="lanting", kind="index", url=f"{site.origin}/wj/index.html", allow_private=site.private)
    settings = Settings(file=Path("x"), delay=timedelta(0), sources=(source,), recheck=timedelta(days=3))
    world = World(clock=lambda: clock[0])
    found, open_files = 0, []
    for day in range(30):
        publish(site, 3 + day // 3)
        clock[0] = moment + timedelta(days=day, hours=-1 if day == 9 else 0)
        result = run_pass(settings, tmp_path / "snapshots", [source], world=world).sources[0]
        assert result.outcome != "failed"
        found += result.count("new")
        open_files.append(len(list(Path("/proc/self/fd").iterdir())))
    assert found == 12
    assert max(open_files[3:]) <= open_files[3] + 2


# --- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "runs"),
    [("daily 07:30", 31), ("every 6h", 123), ("mon-fri 08:00, 17:00", 42), ("workdays 08:00", 19), ("0 9 * * mon", 4)],
)
def test_a_month_has_the_runs_that_a_schedule_says(text: str, runs: int) -> None:
    """May 2026: five days of holiday from the first to the fifth, a Saturday worked on the ninth."""
    trigger = CadenceTrigger(read_cadence(text), ZONE)
    now, end = datetime(2026, 5, 1, tzinfo=ZONE), datetime(2026, 6, 1, tzinfo=ZONE)
    fired: list[datetime] = []
    while (due := trigger.get_next_fire_time(fired[-1] if fired else None, now)) is not None and due < end:
        fired.append(due)
        now = due + timedelta(seconds=3)
    assert len(fired) == len(set(fired))
    if text.startswith("workdays"):
        days = [6, 7, 8, 9, *range(11, 16), *range(18, 23), *range(25, 30)]
        assert [one.astimezone(ZONE).day for one in fired] == days
        return
    assert len(fired) == runs


def test_a_clock_that_jumps_misses_no_run_and_makes_none_twice() -> None:
    trigger = CadenceTrigger(read_cadence("daily 07:30"), ZONE)
    first = trigger.get_next_fire_time(None, datetime(2026, 5, 4, 7, 0, tzinfo=ZONE))
    assert first is not None
    back = trigger.get_next_fire_time(first, first - timedelta(hours=2))  # the clock was set back after the run
    assert back == first + timedelta(days=1)
    ahead = trigger.get_next_fire_time(first, first + timedelta(days=3, hours=1))  # the machine slept for three days
    assert ahead is not None
    assert ahead <= first + timedelta(days=3)  # a run that is due already: it is made up for, once


def test_a_run_that_came_due_while_nobody_ran_is_made_up_for() -> None:
    source = SourceSettings(id="a", kind="index", url="http://a.example/", schedule=read_cadence("daily 07:30"))
    settings = Settings(file=Path("x"), sources=(source,))
    now = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)  # 10:00 in Beijing
    assert missed(settings, {"a": now - timedelta(hours=12)}, now) == [source]
    assert missed(settings, {"a": now - timedelta(hours=1)}, now) == []
    assert missed(settings, {"a": None}, now) == [source]


def test_every_source_has_its_line_in_the_overview_before_anything_ran(tmp_path: Path) -> None:
    source = SourceSettings(id="a", kind="index", url="http://a.example/", preset="beijing")
    view = overview(Settings(file=Path("x"), sources=(source,)), tmp_path / "snapshots")
    assert [(one.state, one.is_untried) for one in view.sources] == [("never", True)]
