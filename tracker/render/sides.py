"""A change as pieces, lines and rows of text: what every redline is drawn from.

A change's old side is its old texts joined with a line feed, its new side the same of the new ones (contract §4). The
edits walk along both at once; here they are cut at the line feeds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from tracker.compare.change_texts import edits_of
from tracker.compare.redline.typography import lines_side_by_side
from tracker.model import Change, Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.model import Place

Mark: TypeAlias = Literal["equal", "delete", "insert"]
Side: TypeAlias = Literal["old", "new"]

SIDE_MARKS: Mapping[Side, frozenset[Mark]] = {
    "old": frozenset({"equal", "delete"}),
    "new": frozenset({"equal", "insert"}),
}
"""The marks of the pieces that stand on each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one line with one mark; ``old`` and ``new`` of an equal piece may differ in typography only.

    ``moved`` names the place its words went to, or came from.
    """

    mark: Mark
    old: str = ""
    new: str = ""
    moved: str | None = None

    @property
    def text(self) -> str:
        """What is shown where both sides are shown as one text."""
        return self.new or self.old

    @property
    def look(self) -> str:
        """How its words are drawn where marks are formats: plain, delete, insert, moved-delete or moved-insert."""
        if self.mark == "equal":
            return "plain"
        return f"moved-{self.mark}" if self.moved else self.mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a redline: its pieces, the mark of the line feed that ends it, and the labels that begin on it.

    ``labels`` are set in changes of several provisions, where a line may begin the next one.
    """

    pieces: tuple[Piece, ...]
    end: Mark = "equal"
    labels: tuple[Piece, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing on this line is marked."""
        return not self.labels and all(piece.mark == "equal" for piece in self.pieces)


Row: TypeAlias = "tuple[Line, ...]"
"""Lines between two line feeds that both sides have: what stands beside one another in a comparison table."""


def pieces_of(edits: Iterable[Edit]) -> Iterator[Piece]:
    """The edits as pieces: a replacement is a deletion and an insertion.

    Equal text whose sides differ in typography is cut at its line feeds: nothing that a comparison calls equal is ever
    drawn as struck and written anew.
    """
    for edit in edits:
        if edit.op == "equal":
            yield from _equal_pieces(edit)
            continue
        if edit.old:
            yield Piece(mark="delete", old=edit.old, moved=edit.moved)
        if edit.new:
            yield Piece(mark="insert", new=edit.new, moved=edit.moved)


def _equal_pieces(edit: Edit) -> Iterator[Piece]:
    """An equal edit as pieces: as it is where both sides are the same, else none over a line feed."""
    if edit.old == edit.new:
        yield Piece(mark="equal", old=edit.old, new=edit.new)
        return
    for old, new in lines_side_by_side(edit.old, edit.new):
        if "\n" in old + new and old != new:  # a line feed of one side alone
            yield from (Piece(mark="delete", old=old),) if old else ()
            yield from (Piece(mark="insert", new=new),) if new else ()
        else:
            yield Piece(mark="equal", old=old, new=new)


def lines_of(change: Change) -> tuple[Line, ...]:
    """The change as one text with marks, cut at every line feed of either side."""
    cutter = _Cutter(change)
    for piece in pieces_of(edits_of(change)):
        cutter.take(piece)
    return cutter.finish()


def rows_of(change: Change) -> tuple[Row, ...]:
    """The change as rows of a comparison table, cut at the line feeds that both sides have."""
    return rows_in(lines_of(change))


def rows_in(lines: Iterable[Line]) -> tuple[Row, ...]:
    """The lines of a change as rows (``rows_of``)."""
    rows: list[list[Line]] = [[]]
    for line in lines:
        rows[-1].append(line)
        if line.end == "equal":
            rows.append([])
    return tuple(tuple(row) for row in rows if row)


def side_of(lines: Iterable[Line], side: Side) -> tuple[Line, ...]:
    """One side of a redline: its own pieces, joined to its own lines; lines with nothing on them are left out."""
    marks = SIDE_MARKS[side]
    found: list[Line] = []
    pieces: list[Piece] = []
    labels: list[Piece] = []
    for line in lines:
        pieces.extend(piece for piece in line.pieces if piece.mark in marks)
        labels.extend(label for label in line.labels if label.mark in marks)
        if line.end in marks:
            found.append(Line(pieces=tuple(pieces), end=line.end, labels=tuple(labels)))
            pieces, labels = [], []
    found.append(Line(pieces=tuple(pieces), labels=tuple(labels)))
    return tuple(line for line in found if line.pieces or line.labels)


def text_of(piece: Piece, side: Side) -> str:
    """What a piece says on one side."""
    return piece.old if side == "old" else piece.new


class _Cutter:
    """Cuts pieces into lines and remembers which provisions of a group begin where."""

    def __init__(self, change: Change) -> None:
        self._starts = {
            "delete": _starts(change.old) if len(change.old) > 1 else {},
            "insert": _starts(change.new) if len(change.new) > 1 else {},
        }
        self._at = {"delete": 0, "insert": 0}
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._labels = self._beginning()

    def take(self, piece: Piece) -> None:
        """Add a piece, beginning a new line after each of its line feeds."""
        if piece.old != piece.new and piece.mark == "equal":  # typography only, and without a line feed
            self._add(piece)
            return
        for index, text in enumerate(piece.text.split("\n")):
            if index:
                self._advance(piece.mark, "\n")
                self._break(piece.mark)
            if text:
                self._add(replace(piece, old=piece.old and text, new=piece.new and text))

    def finish(self) -> tuple[Line, ...]:
        """All lines; the last one ends with the change itself."""
        if self._pieces or self._labels:
            self._break("equal")
        return tuple(self._lines)

    def _add(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._at["delete"] += len(piece.old)
        self._at["insert"] += len(piece.new)

    def _advance(self, mark: Mark, text: str) -> None:
        self._at["delete"] += len(text) * (mark != "insert")
        self._at["insert"] += len(text) * (mark != "delete")

    def _break(self, mark: Mark) -> None:
        self._lines.append(Line(pieces=tuple(self._pieces), end=mark, labels=self._labels))
        self._pieces = []
        self._labels = self._beginning()

    def _beginning(self) -> tuple[Piece, ...]:
        """Labels of the provisions that begin here, each named once."""
        old = self._starts["delete"].pop(self._at["delete"], None)
        new = self._starts["insert"].pop(self._at["insert"], None)
        return ((Piece(mark="delete", old=old),) if old else ()) + ((Piece(mark="insert", new=new),) if new else ())


def _starts(places: Sequence[Place]) -> dict[int, str]:
    """Where each place begins in the joined text, and its label."""
    starts: dict[int, str] = {}
    at = 0
    for place in places:
        starts[at] = place.label or ""
        at += len(place.text) + 1
    return starts
