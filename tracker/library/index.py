"""A derived index of a store in SQLite: documents, works, names and full text. It can be deleted at any time.

Chinese has no blanks between words, and a search for a word of one or two characters must find it, so every character
is a token and a word is a phrase of characters (FTS5's trigram tokenizer finds nothing shorter than three).

Beside the text it keeps records, evidence and works: see ``held_records``, ``said_rows``, ``work_rows`` and ``upkeep``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from tracker.language.patterns import regex
from tracker.library.database import copy_into, forget, opened, writing
from tracker.library.held_records import HeldRecords
from tracker.library.said_rows import SaidRows
from tracker.library.upkeep import Upkeep
from tracker.library.work_rows import WorkRows
from tracker.lineage.decisions import Decisions
from tracker.lineage.values import Record

_WIDE = regex(
    r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff]+"
)
"""A run of signs that are words by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """A stretch of text as searched: one provision of one instrument. ``place`` is its label."""

    document: int
    instrument: int
    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that a search found; a lower ``rank`` is better."""

    issue: str
    passage: SearchText
    rank: float


class Index:
    """The open index; a context manager.

    ``path`` ``None`` keeps it in memory; ``anew`` forgets what is there; ``like`` begins with what another file holds.
    """

    def __init__(self, path: Path | None, *, anew: bool = False, like: Path | None = None) -> None:
        self._path = path
        self._db = opened(path, anew=anew)
        if like is not None:
            copy_into(self._db, like)
        self.works = WorkRows(self._db)
        self.records = HeldRecords(self._db)
        self.said = SaidRows(self._db)
        self._is_made_now = self.fact("code") is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put_aside(self) -> bool:
        """Close the file and delete it, so that it is made anew; not where it was made by this very opening of it."""
        self.close()
        if self._path is None or self._is_made_now:
            return False
        forget(self._path)
        return True

    # --- what a writer does -------------------------------------------------------------------------------------------

    def writing(self) -> AbstractContextManager[None]:
        """One transaction: everything in it is kept, or nothing is. Other writers wait.

        Raises:
            StoreLocked: another process has been writing for minutes.
        """
        return writing(self._db)

    def put_issue(self, ref: str, stamp: str, passages: Iterable[SearchText]) -> None:
        """Keep an issue's text in place of what was kept of it; ``stamp`` tells its state."""
        self.drop_issue(ref)
        self._db.execute("INSERT INTO issues VALUES (?, ?)", (ref, stamp))
        for passage in passages:
            values = (ref, passage.document, passage.instrument, passage.place, passage.text)
            row = self._db.execute(
                "INSERT INTO passages (issue, document, instrument, place, text) VALUES (?, ?, ?, ?, ?)", values
            ).lastrowid
            self._db.execute("INSERT INTO tokens (rowid, text) VALUES (?, ?)", (row, spaced(passage.text)))

    def drop_issue(self, ref: str) -> None:
        """Forget an issue's text."""
        if self.stamp(ref) is None:
            return
        rows = self._db.execute("SELECT id, text FROM passages WHERE issue = ?", (ref,)).fetchall()
        self._db.executemany(
            "INSERT INTO tokens (tokens, rowid, text) VALUES ('delete', ?, ?)",
            ((row, spaced(text)) for row, text in rows),
        )
        self._db.execute("DELETE FROM passages WHERE issue = ?", (ref,))
        self._db.execute("DELETE FROM issues WHERE ref = ?", (ref,))

    def forget_issues(self) -> None:
        """Forget the texts and the prints of all issues, which other code may have made."""
        self._db.execute("INSERT INTO tokens (tokens) VALUES ('delete-all')")
        for table in ("passages", "issues", "prints"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above

    def bring_lineage(
        self, issues: Iterable[tuple[str, Sequence[Record]]], decisions: Decisions, *, anew: bool = False
    ) -> int:
        """Bring records, evidence and works up to date with the records of issues that changed (see ``upkeep``).

        How many there were is returned.
        """
        changed = Upkeep(self._db, decisions).bring(issues, anew=anew)
        self.records = HeldRecords(self._db)
        return changed

    def put_fact(self, name: str, value: str) -> None:
        """Keep a fact about the whole index."""
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    # --- what a reader asks -------------------------------------------------------------------------------------------

    def fact(self, name: str) -> str | None:
        """A fact about the whole index."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])

    def stamps(self) -> dict[str, str]:
        """The state of every issue kept, by its ref."""
        return dict(self._db.execute("SELECT ref, stamp FROM issues"))

    def stamp(self, ref: str) -> str | None:
        """The state of one issue as it is kept; ``None`` where it is not."""
        row = self._db.execute("SELECT stamp FROM issues WHERE ref = ?", (ref,)).fetchone()
        return row and str(row[0])

    def search(self, words: str, within: Sequence[str] = ()) -> Iterator[Hit]:
        """The passages that hold all words (parted by blanks, each of one character or more), the best first.

        ``within`` are labels of articles as they are kept (第十条): what stands in one of them. Of words that more than
        ``MOST`` passages hold, none is better than another, and so many of those that came in last are given.
        """
        query = phrase_query(words)
        if not query:
            return
        inside, labels = _inside(within)
        if self.holds_many(words, within):
            shown, order = "0.0", f"tokens.rowid DESC LIMIT {MOST}"
        else:
            shown, order = "bm25(tokens) AS rank", "rank, passages.id"
        rows = self._db.execute(
            f"SELECT issue, document, instrument, place, passages.text, {shown} FROM tokens "  # noqa: S608 - from above
            f"JOIN passages ON passages.id = tokens.rowid WHERE tokens MATCH ?{inside} ORDER BY {order}",
            (query, *labels),
        )
        yield from map(_hit, rows)

    def holds_many(self, words: str, within: Sequence[str] = ()) -> bool:
        """Whether more than ``MOST`` passages hold all words; without words, whether so many stand in an article."""
        inside, labels = _inside(within)
        query = phrase_query(words)
        held = (
            "FROM tokens JOIN passages ON passages.id = tokens.rowid WHERE tokens MATCH ?"
            if query
            else "FROM passages WHERE 1"
        )
        asked = f"SELECT COUNT(*) FROM (SELECT 1 {held}{inside} LIMIT {MOST + 1})"  # noqa: S608 - from above
        values = (query, *labels) if query else labels
        return bool((query or labels) and self._db.execute(asked, values).fetchone()[0] > MOST)

    def places(self, issue: str, document: int) -> frozenset[str]:
        """The labels that lead to every passage of one document: 第七条, 第七条(六)."""
        question = "SELECT DISTINCT place FROM passages WHERE issue = ? AND document = ?"
        return frozenset(place for (place,) in self._db.execute(question, (issue, document)))

    def placed(self, label: str) -> Iterator[Hit]:
        """The passages of an article and of what stands in it, by its label as kept, in order, ``MOST`` at most."""
        inside, labels = _inside((label,))
        rows = self._db.execute(
            "SELECT issue, document, instrument, place, text, 0.0 FROM passages "  # noqa: S608 - from above
            f"WHERE 1{inside} ORDER BY id LIMIT {MOST}",
            labels,
        )
        yield from map(_hit, rows)


MOST: Final = 4_000
"""Passages above which words say so little that the best are not looked for: some thousands are read in a second."""


def _inside(labels: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    """The condition that a passage stands in one of some articles, with its values; 第十条之一 is not in 第十条."""
    if not labels:
        return "", ()
    one = "(substr(place, 1, ?) = ? AND substr(place, ?, 1) <> '之')"
    values = (value for label in labels for value in (len(label), label, len(label) + 1))
    return f" AND ({' OR '.join([one] * len(labels))})", tuple(values)


def _hit(row: tuple[str, int, int, str, str, float]) -> Hit:
    issue, document, instrument, place, text, rank = row
    return Hit(
        issue=issue, passage=SearchText(document=document, instrument=instrument, place=place, text=text), rank=rank
    )


def spaced(text: str) -> str:
    """A text in which every Chinese character is a token of its own; Latin words and numbers stay whole."""
    return _WIDE.sub(lambda run: f" {' '.join(run[0])} ", unicodedata.normalize("NFKC", text).casefold())


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
