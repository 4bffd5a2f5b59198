"""From a comparison to something a person, a program or a court file can take: one module a format.

>>> from tracker.render import RENDERERS, RenderOptions
>>> page = RENDERERS["html"](change_set, RenderOptions(lang="zh"))  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

from tracker.model import ChangeSet, DiffSet
from tracker.render.options import RenderOptions

__all__ = ["RENDERERS", "SUFFIXES", "RenderOptions", "Renderer"]

Renderer: TypeAlias = Callable[[ChangeSet | DiffSet, RenderOptions], "str | bytes"]


def _module(name: str) -> Renderer:
    """The ``render`` function of a module, imported when first called: no format pays for another."""

    def render(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str | bytes:
        function = cast("Renderer", importlib.import_module(name).render)
        return function(comparison, options)

    return render


def _as_json(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str:
    from tracker.schema.diffs import comparison_text  # noqa: PLC0415 - as for the modules of this room

    return comparison_text(comparison, verbose=options.verbose)


RENDERERS: Mapping[str, Renderer] = {
    "text": _module("tracker.render.text"),
    "json": _as_json,
    "html": _module("tracker.render.html"),
    "md": _module("tracker.render.markdown"),
    "docx": _module("tracker.render.docx"),
    "xlsx": _module("tracker.render.xlsx"),
    "pdf": _module("tracker.render.pdf"),
}
"""Every format and what makes it; text formats give ``str``, office formats and PDF ``bytes``."""

SUFFIXES: Mapping[str, str] = {
    ".txt": "text",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
}
"""The format that the suffix of an output file stands for."""
