"""What a store holds, as works and versions: the store, the lineage and the derived index put together.

The index lives in the store's cache folder. Whatever it keeps is made again when the store, a person's decisions or the
program change; with ``@REV`` the store of that commit is read, and nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from sqlite3 import DatabaseError
from typing import TYPE_CHECKING

from tracker.errors import AmbiguousReference, DamagedIndex, UnknownReference
from tracker.language.numbers_of_documents import is_doc_number, number_key
from tracker.language.titles import rule_key, title_key
from tracker.library.file_names import short
from tracker.library.freshness import Told, brought_up_to_date, decisions_of
from tracker.library.happenings import Happening, happenings_of
from tracker.library.index import Index
from tracker.library.searching import Found, found_in, is_cut
from tracker.likeness.character_runs import grams
from tracker.lineage.loose_ends import in_order, missing_of
from tracker.lineage.naming import title_likeness
from tracker.lineage.state_of_versions import Entry, entry, expiring, standing
from tracker.lineage.values import Lineage
from tracker.logs import logger
from tracker.messages import listed, said

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from tracker.engine.engines import Engine
    from tracker.library.references import Resolved
    from tracker.lineage.values import Missing, Remark, Stage, Work
    from tracker.model import ChangeSet, Document, Instrument, Issue
    from tracker.store import AnyStore, StoredIssue

_LOG = logger(__name__)
_INDEX = "index.sqlite"
_OF_WRONG_ROWS = (DatabaseError, ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)
"""What is raised where the rows of an index are not those that were written."""
_SPOILT = said("the index was damaged, and was put aside")
_NEAR_SHOWN = 3
_RECENT = 4
"""Issues that are kept in memory, for texts are asked for issue by issue."""
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
    Of a folder of several stores it shows all, and ``commit`` is the state of each (``tracker.store.several.states``).
    After ``store.add`` open another one: that costs what the new issue needs, not more (``index``).
    """

    def __init__(self, store: AnyStore, commit: str | None, index: Index) -> None:
        """Use ``open``."""
        self.store = store
        self.commit = commit
        self.index = index
        self._recent = lru_cache(maxsize=_RECENT)(lambda ref: store.issue(ref, commit))

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        revision: str | None = None,
        known_on: str | None = None,
        cache_folder: Path | None = None,
        engine: Engine | None = None,
        told: Told | None = None,
    ) -> Self:
        """The library of a store, with its index brought up to date.

        ``revision`` is the store as it stood at a commit, ``known_on`` as it was known at the end of a day (ISO, UTC).
        ``cache_folder`` is where the index is kept, instead of the store's own place for derived things.
        ``engine`` parses what the index has not seen yet, by many processes; ``told`` hears how
        many of how many issues are done.

        Raises:
            StoreError: there is no store.
            UnknownReference: there is no such revision, or nothing was known on that day.
            ConfigError: a line of the store's ``lineage.toml`` is wrong.
        """
        from tracker.store import open_store

        store = open_store(Path(folder))
        try:
            if known_on is not None:
                revision = store.at_date(known_on)
            place = (cache_folder or store.cache_folder) / _INDEX
            if revision is None:
                return cls(store, head := store.head(), _kept_index(place, store, head, engine, told))
            commit = store.resolve(revision)
            return cls(store, commit, _index_at(place, store, commit, engine, told))
        except BaseException:
            store.close()
            raise

    @cached_property
    def entries(self) -> dict[str, StoredIssue]:
        """What the store holds, by ref."""
        return {entry.ref: entry for entry in self.store.issues(self.commit)} if self.commit else {}

    @property
    def issue_refs(self) -> frozenset[str]:
        """The refs of all issues."""
        return frozenset(self.index.stamps())

    def issue(self, ref: str) -> Issue:
        """An issue, parsed with today's parser from its recorded bytes.

        Raises:
            UnknownReference: the store does not hold it.
            UnreadableSource: today's reader cannot read the bytes.
        """
        return self._recent(ref)

    def document(self, stage: Stage) -> Document:
        """The document that carries a version."""
        return self.issue(stage.record.issue).documents[stage.record.index]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close; an error that rows of a damaged index can cause puts the index aside.

        Raises:
            DamagedIndex: it was put aside.
        """
        try:
            if isinstance(error, _OF_WRONG_ROWS) and self.index.put_aside():
                raise DamagedIndex(_SPOILT, where=str(self.store.folder), do="ask again: it is made anew") from error
        finally:
            self.close()

    def close(self) -> None:
        """End git's processes and close the index."""
        self.index.close()
        self.store.close()

    def entry(self, ref: str) -> StoredIssue:
        """One issue as the store holds it.

        Raises:
            UnknownReference: the store does not hold it.
        """
        return self.store.entry(ref, self.commit)

    # --- works --------------------------------------------------------------------------------------------------------

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """All works."""
        return tuple(self.index.works.all())

    @cached_property
    def loose_ends(self) -> tuple[tuple[Missing, ...], tuple[Remark, ...]]:
        """What is missing from the store, and what is doubtful in it."""
        held = self.index.records
        missing = missing_of(self.index.said.claims(), lambda number: bool(held.with_number(number)))
        decided = decisions_of(self.store).decided(held)
        return missing, in_order((*self.index.said.remarks(), *decided.remarks))

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
        key = number_key(number)
        works = self.index.works.named(key, "number")
        return [stage for work in works for stage in work.stages if stage.record.number_key == key]

    def titled(self, title: str) -> list[Work]:
        """The works that a title names: exactly; without what changes between versions; as a part of one title."""
        wanted = title_key(title)
        for kind, name in (("work", wanted), ("title", wanted), ("core", rule_key(title))):
            if found := self.index.works.named(name, kind):
                return found
        places = {work for name, work in self.index.works.all_names("title") if wanted and wanted in name}
        return sorted(map(self.index.works.at, places), key=lambda work: work.stages[0].record.key)

    def work_of(self, key: str) -> Work:
        """The work that a version (its record's key) belongs to.

        Raises:
            UnknownReference: there is no such version.
        """
        place = self.index.records.work_of(key)
        if place is None:
            raise self.unknown(key)
        return self.index.works.at(place)

    def works_of(self, issue: str, document: int) -> list[Work]:
        """The works that a document (its place in its issue, from 0) carries versions of."""
        return self.index.works.of_document(issue, document)

    def near(self, name: str, *, least: float = 0.4) -> list[str]:
        """The names of the store that are likest to one that is not in it, as printed, the likest first.

        ``least`` is the likeness from which a name is near, 0 to 1.
        """
        kind = "number" if is_doc_number(name) else "title"
        wanted = number_key(name) if kind == "number" else title_key(rule_key(name))
        known = {known for known, _ in self.index.works.all_names(kind)}
        scored = sorted((-_nearness(wanted, one), one) for one in known)
        return [self._printed(one, kind) for likeness, one in scored[:_NEAR_SHOWN] if -likeness >= least]

    def _printed(self, key: str, kind: str) -> str:
        """A number or title as it is printed, by its key."""
        works = self.index.works.named(key, kind)
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
            do=said("did you mean {near}?", near=listed(near, " or "))
            if near
            else "see what it holds with `tracker log`",
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
        refs = frozenset(issues)
        places = {place for ref in refs for place in self.index.works.of_issue(ref)}
        places |= set(filter(None, map(self.index.records.work_of, self.index.said.ended_by_issues(refs))))
        works = sorted(map(self.index.works.at, places), key=lambda work: work.stages[0].record.key)
        return happenings_of(works, refs)

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
        from tracker.library.stored_references import resolve_in

        told = ref.encode("utf-8", "replace").decode()
        if told != ref:  # bytes that are no text name nothing in a store
            raise self.unknown(told)
        return resolve_in(ref, self)

    def search(self, words: str, *, day: str, only_live: bool = False) -> Iterator[Found]:
        """The versions whose text holds all words (parted by blanks), the best first, with their state on a day.

        ``only_live`` leaves out what did not stand on that day. Where very many passages hold the words, some
        thousands are looked at (``is_search_cut``).
        """
        return found_in(self, words, day, only_live=only_live)

    def is_search_cut(self, words: str) -> bool:
        """Whether so many passages hold the words that ``search`` looks at a part of them alone."""
        return is_cut(self, words)


def told(stage: Stage) -> str:
    """A version as a candidate of an error: issue, number and title."""
    record = stage.record
    return f"{record.issue}#{record.number or record.title} 《{record.title}》"


def ambiguous(name: str, candidates: list[str]) -> AmbiguousReference:
    """The error that lists what a name may mean."""
    first = listed([*candidates[:_LISTED], *(["…"] if len(candidates) > _LISTED else [])], "; ")
    what = said("names {count} things: {candidates}", count=len(candidates), candidates=first)
    return AmbiguousReference(what, where=name, do="name one of them")


def _nearness(wanted: str, known: str) -> float:
    """How much of a name stands in a longer one, and how like the two are."""
    ours = grams(wanted)
    return 0.6 * len(ours & grams(known)) / max(1, len(ours)) + 0.4 * title_likeness(wanted, known)


def _kept_index(place: Path, store: AnyStore, commit: str | None, engine: Engine | None, told: Told | None) -> Index:
    """The index of a store, up to date; one whose file turns out to be damaged is made anew."""
    try:
        return _updated(Index(place), store, commit, engine, told)
    except _OF_WRONG_ROWS:
        return _updated(Index(place, anew=True), store, commit, engine, told)


def _index_at(place: Path, store: AnyStore, commit: str, engine: Engine | None, told: Told | None) -> Index:
    """An index of a store as it stood at a commit, in memory: the kept one, where there is one, taken back to it."""
    try:
        return _updated(Index(None, like=place), store, commit, engine, told)
    except _OF_WRONG_ROWS:
        return _updated(Index(None), store, commit, engine, told)


def _updated(index: Index, store: AnyStore, commit: str | None, engine: Engine | None, told: Told | None) -> Index:
    try:
        brought_up_to_date(index, store, commit, engine, *([told] if told else []))
    except BaseException:
        index.close()
        raise
    return index
