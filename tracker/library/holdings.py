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

from tracker.library.index import Index, Passage, WorkEntry
from tracker.library.kept_values import (
    loose_ends_from,
    loose_ends_text,
    records_from,
    records_text,
    work_from,
    work_text,
)
from tracker.likeness.grams import grams
from tracker.lineage.decisions import FILE, parse_decisions, read_decisions
from tracker.lineage.digest import records_of
from tracker.lineage.naming import core_title, fold, fold_number, is_number, title_likeness
from tracker.lineage.status import standing
from tracker.lineage.values import Holding, Lineage
from tracker.lineage.works import lineage_of
from tracker.model import CONTAINERS, own_text

if TYPE_CHECKING:
    from typing import Self

    from tracker.lineage.decisions import Decisions
    from tracker.lineage.values import Missing, Remark, Stage, Work
    from tracker.model import Issue, Provision
    from tracker.store import Store, StoredIssue

_INDEX = "index.sqlite"
_NEAR_SHOWN = 3


def open_library(store_dir: Path, *, revision: str | None = None, cache_folder: Path | None = None) -> Library:
    """The library of a store, with its index brought up to date.

    Raises:
        StoreError: there is no store.
        UnknownReference: there is no such revision.
        ConfigError: a line of the store's ``lineage.toml`` is wrong.
    """
    from tracker.store import Store

    store = Store.open(store_dir)
    try:
        commit = store.resolve(revision) if revision is not None else None
        place = None if commit else (cache_folder or store.cache_folder) / _INDEX
        return Library(store, commit, _updated(place, store, commit))
    except BaseException:
        store.close()
        raise


def _updated(place: Path | None, store: Store, commit: str | None) -> Index:
    """The index, up to date; one whose file turns out to be damaged is made anew."""
    index = Index(place)
    try:
        try:
            Library(store, commit, index).update()
        except DatabaseError:
            index.close()
            index = Index(place, anew=True)
            Library(store, commit, index).update()
    except BaseException:
        index.close()
        raise
    return index


def open_library_known_on(store_dir: Path, day: str | None) -> Library:
    """The library of what the store had observed by the end of a day; of all it holds where no day is given.

    Raises:
        UnknownReference: the store knew nothing then; else as ``open_library``.
    """
    from tracker.store import Store

    if day is None:
        return open_library(store_dir)
    with Store.open(store_dir) as store:
        commit = store.at_date(day)
    return open_library(store_dir, revision=commit)


class Library:
    """Works, versions and texts of a store at a commit (``None``: now); a context manager. Use ``open_library``."""

    def __init__(self, store: Store, commit: str | None, index: Index) -> None:
        self.store = store
        self.commit = commit
        self.index = index

    @cached_property
    def entries(self) -> dict[str, StoredIssue]:
        """What the store holds, by ref."""
        return {entry.ref: entry for entry in self.store.issues(self.commit)}

    @property
    def issue_refs(self) -> frozenset[str]:
        """The refs of all issues."""
        return frozenset(self.entries)

    def issue(self, ref: str) -> Issue:
        """An issue, parsed."""
        return self.store.issue(ref, self.commit)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End git's processes and close the index."""
        self.index.close()
        self.store.close()

    # --- the index ----------------------------------------------------------------------------------------------------

    def update(self) -> None:
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

    # --- questions ----------------------------------------------------------------------------------------------------

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

    def numbered(self, number: str) -> list[Stage]:
        """The versions whose document carries a number."""
        key = fold_number(number)
        works = map(work_from, self.index.works_named(key, "number"))
        return [stage for work in works for stage in work.stages if stage.record.number_key == key]

    def titled(self, title: str) -> list[Work]:
        """The works that a title names: exactly; without what changes between versions; as a part of one title."""
        for kind, name in (("work", fold(title)), ("title", fold(title)), ("core", core_title(title))):
            if payloads := self.index.works_named(name, kind):
                return list(map(work_from, payloads))
        wanted = fold(title)
        places = sorted({work for name, work in self.index.all_names("title") if wanted and wanted in name})
        return [work_from(self.index.work_payload(place)) for place in places]

    def works_of(self, issue: str, document: int) -> list[Work]:
        """The works that a document carries versions of."""
        return list(map(work_from, self.index.works_of(issue, document)))

    def standing(self, stage: Stage, day: str) -> str:
        """What a reader must know of a version on a day; empty where it plainly stood."""
        return standing(stage, day)

    def near(self, name: str, *, least: float) -> list[str]:
        """The names of the store that are likest to one that is not in it, the likest first."""
        kind = "number" if is_number(name) else "title"
        wanted = fold_number(name) if kind == "number" else core_title(name)
        known = {known for known, _ in self.index.all_names(kind)}
        scored = sorted((-_nearness(wanted, one), one) for one in known)
        return [one for likeness, one in scored[:_NEAR_SHOWN] if -likeness >= least]


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


def passages_of(issue: Issue) -> Iterator[Passage]:
    """The texts of an issue as they are searched: the titles, then every provision by itself."""
    for number, document in enumerate(issue.documents):
        yield Passage(document=number, instrument=0, place="", text=document.title)
        for part, instrument in enumerate(document.instruments):
            for place, text in _placed(instrument.body, ""):
                yield Passage(document=number, instrument=part, place=place, text=text)


def _placed(provisions: Iterable[Provision], above: str) -> Iterator[tuple[str, str]]:
    """Every provision's own text with the labels that lead to it: 第七条(六). Chapters do not count."""
    for provision in provisions:
        label = "" if provision.level in CONTAINERS else provision.label or ""
        here = above + label
        text = own_text(provision) + "".join("\n" + "\t".join(row) for row in provision.rows)
        if text.strip():
            yield here, text
        yield from _placed(provision.children, here)


def _entry(work: Work) -> WorkEntry:
    names = {("work", fold(work.name)): None}
    members: dict[tuple[str, int], None] = {}
    for stage in work.stages:
        for record in (stage.record, *stage.reprints):
            members[record.issue, record.index] = None
            if record.number_key:
                names["number", record.number_key] = None
            for title in (record.title, record.document_title):
                names["title", fold(title)] = None
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
