"""The works of an index: their versions, the names they are found by, and the one name each of them bears."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from tracker.language.titles import rule_key, title_key
from tracker.library.kept_values import stages_text, work_from
from tracker.library.version_rows import VersionRows
from tracker.lineage.values import Record, Stage, Work
from tracker.lineage.work_names import by_key, title_of, told_apart


class WorkRows:
    """The works kept in the tables of an index, in the order of their first versions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.versions = VersionRows(connection)

    # --- reading ------------------------------------------------------------------------------------------------------

    def all(self) -> Iterator[Work]:
        """Every work."""
        for name, payload in self._db.execute("SELECT name, payload FROM works ORDER BY first"):
            yield work_from(name, payload)

    def counted(self) -> tuple[int, int, int]:
        """How many works there are, how many versions, and how many works of more than one version."""
        question = "SELECT COUNT(*), COALESCE(SUM(versions), 0), COALESCE(SUM(versions > 1), 0) FROM works"
        works, versions, several = self._db.execute(question).fetchone()
        return int(works), int(versions), int(several)

    def grown(self, most: int) -> Iterator[Work]:
        """The works of more than one version, in order, at most so many."""
        question = "SELECT name, payload FROM works WHERE versions > 1 ORDER BY first LIMIT ?"
        yield from self._works(question, most)

    def at(self, place: int) -> Work:
        """The work at a place."""
        name, payload = self._db.execute("SELECT name, payload FROM works WHERE id = ?", (place,)).fetchone()
        return work_from(name, payload)

    def named(self, name: str, kind: str) -> list[Work]:
        """The works that are found by a name of a kind: ``work``, ``title``, ``core``, ``number`` (all folded)."""
        question = "SELECT works.name, payload FROM names JOIN works ON work = id WHERE names.name = ? AND kind = ?"
        return self._works(f"{question} ORDER BY first", name, kind)

    def of_document(self, issue: str, document: int) -> list[Work]:
        """The works that a document carries versions of."""
        question = "SELECT name, payload FROM members JOIN works ON work = id WHERE issue = ? AND document = ?"
        return self._works(f"{question} ORDER BY first", issue, document)

    def of_issue(self, issue: str) -> list[int]:
        """The places of the works that an issue carries versions of."""
        return [place for (place,) in self._db.execute("SELECT DISTINCT work FROM members WHERE issue = ?", (issue,))]

    def all_names(self, kind: str) -> Iterator[tuple[str, int]]:
        """Every name of a kind with the place of its work, in order."""
        question = "SELECT name, work FROM names WHERE kind = ? ORDER BY name, work"
        for name, work in self._db.execute(question, (kind,)):
            yield str(name), int(work)

    def _works(self, question: str, *values: object) -> list[Work]:
        return [work_from(name, payload) for name, payload in self._db.execute(question, values)]

    # --- writing ------------------------------------------------------------------------------------------------------

    def replace(self, old: Iterable[int], new: Iterable[Sequence[Stage]]) -> None:
        """Keep works, each given by its versions, in place of others; every work whose name this touches is named anew.

        ``names_of`` names all works at once; the result is the same.
        """
        titles = {title for place in old for title in self._forgotten(place)}
        titles.update(map(self.put, new))
        self._name(titles)

    def name_all(self) -> None:
        """Give every work its name."""
        self._name([str(title) for (title,) in self._db.execute("SELECT DISTINCT title FROM works")])

    def _name(self, titles: Iterable[str]) -> None:
        """Name the works of some titles, and those whose names this touches."""
        names = {name for title in titles for name in self._told_apart(title)}
        for name in names:
            self._settle(name)

    def _forgotten(self, place: int) -> list[str]:
        found = self._db.execute("SELECT title FROM works WHERE id = ?", (place,)).fetchall()
        self._db.execute("DELETE FROM works WHERE id = ?", (place,))
        self.versions.drop(place)
        for table in ("names", "members"):
            self._db.execute(f"DELETE FROM {table} WHERE work = ?", (place,))  # noqa: S608 - the names stand above
        return [str(title) for (title,) in found]

    def put(self, stages: Sequence[Stage]) -> str:
        """Keep a work that has no name yet; its title."""
        records = [stage.record for stage in stages]
        title = title_of(records)
        place = self._db.execute(
            "INSERT INTO works (first, title, apart, name, folded, versions, payload) VALUES (?, ?, '', '', '', ?, ?)",
            (records[0].key, title, len(stages), stages_text(tuple(stages))),
        ).lastrowid
        self.versions.put(place or 0, stages)
        self._db.executemany("UPDATE records SET work = ? WHERE key = ?", ((place, record.key) for record in records))
        prints = [one for stage in stages for one in (stage.record, *stage.reprints)]
        self._db.executemany(
            "INSERT INTO members VALUES (?, ?, ?)", ((*one, place) for one in {(r.issue, r.index) for r in prints})
        )
        names = {pair for record in prints for pair in _names(record)}
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?)", ((name, kind, place) for name, kind in names))
        return title

    def _told_apart(self, title: str) -> Iterator[str]:
        """The names of the works of one title, before and after they are told apart."""
        rows = self._db.execute("SELECT id, apart, name, payload FROM works WHERE title = ?", (title,)).fetchall()
        for place, before, name, payload in rows:
            shared = len(rows) > 1
            chain = [stage.record for stage in work_from(name, payload).stages] if shared else []
            apart = told_apart(title, chain, shared=shared)
            self._db.execute("UPDATE works SET apart = ? WHERE id = ?", (apart, place))
            yield from (before, apart)

    def _settle(self, apart: str) -> None:
        """Give the works that are told apart by one name the name that they bear."""
        rows = self._db.execute("SELECT id, first FROM works WHERE apart = ?", (apart,)).fetchall()
        for place, first in rows:
            name = by_key(apart, first, shared=len(rows) > 1)
            self._db.execute("UPDATE works SET name = ?, folded = ? WHERE id = ?", (name, title_key(name), place))
            self._db.execute("DELETE FROM names WHERE work = ? AND kind = 'work'", (place,))
            self._db.execute("INSERT INTO names VALUES (?, 'work', ?)", (title_key(name), place))


def _names(record: Record) -> Iterator[tuple[str, str]]:
    """The names that a version is found by, with their kinds."""
    if record.number_key:
        yield record.number_key, "number"
    for title in (record.title, record.document_title):
        yield title_key(title), "title"
        yield rule_key(title), "core"
    yield record.core, "core"
