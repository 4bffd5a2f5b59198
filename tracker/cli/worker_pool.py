"""Workers for commands that have much to do, and the bars that show how far they are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from tracker.cli.output import is_on_terminal, write
from tracker.cli.readers_language import for_reader

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from rich.progress import Progress

    from tracker.engine.engines import Engine

FEW = 4
"""Files up to which a pool of processes costs more than it gains."""
MANY = 60
"""Pieces of work of a moment each, such as pages, from which processes gain more than their start costs."""


def workers(files: int) -> int:
    """How many processes parse a number of files: one a core, and no more than files."""
    from tracker.engine.workplaces import cores

    return max(1, min(cores(), files))


@contextmanager
def pool(count: int) -> Iterator[Executor | None]:
    """Processes that parse, one a core; ``None`` where a few files are parsed sooner than processes start."""
    if count <= FEW or workers(count) == 1:
        yield None
        return
    from tracker.engine.engines import Engine

    with Engine.opened(jobs=workers(count)) as engine:
        yield engine.executor


@contextmanager
def engine_for(jobs: int | None, cluster: str | None) -> Iterator[Engine | None]:
    """The engine that a person asks for with ``--jobs`` or ``--cluster``; ``None`` where neither is given.

    Raises:
        EngineError: the cluster cannot be had.
    """
    if not cluster and (jobs or 1) == 1:
        yield None
        return
    from tracker.engine.engines import Engine
    from tracker.engine.workplaces import cores

    with Engine.opened(jobs=jobs or cores(), cluster=cluster or "") as engine:
        yield engine


def engines_for(asked: Engine | None, jobs: int | None) -> Callable[[int], AbstractContextManager[Engine | None]]:
    """Gives the workers for a number of pieces of work that take a moment each.

    They are those of the engine that a person asked for (``engine_for``); else a process a core where there are many
    pieces, and none where there are few or where one job at a time was asked for.
    """

    def engine_of(count: int) -> AbstractContextManager[Engine | None]:
        if asked is not None or jobs == 1 or count < MANY or workers(count) == 1:
            return nullcontext(asked)
        from tracker.engine.engines import Engine

        return Engine.opened(jobs=workers(count))

    return engine_of


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
    from rich.text import Text

    with _bar() as progress:
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


@contextmanager
def progress_of_unknown(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that appears when it is told how many of how many are done, and there is a terminal.

    ``what`` is done: the word before the bar.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    with _bar() as shown:
        task = shown.add_task(for_reader(what), total=None, visible=False)
        yield lambda done, of: shown.update(task, completed=done, total=of, visible=of > 1)


def _bar() -> Progress:
    """A bar on standard error, which is gone when all is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
