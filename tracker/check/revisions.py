"""Which two commits a check compares: as named, or as the CI says; a branch's name is never a part of a command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import UnknownReference
from tracker.store.git import Git
from tracker.store.several.several_stores import SeveralStores

if TYPE_CHECKING:
    from tracker.store import AnyStore


def base_and_head(
    store: AnyStore, base: str | None, head: str | None, environment: Mapping[str, str]
) -> tuple[str | None, str]:
    """The full names of two commits; the first is ``None`` where there is nothing to compare with: everything is new.

    Without names, by what GitHub says has happened: on a pull request the base that the commit checked out was merged
    into, else the merge base; in a merge queue its base; on a push the commit before it, for a branch that is new or
    was moved away from a commit that nobody has any more the merge base with the default branch; elsewhere the commit
    before.

    Of several stores the two are states, and what to compare with is named: no commit comes before all of their heads.

    Raises:
        UnknownReference: a name is no commit of the store, or the clone is shallow and lacks the commit before.
    """
    if isinstance(store, SeveralStores):
        return _states(store, base, head)
    git = store.git
    tip = store.resolve(head or "HEAD")
    if base is not None:
        return store.resolve(base), tip
    found = _base_told(git, event_of(environment), tip)
    if found is None and is_shallow(git):
        raise UnknownReference(
            "the clone is shallow, and the commit to compare with is not in it",
            where=str(store.folder),
            do="check out the whole history (fetch-depth: 0), or name commits with --base and --head",
        )
    return found, tip


def _states(stores: SeveralStores, base: str | None, head: str | None) -> tuple[str, str]:
    """The states of several stores that revisions name.

    Raises:
        UnknownReference: one names none, or ``base`` is missing.
    """
    if base is None:
        raise UnknownReference(
            "of several stores it must be said what to compare with",
            where=str(stores.folder),
            do="write --base 2025-09-01 or --base STORE:REV, or name one store alone with --store",
        )
    return stores.resolve(base), stores.resolve(head or "HEAD")


def event_of(environment: Mapping[str, str]) -> Mapping[str, Any]:
    """What GitHub says has happened; nothing elsewhere."""
    place = environment.get("GITHUB_EVENT_PATH")
    if not place:
        return {}
    try:
        event = json.loads(Path(place).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return event if isinstance(event, dict) else {}


def part(event: Mapping[str, Any], *names: str) -> Any:  # noqa: ANN401 - a value of JSON
    """A value inside an event; ``None`` where it has none, or another shape."""
    value: Any = event
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def is_shallow(git: Git) -> bool:
    """Whether the history ends where the clone was cut off."""
    return git.run("rev-parse", "--is-shallow-repository").strip() == b"true"


def _base_told(git: Git, event: Mapping[str, Any], tip: str) -> str | None:
    if part(event, "pull_request") is not None:
        return _of_pull_request(git, event, tip)
    if target := part(event, "merge_group", "base_sha"):
        return _fork_point(git, git.lookup(str(target)), tip)
    if part(event, "before") is not None:
        return _of_push(git, event, tip)
    return git.lookup(f"{tip}~1")


def _of_pull_request(git: Git, event: Mapping[str, Any], tip: str) -> str | None:
    """GitHub checks out a merge of the request into the base of today: what the base got since is not its own."""
    theirs = part(event, "pull_request", "head", "sha")
    if theirs and git.lookup(f"{tip}^2") == theirs:
        return git.lookup(f"{tip}^1")
    return _fork_point(git, git.lookup(str(part(event, "pull_request", "base", "sha"))), tip)


def _of_push(git: Git, event: Mapping[str, Any], tip: str) -> str | None:
    """The commit before; a first push has none, and a forced one may have left it to nobody."""
    if known := git.lookup(str(event["before"])):
        return known
    default = part(event, "repository", "default_branch")
    if not isinstance(default, str) or part(event, "ref") in (None, f"refs/heads/{default}"):
        return None
    return _fork_point(git, git.tip(f"refs/remotes/origin/{default}"), tip)


def _fork_point(git: Git, other: str | None, tip: str) -> str | None:
    """Where two histories part; the other commit itself where they never met."""
    if other is None:
        return None
    return git.merge_base(other, tip) or (None if is_shallow(git) else other)
