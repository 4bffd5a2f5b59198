"""What a pass finds goes into the store and the ledger, in an order that no kill can tear."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tracker.errors import TrackerError, UnknownReference
from tracker.monitor.answers import FetchFailure
from tracker.monitor.events import Event, event_id
from tracker.monitor.evidence import keep_evidence
from tracker.monitor.happened import Teller, committed_since, issue_event, with_details
from tracker.monitor.ledger import Ledger
from tracker.monitor.memory import Item, SourceMemory, moment
from tracker.monitor.results import ItemOutcome
from tracker.monitor.rhythm import expected_by
from tracker.monitor.web_addresses import identity
from tracker.schema.states import carried
from tracker.store.layout import gazette_slug, safe_name
from tracker.store.record import Record, one_line
from tracker.store.several.adding import taken
from tracker.wording.monitor import event_words

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tracker.model import Lang
    from tracker.monitor.list_pages import Walked
    from tracker.monitor.reading.readers import Readers
    from tracker.monitor.settings import SourceSettings
    from tracker.monitor.sources.listed import Listed
    from tracker.monitor.visits import Look
    from tracker.store import AnyStore

HEAD: Final = "head"
"""The note of the last commit whose issues were told."""
WORKS: Final = "works"
"""The note of the last commit whose works were told."""
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where a text is in the store, and what adding it did."""

    ref: str
    outcome: ItemOutcome


class Keeper:
    """Store and ledger of a pass, for several threads: one writes at a time."""

    def __init__(  # noqa: PLR0913 - the places that it keeps things in
        self,
        *,
        store: AnyStore,
        ledger: Ledger,
        folder: Path,
        lang: Lang,
        readers: Readers,
        channels_of: Callable[[Event], Sequence[str]],
        now: datetime,
        zone: ZoneInfo,
    ) -> None:
        self.store = store
        self.ledger = ledger
        self.events: list[str] = []
        self._folder = folder
        self._lang = lang
        self._readers = readers
        self._channels_of = channels_of
        self._now = now
        self._zone = zone
        self._lock = threading.RLock()
        # The ledger may be locked while ``_lock`` is held, and events are told while the ledger is locked: another one.
        self._events_lock = threading.Lock()
        self._source_of: dict[str, str] = {}
        self._held: dict[str, str | None] | None = None

    @property
    def teller(self) -> Teller:
        """The words of events."""
        return Teller(lang=self._lang, source_of=self._source_of)

    # --- remembering --------------------------------------------------------------------------------------------------

    def items_of(self, source: str) -> dict[str, Item]:
        """What is remembered of a source; after a lost ledger what the store has from its addresses is known again."""
        items = self.ledger.items(source)
        for item in items.values():
            if item.ref:
                self._source_of[item.ref] = source
        return items

    def adopt(self, source: str, host: str) -> dict[str, Item]:
        """Items made of what the store holds from a host, for a ledger that knows nothing of the source."""
        found = {}
        for entry in self.store.issues():
            if entry.url and identity(entry.url).partition("/")[0].partition(":")[0] == host:
                key = identity(entry.url)
                seen = entry.observed.isoformat()
                found[key] = Item(
                    key=key,
                    url=entry.url,
                    title=entry.title,
                    ref=entry.ref,
                    date=entry.published,
                    first_seen=seen,
                    position=-1,
                )
                self._source_of[entry.ref] = source
        self.ledger.set_items(source, found.values())
        return found

    def remember(self, source: str, items: Iterable[Item], events: Sequence[Event] = ()) -> None:
        """Write items and the events that follow from them, all or nothing."""
        with self.ledger.transaction():
            self.ledger.set_items(source, items)
            self.tell(events)

    def tell(self, events: Sequence[Event]) -> None:
        """Write events, with the channels that are to take them."""
        if not events:
            return
        added = self.ledger.add_events(events, self._channels_of)
        with self._events_lock:
            self.events += [event.id for event in added]

    def keep(self, look: Look, outcome: str) -> None:
        """Keep what came as evidence."""
        if look.answer is not None and not look.answer.not_modified and look.answer.body:
            keep_evidence(self._folder, self.ledger, look.answer, outcome)

    def stored_lines(self, ref: str) -> tuple[str, ...] | None:
        """The folded text of what the store holds under a ref, as today's reader reads it; ``None`` where it cannot."""
        try:
            with self._lock:
                name, data = self.store.source(ref)
            return self._readers.lines(name, data)
        except TrackerError:
            return None

    # --- storing ------------------------------------------------------------------------------------------------------

    def store_reading(self, source: str, entry: Listed, item: Item, look: Look) -> Stored:
        """Put a text into the store and its event into the ledger."""
        reading = look.reading
        if reading is None or reading.record is None or look.answer is None:
            raise ValueError("a look without a record")  # pragma: no cover - ``look`` gives a failure then
        self.keep(look, "stored")
        with self._lock:
            ref = item.ref or placed(reading.record, entry, source)
            if item.ref is None:
                twin = self._twin(ref, item.key, reading.digest)
                if twin is not None and twin.outcome == "unchanged":
                    return twin
                ref = twin.ref if twin else ref
            record = replace(reading.record, ref=ref, url=entry.url if entry.url.startswith("http") else None)
            record = _with_listed(record, reading.record.ref, entry)
            added = taken(next(iter(list(self.store.add_many([(record, look.answer.received)])))))
            self._source_of[ref] = source
            if self._held is not None:
                self._held[ref] = record.url
            if added.outcome in {"new", "altered"}:
                self._remember_parsed(record)
                committed = self.store.last(ref)
                told = replace(committed, subject=_subject(committed.subject, entry)) if committed else None
                event = issue_event(told, self.teller, self._now) if told else None
                self.tell([_detailed(event, record, reading.details.issuers)] if event else [])
        return Stored(
            ref=ref,
            outcome="altered" if added.outcome == "altered" else "new" if added.outcome == "new" else "unchanged",
        )

    def _remember_parsed(self, record: Record) -> None:
        """What the reading process parsed is parsed: the library need not do it again in this one."""
        from tracker.schema.issues import issue_from_json
        from tracker.store.parsed import ParsedIssues

        name, data = record.files[0]
        content = next((made for own, made in record.files if own == "issue.json"), None)
        if content is not None:
            blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()  # as git names it
            ParsedIssues(self.store.cache_folder_of(record.ref)).put(blob, name, issue_from_json(json.loads(content)))

    def _twin(self, ref: str, key: str, digest: str) -> Stored | None:
        """What stands at a ref already: the same text under another address, or another text that only looks alike.

        The same document on two pages is one; an explanation that bears the document's number gets a place of its own.
        """
        if self._held is None:
            self._held = {entry.ref: entry.url for entry in self.store.issues()}
        if ref not in self._held:
            return None
        url = self._held[ref]
        if url is not None and identity(url) == key:
            return None
        held = self.stored_lines(ref)
        from tracker.monitor.reading.plain_text import digest_of

        if held is not None and digest_of(held) == digest:
            return Stored(ref=ref, outcome="unchanged")
        mark = hashlib.sha256(key.encode()).hexdigest()[:8]
        return Stored(ref=f"{ref}-{mark}", outcome="new")

    # --- sources ------------------------------------------------------------------------------------------------------

    def source_failed(self, source: SourceSettings, memory: SourceMemory, failure: FetchFailure) -> None:
        """Remember a failure; one event when it begins, one each week that it lasts."""
        stamp = self._now.isoformat()
        since = memory.failing_since or stamp
        began = moment(since) or self._now
        weeks = int((self._now - began) / WEEK)
        told = replace(
            memory,
            last_attempt=stamp,
            failures=memory.failures + 1,
            failing_since=since,
            reminded=max(weeks, memory.reminded) if memory.failing_since else 0,
            error=str(failure),
            error_kind=failure.kind,
        )
        events = []
        if memory.failing_since is None:
            events = [self._source_event("source.failed", source, since, error=failure.message)]
        elif weeks > memory.reminded:
            day = began.astimezone(self._zone).date().isoformat()
            told_again = self._source_event(
                "source.still", source, f"{since}+{weeks}", error=failure.message, since=day
            )
            events = [told_again]
        with self.ledger.transaction():
            self.ledger.set_source(source.id, told)
            self.tell(events)

    def source_done(self, source: SourceSettings, memory: SourceMemory, walked: Walked, *, has_changed: bool) -> None:
        """Remember a good pass: recovered, or overdue by its rhythm."""
        stamp = self._now.isoformat()
        kept = replace(
            memory,
            last_attempt=stamp,
            last_success=stamp,
            first_success=memory.first_success or stamp,
            last_change=stamp if has_changed else memory.last_change,
            failures=0,
            failing_since=None,
            reminded=0,
            error=None,
            error_kind=None,
            url=source.url,
        )
        if walked.first is not None and not walked.not_modified:
            validators = walked.first.validators
            kept = replace(
                kept, etag=validators.etag, modified=validators.modified, last_full=stamp,
                first_page=walked.first_page, how=walked.how,
            )  # fmt: skip
        events = []
        if memory.failing_since is not None:
            events.append(self._source_event("source.recovered", source, memory.failing_since))
        due = expected_by(source, kept, self._zone) if source.rhythm else None
        if due is not None and due < self._now.astimezone(self._zone).date() and kept.overdue_told != due.isoformat():
            kept = replace(kept, overdue_told=due.isoformat())
            events.append(self._source_event("source.overdue", source, due.isoformat(), by=due.isoformat()))
        with self.ledger.transaction():
            self.ledger.set_source(source.id, kept)
            self.tell(events)

    def _source_event(self, words: str, source: SourceSettings, what: str, **parts: object) -> Event:
        kind = "source.failed" if words == "source.still" else words
        return Event(
            id=event_id(kind, source.id, what),  # type: ignore[arg-type] # one of the kinds of sources
            kind=kind,  # type: ignore[arg-type]
            time=self._now,
            source=source.id,
            title=source.id,
            text=event_words(words, self._lang, source=source.id, **parts),
            url=source.url if source.url.startswith("http") else None,
        )

    # --- from the commits ---------------------------------------------------------------------------------------------

    def reconcile(self, *, is_told: bool = True) -> list[str]:
        """The refs that came since the last time; events of commits that nobody told are written.

        Without ``is_told`` they are only noted: a ledger that was deleted is no reason to tell a store's whole history.
        """
        head = self.store.head()
        before = self.ledger.note(HEAD)
        if head is None or head == before:
            return []
        refs = []
        for committed in committed_since(self.store, before):
            refs.append(committed.ref)
            event = issue_event(committed, self.teller, self._now)
            if event is None or self.ledger.knows_event(event.id):
                continue
            detailed = with_details(event, self.store)
            if is_told:
                self.tell([detailed])
            else:
                self.ledger.add_events([detailed], lambda _: ())
        self.ledger.set_note(HEAD, carried(before, head))
        return refs


def placed(record: Record, entry: Listed, source: str) -> str:
    """The ref of a text: that of the parser, but for an issue the numbers that its title on the site says.

    A combined issue is 005-006, a supplement supplement-001; what has a total number alone is total-0738.
    """
    if entry.kind != "issue" or entry.year is None or not (entry.numbers or entry.total_numbers):
        return _dated(record.ref, entry)
    series = record.ref.split("/", 1)[0]
    if series in {"documents", "compilations"}:
        series = gazette_slug(source)
    numbers = "-".join(f"{number:03d}" for number in entry.numbers)
    if not numbers:
        numbers = "total-" + "-".join(f"{number:04d}" for number in entry.total_numbers)
    return f"{series}/{entry.year:04d}/{'supplement-' if entry.supplement else ''}{numbers}"


BY_LIST: Final = "the site's list"
"""Where the day of a commit comes from when the text itself says none."""


def _with_listed(record: Record, own_ref: str, entry: Listed) -> Record:
    """A record with what the list knows where its text says nothing: the day of publication, a title."""
    if record.published is None and entry.date:
        record = replace(record, published=entry.date, author_day=entry.date, author_basis=BY_LIST)
    if record.subject == own_ref and entry.title:
        record = replace(record, subject=one_line(entry.title)[:120])
    return record


def _dated(ref: str, entry: Listed) -> str:
    """The ref of a document with what the list knows where its text says nothing: its year, its title and day.

    A name made of the bytes would make another document of every alteration.
    """
    series, year, name = ref.split("/", 2)
    day = entry.signed or entry.date
    if year == "undated" and day:
        year = day[:4]
    has_own_name = not name.startswith("untitled") and not re.search(r"-[0-9a-f]{8}$", name)
    if has_own_name or not entry.title:
        return f"{series}/{year}/{name}"
    return f"{series}/{year}/{safe_name(re.sub(r'[ ]+', '', f'{entry.title}-{day}' if day else entry.title))}"


def _detailed(event: Event, record: Record, issuers: tuple[str, ...]) -> Event:
    """An issue's event with what its record says of documents (or its page's box), for watches to filter by."""
    content = next((data for name, data in record.files if name == "issue.json"), b"{}")
    value: dict[str, Any] = json.loads(content)
    documents = value.get("documents", [])
    single = documents[0] if value.get("kind") == "document" and documents else None
    names = (name for document in documents for name in (document.get("doc_number"), document.get("title")) if name)
    return replace(
        event,
        doc_number=single.get("doc_number") if single else None,
        issuers=tuple(dict.fromkeys(one for document in documents for one in document.get("issuers", ()))) or issuers,
        also=tuple(dict.fromkeys(names)),
    )


def _subject(subject: str, entry: Listed) -> str:
    """How an event calls a text: as its commit does, but by the list's title where that says more."""
    is_named = re.sub(r"\W", "", entry.title) in re.sub(r"\W", "", subject)
    return subject if entry.kind != "issue" and (is_named or not entry.title) else entry.title


def revision_or_none(store: AnyStore, revision: str | None) -> str | None:
    """A remembered commit, if the store still has it."""
    try:
        return store.resolve(revision) if revision else None
    except UnknownReference:
        return None
