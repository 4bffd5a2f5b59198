"""Run all benchmarks, or those named: ``python -m tests.benchmarks parse compare``."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

AVAILABLE = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main(names: list[str]) -> int:
    """Run one benchmark here, several in a process each: one's memory and caches are none of the next one's."""
    unknown = [name for name in names if name not in AVAILABLE]
    if unknown:
        sys.stderr.write(f"no benchmark {', '.join(unknown)}; there are: {', '.join(AVAILABLE)}\n")
        return 2
    if len(names) == 1:
        del sys.argv[1:]  # the name is for us, not for the benchmark
        importlib.import_module(f"tests.benchmarks.bench_{names[0]}").main()
        return 0
    failed = [name for name in names or AVAILABLE if not _run(name)]
    if failed:
        sys.stderr.write(f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


def _run(name: str) -> bool:
    sys.stdout.write(f"\n=== {name}\n")
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "tests.benchmarks", name], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
