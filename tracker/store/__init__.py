"""Snapshots of gazettes in git repositories (contract §5): ``Store`` reads and writes them.

``open_store`` and ``create_store`` give the store of a folder, or the several that its ``stores.toml`` names
(``SeveralStores``); both answer the same questions (``AnyStore``).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from typing import TypeAlias

    from tracker.store.several.several_stores import SeveralStores
    from tracker.store.store import Store
    from tracker.store.view import StoredIssue

    AnyStore: TypeAlias = Store | SeveralStores

__all__ = ["Store", "StoredIssue", "create_store", "holds_several", "open_store"]

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # a git that is missing is told by us, and not as an ImportError

FILE_OF_SEVERAL: Final = "stores.toml"
"""What makes a folder one of several stores (``tracker.store.several``)."""


def holds_several(folder: Path) -> bool:
    """Whether a folder holds several stores."""
    return os.path.lexists(folder / FILE_OF_SEVERAL)


def open_store(folder: Path, *, clock: Callable[[], datetime] | None = None) -> AnyStore:
    """The store at a folder, or the several that it lists.

    Raises:
        NotAStore: there is none.
        ConfigError: the list of several is wrong.
    """
    if holds_several(folder):
        from tracker.store.several.several_stores import SeveralStores  # noqa: PLC0415 - a single store needs none of it

        return SeveralStores.open(folder, clock=clock)
    from tracker.store.store import Store  # noqa: PLC0415 - see below

    return Store.open(folder, clock=clock)


def create_store(folder: Path, *, clock: Callable[[], datetime] | None = None) -> AnyStore:
    """The store at a folder, made where there is none; or the several that it lists.

    Raises:
        StoreError: it cannot be made.
        ConfigError: the list of several is wrong.
    """
    if holds_several(folder):
        return open_store(folder, clock=clock)
    from tracker.store.store import Store  # noqa: PLC0415 - see below

    return Store.create(folder, clock=clock)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module gives whatever it holds
    # Late, so that a module of this room can be used without loading git.
    if name in {"Store", "StoredIssue"}:
        from tracker.store import store, view  # noqa: PLC0415 - see above

        return {"Store": store.Store, "StoredIssue": view.StoredIssue}[name]
    raise AttributeError(name)
