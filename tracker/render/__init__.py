"""From a comparison to something a person, a program or a court file can take: one module a format.

>>> from tracker import RenderOptions, render
>>> page = render(comparison, "html", RenderOptions(lang="en"))  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tracker.model import ChangeSet, DiffSet
    from tracker.render.options import RenderOptions

__all__ = ["RENDERERS", "SUFFIXES", "RenderOptions", "Renderer", "render"]

Renderer: TypeAlias = "Callable[[ChangeSet | DiffSet, RenderOptions], str | bytes]"


def render(comparison: ChangeSet | DiffSet, to: str = "text", options: RenderOptions | None = None) -> str | bytes:
    """A comparison in a format: ``text json html md`` give ``str``, ``docx xlsx pdf`` give ``bytes``.

    Raises:
        RenderError: there is no such format, or the machine lacks what it needs (a browser for PDF).
    """
    from tracker.errors import RenderError  # noqa: PLC0415 - the public names cost nothing until they are used
    from tracker.messages import listed, said  # noqa: PLC0415 - the same
    from tracker.render.options import RenderOptions  # noqa: PLC0415 - the same

    if to not in RENDERERS:
        raise RenderError(
            said("there is no format {to!r}", to=to), do=said("name one of {known}", known=listed(RENDERERS))
        )
    return RENDERERS[to](comparison, options or RenderOptions())


def __getattr__(name: str) -> object:
    if name == "RenderOptions":
        return importlib.import_module("tracker.render.options").RenderOptions
    raise AttributeError(f"module 'tracker.render' has no attribute {name!r}")


def _module(name: str) -> Renderer:
    """The ``render`` function of a module, imported when first called: no format pays for another."""

    def renderer(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str | bytes:
        function = cast("Renderer", importlib.import_module(name).render)
        return function(comparison, options)

    return renderer


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
