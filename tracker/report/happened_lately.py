"""What the documents of a store did to works, as lines that lead to the pages of it: new works, versions, repeals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.library.happenings import Happening, happenings_of
from tracker.report.addresses import href
from tracker.report.atom_feed import FeedEntry
from tracker.report.page import Link

if TYPE_CHECKING:
    from tracker.report.atlas import Atlas, Placed
    from tracker.report.page import Settings
    from tracker.store import StoredIssue


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that a document of an issue did to a work, with addresses from the site's root.

    ``told`` is the day (ISO) on which the issue was printed, else seen; ``key`` the version that it is about,
    ``by`` the name of the document that did it, ``document`` its place in its issue, -1 for the end of a version;
    ``redline`` the address of what changed, empty where there is nothing to compare.
    """

    kind: str
    work: str
    title: str
    by: str
    day: str
    told: str
    issue: str
    key: str
    document: int
    address: str
    redline: str
    work_address: str


def told_of(atlas: Atlas, entries: Mapping[str, StoredIssue]) -> tuple[Told, ...]:
    """Everything that happened, the newest issue first, within an issue in the order of its documents."""
    redlines = {new.stage.record.key: address for work in atlas.works for _, new, address in work.redlines()}
    works = [work.work for work in atlas.works]
    found = [_told(one, atlas, redlines, entries) for one in happenings_of(works, frozenset(atlas.issues))]
    place = {ref: n for n, ref in enumerate(atlas.issues)}
    found.sort(key=lambda one: (one.document, one.key, one.kind))
    found.sort(key=lambda one: (one.told, place.get(one.issue, 0)), reverse=True)
    return tuple(found)


def _told(one: Happening, atlas: Atlas, redlines: Mapping[str, str], entries: Mapping[str, StoredIssue]) -> Told:
    stage = one.new or one.old
    assert stage is not None  # noqa: S101 - a happening is about a version
    placed: Placed = atlas.versions[stage.record.key]
    stored = entries.get(one.issue)
    seen = (stored.published or stored.observed.date().isoformat()) if stored else ""
    return Told(
        kind=one.kind,
        work=one.work.name,
        title=stage.record.title,
        by=one.by,
        day=one.day or "",
        told=seen,
        issue=one.issue,
        key=stage.record.key,
        document=stage.record.index if one.new else -1,
        address=placed.address,
        redline=redlines.get(stage.record.key, "") if one.kind == "revised" else "",
        work_address=placed.work_address,
    )


def feed_entries(told: Sequence[Told], settings: Settings) -> tuple[FeedEntry, ...]:
    """The lines as entries of a feed."""
    words = settings.words
    return tuple(
        FeedEntry(
            about=f"{one.kind} {one.key} {one.issue}",
            title=f"{words[f'did-{one.kind}']}{words['colon']}{one.title}",
            summary=words["did-by"].format(one.by, one.issue) + (words["did-from"].format(one.day) if one.day else ""),
            address=one.redline or one.address,
            day=one.told or "1970-01-01",
        )
        for one in told
    )


def link_of(one: Told, here: str, settings: Settings) -> Link:
    """A line as a link of one page, to what changed where there is a redline."""
    return Link(text=settings.words[f"did-{one.kind}"], href=href(here, one.redline or one.address), note=one.title)
