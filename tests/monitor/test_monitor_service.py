"""The running job: on schedule, stopped cleanly, killed at any instant; and a month of it in one minute."""

from __future__ import annotations

import configparser
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.monitor.sites import Asked, Reply, Site, document_page, list_page, served
from tracker.monitor.cadence import read_cadence
from tracker.monitor.passes import run_pass
from tracker.monitor.schedule import CadenceTrigger, missed
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.source_states import overview
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


def test_killed_while_a_receiver_has_the_request_it_is_told_again_under_the_same_id(site: Site, tmp_path: Path) -> None:
    configured(site, tmp_path, documents=2)
    receiver, under_way, killed = Receiver(), threading.Event(), threading.Event()

    def slow(asked: Asked) -> Reply:
        reply = receiver(asked)
        if not under_way.is_set():
            under_way.set()
            killed.wait(60)
        return reply

    site.pages["/hook"] = slow
    process = started(tmp_path, "once")
    assert under_way.wait(60)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    killed.set()
    process = started(tmp_path, "once")
    process.communicate(timeout=60)
    assert process.returncode == 0
    first, *again = receiver.deliveries
    assert again == [first]
    assert len(set(receiver.ids)) == 4  # two documents, each recorded and each a new measure


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


def _runs(zones: dict[int, ZoneInfo], jumps: dict[int, timedelta]) -> list[tuple[datetime, ZoneInfo]]:
    """The runs of a daily source in a month in which zones are configured anew and the clock jumps on some days."""
    now, end = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
    source = SourceSettings(id="a", kind="index", url="http://a.example/", schedule=read_cadence("daily 07:30"))
    runs: list[tuple[datetime, ZoneInfo]] = []
    zone, due, day = ZONE, None, 0
    while now < end:
        if now.day != day:
            day = now.day
            now += jumps.pop(day, timedelta())
            if day in zones or due is None:  # the job begins, anew with another configuration
                zone = zones.pop(day, zone)
                settings = Settings(file=Path("x"), sources=(source,), timezone=zone)
                if missed(settings, {"a": runs[-1][0] if runs else None}, now):
                    runs.append((now, zone))
                due = CadenceTrigger(source.schedule, zone).get_next_fire_time(None, now)
        elif due is not None and due <= now:
            runs.append((now, zone))
            while due is not None and due <= now:  # what was missed is made up for, once
                due = CadenceTrigger(source.schedule, zone).get_next_fire_time(due, now)
        now += timedelta(minutes=10)
    return runs


def test_a_month_with_other_zones_and_a_jumping_clock_runs_once_a_day() -> None:
    zones = {9: ZoneInfo("Europe/Berlin"), 17: ZoneInfo("America/New_York"), 24: ZONE}
    jumps = {4: timedelta(hours=5), 12: timedelta(hours=-3), 20: timedelta(days=2), 28: timedelta(minutes=-50)}
    runs = _runs(dict(zones), dict(jumps))
    days = [(moment.astimezone(zone).date(), zone.key) for moment, zone in runs]
    assert len(set(days)) == len(days)
    gaps = [after - before for (before, _), (after, _) in pairwise(runs)]
    assert max(gaps) <= timedelta(days=2, hours=24)  # the clock itself left out two days
    assert sorted(gaps)[-2] <= timedelta(hours=38)
    assert len(runs) >= 29


def test_a_host_is_asked_by_one_run_at_a_time(site: Site, tmp_path: Path) -> None:
    """Sources that run side by side share the turns of their host."""
    configured(site, tmp_path, documents=1)
    text = (tmp_path / "tracker.toml").read_text()
    other = text[text.index("[[source]]") : text.index("[[channel]]")].replace('"lanting"', '"again"')
    (tmp_path / "tracker.toml").write_text(
        text.replace('"0s"', '"1s"').replace("every 1s", "every 1h") + other.replace("every 1s", "every 1h")
    )
    site.pages["/hook"] = Receiver()
    process = started(tmp_path, "run")
    ends = time.monotonic() + 40
    while sum(path.startswith("/wj") for path in site.paths()) < 4 and time.monotonic() < ends:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=40)
    asked = [one.time for one in site.asked if one.path.startswith("/wj") or one.path == "/robots.txt"]
    assert len(asked) >= 4
    assert asked[-1] - asked[0] > 0.9 * (len(asked) - 1)  # of two that do not share turns it would be half


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


# --- the files for systemd and containers -----------------------------------------------------------------------------

DOCS = Path(__file__).resolve().parents[2] / "docs"
INSTRUCTIONS = {"FROM", "RUN", "COPY", "USER", "WORKDIR", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD"}


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    text = (DOCS / "tracker-monitor.service").read_text()
    unit = configparser.RawConfigParser(strict=True)
    unit.optionxform = str  # type: ignore[assignment, method-assign] # the names of a unit have capitals
    unit.read_string(text)
    command = unit["Service"]["ExecStart"].split()
    assert command[1:4] == ["monitor", "run", "--health"]
    assert unit["Service"]["ReadWritePaths"] == unit["Service"]["WorkingDirectory"]
    judge = shutil.which("systemd-analyze")
    if judge is not None:  # the names and values are judged where the judge is; their form above in any case
        place = tmp_path / "tracker-monitor.service"
        place.write_text(text.replace(command[0], sys.executable))
        judged = subprocess.run([judge, "verify", str(place)], capture_output=True, text=True, check=False)
        assert "tracker-monitor.service" not in judged.stderr


def test_the_image_is_made_of_what_the_repository_has_and_runs_a_command_that_is() -> None:
    text = re.sub(r"\\\n", " ", (DOCS / "Containerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert {line.split()[0] for line in lines} <= INSTRUCTIONS
    assert lines[0].startswith("FROM python:3.")
    assert all((DOCS.parent / name).exists() for name in re.findall(r"/src/([\w.-]+)", text))
    said = next(json.loads(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD "))
    assert said[:3] == ["tracker", "monitor", "run"]
    helped = subprocess.run([sys.executable, "-m", *said[:3], "--help"], capture_output=True, text=True, check=True)
    assert said[3] in helped.stdout
    probe = next(line for line in lines if line.startswith("HEALTHCHECK"))
    compile(json.loads(probe[probe.index("[") :])[2], "probe", "exec")
