"""Run all benchmarks, or those named: ``python -m tests.benchmarks parse compare``."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

AVAILABLE = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in AVAILABLE]
    if unknown:
        sys.stderr.write(f"no benchmark {', '.join(unknown)}; there are: {', '.join(AVAILABLE)}\n")
        return 2
    for name in names or AVAILABLE:
        sys.stdout.write(f"\n=== {name}\n")
        sys.stdout.flush()
        importlib.import_module(f"tests.benchmarks.bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
