"""The formats of the table of many versions: one table, as ``RENDERERS`` for two."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracker.history.compared_texts import Succession
    from tracker.history.row_chains import Row
    from tracker.render.options import RenderOptions

ManyRenderer: TypeAlias = "Callable[[Succession, Sequence[Row], RenderOptions], str | bytes]"


def _named(module: str, name: str) -> ManyRenderer:
    """A function of a module that is imported when it is first called: no format pays for another."""

    def renderer(told: Succession, rows: Sequence[Row], options: RenderOptions) -> str | bytes:
        function = cast("ManyRenderer", getattr(import_module(module), name))
        return function(told, rows, options)

    return renderer


MANY_RENDERERS: Mapping[str, ManyRenderer] = {
    "text": _named("tracker.render.many_text", "as_text"),
    "md": _named("tracker.render.many_text", "as_markdown"),
    "html": _named("tracker.render.html_many", "as_html"),
    "xlsx": _named("tracker.render.xlsx_many", "as_xlsx"),
    "docx": _named("tracker.render.docx_many", "as_docx"),
}
"""Every format but JSON (``schema.histories``) and what makes it."""
