"""What a person waits for before anything happens: the start of the command line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.benchmarks import best_of_each, print_table, run_python, verdict

CASE = Path(__file__).parents[1] / "cases" / "values-and-duties"
"""Two versions of a short measure."""

MOST_SECONDS_OF_A_DIFF = 0.5


def main() -> None:
    calls = {
        "python -c pass": ("-c", "pass"),
        "python -c 'import typer'": ("-c", "import typer"),
        "tracker --version": ("-m", "tracker", "--version"),
        "tracker --help": ("-m", "tracker", "--help"),
        "tracker diff --help": ("-m", "tracker", "diff", "--help"),
        "tracker diff of two short texts": ("-m", "tracker", "diff", str(CASE / "old.txt"), str(CASE / "new.txt")),
    }
    seconds = best_of_each([partial(run_python, *arguments) for arguments in calls.values()], times=7)
    yardstick = seconds[1]
    limits = (1.3, 1.6, 2.0)
    goals = ["", "", *(verdict(took / yardstick, limit) for took, limit in zip(seconds[2:5], limits, strict=True))]
    goals.append(verdict(seconds[5], MOST_SECONDS_OF_A_DIFF))
    rows = [(name, took * 1000, took / yardstick, goal) for name, took, goal in zip(calls, seconds, goals, strict=True)]
    print_table("start", ("command", "ms", "× import typer", "goal"), rows)
