"""What stands above a comparison in a Word document: both versions, what must be noted, and what the marks mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from tracker.model import ChangeSet, DiffSet
from tracker.render.template_environment import environment
from tracker.render.titles import version_facts, version_name
from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.model import Version
    from tracker.render.options import RenderOptions

NORMAL, SMALL = 21, 18
"""Sizes of words in half points: those of the comparison table, and of a title block above a text."""


def looks(size: int) -> Mapping[str, Markup]:
    """The run properties of every format, in the order of the schema (ECMA-376 Part 1, §17.3.2.28 rPr)."""
    points = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return {
        "plain": Markup(points),  # noqa: S704
        "bold": Markup(f"<w:b/>{points}"),  # noqa: S704 - constant markup of ours, here and below
        "delete": Markup(f'<w:strike/><w:color w:val="B3400E"/>{points}'),  # noqa: S704
        "insert": Markup(f'<w:color w:val="0B57A4"/>{points}<w:u w:val="single"/>'),  # noqa: S704
        "moved-delete": Markup(f'<w:strike/><w:color w:val="63309A"/>{points}'),  # noqa: S704
        "moved-insert": Markup(f'<w:color w:val="63309A"/>{points}<w:u w:val="double"/>'),  # noqa: S704
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBlock:
    """What is known of the versions as (what, old, new), and what must be noted."""

    versions: tuple[tuple[str, str, str], ...]
    remarks: tuple[str, ...]


def title_block(comparison: ChangeSet | DiffSet, options: RenderOptions) -> TitleBlock:
    """The block of one comparison, or of two issues."""
    remarks = comparison.remarks if isinstance(comparison, ChangeSet) else ()
    return TitleBlock(
        versions=_versions(comparison.old, comparison.new, options),
        remarks=tuple(visible(in_language(remark, options.lang)) for remark in remarks),
    )


def title_of(comparison: ChangeSet | DiffSet) -> str:
    """What a document is called: the new version's title, else the old one's, else how the new one was named."""
    versions = [version for version in (comparison.new, comparison.old) if version]
    titles = [version.title for version in versions if version.title] + [version_name(one) for one in versions]
    return visible(next(iter(titles), ""))


def block_header(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str:
    """The block as the header of a redline's first page (a part ``w:hdr``)."""
    template = environment().get_template("docx/header-first.xml.j2")
    block = title_block(comparison, options)
    return template.render(t=LABELS[options.lang], looks=looks(SMALL), leading=260, block=block).strip()


def _versions(old: Version | None, new: Version | None, options: RenderOptions) -> tuple[tuple[str, str, str], ...]:
    before, after = (dict(version_facts(one, options.lang)) if one else {} for one in (old, new))
    titles = _title(old), _title(new)
    facts = [(name, before.get(name, "—"), after.get(name, "—")) for name in {**before, **after}]
    return ((LABELS[options.lang]["document"], *titles), *facts) if titles != ("—", "—") else tuple(facts)


def _title(version: Version | None) -> str:
    return visible(version.title) if version and version.title else "—"
