"""Which tests run which lines, and how long each takes: one run of the whole suite, kept in ``.cache/mutation``.

What is kept outlives changes of the code: a copy of the code that was run lies beside it, and a line of today is looked
up where it stood then. New tests are added to what is kept by running them alone.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree as ET

import coverage

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / ".cache" / "mutation"
NOT_RUN = ("tests/browser", "tests/test_packaging.py", "tests/test_architecture.py", "tests/test_read_corpus.py")
"""Tests that look at files or drive other programs: no mutant is theirs to kill."""
UNKNOWN = 0.2
"""Seconds that a test is thought to take whose time nobody took."""
NEAR = 8
"""A line in the middle of a statement may have no event of its own: one so many lines above speaks for it."""

# A process that a test starts (the command line) is measured too, under the name of the test that started it.
_SETTINGS = """\
[run]
source_pkgs = tracker
parallel = true
sigterm = true
patch =
    fork
    _exit
data_file = {data}
context = ${{PYTEST_CURRENT_TEST-}}
"""
_STAGE = re.compile(r"\|(?:setup|run|teardown)$| \((?:setup|call|teardown)\)$")
"""The part of a test's name in a context that says which stage of it ran: pytest-cov's words, or pytest's own."""

Line = tuple[str, int]
"""A module below the root, and a number from 1 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A run of some tests that is kept: who ran a line, the seconds each test took, the code as it was then."""

    lines: dict[Line, frozenset[str]]
    seconds: dict[str, float]
    code: Path
    _moves: dict[str, dict[int, int]] = field(default_factory=dict)

    def tests_of(self, module: str, line: int) -> frozenset[str]:
        """The tests that ran what is now a line of a module."""
        moves = self._moves.setdefault(module, _line_moves(self.code / module, ROOT / module))
        above = (self.lines.get((module, moves.get(number, 0))) for number in range(line, max(line - NEAR, 0), -1))
        return next((found for found in above if found), frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """What is known of the tests."""

    rounds: tuple[Round, ...]

    def tests_of(self, module: str, line: int) -> list[str]:
        """The tests that run a line, those of its own room first, then the quick ones first."""
        tests = frozenset(chain.from_iterable(found.tests_of(module, line) for found in self.rounds))
        room = module.split("/")[1]
        return sorted(tests, key=lambda test: (f"test_{room}" not in test, self.cost(test), test))

    def cost(self, test: str) -> float:
        """The seconds that a test takes."""
        return next((found.seconds[test] for found in self.rounds if test in found.seconds), UNKNOWN)


def ask_tests(*, fresh: bool, again: Sequence[str]) -> Suite:
    """Run the suite, or take what is kept, with some files of tests run again and added to it."""
    if fresh or not CACHE.is_dir():
        shutil.rmtree(CACHE, ignore_errors=True)
        _run(CACHE / "0", [*(f"--ignore={path}" for path in NOT_RUN), "-m", "not office and not browser"])
    for tests in again:
        _run(CACHE / str(len(list(CACHE.iterdir()))), [tests])
    return Suite(rounds=tuple(_kept(folder) for folder in sorted(CACHE.iterdir(), reverse=True)))


def _run(folder: Path, tests: Sequence[str]) -> None:
    """Run tests and keep in a folder who runs which lines."""
    shutil.copytree(ROOT / "tracker", folder / "code" / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    settings = folder / "coveragerc"
    settings.write_text(_SETTINGS.format(data=folder / "coverage"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", f"--junitxml={folder / 'durations.xml'}", *tests]
    command += ["--cov", f"--cov-config={settings}", "--cov-context=test", "--cov-report=", "--cov-fail-under=0"]
    environment = {**os.environ, "COVERAGE_PROCESS_START": str(settings), "CI": "true"}
    before = _spent()
    subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL)
    (folder / "spent").write_text(f"{_spent() - before:.1f}", encoding="utf-8")


def _spent() -> float:
    """The seconds of the processor that the processes which ended have used."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _kept(folder: Path) -> Round:
    """A round; the times of its tests are told by the clock and brought to what the processor was used for."""
    seconds = _seconds(folder / "durations.xml")
    share = min(1.0, float((folder / "spent").read_text("utf-8")) / max(sum(seconds.values()), 0.1))
    return Round(
        lines=_lines(folder / "coverage"),
        seconds={test: took * share for test, took in seconds.items()},
        code=folder / "code",
    )


def _lines(data: Path) -> dict[Line, frozenset[str]]:
    found = coverage.CoverageData(basename=str(data))
    found.read()
    lines: dict[Line, frozenset[str]] = {}
    for name in found.measured_files():
        if not Path(name).is_relative_to(ROOT):
            continue
        module = Path(name).relative_to(ROOT).as_posix()
        for line, contexts in found.contexts_by_lineno(name).items():
            tests = (_STAGE.sub("", context) for context in contexts if context)
            lines[module, line] = frozenset(test for test in tests if not test.startswith(NOT_RUN))
    return lines


def _seconds(report: Path) -> dict[str, float]:
    """The seconds of every test in a report of pytest, its setup and what comes after it included."""
    if not report.is_file():
        return {}
    seconds: dict[str, float] = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - made by us
        name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        seconds[name] = seconds.get(name, 0) + float(case.get("time", UNKNOWN))
    return seconds


def _line_moves(then: Path, now: Path) -> dict[int, int]:
    """For the lines of a module that it had before: where each stood."""
    if not then.is_file():
        return {}
    before, after = (path.read_text("utf-8").split("\n") for path in (then, now))
    blocks = SequenceMatcher(None, after, before, autojunk=False).get_matching_blocks()
    return {a + offset + 1: b + offset + 1 for a, b, size in blocks for offset in range(size)}
