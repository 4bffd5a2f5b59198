"""Checks of a large store: a pull request with one issue of 15 documents, and the citations of 200 pages of policy.

The numbers to hold, with the library's index there: the check at most 3 s in a store of 1,000 issues (10,000
documents), of which it parses only the new issue and the five whose measures the new one revises; the citations at most
2 s.
``TRACKER_BENCH_ISSUES`` sets another number of issues.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from unittest.mock import Mock, patch

from tests.benchmarks import print_table, verdict
from tests.benchmarks.bench_store import ISSUES, make_files
from tracker.check.cited import CitedFile, Citing
from tracker.check.meaning import Check, checked
from tracker.check.policy import Policy
from tracker.library import Library
from tracker.parse import parse, parse_file
from tracker.read import read_bytes
from tracker.store import Store, verification, view
from tracker.store.parsed import parse_source
from tracker.store.record import make_record

NEW_DOCUMENTS = 15
REVISED = 5
PAGES = 200
CHARACTERS_OF_A_PAGE = 700
CITATIONS_OF_A_PAGE = 5
DAY = "2030-01-01"
_HEAD = re.compile(r"(?m)^(云岚市人民政府关于\S+的通知)\n\n(云政发〔\d+〕\d+号)$")


def main() -> None:
    """Print CPU seconds of both, and how many sources were parsed."""
    with tempfile.TemporaryDirectory(prefix="bench-check-") as folder:
        place = Path(folder)
        files = make_files(place / "files", ISSUES)
        store = place / "store"
        _write(store, files)
        with Library.open(store):
            pass  # the index is there
        base, head, parsed, check = _request(store, files)
        took = _best(lambda: checked(store, base, head, Policy(), DAY), parsed=store)
        cited = _policy(files)
        seconds, found = _cites(store, cited)
    print_table(
        f"check: {ISSUES:,} issues",
        ("", "CPU s", "goal", "count"),
        (
            (f"one issue of {NEW_DOCUMENTS} documents, {_revised(check)} revised", took, verdict(took, 3), parsed),
            (f"cites on {PAGES} pages, {len(found.citations):,} citations", seconds, verdict(seconds, 2), _dead(found)),
        ),
    )


def _write(store: Path, files: list[Path]) -> None:
    with ProcessPoolExecutor() as pool:
        issues = list(pool.map(parse_file, files, chunksize=16))
    records = ((make_record(file.read_bytes(), issue), None) for file, issue in zip(files, issues, strict=True))
    with Store.create(store) as opened:
        assert sum(added.outcome == "new" for added in opened.add_many(records)) == len(files)


def _request(store: Path, files: list[Path]) -> tuple[str, str, int, Check]:
    """The commits of a change that adds one issue, how many sources its check parses, and the check."""
    data = _new_issue(files).encode()
    with Store.open(store) as opened:
        base = opened.resolve("HEAD")
        opened.add(data, parse(read_bytes(data, "new.txt")))
        head = opened.resolve("HEAD")
    _forget(store)
    counted = Mock(wraps=parse_source)
    with patch.object(view, "parse_source", counted), patch.object(verification, "parse_source", counted):
        check = checked(store, base, head, Policy(), DAY)
    assert _revised(check) == REVISED, [one.change for one in check.works]
    return base, head, counted.call_count, check


def _new_issue(files: list[Path]) -> str:
    """An issue that revises measures of five others, and adds ten."""
    chance = random.Random(1)
    olds = [chance.choice(_HEAD.findall(file.read_text("utf-8"))) for file in chance.sample(files, REVISED)]
    fresh = [f"云岚市人民政府关于新设事项之{number}的通知" for number in range(NEW_DOCUMENTS - REVISED)]
    titles = [*(title for title, _ in olds), *fresh]
    ends = [f"《{title}》（{number}）同时废止。" for title, number in olds] + [""] * len(fresh)
    numbers = [f"云政发〔2029〕{number}号" for number in range(900, 900 + NEW_DOCUMENTS)]
    pairs = enumerate(zip(titles, numbers, strict=True), 1)
    listed = "\n".join(f"{title}\n({number}) ({page})" for page, (title, number) in pairs)
    texts = (
        f"{title}\n\n{number}\n\n各区人民政府:\n\n第一条 申请人按照规定提交材料，补偿比例为{page}万元。\n\n"
        f"第二条 本通知自印发之日起施行。{end}\n\n云岚市人民政府\n\n2029年5月6日"
        for page, (title, number, end) in enumerate(zip(titles, numbers, ends, strict=True), 1)
    )
    return f"云岚市人民政府公报\n\n2029\n\n第1期\n\n2029年6月1日\n\n目 录\n\n{listed}\n\n" + "\n\n".join(texts) + "\n"


def _policy(files: list[Path]) -> str:
    """A policy of 200 pages, with citations of documents of the store and of what it does not hold."""
    chance = random.Random(2)
    known = [found for file in files for found in _HEAD.findall(file.read_text("utf-8"))]
    filler = "经办人应当核对材料并在系统中登记，" * (CHARACTERS_OF_A_PAGE // CITATIONS_OF_A_PAGE // 17)
    lines = []
    for _ in range(PAGES * CITATIONS_OF_A_PAGE):
        title, number = chance.choice(known)
        cited = chance.choice(
            (f"{number}第二条", f"《{title}》第一条", f"《{title}》（{number}）", "民法典第五百零九条")
        )
        lines.append(f"{filler}依据{cited}办理。")
    return "\n\n".join(lines)


def _cites(store: Path, policy: str) -> tuple[float, CitedFile]:
    source = read_bytes(policy.encode(), "policy.md")
    found: list[CitedFile] = []

    def look_up() -> None:
        with Library.open(store) as library:
            found.append(Citing(library, DAY).file("policy.md", source))

    return _best(look_up), found[-1]


def _best(call: Callable[[], object], *, parsed: Path | None = None) -> float:
    """CPU seconds of the quickest of three; without what was parsed before, where a store is named."""
    times = []
    for _ in range(3):
        if parsed is not None:
            _forget(parsed)
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def _forget(store: Path) -> None:
    """A runner keeps the index and nothing that was parsed."""
    git_folder = subprocess.run(
        ["git", "rev-parse", "--absolute-git-dir"], cwd=store, capture_output=True, text=True, check=True
    ).stdout.strip()
    shutil.rmtree(Path(git_folder) / "tracker" / "cache" / "parsed", ignore_errors=True)


def _revised(check: Check) -> int:
    return sum(one.change == "revised" for one in check.works)


def _dead(file: CitedFile) -> int:
    return sum(one.needs_attention for one in file.citations)


if __name__ == "__main__":
    main()
