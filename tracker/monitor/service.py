"""``tracker monitor run``: the scheduled job with its signals, its deliveries and its health."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.messages import said
from tracker.monitor.health import HealthServer, Metrics
from tracker.monitor.memory import moment
from tracker.monitor.notify.delivery import deliver_all
from tracker.monitor.passes import fetcher_of, run_pass
from tracker.monitor.reading.readers import Readers
from tracker.monitor.results import SourceOutcome, SourceResult
from tracker.monitor.schedule import Runner, missed
from tracker.monitor.settings import Settings, SourceSettings
from tracker.monitor.source_states import overview
from tracker.monitor.world import World

if TYPE_CHECKING:
    from types import FrameType


_OUTCOMES: Final[Mapping[SourceOutcome, str]] = {
    "unchanged": said("unchanged"),
    "changed": said("changed"),
    "failed": said("failed"),
}


def serve(
    settings: Settings, store: Path, *, health: str | None, tell: Callable[[str], None], world: World | None = None
) -> None:
    """Run until SIGTERM or SIGINT; runs that are under way are finished, and nothing new begins.

    Raises:
        ConfigError: the address of ``health`` cannot be listened on.
    """
    world = world or World()
    metrics = Metrics()
    telling = threading.Lock()

    def say(line: str) -> None:
        with telling:
            tell(line)

    def deliver() -> None:
        try:
            for told in deliver_all(settings, store, world=world):
                if told.error:
                    say(said("{channel}: {error}", channel=told.channel, error=told.error))
        except TrackerError as error:
            say(error.message)

    def run(source: SourceSettings) -> None:
        try:
            result = run_pass(settings, store, [source], world=world, fetcher=fetcher, readers=readers)
        except TrackerError as error:
            say(said("{id}: {error}", id=source.id, error=error.message))  # the next run tries again
            return
        metrics.count(result)
        say(_told(result.sources[0]))
        deliver()

    fetcher, readers = fetcher_of(settings, world), Readers()  # of all runs: a host is asked by one of them at a time
    runner = Runner(settings, run, deliver)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stopping(runner))
    with ExitStack() as stack:
        stack.callback(fetcher.close)
        stack.callback(readers.close)
        if health:
            server = stack.enter_context(
                HealthServer(health, metrics, lambda: overview(settings, store, world), lambda: runner.is_running)
            )
            say(said("health on port {port}", port=server.port))
        view = overview(settings, store, world)
        last = {one.source.id: moment(one.memory.last_attempt) for one in view.sources}
        runner.start(missed(settings, last, world.clock()))
        stack.callback(runner.close)
        say(said("watching {count} sources", count=len(settings.sources)))
        runner.wait()
    deliver()
    say(said("stopped"))


def _told(one: SourceResult) -> str:
    """A line on what a run found."""
    counts = {"new": one.count("new"), "altered": one.count("altered")}
    done = said("{id}: {outcome}, {new} new, {altered} altered", id=one.id, outcome=_OUTCOMES[one.outcome], **counts)
    return said("{what}; {do}", what=done, do=one.error) if one.error else done


def _stopping(runner: Runner) -> Callable[[int, FrameType | None], None]:
    return lambda _number, _frame: runner.stop()
