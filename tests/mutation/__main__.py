"""Do the tests pin the rules? Mutants of the rooms that decide what is told, drawn by lot, each run against the tests.

    python -m tests.mutation [--mutants 100] [--seed 1] [--minutes 15] [--rooms compare,parse,…]

A mutant is run against the tests that run its line (from a coverage run with contexts, made first and kept in
``.cache/mutation``); it is killed when one of them fails. Prints a line a survivor and the share that was killed; the
exit status is 1 below ``--at-least``.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import coverage

from tests.corpus import corpus_folder
from tests.mutation.operators import Mutant, count_mutants, mutant_of

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / ".cache" / "mutation"
ROOMS = ("amend", "compare", "language", "lineage", "parse", "store")
NOT_RUN = ("tests/browser", "tests/test_packaging.py", "tests/test_architecture.py", "tests/test_read_corpus.py")
"""Tests that look at files or drive programs: no mutant is theirs to kill."""
TOO_LONG = 120
"""Seconds after which a mutant counts as killed: it made a loop endless."""
MOST_TESTS = 150
"""Of many tests that run a line so many are drawn."""


def main() -> int:
    """Run the mutants; the exit status."""
    options = _options()
    tests = _tests_of_lines(fresh=options.fresh)
    drawn = _drawn(options.rooms.split(","), options.mutants, options.seed, tests)
    begun, deadline = time.monotonic(), time.monotonic() + 60 * options.minutes
    results = list(_killed(drawn, tests, options.jobs, deadline))
    run = [(mutant, killed) for mutant, killed in results if killed is not None]
    for mutant, _ in [(mutant, killed) for mutant, killed in run if not killed]:
        _say(f"survived: {mutant.module.relative_to(ROOT)}:{mutant.line}: {mutant.what}")
    share = sum(killed for _, killed in run) / max(1, len(run))
    _say(f"{sum(bool(k) for _, k in run)} of {len(run)} mutants killed: {share:.2f} ({time.monotonic() - begun:.0f} s)")
    return 0 if share >= options.at_least else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run mutants drawn by lot against the tests of their lines.")
    parser.add_argument("--mutants", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--rooms", default=",".join(ROOMS))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--at-least", type=float, default=0.8, help="the share to be killed")
    parser.add_argument("--fresh", action="store_true", help="ask anew which tests run which lines")
    return parser.parse_args()


# --- which tests run which lines --------------------------------------------------------------------------------------

Lines = dict[tuple[str, int], list[str]]


def _tests_of_lines(*, fresh: bool) -> Lines:
    """For every line (module below the root, number) the tests that run it."""
    data = CACHE / "coverage"
    if fresh or not data.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        _say("asking which tests run which lines …")
        command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--cov=tracker", "--cov-context=test"]
        command += ["--cov-report=", *(f"--ignore={path}" for path in NOT_RUN), "-m", "not office and not browser"]
        environment = {**os.environ, "COVERAGE_FILE": str(data), "CI": "true"}
        subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL)
    found = coverage.CoverageData(basename=str(data))
    found.read()
    lines: Lines = {}
    for name in found.measured_files():
        module = Path(name)
        if not module.is_relative_to(ROOT):
            continue
        for line, contexts in found.contexts_by_lineno(name).items():
            key = (module.relative_to(ROOT).as_posix(), line)
            lines[key] = sorted({context.partition("|")[0] for context in contexts if context})
    return lines


def _drawn(rooms: Sequence[str], count: int, seed: int, tests: Lines) -> list[Mutant]:
    """So many mutants of the rooms, by lot; lines that no test runs take part: their mutants survive."""
    modules = sorted(path for room in rooms for path in (ROOT / "tracker" / room).rglob("*.py"))
    if not tests:
        sys.exit("no test runs any line: look at the tests first, then run with --fresh")
    everything = [(module, number) for module in modules for number in range(count_mutants(module))]
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    return [mutant_of(module, number) for module, number in chosen]


# --- running them -----------------------------------------------------------------------------------------------------


def _killed(drawn: Sequence[Mutant], tests: Lines, jobs: int, deadline: float) -> Iterator[tuple[Mutant, bool | None]]:
    """Every mutant and whether a test noticed it; ``None`` where the time was over."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            trees.put(_copy(Path(folder) / str(number)))

        def run(mutant: Mutant) -> tuple[Mutant, bool | None]:
            if time.monotonic() > deadline:
                return mutant, None
            tree = trees.get()
            try:
                return mutant, _noticed(mutant, tree, tests)
            finally:
                trees.put(tree)

        yield from pool.map(run, drawn)


def _copy(tree: Path) -> Path:
    for name in ("tracker", "templates", "snapshots", "tests", "docs"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in ("pyproject.toml", "README.md", "README.zh-CN.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tree / name)
    return tree


def _noticed(mutant: Mutant, tree: Path, tests: Lines) -> bool:
    module = mutant.module.relative_to(ROOT)
    asked = tests.get((module.as_posix(), mutant.line), [])
    if not asked:
        return False
    if len(asked) > MOST_TESTS:
        asked = random.Random(mutant.line).sample(asked, MOST_TESTS)
    original = (tree / module).read_text("utf-8")
    (tree / module).write_text(mutant.source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *asked]
    environment = {
        **os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "CI": "true",
        "TRACKER_CORPUS": str(corpus_folder().resolve()),
    }  # fmt: skip
    try:
        done = subprocess.run(command, cwd=tree, env=environment, check=False, capture_output=True, timeout=TOO_LONG)
    except subprocess.TimeoutExpired:
        return True
    finally:
        (tree / module).write_text(original, encoding="utf-8")
    return done.returncode == 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
