"""Names of files as a person writes them in a REF."""

from __future__ import annotations

import re
from pathlib import Path

from tracker.language.patterns import regex

_LONG = 120
_SUFFIX = regex(r"\.(?:txt|md|pdf|html?|docx)$", re.IGNORECASE)


def is_file(path: Path) -> bool:
    """Whether there is something to read: a file, or a pipe (``tracker diff <(…) <(…)``)."""
    try:
        return path.exists() and not path.is_dir()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL, is no file
        return False


def is_folder(name: str) -> bool:
    """Whether a name is that of a folder."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def looks_like_path(name: str) -> bool:
    """Whether a name that is no file was meant as one, by its suffix or its first characters."""
    head = name.split("#", 1)[0]
    return bool(_SUFFIX.search(head)) or head.startswith(("/", "./", "../"))


def short(name: str) -> str:
    """A name as an error repeats it: its beginning, where it is very long."""
    return name if len(name) <= _LONG else f"{name[:_LONG]}…"
