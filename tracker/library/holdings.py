"""What a store holds, as works and versions: the store, the lineage and the derived index put together.

The index lives in the store's cache folder. Whatever it keeps is made again when the store, a person's decisions or the
program change; with ``@REV`` the store of that commit is read, and nothing of it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from sqlite3 import DatabaseError
from typing import TYPE_CHECKING

from tracker.errors import AmbiguousReference, UnknownReference
from tracker.language.titles import rule_key, title_key
from tracker.library.file_names import short
from tracker.library.happenings import Happening, happenings_of
from tracker.library.index import Index, WorkEntry
from tracker.library.kept_values import (
    loose_ends_from,
    loose_ends_text,
    records_from,
    records_text,
    work_from,
    work_text,
)
from tracker.library.passages import Found, found_in, passages_of
from tracker.likeness.grams import grams
from tracker.lineage.decisions import FILE, parse_decisions, read_decisions
from tracker.lineage.digest import records_of
from tracker.lineage.naming import fold_number, is_number, title_likeness
from tracker.lineage.status import Entry, entry, expiring, standing
from tracker.lineage.values import Holding, Lineage
from tracker.lineage.works import lineage_of

if TYPE_CHECKING:
    from typing import Self

    from tracker.library.references import Resolved
    from tracker.lineage.decisions import Decisions
    from tracker.lineage.values import Missing, Remark, Stage, Work
    from tracker.model import ChangeSet, Document, Instrument, Issue
    from tracker.store import Store, StoredIssue

_INDEX = "index.sqlite"
_NEAR_SHOWN = 3
_LISTED = 8
"""Candidates that an error lists."""


class Library:
    """Works, versions and texts of a store; a context manager that reads only.

    ::

        with Library.open("snapshots") as library:
            library.works                                   # every Work, each with its Stages, oldest first
            work = library.work("京技管发〔2025〕12号")        # by number or title; errors list what is near
            text, notes = library.text(work, work.stages[-1])   # as parsed, or consolidated where a decision made it
            library.compared(work, work.stages[0], work.stages[-1])         # ChangeSet
            library.resolve("某办法@2024-06-01")              # Resolved: any REF of the contract, with its remarks
            library.status("2026-06-01")                    # an Entry a version: state, days, reasons
            library.expiring("2026-06-01", 90)
            library.search("贷款 贴息", day="2026-06-01")      # Found values, the best first
            library.happenings(["beijing/2025/033"])        # what this issue did: new works, new versions, repeals

    A ``Library`` shows the store as it stood when it was opened (``commit``: 40 hex digits; ``None`` for an empty one).
    After ``store.add`` open another one: that costs what the new issue needs, not more (``index``).
    """

    def __init__(self, store: Store, commit: str | None, index: Index, *, kept: bool = True) -> None:
        """Use ``open``."""
        self.store = store
        self.commit = commit
        self.index = index
        self._kept = kept

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        revision: str | None = None,
        known_on: str | None = None,
        cache_folder: Path | None = None,
    ) -> Self:
        """The library of a store, with its index brought up to date.

        ``revision`` is the store as it stood at a commit, ``known_on`` as it was known at the end of a day (ISO, UTC).
        ``cache_folder`` is where the index is kept, instead of the store's own place for derived things.

        Raises:
            StoreError: there is no store.
            UnknownReference: there is no such revision, or nothing was known on that day.
            ConfigError: a line of the store's ``lineage.toml`` is wrong.
        """
        from tracker.store import Store

        store = Store.open(Path(folder))
        try:
            if known_on is not None:
                revision = store.at_date(known_on)
            commit = store.resolve(revision) if revision is not None else None
            place = None if commit else (cache_folder or store.cache_folder) / _INDEX
            return cls._updated(place, store, commit or store.head(), kept=commit is None)
        except BaseException:
            store.close()
            raise

    @classmethod
    def _updated(cls, place: Path | None, store: Store, commit: str | None, *, kept: bool) -> Self:
        """The library with its index up to date; an index whose file turns out to be damaged is made anew."""
        index = Index(place)
        try:
            try:
                library = cls(store, commit, index, kept=kept)
                library._update()
            except DatabaseError:
                index.close()
                index = Index(place, anew=True)
                library = cls(store, commit, index, kept=kept)
                library._update()
        except BaseException:
            index.close()
            raise
        return library

    @cached_property
    def entries(self) -> dict[str, StoredIssue]:
        """What the store holds, by ref."""
        return {entry.ref: entry for entry in self.store.issues(self.commit)} if self.commit else {}

    @property
    def issue_refs(self) -> frozenset[str]:
        """The refs of all issues."""
        return frozenset(self.entries)

    def issue(self, ref: str) -> Issue:
        """An issue, parsed with today's parser from its recorded bytes.

        Raises:
            UnknownReference: the store does not hold it.
            UnreadableSource: today's reader cannot read the bytes.
        """
        return self.store.issue(ref, self.commit)

    def document(self, stage: Stage) -> Document:
        """The document that carries a version."""
        return self.issue(stage.record.issue).documents[stage.record.index]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End git's processes and close the index."""
        self.index.close()
        self.store.close()

    # --- the index ----------------------------------------------------------------------------------------------------

    def _update(self) -> None:
        """Bring the index up to the state of the store; nothing is done where nothing changed."""
        stamps = {ref: _stamp(entry) for ref, entry in self.entries.items()}
        decisions = self._decisions_text()
        state = _digest(*(f"{ref}={stamp}" for ref, stamp in sorted(stamps.items())), decisions or "")
        if self.index.fact("state") == state:
            return
        with self.index.writing():
            if self.index.fact("state") == state:  # another process was quicker
                return
            self._update_issues(stamps)
            records = [record for payload in self.index.issue_payloads() for record in records_from(payload)]
            lineage = lineage_of(records, self._decisions(decisions))
            ends = loose_ends_text(lineage.missing, lineage.remarks)
            self.index.put_works(map(_entry, lineage.works), {"state": state, "ends": ends})

    def _update_issues(self, stamps: dict[str, str]) -> None:
        kept = self.index.stamps()
        for ref in sorted(kept.keys() - stamps.keys()):
            self.index.drop_issue(ref)
        for ref in sorted(stamps):
            if kept.get(ref) != stamps[ref]:
                issue = self.issue(ref)
                holdings = list(holdings_of(issue, self.entries[ref]))
                records = records_of(holdings, lambda holding: [holding])
                self.index.put_issue(ref, stamps[ref], records_text(records), passages_of(issue))

    def _decisions_text(self) -> str | None:
        """The text of ``lineage.toml`` in the working tree; a revision's own decisions are not looked up."""
        try:
            return (self.store.folder / FILE).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def _decisions(self, text: str | None) -> Decisions:
        return parse_decisions(text) if text is not None else read_decisions(self.store.folder / FILE)

    # --- works --------------------------------------------------------------------------------------------------------

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """All works."""
        return tuple(work_from(payload) for payload in self.index.work_payloads())

    @cached_property
    def loose_ends(self) -> tuple[tuple[Missing, ...], tuple[Remark, ...]]:
        """What is missing from the store, and what is doubtful in it."""
        return loose_ends_from(self.index.fact("ends") or "[[],[]]")

    @property
    def whole(self) -> Lineage:
        """Works, missing documents and remarks together."""
        missing, remarks = self.loose_ends
        return Lineage(works=self.works, missing=missing, remarks=remarks)

    def work(self, name: str) -> Work:
        """The work that a title, or the number of one of its versions, names.

        Raises:
            UnknownReference: there is none; the message has what is near.
            AmbiguousReference: there are several; the message lists them.
        """
        stages = self.numbered(name)
        works = self.works_of(stages[0].record.issue, stages[0].record.index) if stages else self.titled(name)
        if len(works) > 1:
            raise ambiguous(name, [told(work.stages[-1]) for work in works])
        if not works:
            raise self.unknown(name)
        return works[0]

    def numbered(self, number: str) -> list[Stage]:
        """The versions whose document carries a number."""
        key = fold_number(number)
        works = map(work_from, self.index.works_named(key, "number"))
        return [stage for work in works for stage in work.stages if stage.record.number_key == key]

    def titled(self, title: str) -> list[Work]:
        """The works that a title names: exactly; without what changes between versions; as a part of one title."""
        wanted = title_key(title)
        for kind, name in (("work", wanted), ("title", wanted), ("core", rule_key(title))):
            if payloads := self.index.works_named(name, kind):
                return list(map(work_from, payloads))
        places = sorted({work for name, work in self.index.all_names("title") if wanted and wanted in name})
        return [work_from(self.index.work_payload(place)) for place in places]

    def works_of(self, issue: str, document: int) -> list[Work]:
        """The works that a document (its place in its issue, from 0) carries versions of."""
        return list(map(work_from, self.index.works_of(issue, document)))

    def near(self, name: str, *, least: float = 0.4) -> list[str]:
        """The names of the store that are likest to one that is not in it, as printed, the likest first.

        ``least`` is the likeness from which a name is near, 0 to 1.
        """
        kind = "number" if is_number(name) else "title"
        wanted = fold_number(name) if kind == "number" else title_key(rule_key(name))
        known = {known for known, _ in self.index.all_names(kind)}
        scored = sorted((-_nearness(wanted, one), one) for one in known)
        return [self._printed(one, kind) for likeness, one in scored[:_NEAR_SHOWN] if -likeness >= least]

    def _printed(self, key: str, kind: str) -> str:
        """A number or title as it is printed, by its key."""
        works = map(work_from, self.index.works_named(key, kind))
        records = (one for work in works for stage in work.stages for one in (stage.record, *stage.reprints))
        if kind == "number":
            return next((record.number for record in records if record.number and record.number_key == key), key)
        titles = (title for record in records for title in (record.title, record.document_title))
        return next((title for title in titles if title_key(title) == key), key)

    def unknown(self, name: str) -> UnknownReference:
        """The error that says that nothing has this name, with what is near."""
        near = self.near(name)
        return UnknownReference(
            "names no file, and no document, work or issue of the store",
            where=short(name) or "''",
            do=f"did you mean {' or '.join(near)}?" if near else "see what it holds with `tracker log`",
        )

    # --- days ---------------------------------------------------------------------------------------------------------

    def standing(self, stage: Stage, day: str) -> str:
        """What a reader must know of a version on a day; empty where it plainly stood."""
        return standing(stage, day)

    def status(self, day: str) -> tuple[Entry, ...]:
        """The state of every version of every work on a day (ISO date)."""
        return tuple(entry(work, stage, day) for work in self.works for stage in work.stages)

    def expiring(self, day: str, days: int) -> tuple[Entry, ...]:
        """Of the versions in force on a day those that end within so many days, the first to end first."""
        return expiring(self.status(day), day, days)

    def happenings(self, issues: Iterable[str]) -> tuple[Happening, ...]:
        """What the documents of some issues (refs) did to works: new works, new versions, repeals."""
        return happenings_of(self.works, frozenset(issues))

    # --- texts --------------------------------------------------------------------------------------------------------

    def text(self, work: Work, stage: Stage) -> tuple[Document | Instrument, tuple[str, ...]]:
        """The text of a version, and remarks on it: as parsed, or consolidated where an amending decision made it."""
        from tracker.library.consolidated import text_of

        return text_of(self, work, stage)

    def compared(self, work: Work, old: Stage, new: Stage) -> ChangeSet:
        """What changed from one version of a work to another; both are told by number, title and date."""
        from tracker.library.consolidated import compared

        return compared(self, work, old, new)

    def resolve(self, ref: str) -> Resolved:
        """The one thing of the store that a REF names; ``@REV`` is refused where it is not this library's.

        Raises:
            UnknownReference: it names nothing.
            AmbiguousReference: it names several things.
        """
        from tracker.library.references import resolve_in

        return resolve_in(ref, self)

    def search(self, words: str, *, day: str, only_live: bool = False) -> Iterator[Found]:
        """The versions whose text holds all words (parted by blanks), the best first, with their state on a day.

        ``only_live`` leaves out what did not stand on that day.
        """
        return found_in(self, words, day, only_live=only_live)


def told(stage: Stage) -> str:
    """A version as a candidate of an error: issue, number and title."""
    record = stage.record
    return f"{record.issue}#{record.number or record.title} 《{record.title}》"


def ambiguous(name: str, candidates: list[str]) -> AmbiguousReference:
    """The error that lists what a name may mean."""
    listed = "; ".join(candidates[:_LISTED]) + ("; …" if len(candidates) > _LISTED else "")
    return AmbiguousReference(f"names {len(candidates)} things: {listed}", where=name, do="name one of them")


def _nearness(wanted: str, known: str) -> float:
    """How much of a name stands in a longer one, and how like the two are."""
    ours = grams(wanted)
    return 0.6 * len(ours & grams(known)) / max(1, len(ours)) + 0.4 * title_likeness(wanted, known)


def holdings_of(issue: Issue, entry: StoredIssue) -> Iterator[Holding]:
    """The documents of an issue as holdings."""
    for index, document in enumerate(issue.documents):
        yield Holding(
            issue=entry.ref,
            index=index,
            document=document,
            published=entry.published or issue.date,
            observed=entry.observed.date().isoformat(),
            compilation=issue.kind == "compilation",
        )


def _entry(work: Work) -> WorkEntry:
    names = {("work", title_key(work.name)): None}
    members: dict[tuple[str, int], None] = {}
    for stage in work.stages:
        for record in (stage.record, *stage.reprints):
            members[record.issue, record.index] = None
            if record.number_key:
                names["number", record.number_key] = None
            for title in (record.title, record.document_title):
                names["title", title_key(title)] = None
            names["core", record.core] = None
    return WorkEntry(
        name=work.name, payload=work_text(work), names=[(name, kind) for kind, name in names], members=list(members)
    )


def _stamp(entry: StoredIssue) -> str:
    return _digest(entry.sha256, entry.published or "", entry.observed.isoformat(), _code())


@cache
def _code() -> str:
    """A digest of the code that makes records of bytes: what other code made is made again."""
    from tracker.store.parser_version import parser_fingerprint

    package = Path(__file__).parent.parent
    modules = (*sorted((package / "lineage").glob("*.py")), Path(__file__), package / "store" / "index.py")
    return _digest(
        parser_fingerprint(), *(module.read_text(encoding="utf-8") for module in modules if module.is_file())
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
