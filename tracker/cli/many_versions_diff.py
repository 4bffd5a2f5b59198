"""``tracker diff A B C``: many versions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.output import notice, write, write_paged
from tracker.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tracker.library.many_sides import ManyTexts
    from tracker.render.options import RenderOptions


def diff_of_many(
    refs: Sequence[str], store: Path, to: str, options: RenderOptions, output: Path | None, *, strict: bool
) -> bool:
    """Write the table; whether anything changed.

    Raises:
        RenderError: the table is not written in this format.
    """
    if to == "pdf":
        raise RenderError(
            "many versions are not written as PDF", do="write html and print it, or name docx, xlsx, md, json or text"
        )
    from tracker.library.many_sides import many_texts

    found = many_texts(refs, store, strict=strict)
    for note in found.notes:
        notice(note)
    (write_paged if to == "text" else write)(_rendered(found, to, options), output)
    return any(row.is_changed for row in found.rows)


def _rendered(found: ManyTexts, to: str, options: RenderOptions) -> str | bytes:
    if to == "json":
        from tracker.schema.histories import dumped, versions_json

        return dumped(versions_json(found.told, found.rows))
    from tracker.render.many_versions import MANY_RENDERERS

    return MANY_RENDERERS[to](found.told, found.rows, options)
