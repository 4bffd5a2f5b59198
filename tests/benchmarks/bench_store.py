"""The store: writing parsed issues beside the same bytes piped into ``git fast-import``; ``tracker add`` of files.

The issues are made here, ten documents each, and differ from one another. ``TRACKER_BENCH_ISSUES`` sets another number.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.benchmarks import ROOT, print_table, verdict
from tracker.language.numerals import int_to_han
from tracker.model import Issue
from tracker.parse import parse_file
from tracker.store import Store
from tracker.store.record import make_record

ISSUES = int(os.environ.get("TRACKER_BENCH_ISSUES", "1000"))
DOCUMENTS = 10
MOST_TIMES_FAST_IMPORT = 1.5
ROUNDS = 3

_WORDS = """
本市 各区 主管部门 申请人 资金 项目 企业 备案 材料 审核 公示 期限 工作日 补偿 比例 监督 检查 责任 单位 服务 平台
标准 办理 依法 提出 应当 可以 不得 按照 规定 组织 实施 评估 调整 报送 说明 通知 期满 续期 终止 追回 公开 统计 考核
""".split()  # noqa: SIM905 - words, easier to read as such


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-store-") as folder:
        place = Path(folder)
        files = make_files(place / "files", ISSUES)
        with ProcessPoolExecutor() as pool:
            issues = list(pool.map(parse_file, files, chunksize=16))
        rows = [_writing(place, files, issues)]
        print_table(
            f"store: {ISSUES} issues of {DOCUMENTS} documents",
            ("", "MB in all", "s", "git fast-import", "its files by themselves", "× git", "goal"),
            rows,
        )
        print_table(
            f"tracker add of {ISSUES} files",
            ("processes", "s", "× one process", "issues/s"),
            list(_adding(place, files)),
        )
        print_table("reading what was written", ("", "s", "ms an issue"), list(_reading(place)))


def make_files(folder: Path, count: int) -> list[Path]:
    """Issues of an invented gazette as text files."""
    folder.mkdir(parents=True)
    chance = random.Random(20250901)
    files = []
    for number in range(count):
        file = folder / f"{number:05d}.txt"
        file.write_text(_issue_text(chance, 2000 + number // 50, number % 50 + 1), encoding="utf-8")
        files.append(file)
    return files


def _issue_text(chance: random.Random, year: int, number: int) -> str:
    titles = [f"云岚市人民政府关于{phrase(chance, 4)}的通知" for _ in range(DOCUMENTS)]
    numbers = [f"云政发〔{year}〕{number * DOCUMENTS + place}号" for place in range(DOCUMENTS)]
    cover = f"云岚市人民政府公报\n\n{year}\n\n第{number}期\n\n{year}年6月1日\n\n目 录\n\n"
    contents = "\n".join(
        f"{title}\n({name}) ({page})" for page, (title, name) in enumerate(zip(titles, numbers, strict=True), 1)
    )
    documents = (_document_text(chance, title, name, year) for title, name in zip(titles, numbers, strict=True))
    return cover + contents + "\n\n" + "\n\n".join(documents) + "\n"


def _document_text(chance: random.Random, title: str, number: str, year: int) -> str:
    articles = "\n\n".join(f"第{int_to_han(place)}条 {sentences(chance)}" for place in range(1, 16))
    return f"{title}\n\n{number}\n\n各区人民政府,市政府各委、办、局:\n\n{articles}\n\n云岚市人民政府\n\n{year}年5月6日"


def sentences(chance: random.Random) -> str:
    """Two sentences with a sum of money each."""
    return "".join(f"{phrase(chance, 9)},{phrase(chance, 7)}{chance.randint(1, 900)}万元。" for _ in range(2))


def phrase(chance: random.Random, words: int) -> str:
    """So many words of an office, without sense."""
    return "".join(chance.choices(_WORDS, k=words))


def _writing(place: Path, files: list[Path], issues: list[Issue]) -> tuple[object, ...]:
    sources = [file.read_bytes() for file in files]
    ours: list[float] = []
    plain: list[float] = []
    alone: list[float] = []
    # Nothing is deleted between the rounds: a file system without a journal avoids inodes that were freed a moment ago,
    # and takes its time for it.
    for turn in range(ROUNDS):
        store = place / f"store-{turn}"
        ours.append(_timed(partial(_write, store, sources, issues)))
        if not plain:
            _export(store, place / "stream")
        plain.append(_timed(partial(_import, place / f"plain-{turn}", place / "stream")))
        alone.append(_timed(partial(_copy, store, place / f"copy-{turn}")))
    megabytes = (place / "stream").stat().st_size / 1e6
    ratio = min(ours) / min(plain)
    goal = verdict(ratio, MOST_TIMES_FAST_IMPORT)
    return "parsed issues into an empty store", megabytes, min(ours), min(plain), min(alone), ratio, goal


def _write(folder: Path, sources: list[bytes], issues: list[Issue]) -> None:
    with Store.create(folder) as store:
        records = ((make_record(data, issue), None) for data, issue in zip(sources, issues, strict=True))
        done = sum(added.outcome == "new" for added in store.add_many(records))
    assert done == len(issues)


def _export(store: Path, stream: Path) -> None:
    with stream.open("wb") as file:
        _git("fast-export", "--all", cwd=store, stdout=file)


def _import(folder: Path, stream: Path) -> None:
    _git("init", "--quiet", str(folder), cwd=stream.parent)
    with stream.open("rb") as file:
        _git("fast-import", "--quiet", cwd=folder, stdin=file)


def _copy(store: Path, place: Path) -> None:
    """What the file system alone needs for the files of the working tree."""
    for folder, _, names in os.walk(store):
        if ".git" not in Path(folder).parts:
            beside = place / Path(folder).relative_to(store)
            beside.mkdir(parents=True)
            for name in names:
                (beside / name).write_bytes((Path(folder) / name).read_bytes())


def _git(*arguments: str, cwd: Path, **streams: object) -> None:
    subprocess.run(["git", *arguments], cwd=cwd, check=True, **streams)  # type: ignore[call-overload]


def _adding(place: Path, files: list[Path]) -> list[tuple[object, ...]]:
    """The command as a person runs it: a new process, reading, parsing and writing; on one core and on all."""
    cores = sorted(os.sched_getaffinity(0))
    took = {}
    for used in (cores[:1], cores[:2], cores):
        took[len(used)] = _timed(partial(_add, place / f"added-{len(used)}", files[0].parent, set(used)))
    return [(str(count), seconds, seconds / took[1], len(files) / seconds) for count, seconds in took.items()]


def _add(store: Path, folder: Path, cores: set[int]) -> None:
    subprocess.run(
        [sys.executable, "-m", "tracker", "add", str(folder), "--store", str(store)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        preexec_fn=partial(os.sched_setaffinity, 0, cores),
    )


def _reading(place: Path) -> list[tuple[object, ...]]:
    with Store.open(place / "store-0") as store:
        start = time.perf_counter()
        entries = store.issues()
        listed = time.perf_counter() - start
        few = entries[:100]
        first = _timed(lambda: [store.issue(entry.ref) for entry in few])
        again = _timed(lambda: [store.issue(entry.ref) for entry in few])
    return [
        ("listing all issues", listed, listed / len(entries) * 1000),
        ("100 issues, parsed", first, first / len(few) * 1000),
        ("100 issues, from the cache", again, again / len(few) * 1000),
    ]


def _timed(call: partial[None] | object) -> float:
    start = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
