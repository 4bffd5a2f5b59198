"""The monitor against a site for a simulated year, a pass a day, 2 % of the answers hostile.

To hold: no document missed, nothing told that did not happen, memory and descriptors flat. ``TRACKER_BENCH_DAYS`` sets
another number of days.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import print_table, verdict
from tests.monitor.soak import soaked

DAYS = int(os.environ.get("TRACKER_BENCH_DAYS", "365"))
MOST_GROWTH = 20.0
"""Megabytes from the second month on."""


def main() -> None:
    """Print what was told and used; stop with 1 where something was missed or told falsely."""
    start = time.process_time()
    with tempfile.TemporaryDirectory(prefix="bench-soak-") as folder:
        found = soaked(Path(folder), DAYS)
    spent = time.process_time() - start
    early, last = found.usage[min(60, len(found.usage) // 2)], found.usage[-1]
    faults = found.faults()
    growth = last.megabytes - early.megabytes
    memory = f"{early.megabytes:.0f}, {last.megabytes:.0f}"
    descriptors = f"{early.descriptors}, {last.descriptors}"
    rows = [
        ("documents published", len(found.published), ""),
        ("alterations", sum(one.alterations for one in found.published), ""),
        ("answers, of them hostile", f"{found.answers}, {found.hostile_answers}", ""),
        ("missed, or told falsely", len(faults), verdict(len(faults), 0)),
        ("memory after two months, at the end, MB", memory, verdict(growth, MOST_GROWTH)),
        ("descriptors, the same", descriptors, verdict(last.descriptors, early.descriptors)),
        ("processor time of a pass, ms", f"{spent / len(found.usage) * 1000:.0f}", ""),
    ]
    print_table(f"{DAYS} days, a pass each", ("", "measured", "goal"), rows)
    if faults:
        sys.stdout.write("\n".join(faults) + "\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
