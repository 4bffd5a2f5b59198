"""Options that several commands share (contract §2)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from tracker.cli.output import log_to_standard_error


class FindingsFormat(StrEnum):
    """Output formats of checks."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    SARIF = "sarif"
    GITHUB = "github"


class Lang(StrEnum):
    """Languages of the labels of reports."""

    ZH = "zh"
    EN = "en"


class Color(StrEnum):
    """When to colour the terminal output."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _say_more(value: bool) -> bool:  # noqa: FBT001 - the signature of a Typer callback
    """``-v`` gives the library's logger a voice too."""
    if value:
        log_to_standard_error("info")
    return value


StoreOption: TypeAlias = Annotated[
    Path,
    typer.Option("--store", envvar="TRACKER_STORE", help="Folder of the snapshot store.", show_default="snapshots"),
]
UnusedStoreOption: TypeAlias = Annotated[
    Path, typer.Option("--store", envvar="TRACKER_STORE", help="Accepted, and not used: no store is read.", hidden=True)
]
"""The store for a command that reads none: scripts give every command the same options."""
OutputOption: TypeAlias = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write to this file instead of standard output.")
]
LangOption: TypeAlias = Annotated[
    Lang, typer.Option("--lang", envvar="TRACKER_LANG", help="Language of reports and messages.")
]
ColorOption: TypeAlias = Annotated[Color, typer.Option("--color", help="Colour the terminal output.")]
VerboseOption: TypeAlias = Annotated[
    bool, typer.Option("-v", "--verbose", callback=_say_more, help="Say why, and what was done.")
]

AsOfOption: TypeAlias = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The day states are told for.", show_default="today")
]
JobsOption: TypeAlias = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, max=1024, help="Processes that work at a time.", show_default="one a core"),
]
ClusterOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS|local",
        envvar="TRACKER_CLUSTER",
        help="Work on a Dask cluster: its scheduler's address, or local for workers of this machine.",
    ),
]
ConfigOption: TypeAlias = Annotated[
    Path | None, typer.Option("--config", envvar="TRACKER_CONFIG", help="The configuration, tracker.toml.")
]

DEFAULT_STORE = Path("snapshots")
