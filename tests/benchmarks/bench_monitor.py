"""The monitor on loopback: sources with nothing new beside the bare requests, new PDFs, the overview of many sources.

The wall counts, as it does for the rivals; beside it stands what the processors did, for a machine may be shared.
``TRACKER_BENCH_SOURCES`` sets another number of sources. urlwatch and webchanges are measured on the same addresses
where they are installed, for this interpreter or the one that ``TRACKER_BENCH_PEERS`` names; else the table says so.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from tests.benchmarks import print_table, verdict
from tests.monitor.pdf_files import issue_pdf
from tests.monitor.sites import Reply, Site, list_page, served
from tracker.monitor.passes import run_pass
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.source_states import overview

SOURCES = int(os.environ.get("TRACKER_BENCH_SOURCES", "500"))
PEERS = os.environ.get("TRACKER_BENCH_PEERS", sys.executable)
MOST_MEMORY = 120.0
MOST_STATUS = 0.4
ISSUES, PAGES, MOST_PDFS = 20, 60, 12.0
MOST_OF_URLWATCH, MOST_OF_WEBCHANGES = 0.5, 0.15


def main() -> None:
    with served() as site, tempfile.TemporaryDirectory(prefix="bench-monitor-") as folder:
        place = Path(folder)
        settings = watched(site, place)
        run_pass(settings, place / "snapshots", settings.sources)
        start = time.perf_counter()
        result = run_pass(settings, place / "snapshots", settings.sources)
        ours = time.perf_counter() - start
        assert sum(source.traffic.not_modified for source in result.sources) == SOURCES
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        start = time.perf_counter()
        overview(settings, place / "snapshots")
        status = time.perf_counter() - start
        command = status_command(settings, place)
        bare = bare_requests(site)
        rows = [
            ("one pass, all 304", f"{ours:.2f} s", f"{ours / SOURCES * 1000:.1f} ms a source"),
            ("bare requests of urllib, 8 threads", f"{bare:.2f} s", f"ours {ours / bare:.1f} times"),
            *(rival(name, most, site, place, ours) for name, most in peers()),
            ("memory", f"{memory:.0f} MB", verdict(memory, MOST_MEMORY)),
            ("status, the values", f"{status:.3f} s", ""),
            ("tracker monitor status, processor time", f"{command:.3f} s", verdict(command, MOST_STATUS)),
        ]
    print_table(f"{SOURCES} sources with nothing new", ("what", "measured", "against"), rows)
    print_table(f"{ISSUES} new PDFs of {PAGES} pages in one pass", ("what", "measured", "against"), new_pdfs())


def status_command(settings: Settings, place: Path) -> float:
    """Seconds of processor time that the command takes from its start, the best of three."""
    lines = []
    for source in settings.sources:
        lines += ["[[source]]", f'id = "{source.id}"', f'kind = "{source.kind}"', f'url = "{source.url}"']
        lines += [f'allow-private = ["{source.allow_private[0]}"]', 'schedule = "workdays 08:00"']
    (place / "tracker.toml").write_text("\n".join(lines))
    command = [sys.executable, "-m", "tracker", "monitor", "status", "--store", str(place / "snapshots")]
    seconds = []
    for _ in range(3):
        start = _of_children()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(_of_children() - start)
    return min(seconds)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def new_pdfs() -> list[tuple[str, str, str]]:
    """A pass over a list of issues that are PDFs, none of them known."""
    with served() as site, tempfile.TemporaryDirectory(prefix="bench-monitor-") as folder:
        rows = []
        for n in range(1, ISSUES + 1):
            path = f"/gb/202605/W020260511{n:06d}.pdf"
            site.pages[path] = Reply(body=issue_pdf(n, PAGES), headers={"Content-Type": "application/pdf"})
            rows.append((path, f"澜亭市人民政府公报2026年第{n}期", f"2026-05-{n:02d}"))
        site.page("/gb/index.html", list_page(rows))
        address = f"{site.origin}/gb/index.html"
        source = SourceSettings(id="gb", kind="index", url=address, allow_private=site.private)
        settings = Settings(file=Path(folder) / "tracker.toml", delay=timedelta(0), sources=(source,))
        wall, own, theirs = time.perf_counter(), time.process_time(), _of_children()
        result = run_pass(settings, Path(folder) / "snapshots", settings.sources)
        wall, own, theirs = time.perf_counter() - wall, time.process_time() - own, _of_children() - theirs
    assert [item.outcome for item in result.sources[0].items] == ["new"] * ISSUES
    return [
        ("one pass", f"{wall:.1f} s", verdict(wall, MOST_PDFS)),
        ("processor time of the pass", f"{own:.1f} s", ""),
        ("processor time of the reading processes", f"{theirs:.1f} s", f"{(own + theirs) / wall:.1f} processors used"),
    ]


def watched(site: Site, place: Path) -> Settings:
    """Sources with a list each, whose three texts are on a host that is not asked."""
    sources = []
    for n in range(SOURCES):
        rows = [
            (f"http://www.nanhe.example/{n}/t20260511_{k}.html", f"南河省第{k}类场所管理办法", "2026-05-11")
            for k in range(3)
        ]
        page = list_page(rows).encode()
        site.pages[f"/{n}/index.html"] = Reply(body=page, headers={"Content-Type": "text/html", "ETag": f'"{n}"'})
        address = f"{site.origin}/{n}/index.html"
        sources.append(SourceSettings(id=f"s{n}", kind="index", url=address, allow_private=site.private))
    return Settings(file=place / "tracker.toml", delay=timedelta(0), sources=tuple(sources))


def bare_requests(site: Site) -> float:
    """Seconds that the addresses take without any of what a monitor does."""

    def ask(n: int) -> int:
        with urllib.request.urlopen(f"{site.origin}/{n}/index.html", timeout=30) as answer:  # noqa: S310 - loopback
            return len(answer.read())

    start = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(SOURCES)))
    return time.perf_counter() - start


def peers() -> list[tuple[str, float]]:
    """The rivals that are installed."""
    wanted = (("urlwatch", MOST_OF_URLWATCH), ("webchanges", MOST_OF_WEBCHANGES))
    found = [(name, most) for name, most in wanted if _runs(name)]
    for name, _ in wanted:
        if name not in [one for one, _ in found]:
            sys.stdout.write(f"{name} is not installed: not measured\n")
    return found


def _runs(name: str) -> bool:
    return subprocess.run([PEERS, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


def rival(name: str, most: float, site: Site, place: Path, ours: float) -> tuple[str, str, str]:
    """A rival's second run over the same addresses."""
    folder = place / name
    folder.mkdir()
    jobs = "\n---\n".join(f"name: s{n}\nurl: {site.origin}/{n}/index.html" for n in range(SOURCES))
    (folder / "urls.yaml").write_text(jobs)
    (folder / "config.yaml").write_text("report: {}\n")
    cache = "--database" if name == "webchanges" else "--cache"
    command = [
        str(Path(PEERS).with_name(name)),
        "--urls" if name == "urlwatch" else "--jobs",
        str(folder / "urls.yaml"),
    ]
    command += ["--config", str(folder / "config.yaml"), cache, str(folder / "cache.db")]
    seconds = 0.0
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False, env={**os.environ, "HOME": str(folder)})
        seconds = time.perf_counter() - start
    return name, f"{seconds:.2f} s", f"ours {ours / seconds:.2f} times {verdict(ours / seconds, most)}"


if __name__ == "__main__":
    main()
