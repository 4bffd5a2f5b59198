"""Processes that read: as many as asked for, each ended and replaced when a file takes too long or kills it."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from tracker.monitor.answers import Answer, FetchFailure, Request
from tracker.monitor.reading.child import read_frame, write_frame

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from tracker.monitor.reading.document import Asked, Reading
    from tracker.monitor.sources.listed import Listing
    from tracker.monitor.sources.recognition import Hints

SECONDS: Final = 90.0
"""What one file may take."""
MOST_JOBS: Final = 1_000
"""Jobs after which a process is replaced."""


class Readers:
    """A few reading processes, started when they are needed; a context manager."""

    def __init__(self, *, processes: int = 2, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._idle: queue.LifoQueue[subprocess.Popen[bytes] | None] = queue.LifoQueue()
        for _ in range(processes):
            self._idle.put(None)
        self._processes = processes
        self._jobs: dict[int, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; those that are at work finish it first."""
        for _ in range(self._processes):
            _end(self._idle.get())
        for _ in range(self._processes):
            self._idle.put(None)

    def listing(self, answer: Answer, request: Request, hints: Hints) -> Listing:
        """The list in an answer.

        Raises:
            FetchFailure: ``unreadable``.
        """
        from tracker.monitor.sources.listed import listing_from_json

        job = {
            "job": "listing",
            "request": asdict(request),
            "hints": {**asdict(hints), "fields": dict(hints.fields)},
            "url": answer.url,
            "media_type": answer.media_type,
        }
        return listing_from_json(self._ask(job, answer.body, answer.url))

    def document(self, body: bytes, asked: Asked) -> Reading:
        """What the bytes of a document say; a file that cannot be read is a reading too."""
        from tracker.monitor.reading.document import Reading, reading_from_json

        try:
            return reading_from_json(self._ask({"job": "document", "asked": asdict(asked)}, body, asked.url), body)
        except FetchFailure as failure:
            return Reading(error_kind=failure.kind, error=failure.what)

    def lines(self, name: str, body: bytes) -> tuple[str, ...]:
        """The folded text of bytes that the store holds.

        Raises:
            FetchFailure: ``unreadable``.
        """
        return tuple(self._ask({"job": "lines", "name": name}, body, name)["lines"])

    def _ask(self, job: dict[str, Any], body: bytes, where: str) -> dict[str, Any]:
        process = self._idle.get()
        try:
            if process is None or process.poll() is not None:
                process = _start()
                self._jobs[process.pid] = 0
            answer = self._exchange(process, job, body)
            if answer is None or self._is_worn(process):
                _end(process)
                process = None
        finally:
            self._idle.put(process)
        if answer is None:
            raise FetchFailure("its reader was ended: it took too long or too much", where=where, kind="unreadable")
        if "failed" in answer:
            raise FetchFailure(answer["failed"], where=where, kind="unreadable")
        return answer["done"]  # type: ignore[no-any-return]

    def _is_worn(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether a process has read so much that a new one takes its place: what libraries keep is given back."""
        self._jobs[process.pid] += 1
        return self._jobs[process.pid] >= MOST_JOBS

    def _exchange(self, process: subprocess.Popen[bytes], job: dict[str, Any], body: bytes) -> dict[str, Any] | None:
        """Send a job and wait for its answer; ``None`` where the process ended before it."""
        timer = threading.Timer(self._seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            if process.stdin is None or process.stdout is None:
                return None
            write_frame(process.stdin, json.dumps(job).encode())
            write_frame(process.stdin, body)
            process.stdin.flush()
            answer = read_frame(process.stdout)
            return json.loads(answer) if answer is not None else None
        except (OSError, ValueError):
            return None
        finally:
            timer.cancel()


def _start() -> subprocess.Popen[bytes]:
    """A new process, with the modules of this one and nothing of its secrets."""
    kept = {
        name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR"}
    }
    environment = {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "tracker.monitor.reading.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        close_fds=True,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        return
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
    process.wait()
