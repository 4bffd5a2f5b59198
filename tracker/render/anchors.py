"""Names of places on a page: a permalink per provision that stays the same as long as its number does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.language.patterns import regex
from tracker.render.markup import anchor_link
from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.model import Change, Lang, Place
    from tracker.render.sides import Piece

_NOT_WORD = regex(r"\W+")
_OF_THE_PAGE = regex(r"(\d+-)?summary|top|text|next|previous|position|(layout|context|show|fact)-[a-z-]+")
"""Names that the page's own parts have, which no label may take."""


class Anchors:
    """The anchor of every change of one comparison: its new label, or ``old-`` and the old one."""

    def __init__(self, changes: Sequence[Change], prefix: str) -> None:
        self._names: list[str] = []
        self._of_old: dict[str, int] = {}
        self._of_new: dict[str, int] = {}
        names = FreeNames()
        for index, change in enumerate(changes):
            self._names.append(names.take(prefix + _base(change)))
            _remember(self._of_old, change.old, index)
            _remember(self._of_new, change.new, index)

    def name(self, index: int) -> str:
        """The anchor of a change, by its index in the comparison."""
        return self._names[index]

    def link(self, index: int) -> str:
        """The address of a change on this page; of the text as a whole where there is no such change."""
        return anchor_link(self._names[index]) if 0 <= index < len(self._names) else "#text"

    def moved(self, piece: Piece, lang: Lang) -> tuple[str, str] | None:
        """Where a moved piece's words went to or came from, as (address, words); nothing for an unknown label."""
        if piece.moved is None:
            return None
        went = piece.mark == "delete"
        index = (self._of_new if went else self._of_old).get(piece.moved)
        if index is None:
            return None
        return self.link(index), f"{LABELS[lang]['moved-to' if went else 'moved-from']} {visible(piece.moved)}"


def _base(change: Change) -> str:
    if change.new:
        return name_of(change.new[0])
    return f"old-{name_of(change.old[0])}"


def name_of(place: Place) -> str:
    """A label as an anchor: letters, digits and Chinese characters only."""
    return _NOT_WORD.sub("-", place.label or place.level)[:80].strip("-") or place.level


class FreeNames:
    """Names given one after the other, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The name, or with the lowest number from 2 that is free: two chapters may both have a 第一节."""
        count = self._next.get(name, 2)
        candidate = name
        while candidate in self._taken or _OF_THE_PAGE.fullmatch(candidate):
            candidate = f"{name}-{count}"
            count += 1
        self._taken.add(candidate)
        self._next[name] = count
        return candidate


def _remember(index_of: dict[str, int], places: Sequence[Place], index: int) -> None:
    for place in places:
        if place.label:
            index_of.setdefault(place.label, index)
