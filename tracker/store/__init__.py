"""Snapshots of gazettes in a git repository (contract §5): ``Store`` reads and writes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.store.store import Store
    from tracker.store.view import StoredIssue

__all__ = ["Store", "StoredIssue"]

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # a git that is missing is told by us, and not as an ImportError


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module gives whatever it holds
    # Late, so that a module of this room can be used without loading git.
    if name in __all__:
        from tracker.store import store, view  # noqa: PLC0415 - see above

        return {"Store": store.Store, "StoredIssue": view.StoredIssue}[name]
    raise AttributeError(name)
