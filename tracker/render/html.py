"""The comparison as one self-contained HTML page: no network, no font, image or script from elsewhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from tracker.model import ChangeSet, DiffSet
from tracker.render.page import comparison_view, fact_filters, filters
from tracker.render.template_environment import asset, environment, policy_for
from tracker.render.titles import source_name, version_name
from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.model import Version
    from tracker.render.options import RenderOptions


def render(comparison: ChangeSet | DiffSet, options: RenderOptions, *, links: Sequence[tuple[str, str]] = ()) -> str:
    """The page; ``layout`` and ``context`` of the options are what its switches stand on when it opens.

    ``links`` (words, address) lead from it to the pages around it, where it is one of a site.
    """
    style = _style() + _running_title(_title(comparison), options)
    diffs = comparison.diffs if isinstance(comparison, DiffSet) else (comparison,)
    prefixes = [f"{number}-" for number in range(1, len(diffs) + 1)] if isinstance(comparison, DiffSet) else [""]
    return (
        environment()
        .get_template("redline.html.j2")
        .render(
            lang=options.lang,
            html_lang={"zh": "zh-CN", "en": "en"}[options.lang],
            text_lang=Markup("") if options.lang == "zh" else Markup(' lang="zh-CN"'),
            t=LABELS[options.lang],
            policy=policy_for(style, _script()),
            style=style,
            script=_script(),
            links=links,
            title=_title(comparison),
            overview=_overview(comparison, options),
            comparisons=[comparison_view(diff, options, prefix) for diff, prefix in zip(diffs, prefixes, strict=True)],
            layouts=_choices(("inline", "side-by-side"), options.layout, options),
            contexts=_choices(("changed", "all"), options.context, options),
            kinds=filters(diffs, options.lang),
            facts=fact_filters(diffs, options.lang),
        )
    )


def _title(comparison: ChangeSet | DiffSet) -> str:
    if isinstance(comparison, ChangeSet):
        name = comparison.new.title or comparison.old.title
        return visible(f"{name} {version_name(comparison.old)} → {version_name(comparison.new)}".strip())
    names = [version.title or source_name(version) for version in (comparison.old, comparison.new) if version]
    return visible(" → ".join(names))


def _overview(comparison: ChangeSet | DiffSet, options: RenderOptions) -> Sequence[tuple[str, Sequence[str]]]:
    """Documents that only one of two issues has, as (label, names)."""
    if isinstance(comparison, ChangeSet):
        return ()
    labels = LABELS[options.lang]
    lists = ((labels["added"], comparison.added), (labels["removed"], comparison.removed))
    return [(label, [_document_name(version) for version in versions]) for label, versions in lists if versions]


def _document_name(version: Version) -> str:
    return visible(f"{version.doc_number or ''} {version.title}".strip())


def _choices(names: Sequence[str], chosen: str, options: RenderOptions) -> list[tuple[str, str, Markup]]:
    """The switches of one choice as (name, label, the attribute of the one that is on)."""
    on = Markup(" checked")
    return [(name, LABELS[options.lang][name], on if name == chosen else Markup("")) for name in names]


@cache
def _style() -> Markup:
    return Markup(asset("redline.css"))  # noqa: S704 - a file of ours


def _running_title(title: str, options: RenderOptions) -> Markup:
    """What stands above and below every printed page but the first: the title, and 第 2 页 共 9 页."""
    labels = LABELS[options.lang]
    page, between, after = (_css_string(part) for part in labels["page-of"].split("{}"))
    before, now = _css_string(labels["before"]), _css_string(labels["after"])
    look = "font:8.5pt var(--song);color:#444"
    return Markup(  # noqa: S704 - every string in it is escaped for CSS
        f"@media print{{@page{{@top-center{{content:{_css_string(title)};{look}}}"
        f"@bottom-center{{content:{page} counter(page) {between} counter(pages) {after};{look}}}}}"
        "@page:first{@top-center{content:none}}"
        f"@page sides{{@top-left{{content:{before};{look}}}@top-right{{content:{now};{look}}}}}}}"
    )


def _css_string(text: str) -> str:
    """A string of CSS: every character that could end it, or the element it stands in, by its number."""
    return '"' + "".join(one if one.isalnum() or one in " ·/" else f"\\{ord(one):x} " for one in text) + '"'


@cache
def _script() -> Markup:
    return Markup(asset("redline.js"))  # noqa: S704 - a file of ours
