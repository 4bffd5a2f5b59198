"""One process that reads: how it is started, the pipes to it and from it, and its end.

A program without threads makes it by forking, which takes milliseconds and finds its modules loaded; else a new
interpreter is started, for what another thread holds at the moment of a fork is held for ever.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import threading
import time
from typing import Final, NoReturn

from tracker.box.serving import serve

__all__ = ["GRACE", "Reader"]

GRACE: Final = 5.0
"""Seconds in which a process that has closed its output has to be gone."""
_KEPT: Final = frozenset({"PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR"})
"""Variables that a new interpreter gets: nothing of this one's secrets."""


class Reader:
    """A process that reads; ``jobs`` and ``answers`` are the pipes to it and from it."""

    def __init__(self) -> None:
        self.jobs_done = 0
        self.is_usable = True
        inward, self.jobs = os.pipe()
        self.answers, outward = os.pipe()
        try:
            is_alone = sys.platform == "linux" and threading.active_count() == 1
            self._pid = (_fork if is_alone else _spawn)(inward, outward)
        finally:
            os.close(inward)
            os.close(outward)
        os.set_blocking(self.jobs, False)
        os.set_blocking(self.answers, False)

    def end(self, *, grace: float = 0) -> int:
        """End the process, which has ``grace`` seconds to do so itself; its status, minus the signal where one did."""
        self.is_usable = False
        if not self._pid:
            return 0
        os.close(self.jobs)
        os.close(self.answers)
        pid, self._pid = self._pid, 0
        last = time.monotonic() + grace
        try:
            found, status = os.waitpid(pid, os.WNOHANG)
            while not found and time.monotonic() < last:
                time.sleep(0.005)
                found, status = os.waitpid(pid, os.WNOHANG)
            if not found:
                os.kill(pid, signal.SIGKILL)
                _, status = os.waitpid(pid, 0)
        except ChildProcessError:  # this program lets the kernel forget its children (SIGCHLD is ignored)
            return 0
        return os.waitstatus_to_exitcode(status)


def _fork(inward: int, outward: int) -> int:
    """A copy of this process that serves."""
    pid = os.fork()
    return pid or _serve_as_copy(inward, outward)


def _serve_as_copy(inward: int, outward: int) -> NoReturn:
    """Let go of everything that is the parent's, serve, and end without its farewells."""
    status = 1
    try:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        jobs, answers = (fcntl.fcntl(pipe, fcntl.F_DUPFD, 3) for pipe in (inward, outward))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        low, high = sorted((jobs, answers))
        os.closerange(3, low)
        os.closerange(low + 1, high)
        os.closerange(high + 1, os.sysconf("SC_OPEN_MAX"))
        serve(jobs, answers)
        status = 0
    finally:
        os._exit(status)


def _spawn(inward: int, outward: int) -> int:
    """A new interpreter that serves, with the modules of this one."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    paths = os.pathsep.join(path for path in sys.path if path)
    return os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "tracker.box.serving"],
        {**kept, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
        file_actions=[
            (os.POSIX_SPAWN_DUP2, inward, 0),
            (os.POSIX_SPAWN_DUP2, outward, 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
        setsid=True,
    )
