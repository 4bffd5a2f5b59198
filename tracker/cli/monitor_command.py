"""``tracker monitor``: sources on the network, watched on a schedule (contract §6)."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import status_codes
from tracker.cli.formats import FORMAT, TextFormat, TextFormatOption, chosen_format
from tracker.cli.help_page import Group
from tracker.cli.options import (
    DEFAULT_STORE,
    Color,
    ColorOption,
    ConfigOption,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
)
from tracker.cli.output import has_colour, notice, write
from tracker.cli.readers_language import kept_for_reader
from tracker.errors import ConfigError
from tracker.messages import listed, said

if TYPE_CHECKING:
    from tracker.monitor.settings import Settings, SourceSettings

monitor = typer.Typer(
    name="monitor",
    cls=Group,
    help="Watch sources on the network, on a schedule.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PrivateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private", help="HOST:PORT that may be reached although it is not public.", metavar="HOST:PORT"
    ),
]


class EventFormat(StrEnum):
    """Formats of events."""

    TEXT = "text"
    JSON = "json"
    ATOM = "atom"


def settings_for(store: Path, config: Path | None) -> Settings:
    """The configuration of a store.

    Raises:
        ConfigError: there is none, or it is wrong.
    """
    from tracker.monitor.config import FILE_NAME, find_config, read_config

    file = find_config(store, config)
    if file is None:
        raise ConfigError(
            said("there is no {name} beside the store or in it", name=FILE_NAME),
            where=str(store),
            do="make one with `tracker monitor init URL`, or name it with --config",
        )
    return read_config(file)


def _chosen(settings: Settings, names: list[str] | None) -> tuple[SourceSettings, ...]:
    if not names:
        return settings.sources
    known = {source.id: source for source in settings.sources}
    for name in names:
        if name not in known:
            raise typer.BadParameter(
                said("there is no source {name!r}; there are {known}", name=name, known=listed(known) or said("none"))
            )
    return tuple(known[name] for name in dict.fromkeys(names))


@monitor.command("once")
def once(  # noqa: PLR0913 - one parameter an option of the contract
    names: Annotated[
        list[str] | None, typer.Argument(help="Sources by their ids; all where none is named.", metavar="[ID]...")
    ] = None,
    *,
    since: Annotated[str | None, typer.Option(help="Read lists back to this day.", metavar="DATE")] = None,
    recheck: Annotated[
        str | None, typer.Option(help="'all': every known document again, whole.", metavar="all")
    ] = None,
    config: ConfigOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """One pass over the sources: what is new goes into the store, what happened is told."""
    chosen = chosen_format(format_, output, TextFormat)
    from tracker.cli.monitor_tables import pass_table
    from tracker.monitor.notify.delivery import deliver_all
    from tracker.monitor.passes import run_pass
    from tracker.monitor.results import pass_to_json
    from tracker.monitor.source_pass import Wanted
    from tracker.monitor.world import World

    if recheck not in (None, "all"):
        raise typer.BadParameter("write --recheck all", param_hint="--recheck")
    settings = settings_for(store, config)
    sources = _chosen(settings, names)
    with _progress(since is not None) as done:
        result = run_pass(
            settings,
            store,
            sources,
            wanted=Wanted(since=_day(since), recheck_all=recheck == "all"),
            world=World(done=done),
        )
    for told in deliver_all(settings, store):
        if told.error:
            notice(said("{channel}: {error}", channel=told.channel, error=kept_for_reader(told.error)))
    if chosen is TextFormat.JSON:
        write(json.dumps(pass_to_json(result), ensure_ascii=False, indent=1) + "\n", output)
    else:
        write(pass_table(result, lang.value), output)
    for source in result.sources:
        if source.error:
            notice(said("{id}: {error}", id=source.id, error=kept_for_reader(source.error)))
    if result.has_failed:
        raise typer.Exit(status_codes.SOURCES_FAILED)


def _day(text: str | None) -> date | None:
    from tracker.cli.days import day

    return date.fromisoformat(day(text, "--since")) if text else None


class _progress:  # noqa: N801 - reads as a phrase
    """A bar on a terminal while a backfill runs, which takes hours."""

    def __init__(self, is_long: bool) -> None:  # noqa: FBT001
        self._is_long = is_long
        self._bar: Any = None

    def __enter__(self) -> Any:  # noqa: ANN401 - a function of one title
        import sys

        if not (self._is_long and sys.stderr.isatty()):
            return lambda _: None
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            SpinnerColumn(), TextColumn("{task.completed}"), TextColumn("{task.description}"), TimeElapsedColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._bar.start()
        task = self._bar.add_task("", total=None)
        return lambda title: self._bar.update(task, advance=1, description=title[:40])

    def __exit__(self, kind: object, error: object, at: object) -> None:
        if self._bar is not None:
            self._bar.stop()


@monitor.command("init")
def init(
    targets: Annotated[
        list[str] | None, typer.Argument(help="Addresses of list pages, or presets.", metavar="[URL|PRESET]...")
    ] = None,
    *,
    notify: Annotated[
        list[str] | None,
        typer.Option("--notify", help="Who is told of everything: a webhook, or an address of Apprise.", metavar="URL"),
    ] = None,
    allow_private: PrivateOption = None,
    config: ConfigOption = None,
    store: StoreOption = DEFAULT_STORE,
    force: Annotated[bool, typer.Option("--force", help="Write over the file that is there.")] = False,
) -> None:
    """Write a commented tracker.toml; without arguments list the presets."""
    from tracker.cli.monitor_tables import presets_table
    from tracker.monitor.config import FILE_NAME, settings_of
    from tracker.monitor.first_configuration import beginning

    if not targets:
        write(presets_table(), None)
        return
    file = config or store.absolute().parent / FILE_NAME
    if file.exists() and not force:
        raise ConfigError("is there already", where=str(file), do="add a [[source]] to it, or write over it: --force")
    text = beginning(targets, notify=notify or (), allow_private=allow_private or ())
    settings = settings_of(text, file)
    file.parent.mkdir(parents=True, exist_ok=True)
    write(text, file)
    notice(
        said(
            "wrote {file}: {sources} sources, {channels} channels",
            file=file,
            sources=len(settings.sources),
            channels=len(settings.channels),
        )
    )
    names = ", ".join(source.id for source in settings.sources)
    notice(
        said(
            "see what they give with `tracker monitor try ID` ({names}), then read them: `tracker monitor once`",
            names=names,
        )
    )
    for source in settings.sources:
        if source.preset:
            notice(said("{id}: a preset that was never tried on the live site", id=source.id))


@monitor.command("run")
def run(
    *,
    health: Annotated[str | None, typer.Option(help="Serve /healthz and /metrics here.", metavar="HOST:PORT")] = None,
    config: ConfigOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Watch on schedule until SIGTERM."""
    from tracker.monitor.service import serve

    settings = settings_for(store, config)
    if not settings.sources:
        raise ConfigError("there is no [[source]]", where=str(settings.file), do="add one")
    serve(settings, store, health=health, tell=notice)


@monitor.command("status")
def status(
    *,
    config: ConfigOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
) -> None:
    """Every source: state, last success, last change, next run, error."""
    chosen = chosen_format(format_, output, TextFormat)
    from tracker.cli.monitor_tables import overview_table
    from tracker.monitor.source_states import overview, overview_to_json

    settings = settings_for(store, config)
    view = overview(settings, store)
    if chosen is TextFormat.JSON:
        write(json.dumps(overview_to_json(view), ensure_ascii=False, indent=1) + "\n", output)
        return
    coloured = has_colour(color.value, output)
    write(overview_table(view, settings.timezone, lang.value, coloured=coloured), output)


@monitor.command("events")
def events(
    *,
    since: Annotated[str | None, typer.Option(help="From this day on, or after this event.", metavar="DATE|ID")] = None,
    config: ConfigOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[EventFormat | None, FORMAT] = None,
    output: OutputOption = None,
) -> None:
    """What happened, newest last."""
    chosen = chosen_format(format_, output, EventFormat)
    from tracker.cli.monitor_tables import events_table
    from tracker.monitor.events import event_to_json
    from tracker.monitor.recall import atom_of, events_since, zone_of

    found = events_since(store, since, config)
    if chosen is EventFormat.JSON:
        value = {"schema": "tracker.events/1", "events": [event_to_json(event) for event in found]}
        write(json.dumps(value, ensure_ascii=False, indent=1) + "\n", output)
    elif chosen is EventFormat.ATOM:
        write(atom_of(found), output)
    else:
        write(events_table(found, zone_of(store, config)), output)


@monitor.command("deliver")
def deliver(*, config: ConfigOption = None, store: StoreOption = DEFAULT_STORE) -> None:
    """Try again now what no channel took yet."""
    from tracker.monitor.notify.delivery import deliver_all

    settings = settings_for(store, config)
    told = deliver_all(settings, store, is_forced=True)
    for one in told:
        if one.taken:
            notice(said("{channel}: took {taken}", channel=one.channel, taken=one.taken))
        if one.error:
            notice(said("{channel}: {error}", channel=one.channel, error=kept_for_reader(one.error)))
    if any(one.error for one in told):
        raise typer.Exit(status_codes.SOURCES_FAILED)


@monitor.command("try")
def try_(  # noqa: PLR0913 - the same
    target: Annotated[str, typer.Argument(help="An address, or the id of a source.", metavar="URL|ID")],
    *,
    items: Annotated[int, typer.Option(help="How many texts are looked at.", min=0, max=1000)] = 60,
    kind: Annotated[str | None, typer.Option(help="index, api, feed, page or directory.")] = None,
    links: Annotated[str | None, typer.Option(help="CSS selector of the list's links.")] = None,
    allow_private: PrivateOption = None,
    config: ConfigOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,  # noqa: ARG001 - what it shows is the source's own words
    color: ColorOption = Color.AUTO,  # noqa: ARG001 - and has no colours
) -> None:
    """What a source would give and how it was recognised; nothing is stored."""
    chosen = chosen_format(format_, output, TextFormat)
    from tracker.cli.monitor_tables import trial_table
    from tracker.monitor.trial import trial_settings, trial_to_json, try_source

    settings, source = trial_settings(
        target, store, config, kind=kind, links=links, allow_private=tuple(allow_private or ())
    )
    trial = try_source(settings, source, most=items)
    if chosen is TextFormat.JSON:
        write(json.dumps(trial_to_json(trial), ensure_ascii=False, indent=1) + "\n", output)
    else:
        write(trial_table(trial), output)
    if trial.error:
        raise typer.Exit(status_codes.SOURCES_FAILED)
    if settings.source(target) is None and source.kind != "directory":
        notice(said("to watch it: tracker monitor init {target}", target=target))
