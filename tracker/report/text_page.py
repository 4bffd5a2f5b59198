"""The page of one version: its text with a permalink for every 条款项, how it stands and where it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.library.consolidated import sources_of
from tracker.lineage.catalogue import document_key
from tracker.lineage.evidence import is_decision
from tracker.model import Document, Instrument
from tracker.report.addresses import INDEX, href
from tracker.report.metadata import eli, json_ld
from tracker.report.page import DATA, Link, Settings, html, json_bytes, stage_of
from tracker.report.standing import VersionState
from tracker.report.text_blocks import Part, outline_of, part_of, parts_of, parts_of_text
from tracker.report.text_legislation import legislation_of
from tracker.report.text_xml import FILE, text_as_xml
from tracker.schema.shown import shown_json
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from tracker.lineage.values import Stage, Work
    from tracker.report.atlas import Atlas, Placed, PlacedWork
    from tracker.report.page import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """The page of one version (the record of ``key``); ``stamps`` are those of the issues it is made from."""

    key: str
    address: str
    stamps: tuple[str, ...]
    title: str
    document_title: str
    number: str
    issuers: tuple[str, ...]
    signed: str
    published: str
    standing: VersionState
    effect: tuple[str, str]
    decision: bool
    changed_by: tuple[str, ...]
    issue: Link
    reprints: tuple[Link, ...]
    work: Link
    versions: tuple[Link, ...]
    redlines: tuple[Link, ...]
    others: tuple[Link, ...]

    @property
    def about(self) -> str:
        """What it shows."""
        return f"text {self.key}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its files."""
        return (INDEX, DATA, FILE)

    @property
    def version(self) -> str:
        """The version whose text it is."""
        return self.key

    def reads(self, texts: Texts) -> tuple[Work, tuple[Stage, ...]]:
        """The work, and the versions that its text is made from."""
        work = texts.work_of(self.key)
        return work, sources_of(work, stage_of(work, self.key))

    def files(self, library: Texts, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page, its values as ``tracker.show/1``, and the text as Akoma Ntoso."""
        work = library.work_of(self.key)
        stage = stage_of(work, self.key)
        value, remarks = library.text(work, stage)
        document = library.document(stage)
        notes = tuple(in_language(one, settings.lang) for one in remarks)
        is_made = self.decision and value != document
        own = stage.record.instrument
        main, *rest = _parts_of_made(value, document) if is_made else _parts(value, document, own)
        yield html(
            "text",
            self.address,
            settings,
            page=self,
            heading=value.title if is_made and value.title else self.title,
            main=main,
            rest=rest,
            notes=notes,
            outline=outline_of([main]),
            metadata=json_ld(about := legislation_of(self, document, is_made=is_made)),
            properties=eli(about),
        )
        ref = stage.record.number or stage.record.title
        shown = shown_json(value, None, ref=ref, issue=stage.record.issue)
        yield self.address + DATA, json_bytes(shown)
        yield self.address + FILE, text_as_xml(self, value, document, is_made=is_made)


def _parts(value: Document | Instrument, document: Document, own: int | None) -> tuple[Part, ...]:
    """The text itself, then what else its document carries: annexes, and the circular that hands it down."""
    if isinstance(value, Document):
        return parts_of_text(value) or (part_of(Instrument(role="circular", title=value.title, span=(0, 0))),)
    annexes = [one for one in document.instruments if one.role == "annex"]
    circulars = [one for n, one in enumerate(document.instruments) if one.role == "circular" and n != own]
    return (part_of(value), *parts_of([*annexes, *circulars]))


def _parts_of_made(value: Document | Instrument, decision: Document) -> tuple[Part, ...]:
    """A text that a decision made, then the decision itself."""
    own = (replace(part, role="decision") for part in parts_of(decision.instruments))
    return (*parts_of_text(value), *own)


def text_of(atlas: Atlas, work: PlacedWork, one: Placed, standing: VersionState, stamps: Mapping[str, str]) -> TextPage:
    """The page of a version, with all that it says of others."""
    record = one.stage.record
    here = one.address
    return TextPage(
        key=record.key,
        address=here,
        stamps=tuple(stamps[ref] for ref in issues_of(work, one)),
        title=record.title,
        document_title=record.document_title,
        number=record.number or "",
        issuers=record.issuers,
        signed=record.signed or "",
        published=record.published or "",
        standing=standing,
        effect=(one.stage.term.start or "", _last_day(one.stage)),
        decision=is_decision(record),
        changed_by=_decisions(work, one),
        issue=atlas.issue_link(here, record.issue),
        reprints=tuple(atlas.issue_link(here, other.issue) for other in one.stage.reprints),
        work=Link(text=work.work.name, href=href(here, work.address)),
        versions=tuple(_version_link(here, other) for other in work.versions),
        redlines=tuple(_redline_links(work, one)),
        others=tuple(_others(atlas, one)),
    )


def _last_day(stage: Stage) -> str:
    """The last day on which a version holds: that of its own term, or the one before another document ended it."""
    until = stage.term.until or ""
    if not stage.ended:
        return until
    before = (date.fromisoformat(stage.ended) - timedelta(days=1)).isoformat()
    return min(until, before) if until else before


def _decisions(work: PlacedWork, one: Placed) -> tuple[str, ...]:
    """The names of the amending decisions that are in the text of a version, since the last that was printed whole."""
    names: list[str] = []
    for each in work.versions[: one.number + 1]:
        names = [*names, each.stage.record.name] if is_decision(each.stage.record) else []
    return tuple(names)


def _version_link(here: str, other: Placed) -> Link:
    """A version of the same work; no link to the page itself."""
    address = "" if other.address == here else href(here, other.address)
    return Link(text=other.folder, href=address, note=other.stage.record.name)


def _redline_links(work: PlacedWork, one: Placed) -> Iterator[Link]:
    """What changed to this version and from it to the next."""
    for old, new, address in work.redlines():
        if new == one:
            yield Link(text="from", href=href(one.address, address), note=old.stage.record.name)
        elif old == one:
            yield Link(text="to", href=href(one.address, address), note=new.stage.record.name)


def _others(atlas: Atlas, one: Placed) -> Iterator[Link]:
    """Other rules that the same document hands down."""
    for other in atlas.documents[document_key(one.stage.record.key)]:
        if other.slug != one.slug:
            yield Link(text=other.stage.record.title, href=href(one.address, other.address))


def issues_of(work: PlacedWork, one: Placed) -> tuple[str, ...]:
    """The issues that a version's text is made from: its own, and of a consolidated one those of all before it."""
    chain = work.versions[: one.number + 1] if is_decision(one.stage.record) else (one,)
    return tuple(dict.fromkeys(each.stage.record.issue for each in chain))
