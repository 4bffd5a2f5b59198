"""The command line: one module a command.

A command parses its arguments, calls the rooms below, renders, and sets the exit status.
"""

from __future__ import annotations

import os
import sys

from tracker import __version__
from tracker.cli.log_level import LEVELS, OPTION, without_level
from tracker.cli.status_codes import DONE, FAILED, INTERRUPTED, USAGE

COMPLETING = "_TRACKER_COMPLETE"
"""Set where a shell asks how the words typed so far may go on, or for the script that makes it ask."""


def main() -> None:
    """Entry point of the ``tracker`` script and of ``python -m tracker``."""
    if sys.argv[1:] == ["--version"]:  # answered before Typer is imported: scripts ask this often
        sys.exit(_say(f"tracker {__version__}\n"))
    if not sys.argv[1:] and COMPLETING not in os.environ:
        from tracker.cli.first_steps import FIVE
        from tracker.cli.readers_language import spoken

        sys.exit(_say(FIVE[spoken()]))
    arguments, level = without_level([*map(_as_utf8, sys.argv[1:])])
    sys.argv[1:] = arguments
    level = os.environ.get("TRACKER_LOG_LEVEL") or None if level is None else level
    if level is not None and level not in LEVELS:
        from tracker.cli.output import notice
        from tracker.messages import listed, said

        notice(said("{option}: {level!r} is none of {known}", option=OPTION, level=level, known=listed(LEVELS)))
        sys.exit(USAGE)
    try:
        if level is not None:
            from tracker.cli.output import log_to_standard_error

            log_to_standard_error(level)
        from tracker.cli.app import run

        status = run()
    except KeyboardInterrupt:  # while modules were still being imported
        status = INTERRUPTED
    sys.exit(status)


def _say(text: str) -> int:
    """Print a text, in UTF-8 whatever the locale; the exit status."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except OSError as error:  # a full disk, a reader that has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python would complain again at its end
        if not isinstance(error, BrokenPipeError):
            from tracker.cli.output import notice
            from tracker.messages import said, system_reason

            notice(said("{where}: {what}", where=said("standard output"), what=system_reason(error)))
            return FAILED
    return DONE


def _as_utf8(argument: str) -> str:
    """An argument that the locale could not decode (LC_ALL=C), read as UTF-8 where it is that."""
    try:
        return argument.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return argument
