"""Where the repository of a folder is, and how one is made."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from tracker.errors import NotAStore
from tracker.messages import said, template
from tracker.store.git_process import execute, last_line, run

__all__ = ["initialise", "located"]

_DAMAGED_HERE: Final = template("the git repository here is damaged")
_COPY: Final = template("take a copy of it, or clone it again")
_WHERE: Final = ["rev-parse", "--is-inside-work-tree", "--show-toplevel", "--show-prefix"]


def located(folder: Path) -> tuple[Path, str]:
    """The top of the working tree that a folder is in, and the folder's path in it, empty or with a slash at its end.

    Raises:
        NotAStore: there is no repository, it is bare or damaged, or git refuses it.
    """
    done = execute(_WHERE, cwd=folder)
    if b"not a git repository" in done.stderr and (folder / ".git").exists():
        done = execute(_WHERE, cwd=folder)  # somebody made it between the two looks; what is damaged stays so
    lines = os.fsdecode(done.stdout).split("\n")
    if done.returncode == 0 and lines[0] == "true":
        if len(lines) != 4:  # noqa: PLR2004 - three answers, and what follows the last line feed
            raise NotAStore("the path of a store has no line break", where=repr(str(folder)), do="rename the folder")
        if _is_passed_over(folder, depth=lines[2].count("/")):
            raise NotAStore(_DAMAGED_HERE, where=str(folder), do=_COPY)
        return Path(lines[1]), lines[2]
    if b"not a git repository" in done.stderr:
        if (folder / ".git").exists():
            raise NotAStore(_DAMAGED_HERE, where=str(folder), do=_COPY)
        raise NotAStore("there is no git repository here", where=str(folder), do="`tracker add` makes one")
    if b"this operation must be run in a work tree" in done.stderr or lines[0] == "false":
        raise NotAStore(
            "this git repository has no working tree here", where=str(folder), do="use a clone of it, not a bare one"
        )
    raise NotAStore(said("git refuses this folder: {stderr}", stderr=last_line(done.stderr)), where=str(folder))


def _is_passed_over(folder: Path, depth: int) -> bool:
    """Whether git went by a repository that it cannot read, to one further up: what is added would go in there."""
    inside = (folder.absolute(), *folder.absolute().parents)[:depth]
    return any((place / ".git").exists() for place in inside)


def initialise(folder: Path) -> None:
    """Make ``folder`` (created if need be) a repository of its own, on the branch ``main``.

    It is made aside and moved to its place whole: nobody sees half of it, and of two who make it at once one does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as aside:
        run(["init", "--quiet", "--initial-branch=main", "--template="], cwd=Path(aside))
        try:
            (Path(aside) / ".git").rename(folder / ".git")
        except OSError:
            if not (folder / ".git").is_dir():
                raise
