"""The box on other machines: files are sent to the workers of an engine, each of which has a box of its own."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tracker.box.limits import unhurried_limits
from tracker.box.processes import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.engine.engines import Engine

__all__ = ["BoxElsewhere", "answer_in_box"]

_JOB: Final = f"{__name__}:answer_in_box"


class BoxElsewhere:
    """What ``Box`` is, on the workers of an engine; ``processes`` is how many files are read at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.processes = engine.workers

    def ask(self, job: str, body: bytes, *, where: str, **arguments: object) -> Any:  # noqa: ANN401 - what the job gives
        """What a job gives for some bytes; threads may ask at once.

        Raises:
            TrackerError: as ``Box.ask``.
            EngineError: the workers have gone.
        """
        return self._engine.ask(_JOB, body, {"job": job, "where": where, "arguments": arguments})


def answer_in_box(body: bytes, job: str, where: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as above
    """The job: ask the box of this worker."""
    return _box(os.getpid()).ask(job, body, where=where, **arguments)


@cache
def _box(_: int) -> Box:
    """The box of this process (by its number: a copy of it must not share its pipes); ends with it."""
    return Box(limits=unhurried_limits)
