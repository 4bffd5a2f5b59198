"""Benchmarks: ``python -m tests.benchmarks [NAME...]`` runs the modules ``bench_<name>.py`` beside this file.

Each has a ``main()`` that prints a table. What counts is the ratio to a yardstick that is measured in the same run, on
the same machine; seconds alone say little. Measured are the best of several runs: what the machine can do, not what
else it was doing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent.parent


def best_of(call: Callable[[], object], *, times: int = 5) -> float:
    """Seconds of the quickest of some calls."""
    return min(_seconds(call) for _ in range(times))


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def best_of_each(calls: Sequence[Callable[[], object]], *, times: int = 5) -> list[float]:
    """The quickest run of each of some calls, taken in turn, so that a busy moment of the machine hits all of them."""
    rounds = [[_seconds(call) for call in calls] for _ in range(times)]
    return [min(column) for column in zip(*rounds, strict=True)]


BYTECODE = Path(tempfile.gettempdir()) / "tracker-benchmarks-bytecode"


def run_python(*arguments: str) -> None:
    """Run this interpreter from the project's folder, without output.

    Modules are compiled once, as an installer does it, whatever the environment says of bytecode.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "PYTHONPYCACHEPREFIX": str(BYTECODE)}
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=environment)


def peak_megabytes(script: str) -> float:
    """Most resident memory that a script needed, in MB, interpreter included: it runs in a process of its own.

    Linux only. ``getrusage`` would not do: it starts at the peak of the process that forked.
    """
    report = "\nimport sys\nsys.stderr.write(open('/proc/self/status').read())\n"
    command = [sys.executable, "-c", script + report]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    (kilobytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", done.stderr, re.MULTILINE)
    return int(kilobytes) / 1024


def print_table(title: str, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on standard output; the first column is text, the others are numbers."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for column, header in enumerate(headers):
        table.add_column(header, justify="right" if column else "left")
    for row in rows:
        table.add_row(*(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row))
    Console(width=120 if not sys.stdout.isatty() else None).print(table)


def verdict(value: float, limit: float, *, at_most: bool = True) -> str:
    """How a figure stands to its goal."""
    met = value <= limit if at_most else value >= limit
    return f"{'≤' if at_most else '≥'} {limit:g} {'✓' if met else '✗'}"
