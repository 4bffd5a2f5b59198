"""Things that a source lists, between passes: what is remembered of them, and the events of flags and withdrawals."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.model import Lang
from tracker.monitor.events import Event, event_id
from tracker.monitor.memory import Item
from tracker.monitor.results import ItemResult
from tracker.monitor.sources.listed import Listed
from tracker.monitor.visits import Look
from tracker.wording.monitor import event_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An entry with its key and what is remembered of it."""

    key: str
    entry: Listed
    item: Item | None
    position: int
    parent: str | None = None


def seen(thing: Thing, now: datetime) -> Item:
    """What is remembered of a thing, with what the list says of it now."""
    entry, stamp = thing.entry, now.isoformat()
    is_issue_page = entry.kind == "issue" and not entry.attachments
    made = thing.item or Item(key=thing.key, url=entry.url, title=entry.title, first_seen=stamp)
    return (
        replace(
            made,
            url=entry.url,
            text_url=entry.text_url,
            title=made.title if entry.is_cut and made.title else entry.title,
            kind="issue-page" if is_issue_page else entry.kind,
            position=thing.position,
            last_seen=stamp,
            parent=thing.parent,
            date=made.date or entry.date,
            failure=None,
            failure_text=None,
            not_before=None if thing.item is None or not thing.item.not_before else made.not_before,
        )
        if not is_issue_page
        else replace(made, kind="issue-page", position=thing.position, last_seen=stamp, failure=None)
    )


def flagged(thing: Thing, validity: str | None, source: str, lang: Lang, now: datetime) -> tuple[Item, list[Event]]:
    """What is remembered with the site's flag of now, and the event of one that turned."""
    item = seen(thing, now)
    if thing.item is not None and thing.item.failure and validity is None:
        item = replace(item, failure=thing.item.failure, failure_text=thing.item.failure_text)
    if validity is None or validity == item.validity:
        return item, []
    if item.validity is None or item.ref is None:
        return replace(item, validity=validity), []
    turned = replace(item, validity=validity, flags=item.flags + 1)
    words = event_words("issue.flagged", lang, title=item.title, old=item.validity, new=validity)
    event = Event(
        id=event_id("issue.flagged", source, item.key, item.validity, validity, str(turned.flags)),
        kind="issue.flagged",
        time=now,
        source=source,
        issue=item.ref,
        title=item.title,
        doc_number=item.doc_number,
        text=words,
        url=item.url,
        key_changes=(f"{item.validity} → {validity}",),
        also=tuple(name for name in (item.doc_number, item.title) if name),
    )
    return turned, [event]


def withdrawn(thing: Thing, item: Item, source: str, lang: Lang, now: datetime) -> Event:
    """The event of a document that was taken back."""
    return Event(
        id=event_id("issue.withdrawn", source, item.key, item.digest),
        kind="issue.withdrawn",
        time=now,
        source=source,
        issue=item.ref,
        title=item.title,
        doc_number=item.doc_number,
        text=event_words("issue.withdrawn", lang, title=item.title),
        url=thing.entry.url,
        also=tuple(name for name in (item.doc_number, item.title) if name),
    )


def entry_of(item: Item) -> Listed:
    """A remembered thing as an entry."""
    kinds = {"issue": "issue", "file": "file", "issue-page": "issue"}
    return Listed(
        url=item.url,
        title=item.title,
        date=item.date,
        doc_number=item.doc_number,
        kind=kinds.get(item.kind, "document"),  # type: ignore[arg-type]
        attachments=(item.url,) if item.kind in {"issue", "file"} else (),
        key=item.key,
        text_url=item.text_url,
    )


def answered(item: Item, look: Look, now: datetime) -> Item:
    """What is remembered after a good answer."""
    answer, reading = look.answer, look.reading
    changed = replace(item, gone_since=None, is_withdrawn=False, failure=None, failure_text=None, not_before=None)
    if answer is None or answer.not_modified:
        return changed
    validators = answer.validators
    return replace(
        changed,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        digest=reading.digest if reading is not None else item.digest,
        etag=validators.etag,
        modified=validators.modified,
        last_full=now.isoformat(),
    )


def result_of(item: Item, entry: Listed) -> ItemResult:
    """What became of a thing that was not looked at, or failed."""
    if item.failure:
        return ItemResult(
            url=entry.url,
            title=entry.title,
            ref=item.ref,
            outcome="failed",
            error=item.failure_text,
            error_kind=item.failure,
        )
    return ItemResult(url=entry.url, title=entry.title, ref=item.ref)
