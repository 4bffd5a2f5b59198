"""All pages of a site, from what a library holds: each with everything that it is made of, none rendered yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tracker.lineage.graph import graph_of
from tracker.lineage.state_of_versions import Entry
from tracker.report.addresses import href
from tracker.report.atlas import Atlas, Placed, PlacedWork, atlas_of
from tracker.report.happened_lately import Told, feed_entries, link_of, told_of
from tracker.report.history_page import has_history, history_of
from tracker.report.home_page import home_of
from tracker.report.issue_page import IssuePage, Printed, stored_facts
from tracker.report.issues_page import issue_list
from tracker.report.ledger_page import ledger_of
from tracker.report.page import Link, Page, Settings
from tracker.report.redirect_page import RedirectPage
from tracker.report.redline_page import redline_of
from tracker.report.relations import MissingNames, relations_of
from tracker.report.search_pages import pages_of_search
from tracker.report.shared_files import AssetFiles, FeedFile, calendar_file
from tracker.report.standing import VersionState, entries_of, standing_of
from tracker.report.text_page import issues_of, text_of
from tracker.report.work_page import Said, work_of

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.lineage.values import Remark

T = TypeVar("T", bound="str | tuple[str, ...]")
FED = 100
"""Entries of the feed of the whole site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is asked for once for all pages."""

    library: Library
    settings: Settings
    atlas: Atlas
    entries: Sequence[Entry]
    told: Sequence[Told]
    stamps: Mapping[str, str]


def pages_of(library: Library, settings: Settings) -> Iterator[Page]:
    """Every page of the site of a library."""
    atlas = atlas_of(library)
    known = _Known(
        library=library,
        settings=settings,
        atlas=atlas,
        entries=[one for work in atlas.works for one in entries_of(work.work, settings.day)],
        told=told_of(atlas, library.entries),
        stamps=library.index.stamps(),
    )
    missing, remarks = library.loose_ends
    yield AssetFiles()
    yield home_of(atlas, known.entries, known.told, settings)
    yield issue_list(atlas)
    yield ledger_of(atlas, known.entries, missing, remarks, settings)
    yield calendar_file(known.entries, settings.lang)
    yield FeedFile(entries=feed_entries(known.told[:FED], settings))
    standings = {one.stage.record.key: _standing(one, settings) for one in atlas.versions.values()}
    yield from _works(known, standings, MissingNames(missing), remarks)
    yield from pages_of_search(atlas, standings, _stamps_of_texts(known))
    yield from _issues(known)


def _standing(one: Placed, settings: Settings) -> VersionState:
    return standing_of(one.work, one.stage, settings.day, settings.lang)


def _stamps_of_texts(known: _Known) -> dict[str, list[str]]:
    """The stamps of the issues that each version's text is made from, by the key of its record."""
    return {
        one.stage.record.key: [known.stamps[ref] for ref in issues_of(work, one)]
        for work in known.atlas.works
        for one in work.versions
    }


def _works(
    known: _Known, standings: Mapping[str, VersionState], missing: MissingNames, remarks: Sequence[Remark]
) -> Iterator[Page]:
    """The page of each work, and below it those of its texts and redlines."""
    atlas, settings = known.atlas, known.settings
    related = relations_of(graph_of([work.work for work in atlas.works], settings.day), atlas)
    doubts: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        doubts[remark.key].append(remark)
    told: dict[str, list[Told]] = defaultdict(list)
    for one in known.told:
        told[one.work_address].append(one)
    for work in atlas.works:
        own = [remark for one in work.versions for remark in doubts[one.stage.record.key]]
        own_standings = tuple(standings[one.stage.record.key] for one in work.versions)
        said = Said(
            related=related.get(work.slug, ()),
            missing=missing.of(work.work),
            remarks=tuple(own),
            standings=own_standings,
            entries=feed_entries(told[work.address], settings),
        )
        yield work_of(atlas, work, said, settings)
        yield from _versions(known, work, own_standings)


def _versions(known: _Known, work: PlacedWork, standings: Sequence[VersionState]) -> Iterator[Page]:
    for one, standing in zip(work.versions, standings, strict=True):
        yield text_of(known.atlas, work, one, standing, known.stamps)
    for pair in work.redlines():
        yield redline_of(work, pair, known.stamps, known.settings)
    if has_history(work):
        yield history_of(work, known.stamps)
    for slug in work.former:
        yield RedirectPage(about=f"former {slug}", address=f"works/{slug}/", target=work.address)


def _issues(known: _Known) -> Iterator[Page]:
    """The page of each issue, in the order of their refs, so that each knows the one before and after it."""
    printed = _printed(known)
    ended = _by(known.told, lambda one: one.issue, ends=True)
    refs = sorted(known.atlas.issues)
    for place, ref in enumerate(refs):
        gazette = ref.split("/")[0]
        beside = [refs[n] if 0 <= n < len(refs) else "" for n in (place - 1, place + 1)]
        older, newer = (one if one.split("/")[0] == gazette else None for one in beside)
        here = known.atlas.issues[ref]
        yield IssuePage(
            address=here,
            stored=stored_facts(known.library.entries[ref]),
            stamp=known.stamps[ref],
            printed=tuple(sorted(printed[ref], key=lambda one: (one.document, one.text.href))),
            ended=tuple(link_of(one, here, known.settings) for one in ended[ref]),
            older=_beside(older, here, known.atlas),
            newer=_beside(newer, here, known.atlas),
        )


def _beside(ref: str | None, here: str, atlas: Atlas) -> Link | None:
    return atlas.issue_link(here, ref) if ref else None


def _printed(known: _Known) -> dict[str, list[Printed]]:
    """What each issue prints: the versions of works that its documents carry, with what they did."""
    did = _by(known.told, lambda one: (one.issue, one.key), ends=False)
    found: dict[str, list[Printed]] = defaultdict(list)
    for placed in known.atlas.versions.values():
        for record in (placed.stage.record, *placed.stage.reprints):
            here = known.atlas.issues[record.issue]
            text = Link(text=placed.stage.record.title, href=href(here, placed.address))
            own = tuple(link_of(one, here, known.settings) for one in did[(record.issue, record.key)])
            found[record.issue].append(Printed(document=record.index, text=text, did=own))
    return found


def _by(told: Sequence[Told], key: Callable[[Told], T], *, ends: bool) -> dict[T, list[Told]]:
    """What happened, sorted by something: the new versions, or the ends."""
    found: dict[T, list[Told]] = defaultdict(list)
    for one in told:
        if (one.document < 0) is ends:
            found[key(one)].append(one)
    return found
