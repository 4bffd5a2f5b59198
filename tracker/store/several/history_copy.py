"""The history of one folder of a repository copied into another, as git's own export and import do it.

Every commit that touched the folder comes along with its message, its author and committer and their times; only names
change, for a commit's name covers those before it. Signatures cover them too and do not come along (git-fast-export).
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final

from tracker.errors import StoreError
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.store.git_process import last_line, pipe_of, quoted, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["BRANCH", "copied_history"]

BRANCH: Final = "refs/heads/main"
_DATA: Final = regex(rb"data ([0-9]{1,18})\n")
_CHUNK: Final = 1 << 20
_CHANGE: Final = regex(rb"(M [0-7]{6} \S+|D) (.+)\n", re.DOTALL)
_ESCAPED: Final = regex(rb"\\([0-7]{3}|.)", re.DOTALL)
_PLAIN: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


def copied_history(old: Path, tip: str, folder: str, drop: str, new: Path) -> int:
    """Copy the history of ``folder`` up to the commit ``tip`` into the branch ``main`` of the empty repository ``new``.

    ``drop`` is what paths lose at their beginning. How many commits there were is returned.

    Raises:
        StoreError: git could not read the one or write the other.
    """
    asked = ["fast-export", "--use-done-feature", "--no-renames", "--signed-tags=strip", "--reencode=no"]
    export = start([*asked, tip, "--", folder], cwd=old)
    load = start(["fast-import", "--quiet", "--done", "--date-format=raw"], cwd=new)
    pipe_of(export.stdin).close()
    write, commits = pipe_of(load.stdin), 0
    try:
        for piece, is_commit in _pieces(pipe_of(export.stdout), drop.encode("utf-8", "surrogateescape")):
            commits += is_commit
            write.write(piece)
        write.close()
    except BrokenPipeError:
        commits = 0
    finally:
        pipe_of(export.stdout).close()
        told = pipe_of(load.stdout).read()
        pipe_of(load.stdout).close()
        failed = [export.wait(), load.wait()]
    if any(failed) or not commits:
        raise StoreError(
            said("git could not copy the history of {folder}: {reason}", folder=folder, reason=last_line(told)),
            where=str(old),
            do="see what `tracker verify` says of this store, and whether the disk is full",
        )
    return commits


def _pieces(stream: IO[bytes], drop: bytes) -> Iterator[tuple[bytes, bool]]:
    """A stream of fast-export with its paths and its branch changed; with each whether a commit begins with it."""
    for line in iter(stream.readline, b""):
        is_commit = line.startswith(b"commit ")
        yield _line(line, drop), is_commit
        if data := _DATA.fullmatch(line):
            yield from ((piece, False) for piece in _content(stream, int(data[1])))


def _content(stream: IO[bytes], size: int) -> Iterator[bytes]:
    while size:
        piece = stream.read(min(size, _CHUNK))
        if not piece:
            return  # git ended: fast-import misses the rest, and says so
        size -= len(piece)
        yield piece


def _line(line: bytes, drop: bytes) -> bytes:
    if line.startswith((b"commit ", b"reset ")):
        return line.partition(b" ")[0] + b" " + BRANCH.encode() + b"\n"
    change = _CHANGE.fullmatch(line)
    if change is None:
        return line
    path = _unquoted(change[2]).removeprefix(drop)
    return change[1] + b" " + quoted(path.decode("utf-8", "surrogateescape")) + b"\n"


def _unquoted(path: bytes) -> bytes:
    """A path as git writes it, in quotation marks with escapes of C where it holds what needs them."""
    if not path.startswith(b'"'):
        return path
    return _ESCAPED.sub(lambda found: _byte(found[1]), path[1:-1])


def _byte(escape: bytes) -> bytes:
    return bytes([int(escape, 8) & 255]) if escape.isdigit() else _PLAIN.get(escape, escape)
