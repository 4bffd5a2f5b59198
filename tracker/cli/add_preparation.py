"""Files read and parsed for ``tracker add``: in the box, a few of them ahead, given in the order they were named in."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tracker.cli.worker_pool import workers
from tracker.errors import EngineError, TaskLost, TrackerError
from tracker.messages import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from tracker.box.elsewhere import BoxElsewhere
    from tracker.box.processes import Box
    from tracker.read.archive import ArchivedFile
    from tracker.store.record import Record

    Reading: TypeAlias = Box | BoxElsewhere

RECORD_JOB: Final = f"{__name__}:record_value"
_AHEAD: Final = 4
"""Files a process that are read before the store asks for them."""
_PAGE_STARTS: Final = (b"<!doctype html", b"<html", b"<script", b"<head")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that was read and parsed: its record, or why there is none."""

    file: Path | ArchivedFile
    record: Record | None = None
    error: str | None = None


def reading(files: int, jobs: int | None = None, cluster: str | None = None) -> AbstractContextManager[Reading]:
    """Where so many files are read: in ``jobs`` processes of this machine, or on a cluster (an address, or ``local``).

    Raises:
        EngineError: the cluster cannot be had.
    """
    return _read_here(min(jobs, files) if jobs else workers(files)) if not cluster else _read_on(cluster, jobs)


@contextmanager
def _read_here(processes: int) -> Iterator[Reading]:
    """The box, its processes started before there are threads."""
    from tracker.box.limits import unhurried_limits
    from tracker.box.processes import Box

    with Box(processes=max(1, processes), limits=unhurried_limits) as box:
        box.start()
        yield box


@contextmanager
def _read_on(cluster: str, jobs: int | None) -> Iterator[Reading]:
    """A box on every worker of a cluster."""
    from tracker.box.elsewhere import BoxElsewhere
    from tracker.engine.engines import Engine

    with Engine.opened(jobs=jobs or workers(2**31), cluster=cluster) as engine:
        yield BoxElsewhere(engine)


def prepared(
    files: Iterable[Path | ArchivedFile], gazette: str | None, url: str | None, box: Reading
) -> Iterator[Prepared]:
    """The files in order, read and parsed in the box."""
    prepare_one = partial(prepare, gazette=gazette, url=url, box=box)
    if box.processes == 1:
        yield from map(prepare_one, files)
        return
    with ThreadPoolExecutor(box.processes) as threads:
        yield from _ahead(prepare_one, files, threads, _AHEAD * box.processes)


def _ahead(
    prepare_one: Callable[[Path | ArchivedFile], Prepared],
    files: Iterable[Path | ArchivedFile],
    threads: ThreadPoolExecutor,
    ahead: int,
) -> Iterator[Prepared]:
    following = iter(files)
    waiting = deque(threads.submit(prepare_one, file) for file in islice(following, ahead))
    try:
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(threads.submit(prepare_one, file) for file in islice(following, 1))
    finally:
        for future in waiting:
            future.cancel()


def prepare(file: Path | ArchivedFile, gazette: str | None, url: str | None, box: Reading) -> Prepared:
    """Read and parse one file: its record or an error, for one bad file must not stop the others.

    Raises:
        EngineError: the workers have gone.
    """
    from tracker.read import bytes_of
    from tracker.read.sniff import needs_office
    from tracker.store.record import record_of_value

    try:
        data = bytes_of(file) if isinstance(file, Path) else file.data()  # once: a pipe gives its bytes only once
        if needs_office(data):  # LibreOffice is a process of its own, which the box does not allow
            value = record_value(data, file.name, gazette, url)
        else:
            value = box.ask(RECORD_JOB, data, where=str(file), name=file.name, gazette=gazette, url=url)
        return Prepared(file=file, record=record_of_value(value, data))
    except TrackerError as error:
        if isinstance(error, EngineError) and not isinstance(error, TaskLost):  # no fault of the file
            raise
        # Readers know a file by its name alone; of many files in many folders the whole path is wanted.
        where = str(file) if error.where in ("", file.name) else error.where
        return Prepared(file=file, error=type(error)(error.what, where=where, do=error.do).message)


# --- in the box -------------------------------------------------------------------------------------------------------


def record_value(data: bytes, name: str, gazette: str | None, url: str | None) -> dict[str, Any]:
    """The job: a record, as plain values.

    Raises:
        UnreadableSource: the bytes cannot be turned into text, or are what a server sent in place of a document.
    """
    from tracker.parse import parse
    from tracker.read import read_bytes
    from tracker.store.record import make_record, value_of_record

    _refuse_what_is_no_document(data, name)
    return value_of_record(make_record(data, parse(read_bytes(data, name)), gazette=gazette, url=url))


def _refuse_what_is_no_document(data: bytes, name: str) -> None:
    """Pass documents.

    Raises:
        UnreadableSource: a block page, a login, a captcha, an error page: what a server sent in place of the document.
    """
    if not data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_STARTS):
        return
    from tracker.errors import UnreadableSource
    from tracker.monitor.judge import judge_page, peeked

    verdict = judge_page(peeked(data))
    if verdict is not None and verdict.kind in {"blocked", "maintenance", "soft-404"}:
        raise UnreadableSource(said("this is no document: {what}", what=verdict.what), where=name, do="fetch it again")
