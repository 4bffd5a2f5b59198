"""What ``git fsck`` finds, where the repository's configuration lets it look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.messages import said
from tracker.store.git_process import answered, execute

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["fsck_findings"]


def fsck_findings(top: Path) -> tuple[str, ...]:
    """One line a finding, empty when all is well.

    A configuration of the repository's own that lets fsck overlook things (``fsck.skipList``, ``fsck.<message>``) is a
    finding itself, and fsck is not run under it: a list of what to skip can be any file, whose lines git would quote.
    """
    if settings := _overlooking(top):
        return (said("the repository's configuration lets it overlook things: {names}", names=", ".join(settings)),)
    done = execute(["fsck", "--full", "--no-dangling", "--no-progress"], cwd=top)
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    told = tuple(line for line in lines if line and not line.startswith("notice:"))
    if done.returncode and not told:
        return (said("it ended with the status {status}", status=done.returncode),)
    return told if done.returncode else ()


def _overlooking(top: Path) -> list[str]:
    """The settings of fsck that stand in the repository, and not in the person's own configuration."""
    asked = ["config", "--show-scope", "--null", "--name-only", "--get-regexp", r"^fsck\."]
    fields = (answered(asked, cwd=top) or b"").decode("utf-8", "replace").split("\0")[:-1]
    scoped = zip(fields[::2], fields[1::2], strict=True)
    return sorted({name for scope, name in scoped if scope in {"local", "worktree"}})
