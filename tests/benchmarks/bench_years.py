"""A store of years: what is typed and what is built at 100, 1,000 and 10,000 issues of ten documents, with exponents.

Times are of the processor, of the command and of the git processes below it, the best of three, so that a machine may
be shared. An exponent is that of the growth from the smallest store to the largest: 1 is linear, 0 is no growth.
``TRACKER_BENCH_YEARS`` sets other sizes (``100,1000``); 10,000 issues take a quarter of an hour of the processor and
4 GB of disk. A report from scratch is made of the smallest store alone: the texts of the others are left out of the
first report (``years_report``), and what is measured is the next one, after one more issue.
The numbers to hold: answers at most 1.5 s and 500 MB, an exponent of at most 0.2; building at most 1.1.
"""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import ROOT, peak_megabytes, print_table, verdict
from tests.benchmarks.years_store import one_more, written
from tests.monitor.sites import document_page, list_page, served
from tracker.library import Library

SIZES = [int(one) for one in os.environ.get("TRACKER_BENCH_YEARS", "100,1000,10000").split(",")]
MOST_SECONDS, MOST_MEGABYTES = 1.5, 500.0
MOST_ANSWERING, MOST_BUILDING = 0.2, 1.1
MOST_OF = {"add one issue": 2.0, "monitor once, nothing new": 2.0, "report after one issue": 5.0}
"""Seconds of what may take longer than an answer."""
ROUNDS = 3
DAY = "2026-06-01"
_ENDS = "{0, 4}"
"""How a command ends well."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command needed: seconds of the processor, with its children, and megabytes at its peak."""

    seconds: float
    megabytes: float = 0.0


def main() -> None:
    """Print what is built, what is answered, what comes in, and the memory of each."""
    with tempfile.TemporaryDirectory(prefix="bench-years-") as folder:
        stores = {size: Path(folder) / str(size) / "snapshots" for size in SIZES}
        _print("building", {size: _built(store, size) for size, store in stores.items()}, MOST_BUILDING, None)
        scratch = _report(stores[SIZES[0]], Path(folder) / "site")
        seconds = f"{scratch.seconds:.1f} s, {scratch.megabytes:.0f} MB"
        print_table("report from scratch", ("", ""), [(f"{SIZES[0]:,} issues", seconds)])
        names = {size: things_of(store) for size, store in stores.items()}
        asked = {size: _answered(stores[size], names[size]) for size in SIZES}
        _print("answering", asked, MOST_ANSWERING, MOST_SECONDS)
        _print("adding and watching", {size: _added(stores[size]) for size in SIZES}, MOST_ANSWERING, MOST_SECONDS)


def exponent(times: Mapping[int, float]) -> float:
    """How a time grows with the size, from the smallest to the largest."""
    first, last = min(times), max(times)
    return math.log(times[last] / times[first]) / math.log(last / first) if first != last else 0.0


def _built(store: Path, size: int) -> dict[str, Spent]:
    store.parent.mkdir(parents=True)
    recording = _seconds(lambda: written(store, size))
    return {"recording": Spent(recording), "index and lineage from scratch": spent_by("lineage", store=store)}


def things_of(store: Path) -> tuple[str, str, str]:
    """An issue, the number of a document in it, and a work of several versions."""
    with Library.open(store) as library:
        work = next(library.index.works.grown(1))
        record = work.stages[-1].record
        return record.issue, record.number or record.title, work.name


def commands(issue: str, number: str, work: str) -> dict[str, tuple[str, ...]]:
    """What a person types, about these things."""
    return {
        "status": ("status",),
        "status WORK": ("status", work),
        "status --expiring": ("status", "--expiring", "90d", "--as-of", "2024-01-01"),
        "list": ("list",),
        "list TITLE": ("list", "厂房改造"),
        "search (common)": ("search", "贴息"),
        "search (two words)": ("search", "社区养老 补贴"),
        "search (a word of most texts)": ("search", "部门"),
        "search (an article)": ("search", "第三条 托育机构"),
        "show NUMBER": ("show", number),
        "show ISSUE": ("show", issue),
        "log": ("log",),
        "log WORK": ("log", work),
        "lineage": ("lineage",),
        "lineage WORK": ("lineage", work),
        "diff WORK": ("diff", work),
        "history WORK": ("history", work),
        "blame WORK": ("blame", work),
    }


def _answered(store: Path, names: tuple[str, str, str]) -> dict[str, Spent]:
    return {name: _best(*arguments, store=store) for name, arguments in commands(*names).items()}


def _added(store: Path) -> dict[str, Spent]:
    site = store.parent / "site"
    # The index of git learns of all files when the first one comes after a batch: that is told apart.
    found = {"the first issue after a batch": _add(store, 40)}
    spent_by("status", store=store)
    subprocess.run([sys.executable, "-m", "tests.benchmarks.years_report", store, site, DAY], cwd=ROOT, check=True)
    found["add one issue"] = _add(store, 41)
    found["the first answer after it"] = spent_by("status", store=store)
    found["report after one issue"] = _report(store, site)
    with served() as web:
        titles = [f"南河省第{n}类场所管理办法" for n in range(3)]
        rows = [(f"/gb/{n}.html", title, "2026-05-11") for n, title in enumerate(titles)]
        web.page("/gb/index.html", list_page(rows))
        for n, title in enumerate(titles):
            web.page(f"/gb/{n}.html", document_page(title, f"南政规〔2026〕{n + 1}号", ["场所每日清扫一次。"]))
        source = f'[[source]]\nid = "gb"\nkind = "index"\nurl = "{web.origin}/gb/index.html"\n'
        (store.parent / "tracker.toml").write_text(f'{source}allow-private = ["{web.private[0]}"]\n', encoding="utf-8")
        config = ("--config", str(store.parent / "tracker.toml"))
        spent_by("monitor", "once", *config, store=store)
        found["monitor once, nothing new"] = _best("monitor", "once", *config, store=store)
    return found


def _add(store: Path, number: int) -> Spent:
    return spent_by("add", str(one_more(store.parent, number)), "--gazette", "gazette-00", store=store)


def _report(store: Path, site: Path) -> Spent:
    return spent_by("report", "-o", str(site), "--on", DAY, "--title", "years", store=store)


# --- measuring --------------------------------------------------------------------------------------------------------


def spent_by(*arguments: str, store: Path) -> Spent:
    """What a command of the program needed, which ends well."""
    command = ["tracker", *arguments, "--store", str(store)]
    call = f"import sys\nfrom tracker.cli.app import run\nsys.argv = {command!r}\nassert run() in {_ENDS}\n"
    megabytes: list[float] = []
    seconds = _seconds(lambda: megabytes.append(peak_megabytes(call)))
    return Spent(seconds, *megabytes)


def _best(*arguments: str, store: Path) -> Spent:
    return min((spent_by(*arguments, store=store) for _ in range(ROUNDS)), key=lambda one: one.seconds)


def _seconds(call: Callable[[], object]) -> float:
    """Seconds of the processor, of this process and of those it started and waited for."""
    start = _so_far()
    call()
    return _so_far() - start


def _so_far() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _print(title: str, spent: Mapping[int, Mapping[str, Spent]], most_growth: float, most: float | None) -> None:
    rows: list[Sequence[object]] = []
    last = SIZES[-1]
    for name in spent[SIZES[0]]:
        grown = {size: spent[size][name].seconds for size in SIZES}
        growth, megabytes = exponent(grown), spent[last][name].megabytes
        goals = [verdict(growth, most_growth), verdict(megabytes, MOST_MEGABYTES)]
        goals += [verdict(grown[last], MOST_OF.get(name, most))] if most else []
        figures = (*(f"{grown[size]:.2f}" for size in SIZES), f"{growth:.2f}", f"{megabytes:.0f}")
        rows.append([name, *figures, " ".join(goals)])
    heads = (*(f"{size:,} issues" for size in SIZES), "exponent", f"MB at {last:,}", "goal")
    print_table(f"{title}, s of the processor", ("", *heads), rows)


if __name__ == "__main__":
    main()
