"""The comparison table as a Word document: 修订前 │ 修订后 │ 说明, in landscape, as it is filed with a draft.

Above it stand both versions with number, date, issuer and force. The words of either side carry the marks as formats;
what can be accepted or refused is the other document (``docx``), with tracked changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from tracker.compare.change_counts import is_visible
from tracker.model import CONTAINERS, ChangeSet, DiffSet
from tracker.render.highlights import value_facts
from tracker.render.sides import lines_of, side_of, text_of
from tracker.render.template_environment import environment
from tracker.render.titles import direction_name, kind_names, said, side_name, version_facts, version_name
from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tracker.model import Change, Place, Version
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Line, Piece, Side

Words: TypeAlias = "list[tuple[str, str]]"
"""A line of a cell: formats and the texts that have them."""

SHORT = 400
"""Characters of a row that is kept on one page."""

_SIZE = '<w:sz w:val="21"/><w:szCs w:val="21"/>'
LOOKS: Mapping[str, Markup] = {
    "plain": Markup(_SIZE),  # noqa: S704
    "bold": Markup(f"<w:b/>{_SIZE}"),  # noqa: S704 - constant markup of ours
    "delete": Markup(f'<w:strike/><w:color w:val="B3400E"/>{_SIZE}'),  # noqa: S704
    "insert": Markup(f'<w:color w:val="0B57A4"/>{_SIZE}<w:u w:val="single"/>'),  # noqa: S704
    "moved-delete": Markup(f'<w:strike/><w:color w:val="63309A"/>{_SIZE}'),  # noqa: S704
    "moved-insert": Markup(f'<w:color w:val="63309A"/>{_SIZE}<w:u w:val="double"/>'),  # noqa: S704
}
"""The run properties of every format, in the order of the schema (ECMA-376 Part 1, §17.3.2.28 rPr); 10.5 pt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One row of the table: the lines of its three cells, and whether it stays on one page."""

    old: list[Words]
    new: list[Words]
    notes: list[Words]
    is_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPart:
    """One comparison: its title, what is known of both versions, what must be noted, the rows."""

    title: str
    versions: list[tuple[str, str, str]]
    remarks: list[str]
    rows: list[TableLine]


def body(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str:
    """The main part of the document (``word/document.xml``)."""
    diffs = comparison.diffs if isinstance(comparison, DiffSet) else (comparison,)
    template = environment().get_template("docx/comparison-table.xml.j2")
    page = template.render(
        t=LABELS[options.lang],
        looks=LOOKS,
        comparisons=[_part(diff, options) for diff in diffs],
        lists=_lists(comparison, options) if isinstance(comparison, DiffSet) else [],
    )
    return page.strip()


def _lists(comparison: DiffSet, options: RenderOptions) -> list[tuple[str, list[str]]]:
    """Documents that only one of two issues has."""
    labels = LABELS[options.lang]
    sides = ((labels["added"], comparison.added), (labels["removed"], comparison.removed))
    return [(name, [_document(version) for version in versions]) for name, versions in sides if versions]


def _document(version: Version) -> str:
    return visible(f"{version.doc_number or ''} {version.title}".strip())


def _part(comparison: ChangeSet, options: RenderOptions) -> ComparisonPart:
    labels = LABELS[options.lang]
    name = visible(comparison.new.title or comparison.old.title or version_name(comparison.new))
    shown = [one for one in comparison.changes if options.context == "all" or is_visible(one)]
    return ComparisonPart(
        title=f"{name}　{labels['comparison-table']}",
        versions=_versions(comparison, options),
        remarks=[visible(said(remark, options.lang)) for remark in comparison.remarks],
        rows=[_row(change, options) for change in shown],
    )


def _versions(comparison: ChangeSet, options: RenderOptions) -> list[tuple[str, str, str]]:
    """What is known of the versions, as (what, old, new)."""
    labels = LABELS[options.lang]
    old, new = (dict(version_facts(one, options.lang)) for one in (comparison.old, comparison.new))
    titles = visible(comparison.old.title), visible(comparison.new.title)
    facts = [(name, old.get(name, "—"), new.get(name, "—")) for name in {**old, **new}]
    return [(labels["document"], *titles), *facts] if any(titles) else facts


def _row(change: Change, options: RenderOptions) -> TableLine:
    length = sum(len(place.text) for place in (*change.old, *change.new))
    return TableLine(
        old=_side(change, "old", options),
        new=_side(change, "new", options),
        notes=_notes(change, options),
        is_short=length <= SHORT,
    )


def _side(change: Change, side: Side, options: RenderOptions) -> list[Words]:
    """The lines of one side, the label of its provision before the first."""
    places = change.old if side == "old" else change.new
    lines = [_line(line, side) for line in side_of(lines_of(change), side)]
    label = visible(side_name(places, options.lang)) if places else ""
    if not label or len(places) > 1 or not _is_labelled(places[0]):
        return lines
    gap = "　" if lines and lines[0] else ""
    return [[("bold", label + gap), *(lines[0] if lines else [])], *lines[1:]]


def _is_labelled(place: Place) -> bool:
    return place.label is not None or place.level in CONTAINERS


def _line(line: Line, side: Side) -> Words:
    labels = [("bold", f"{visible(text_of(label, side) or label.text)}　") for label in line.labels]
    words = ((_look(piece), visible(text_of(piece, side)).replace("\t", "　│　")) for piece in line.pieces)
    return [*labels, *((look, text) for look, text in words if text)]


def _look(piece: Piece) -> str:
    if piece.mark == "equal":
        return "plain"
    return f"moved-{piece.mark}" if piece.moved else piece.mark


def _notes(change: Change, options: RenderOptions) -> list[Words]:
    """What became of the provision, where its words moved, and the values and duties that changed in it."""
    found: list[Words] = [[("bold", " · ".join(kind_names(change, options.lang)))]]
    found += [[("plain", text)] for text in dict.fromkeys(_moves(change, options))]
    found += [[("plain", text)] for text in _facts(change, options)]
    return found


def _moves(change: Change, options: RenderOptions) -> Iterator[str]:
    labels = LABELS[options.lang]
    for edit in change.edits:
        if edit.moved:
            yield visible(f"{labels['moved-to' if edit.old else 'moved-from']} {edit.moved}")


def _facts(change: Change, options: RenderOptions) -> Iterator[str]:
    labels = LABELS[options.lang]
    for fact in value_facts(change):
        values = f"{fact.old or '—'} → {fact.new or '—'} {direction_name(fact, options.lang)}"
        yield visible(f"{labels[fact.type]}: {values}".rstrip())
