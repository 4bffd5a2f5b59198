"""The ledger: what the monitor remembers and what it has to tell, in one file that survives a kill at any instant.

It lies in the store's cache folder. What happened in the store can be found again from its commits (``head`` is
the last one that was looked at), so that the file may be deleted; an event is written here, with the channels that
are to take it, before anything is told, and in the same transaction as whatever it follows from.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.errors import StoreError
from tracker.messages import said
from tracker.monitor.events import Event, event_from_json, event_line
from tracker.monitor.memory import Item, SourceMemory, from_text, to_text

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

FILE: Final = "ledger.sqlite"
VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (id TEXT PRIMARY KEY, memory TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items (
    source TEXT NOT NULL, key TEXT NOT NULL, memory TEXT NOT NULL, PRIMARY KEY (source, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, time TEXT NOT NULL, content TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS deliveries (
    channel TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (channel, event)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS channels (
    id TEXT PRIMARY KEY, failures INTEGER NOT NULL DEFAULT 0, next_try TEXT, is_off INTEGER NOT NULL DEFAULT 0,
    error TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence (
    number INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, time TEXT NOT NULL, sha256 TEXT NOT NULL,
    status INTEGER NOT NULL, headers TEXT NOT NULL, outcome TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelState:
    """How a channel did: failures in a row, when it is tried again, whether it is off (410)."""

    failures: int = 0
    next_try: str | None = None
    is_off: bool = False
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An event that a channel has not taken yet."""

    number: int
    event: Event


class Ledger:
    """The file; used by several threads, one at a time. A context manager."""

    def __init__(self, folder: Path) -> None:
        """Open the ledger in a folder, or make it.

        Raises:
            StoreError: the file cannot be written.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = folder / FILE
            self.is_new = not self._file.exists()
            self._data = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False, timeout=30)
            self._data.execute("PRAGMA journal_mode=WAL")
            self._data.execute("PRAGMA synchronous=NORMAL")
            self._data.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                said("the monitor's ledger cannot be opened: {error}", error=error),
                where=str(folder / FILE),
                do="see that the folder can be written; a damaged file may be deleted",
            ) from error
        self._lock = threading.RLock()
        self._depth = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._data.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; transactions inside one belong to it.

        Raises:
            StoreError: the file cannot be written; nothing of it was.
        """
        with self._lock, self._told():
            if self._depth == 0:
                self._data.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._data.execute("COMMIT")
            except BaseException:
                if self._depth == 1 and self._data.in_transaction:  # SQLite itself takes much back after a failed write
                    self._data.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                said("the monitor's ledger cannot be read or written: {error}", error=error),
                where=str(self._file),
                do="see whether the disk is full; a damaged file may be deleted",
            ) from error

    def _rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        with self._lock, self._told():
            return self._data.execute(query, values).fetchall()

    def _do(self, query: str, *values: object) -> int:
        with self.transaction():
            return self._data.execute(query, values).rowcount

    # --- notes, sources, items ----------------------------------------------------------------------------------------

    def note(self, name: str) -> str | None:
        """A remembered word."""
        found = self._rows("SELECT value FROM notes WHERE name = ?", name)
        return found[0][0] if found else None

    def set_note(self, name: str, value: str) -> None:
        """Remember a word."""
        self._do("INSERT OR REPLACE INTO notes VALUES (?, ?)", name, value)

    def sources(self) -> dict[str, SourceMemory]:
        """All sources that were ever read."""
        return {name: from_text(SourceMemory, text) for name, text in self._rows("SELECT id, memory FROM sources")}

    def source(self, name: str) -> SourceMemory:
        """What is remembered of a source."""
        found = self._rows("SELECT memory FROM sources WHERE id = ?", name)
        return from_text(SourceMemory, found[0][0]) if found else SourceMemory()

    def set_source(self, name: str, memory: SourceMemory) -> None:
        """Remember a source."""
        self._do("INSERT OR REPLACE INTO sources VALUES (?, ?)", name, to_text(memory))

    def items(self, source: str) -> dict[str, Item]:
        """The things of a source by their keys."""
        rows = self._rows("SELECT key, memory FROM items WHERE source = ?", source)
        return {key: from_text(Item, text) for key, text in rows}

    def set_items(self, source: str, items: Iterable[Item]) -> None:
        """Remember things of a source."""
        with self.transaction():
            self._data.executemany(
                "INSERT OR REPLACE INTO items VALUES (?, ?, ?)", [(source, one.key, to_text(one)) for one in items]
            )

    # --- events -------------------------------------------------------------------------------------------------------

    def add_events(self, events: Sequence[Event], channels_of: Callable[[Event], Sequence[str]]) -> list[Event]:
        """Write events, each with the channels that are to take it; those that are known already are left out."""
        added = []
        with self.transaction():
            for event in events:
                done = self._data.execute(
                    "INSERT OR IGNORE INTO events (id, time, content) VALUES (?, ?, ?)",
                    (event.id, event.time.isoformat(), event_line(event)),
                )
                if done.rowcount:
                    added.append(event)
                    self._data.executemany(
                        "INSERT OR IGNORE INTO deliveries VALUES (?, ?)",
                        [(channel, done.lastrowid) for channel in channels_of(event)],
                    )
        return added

    def knows_event(self, name: str) -> bool:
        """Whether an event was written."""
        return bool(self._rows("SELECT 1 FROM events WHERE id = ?", name))

    def events(self, since: datetime | str | None = None) -> list[Event]:
        """The events in order, newest last; later than a moment, or after the event of an id."""
        if isinstance(since, datetime):
            rows = self._rows("SELECT content FROM events WHERE time >= ? ORDER BY number", since.isoformat())
        elif since:
            rows = self._rows(
                "SELECT content FROM events WHERE number > (SELECT number FROM events WHERE id = ?) ORDER BY number",
                since,
            )
        else:
            rows = self._rows("SELECT content FROM events ORDER BY number")
        return [event_from_json(json.loads(content)) for (content,) in rows]

    def pending(self, channel: str, most: int) -> list[Pending]:
        """What a channel has not taken yet, oldest first."""
        rows = self._rows(
            "SELECT number, content FROM deliveries JOIN events ON event = number"
            " WHERE channel = ? ORDER BY number LIMIT ?",
            channel,
            most,
        )
        return [Pending(number=int(number), event=event_from_json(json.loads(content))) for number, content in rows]

    def taken(self, channel: str, pending: Iterable[Pending]) -> None:
        """A channel took events: they are not told to it again."""
        with self.transaction():
            self._data.executemany(
                "DELETE FROM deliveries WHERE channel = ? AND event = ?", [(channel, one.number) for one in pending]
            )

    def undelivered(self) -> int:
        """Deliveries that no channel took yet."""
        return int(self._rows("SELECT count(*) FROM deliveries")[0][0])

    def channel(self, name: str) -> ChannelState:
        """How a channel did."""
        found = self._rows("SELECT failures, next_try, is_off, error FROM channels WHERE id = ?", name)
        if not found:
            return ChannelState()
        failures, next_try, is_off, error = found[0]
        return ChannelState(failures=int(failures), next_try=next_try, is_off=bool(is_off), error=error)

    def set_channel(self, name: str, state: ChannelState) -> None:
        """Remember a channel."""
        self._do(
            "INSERT OR REPLACE INTO channels VALUES (?, ?, ?, ?, ?)",
            name, state.failures, state.next_try, int(state.is_off), state.error,
        )  # fmt: skip

    # --- evidence -----------------------------------------------------------------------------------------------------

    def add_evidence(self, *, url: str, time: datetime, sha256: str, status: int, headers: str, outcome: str) -> None:
        """Note what came from where and when; the bytes lie beside, by their hash."""
        self._do(
            "INSERT INTO evidence (url, time, sha256, status, headers, outcome) VALUES (?, ?, ?, ?, ?, ?)",
            url, time.isoformat(), sha256, status, headers, outcome,
        )  # fmt: skip
