"""The command line as a person runs it, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def tracker(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """What ``tracker`` gives for some arguments; its standard input is empty."""
    command = [sys.executable, "-m", "tracker", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=180)
