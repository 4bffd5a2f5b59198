"""The published JSON Schemas (2020-12) of what the commands print: one file a result, in the folder ``json``."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

SUFFIX = ".schema.json"


def published() -> tuple[str, ...]:
    """The names of all schemas: ``issue`` for ``tracker.issue/1``, and so on."""
    folder = files("tracker.schema").joinpath("json")
    return tuple(sorted(one.name.removesuffix(SUFFIX) for one in folder.iterdir() if one.name.endswith(SUFFIX)))


def schema_of(name: str) -> dict[str, Any]:
    """One schema, by the name of its result.

    Raises:
        KeyError: there is none of this name.
    """
    if name not in published():
        raise KeyError(name)
    text = files("tracker.schema").joinpath("json", f"{name}{SUFFIX}").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
