"""Which two commits a check compares: as named, or as the CI says; a branch's name is never a part of a command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.store import Store


def base_and_head(
    store: Store, base: str | None, head: str | None, environment: Mapping[str, str]
) -> tuple[str | None, str]:
    """The full names of two commits; the first is ``None`` where everything is new.

    Without names: on a pull request of GitHub the merge base and the commit that is checked out, on a push the commits
    before and after; elsewhere the commit before the one that is checked out.

    Raises:
        UnknownReference: a name is no commit of the store, or there is none.
    """
    told = _event(environment)
    tip = store.resolve(head or "HEAD")
    if base is not None:
        return store.resolve(base), tip
    target = told.get("pull_request", {}).get("base", {}).get("sha") or told.get("merge_group", {}).get("base_sha")
    if target and (known := store.git.lookup(str(target))):
        return store.git.merge_base(known, tip) or known, tip
    if before := told.get("before"):
        return store.git.lookup(str(before)), tip  # a first push, or a branch that was moved away, has none
    return store.git.lookup(f"{tip}~1"), tip


def _event(environment: Mapping[str, str]) -> Mapping[str, Any]:
    """What GitHub says has happened; nothing elsewhere."""
    place = environment.get("GITHUB_EVENT_PATH")
    if not place:
        return {}
    try:
        event = json.loads(Path(place).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return event if isinstance(event, dict) else {}
