"""The page of a work: the time line of its versions with the evidence of each link, and its relations to others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.report.addresses import INDEX, href
from tracker.report.atom_feed import FEED, FeedEntry, atom
from tracker.report.history_page import HISTORY, WORDS, has_history
from tracker.report.page import DATA, Link, Settings, html, json_bytes
from tracker.report.relations import GROUPS, Related
from tracker.report.standing import VersionState
from tracker.report.timeline import Held, timeline_of
from tracker.schema.lineage_reports import JsonObject, lineage_json
from tracker.wording.lineage import KINDS, MISSING

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.lineage.values import Link as LinkOfVersions
    from tracker.lineage.values import Missing, Remark
    from tracker.report.atlas import Atlas, Placed, PlacedWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a version follows the one before it: the kind of the link, its score 0 to 1, and the words that say it."""

    kind: str
    score: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version on the page of its work."""

    name: str
    title: str
    text: Link
    issuers: tuple[str, ...]
    signed: str
    published: str
    start: str | None
    end: str | None
    standing: VersionState
    evidence: Evidence | None
    redline: Link | None
    issue: Link
    reprints: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A document that the work names and the store does not hold."""

    name: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """The page of one work; ``key`` is that of the version that names it, ``values`` its ``tracker.lineage/1``."""

    key: str
    address: str
    name: str
    rows: tuple[VersionRow, ...]
    related: tuple[Related, ...]
    lacking: tuple[Lacking, ...]
    remarks: tuple[str, ...]
    entries: tuple[FeedEntry, ...]
    histories: tuple[Link, ...]
    values: JsonObject

    @property
    def about(self) -> str:
        """What it shows."""
        return f"work {self.key}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its files."""
        return (INDEX, DATA, FEED)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page, its values, and its feed."""
        del library
        groups = [(group, [one for one in self.related if one.group == group]) for group in GROUPS]
        yield html(
            "work",
            self.address,
            settings,
            page=self,
            line=timeline_of([_held(row) for row in self.rows]),
            groups=[(name, members) for name, members in groups if members],
            link=lambda address: href(self.address, address),
        )
        yield self.address + DATA, json_bytes(self.values)
        yield atom(self.address, self.name, settings.title, self.entries, settings.base_url)


def _held(row: VersionRow) -> Held:
    evidence = f"{row.evidence.kind} {row.evidence.score}" if row.evidence else ""
    told = f"{row.standing.start} → {row.standing.end}"
    return Held(
        name=row.name,
        told=told,
        href=row.text.href,
        start=row.start,
        end=row.end,
        state=row.standing.state,
        presumed=row.standing.presumed,
        evidence=evidence,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the rest of the store says of a work: its relations, what it names and is missing, doubts, what happened.

    ``standings`` say how each of its versions stands.
    """

    related: tuple[Related, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[Remark, ...]
    standings: tuple[VersionState, ...]
    entries: tuple[FeedEntry, ...]


def work_of(atlas: Atlas, work: PlacedWork, said: Said, settings: Settings) -> WorkPage:
    """The page of a work."""
    redlines = {new.stage.record.key: address for _, new, address in work.redlines()}
    values = lineage_json(work.work, (work.work,), said.missing, settings.day)
    return WorkPage(
        key=work.named_by,
        address=work.address,
        name=work.work.name,
        rows=tuple(
            _row(atlas, one, standing, redlines.get(one.stage.record.key), settings)
            for one, standing in zip(work.versions, said.standings, strict=True)
        ),
        related=said.related,
        lacking=tuple(Lacking(name=one.name, relation=MISSING[one.relation][settings.lang]) for one in said.missing),
        remarks=tuple(one.message.text(settings.lang) for one in said.remarks),
        entries=said.entries,
        histories=_histories(work, settings) if has_history(work) else (),
        values=values,
    )


def _histories(work: PlacedWork, settings: Settings) -> tuple[Link, ...]:
    """The pages of its provisions."""
    return tuple(
        Link(text=settings.words[folder.rstrip("/")], href=href(work.address, work.address + folder))
        for folder in (HISTORY, WORDS)
    )


def _row(atlas: Atlas, one: Placed, standing: VersionState, redline: str | None, settings: Settings) -> VersionRow:
    stage, here = one.stage, one.work_address
    record = stage.record
    ends = [day for day in (stage.term.until, stage.ended) if day]
    return VersionRow(
        name=record.name,
        title=record.title,
        text=Link(text=one.folder, href=href(here, one.address)),
        issuers=record.issuers,
        signed=record.signed or "",
        published=record.published or "",
        start=stage.term.start or record.signed or record.published,
        end=min(ends, default=None),
        standing=standing,
        evidence=_evidence(stage.link, settings) if stage.link else None,
        redline=Link(text=redline, href=href(here, redline)) if redline else None,
        issue=atlas.issue_link(here, record.issue),
        reprints=tuple(atlas.issue_link(here, other.issue) for other in stage.reprints),
    )


def _evidence(link: LinkOfVersions, settings: Settings) -> Evidence:
    return Evidence(kind=KINDS[link.kind][settings.lang], score=f"{link.score:.2f}", place=link.place, quote=link.quote)
