"""Where tasks are carried out: in this process, in some of this machine, or on a Dask cluster.

All three are a ``concurrent.futures.Executor`` and a number of workers; what an executor cannot do, ``renew`` does.
"""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ProcessPoolExecutor

__all__ = ["Here", "Processes", "Workplace", "cores"]

PRELOADED: Final = ("tracker.parse", "tracker.read", "tracker.engine.tasks", "tracker.library.issue_texts")
"""Modules that the process from which workers are forked loads once."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workplace(Protocol):
    """Workers behind an executor."""

    workers: int
    shares_files: bool
    """Whether the workers see this process's files."""
    lost: tuple[type[BaseException], ...]
    """What a future raises whose worker was lost."""

    @property
    def executor(self) -> Executor:
        """What takes tasks now."""

    def renew(self) -> None:
        """Have workers again after one was lost."""

    def close(self) -> None:
        """Let the workers go."""


class Here:
    """This process: each task is done when it is asked for."""

    workers = 1
    shares_files = True
    lost: tuple[type[BaseException], ...] = ()

    @property
    def executor(self) -> Executor:
        """One that does a task before it gives its future."""
        return _Inline()

    def renew(self) -> None:
        """Nothing was lost."""

    def close(self) -> None:
        """Nothing is open."""


class _Inline(Executor):
    """An executor that does everything at once, in the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - as the base has it
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - a future holds whatever was raised
            future.set_exception(error)
        return future


class Processes:
    """Processes of this machine, forked from one that has loaded the parser; they end with this process."""

    shares_files = True
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool = self._started()

    @property
    def executor(self) -> Executor:
        """The pool of processes that runs now."""
        return self._pool

    def renew(self) -> None:
        """Start a new pool: one whose worker was killed takes no more work."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._started()

    def close(self) -> None:
        """End the processes; what waits is not begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        import multiprocessing  # noqa: PLC0415 - not needed for one file
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - the same

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(PRELOADED))
        return ProcessPoolExecutor(self.workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A worker whose parent was killed waits for work for ever, and so does the process that made it: let it leave."""
    import multiprocessing  # noqa: PLC0415 - in a worker only
    import threading  # noqa: PLC0415 - the same

    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
