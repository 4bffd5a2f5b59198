"""The table of many versions as a Word document in landscape; marks are formats, as in the table of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import RenderError
from tracker.messages import said
from tracker.render.many_columns import many_table
from tracker.render.template_environment import environment
from tracker.render.tracked import EPOCH
from tracker.render.versions_above import NORMAL, looks
from tracker.render.visible_characters import visible
from tracker.render.word_package import packed
from tracker.wording.many_versions import LABELS
from tracker.wording.reports import LABELS as REPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.history.compared_texts import Succession
    from tracker.history.row_chains import Row
    from tracker.render.options import RenderOptions

MOST = 6
"""Versions that a page in landscape has room for, beside one another and legible."""
_PAGE = 14_000
_NAME = 1_400
"""Widths in twentieths of a point: of the page between its margins, and of the first column."""


def as_docx(told: Succession, rows: Sequence[Row], options: RenderOptions) -> bytes:
    """The document.

    Raises:
        RenderError: there are more versions than a page has room for.
    """
    table = many_table(told, rows, options)
    if len(table.versions) > MOST:
        raise RenderError(
            said(
                "{count} versions do not fit on a page of a Word document, which holds {most}",
                count=len(table.versions),
                most=MOST,
            ),
            do="name fewer versions, or write xlsx or html",
        )
    template = environment().get_template("docx/many-versions.xml.j2")
    width = (_PAGE - _NAME) // len(table.versions)
    body = template.render(
        t=REPORTS[options.lang],
        own=LABELS[options.lang],
        looks=looks(NORMAL),
        leading=300,
        table=table,
        widths=[_NAME, *[width] * len(table.versions)],
    )
    return packed(
        {"document.xml": body.strip()},
        title=table.title,
        head=f"{table.title}　{LABELS[options.lang]['table']}",
        author=visible(options.author),
        created=EPOCH,
    )
