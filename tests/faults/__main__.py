"""Sweep scenarios: ``python -m tests.faults [SCENARIO...] [--faults full,killed] [--every N] [--start N]``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.layer import FAULTS, PAGE, Layer, compiled
from tests.faults.scenarios import SCENARIOS
from tests.faults.sweep import Sweep


def main(arguments: list[str]) -> int:
    """Sweep what is asked for; 1 where something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("scenarios", nargs="*", help=", ".join(SCENARIOS))
    parser.add_argument("--faults", default=",".join(FAULTS))
    parser.add_argument("--every", type=int, default=1, help="take each N-th call only")
    parser.add_argument("--start", type=int, default=1, help="the first call")
    parser.add_argument("--most", type=int, default=10**6, help="trials of a scenario and fault")
    chosen = parser.parse_args(arguments)
    if PAGE not in os.environ:
        return _with_layer(arguments)
    layer = Layer(Path(os.environ[PAGE]))
    failed = 0
    for name in chosen.scenarios or SCENARIOS:
        sweep = Sweep(name, Path(os.environ[PAGE]).parent, layer)
        for kind in chosen.faults.split(","):
            failed += _swept(sweep, name, kind, slice(chosen.start, None, chosen.every), chosen.most)
    return int(bool(failed))


def _swept(sweep: Sweep, name: str, kind: str, which: slice, most: int) -> int:
    """Try some calls of a scenario with one kind of fault; at how many of them something did not hold."""
    fault = FAULTS[kind]
    calls = sweep.calls(fault)
    ended: Counter[int] = Counter()
    wrong = tried = 0
    for at in range(calls + 1)[which][:most]:
        trial = sweep.trial(fault, at)
        tried += 1
        ended[trial.status] += 1
        for one in trial.wrong:
            sys.stdout.write(f"  {name}, {kind}, call {at} ({trial.struck}), status {trial.status}: {one}\n")
        wrong += bool(trial.wrong)
    told = ", ".join(f"{count} with {status}" for status, count in sorted(ended.items()))
    sys.stdout.write(f"{name}, {kind}: {calls} calls, {tried} tried: ended {told}; {wrong} wrong\n")
    sys.stdout.flush()
    return wrong


def _with_layer(arguments: list[str]) -> int:
    """The same command, with the layer below it."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        place = Path(folder).resolve()
        page = place / "page"
        Layer(page)
        environment = os.environ | {PAGE: str(page), "LD_PRELOAD": str(compiled(place))}
        command = [sys.executable, "-m", "tests.faults", *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
