"""What documents say of each other, in the tables of an index: evidence, links, endings, remarks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from tracker.language.numbers_of_documents import number_key
from tracker.library.kept_values import Said, text_of, value_from
from tracker.lineage.linking import Evidence
from tracker.lineage.loose_ends import Claim
from tracker.lineage.values import Ending, Link, Remark


class SaidRows:
    """The evidence of all documents of an index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # --- one document -------------------------------------------------------------------------------------------------

    def of(self, document: str) -> Said:
        """What a document says; nothing where nothing is kept of it."""
        row = self._db.execute("SELECT payload FROM said WHERE document = ?", (document,)).fetchone()
        return value_from(Said, row[0]) if row else Said(evidence=Evidence())

    def put(self, document: str, said: Said) -> None:
        """Keep what a document says in place of what was kept of it; its links stay."""
        for table in ("said", "endings", "handovers", "claims"):
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608 - the names stand above
        self.put_remarks("said", document, (*said.evidence.remarks, *said.remarks))
        if said == Said(evidence=Evidence()):
            return
        self._db.execute("INSERT INTO said VALUES (?, ?)", (document, text_of(said)))
        held = ((one.target, one.by, document) for one in said.evidence.endings if one.target is not None)
        self._db.executemany("INSERT OR IGNORE INTO endings VALUES (?, ?, ?)", held)
        rows = ((document, old, new) for old, new in said.evidence.handovers)
        self._db.executemany("INSERT INTO handovers VALUES (?, ?, ?)", rows)

        claims = ((document, one.number and number_key(one.number), text_of(one)) for one in said.claims)
        self._db.executemany("INSERT INTO claims VALUES (?, ?, ?)", claims)

    def links_of(self, document: str) -> tuple[Link, ...]:
        """The links to a document's versions."""
        rows = self._db.execute("SELECT payload FROM links WHERE document = ? ORDER BY new, old", (document,))
        return tuple(value_from(Link, payload) for (payload,) in rows)

    def put_links(self, document: str, links: Iterable[Link]) -> None:
        """Keep the links to a document's versions in place of those that were kept."""
        self._db.execute("DELETE FROM links WHERE document = ?", (document,))
        rows = ((link.old, link.new, document, text_of(link)) for link in links)
        self._db.executemany("INSERT INTO links VALUES (?, ?, ?, ?)", rows)

    # --- all of them --------------------------------------------------------------------------------------------------

    def handovers(self) -> list[tuple[str, str]]:
        """Every handing over from one issuer to another, in a fixed order."""
        return list(self._db.execute("SELECT old, new FROM handovers ORDER BY old, new"))

    def neighbours(self, key: str) -> Iterator[str]:
        """The keys that a link leads to from a record, or from it."""
        for question in ("SELECT new FROM links WHERE old = ?", "SELECT old FROM links WHERE new = ?"):
            for (found,) in self._db.execute(question, (key,)):
                yield str(found)

    def links_from(self, keys: Iterable[str]) -> Iterator[Link]:
        """The links whose older version is one of these."""
        for key in keys:
            for (payload,) in self._db.execute("SELECT payload FROM links WHERE old = ?", (key,)):
                yield value_from(Link, payload)

    def endings_of(self, keys: Iterable[str]) -> Iterator[Ending]:
        """Every clause that ends one of these records, by document, each document's in their order."""
        wanted = frozenset(keys)
        documents = {
            str(document)
            for key in wanted
            for (document,) in self._db.execute("SELECT document FROM endings WHERE target = ?", (key,))
        }
        for document in sorted(documents):
            yield from (one for one in self.of(document).evidence.endings if one.target in wanted)

    def ended_by(self, key: str) -> list[str]:
        """The keys of the records that the clauses told with a record end."""
        return [str(target) for (target,) in self._db.execute("SELECT target FROM endings WHERE by = ?", (key,))]

    def ended_by_issues(self, issues: Iterable[str]) -> list[str]:
        """The keys of the records that documents of some issues end."""
        question = "SELECT target FROM endings WHERE by >= ? AND by < ?"
        found = (row for issue in issues for row in self._db.execute(question, (f"{issue}#", f"{issue}$")))
        return [str(target) for (target,) in found]

    def claims(self) -> Iterator[Claim]:
        """What documents name and the store does not hold under the number that they give."""
        question = "SELECT payload FROM claims WHERE number IS NULL OR number NOT IN (SELECT number FROM records"
        for (payload,) in self._db.execute(f"{question} WHERE number IS NOT NULL) ORDER BY document"):
            yield value_from(Claim, payload)

    # --- remarks that belong to no single document -------------------------------------------------------------------

    def put_remarks(self, scope: str, key: str, remarks: Iterable[Remark]) -> None:
        """Keep remarks of a kind about one thing in place of those that were kept."""
        self._db.execute("DELETE FROM remarks WHERE scope = ? AND key = ?", (scope, key))
        self._db.executemany(
            "INSERT INTO remarks VALUES (?, ?, ?)", ((scope, key, text_of(remark)) for remark in remarks)
        )

    def remarks(self) -> Iterator[Remark]:
        """All remarks: those of documents, and the others."""
        for (payload,) in self._db.execute("SELECT payload FROM remarks"):
            yield value_from(Remark, payload)
