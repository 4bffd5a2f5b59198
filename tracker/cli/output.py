"""Data goes to standard output or to the ``-o`` file; everything else goes to standard error."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path

from tracker.cli.readers_language import for_reader
from tracker.errors import RenderError
from tracker.language.patterns import regex
from tracker.messages import said, system_reason

NARROWEST = 40
"""Columns below which text is no longer fitted to the terminal."""

_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write(content: str | bytes, output: Path | None) -> None:
    """Write a rendered result to ``output``, or to standard output where it is ``None`` or ``-``.

    A file is written beside its place and then moved there, so that a failure never leaves half a report; what is no
    file (``/dev/null``, a pipe) is written to.

    Raises:
        RenderError: the file cannot be written, or binary content would go to a terminal.
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if output is None or to_standard_output(output):
        if isinstance(content, bytes) and sys.stdout.isatty():
            raise RenderError("this format is binary and does not belong on a terminal", do="name a file with -o")
        _write_out(data)
        return
    try:
        _write_file(data, output)
    except OSError as error:
        what = (
            said("is a folder")
            if isinstance(error, IsADirectoryError)
            else said("cannot write the result: {reason}", reason=system_reason(error))
        )
        raise RenderError(what, where=str(output)[:200], do="name another file with -o") from error


def _write_out(data: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        close_output()
        raise RenderError(
            said("cannot write the result: {reason}", reason=system_reason(error)),
            where=said("standard output"),
            do="is the disk full?",
        ) from error


def close_output() -> None:
    """Let nothing more be written to standard output: Python would try again at its end, and complain."""
    with contextlib.suppress(OSError, ValueError):  # it may be no file, or closed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_file(data: bytes, output: Path) -> None:
    place = output.resolve()  # a link stays a link
    if place.is_dir():
        raise IsADirectoryError
    if place.exists() and not place.is_file():
        place.write_bytes(data)
        return
    if not place.parent.is_dir():  # a folder that is made from a slip of the finger is where nobody looks
        raise RenderError("there is no such folder", where=str(output.parent), do="make it first, or name another file")
    beside = place.with_name(f".{os.getpid()}.part")  # a long name stays one that the file system takes
    try:
        beside.write_bytes(data)
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def write_paged(content: str | bytes, output: Path | None) -> None:
    """Write a long text; on a terminal in the person's pager, as git does.

    It stays on screen where it fits, and keeps its colours.
    """
    if not isinstance(content, str) or not is_on_terminal(output):
        write(content, output)
        return
    import pydoc

    os.environ.setdefault("LESS", "-FRX")
    pydoc.pager(content)


def to_standard_output(output: Path | None) -> bool:
    """Whether a result goes to standard output: no file is named, or ``-``."""
    return output is None or str(output) == "-"


def is_on_terminal(output: Path | None) -> bool:
    """Whether a result goes to a person's terminal."""
    return to_standard_output(output) and sys.stdout.isatty()


def terminal_width(output: Path | None) -> int | None:
    """The columns that a result has to fit; ``None`` where it goes to a file or another program."""
    return max(NARROWEST, shutil.get_terminal_size().columns) if is_on_terminal(output) else None


def has_colour(color: str, output: Path | None) -> bool:
    """Whether to colour a result: as asked; else on a terminal that has colours and is not told to show none.

    See https://no-color.org for ``NO_COLOR``.
    """
    if color != "auto":
        return color == "always"
    return is_on_terminal(output) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def log_to_standard_error(level: str) -> None:
    """Let the library's logger (``tracker``) tell what is done, from a level on; said twice, the first time counts."""
    import logging

    logger = logging.getLogger("tracker")
    if any(isinstance(one, logging.StreamHandler) for one in logger.handlers):
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level.upper())


def stop_logging() -> None:
    """The library's logger is silent again: a command that is run inside a program leaves nothing behind."""
    if "logging" not in sys.modules:  # nothing was logged, and importing it costs every `--help`
        return
    import logging

    logger = logging.getLogger("tracker")
    for handler in [one for one in logger.handlers if isinstance(one, logging.StreamHandler)]:
        logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def notice(message: str) -> None:
    """Say something to the person at the terminal in their language, on standard error, with our name before it.

    A text with values is made by ``tracker.messages.said``, so that the catalogue can be asked for it.
    """
    tell(f"tracker: {for_reader(message)}")


def tell(message: str) -> None:
    """Write a line on standard error as it stands; no control character of a name reaches it."""
    with contextlib.suppress(OSError):  # a full disk there too: nobody can be told
        sys.stderr.write(f"{_CONTROL.sub('?', message)}\n")
