"""Redlines as HTML: the only place where markup is made of text, every character of it escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from markupsafe import Markup, escape

from tracker.language.labels import HAN_BRACKET_LABEL
from tracker.language.patterns import regex
from tracker.render.sides import Line, Piece, side_of, text_of
from tracker.render.tables import Table, side_table, stretches
from tracker.render.visible_characters import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tracker.render.sides import Row, Side
    from tracker.render.tables import Cell


_TAGS: Mapping[str, str] = {"delete": "del", "insert": "ins"}
_ITEM = regex(HAN_BRACKET_LABEL)
_SUBITEM = regex(r"\d+[.．、]|[（(]\d+[)）]")


Links: TypeAlias = "Callable[[Piece], tuple[str, str] | None]"
"""Where a moved piece went to or came from: the address and the words of a link, or nothing."""


def inline(lines: Iterable[Line], links: Links, *, is_table: bool = False) -> Markup:
    """A redline as paragraphs and tables, both sides in one text."""
    parts: list[Markup] = []
    for stretch in stretches(lines, is_table=is_table):
        if isinstance(stretch, Table):
            parts.append(_table(stretch, lambda cell: _joined(_linked(piece, links) for piece in cell.pieces)))
        else:
            parts.extend(_paragraph(line, _inline_pieces(line, links)) for line in stretch)
    return _joined(parts)


def column(row: Row, side: Side, *, is_table: bool = False) -> Markup:
    """One side of a row of the comparison table as paragraphs, of a table as a table."""
    parts: list[Markup] = []
    for stretch in stretches(row, is_table=is_table):
        if isinstance(stretch, Table):
            parts.append(_table(side_table(stretch, side), lambda cell: _side_pieces(cell.pieces, side)))
        else:
            parts.extend(
                _paragraph(line, _joined((*_side_labels(line), _side_pieces(line.pieces, side))))
                for line in side_of(stretch, side)
            )
    return _joined(parts)


def _side_pieces(pieces: Iterable[Piece], side: Side) -> Markup:
    return _joined(_piece(piece, text_of(piece, side)) for piece in pieces)


def _table(table: Table, content: Callable[[Cell], Markup]) -> Markup:
    """A table in a box that scrolls by itself; a row or cell that came or went says so by its class."""
    rows = _joined(
        Markup("<tr{}>{}</tr>").format(
            _TR[row.mark], _joined(Markup("<td{}>{}</td>").format(_TR[cell.mark], content(cell)) for cell in row.cells)
        )
        for row in table.rows
    )
    return Markup('<div class="scroll" tabindex="0"><table class="cells">{}</table></div>').format(rows)


_TR: Mapping[str, Markup] = {
    "equal": Markup(""),
    "delete": Markup(' class="del"'),
    "insert": Markup(' class="ins"'),
}


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def anchor_link(anchor: str) -> str:
    """The address of an anchor on this page."""
    return f"#{quote(anchor)}"


def _inline_pieces(line: Line, links: Links) -> Markup:
    parts = _labels(line)
    parts.extend(_linked(piece, links) for piece in line.pieces)
    if line.end != "equal" and (not line.pieces or line.pieces[-1].mark != line.end):
        tag = _TAGS[line.end]
        parts.append(Markup(f'<{tag} class="br">¶</{tag}>'))  # noqa: S704 - one of two constant tags
    return Markup("").join(parts)


def _linked(piece: Piece, links: Links) -> Markup:
    """A piece, and where it moved the link to its other place."""
    link = links(piece) if piece.moved else None
    if not link:
        return _piece(piece, piece.text)
    address, words = link
    return _piece(piece, piece.text) + Markup('<a class="way" href="{}">{}</a>').format(address, words)


def _labels(line: Line) -> list[Markup]:
    return [Markup("<b>{}</b>　").format(_piece(label, label.text)) for label in line.labels]


def _side_labels(line: Line) -> list[Markup]:
    """The labels of one side, without a mark: where both sides stand apart, a number is neither struck nor added."""
    return [Markup("<b>{}</b>　").format(visible(label.text)) for label in line.labels]


def _piece(piece: Piece, text: str) -> Markup:
    words = escape(visible(text))
    tag = _TAGS.get(piece.mark)
    if tag is None:
        return words
    moved = ' class="mv"' if piece.moved else ""
    return Markup(f"<{tag}{moved}>{words}</{tag}>")  # noqa: S704 - constant tags around escaped words


def _paragraph(line: Line, content: Markup) -> Markup:
    start = "".join(piece.text for piece in line.pieces[:2]).lstrip()
    level = ' class="i"' if _ITEM.match(start) else ' class="s"' if _SUBITEM.match(start) else ""
    return Markup(f"<p{level}>{content}</p>")  # noqa: S704 - constant tags around markup made here
