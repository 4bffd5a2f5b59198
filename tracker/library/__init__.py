"""What a store means: works, versions, references, consolidated texts, and the index that answers quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.library.holdings import Library

__all__ = ["Library"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module gives whatever it holds
    if name == "Library":  # late, so that a module of this room can be used without the store
        from tracker.library.holdings import Library

        return Library
    raise AttributeError(name)
