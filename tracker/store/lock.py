"""One writer at a time: a lock that the kernel takes back when its holder dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.errors import StoreError, StoreLocked
from tracker.messages import said, system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 5.0
"""Seconds to wait for another writer."""


@contextmanager
def writer_lock(path: Path, *, patience: float | None = None) -> Iterator[None]:
    """Hold the lock file at ``path``; its content says who holds it.

    Raises:
        StoreLocked: another process holds it for longer than ``patience`` seconds (by default ``PATIENCE``).
        StoreError: the lock file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(
            said("the store cannot be written: {reason}", reason=system_reason(error)), where=str(path)
        ) from error
    _close_in_children(descriptor)
    try:
        _take(descriptor, path, PATIENCE if patience is None else patience)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} since {time.strftime('%Y-%m-%dT%H:%M:%S%z')}\n".encode(), 0)
        yield
    finally:
        _OPEN.discard(descriptor)
        os.close(descriptor)


def _take(descriptor: int, path: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
                raise StoreLocked(
                    said("{holder} is writing to the store", holder=holder),
                    where=str(path),
                    do="try again when it is done",
                ) from None
            time.sleep(0.05)
        else:
            return


# A lock belongs to the open file, which a forked child shares: a worker that outlives us would keep the store locked.
_OPEN: set[int] = set()


def _close_in_children(descriptor: int) -> None:
    _OPEN.add(descriptor)


def _after_fork() -> None:
    for descriptor in tuple(_OPEN):
        with contextlib.suppress(OSError):
            os.close(descriptor)
    _OPEN.clear()


os.register_at_fork(after_in_child=_after_fork)
