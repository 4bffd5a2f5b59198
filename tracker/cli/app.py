"""The Typer application: its commands in the order of the contract, and what errors become."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Annotated

import typer

from tracker import __version__
from tracker.cli import status_codes
from tracker.cli.options import LogLevel
from tracker.cli.output import log_to_standard_error, tell
from tracker.errors import TrackerError

COMMANDS = (
    "parse",
    "add",
    "log",
    "show",
    "diff",
    "amend",
    "status",
    "lineage",
    "search",
    "monitor",
    "digest",
    "verify",
    "demo",
)
"""A command ``x`` is the function ``x`` of ``tracker.cli.x_command``, which imports nothing heavy at its top.

A group of commands, such as ``monitor``, stands under its name in the same way.
"""

app = typer.Typer(
    name="tracker",
    help="Track how government measures change: parse gazettes, keep them in git, redline their revisions.",
    no_args_is_help=True,
    rich_markup_mode=None,  # Rich would be loaded for every --help, for half of the time that it takes
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:  # noqa: FBT001 - the signature of a Typer callback
    if value:
        typer.echo(f"tracker {__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    log_level: Annotated[
        LogLevel | None,
        typer.Option("--log-level", envvar="TRACKER_LOG_LEVEL", help="Tell on standard error what is done inside."),
    ] = None,
) -> None:
    """Track how government measures change: parse gazettes, keep them in git, redline their revisions."""
    if log_level is not None:
        log_to_standard_error(log_level.value)


for _name in COMMANDS:
    _module = importlib.import_module(f"tracker.cli.{_name}_command")
    _command = getattr(_module, _name)
    if isinstance(_command, typer.Typer):
        app.add_typer(_command, name=_name)
    else:
        app.command(_name)(_command)


def run() -> int:
    """Run the command line and return its exit status; no traceback reaches the user but for a bug of ours."""
    try:
        app(prog_name="tracker")
    except TrackerError as error:
        tell(f"tracker: {error}")
        return status_codes.FAILED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong. Python would complain at exit otherwise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return status_codes.DONE
    except KeyboardInterrupt:
        return status_codes.INTERRUPTED
    except SystemExit as stop:
        # Where the help's reader has gone (`tracker -h | head`), Typer makes it a failure.
        is_cut_off = isinstance(stop.__context__, BrokenPipeError)
        return stop.code if isinstance(stop.code, int) and not is_cut_off else status_codes.DONE
    except Exception:  # noqa: BLE001 - the last net: a bug of ours is said to be one
        tell(traceback.format_exc())
        tell("tracker: this is a bug; please report it with the lines above")
        return status_codes.BUG
    return status_codes.DONE
