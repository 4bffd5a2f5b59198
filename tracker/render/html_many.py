"""The table of many versions as one self-contained HTML page; on a narrow screen its rows become cards."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from tracker.render.many_columns import many_table
from tracker.render.template_environment import asset, environment, policy_for
from tracker.wording.many_versions import LABELS
from tracker.wording.reports import LABELS as REPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.history.compared_texts import Succession
    from tracker.history.row_chains import Row
    from tracker.render.many_columns import Words
    from tracker.render.options import RenderOptions


def as_html(told: Succession, rows: Sequence[Row], options: RenderOptions) -> str:
    """The page; its switch between changes and everything stands on ``options.context`` when it opens."""
    table = many_table(told, rows, replace(options, context="all"))
    return (
        environment()
        .get_template("many.html.j2")
        .render(
            html_lang={"zh": "zh-CN", "en": "en"}[options.lang],
            text_lang=Markup("") if options.lang == "zh" else Markup(' lang="zh-CN"'),
            t=REPORTS[options.lang],
            own=LABELS[options.lang],
            policy=policy_for(_style()),
            style=_style(),
            table=table,
            changed=options.context == "changed",
            words=_words,
        )
    )


@cache
def _style() -> Markup:
    return Markup(asset("redline.css") + asset("many.css"))  # noqa: S704 - files of ours


def _words(line: Words) -> Markup:
    return Markup("").join(_piece(look, text) for look, text in line)


def _piece(look: str, text: str) -> Markup:
    words = escape(text)
    if look == "plain":
        return words
    if look == "bold":
        return Markup("<b>{}</b>").format(words)
    tag = "del" if look.endswith("delete") else "ins"
    moved = ' class="mv"' if look.startswith("moved") else ""
    return Markup(f"<{tag}{moved}>{words}</{tag}>")  # noqa: S704 - constant tags around escaped words
