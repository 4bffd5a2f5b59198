"""Where everything of a store stands on its site: the address of each issue, work, version and redline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.lineage.catalogue import document_key
from tracker.lineage.values import Stage, Work
from tracker.report.addresses import href
from tracker.report.page import Link
from tracker.report.slugs import first_seen, issue_folder, version_folders, work_slugs

if TYPE_CHECKING:
    from tracker.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A version with its place on the site; ``number`` is its place in its work, from 0."""

    work: Work
    stage: Stage
    number: int
    slug: str
    folder: str

    @property
    def work_address(self) -> str:
        """The page of its work."""
        return f"works/{self.slug}/"

    @property
    def address(self) -> str:
        """The page of its text."""
        return f"works/{self.slug}/{self.folder}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedWork:
    """A work with the places of its versions, oldest first.

    ``named_by`` is the key of the version that names it, ``former`` are slugs under which it can be asked for too.
    """

    work: Work
    slug: str
    named_by: str
    versions: tuple[Placed, ...]
    former: tuple[str, ...]

    @property
    def address(self) -> str:
        """Its page."""
        return f"works/{self.slug}/"

    def redlines(self) -> Iterator[tuple[Placed, Placed, str]]:
        """Neighbouring versions, and the address of what changed between them."""
        for old, new in pairwise(self.versions):
            yield old, new, redline_address(old, new)


def redline_address(old: Placed, new: Placed) -> str:
    """The page of what changed from one version of a work to another."""
    return f"works/{new.slug}/{old.folder}..{new.folder}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """All addresses of a site.

    ``versions`` has every version by its record's key, ``documents`` the versions that a document (its key) carries or
    prints again, ``issues`` the address of every issue by its ref, the issue that came last into the store last, and
    ``names`` what a person calls it.
    """

    works: tuple[PlacedWork, ...]
    versions: Mapping[str, Placed]
    documents: Mapping[str, tuple[Placed, ...]]
    issues: Mapping[str, str]
    names: Mapping[str, str]

    def issue_link(self, here: str, ref: str) -> Link:
        """A link from a page to that of an issue."""
        return Link(text=self.names.get(ref, ref), href=href(here, self.issues[ref]))


def atlas_of(library: Library) -> Atlas:
    """The addresses of everything that a library holds."""
    order = library.store.first_seen(library.commit) if library.commit else {}
    slugs = work_slugs(library.works, order)
    works = tuple(_placed(work, slugs, order) for work in library.works)
    versions = {one.stage.record.key: one for work in works for one in work.versions}
    documents: dict[str, list[Placed]] = defaultdict(list)
    for one in versions.values():
        for record in (one.stage.record, *one.stage.reprints):
            documents[document_key(record.key)].append(one)
    refs = sorted(library.issue_refs, key=lambda ref: (order.get(ref, len(order)), ref))
    return Atlas(
        works=works,
        versions=versions,
        documents={key: tuple(placed) for key, placed in documents.items()},
        issues={ref: issue_folder(ref) for ref in refs},
        names={ref: stored.title for ref, stored in library.entries.items()},
    )


def _placed(work: Work, slugs: Mapping[str, str], order: Mapping[str, int]) -> PlacedWork:
    named_by = first_seen(work, order).record.key
    slug = slugs[named_by]
    folders = version_folders(work, order)
    versions = tuple(
        Placed(work=work, stage=stage, number=number, slug=slug, folder=folders[stage.record.key])
        for number, stage in enumerate(work.stages)
    )
    own = (slugs[stage.record.key] for stage in work.stages)
    return PlacedWork(
        work=work, slug=slug, named_by=named_by, versions=versions, former=tuple(one for one in own if one != slug)
    )
