"""The site of a store of 200 issues with 2,000 documents, of which every fifth revises an older one: anew, and again.

The numbers to hold: at most 45 s on two cores for all pages, at most 2 s after one new issue, and a first page of at
most 200 KB. Measured are seconds of the clock for all pages, which two cores share, and CPU seconds of the command for
the others, which one process does alone. The index is built before: whoever asks first after ``tracker add`` makes it.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.benchmarks import ROOT, print_table, verdict
from tests.benchmarks.bench_store import phrase, sentences
from tracker.language.numerals import int_to_han
from tracker.library import Library
from tracker.parse import parse, parse_file
from tracker.read import read_bytes
from tracker.store import Store
from tracker.store.record import make_record

ISSUES, DOCUMENTS = int(os.environ.get("TRACKER_BENCH_ISSUES", "200")), 10
REVISED = 2
"""Documents of an issue that revise one of an issue before it."""
DAY = "2026-01-01"


class _Maker:
    """Issues of an invented gazette, the same ones in every run."""

    def __init__(self) -> None:
        self.chance = random.Random(20251129)
        self.known: list[tuple[str, str, list[str]]] = []

    def issue(self, number: int) -> str:
        """The text of an issue, counted from 0."""
        year, place = 2005 + number // 12, number % 12 + 1
        documents = [
            self._document(year, place * 100 + n, revises=number > 0 and n < REVISED) for n in range(DOCUMENTS)
        ]
        listed = "\n".join(f"{title}\n({name}) ({page})" for page, (title, name, _) in enumerate(documents, 1))
        self.known += [(title, name, articles) for title, name, articles in documents]
        texts = "\n\n".join(self._text(title, name, articles, year, place) for title, name, articles in documents)
        return f"云岚市人民政府公报\n\n{year}\n\n第{place}期\n\n{year}年{place}月20日\n\n目 录\n\n{listed}\n\n{texts}\n"

    def _document(self, year: int, number: int, *, revises: bool) -> tuple[str, str, list[str]]:
        name = f"云政规〔{year}〕{number}号"
        if not revises:
            articles = [sentences(self.chance) for _ in range(14)]
            return f"云岚市人民政府关于{phrase(self.chance, 5)}的规定", name, [*articles, "本规定自公布之日起施行。"]
        title, old, articles = self.known.pop(self.chance.randrange(len(self.known)))
        changed = [
            article.replace("万元", "千元") if self.chance.random() < 0.3 else article for article in articles[:-1]
        ]
        return title, name, [*changed, f"本规定自公布之日起施行，有效期5年。《{title}》（{old}）同时废止。"]

    def _text(self, title: str, name: str, articles: list[str], year: int, month: int) -> str:
        body = "\n\n".join(f"第{int_to_han(place)}条 {text}" for place, text in enumerate(articles, 1))
        return f"{title}\n\n{name}\n\n{body}\n\n云岚市人民政府\n\n{year}年{month}月6日"


def make_store(folder: Path, issues: int) -> _Maker:
    """A store of so many issues, with its index; what makes the next one."""
    maker = _Maker()
    files = []
    (folder / "files").mkdir(parents=True)
    for number in range(issues):
        files.append(folder / "files" / f"{number:04d}.txt")
        files[-1].write_text(maker.issue(number), encoding="utf-8")
    with ProcessPoolExecutor() as pool:
        parsed = list(pool.map(parse_file, files, chunksize=8))
    records = ((make_record(file.read_bytes(), issue), None) for file, issue in zip(files, parsed, strict=True))
    with Store.create(folder / "store") as store:
        assert sum(added.outcome == "new" for added in store.add_many(records)) == issues
    with Library.open(folder / "store"):
        pass
    return maker


def add_issue(store: Path, text: str) -> None:
    """One more issue, as ``tracker add`` keeps it."""
    with Store.open(store) as opened:
        opened.add(text.encode(), parse(read_bytes(text.encode(), "new.txt")))


def report(store: Path, site: Path) -> tuple[float, float, str]:
    """Seconds of the clock and CPU seconds of a run without those of its workers, and what it says."""
    command = [sys.executable, "-m", "tracker", "report", "--store", str(store), "-o", str(site), "--on", DAY]
    before, start = _cpu(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, _cpu() - before, done.stdout.strip().partition("：")[2]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the times of a run from scratch, of one with nothing new, and of one after a new issue."""
    with tempfile.TemporaryDirectory(prefix="bench-report-") as folder:
        place = Path(folder)
        maker = make_store(place, ISSUES)
        store, site = place / "store", place / "site"
        scratch = report(store, site)
        size = sum(one.stat().st_size for one in site.rglob("*") if one.is_file()) / 1e6
        home = (site / "index.html").stat().st_size / 1e3
        again = report(store, site)
        add_issue(store, maker.issue(ISSUES))
        new = report(store, site)
    rows = [
        ("all pages", scratch[0], scratch[1], verdict(scratch[0], 45), scratch[2]),
        ("nothing new", again[0], again[1], "", again[2]),
        ("one new issue", new[0], new[1], verdict(new[1], 2), new[2]),
    ]
    sizes = f"first page {home:.0f} KB ({verdict(home, 200)}), whole site {size:.0f} MB"
    heads = ("", "s", "CPU s", "goal", "")
    print_table(f"report: {ISSUES} issues, {ISSUES * DOCUMENTS:,} documents; {sizes}", heads, rows)


if __name__ == "__main__":
    main()
