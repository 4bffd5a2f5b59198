"""One mutant before its tests, in a copy of the house where nobody else works."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.corpus import corpus_folder
from tests.mutation.operators import Mutant
from tests.mutation.tests_of_lines import ROOT, Suite

__all__ = ["House"]

MOST_SECONDS = 20.0
"""What the tests of one mutant may take together, by their times of yesterday; at least one is run."""
MOST_TESTS = 200
SLOWER = 4
"""So many times what its tests take a mutant may use of the processor: beyond, its loop does not end."""
MEMORY = 4_000_000_000
"""Bytes of address space for a mutant whose list does not end."""
START = 15
"""Seconds of the processor for pytest itself."""
_PASSED, _NOTHING_RUN = 0, 5
_FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/.*?)(?: - .*)?$", re.MULTILINE)


class House:
    """A copy of the code and the tests, into which one mutant after another moves."""

    def __init__(self, tree: Path, suite: Suite, *, like: Path | None = None) -> None:
        self._tree, self._suite = tree, suite
        self._trusted: set[str] = set()
        self._doubtful: set[str] = set()
        if like is not None:
            shutil.copytree(like, tree)
            return
        for name in ("tracker", "templates", "snapshots", "tests", "docs"):
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        for name in ("pyproject.toml", "README.md", "README.zh-CN.md", "CHANGELOG.md"):
            shutil.copy2(ROOT / name, tree / name)
        # Compiled once and not for every mutant: the code, and the tests as pytest rewrites them.
        environment = {**self._environment(), "PYTHONDONTWRITEBYTECODE": ""}
        for command in (["compileall", "-q", "tracker"], ["pytest", "-q", "--collect-only", "-p", "no:cacheprovider"]):
            subprocess.run(
                [sys.executable, "-m", *command], cwd=tree, env=environment, check=False, stdout=subprocess.DEVNULL
            )

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ, "PYTHONPATH": str(self._tree), "PYTHONDONTWRITEBYTECODE": "1", "CI": "true",
            "TRACKER_CORPUS": str(corpus_folder().resolve()),
        }  # fmt: skip

    def notices(self, mutant: Mutant) -> bool:
        """Whether a test fails with the mutant that passes without it."""
        module = self._tree / mutant.module.relative_to(ROOT)
        asked = self._suite.tests_of(mutant.module.relative_to(ROOT).as_posix(), mutant.line)
        while tests := self._few(asked):
            original, was = module.read_text("utf-8"), module.stat()
            module.write_text(mutant.source, encoding="utf-8")
            try:
                status, failed = self._run(tests)
            finally:
                module.write_text(original, encoding="utf-8")
                os.utime(module, ns=(was.st_atime_ns, was.st_mtime_ns))  # so that what was compiled is of it again
            if status in {_PASSED, _NOTHING_RUN}:
                return False
            if self._passes_without(failed or tests):
                return True
        return False

    def _few(self, asked: Sequence[str]) -> list[str]:
        """So many tests, in their order, as the time is for; none that fails without a mutant."""
        few: list[str] = []
        left = MOST_SECONDS
        for test in asked:
            if test in self._doubtful or (few and self._suite.cost(test) > left):
                continue
            few.append(test)
            left -= self._suite.cost(test)
            if len(few) == MOST_TESTS:
                break
        return few

    def _passes_without(self, tests: Sequence[str]) -> bool:
        """Whether tests pass in the house as it is; those that do not are never asked again."""
        unknown = [test for test in tests if test not in self._trusted]
        status, failed = self._run(unknown) if unknown else (_PASSED, [])
        if status == _PASSED:
            self._trusted.update(unknown)
            return True
        self._doubtful.update(failed or unknown)
        return False

    def _run(self, tests: Sequence[str]) -> tuple[int, list[str]]:
        """The exit status of pytest for some tests, and those that it names as failed."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
        seconds = START + int(SLOWER * sum(map(self._suite.cost, tests)))
        with subprocess.Popen(
            command,
            cwd=self._tree,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
            try:
                said, _ = process.communicate(timeout=10 * seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                said, _ = process.communicate()
        return process.returncode, _FAILED.findall(said)
