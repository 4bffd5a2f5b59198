"""A parsed text as a flat list of comparable units, in printed order.

A unit is what one change speaks of: an article with all that stands in it, an outline provision with what belongs to
it alone, a heading of a part, chapter or section, a table, a paragraph outside of articles, an addressee, a signature.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from tracker.compare.align.comparable_text import canon, fold
from tracker.model import CONTAINERS, MATTER, OUTLINE, Document, Instrument, Level, Place, Provision, shown

Pool: TypeAlias = Literal["heading", "provision", "table", "matter"]
"""Only units of one pool can be versions of one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One comparable unit: its place, its readings for comparison, and where it stands.

    ``folded`` is the text without typography, ``canon`` the text with placeholders (see ``canon``); ``container``
    is the index in the list of units of the heading it stands under (-1 for none), ``index`` its own.
    """

    place: Place
    pool: Pool
    folded: str
    canon: str
    index: int
    container: int

    @property
    def identity(self) -> str:
        """What must be the same for two units to be one and the same: the text; where there is none, label or level."""
        return self.folded or f"\0{self.place.label if self.pool == 'matter' else self.place.level}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the walk is: the path of labels above, the unit of the nearest heading."""

    path: tuple[str, ...]
    container: int


def units_of(instrument: Instrument, prefix: tuple[str, ...] = ()) -> tuple[Unit, ...]:
    """The units of one instrument; ``prefix`` begins their paths."""
    out: list[Unit] = []
    _collect(instrument.body, _Frame(prefix, -1), out)
    return tuple(out)


def units_of_document(document: Document) -> tuple[Unit, ...]:
    """The units of all instruments of a document, in order.

    An annex, and each measure where a document carries several, is headed by a unit of its own with its title: its
    label begins the paths below it (附件2/一、), and whole annexes are paired before what stands in them.
    """
    several = sum(instrument.role == "measure" for instrument in document.instruments) > 1
    out: list[Unit] = []
    for instrument in document.instruments:
        if instrument.role == "annex" or (several and instrument.role == "measure"):
            _collect_headed(instrument, out)
        else:
            _collect(instrument.body, _Frame((), -1), out)
    return tuple(out)


def _collect_headed(instrument: Instrument, out: list[Unit]) -> None:
    """An instrument under a heading of its own: its label, where it is printed (附件2), and its title."""
    first = instrument.body[0] if instrument.body else None
    noted = first is not None and first.level == "note" and first.label is not None and not first.children
    body = instrument.body[1:] if noted else instrument.body
    label = first.label if first and noted else instrument.title
    text = "\n".join(part for part in (shown(first) if first and noted else "", instrument.title) if part)
    index = len(out)
    folded = fold(text)
    place = Place(level="note", label=label or None, path=label or "", text=text, index=index)
    out.append(Unit(place=place, pool="heading", folded=folded, canon=canon(folded), index=index, container=-1))
    _collect(body, _Frame((label,) if label else (), index), out)


def _collect(provisions: Iterable[Provision], frame: _Frame, out: list[Unit]) -> None:
    for provision in provisions:
        nested = _nested(provision)
        if not nested:
            out.append(_unit(provision, shown(provision), frame, len(out)))
            continue
        heads = _heads(provision)
        kept = replace(provision, children=tuple(c for c in provision.children if not (heads or _is_unit(c))))
        index = len(out)
        out.append(_unit(provision, shown(kept), frame, index, heads=heads))
        below = (*frame.path, provision.label or provision.heading or "")
        _collect((c for c in provision.children if heads or _is_unit(c)), _Frame(below, index), out)


def _heads(provision: Provision) -> bool:
    """Whether the provision only groups articles, so that all that stands below is a unit."""
    return provision.level in CONTAINERS or any(c.level == "article" for c in provision.children)


def _nested(provision: Provision) -> bool:
    """Whether units of their own stand below: under a heading always, in an outline where it goes on below."""
    if provision.level in CONTAINERS:
        return True
    return provision.level != "article" and any(map(_is_unit, provision.children))


def _is_unit(provision: Provision) -> bool:
    """Whether a child of a heading or of an outline provision is a unit of its own."""
    return provision.level in CONTAINERS | OUTLINE | {"article"} or _nested(provision)


def _unit(provision: Provision, text: str, frame: _Frame, index: int, *, heads: bool = False) -> Unit:
    folded = fold(text)
    path = "/".join((*frame.path, provision.label or provision.heading or ""))
    return Unit(
        place=Place(level=provision.level, label=provision.label, path=path, text=text, index=index),
        pool="heading" if heads else _pool(provision.level),
        folded=folded,
        canon=canon(folded),
        index=index,
        container=frame.container,
    )


def _pool(level: Level) -> Pool:
    if level == "table":
        return "table"
    return "matter" if level in MATTER else "provision"
