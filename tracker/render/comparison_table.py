"""The comparison table as a Word document: 修订前 │ 修订后 │ 说明, in landscape, as it is filed with a draft.

Above it stand both versions with number, date, issuer and force. The words of either side carry the marks as formats;
what can be accepted or refused is the other document (``docx``), with tracked changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tracker.compare.change_counts import is_visible
from tracker.model import CONTAINERS, ChangeSet, DiffSet
from tracker.render.highlights import value_facts
from tracker.render.sides import lines_of, side_of, text_of
from tracker.render.tables import Table, is_table, side_table, stretches
from tracker.render.template_environment import environment
from tracker.render.titles import kind_names, side_name, value_words
from tracker.render.versions_above import NORMAL, TitleBlock, looks, title_block, title_of
from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.model import Change, Place, Version
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Line, Piece, Side

Words: TypeAlias = "list[tuple[str, str]]"
"""A line of a cell: formats and the texts that have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerTable:
    """A table within a cell: the words of its cells, and how many the longest row has."""

    rows: tuple[tuple[Words, ...], ...]
    width: int


Content: TypeAlias = "Words | InnerTable"

SHORT = 400
"""Characters of a row that is kept on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One row of the table: the lines of its three cells, and whether it stays on one page."""

    old: list[Content]
    new: list[Content]
    notes: list[Words]
    is_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPart:
    """One comparison: its title, the block above the table, the rows."""

    title: str
    block: TitleBlock
    rows: list[TableLine]


def body(comparison: ChangeSet | DiffSet, options: RenderOptions) -> str:
    """The main part of the document (``word/document.xml``)."""
    diffs = comparison.diffs if isinstance(comparison, DiffSet) else (comparison,)
    template = environment().get_template("docx/comparison-table.xml.j2")
    page = template.render(
        t=LABELS[options.lang],
        looks=looks(NORMAL),
        leading=300,
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
    shown = [one for one in comparison.changes if options.context == "all" or is_visible(one)]
    return ComparisonPart(
        title=f"{title_of(comparison)}　{labels['comparison-table']}",
        block=title_block(comparison, options),
        rows=[_row(change, options) for change in shown],
    )


def _row(change: Change, options: RenderOptions) -> TableLine:
    lines = lines_of(change)
    length = sum(len(place.text) for place in (*change.old, *change.new))
    return TableLine(
        old=_side(change, lines, "old", options),
        new=_side(change, lines, "new", options),
        notes=_notes(change, options),
        is_short=length <= SHORT,
    )


def _side(change: Change, lines: Sequence[Line], side: Side, options: RenderOptions) -> list[Content]:
    """The lines and tables of one side, the label of its provision before the first."""
    places = change.old if side == "old" else change.new
    found = list(_contents(change, lines, side))
    label = visible(side_name(places, options.lang)) if places else ""
    if not label or len(places) > 1 or not _is_labelled(places[0]):
        return found
    if not found or isinstance(found[0], InnerTable):
        return [[("bold", label)], *found]
    return [[("bold", label + ("　" if found[0] else "")), *found[0]], *found[1:]]


def _contents(change: Change, lines: Sequence[Line], side: Side) -> Iterator[Content]:
    for stretch in stretches(lines, is_table=is_table(change)):
        if isinstance(stretch, Table):
            table = side_table(stretch, side)
            rows = tuple(tuple(_words(cell.pieces, side) for cell in row.cells) for row in table.rows)
            if rows:
                yield InnerTable(rows=rows, width=max(1, *(len(row) for row in rows)))
        else:
            yield from (_line(line, side) for line in side_of(stretch, side))


def _is_labelled(place: Place) -> bool:
    return place.label is not None or place.level in CONTAINERS


def _line(line: Line, side: Side) -> Words:
    labels = [("bold", f"{visible(text_of(label, side) or label.text)}　") for label in line.labels]
    return [*labels, *_words(line.pieces, side)]


def _words(pieces: Iterable[Piece], side: Side) -> Words:
    words = ((piece.look, visible(text_of(piece, side)).replace("\t", "　│　")) for piece in pieces)
    return [(look, text) for look, text in words if text]


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
    return (value_words(change, fact, options.lang) for fact in value_facts(change))
