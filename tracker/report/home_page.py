"""The first page: what happened lately, what ends within 90 days, how much there is of what, and the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from tracker.lineage.evidence import is_decision
from tracker.lineage.state_of_versions import expiring
from tracker.render.ledger_rows import short_row
from tracker.report.addresses import INDEX, href
from tracker.report.page import DATA, Link, Settings, html, json_bytes
from tracker.wording.lineage import STATES

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.lineage.state_of_versions import Entry
    from tracker.report.atlas import Atlas
    from tracker.report.happened_lately import Told

HORIZON: Final = 90
"""Days within which an end is told on the first page."""
_LINES: Final = 40
"""Things that happened lately that are told; more stand in the feed."""
_ISSUES: Final = 12
_ISSUERS: Final = 15
_ENDING: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """What one issue brought: the issue, its day, and what its documents did."""

    issue: Link
    day: str
    lines: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A version that ends soon: its last day with how that is known, and its page."""

    text: Link
    number: str
    end: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The first page of a site."""

    day: str
    lately: tuple[Lately, ...]
    ending: tuple[Ending, ...]
    ending_in_all: int
    states: tuple[tuple[str, str, int], ...]
    issuers: tuple[tuple[str, int], ...]
    issues: int
    works: int
    versions: int
    values: dict[str, object]

    @property
    def about(self) -> str:
        """What it shows."""
        return "home"

    @property
    def address(self) -> str:
        """The root."""
        return ""

    @property
    def names(self) -> tuple[str, ...]:
        """Its files."""
        return (INDEX, DATA)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page and its values."""
        del library
        yield html("home", "", settings, page=self, horizon=HORIZON, shown=_ISSUERS)
        yield DATA, json_bytes(self.values)


def home_of(atlas: Atlas, entries: Sequence[Entry], told: Sequence[Told], settings: Settings) -> HomePage:
    """The first page of a site on a day."""
    counts = Counter[str](one.state for one in entries)
    issuers = Counter(name for one in entries for name in one.stage.record.issuers)
    soon = expiring(entries, settings.day, HORIZON)
    return HomePage(
        day=settings.day,
        lately=tuple(_lately(atlas, told, settings)),
        ending=tuple(_ending(atlas, one, settings) for one in soon[:_ENDING]),
        ending_in_all=len(soon),
        states=tuple((state, words[settings.lang], counts[state]) for state, words in STATES.items() if counts[state]),
        issuers=tuple(sorted(issuers.items(), key=lambda pair: (-pair[1], pair[0]))),
        issues=len(atlas.issues),
        works=len(atlas.works),
        versions=len(atlas.versions),
        values=_values(atlas, settings),
    )


def _lately(atlas: Atlas, told: Sequence[Told], settings: Settings) -> Iterator[Lately]:
    left = _LINES
    for place, (issue, group) in enumerate(groupby(told, key=lambda one: one.issue)):
        lines = list(group)
        if place == _ISSUES or left <= 0:
            return
        shown = lines[:left]
        left -= len(shown)
        yield Lately(
            issue=atlas.issue_link("", issue),
            day=lines[0].told,
            lines=tuple(
                Link(
                    text=one.title,
                    href=href("", one.redline or one.address),
                    note=settings.words[f"did-{one.kind}"],
                )
                for one in shown
            ),
            more=len(lines) - len(shown),
        )


def _ending(atlas: Atlas, one: Entry, settings: Settings) -> Ending:
    placed = atlas.versions[one.stage.record.key]
    left = date.fromisoformat(one.until or settings.day) - date.fromisoformat(settings.day)
    return Ending(
        text=Link(
            text=one.work if is_decision(one.stage.record) else one.stage.record.title,
            href=href("", placed.work_address),
        ),
        number=one.stage.record.number or "",
        end=short_row(one, settings.lang)[2],
        days=left.days,
    )


def _values(atlas: Atlas, settings: Settings) -> dict[str, object]:
    """A ``tracker.site/1`` object: where everything stands, for programs that read the site."""
    return {
        "schema": "tracker.site/1",
        "title": settings.title,
        "as_of": settings.day,
        "issues": [{"ref": ref, "path": address} for ref, address in sorted(atlas.issues.items())],
        "works": [
            {
                "work": work.work.name,
                "path": work.address,
                "versions": [
                    {"doc_number": one.stage.record.number, "date": one.folder, "path": one.address}
                    for one in work.versions
                ],
            }
            for work in atlas.works
        ],
    }
