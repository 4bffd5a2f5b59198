"""A store of years: what is typed and what is built at 100, 1,000 and 10,000 issues of ten documents, with exponents.

Times are of the processor, of the command and of the git processes below it, the best of three, so that a machine may
be shared. An exponent is that of the growth from the smallest store to the largest: 1 is linear, 0 is no growth.
``TRACKER_BENCH_YEARS`` sets other sizes (``100,1000``); 10,000 issues take a quarter of an hour and 6 GB of disk.
The numbers to hold: answers at most 1.5 s and 500 MB, an exponent of at most 0.2; building at most 1.1.
"""

from __future__ import annotations

import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.benchmarks import peak_megabytes, print_table, verdict
from tests.benchmarks.years_store import DOCUMENTS, one_more, written
from tests.monitor.sites import list_page, served
from tracker.library import Library

SIZES = [int(one) for one in os.environ.get("TRACKER_BENCH_YEARS", "100,1000,10000").split(",")]
MOST_SECONDS, MOST_ADDING, MOST_MEGABYTES = 1.5, 2.0, 500.0
MOST_ANSWERING, MOST_BUILDING = 0.2, 1.1
ROUNDS = 3
INDEX = Path(".git/tracker/cache/index.sqlite")


def main() -> None:
    """Print what is built, what is answered, and the memory of it."""
    with tempfile.TemporaryDirectory(prefix="bench-years-") as folder:
        stores = {size: Path(folder) / str(size) / "snapshots" for size in SIZES}
        built = {size: _built(store, size) for size, store in stores.items()}
        _print_times("building, s of the processor", built, MOST_BUILDING, None)
        names = {size: things_of(store) for size, store in stores.items()}
        asked = {size: _answered(stores[size], names[size]) for size in SIZES}
        _print_times("answering, s of the processor", asked, MOST_ANSWERING, MOST_SECONDS)
        _print_times("adding and watching", {size: _added(stores[size]) for size in SIZES}, MOST_ANSWERING, MOST_ADDING)
        _print_memory(stores[SIZES[-1]], names[SIZES[-1]])


def exponent(times: Mapping[int, float]) -> float:
    """How a time grows with the size, from the smallest to the largest."""
    first, last = min(times), max(times)
    return math.log(times[last] / times[first]) / math.log(last / first) if first != last else 0.0


def _built(store: Path, size: int) -> dict[str, float]:
    store.parent.mkdir(parents=True)
    found = {"recording": _cost(lambda: written(store, size))}
    found["index and lineage from scratch"] = _cost(lambda: _tracker(store, "lineage"))
    return found


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
        "show NUMBER": ("show", number),
        "show ISSUE": ("show", issue),
        "log": ("log",),
        "log WORK": ("log", work),
        "lineage": ("lineage",),
        "lineage WORK": ("lineage", work),
        "diff WORK": ("diff", work),
        "history WORK": ("history", work),
    }


def _answered(store: Path, names: tuple[str, str, str]) -> dict[str, float]:
    return {name: _best(lambda a=arguments: _tracker(store, *a)) for name, arguments in commands(*names).items()}  # type: ignore[misc]


def _added(store: Path) -> dict[str, float]:
    file = one_more(store.parent)
    found = {"add one issue": _cost(lambda: _tracker(store, "add", str(file), "--gazette", "gazette-00"))}
    found["the first answer after it"] = _cost(lambda: _tracker(store, "status"))
    with served() as site:
        rows = [
            (f"http://www.nanhe.example/t20260511_{n}.html", f"南河省第{n}类场所管理办法", "2026-05-11")
            for n in range(3)
        ]
        site.page("/gb/index.html", list_page(rows))
        source = f'[[source]]\nid = "gb"\nkind = "index"\nurl = "{site.origin}/gb/index.html"\n'
        (store.parent / "tracker.toml").write_text(f'{source}allow-private = ["{site.private[0]}"]\n', encoding="utf-8")
        config = ("--config", str(store.parent / "tracker.toml"))
        _tracker(store, "monitor", "once", *config)
        found["monitor once, nothing new"] = _best(lambda: _tracker(store, "monitor", "once", *config))
    return found


def _tracker(store: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "tracker", *arguments, "--store", str(store)]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert done.returncode in {0, 4}, done.stderr[-500:]


def _cost(call: Callable[[], object]) -> float:
    """Seconds of the processor, of this process and of those it started and waited for."""
    start = _spent()
    call()
    return _spent() - start


def _spent() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _best(call: Callable[[], object]) -> float:
    return min(_cost(call) for _ in range(ROUNDS))


def _print_times(title: str, times: Mapping[int, Mapping[str, float]], most_growth: float, most: float | None) -> None:
    rows: list[Sequence[object]] = []
    for name in times[SIZES[0]]:
        grown = {size: times[size][name] for size in SIZES}
        growth = exponent(grown)
        goals = [verdict(growth, most_growth), *([verdict(grown[SIZES[-1]], most)] if most else [])]
        rows.append([name, *(f"{grown[size]:.2f}" for size in SIZES), f"{growth:.2f}", " ".join(goals)])
    print_table(title, ("", *(f"{size:,} issues" for size in SIZES), "exponent", "goal"), rows)


def _print_memory(store: Path, names: tuple[str, str, str]) -> None:
    rows = []
    for name, arguments in commands(*names).items():
        peak = _peak(store, arguments)
        rows.append((name, f"{peak:.0f}", verdict(peak, MOST_MEGABYTES)))
    shutil.rmtree(store / ".git/tracker/cache", ignore_errors=True)
    print_table(f"memory at {SIZES[-1]:,} issues ({SIZES[-1] * DOCUMENTS:,} documents), MB", ("", "peak", "goal"), rows)


def _peak(store: Path, arguments: Sequence[str]) -> float:
    command = ["tracker", *arguments, "--store", str(store)]
    call = f"import sys\nfrom tracker.cli.app import run\nsys.argv = {command!r}\nrun()"
    return peak_megabytes(call)


if __name__ == "__main__":
    main()
