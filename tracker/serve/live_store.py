"""A store that is asked by many at once: one thread that owns the library, and what was made for a commit kept.

git and SQLite belong to the thread that opened them. What was rendered is kept by the commit that it was made from, so
that a new issue is seen within a second and nothing old is shown after it.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from tracker.errors import TrackerError
from tracker.library import Library

T = TypeVar("T")

FRESH: Final = 1.0
"""Seconds for which a look at the store's newest commit is good."""

KEPT: Final = 64_000_000
"""Bytes of rendered pages that are kept."""

PATIENCE: Final = 30.0
"""Seconds after which an answer is given up."""

QUEUE: Final = 32
"""Questions that may wait for the thread."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it is sent: its bytes, and the mark that says which they are (an ETag)."""

    body: bytes
    mark: str


class Busy(Exception):  # noqa: N818 - what it says, not that it is an error
    """More is asked than can be answered: ask again later."""


class LiveStore:
    """The store and what was rendered from it; ``close`` it at the end."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")
        self._library: Library | None = None
        self._kept: OrderedDict[str, Made] = OrderedDict()
        self._size = 0
        self._commit = ""
        self._looked = float("-inf")
        self._waiting = 0

    async def ask(self, question: Callable[[Library], T]) -> T:
        """What a function makes of the library as it stands now.

        Raises:
            Busy: too many wait already, or the answer took too long.
            TrackerError: what the function raises.
        """
        return await self._run(lambda: self._answered(question))

    async def page(self, key: str, make: Callable[[Library], bytes]) -> Made:
        """A page of the store as it stands, as kept under ``key`` where it was made before."""
        if self._clock() - self._looked >= FRESH:
            await self._run(self._open)
        found = self._kept.get(key)
        if found is None:
            return await self.ask(lambda library: self._made(key, make(library)))
        with suppress(KeyError):  # the library's thread let it go a moment ago
            self._kept.move_to_end(key)
        return found

    def close(self) -> None:
        """End the thread and the library with it."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    async def _run(self, work: Callable[[], T]) -> T:
        if self._waiting >= QUEUE:
            raise Busy
        self._waiting += 1
        try:
            future = asyncio.get_running_loop().run_in_executor(self._thread, work)
            return await asyncio.wait_for(asyncio.shield(future), PATIENCE)
        except TimeoutError:
            raise Busy from None
        finally:
            self._waiting -= 1

    def _answered(self, question: Callable[[Library], T]) -> T:
        """What a function makes of the library; one that fails otherwise than in words may have met a damaged index.

        Raises:
            DamagedIndex: the index was put aside, and is made anew for the next question.
        """
        library = self._open()
        try:
            return question(library)
        except TrackerError:
            raise
        except Exception as error:
            self._library = None
            library.__exit__(type(error), error, error.__traceback__)
            raise

    def _open(self) -> Library:
        """The library at the newest commit; opened anew where the store has moved on, and what was kept let go."""
        library = self._library
        if library is not None and library.store.head() != library.commit:
            self._close()
            library = None
        if library is None:
            library = self._library = Library.open(self._folder)
        if (library.commit or "") != self._commit:
            self._kept.clear()
            self._size = 0
            self._commit = library.commit or ""
        self._looked = self._clock()
        return library

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None

    def _made(self, key: str, body: bytes) -> Made:
        """A page, kept: in the library's thread, so that none is kept that was made before the store moved on."""
        page = Made(body, mark_of(body))
        if len(body) <= KEPT // 8:
            self._keep(key, page)
        return page

    def _keep(self, key: str, page: Made) -> None:
        if before := self._kept.pop(key, None):  # two asked for it at once
            self._size -= len(before.body)
        self._kept[key] = page
        self._size += len(page.body)
        while self._size > KEPT:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)


def mark_of(body: bytes) -> str:
    """The mark of some bytes (an ETag): the same bytes have the same one."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'
