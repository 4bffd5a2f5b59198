"""How much a reader may use, by the size of what it reads, and how the process that reads is held to it."""

from __future__ import annotations

import math
import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from tracker.errors import ConfigError
from tracker.messages import said

__all__ = ["MEMORY", "SECONDS", "Limits", "hold_job", "hold_process", "limits_for", "pages_in_use", "unhurried_limits"]

SECONDS: Final = "TRACKER_READER_SECONDS"
MEMORY: Final = "TRACKER_READER_MEMORY"
"""Variables that allow a reader more: seconds, and millions of bytes."""

_LEAST_SECONDS: Final = 4.0
_SECONDS_A_MEGABYTE: Final = 3.0
_UNHURRIED: Final = 8
_SMALL, _SECONDS_OF_SMALL = 1_000_000, 7.0
"""Up to a megabyte no file may take ten seconds with all around it, whoever waits: an honest one takes one."""
_LEAST_MEMORY: Final = 400_000_000
_MEMORY_A_BYTE: Final = 50
_MOST_MEMORY: Final = 2_000_000_000
_LEAST_ANSWER: Final = 50_000_000
_ANSWER_A_BYTE: Final = 20
_MOST_ANSWER: Final = 400_000_000
_DESCRIPTORS: Final = 64
_PAGE: Final = resource.getpagesize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may use: seconds of the processor, bytes of memory beyond an idle process, bytes of its answer."""

    seconds: float
    memory: int
    answer: int

    @property
    def patience(self) -> float:
        """Seconds of the wall clock after which a job is given up: it may share the machine with others."""
        return 30 + 10 * self.seconds


def limits_for(size: int, environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits for a source of so many bytes: many times what an honest one needs.

    Raises:
        ConfigError: one of the variables is no number.
    """
    return Limits(
        seconds=_said(SECONDS, environment) or _LEAST_SECONDS + _SECONDS_A_MEGABYTE * size / 1_000_000,
        memory=int(_said(MEMORY, environment) * 1_000_000) or min(_LEAST_MEMORY + _MEMORY_A_BYTE * size, _MOST_MEMORY),
        answer=min(_LEAST_ANSWER + _ANSWER_A_BYTE * size, _MOST_ANSWER),
    )


def unhurried_limits(size: int, environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits where nobody waits for one file, on however slow a machine: a batch, a pass of the monitor.

    Raises:
        ConfigError: one of the variables is no number.
    """
    limits = limits_for(size, environment)
    if _said(SECONDS, environment):
        return limits
    return replace(limits, seconds=_SECONDS_OF_SMALL if size <= _SMALL else _UNHURRIED * limits.seconds)


def _said(name: str, environment: Mapping[str, str]) -> float:
    """What a variable says; 0 where it says nothing."""
    text = environment.get(name, "").strip()
    if not text:
        return 0.0
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 1 <= value <= 1_000_000:  # noqa: PLR2004 - a million seconds or megabytes
        raise ConfigError(
            said("{text!r} is not a number from 1 to 1000000", text=text), where=name, do="set it right, or unset it"
        )
    return value


def hold_process() -> None:
    """For good: no file is written, few are open, no core is dumped, no further process is started."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, _DESCRIPTORS)
    _lower(resource.RLIMIT_NPROC, 0)


def hold_job(limits: Limits, idle: int) -> None:
    """Until the next job: so many seconds from now, so much memory beyond the ``idle`` bytes of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime + limits.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    if idle:
        resource.setrlimit(resource.RLIMIT_AS, (idle + limits.memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def pages_in_use() -> int:
    """Bytes of address space of this process; 0 where the system does not say (then memory is not limited)."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - nothing is imported for it
            return int(file.read().split()[0]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


def _lower(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (limit, limit))
