"""The state of several stores as one text: a commit a store, ``beijing:40HEX documents:40HEX``, in order of the names.

It stands where a single store has the name of a commit: in the facts of an index, in the notes of the monitor. No name
of a store holds a blank or a colon. In JSON ``commit`` stays the name of a commit, and is ``null`` for a state, which
stands beside it as ``commits``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.language.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["carried", "commit_json", "commits_of", "moves", "state_of"]

_PART = regex(r"[^\s:]+:(?:[0-9a-f]{64}|[0-9a-f]{40})")


def state_of(commits: Mapping[str, str]) -> str:
    """The state in which each store (by its name) is at a commit; empty where no store has one."""
    return " ".join(f"{name}:{commit}" for name, commit in sorted(commits.items()))


def commits_of(state: str) -> dict[str, str] | None:
    """The commit of each store in a state; ``None`` for a text that is no state, the name of one commit among them."""
    parts = state.split(" ")
    if not all(map(_PART.fullmatch, parts)):
        return None
    found = dict(part.split(":", 1) for part in parts)
    return found if len(found) == len(parts) else None


def commit_json(commit: str | None) -> dict[str, Any]:
    """``commit`` as JSON has it: a commit, ``null`` where there is none; ``commits`` of several stores."""
    commits = commits_of(commit or "")
    return {"commit": commit or None} if commits is None else {"commit": None, "commits": commits}


def carried(old: str | None, new: str) -> str:
    """A state, with the stores that it lacks (they may be missing for a while) as an earlier one has them."""
    before, after = commits_of(old or ""), commits_of(new)
    return new if before is None or after is None else state_of({**before, **after})


def moves(old: str, new: str) -> Iterator[tuple[str, str | None, str | None]]:
    """The stores that are at another commit in one state than in another, with both commits."""
    before, after = commits_of(old) or {}, commits_of(new) or {}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)
