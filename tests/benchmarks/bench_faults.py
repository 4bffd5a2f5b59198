"""Commands with a fault at every so manyeth call on files: nothing lost, doubled or untold (``tests.faults``).

``TRACKER_BENCH_EVERY`` sets another distance between two calls; 1 takes hours.
"""

from __future__ import annotations

import os
import sys

from tests.faults import __main__ as faults

EVERY = os.environ.get("TRACKER_BENCH_EVERY", "97")


def main() -> None:
    """Print how the commands ended; stop with 1 where something did not hold."""
    if status := faults.main(["--every", EVERY]):
        sys.exit(status)
