"""``tracker add``: snapshots into the store."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import status_codes
from tracker.cli.options import DEFAULT_STORE, Format, FormatOption, OutputOption, StoreOption
from tracker.cli.output import tell, write
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from tracker.store.batch import Added
    from tracker.store.record import Record

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".pdf", ".html", ".htm", ".docx"})
"""Files that are taken from a folder; a file that is named itself is always tried."""

FEW = 4
"""Files up to which a pool of processes costs more than it gains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that was read and parsed: its record, or why there is none; ``bug`` when that is our fault."""

    file: Path
    record: Record | None = None
    error: str | None = None
    bug: bool = False


def add(  # noqa: PLR0913 - one parameter an option of the contract
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Issues as files; a folder stands for its files.")
    ],
    *,
    gazette: Annotated[
        str | None, typer.Option("--gazette", help="Name of the gazette, instead of the title's.")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="Address that the bytes came from.")] = None,
    retrieved_at: Annotated[
        str | None,
        typer.Option("--retrieved-at", metavar="TIME", help="When they were retrieved (ISO 8601); default now."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    format_: FormatOption = Format.TEXT,
    output: OutputOption = None,
) -> None:
    """Snapshot files into the store: one commit an issue; the same bytes again change nothing."""
    moment = _moment(retrieved_at)
    _check_names(gazette, url)
    if format_ not in (Format.TEXT, Format.JSON):
        raise typer.BadParameter(f"add writes text or json, not {format_.value}", param_hint="--format")
    from tracker.store import Store

    files = list(_expanded(files))
    failed: list[Prepared] = []
    added: list[tuple[Path, Added]] = []
    with Store.create(store) as opened, pool(len(files)) as executor, _progress(len(files)) as step:
        names: deque[Path] = deque()
        records = _records(_prepared(files, gazette, url, executor), names, failed, step)
        for result in opened.add_many((record, moment) for record in records):
            added.append((names.popleft(), result))
            if format_ is Format.TEXT and output is None:
                write(_line(result), None)
    if format_ is Format.JSON:
        write(_json(added, failed), output)
    elif output is not None:
        write("".join(_line(result) for _, result in added), output)
    _report(added, failed)


def _moment(text: str | None) -> datetime | None:
    """A time of ISO 8601; without an offset it is UTC."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = moment.timestamp()
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(
            f"{text!r} is no time; write 2025-09-02T08:30:00+08:00", param_hint="--retrieved-at"
        ) from error
    if seconds < 0:
        raise typer.BadParameter("git has no time before 1970", param_hint="--retrieved-at")
    return moment


def _check_names(gazette: str | None, url: str | None) -> None:
    from tracker.store.layout import gazette_slug
    from tracker.store.record import URL

    if gazette is not None and gazette_slug(gazette) == "untitled":
        raise typer.BadParameter(f"{gazette!r} has nothing to make a name of", param_hint="--gazette")
    if url is not None and not URL.match(url):
        raise typer.BadParameter(f"{url!r} is not an absolute address", param_hint="--url")


def _expanded(files: Iterable[Path]) -> Iterator[Path]:
    """The files, with folders replaced by what is in them, in the order of their names."""
    for file in files:
        if file.is_dir():
            found = sorted(path for path in file.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
            yield from found or [file]
        else:
            yield file


# --- reading and parsing ----------------------------------------------------------------------------------------------


def prepare(file: Path, gazette: str | None, url: str | None) -> Prepared:
    """Read and parse one file; never raises, for one bad file must not stop the others."""
    from tracker.parse import parse
    from tracker.read import bytes_of, read_bytes
    from tracker.store.record import make_record

    try:
        data = bytes_of(file)  # read once: a pipe gives its bytes only once
        return Prepared(
            file=file, record=make_record(data, parse(read_bytes(data, file.name)), gazette=gazette, url=url)
        )
    except TrackerError as error:
        # Readers know a file by its name alone; of many files in many folders the whole path is wanted.
        where = str(file) if error.where in ("", file.name) else error.where
        return Prepared(file=file, error=str(type(error)(error.what, where=where, do=error.do)))
    except OSError as error:
        return Prepared(file=file, error=f"{file}: cannot be read: {error.strerror}")
    except Exception as error:  # noqa: BLE001 - the other files must not suffer from a bug
        return Prepared(file=file, error=f"{file}: this is a bug, please report it: {error!r}", bug=True)


def _prepared(files: list[Path], gazette: str | None, url: str | None, executor: Executor | None) -> Iterator[Prepared]:
    """The files in order, a few of them ahead in the pool."""
    if executor is None:
        yield from (prepare(file, gazette, url) for file in files)
        return
    ahead = 4 * _workers(len(files))
    waiting = deque((file, executor.submit(prepare, file, gazette, url)) for file in files[:ahead])
    following = iter(files[ahead:])
    while waiting:
        file, future = waiting.popleft()
        yield _result(file, future)
        for another in islice(following, 1):
            try:
                waiting.append((another, executor.submit(prepare, another, gazette, url)))
            except BrokenExecutor:
                yield _killed(another)
                yield from map(_killed, following)


def _result(file: Path, future: Future[Prepared]) -> Prepared:
    try:
        return future.result()
    except BrokenExecutor:
        return _killed(file)


def _killed(file: Path) -> Prepared:
    return Prepared(
        file=file, error=f"{file}: not added, a parsing process was killed (is there memory enough?); add it by itself"
    )


def _records(prepared: Iterable[Prepared], names: deque[Path], failed: list[Prepared], step: Step) -> Iterator[Record]:
    for one in prepared:
        step(one.file.name)
        if one.record is None:
            failed.append(one)
        else:
            names.append(one.file)
            yield one.record


def _workers(files: int) -> int:
    return max(1, min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, files))


@contextmanager
def pool(count: int) -> Iterator[Executor | None]:
    """Processes that parse, one a core; ``None`` where a few files are parsed sooner than processes start."""
    if count <= FEW or _workers(count) == 1:
        yield None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tracker.parse", "tracker.read", "tracker.store.record"])
    executor = ProcessPoolExecutor(_workers(count), mp_context=context, initializer=_end_with_parent)
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


@contextmanager
def _progress(files: int) -> Iterator[Step]:
    """A bar on standard error, when that is a terminal and there is something to wait for."""
    if files <= 1 or not sys.stderr.isatty():
        yield Step()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("parsing", total=files)

        class Bar(Step):
            def __call__(self, name: str) -> None:
                progress.update(task, advance=1, description=name[:30])

        yield Bar()


# --- telling ----------------------------------------------------------------------------------------------------------


def _line(result: Added) -> str:
    from tracker.render.visible import visible

    return f"{result.outcome:<10} {visible(result.ref)}  {visible(result.subject)}\n"


def _json(added: list[tuple[Path, Added]], failed: list[Prepared]) -> str:
    value = {
        "schema": "tracker.add/1",
        "added": [
            {
                "file": str(file),
                "ref": result.ref,
                "outcome": result.outcome,
                "commit": result.commit,
                "sha256": result.sha256,
                "previous_sha256": result.previous,
                "title": result.subject,
            }
            for file, result in added
        ],
        "failed": [{"file": str(one.file), "error": one.error} for one in failed],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _report(added: list[tuple[Path, Added]], failed: list[Prepared]) -> None:
    """Say on standard error what was left as it is and what could not be added.

    Raises:
        typer.Exit: something could not.
    """
    for remark in (remark for _, result in added for remark in result.remarks):
        tell(f"tracker: {remark}")
    for one in failed:
        tell(f"tracker: {one.error}")
    if failed:
        if len(failed) + len(added) > 1:
            tell(f"tracker: {len(failed)} of {len(failed) + len(added)} files were not added")
        raise typer.Exit(status_codes.BUG if any(one.bug for one in failed) else status_codes.FAILED)
