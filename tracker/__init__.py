"""A change tracker and diff monitor for government gazettes.

The public names are loaded when first asked for, so that importing the package costs nothing::

    from tracker import Store, compare, parse_file

    changes = compare(parse_file("old.txt"), parse_file("new.txt"))
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.compare import compare
    from tracker.parse import parse_file
    from tracker.store import Store

__all__ = ["Store", "__version__", "compare", "parse_file"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    homes = {"Store": "tracker.store", "parse_file": "tracker.parse"}
    if name in homes:
        return getattr(importlib.import_module(homes[name]), name)
    raise AttributeError(f"module 'tracker' has no attribute {name!r}")


def _compare(_package: ModuleType) -> object:
    return importlib.import_module("tracker.compare").compare


def _keep(_package: ModuleType, _room: object) -> None:
    """Importing the room ``tracker.compare`` would set it as the attribute of that name."""


class _Package(ModuleType):
    """This package: ``tracker.compare`` is the function, also after the room of that name was imported."""

    compare = property(_compare, _keep)


sys.modules[__name__].__class__ = _Package
