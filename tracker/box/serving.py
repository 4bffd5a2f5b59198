"""The process that reads: one job after another from its standard input, each with its answer on a pipe of its own.

It ends when its parent does. Whatever a hostile file does to a reader happens here. A job is a function of this project
under its dotted name (``tracker.box.sources:issue_value``): it takes the bytes and plain arguments, and returns plain
values.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import traceback
from typing import Any, Final

from tracker.box.frames import receive, send
from tracker.box.guard import give_up_rights
from tracker.box.limits import Limits, hold_job, hold_process, pages_in_use
from tracker.errors import TrackerError
from tracker.messages import said, taken_apart

__all__ = ["answer_of", "encoded", "serve"]

_LARGEST_JOB: Final = 1 << 31
_ANSWERS: Final = 3
"""The descriptor behind the three streams."""


def serve(jobs: int, answers: int) -> None:
    """Answer jobs from one pipe on another until there are no more."""
    os.environ.clear()
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends this process
    hold_process()
    give_up_rights()
    idle = pages_in_use()
    while (head := receive(jobs, _LARGEST_JOB)) is not None:
        body = receive(jobs, _LARGEST_JOB) or b""
        asked = json.loads(head)
        limits = Limits(**asked.pop("limits"))
        hold_job(limits, idle)
        answer = answer_of(asked["job"], body, asked["arguments"], limits)
        # A process that has grown is not used again: the next file is to have all the memory that it may use.
        grown = bool(idle) and pages_in_use() > idle + limits.memory // 2
        send(answers, (b"last" if grown else b"more", answer))
        if grown:
            break


def answer_of(job: str, body: bytes, arguments: dict[str, Any], limits: Limits) -> bytes:
    """What a job gives, as JSON: its ``value``, or the ``error`` that it raised."""
    try:
        answer = encoded({"value": _function(job)(body, **arguments)})
        if len(answer) > limits.answer:
            return _error(said("its reader makes more than {most} MB of it", most=limits.answer // 1_000_000))
    except MemoryError:
        return _error(
            said("its reader needs more than {most} MB of memory", most=limits.memory // 1_000_000), is_limit=True
        )
    except RecursionError:
        return _error(said("it is nested too deep to be read"))
    except TrackerError as error:
        return encoded({"error": [type(error).__name__, taken_apart(error.what), error.where, taken_apart(error.do)]})
    except Exception as error:  # noqa: BLE001 - one file must not end the process; the parent tells it
        told = said("its reader failed: {kind}: {error}", kind=type(error).__name__, error=str(error)[:250])
        return encoded({"error": ["", taken_apart(told), "", ""], "trace": traceback.format_exc(limit=-20)[:10_000]})
    return answer


def encoded(value: object) -> bytes:
    """A plain value as JSON; half a surrogate pair passes, for texts can hold it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _error(what: str, *, is_limit: bool = False) -> bytes:
    return encoded({"error": ["UnreadableSource", taken_apart(what), "", ""], "limit": is_limit})


def _function(job: str) -> Any:  # noqa: ANN401 - a job of any room
    module, _, name = job.partition(":")
    return getattr(importlib.import_module(module), name)


def main() -> None:
    """Serve as a process of its own; what a library prints must not be taken for an answer."""
    os.dup2(1, _ANSWERS)
    os.dup2(2, 1)
    os.closerange(_ANSWERS + 1, os.sysconf("SC_OPEN_MAX"))
    serve(0, _ANSWERS)


if __name__ == "__main__":
    main()
