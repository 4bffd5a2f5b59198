"""What commits of the store mean as events: issues that came and changed, works made, revised, repealed, about to end.

Events follow from the commits alone: what a killed process committed and did not tell is found again here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError, UnknownReference
from tracker.language.patterns import regex
from tracker.monitor.events import Event, EventKind, Version, event_id
from tracker.wording.monitor import event_words

if TYPE_CHECKING:
    from tracker.library.happenings import Happening
    from tracker.library.holdings import Library
    from tracker.lineage.state_of_versions import Entry
    from tracker.lineage.values import Stage
    from tracker.model import Change, ChangeSet, Lang
    from tracker.store import AnyStore
    from tracker.store.history import Event as Committed

THRESHOLDS: Final = (90, 30, 7)
"""Days before its end at which a work is told to be expiring."""
_GAZETTE: Final = regex(r"(?:公报|政报|文告)(?:\d{4}年.{0,20})?$")
LATE: Final = 14
"""Days after its end in which a work is told to have expired: not those that ended before anybody watched."""
MOST_KEY_CHANGES: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """The words of events: their language, and which source an issue came from."""

    lang: Lang
    source_of: Mapping[str, str]


def issue_event(committed: Committed, teller: Teller, now: datetime) -> Event | None:
    """The event of a commit; a new parser over old bytes is none."""
    if committed.outcome not in {"new", "altered"}:
        return None
    kind: EventKind = "issue.new" if committed.outcome == "new" else "issue.altered"
    return Event(
        id=event_id(kind, committed.ref, committed.sha256, committed.commit if kind == "issue.altered" else ""),
        kind=kind,
        time=now,
        source=teller.source_of.get(committed.ref),
        issue=committed.ref,
        title=committed.subject,
        text=event_words(kind, teller.lang, title=committed.subject),
        url=committed.url,
    )


def committed_since(store: AnyStore, before: str | None) -> Iterator[Committed]:
    """What happened to issues after a commit (``None``: ever), in the order of their refs, oldest first for each."""
    try:
        known = {entry.ref: entry.commit for entry in store.issues(at=before)} if before else {}
    except UnknownReference:
        known = {}  # the history was rewritten: everything is told again, under the ids that it had
    for entry in store.issues():
        if known.get(entry.ref) == entry.commit:
            continue
        happened = []
        for committed in store.history(entry.ref):
            if committed.commit == known.get(entry.ref):
                break
            happened.append(committed)
        yield from reversed(happened)


def with_details(event: Event, store: AnyStore) -> Event:
    """An issue's event with number and issuers of its document, for watches that filter by them."""
    from dataclasses import replace

    if event.issue is None:
        return event
    try:
        issue = store.issue(event.issue)
    except TrackerError:
        return event
    documents = issue.documents
    single = documents[0] if issue.kind == "document" and documents else None
    return replace(
        event,
        doc_number=single.doc_number if single else None,
        issuers=tuple(dict.fromkeys(name for document in documents for name in document.issuers)),
        also=tuple(
            dict.fromkeys(name for document in documents for name in (document.doc_number, document.title) if name)
        ),
    )


# --- works ------------------------------------------------------------------------------------------------------------


def work_events(library: Library, issues: Iterable[str], teller: Teller, now: datetime) -> list[Event]:
    """What the documents of some issues did to works."""
    happenings = (one for one in library.happenings(issues) if not _is_gazette(one))
    return [_work_event(library, happening, teller, now) for happening in happenings]


def _is_gazette(happening: Happening) -> bool:
    """Whether what was taken for a work is an issue whose cover could not be read: it bears the gazette's name."""
    told = happening.new or happening.old
    if told is None or told.record.number:
        return False
    return not told.record.title.strip() or bool(_GAZETTE.search(told.record.title))


def _work_event(library: Library, happening: Happening, teller: Teller, now: datetime) -> Event:
    kinds: Mapping[str, EventKind] = {"new": "work.new", "revised": "work.revised"}
    kind = kinds.get(happening.kind, "work.repealed")
    told = happening.new or happening.old
    old, new = happening.old, happening.new
    comparison = _compared(library, happening) if kind == "work.revised" else None
    title = told.record.title if told else happening.work.name
    words = f"work.{happening.kind}" if kind == "work.repealed" else kind
    if kind == "work.new" and told is not None and not told.record.rule:
        words = "work.document"
    return Event(
        id=event_id(kind, happening.kind, _name(new), _name(old), happening.by),
        kind=kind,
        time=now,
        source=teller.source_of.get(happening.issue),
        issue=happening.issue,
        work=happening.work.name,
        doc_number=told.record.number if told else None,
        title=title,
        text=event_words(words, teller.lang, title=_told(told, title), old=_told(old, ""), by=happening.by),
        old=_version(old),
        new=_version(new),
        key_changes=_key_changes(comparison),
        summary=_summary(comparison),
        facts=_fact_types(comparison),
        issuers=tuple(dict.fromkeys(name for stage in (new, old) if stage for name in stage.record.issuers)),
        also=_names_of(happening),
    )


def _names_of(happening: Happening) -> tuple[str, ...]:
    """Every number and title that the work ever had: a watch that names one of them is meant."""
    names = (name for stage in happening.work.stages for name in (stage.record.number, stage.record.title))
    return tuple(dict.fromkeys(name for name in names if name))


def _compared(library: Library, happening: Happening) -> ChangeSet | None:
    if happening.old is None or happening.new is None:
        return None
    try:
        return library.compared(happening.work, happening.old, happening.new)
    except TrackerError:
        return None  # a text that cannot be had any more: the event itself still stands


def _key_changes(comparison: ChangeSet | None) -> tuple[str, ...]:
    if comparison is None:
        return ()
    lines = (f"{one.label}：{one.text}" if one.label else one.text for one in comparison.key_changes)
    return tuple(lines)[:MOST_KEY_CHANGES]


def _summary(comparison: ChangeSet | None) -> Mapping[str, int] | None:
    if comparison is None:
        return None
    from tracker.compare.change_counts import counts

    return counts(comparison.changes)


def _fact_types(comparison: ChangeSet | None) -> tuple[str, ...]:
    changes: tuple[Change, ...] = comparison.changes if comparison else ()
    return tuple(sorted({fact.type for change in changes for fact in change.facts}))


def _name(stage: Stage | None) -> str:
    return f"{stage.record.name}@{stage.record.day}" if stage else ""


def _told(stage: Stage | None, otherwise: str) -> str:
    if stage is None:
        return otherwise
    return f"{stage.record.title}（{stage.record.number}）" if stage.record.number else stage.record.title


def _version(stage: Stage | None) -> Version | None:
    if stage is None:
        return None
    return Version(doc_number=stage.record.number, title=stage.record.title, date=stage.record.day or None)


# --- ends -------------------------------------------------------------------------------------------------------------


def ending_events(library: Library, today: date, teller: Teller, now: datetime) -> list[Event]:
    """Works that end within 90, 30 or 7 days (the nearest of these is told), and those that ended lately."""
    found = []
    for entry in library.status(today.isoformat()):
        until = _day(entry.until)
        if until is None:
            continue
        left = (until - today).days
        if entry.state == "in-force" and 0 <= left <= THRESHOLDS[0]:
            near = min(days for days in THRESHOLDS if left <= days)
            found.append(_ending(entry, "work.expiring", until, near, teller, now))
        elif entry.state == "expired" and -LATE <= left < 0:
            found.append(_ending(entry, "work.expired", until, 0, teller, now))
    return found


def _ending(entry: Entry, kind: EventKind, until: date, days: int, teller: Teller, now: datetime) -> Event:
    record = entry.stage.record
    return Event(
        id=event_id(kind, record.name, until.isoformat(), str(days)),
        kind=kind,
        time=now,
        source=teller.source_of.get(record.issue),
        issue=record.issue,
        work=entry.work,
        doc_number=record.number,
        title=record.title,
        text=event_words(kind, teller.lang, title=_told(entry.stage, ""), until=until.isoformat(), days=days),
        new=_version(entry.stage),
        issuers=record.issuers,
        also=tuple(name for name in (record.number, record.title) if name),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
