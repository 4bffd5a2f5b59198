"""One pass over sources: side by side, each host asked by one at a time, everything found written as it is found."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.errors import StoreError, StoreLocked, TrackerError
from tracker.monitor.answers import FetchFailure
from tracker.monitor.events import Event
from tracker.monitor.fetch import Fetcher
from tracker.monitor.happened import ending_events, work_events
from tracker.monitor.keeper import WORKS, Keeper, revision_or_none
from tracker.monitor.ledger import Ledger
from tracker.monitor.list_pages import Asking
from tracker.monitor.reading.readers import Readers
from tracker.monitor.results import PassResult, SourceResult, Traffic
from tracker.monitor.routing import channels_for
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.source_pass import SourcePass, Wanted
from tracker.monitor.web_addresses import host_of
from tracker.monitor.world import World
from tracker.schema.states import carried
from tracker.store import create_store, holds_several
from tracker.store.lock import writer_lock

if TYPE_CHECKING:
    from tracker.store import AnyStore

THREADS: Final = 8
_ENDS: Final = "ends"
"""The note of the last day on which works were looked at for their ends."""


def fetcher_of(settings: Settings, world: World) -> Fetcher:
    """The fetcher that a configuration asks for."""
    return Fetcher(
        delay=settings.delay,
        contact=settings.contact,
        timeout=settings.timeout,
        largest=settings.largest,
        resolver=world.resolver,
        clock=world.clock,
        sleep=world.sleep,
    )


def run_pass(  # noqa: PLR0913 - what a pass may be given
    settings: Settings,
    folder: Path,
    sources: Sequence[SourceSettings],
    *,
    wanted: Wanted | None = None,
    world: World | None = None,
    fetcher: Fetcher | None = None,
    readers: Readers | None = None,
) -> PassResult:
    """One pass over some sources of a configuration, into the store at ``folder``.

    ``fetcher`` and ``readers`` are those of several passes, of one at a time or side by side: a host is asked by one of
    them at a time. Without them the pass has its own.

    Raises:
        StoreError: the store cannot be opened or written.
    """
    world, wanted = world or World(), wanted or Wanted()
    started = world.clock()
    with ExitStack() as stack:
        store = create_store(folder, clock=world.clock)
        stack.callback(store.close)
        ledger = stack.enter_context(Ledger(_place(store, world)))
        readers = readers or stack.enter_context(Readers())
        fetcher = fetcher or stack.enter_context(closing(fetcher_of(settings, world)))
        keeper = Keeper(
            store=store,
            ledger=ledger,
            folder=_place(store, world),
            lang=settings.lang,
            readers=readers,
            channels_of=lambda event: channels_for(event, settings),
            now=started,
            zone=settings.timezone,
        )
        _catch_up(keeper, settings)
        results = _all(sources, settings, keeper, fetcher, readers, wanted, world)
        _tell_works(keeper, folder, settings, started)
        events = tuple(keeper.events)
    return PassResult(started=started, finished=world.clock(), sources=tuple(results), events=events)


def _place(store: AnyStore, world: World) -> Path:
    return (world.cache or store.cache_folder) / "monitor"


def _catch_up(keeper: Keeper, settings: Settings) -> None:
    """Tell what a pass that was killed committed and did not tell; know again what a lost ledger knew."""
    is_lost = keeper.ledger.note("begun") is None and keeper.store.head() is not None
    if not is_lost:
        keeper.ledger.set_note("begun", "1")
    known = keeper.ledger.sources()
    for source in settings.sources:
        if not keeper.items_of(source.id) and source.id not in known and keeper.store.head() is not None:
            keeper.adopt(source.id, host_of(source.url))
    keeper.reconcile(is_told=not is_lost)
    if is_lost:  # both at once, and last: a pass that ends before knows the store as old again, and tells none of it
        with keeper.ledger.transaction():
            keeper.ledger.set_note(WORKS, keeper.store.head() or "")
            keeper.ledger.set_note("begun", "1")


def _all(  # noqa: PLR0913, PLR0917 - what a pass is made of
    sources: Sequence[SourceSettings],
    settings: Settings,
    keeper: Keeper,
    fetcher: Fetcher,
    readers: Readers,
    wanted: Wanted,
    world: World,
) -> list[SourceResult]:
    def one(source: SourceSettings) -> SourceResult:
        asking = Asking(source=source, fetcher=fetcher, readers=readers, traffic=Traffic())
        passing = SourcePass(
            asking=asking, settings=settings, keeper=keeper, now=world.clock(), wanted=wanted, done=world.done
        )
        with ExitStack() as held:
            try:
                held.enter_context(writer_lock(_place(keeper.store, world) / f"{source.id}.lock", patience=0))
            except StoreLocked:  # of this source; where the store itself is locked, that is told as it is
                return SourceResult(id=source.id, outcome="unchanged", error="another process is reading this source")
            try:
                return passing.run()
            except StoreError as error:
                if not holds_several(keeper.store.folder):
                    raise
                return SourceResult(id=source.id, outcome="failed", error=error.message)  # the others have theirs
            except FetchFailure as failure:  # pragma: no cover - failures are results; this is the net below
                return SourceResult(id=source.id, outcome="failed", error=str(failure), error_kind=failure.kind)

    if len(sources) == 1:
        return [one(sources[0])]
    with ThreadPoolExecutor(max_workers=min(THREADS, max(1, len(sources)))) as pool:
        return list(pool.map(one, sources))


def _tell_works(keeper: Keeper, folder: Path, settings: Settings, now: datetime) -> None:
    """Write what the new issues did to works, and what is about to end; the library is opened only where it must."""
    keeper.reconcile()
    head, told = keeper.store.head(), keeper.ledger.note(WORKS)
    today = now.astimezone(settings.timezone).date()
    if head is None or (head == told and keeper.ledger.note(_ENDS) == today.isoformat()):
        return
    from tracker.library.holdings import Library

    before = revision_or_none(keeper.store, told)
    known = {entry.ref for entry in keeper.store.issues(at=before)} if before else set()
    fresh = [entry.ref for entry in keeper.store.issues() if entry.ref not in known]
    events: list[Event] = []
    try:
        with Library.open(folder) as library:
            events += work_events(library, fresh, keeper.teller, now) if fresh else []
            events += ending_events(library, today, keeper.teller, now)
    except TrackerError:
        if head == told:
            return
        raise
    with keeper.ledger.transaction():
        keeper.tell(events)
        keeper.ledger.set_note(WORKS, carried(told, head))
        keeper.ledger.set_note(_ENDS, today.isoformat())
