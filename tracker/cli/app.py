"""The Typer application: its commands in the order of the contract, and what errors become."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command, get_group

from tracker import __version__
from tracker.cli import status_codes
from tracker.cli.first_steps import examples
from tracker.cli.output import stop_logging, tell
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

COMMANDS: Mapping[str, str] = {
    "parse": "Show the outline of a source: its documents, their provisions, and what is odd about them.",
    "add": "Snapshot files into the store: one commit an issue; the same bytes again change nothing.",
    "list": "List the documents of the store, the newest first, or its works.",
    "log": "Show what the store holds, or the history of one thing, newest first.",
    "show": "Show the text of one thing, as it stood.",
    "diff": "Show what changed from OLD to NEW.",
    "amend": "Apply an amending decision to the text it amends.",
    "status": "Show what is in force, repealed, expired, about to expire on a day.",
    "lineage": "Show the versions of a work and why they are, or what repeals and cites what in the whole store.",
    "search": "Search the full text of the store; --as-of looks only at what stood on that day.",
    "monitor": "Watch sources on the network, on a schedule.",
    "digest": "Tell what happened in a time as a report: text, md, html, docx or json.",
    "cites": "Show every document that texts of yours cite, and what became of it.",
    "check": "Show what a change to the store means, judged by [check] of tracker.toml; exit with 1 where it fails.",
    "verify": "Check git's objects, the recorded hashes, that every source parses to itself, and the files on disk.",
    "demo": "Add the two sample issues to a store, show what replaced what, and the redline of a measure.",
}
"""A command ``x`` is the function ``x`` of ``tracker.cli.x_command``; a group of commands stands there in the same way.

Each with the first line of its help, so that ``tracker --help`` loads none of them.
"""

COMPLETION = frozenset({"-h", "--help", "--install-completion", "--show-completion"})
"""First arguments that ask for Typer's completion, or list it."""


class _Commands(TyperGroup):
    """The commands, each loaded when it is called."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the signature of Click
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - the signature of Click
        return command(cmd_name) if cmd_name in COMMANDS else None

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option --help; not given, it is a plain no, which Typer need not load Pydantic to read."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.default = False
        return option

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        self.commands = dict.fromkeys(COMMANDS, TyperCommand("command"))  # for "did you mean"
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - the signature of Click
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def command(name: str) -> Command:
    """A command, or a group of commands, by its name."""
    found = getattr(importlib.import_module(f"tracker.cli.{name}_command"), name)
    if isinstance(found, typer.Typer):
        group = get_group(found)
        group.name = name
        return group
    alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    alone.command(name, epilog=examples(name))(found)
    return get_command(alone)


app = typer.Typer(
    name="tracker",
    cls=_Commands,
    help="Track how government measures change: parse gazettes, keep them in git, redline their revisions.",
    no_args_is_help=True,
    epilog="--log-level debug|info|warning|error (or TRACKER_LOG_LEVEL), with any command: tell what is done inside.",
    add_completion=len(sys.argv) > 1 and sys.argv[1] in COMPLETION,  # each option of the root costs every command
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
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Track how government measures change: parse gazettes, keep them in git, redline their revisions."""


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
    finally:
        stop_logging()
    return status_codes.DONE
