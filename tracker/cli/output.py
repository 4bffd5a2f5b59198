"""Data goes to standard output or to the ``-o`` file; everything else goes to standard error."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tracker.errors import RenderError


def write(content: str | bytes, output: Path | None) -> None:
    """Write a rendered result to ``output``, or to standard output where it is ``None``.

    A file is written beside its place and then moved there, so that a failure never leaves half a report.

    Raises:
        RenderError: the file cannot be written, or binary content would go to a terminal.
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if output is None:
        if isinstance(content, bytes) and sys.stdout.isatty():
            raise RenderError("this format is binary and does not belong on a terminal", do="name a file with -o")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    beside = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RenderError(
            f"cannot write the result: {error.strerror}", where=str(output), do="choose another place with -o"
        ) from error


def tell(message: str) -> None:
    """Say something to the person at the terminal, on standard error."""
    sys.stderr.write(f"{message}\n")
