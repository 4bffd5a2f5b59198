"""The table of many versions, prepared so that every format only has to draw it.

The first column is the first version as it reads; every other one is the redline against the column to its left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tracker.compare.align.comparable_text import folded_label
from tracker.compare.change_counts import is_visible
from tracker.model import CONTAINERS
from tracker.render.sides import lines_of
from tracker.render.titles import kind_names, side_name, version_name
from tracker.render.turn_words import remarks_of
from tracker.render.visible_characters import visible
from tracker.wording.many_versions import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.history.compared_texts import Edition, Succession
    from tracker.history.row_chains import Cell, Row
    from tracker.model import Change, Lang, Place
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Line

Words: TypeAlias = "tuple[tuple[str, str], ...]"
"""A line of a cell: looks (plain, bold, delete, insert, moved-delete, moved-insert) and the texts that have them."""

GAP = "　"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A cell: what became of the provision in this version, and its lines; ``is_same`` as in the column before."""

    kinds: str
    lines: tuple[Words, ...]
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row: the name of the provision, whether it heads others, and a cell a version."""

    name: str
    is_heading: bool
    is_changed: bool
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyTable:
    """The whole table: title, versions as (name, another title, date), what must be noted, the rows that are shown."""

    title: str
    versions: tuple[tuple[str, str, str], ...]
    remarks: tuple[str, ...]
    rows: tuple[RowView, ...]
    counted: str


def many_table(told: Succession, rows: Sequence[Row], options: RenderOptions) -> ManyTable:
    """The table; ``options.context`` says whether rows without a change are shown."""
    lang = options.lang
    shown = [row for row in rows if options.context == "all" or row.is_changed]
    last = told.editions[-1].version
    title = last.title or version_name(last)
    return ManyTable(
        title=visible(title),
        versions=tuple(_version(edition, title) for edition in told.editions),
        remarks=remarks_of(told, lang),
        rows=tuple(_row(row, lang) for row in shown),
        counted=LABELS[lang]["counted"].format(rows=len(rows), changed=sum(row.is_changed for row in rows)),
    )


def _version(edition: Edition, whole: str) -> tuple[str, str, str]:
    """Number, title where it is not that of the whole table, and date."""
    version = edition.version
    date = version.date if version.doc_number and version.date else ""
    return visible(version_name(version)), visible(version.title if version.title != whole else ""), date or ""


def _row(row: Row, lang: Lang) -> RowView:
    places = row.name_places
    return RowView(
        name=visible(side_name(places, lang)),
        is_heading=bool(places) and places[0].level in CONTAINERS,
        is_changed=row.is_changed,
        cells=tuple(_cell(cell, lang) for cell in row.cells),
    )


def _cell(cell: Cell, lang: Lang) -> CellView:
    names = dict.fromkeys(name for change in cell.changes if _is_told(change) for name in kind_names(change, lang))
    return CellView(
        kinds=" · ".join(names),
        lines=tuple(_lines(cell)),
        is_same=bool(cell.changes) and not cell.is_changed,
    )


def _is_told(change: Change) -> bool:
    return is_visible(change) or change.renumbered


def _lines(cell: Cell) -> Iterator[Words]:
    if not cell.changes:
        yield from (line for place in cell.places for line in _plain(place))
    for change in cell.changes:
        if change.kind == "unchanged" and not change.renumbered:
            yield from (line for place in change.new for line in _plain(place))
        else:
            yield from _redlined(change)


def _plain(place: Place) -> Iterator[Words]:
    first, *others = place.text.split("\n")
    label = (("bold", visible(f"{place.label}{GAP}")),) if place.label else ()
    yield (*label, ("plain", _shown(first)))
    yield from ((("plain", _shown(line)),) for line in others)


def _redlined(change: Change) -> Iterator[Words]:
    """The lines of a change, each provision's label before its first line."""
    lines = [tuple(_line(line)) for line in lines_of(change)] or [()]
    first, label = lines[0], _label(change)
    if _keeps_label(change):  # 第三条 became 第三条 and 第四条: the label that both have is no change
        label, first = (), (("bold", first[0][1]), *first[1:])
    yield (*label, *first)
    yield from lines[1:]


def _keeps_label(change: Change) -> bool:
    """Whether one provision became several, or several one, and the first of them has the label of the one."""
    if not change.old or not change.new or len(change.old) == len(change.new) == 1:
        return False
    old, new = (side[0].label for side in (change.old, change.new))
    alone = 1 in {len(change.old), len(change.new)}
    return alone and bool(old) and folded_label(old) == folded_label(new) and bool(lines_of(change)[0].labels)


def _label(change: Change) -> tuple[tuple[str, str], ...]:
    """The label of a side that is one provision; of a side that is several the lines say where each of them begins."""
    old, new = (side[0].label or "" if len(side) == 1 else "" for side in (change.old, change.new))
    is_same = folded_label(old) == folded_label(new)
    marked = [("bold", new)] if is_same else [("delete", old), ("insert", new)]
    shown = [(look, visible(label)) for look, label in marked if label]
    return (*shown, ("plain", GAP)) if shown else ()


def _line(line: Line) -> Iterator[tuple[str, str]]:
    for label in line.labels:
        yield label.look, visible(label.text)
        yield "plain", GAP
    yield from ((piece.look, _shown(piece.text)) for piece in line.pieces)
    if line.end != "equal" and (not line.pieces or line.pieces[-1].mark != line.end):
        yield line.end, "¶"


def _shown(text: str) -> str:
    return visible(text).replace("\t", f"{GAP}│{GAP}")
