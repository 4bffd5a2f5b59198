"""``tracker monitor``: sources on the network, watched on a schedule (contract §6)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import status_codes
from tracker.cli.options import DEFAULT_STORE, Color, ColorOption, Format, FormatOption, Lang, LangOption, StoreOption
from tracker.cli.output import tell, write
from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.monitor.settings import Settings, SourceSettings

monitor = typer.Typer(
    name="monitor", help="Watch sources on the network, on a schedule.", no_args_is_help=True, rich_markup_mode=None
)

ConfigOption = Annotated[
    Path | None, typer.Option("--config", envvar="TRACKER_CONFIG", help="The configuration, tracker.toml.")
]
PrivateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private", help="HOST:PORT that may be reached although it is not public.", metavar="HOST:PORT"
    ),
]


def settings_for(store: Path, config: Path | None) -> Settings:
    """The configuration of a store.

    Raises:
        ConfigError: there is none, or it is wrong.
    """
    from tracker.monitor.config import FILE_NAME, find_config, read_config

    file = find_config(store, config)
    if file is None:
        raise ConfigError(
            f"there is no {FILE_NAME} beside the store or in it",
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
            raise typer.BadParameter(f"there is no source {name!r}; there are {', '.join(known) or 'none'}")
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
    format_: FormatOption = Format.TEXT,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the result to this file.")] = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """One pass over the sources: what is new goes into the store, what happened is told."""
    from tracker.cli.monitor_tables import pass_table
    from tracker.monitor.notify.delivery import deliver_all
    from tracker.monitor.passes import World, run_pass
    from tracker.monitor.results import pass_to_json
    from tracker.monitor.source_pass import Wanted

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
    deliver_all(settings, store)
    if format_ is Format.JSON:
        write(json.dumps(pass_to_json(result), ensure_ascii=False, indent=1) + "\n", output)
    else:
        write(pass_table(result, lang.value), output)
    for source in result.sources:
        if source.error:
            tell(f"tracker: {source.id}: {source.error}")
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
    format_: FormatOption = Format.TEXT,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the result to this file.")] = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
) -> None:
    """What a source would give and how it was recognised; nothing is stored."""
    from tracker.cli.monitor_tables import trial_table
    from tracker.monitor.trial import trial_settings, trial_to_json, try_source

    del color
    settings, source = trial_settings(
        target, store, config, kind=kind, links=links, allow_private=tuple(allow_private or ())
    )
    trial = try_source(settings, source, most=items)
    if format_ is Format.JSON:
        write(json.dumps(trial_to_json(trial), ensure_ascii=False, indent=1) + "\n", output)
    else:
        write(trial_table(trial, lang.value), output)
    if trial.error:
        raise typer.Exit(status_codes.SOURCES_FAILED)
