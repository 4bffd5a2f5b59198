"""Every event to every channel that watches it, at least once and in order; a channel that fails holds up no other.

A delivery is taken off the ledger after the channel took it: a process that is killed in between sends that one request
again, under the same ids. Nothing is lost while all channels fail.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tracker.errors import StoreLocked
from tracker.monitor.answers import FetchFailure
from tracker.monitor.events import Event
from tracker.monitor.fetch import Fetcher
from tracker.monitor.ledger import ChannelState, Ledger, Pending
from tracker.monitor.ledger_place import ledger_folder
from tracker.monitor.memory import moment
from tracker.monitor.notify.webhook import body_of, headers_of
from tracker.monitor.settings import ChannelSettings, Settings
from tracker.monitor.world import World
from tracker.store.lock import writer_lock

BATCH: Final = 100
"""Events of one request at the most."""
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
GONE: Final = 410
_TAKEN: Final = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of a channel: how many events it took, and what went wrong."""

    channel: str
    taken: int = 0
    error: str | None = None


def deliver_all(
    settings: Settings, store: Path, *, world: World | None = None, is_forced: bool = False
) -> tuple[Told, ...]:
    """Deliver what is pending to all channels whose time it is; with ``is_forced`` to all that are not off."""
    world = world or World()
    folder = ledger_folder(store, world.cache)
    if not settings.channels or folder is None:
        return ()
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(writer_lock(folder / "deliver.lock", patience=0))
        except StoreLocked:
            return ()  # another process delivers just now; what it does not, the next one does
        ledger = stack.enter_context(Ledger(folder))
        fetcher = Fetcher(delay=timedelta(0), resolver=world.resolver, clock=world.clock, sleep=world.sleep)
        stack.callback(fetcher.close)

        def one(channel: ChannelSettings) -> Told:
            return _deliver(channel, settings, ledger, fetcher, world.clock, is_forced=is_forced)

        with ThreadPoolExecutor(max_workers=min(16, len(settings.channels))) as pool:
            return tuple(pool.map(one, settings.channels))


def _deliver(
    channel: ChannelSettings,
    settings: Settings,
    ledger: Ledger,
    fetcher: Fetcher,
    clock: Callable[[], datetime],
    *,
    is_forced: bool,
) -> Told:
    taken = 0
    while True:
        state, now = ledger.channel(channel.id), clock()
        pending = ledger.pending(channel.id, BATCH)
        if state.is_off or not pending:
            return Told(channel=channel.id, taken=taken, error=state.error if state.is_off and pending else None)
        if not is_forced and not _is_time(channel, settings, ledger, state, pending, now):
            return Told(channel=channel.id, taken=taken)
        error, is_gone = _send(channel, settings, [one.event for one in pending], fetcher, now)
        if error is not None:
            ledger.set_channel(channel.id, _failed(state, error, now, is_gone=is_gone))
            return Told(channel=channel.id, taken=taken, error=error)
        with ledger.transaction():
            ledger.taken(channel.id, pending)
            ledger.set_channel(channel.id, ChannelState())
            if channel.digest is not None and not ledger.pending(channel.id, 1):
                ledger.set_note(_digest_note(channel), now.isoformat())
        taken += len(pending)


def _is_time(
    channel: ChannelSettings,
    settings: Settings,
    ledger: Ledger,
    state: ChannelState,
    pending: Sequence[Pending],
    now: datetime,
) -> bool:
    """Whether a channel is tried now: its pause after a failure is over, and its digest is due."""
    next_try = moment(state.next_try)
    if next_try is not None and now < next_try:
        return False
    if channel.digest is None:
        return True
    last = moment(ledger.note(_digest_note(channel))) or pending[0].event.time
    due = channel.digest.next_after(last, settings.timezone)
    return due is not None and due <= now


def _digest_note(channel: ChannelSettings) -> str:
    return f"digest:{channel.id}"


def _failed(state: ChannelState, error: str, now: datetime, *, is_gone: bool) -> ChannelState:
    """A failure more: the pause doubles; 410 switches the channel off."""
    if is_gone:
        return replace(state, is_off=True, error="the receiver says that it is gone for good (410): switched off")
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(state.failures, 10))
    return ChannelState(failures=state.failures + 1, next_try=(now + pause).isoformat(), error=error)


def _send(
    channel: ChannelSettings, settings: Settings, events: Sequence[Event], fetcher: Fetcher, now: datetime
) -> tuple[str | None, bool]:
    """Send events; what went wrong, and whether the receiver is gone for good."""
    if not channel.is_webhook:
        from tracker.monitor.notify.apprise_channel import send  # a hundred plug-ins, loaded where one is wanted

        return send(channel.url, events, settings.lang), False
    body = body_of(events)
    try:
        status = fetcher.post(channel.url, body, headers_of(events, body, channel.secret, now), channel.allow_private)
    except FetchFailure as failure:
        return str(failure), False
    return (None, False) if status in _TAKEN else (f"the receiver answers with status {status}", status == GONE)
