"""One source in one pass: its list, what is new on it, what changed of what was there, what is gone."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tracker.messages import said
from tracker.model import Lang
from tracker.monitor.answers import FetchFailure, Request, Validators
from tracker.monitor.events import Event
from tracker.monitor.list_pages import Asking, Walked, walk
from tracker.monitor.memory import Item, SourceMemory, moment
from tracker.monitor.results import ItemResult, SourceResult
from tracker.monitor.settings import Settings
from tracker.monitor.sources.listed import Listed, Listing
from tracker.monitor.things import Thing, answered, entry_of, flagged, result_of, seen, withdrawn
from tracker.monitor.visits import Look, Visitor, after_failure, is_due
from tracker.monitor.web_addresses import identity, reached

if TYPE_CHECKING:
    from tracker.monitor.keeper import Keeper

DEADLINE: Final = 7_200.0
"""Seconds that one pass gives to the texts of one source."""
AHEAD: Final = 2
"""Things that are looked at while another one is stored: as many as there are reading processes."""
WEEK: Final = timedelta(days=7)
LEAST_TO_SHRINK: Final = 3
"""Entries of a list from which on it can be said to have shrunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asked of the pass: texts as of a day on (a backfill), everything known again."""

    since: date | None = None
    recheck_all: bool = False


@dataclass(slots=True, kw_only=True)
class SourcePass:
    """A source while it is read; ``run`` gives what came of it. Whatever it finds is in store and ledger at once."""

    asking: Asking
    settings: Settings
    keeper: Keeper
    now: datetime
    wanted: Wanted = Wanted()
    done: Callable[[str], None] = lambda _: None
    _results: dict[int, ItemResult] = field(default_factory=dict)

    @property
    def _id(self) -> str:
        return self.asking.source.id

    @property
    def _limits(self) -> str:
        """What a person can change so that a refusal for good is none any more."""
        source = self.asking.source
        return f"{self.settings.largest} {' '.join(sorted((*source.allow_private, *source.hosts)))}"

    @property
    def _told(self) -> tuple[str, Lang, datetime]:
        return self._id, self.settings.lang, self.now

    def run(self) -> SourceResult:
        """Read the source; what goes wrong is in the result."""
        memory = self.keeper.ledger.source(self._id)
        items = self.keeper.items_of(self._id)
        try:
            walked = self._walked(memory, items)
        except FetchFailure as failure:
            return self._failed(memory, failure)
        things = self._things(walked, items)
        visitor = Visitor(
            asking=self.asking,
            now=self.now,
            full=self.settings.full,
            stored_lines=self.keeper.stored_lines,
            list_lines=walked.lines,
            always_whole=self.wanted.recheck_all,
        )
        self._visit_all(visitor, [*reversed(things)])  # oldest first: commits come in the order of publication
        self._visit_absent(visitor, items, {thing.key for thing in things})
        return self._finished(memory, walked)

    # --- the list -----------------------------------------------------------------------------------------------------

    def _walked(self, memory: SourceMemory, items: dict[str, Item]) -> Walked:
        if self.asking.source.kind in {"page", "directory"}:
            from tracker.monitor.sources.single import listed_alone

            return listed_alone(self.asking.source)
        since = self.wanted.since
        walked = walk(
            self.asking,
            known={key for key, item in items.items() if not item.failure or item.ref},
            validators=self._list_validators(memory, items),
            goes_on=(lambda listing: _reaches(listing, since)) if since else None,
        )
        if walked.not_modified:
            return replace(walked, entries=_listed_before(items))
        self._check_list(walked, memory, items)
        if since:
            kept = tuple(entry for entry in walked.entries if entry.date is None or entry.date >= since.isoformat())
            return replace(walked, entries=kept)
        return walked

    def _check_list(self, walked: Walked, memory: SourceMemory, items: dict[str, Item]) -> None:
        """A list that lost most of its entries, or all that are known, is told and not believed."""
        url = self.asking.source.url
        shrunk = walked.first_page * 2 < memory.first_page
        if shrunk and memory.first_page >= LEAST_TO_SHRINK and memory.url == url:
            raise FetchFailure(
                said("the list shrank from {before} entries to {now}", before=memory.first_page, now=walked.first_page),
                where=url,
                do="see whether the site was rebuilt",
                kind="empty-list",
            )
        is_wanted_as_it_is = self.wanted.since or self.wanted.recheck_all
        if not is_wanted_as_it_is and self._is_another(walked, memory, items):
            raise FetchFailure(
                said(
                    "the list has not one of the {before} entries that it had: another list, or a rebuilt site",
                    before=memory.first_page,
                ),
                where=url,
                do=said("look at it; to take it as it is: tracker monitor once {id} --recheck all", id=self._id),
                kind="content",
            )

    def _is_another(self, walked: Walked, memory: SourceMemory, items: dict[str, Item]) -> bool:
        """Whether a list that was read lately has nothing that is known, neither by address nor by title.

        The walk goes on to the first page that is known: a list that is only busy has one. A feed is a window and has
        none; neither may a list that nobody read for long.
        """
        read = moment(memory.last_success)
        until = moment(memory.failing_since) or self.now
        is_lately = read is not None and until - read < WEEK and memory.url == self.asking.source.url
        if not is_lately or memory.first_page < LEAST_TO_SHRINK or walked.family == "feed":
            return False
        titles = {item.title for item in items.values()}
        return not any((entry.key or identity(entry.url)) in items or entry.title in titles for entry in walked.entries)

    def _list_validators(self, memory: SourceMemory, items: dict[str, Item]) -> Validators | None:
        whole = moment(memory.last_full)
        is_fresh = whole is not None and self.now - whole < self.settings.full
        is_whole_wanted = self.wanted.recheck_all or self.wanted.since or memory.failures or not items
        if not is_fresh or is_whole_wanted or memory.url != self.asking.source.url:
            return None
        return Validators(etag=memory.etag, modified=memory.modified) if memory.etag or memory.modified else None

    def _things(self, walked: Walked, items: dict[str, Item]) -> list[Thing]:
        """The entries in order, each issue followed by what its page lists."""
        things: list[Thing] = []
        issues = 0
        for entry in walked.entries:
            key = entry.key or identity(entry.url)
            is_page = entry.kind == "issue" and not entry.attachments and self.asking.source.follow != 0
            if self.asking.source.follow and entry.kind == "document":
                is_page = True
            if not is_page:
                things.append(Thing(key=key, entry=entry, item=items.get(key), position=len(things)))
                continue
            issues += 1
            things += self._issue_things(entry, key, items, len(things), is_read=issues <= self.asking.source.reread)
        return things

    def _issue_things(
        self, entry: Listed, key: str, items: dict[str, Item], position: int, *, is_read: bool
    ) -> list[Thing]:
        """What the page of an issue lists: read anew for the newest issues, new ones and failed ones."""
        known = items.get(key)
        if known is not None and not known.failure and not is_read and not self.wanted.recheck_all:
            below = sorted((item for item in items.values() if item.parent == key), key=lambda item: item.position)
            return [
                Thing(key=item.key, entry=entry_of(item), item=item, position=position + n, parent=key)
                for n, item in enumerate(below)
            ]
        try:
            _, listing = self.asking.listing(Request(url=entry.url, family="issue"))
        except FetchFailure as failure:
            self._remember_failure(Thing(key=key, entry=entry, item=known, position=position), failure)
            return []
        self.keeper.remember(self._id, [seen(Thing(key=key, entry=entry, item=known, position=position), self.now)])
        return self._below(entry, key, listing, items, position)

    def _below(
        self, issue: Listed, parent: str, listing: Listing, items: dict[str, Item], position: int
    ) -> list[Thing]:
        things: list[Thing] = []
        own = self.asking.source.url
        entries = list(listing.entries)
        if listing.issue_file:
            entries.append(replace(issue, url=listing.issue_file, attachments=(listing.issue_file,)))
        for entry in entries:
            found = replace(entry, url=reached(entry.url, own, self.asking.source.allow_private))
            key = identity(found.url)
            things.append(
                Thing(key=key, entry=found, item=items.get(key), position=position + len(things), parent=parent)
            )
        return things

    # --- things -------------------------------------------------------------------------------------------------------

    def _visit_all(self, visitor: Visitor, things: Sequence[Thing]) -> None:
        """Look at things a few ahead, while the one before is stored; what is found is stored in their order."""
        with ThreadPoolExecutor(max_workers=AHEAD) as pool:
            waiting: deque[tuple[Thing, Future[Look] | None]] = deque()
            end = time.monotonic() + DEADLINE
            for thing in things:
                is_looked_at = self._is_looked_at(thing)
                if is_looked_at and time.monotonic() > end:
                    continue  # the next pass goes on where this one had no more time
                look = pool.submit(visitor.look, thing.entry, thing.item) if is_looked_at else None
                waiting.append((thing, look))
                if len(waiting) > AHEAD:
                    self._settle(*waiting.popleft())
            for thing, look in waiting:
                self._settle(thing, look)

    def _settle(self, thing: Thing, look: Future[Look] | None) -> None:
        if look is None:
            self._leave(thing)
        else:
            self._judge(thing, look.result())
        self.done(thing.entry.title)

    def _is_reached(self, thing: Thing) -> bool:
        return self.asking.source.kind == "directory" or self.asking.reach.covers(thing.entry.asked_url)

    def _is_looked_at(self, thing: Thing) -> bool:
        item = thing.item
        is_known = item is not None and (item.ref is not None or item.failure is not None)
        is_due = item is None or not is_known or self.wanted.recheck_all or self._is_due(item)
        return is_due and self._is_reached(thing)

    def _leave(self, thing: Thing) -> None:
        """A thing that is not asked for now: known and not due, or on another host."""
        item, entry = thing.item, thing.entry
        if item is None or not self._is_reached(thing):
            self._foreign(thing)
            return
        kept, events = flagged(thing, entry.validity, *self._told)
        if events or replace(kept, last_seen=item.last_seen) != item:  # most are as they were: nothing to write
            self.keeper.remember(self._id, [kept], events)
        self._results[thing.position] = result_of(item if item.failure else kept, entry)

    def _is_due(self, item: Item) -> bool:
        return is_due(item, self.now, self.settings.recheck, self._limits)

    def _judge(self, thing: Thing, look: Look) -> None:
        if look.failure is not None:
            self.keeper.keep(look, "failed")
            if look.is_gone and thing.item is not None and thing.item.ref is not None:
                self._gone(thing, look.failure)
            else:
                self._remember_failure(thing, look.failure)
            return
        if look.is_same:
            self._same(thing, look)
            return
        self._store(thing, look)

    def _same(self, thing: Thing, look: Look) -> None:
        details = look.reading.details if look.reading is not None else None
        validity = (details.validity if details else None) or thing.entry.validity
        item, events = flagged(thing, validity, *self._told)
        self.keeper.remember(self._id, [answered(item, look, self.now)], events)
        self._results[thing.position] = ItemResult(url=thing.entry.url, title=item.title, ref=item.ref)

    def _store(self, thing: Thing, look: Look) -> None:
        """A text that is new or another one goes into the store; its event is in the ledger with what is remembered."""
        item = seen(thing, self.now)
        stored = self.keeper.store_reading(self._id, thing.entry, item, look)
        details = look.reading.details if look.reading is not None else None
        item, events = flagged(thing, (details.validity if details else None) or thing.entry.validity, *self._told)
        item = replace(
            answered(item, look, self.now),
            ref=stored.ref,
            title=(details.title if details and thing.entry.is_cut else None) or thing.entry.title,
            date=(details.date if details else None) or thing.entry.date,
            doc_number=(details.doc_number if details else None) or thing.entry.doc_number,
        )
        self.keeper.remember(self._id, [item], events)
        self._results[thing.position] = ItemResult(
            url=thing.entry.url, title=item.title, ref=stored.ref, outcome=stored.outcome
        )

    def _foreign(self, thing: Thing) -> None:
        """A document on another host is known, and asked for only where that host is listed."""
        item = replace(seen(thing, self.now), is_foreign=True)
        self.keeper.remember(self._id, [item])
        self._results[thing.position] = ItemResult(
            url=thing.entry.url,
            title=thing.entry.title,
            error="stands on another host and is not fetched: list the host in hosts to have it",
        )

    def _remember_failure(self, thing: Thing, failure: FetchFailure) -> None:
        item = after_failure(seen(thing, self.now), failure, self.now, self._limits)
        self.keeper.remember(self._id, [item])
        self._results[thing.position] = result_of(item, thing.entry)

    def _gone(self, thing: Thing, failure: FetchFailure) -> None:
        """Gone once is noted; gone in two passes, far enough apart, while the list is healthy, is withdrawn."""
        item = seen(thing, self.now)
        since = moment(item.gone_since)
        outcome = "failed"
        events: list[Event] = []
        if since is None:
            item = replace(item, gone_since=self.now.isoformat())
        elif self.now - since >= self.settings.withdrawn_after and self.now > since and not item.is_withdrawn:
            item = replace(item, is_withdrawn=True)
            outcome = "withdrawn"
            events = [withdrawn(thing, item, *self._told)]
        self.keeper.remember(self._id, [replace(item, failure=failure.kind, failure_text=str(failure))], events)
        self._results[thing.position] = ItemResult(
            url=thing.entry.url,
            title=item.title,
            ref=item.ref,
            outcome="withdrawn" if outcome == "withdrawn" else "failed",
            error=str(failure),
            error_kind=failure.kind,
        )

    def _visit_absent(self, visitor: Visitor, items: dict[str, Item], listed: set[str]) -> None:
        """What was listed and is no more: still there (a list is full), or gone."""
        position = len(listed)
        for key, item in items.items():
            if key in listed or item.kind == "issue-page" or item.ref is None:
                continue
            due = self.wanted.recheck_all or self._is_due(item)
            if not due or item.is_withdrawn or item.is_foreign:
                continue
            position += 1
            thing = Thing(key=key, entry=entry_of(item), item=item, position=position, parent=item.parent)
            self._judge(thing, visitor.look(thing.entry, item))

    # --- the end ------------------------------------------------------------------------------------------------------

    def _ordered(self) -> tuple[ItemResult, ...]:
        return tuple(self._results[position] for position in sorted(self._results))

    def _failed(self, memory: SourceMemory, failure: FetchFailure) -> SourceResult:
        self.keeper.source_failed(self.asking.source, memory, failure)
        return SourceResult(
            id=self._id,
            outcome="failed",
            items=self._ordered(),
            traffic=self.asking.traffic,
            error=str(failure),
            error_kind=failure.kind,
        )

    def _finished(self, memory: SourceMemory, walked: Walked) -> SourceResult:
        results = self._ordered()
        failed = [result for result in results if result.outcome == "failed" and result.error_kind]
        reached = [result for result in results if result.outcome != "failed" and not result.error]
        if failed and not reached:
            first = failed[0]
            failure = FetchFailure(
                said("none of {count} texts could be had; the first: {error}", count=len(failed), error=first.error),
                kind=first.error_kind or "content",
            )
            return self._failed(memory, failure)
        has_changed = any(result.outcome in {"new", "altered", "withdrawn"} for result in results)
        self.keeper.source_done(self.asking.source, memory, walked, has_changed=has_changed)
        remark = walked.remark
        if failed:
            remark = f"{len(failed)} of {len(results)} texts could not be had; the first: {failed[0].error}"
        return SourceResult(
            id=self._id,
            outcome="changed" if has_changed else "unchanged",
            items=results,
            traffic=self.asking.traffic,
            error=remark,
            error_kind=failed[0].error_kind if failed else None,
        )


def _listed_before(items: dict[str, Item]) -> tuple[Listed, ...]:
    """The entries of a list that did not change since, as they were remembered."""
    listed = sorted((item for item in items.values() if item.position >= 0), key=lambda item: item.position)
    return tuple(entry_of(item) for item in listed if item.parent is None)


def _reaches(listing: Listing, since: date | None) -> bool:
    """Whether a page has entries of the time that is wanted."""
    days = [entry.date for entry in listing.entries if entry.date and not entry.pinned]
    return since is None or not days or max(days) >= since.isoformat()
