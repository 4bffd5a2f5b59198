"""The SQLite file of a derived index: its tables, how it is opened, and what is done when it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import StoreLocked

_VERSION = 4
_PATIENCE = 300
"""Seconds to wait for another process that builds the index."""
_CACHE = 64_000
"""Kilobytes of pages that are kept in memory while an index is made: places in its tables come in no order."""
_MEMORY = ":memory:"

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS issues (ref TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY, issue TEXT NOT NULL, document INTEGER NOT NULL, instrument INTEGER NOT NULL,
    place TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS passages_of_issue ON passages (issue);
CREATE VIRTUAL TABLE IF NOT EXISTS tokens USING fts5 (
    text, content = '', tokenize = "unicode61 remove_diacritics 0");

CREATE TABLE IF NOT EXISTS prints (
    key TEXT PRIMARY KEY, issue TEXT NOT NULL, core TEXT NOT NULL, payload TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS prints_of_issue ON prints (issue);
CREATE INDEX IF NOT EXISTS prints_of_core ON prints (core);

CREATE TABLE IF NOT EXISTS records (
    key TEXT PRIMARY KEY, document TEXT NOT NULL, core TEXT NOT NULL, region TEXT NOT NULL, number TEXT,
    day TEXT NOT NULL, work INTEGER, payload TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS records_of_document ON records (document);
CREATE INDEX IF NOT EXISTS records_of_core ON records (core, region, day, key);
CREATE INDEX IF NOT EXISTS records_of_number ON records (number, day, key);
CREATE INDEX IF NOT EXISTS records_of_work ON records (work);
CREATE TABLE IF NOT EXISTS titles (core TEXT NOT NULL, day TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (core, day, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS probes (hash INTEGER NOT NULL, day TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (hash, day, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS issuers (name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, document))
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS issuers_of_document ON issuers (document);
CREATE TABLE IF NOT EXISTS wants (name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, document))
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS wants_of_document ON wants (document);

CREATE TABLE IF NOT EXISTS said (document TEXT PRIMARY KEY, payload TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS links (old TEXT NOT NULL, new TEXT NOT NULL, document TEXT NOT NULL, payload TEXT NOT NULL,
    PRIMARY KEY (old, new)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_to ON links (new);
CREATE INDEX IF NOT EXISTS links_of_document ON links (document);
CREATE TABLE IF NOT EXISTS endings (target TEXT NOT NULL, by TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (target, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS endings_by ON endings (by);
CREATE INDEX IF NOT EXISTS endings_of_document ON endings (document);
CREATE TABLE IF NOT EXISTS handovers (document TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS handovers_of_document ON handovers (document);
CREATE TABLE IF NOT EXISTS claims (document TEXT NOT NULL, number TEXT, payload TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS claims_of_document ON claims (document);
CREATE TABLE IF NOT EXISTS remarks (scope TEXT NOT NULL, key TEXT NOT NULL, payload TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS remarks_by_key ON remarks (scope, key);

CREATE TABLE IF NOT EXISTS works (
    id INTEGER PRIMARY KEY, first TEXT NOT NULL, title TEXT NOT NULL, apart TEXT NOT NULL, name TEXT NOT NULL,
    folded TEXT NOT NULL, versions INTEGER NOT NULL, payload TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS works_in_order ON works (first);
CREATE INDEX IF NOT EXISTS works_titled ON works (title);
CREATE INDEX IF NOT EXISTS works_apart ON works (apart);
CREATE TABLE IF NOT EXISTS versions (
    work INTEGER NOT NULL, stage INTEGER NOT NULL, key TEXT NOT NULL, day TEXT NOT NULL, issuers TEXT NOT NULL,
    kinds TEXT NOT NULL, titles TEXT NOT NULL, number TEXT NOT NULL, ends TEXT NOT NULL, newest INTEGER NOT NULL,
    PRIMARY KEY (work, stage)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS versions_by_day ON versions (day, key);
CREATE INDEX IF NOT EXISTS versions_by_end ON versions (ends, key);
CREATE TABLE IF NOT EXISTS spans (
    work INTEGER NOT NULL, stage INTEGER NOT NULL, first TEXT NOT NULL, after TEXT NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (work, stage, first)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (name TEXT NOT NULL, kind TEXT NOT NULL, work INTEGER NOT NULL,
    PRIMARY KEY (name, kind, work)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS names_of_work ON names (work);
CREATE TABLE IF NOT EXISTS members (issue TEXT NOT NULL, document INTEGER NOT NULL, work INTEGER NOT NULL,
    PRIMARY KEY (issue, document, work)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS members_of_work ON members (work);
INSERT INTO tokens (tokens, rank) VALUES ('hashsize', 16000000);
"""
"""Rows of more than a thousand bytes stand in tables with a row id: in others SQLite gives each a page of its own.
``hashsize`` are the bytes of the full text index that are gathered before they are written: small parts are merged,
and so written again, the oftener the more there are."""
LINEAGE_TABLES = (
    "records",
    "titles",
    "probes",
    "issuers",
    "wants",
    "said",
    "links",
    "endings",
    "handovers",
    "claims",
    "remarks",
    "works",
    "versions",
    "spans",
    "names",
    "members",
)
"""The tables that are made of ``prints`` alone."""


class _OtherVersionError(Exception):
    """The file was written by a program with other tables."""


def opened(path: Path | None, *, anew: bool = False) -> sqlite3.Connection:
    """The database, empty again where it is damaged or of another version, in memory where it cannot be written.

    ``path`` ``None`` keeps it in memory; ``anew`` forgets what is there.
    """
    if path is None:
        return _prepared(_MEMORY)
    try:
        if anew:
            forget(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        return _prepared(str(path))
    except sqlite3.OperationalError:
        return _prepared(_MEMORY)
    except (sqlite3.DatabaseError, _OtherVersionError):
        forget(path)
        return _prepared(str(path))
    except OSError:
        return _prepared(_MEMORY)


def copy_into(connection: sqlite3.Connection, path: Path) -> None:
    """Let an empty database in memory begin with what a file holds; a file of another version, or none, gives nothing.

    Raises:
        DatabaseError: the file is damaged.
    """
    if not path.is_file():
        return
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=_PATIENCE, uri=True)
    try:
        if source.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
            source.backup(connection)
    finally:
        source.close()


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: everything in it is kept, or nothing is. Other writers wait.

    Raises:
        StoreLocked: another process has been writing for minutes.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise StoreLocked("another process is building the index", do="try again when it is done") from error
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def forget(path: Path) -> None:
    """Delete the file of an index, with what SQLite keeps beside it."""
    for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        part.unlink(missing_ok=True)


def _prepared(place: str) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        _check(version)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA cache_size = {-_CACHE}")
        connection.execute("PRAGMA synchronous = OFF")  # a cache that a crash damages is made again
        if version != _VERSION:  # only then: a reader must not wait for a writer
            connection.executescript(f"{_TABLES}PRAGMA user_version = {_VERSION};")
    except BaseException:
        connection.close()
        raise
    return connection


def _check(version: int) -> None:
    if version not in {0, _VERSION}:
        raise _OtherVersionError
