"""Processes that parse many files, and the bar that shows how far they are."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.cli.output import is_on_terminal, write
from tracker.cli.readers_language import for_reader

if TYPE_CHECKING:
    from concurrent.futures import Executor

FEW = 4
"""Files up to which a pool of processes costs more than it gains."""


def workers(files: int) -> int:
    """How many processes parse a number of files: one a core, and no more than files."""
    return max(1, min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, files))


@contextmanager
def pool(count: int) -> Iterator[Executor | None]:
    """Processes that parse, one a core; ``None`` where a few files are parsed sooner than processes start."""
    if count <= FEW or workers(count) == 1:
        yield None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tracker.parse", "tracker.read", "tracker.store.record"])
    executor = ProcessPoolExecutor(workers(count), mp_context=context, initializer=_end_with_parent)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """A worker whose parent was killed waits for work for ever, and so does the process that made it: let it leave."""
    import multiprocessing
    import threading

    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Step:
    """Told of each file that is done; draws nothing."""

    def __call__(self, name: str) -> None:
        """One more file is done."""

    def say(self, lines: str) -> None:
        """Write a part of the result."""
        write(lines, None)


@contextmanager
def progress(files: int) -> Iterator[Step]:
    """A bar on standard error, when that is a terminal and there is something to wait for."""
    if files <= 1 or not sys.stderr.isatty():
        yield Step()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(for_reader("parsing"), total=files)

        class Bar(Step):
            def __call__(self, name: str) -> None:
                progress.update(task, advance=1, description=name[:30])

            def say(self, lines: str) -> None:
                if is_on_terminal(None):  # above the bar, not into it
                    progress.console.print(Text.from_ansi(lines), end="", soft_wrap=True)
                else:
                    super().say(lines)

        yield Bar()
