"""Do the tests pin the rules? Mutants of the rooms that decide what is told, drawn by lot, each run against the tests.

    python -m tests.mutation [--mutants 100] [--seed 1] [--minutes 15] [--rooms compare,parse,…] [--fresh]

A mutant is run against tests that run its line (from a run of the suite with coverage, made first and kept in
``.cache/mutation``), those of its own room and the quick ones first; it is killed when one of them fails that passes
without it. Prints a line a survivor and the share that was killed; the exit status is 1 below ``--at-least``.
Survivors that no test can kill, and why, are listed in ``tests/mutation/equivalent.md``; they count as survivors.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutation.operators import Mutant, count_mutants, mutant_of
from tests.mutation.tests_of_lines import ROOT, Suite, ask_tests
from tests.mutation.trial import House

ROOMS = ("amend", "compare", "language", "lineage", "parse", "store")


def main() -> int:
    """Run the mutants; the exit status."""
    options = _options()
    suite = ask_tests(fresh=options.fresh, again=options.again)
    if not any(found.lines for found in suite.rounds):
        sys.exit("no test runs any line: look at the tests first, then run with --fresh")
    drawn = _drawn(options.rooms.split(","), options.mutants, options.seed)
    begun, run, killed = time.monotonic(), 0, 0
    for mutant, noticed in _tried(drawn, suite, options.jobs, begun + 60 * options.minutes):
        if noticed is None:
            continue
        run, killed = run + 1, killed + noticed
        if not noticed:
            _say(f"survived: {mutant.module.relative_to(ROOT)}:{mutant.line}: {mutant.what}")
    share = killed / max(1, run)
    left = f", {len(drawn) - run} not tried: the time was over" if run < len(drawn) else ""
    spent = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    took = f"{time.monotonic() - begun:.0f} s, {spent:.0f} s of the processor"
    _say(f"{killed} of {run} mutants killed: {share:.2f} ({took}){left}")
    return 0 if share >= options.at_least else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run mutants drawn by lot against the tests of their lines.")
    parser.add_argument("--mutants", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--rooms", default=",".join(ROOMS), help="rooms, or modules (parse/lines.py), with commas")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--at-least", type=float, default=0.8, help="the share to be killed")
    parser.add_argument("--fresh", action="store_true", help="ask anew which tests run which lines")
    parser.add_argument("--again", nargs="*", default=[], help="files of tests that are new: ask these alone, and add")
    return parser.parse_args()


def _drawn(places: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """So many mutants of the rooms, by lot; lines that no test runs take part: their mutants survive."""
    found = [ROOT / "tracker" / place for place in places]
    modules = sorted(path for place in found for path in ([place] if place.is_file() else place.rglob("*.py")))
    everything = [(module, number) for module in modules for number in range(count_mutants(module))]
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    return [mutant_of(module, number) for module, number in chosen]


def _tried(drawn: Sequence[Mutant], suite: Suite, jobs: int, deadline: float) -> Iterator[tuple[Mutant, bool | None]]:
    """Every mutant and whether a test noticed it; ``None`` where the time was over."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        houses: SimpleQueue[House] = SimpleQueue()
        houses.put(House(Path(folder) / "0", suite))
        for number in range(1, jobs):
            houses.put(House(Path(folder) / str(number), suite, like=Path(folder) / "0"))

        def tried(mutant: Mutant) -> tuple[Mutant, bool | None]:
            if time.monotonic() > deadline:
                return mutant, None
            house = houses.get()
            try:
                return mutant, house.notices(mutant)
            finally:
                houses.put(house)

        yield from pool.map(tried, drawn)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
