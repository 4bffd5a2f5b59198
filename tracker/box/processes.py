"""``Box``: a few processes that read, started when they are needed, each ended and replaced when a file kills it."""

from __future__ import annotations

import json
import queue
import signal
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from tracker import errors
from tracker.box.frames import CutOff, TooLong, receive, send
from tracker.box.limits import MEMORY, SECONDS, Limits, limits_for
from tracker.box.reader import GRACE, Reader
from tracker.errors import TrackerError, UnreadableSource
from tracker.messages import put_together, said, template

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

_ALLOW_MORE: Final = template("it is broken or a trap; where it is sound, allow it more with {variable}")


class _KilledError(UnreadableSource):
    """A reader was killed from outside, not by a limit of its own."""


MOST_JOBS: Final = 1_000
"""Jobs after which a process is replaced: what libraries keep is given back."""


class Box:
    """A few reading processes; a context manager. Threads may ask at once, and wait for a free process."""

    def __init__(self, *, processes: int = 1, limits: Callable[[int], Limits] = limits_for) -> None:
        """Nothing is started before the first job, or ``start``; ``limits`` says what a source of a size may use."""
        self._limits = limits
        self.processes = processes
        self._idle: queue.LifoQueue[Reader | None] = queue.LifoQueue()
        for _ in range(processes):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def start(self) -> None:
        """Start all processes now: before this program has threads that is a matter of milliseconds."""
        for reader in [self._idle.get() for _ in range(self.processes)]:
            self._idle.put(reader or Reader())

    def close(self) -> None:
        """End the processes; those that are at work finish it first."""
        for reader in [self._idle.get() for _ in range(self.processes)]:
            if reader is not None:
                reader.end()
            self._idle.put(None)

    def ask(self, job: str, body: bytes, *, where: str, **arguments: object) -> Any:  # noqa: ANN401 - what the job gives
        """What a job (``tracker.room.module:function``) gives for some bytes: plain values, as JSON has them.

        Raises:
            TrackerError: what the job raised, with its words.
            UnreadableSource: the job was ended: it took too long or too much, or its process died; ``where`` is said.
        """
        limits = self._limits(len(body))
        head = json.dumps({"job": job, "arguments": arguments, "limits": asdict(limits)}).encode()
        reader = self._idle.get()
        try:
            is_used = reader is not None and reader.jobs_done > 0
            reader = reader or Reader()
            try:
                answer = _exchanged(reader, head, body, limits, where)
            except _KilledError:  # by somebody, or by a kernel without memory: that need not be the file's doing
                reader = Reader()
                answer = _exchanged(reader, head, body, limits, where)
            if answer.get("limit") and is_used:  # what came before may have taken the memory
                reader.end()
                reader = Reader()
                answer = _exchanged(reader, head, body, limits, where)
        finally:
            if reader is not None and not reader.is_usable:
                reader.end()
                reader = None
            self._idle.put(reader)
        if "error" in answer:
            raise _error_of(answer, limits, where)
        return answer["value"]


def _exchanged(reader: Reader, head: bytes, body: bytes, limits: Limits, where: str) -> dict[str, Any]:
    """The answer of a process, which may be of a hostile file's making: nothing is believed of it but plain values.

    Raises:
        UnreadableSource: it gave none.
    """
    reader.jobs_done += 1
    reader.is_usable = False
    end = time.monotonic() + limits.patience
    try:
        send(reader.jobs, (head, body), end=end)
        state = receive(reader.answers, 4, end=end)
        data = receive(reader.answers, limits.answer + 1_000, end=end) if state is not None else None
        answer = json.loads(data.decode("utf-8", "surrogatepass")) if data is not None else None
    except CutOff:
        answer = None
    except (TooLong, ValueError, RecursionError):
        raise UnreadableSource("its reader gave no answer that can be read", where=where, do="fetch it again") from None
    if not isinstance(answer, dict) or not answer.keys() & {"value", "error"}:
        is_late = time.monotonic() >= end
        raise _ended(reader.end(grace=0 if is_late else GRACE), limits, where, is_late=is_late)
    reader.is_usable = state == b"more" and reader.jobs_done < MOST_JOBS
    return answer


def _ended(status: int, limits: Limits, where: str, *, is_late: bool) -> UnreadableSource:
    """Why a process gave no answer, by the signal that ended it."""
    if is_late or status == -signal.SIGXCPU:
        what = said("its reader was ended: it takes more than {seconds:.0f} seconds", seconds=limits.seconds)
        return UnreadableSource(
            what, where=where, do=said(_ALLOW_MORE, variable=f"{SECONDS}={10 * limits.seconds:.0f}")
        )
    if status in {-signal.SIGKILL, -signal.SIGABRT, -signal.SIGTRAP}:  # libraries end so where memory ends
        what = said(
            "its reader was ended: it needs more than {most} MB of memory, or is damaged",
            most=limits.memory // 1_000_000,
        )
        kind = _KilledError if status == -signal.SIGKILL else UnreadableSource
        return kind(what, where=where, do=said(_ALLOW_MORE, variable=f"{MEMORY}={4 * limits.memory // 1_000_000}"))
    return UnreadableSource(
        said("its reader crashed (status {status}): it is damaged or a trap", status=status),
        where=where,
        do="fetch it again",
    )


def _error_of(answer: dict[str, Any], limits: Limits, where: str) -> TrackerError:
    """The error that a job raised, as one of ours."""
    if trace := answer.get("trace"):
        from tracker.logs import logger  # noqa: PLC0415 - hardly ever needed, and slow to load

        logger(__name__).warning("%s: %s", where, trace)
    parts = answer["error"]
    is_whole = isinstance(parts, list) and len(parts) == 4  # noqa: PLR2004 - name, what, where, do
    name, what, place, do = map(put_together, parts) if is_whole else ("",) * 4
    kind = getattr(errors, name) if name in errors.__all__ else UnreadableSource
    if not do and answer.get("limit"):
        do = said(_ALLOW_MORE, variable=f"{MEMORY}={4 * limits.memory // 1_000_000}")
    found: TrackerError = kind(
        what, where=place or where, do=do or ("" if name else said("please report it, with the file"))
    )
    return found
