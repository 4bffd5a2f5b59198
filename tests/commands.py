"""The command line as a person runs it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def tracker(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """What ``tracker`` gives for some arguments; its standard input is empty."""
    command = [sys.executable, "-m", "tracker", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=180)


def read_terminal(leader: int) -> Iterator[bytes]:
    """What is written to a terminal, read while it is written (it holds little), until its other side goes."""
    while True:
        try:
            block = os.read(leader, 65536)
        except OSError:
            return
        if not block:
            return
        yield block
