"""The steps by name, and what an error of ours becomes in one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from tracker.check.findings import plain_command
from tracker.check.github.checking import FAILED, check_step, error_told, verdict_step
from tracker.check.github.commenting import comment_step
from tracker.check.github.request import prepare_step, propose_step
from tracker.errors import TrackerError

STEPS: Mapping[str, Callable[[Mapping[str, str]], int]] = {
    "check": check_step,
    "comment": comment_step,
    "verdict": verdict_step,
    "prepare": prepare_step,
    "propose": propose_step,
}
"""``check``, ``comment`` and ``verdict`` of the action; ``prepare`` and ``propose`` of the monitor's workflow."""
USAGE = 2


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one step; the exit status is its own, 3 after an error of ours, 2 where there is no such step."""
    if len(arguments) != 1 or arguments[0] not in STEPS:
        sys.stderr.write(f"usage: python -I -m tracker.check.github {'|'.join(STEPS)}\n")
        return USAGE
    try:
        return STEPS[arguments[0]](environment)
    except TrackerError as error:
        error_told(error, environment)
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last net: no line of a traceback may be read as a command
        sys.stdout.write(plain_command("error", f"tracker: this is a bug, please report it: {error!r}"))
        return 70
