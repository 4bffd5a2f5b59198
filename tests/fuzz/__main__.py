"""Fuzz the targets for some minutes; what fails is kept and named, and the exit status is 1.

``python -m tests.fuzz [TARGET...] [--minutes N] [--seed N]``; ``--replay FILE TARGET`` runs one input again.
``--atheris TARGET [-- LIBFUZZER OPTIONS]`` lets libFuzzer draw the inputs.
"""

from __future__ import annotations

import argparse
import hashlib
import signal
import sys
import time
import traceback
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.mutators import mutated
from tests.fuzz.targets import CORPUS, TARGETS, corpus_of_once, drawn
from tracker.errors import TrackerError

SECONDS = 10
"""How long one input may take, of the processor's time."""
KEPT = Path("fuzz-findings")


class TooSlowError(Exception):
    """An input that does not end."""


def _late(_number: int, _frame: FrameType | None) -> None:
    raise TooSlowError


def fault_of(name: str, data: bytes) -> str:
    """What is wrong with how a target takes an input; empty where it ends in a value or in an error of ours."""
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        TARGETS[name].run(data)
    except TrackerError:
        return ""
    except TooSlowError:
        return f"takes more than {SECONDS} seconds"
    except Exception:  # noqa: BLE001 - this is what is looked for
        return traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def fuzzed(name: str, seconds: float, seed: int) -> list[Path]:
    """Draw inputs for a target until the time is over; the files that fail."""
    random = Random(f"{name} {seed}")
    end = time.monotonic() + seconds
    tried, seen = 0, set()
    found = [_kept(name, data, fault) for data in corpus_of_once(name) if (fault := fault_of(name, data))]
    while time.monotonic() < end:
        data = mutated(drawn(name, random), random, drawn(name, random))
        tried += 1
        fault = fault_of(name, data)
        if fault and (mark := "\n".join(fault.splitlines()[-4:-1])) not in seen:
            seen.add(mark)
            found.append(_kept(name, data, fault))
    sys.stdout.write(f"{name}: {tried} inputs, {len(found)} findings\n")
    return found


def _kept(name: str, data: bytes, fault: str) -> Path:
    place = KEPT / name
    place.mkdir(parents=True, exist_ok=True)
    file = place / hashlib.sha256(data).hexdigest()[:16]
    file.write_bytes(data)
    sys.stdout.write(f"{name}: {file}\n{fault}\n")
    return file


def guided(name: str, options: list[str]) -> None:
    """Let libFuzzer draw the inputs, by what code they reach; it ends the process."""
    import atheris  # noqa: PLC0415 - an extra

    atheris.instrument_all()

    def one(data: bytes) -> None:
        if fault := fault_of(name, data):
            raise AssertionError(fault)

    place = KEPT / f"{name}-corpus"
    place.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(corpus_of_once(name)):
        (place / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *options, str(place)], one)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Fuzz what is asked for; the exit status."""
    own, _, options = " ".join(arguments).partition(" -- ")
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=7.0, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--atheris", action="store_true")
    chosen = parser.parse_args(own.split())
    names = chosen.targets or [*TARGETS]
    if unknown := [name for name in names if name not in TARGETS]:
        parser.error(f"no target {unknown[0]}; there are {', '.join(TARGETS)}")
    if chosen.replay:
        fault = fault_of(names[0], chosen.replay.read_bytes())
        sys.stdout.write(f"{fault or 'well'}\n")
        return int(bool(fault))
    if chosen.atheris:
        guided(names[0], options.split())
    share = chosen.minutes * 60 / len(names)
    found = [file for name in names for file in fuzzed(name, share, chosen.seed)]
    if found:
        sys.stderr.write(f"{len(found)} findings in {KEPT}; mend them, and keep the smallest in {CORPUS}\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
