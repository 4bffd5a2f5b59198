"""The Typer application: its commands in the order of the contract, and what errors become."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command, get_group

from tracker import __version__
from tracker.cli import COMPLETING, status_codes
from tracker.cli.first_steps import examples
from tracker.cli.output import close_output, notice, stop_logging, tell
from tracker.cli.plain_values import help_option, read_plainly
from tracker.cli.readers_language import spoken
from tracker.errors import DamagedIndex, DamageWarning, TrackerError
from tracker.messages import said, system_reason

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
    "history": "Show how each provision of a work came to read as it does, version by version.",
    "blame": "Show the text of a work with the version that wrote each stretch of words.",
    "search": "Search the full text of the store; --as-of looks only at what stood on that day.",
    "report": "Write the store as a static site: issues, works, texts, redlines, ledger, feeds, calendar.",
    "serve": "Serve the store as live pages and as a read-only JSON API, on this machine alone unless told otherwise.",
    "mcp": "Answer a language model's questions about the store over standard input and output.",
    "monitor": "Watch sources on the network, on a schedule.",
    "digest": "Tell what happened in a time as a report: text, md, html, docx or json.",
    "cites": "Show every document that texts of yours cite, and what became of it.",
    "check": "Show what a change to the store means, judged by [check] of tracker.toml; exit with 1 where it fails.",
    "verify": "Check git's objects, the recorded hashes, that every source parses to itself, and the files on disk.",
    "repair": "Make again what is derived: caches, the index, files on disk, objects whose content is still to be had.",
    "split": "Split a store of many gazettes into several, one a gazette, each with its whole history.",
    "demo": "Add the sample issues to a store, show what replaced what, and the redline of a measure.",
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
        return in_own_words(command(cmd_name)) if cmd_name in COMMANDS else None

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        return help_option(super().get_help_option, ctx)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        self.commands = dict.fromkeys(COMMANDS, TyperCommand("command"))  # for "did you mean"
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(examples("") or "")
        super().format_epilog(ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - the signature of Click
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def command(name: str) -> Command:
    """A command, or a group of commands, by its name."""
    found = getattr(importlib.import_module(f"tracker.cli.{name}_command"), name)
    if isinstance(found, typer.Typer):
        group = get_group(found)
        group.name, group.short_help = name, COMMANDS[name]
        group.epilog = examples(name)
        for inner, one in group.commands.items():
            one.epilog = examples(f"{name} {inner}")
        return read_plainly(group)
    alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    alone.command(name, short_help=COMMANDS[name], epilog=examples(name))(found)
    return read_plainly(get_command(alone))


def _is_about_completion() -> bool:
    """Whether a shell is completing words, or a person asks for the script or the list of options that has it."""
    return COMPLETING in os.environ or (len(sys.argv) > 1 and sys.argv[1] in COMPLETION)


app = typer.Typer(
    name="tracker",
    cls=_Commands,
    help="Track how government measures change: parse gazettes, keep them in git, redline their revisions.",
    no_args_is_help=True,
    epilog="--log-level debug|info|warning|error (or TRACKER_LOG_LEVEL), with any command: tell what is done inside.",
    add_completion=_is_about_completion(),  # each option of the root costs every command
    rich_markup_mode=None,  # Rich would be loaded for every --help, for half of the time that it takes
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def in_own_words(command: Command) -> Command:
    """A command whose help is in the language of who reads it."""
    if (lang := spoken()) == "en":
        return command
    from tracker.cli.help_page import speak

    return speak(command, lang)


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
    damage: list[str] = []
    status = status_codes.DONE
    try:
        with _told_damage(damage):
            status = _run_command()
        sys.stdout.flush()
    except SystemExit as stop:
        status = _status_of(stop)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last net
        return _told_failure(error)
    finally:
        stop_logging()
    return status or (status_codes.FAILED if damage else status_codes.DONE)


def _told_failure(error: BaseException) -> int:
    """The exit status of an error, which is told in words where it is ours, and else said to be a bug."""
    match error:
        case TrackerError():
            notice(error.message)
            return status_codes.FAILED
        case typer.TyperException():
            from tracker.cli.usage_errors import tell_usage

            return tell_usage(error)
        case BrokenPipeError():  # the reader of our output has gone (`| head`): nothing is wrong
            close_output()
            return status_codes.DONE
        case KeyboardInterrupt():
            return status_codes.INTERRUPTED
        case OSError():
            return _told_system_error(error)
        case _:
            tell("".join(traceback.format_exception(error)))
            notice("this is a bug; please report it with the lines above")
            return status_codes.BUG


def _run_command() -> int:
    """The command; once more where an index turned out to be damaged: it is derived, and is made anew."""
    try:
        return _called()
    except DamagedIndex as error:
        notice(said("{where}: {what}; it is made anew", where=error.where, what=error.what))
        return _called()


def _called() -> int:
    """The status that a command leaves with, which Typer returns where it shows no errors itself."""
    status = in_own_words(get_command(app))(prog_name="tracker", standalone_mode=False)
    return status if isinstance(status, int) else status_codes.DONE


@contextmanager
def _told_damage(damage: list[str]) -> Iterator[None]:
    """Tell each part of a store that cannot be read once, while the rest is shown; ``damage`` gathers the lines."""

    def hear(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:  # noqa: ANN401 - as Python calls it
        if not issubclass(category, DamageWarning):
            shown(message, category, *place, **more)
        elif (line := str(message)) not in damage:
            damage.append(line)
            notice(message.args[0] if isinstance(message, Warning) else message)

    with warnings.catch_warnings():
        shown = warnings.showwarning
        warnings.simplefilter("always", DamageWarning)
        warnings.showwarning = hear
        yield


def _status_of(stop: SystemExit) -> int:
    """Typer's exit status; where the help's reader has gone (`tracker -h | head`), Typer makes it a failure."""
    is_cut_off = isinstance(stop.__context__, BrokenPipeError)
    return stop.code if isinstance(stop.code, int) and not is_cut_off else status_codes.DONE


def _told_system_error(error: OSError) -> int:
    """What the system refused, of which no room below made words: a full disk, a path that cannot be."""
    try:
        sys.stdout.flush()
    except OSError:
        close_output()
    what = said("{reason}; check the path, its permissions, and whether the disk is full", reason=system_reason(error))
    place = str(error.filename or "")[:200]
    notice(said("{where}: {what}", where=place, what=what) if place else what)
    return status_codes.FAILED
