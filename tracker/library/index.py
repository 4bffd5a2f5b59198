"""A derived index of a store in SQLite: documents, works, names and full text. It can be deleted at any time.

Chinese has no blanks between words, and a search for a word of one or two characters must find it, so every character
is a token and a word is a phrase of characters (FTS5's trigram tokenizer finds nothing shorter than three).

The index knows nothing about lineage: what it keeps of a document or a work is text that its caller made (``payload``).
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tracker.errors import StoreLocked

_SCHEMA = """
PRAGMA user_version = 1;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS issues (ref TEXT PRIMARY KEY, stamp TEXT NOT NULL, payload TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY, issue TEXT NOT NULL, document INTEGER NOT NULL, instrument INTEGER NOT NULL,
    place TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS passages_of_issue ON passages (issue);
CREATE VIRTUAL TABLE IF NOT EXISTS tokens USING fts5 (text, tokenize = "unicode61 remove_diacritics 0");
CREATE TABLE IF NOT EXISTS works (id INTEGER PRIMARY KEY, name TEXT NOT NULL, payload TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS names (name TEXT NOT NULL, kind TEXT NOT NULL, work INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS names_by_name ON names (name, kind);
CREATE TABLE IF NOT EXISTS members (issue TEXT NOT NULL, document INTEGER NOT NULL, work INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS members_by_document ON members (issue, document);
"""
_VERSION = 1
_PATIENCE = 300
"""Seconds to wait for another process that builds the index."""
_MEMORY = ":memory:"
_WIDE = re.compile(
    r"([\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of text as searched: one provision of one instrument. ``place`` is its label."""

    document: int
    instrument: int
    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that a search found; a lower ``rank`` is better."""

    issue: str
    passage: Passage
    rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEntry:
    """A work as kept: its name, the names it is found by ((name, kind) pairs), the documents of its versions."""

    name: str
    payload: str
    names: Sequence[tuple[str, str]]
    members: Sequence[tuple[str, int]]


class Index:
    """The open index; a context manager. ``path`` ``None`` keeps it in memory; ``anew`` forgets what is there."""

    def __init__(self, path: Path | None, *, anew: bool = False) -> None:
        if path is not None and anew:
            _forget(path)
        self._connection = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    # --- what a writer does -------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: everything in it is kept, or nothing is. Other writers wait.

        Raises:
            StoreLocked: another process has been writing for minutes.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreLocked("another process is building the index", do="try again when it is done") from error
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def put_issue(self, ref: str, stamp: str, payload: str, passages: Iterable[Passage]) -> None:
        """Keep an issue's payload and text in place of what was kept of it; ``stamp`` tells its state."""
        self.drop_issue(ref)
        self._connection.execute("INSERT INTO issues VALUES (?, ?, ?)", (ref, stamp, payload))
        for passage in passages:
            values = (ref, passage.document, passage.instrument, passage.place, passage.text)
            row = self._connection.execute(
                "INSERT INTO passages (issue, document, instrument, place, text) VALUES (?, ?, ?, ?, ?)", values
            ).lastrowid
            self._connection.execute("INSERT INTO tokens (rowid, text) VALUES (?, ?)", (row, spaced(passage.text)))

    def drop_issue(self, ref: str) -> None:
        """Forget an issue."""
        self._connection.execute("DELETE FROM tokens WHERE rowid IN (SELECT id FROM passages WHERE issue = ?)", (ref,))
        self._connection.execute("DELETE FROM passages WHERE issue = ?", (ref,))
        self._connection.execute("DELETE FROM issues WHERE ref = ?", (ref,))

    def put_works(self, works: Iterable[WorkEntry], facts: Mapping[str, str]) -> None:
        """Keep these works and facts in place of all that were kept."""
        for table in ("works", "names", "members", "facts"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above
        for number, work in enumerate(works):
            self._connection.execute("INSERT INTO works VALUES (?, ?, ?)", (number, work.name, work.payload))
            self._connection.executemany(
                "INSERT INTO names VALUES (?, ?, ?)", [(name, kind, number) for name, kind in work.names]
            )
            self._connection.executemany(
                "INSERT INTO members VALUES (?, ?, ?)", [(issue, place, number) for issue, place in work.members]
            )
        self._connection.executemany("INSERT INTO facts VALUES (?, ?)", sorted(facts.items()))

    # --- what a reader asks -------------------------------------------------------------------------------------------

    def fact(self, name: str) -> str | None:
        """A fact kept with the works."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])

    def stamps(self) -> dict[str, str]:
        """The state of every issue kept, by its ref."""
        return dict(self._connection.execute("SELECT ref, stamp FROM issues"))

    def issue_payloads(self) -> Iterator[str]:
        """The payload of every issue, in the order of refs."""
        for (payload,) in self._connection.execute("SELECT payload FROM issues ORDER BY ref"):
            yield str(payload)

    def work_payloads(self) -> Iterator[str]:
        """The payload of every work, in the order they were put."""
        for (payload,) in self._connection.execute("SELECT payload FROM works ORDER BY id"):
            yield str(payload)

    def works_named(self, name: str, kind: str) -> list[str]:
        """The payloads of the works that are found by a name of a kind."""
        question = (
            "SELECT DISTINCT works.id, payload FROM names JOIN works ON work = works.id "
            "WHERE names.name = ? AND kind = ? ORDER BY works.id"
        )
        return [str(payload) for _, payload in self._connection.execute(question, (name, kind))]

    def works_of(self, issue: str, document: int) -> list[str]:
        """The payloads of the works that a document carries versions of."""
        question = (
            "SELECT DISTINCT works.id, payload FROM members JOIN works ON work = works.id "
            "WHERE issue = ? AND document = ? ORDER BY works.id"
        )
        return [str(payload) for _, payload in self._connection.execute(question, (issue, document))]

    def all_names(self, kind: str) -> Iterator[tuple[str, int]]:
        """Every name of a kind with the place of its work, in order."""
        question = "SELECT DISTINCT name, work FROM names WHERE kind = ? ORDER BY name, work"
        for name, work in self._connection.execute(question, (kind,)):
            yield str(name), int(work)

    def work_payload(self, work: int) -> str:
        """The payload of the work at a place."""
        return str(self._connection.execute("SELECT payload FROM works WHERE id = ?", (work,)).fetchone()[0])

    def search(self, words: str) -> Iterator[Hit]:
        """The passages that hold all words (parted by blanks, each of one character or more), the best first."""
        query = phrase_query(words)
        if not query:
            return
        rows = self._connection.execute(
            "SELECT issue, document, instrument, place, passages.text, bm25(tokens) AS rank FROM tokens "
            "JOIN passages ON passages.id = tokens.rowid WHERE tokens MATCH ? ORDER BY rank, passages.id",
            (query,),
        )
        for issue, document, instrument, place, text, rank in rows:
            passage = Passage(document=document, instrument=instrument, place=place, text=text)
            yield Hit(issue=issue, passage=passage, rank=rank)


def _opened(path: Path | None) -> sqlite3.Connection:
    """The database, empty again where it is damaged or of another version, in memory where it cannot be written."""
    if path is None:
        return _prepared(_MEMORY)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _prepared(str(path))
    except sqlite3.OperationalError:
        return _prepared(_MEMORY)
    except (sqlite3.DatabaseError, _OtherVersionError):
        _forget(path)
        return _prepared(str(path))
    except OSError:
        return _prepared(_MEMORY)


def _forget(path: Path) -> None:
    for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        part.unlink(missing_ok=True)


class _OtherVersionError(Exception):
    """The file was written by a program with other tables."""


def _prepared(place: str) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    try:
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        _check(found)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # a cache that a crash damages is made again
        connection.executescript(_SCHEMA)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(version: int) -> None:
    if version not in {0, _VERSION}:
        raise _OtherVersionError


def spaced(text: str) -> str:
    """A text in which every Chinese character is a token of its own; Latin words and numbers stay whole."""
    return _WIDE.sub(r" \1 ", unicodedata.normalize("NFKC", text).casefold())


def phrase_query(words: str) -> str:
    """The words as an FTS5 query: each a phrase of its characters, all of them wanted; empty where there is nothing."""
    plain = re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFKC", words).casefold())  # also takes lone surrogates off
    phrases = (" ".join(spaced(word).split()) for word in plain.split())
    return " AND ".join(f'"{phrase}"' for phrase in phrases if phrase)


def snippet(text: str, words: str, *, around: int = 24) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A piece of a text about the first of the words found, and where the words stand in the piece.

    ``around`` is how many characters are shown on either side; … marks what was cut.
    """
    flat = re.sub(r"\s+", " ", text)
    wanted = [re.escape(word) for word in re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFKC", words)).split()]
    found = [match.span() for match in re.finditer("|".join(wanted) or r"(?!)", flat, re.IGNORECASE)]
    first, last = found[0] if found else (0, 0)
    start, end = max(0, first - around), min(len(flat), max(last, first) + around)
    head, tail = "…" if start else "", "…" if end < len(flat) else ""
    marks = tuple((a - start + len(head), b - start + len(head)) for a, b in found if start <= a and b <= end)
    return f"{head}{flat[start:end]}{tail}", marks
