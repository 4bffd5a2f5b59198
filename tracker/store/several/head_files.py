"""The commit that is checked out, read from git's own files: of a thousand repositories no process can be asked.

What is not plain to see (a worktree, a reftable, a branch without a commit) is left to git.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from tracker.language.patterns import regex
from tracker.store.git_process import OID

if TYPE_CHECKING:
    from pathlib import Path

_BRANCH: Final = regex(r"ref: (refs/heads/(?!.*(?:\.\.|//|/\.))[^\s\x00-\x1f~^:?*\[\\]+)")
_LONGEST: Final = 4096
"""Bytes of a file that names a commit or a branch, at most."""


def plain_head(place: Path) -> str | None:
    """The commit that is checked out in the repository whose ``.git`` is ``place``; ``None`` where git must be asked.

    It is what git would say (gitrepository-layout: a branch has a file of its own, else a line of ``packed-refs``), but
    that nobody looks whether the commit is there.
    """
    try:
        if not stat.S_ISDIR(place.lstat().st_mode):
            return None
        head = _first_line(place / "HEAD")
        if OID.match(head):
            return head
        branch = _BRANCH.fullmatch(head)
        return _tip(place, branch[1]) if branch else None
    except (OSError, ValueError):
        return None


def _tip(place: Path, branch: str) -> str | None:
    try:
        found = _first_line(place / branch)
    except FileNotFoundError:
        found = _packed(place / "packed-refs", branch)
    return found if OID.match(found) else None


def _packed(file: Path, branch: str) -> str:
    """The commit of a branch in ``packed-refs``: a line a ref, its commit and its name."""
    ending = b" " + os.fsencode(branch)
    with _plain(file).open("rb") as lines:
        return next((line[: -len(ending)].decode() for line in map(bytes.rstrip, lines) if line.endswith(ending)), "")


def _first_line(file: Path) -> str:
    with _plain(file).open("rb") as content:
        return os.fsdecode(content.readline(_LONGEST)).rstrip("\n")


def _plain(file: Path) -> Path:
    """A file that is neither a link nor a pipe.

    Raises:
        ValueError: it is something else.
        FileNotFoundError: it is not there.
    """
    if not stat.S_ISREG(file.lstat().st_mode):
        raise ValueError(file)
    return file
