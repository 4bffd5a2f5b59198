"""The page of what changed from one version of a work to the next: the redline of ``tracker diff -f html``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.lineage.evidence import is_decision
from tracker.render import RenderOptions
from tracker.render.html import render
from tracker.report.addresses import INDEX, href
from tracker.report.page import DATA, Settings
from tracker.schema.diffs import comparison_text

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.report.atlas import Placed, PlacedWork


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

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page and its values as ``tracker.diff/1``."""
        work = library.work_of(self.new)
        old, new = (next(one for one in work.stages if one.record.key == key) for key in (self.old, self.new))
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
    chain = (
        work.versions[: new.number + 1]
        if is_decision(new.stage.record) or is_decision(old.stage.record)
        else (old, new)
    )
    return RedlinePage(
        old=old.stage.record.key,
        new=new.stage.record.key,
        address=address,
        stamps=tuple(stamps[ref] for ref in dict.fromkeys(one.stage.record.issue for one in chain)),
        links=(
            (settings.title, href(address, "")),
            (words["to-work"].format(work.work.name), href(address, work.address)),
            (words["to-old"].format(old.stage.record.name), href(address, old.address)),
            (words["to-new"].format(new.stage.record.name), href(address, new.address)),
        ),
    )
