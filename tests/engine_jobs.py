"""What workers of an engine do in tests: each a job in a line or two."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from tracker.errors import EmptySource
from tracker.report.sent_texts import made_pages


def told(body: bytes, **arguments: object) -> list[object]:
    return [body.decode("utf-8", "surrogatepass"), arguments]


def late(_: bytes, number: int, of: int) -> int:
    time.sleep(0.02 * (of - number))
    return number


def refuses(_: bytes, number: int) -> int:
    if number == 2:
        raise EmptySource("the source is empty", where="a.txt", do="fetch it again")
    return number


def fails(_: bytes) -> None:
    raise KeyError("w:body")


def dies_once(_: bytes, mark: str, number: int) -> int:
    """Kills its worker the first time that the task is done which bears the number 3."""
    place = Path(mark)
    if number == 3 and not place.exists():
        place.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def deadly(_: bytes, number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def pages_of_a_worker_that_dies_once(body: bytes, mark: str, **arguments: Any) -> Any:  # noqa: ANN401 - as the job
    """Makes pages of a site; the first worker that is asked to is killed."""
    place = Path(mark)
    if not place.exists():
        place.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return made_pages(body, **arguments)


def identity(_: bytes) -> int:
    return os.getpid()
