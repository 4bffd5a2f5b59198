"""The command line: one module a command.

A command parses its arguments, calls the rooms below, renders, and sets the exit status.
"""

from __future__ import annotations

import sys

from tracker import __version__


def main() -> None:
    """Entry point of the ``tracker`` script and of ``python -m tracker``."""
    if sys.argv[1:] == ["--version"]:  # answered before Typer is imported: scripts ask this often
        sys.stdout.write(f"tracker {__version__}\n")
        return
    from tracker.cli.app import run

    sys.exit(run())
