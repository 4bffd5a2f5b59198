"""The list of all issues, a section a gazette and a line a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.report.addresses import INDEX, href
from tracker.report.page import Link, Settings, html

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.report.atlas import Atlas

FOLDER = "issues/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazette:
    """A gazette: its folder in the store and its name, and its years (the newest first) with their issues."""

    folder: str
    name: str
    years: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesPage:
    """All issues of a store."""

    gazettes: tuple[Gazette, ...]
    about: str = "issues"
    address: str = FOLDER
    names: tuple[str, ...] = (INDEX,)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page."""
        del library
        yield html("issues", FOLDER, settings, page=self)


def issue_list(atlas: Atlas) -> IssuesPage:
    """The list of a store's issues."""
    refs = sorted(atlas.issues)
    gazettes = groupby(refs, key=lambda ref: ref.split("/")[0])
    return IssuesPage(gazettes=tuple(_gazette(folder, list(own), atlas) for folder, own in gazettes))


def _gazette(folder: str, refs: list[str], atlas: Atlas) -> Gazette:
    """A gazette, called by what the titles of its issues have in common: 澜汀市人民政府公报 2025年第18期."""
    names = {atlas.names.get(ref, "").split(" ")[0] for ref in refs}
    return Gazette(folder=folder, name=names.pop() if len(names) == 1 else folder, years=_years(refs, atlas))


def _years(refs: list[str], atlas: Atlas) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    years = groupby(refs, key=lambda ref: ref.split("/")[1])
    found = [(year, tuple(_link(ref, atlas) for ref in own)) for year, own in years]
    return tuple(reversed(found))


def _link(ref: str, atlas: Atlas) -> Link:
    return Link(text=ref.split("/")[2], href=href(FOLDER, atlas.issues[ref]), note=atlas.names.get(ref, ref))
