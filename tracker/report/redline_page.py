"""The page of what changed from one version of a work to the next: the redline of ``tracker diff -f html``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from tracker.library.consolidated import sources_of
from tracker.lineage.evidence import is_decision
from tracker.render import RenderOptions
from tracker.render.html import render
from tracker.report.addresses import INDEX, href
from tracker.report.page import DATA, Settings, stage_of
from tracker.schema.diffs import comparison_text

if TYPE_CHECKING:
    from tracker.lineage.values import Stage, Work
    from tracker.report.atlas import Placed, PlacedWork
    from tracker.report.page import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class RedlinePage:
    """The redline of two versions (keys of their records); ``stamps`` are those of the issues both are made from."""

    old: str
    new: str
    address: str
    stamps: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @property
    def about(self) -> str:
        """What it shows."""
        return f"redline {self.old} {self.new}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its files."""
        return (INDEX, DATA)

    @property
    def version(self) -> str:
        """The later version."""
        return self.new

    def reads(self, texts: Texts) -> tuple[Work, tuple[Stage, ...]]:
        """The work, and the versions that both texts are made from."""
        work = texts.work_of(self.new)
        both = (sources_of(work, stage_of(work, key)) for key in (self.old, self.new))
        return work, tuple(dict.fromkeys(chain.from_iterable(both)))

    def files(self, library: Texts, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page and its values as ``tracker.diff/1``."""
        work = library.work_of(self.new)
        old, new = (stage_of(work, key) for key in (self.old, self.new))
        comparison = library.compared(work, old, new)
        page = render(comparison, RenderOptions(lang=settings.lang), links=self.links)
        yield self.address + INDEX, page.encode()
        yield self.address + DATA, comparison_text(comparison).encode()


def redline_of(
    work: PlacedWork, pair: tuple[Placed, Placed, str], stamps: Mapping[str, str], settings: Settings
) -> RedlinePage:
    """The page of two neighbouring versions."""
    old, new, address = pair
    words = settings.words
    sources = (
        work.versions[: new.number + 1]
        if is_decision(new.stage.record) or is_decision(old.stage.record)
        else (old, new)
    )
    return RedlinePage(
        old=old.stage.record.key,
        new=new.stage.record.key,
        address=address,
        stamps=tuple(stamps[ref] for ref in dict.fromkeys(one.stage.record.issue for one in sources)),
        links=(
            (settings.title, href(address, "")),
            (words["to-work"].format(work.work.name), href(address, work.address)),
            (words["to-old"].format(old.stage.record.name), href(address, old.address)),
            (words["to-new"].format(new.stage.record.name), href(address, new.address)),
        ),
    )
