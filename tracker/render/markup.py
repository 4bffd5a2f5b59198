"""Redlines as HTML: the only place where markup is made of text, every character of it escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup, escape

from tracker.language.labels import HAN_BRACKET_LABEL
from tracker.render.sides import Line, Piece, side_of, text_of
from tracker.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tracker.render.sides import Row, Side


_TAGS: Mapping[str, str] = {"delete": "del", "insert": "ins"}
_ITEM = re.compile(HAN_BRACKET_LABEL)
_SUBITEM = re.compile(r"\d+[.．、]|[（(]\d+[)）]")


def inline(lines: Iterable[Line], links: Callable[[Piece], tuple[str, str] | None]) -> Markup:
    """A redline as paragraphs, both sides in one text."""
    return Markup("").join(_paragraph(line, _inline_pieces(line, links)) for line in lines)


def column(row: Row, side: Side) -> Markup:
    """One side of a row of the comparison table as paragraphs."""
    return Markup("").join(
        _paragraph(
            line, Markup("").join(_labels(line) + [_piece(piece, text_of(piece, side)) for piece in line.pieces])
        )
        for line in side_of(row, side)
    )


def anchor_link(anchor: str) -> str:
    """The address of an anchor on this page."""
    return f"#{quote(anchor)}"


def _inline_pieces(line: Line, links: Callable[[Piece], tuple[str, str] | None]) -> Markup:
    parts = _labels(line)
    for piece in line.pieces:
        parts.append(_piece(piece, piece.text))
        link = links(piece) if piece.moved else None
        if link:
            address, words = link
            parts.append(Markup('<a class="way" href="{}">{}</a>').format(address, words))
    if line.end != "equal" and (not line.pieces or line.pieces[-1].mark != line.end):
        tag = _TAGS[line.end]
        parts.append(Markup(f'<{tag} class="br">¶</{tag}>'))  # noqa: S704 - one of two constant tags
    return Markup("").join(parts)


def _labels(line: Line) -> list[Markup]:
    return [Markup("<b>{}</b>　").format(_piece(label, label.text)) for label in line.labels]


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
