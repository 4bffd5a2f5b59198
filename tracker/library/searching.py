"""The text of an issue as it is searched: the titles, then every provision by itself; and versions that hold words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.library.index import Hit, SearchText
from tracker.lineage.status import state_on
from tracker.lineage.values import Stage, State, Work
from tracker.model import CONTAINERS, own_text

if TYPE_CHECKING:
    from tracker.library.holdings import Library
    from tracker.model import Issue, Provision

LIVE = frozenset({"in-force", "partly-repealed", "unknown"})
"""States of what a search on a day looks at: what stood, or may have stood, on it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One version that holds the words: its work, its state on the day, and the passages, the best first."""

    work: Work
    stage: Stage
    state: State
    hits: tuple[Hit, ...]


def search_texts(issue: Issue) -> Iterator[SearchText]:
    """The texts of an issue as they are searched: the titles, then every provision by itself."""
    for number, document in enumerate(issue.documents):
        yield SearchText(document=number, instrument=0, place="", text=document.title)
        for part, instrument in enumerate(document.instruments):
            for place, text in _placed(instrument.body, ""):
                yield SearchText(document=number, instrument=part, place=place, text=text)


def _placed(provisions: Iterable[Provision], above: str) -> Iterator[tuple[str, str]]:
    """Every provision's own text with the labels that lead to it: 第七条(六). Chapters do not count."""
    for provision in provisions:
        label = "" if provision.level in CONTAINERS else provision.label or ""
        here = above + label
        text = own_text(provision) + "".join("\n" + "\t".join(row) for row in provision.rows)
        if text.strip():
            yield here, text
        yield from _placed(provision.children, here)


def found_in(library: Library, words: str, day: str, *, only_live: bool) -> Iterator[Found]:
    """The versions whose text holds all the words, in the order of their best passage, with their state on a day."""
    hits: dict[tuple[str, int], list[Hit]] = {}
    for hit in library.index.search(words):
        hits.setdefault((hit.issue, hit.passage.document), []).append(hit)
    shown: set[str] = set()
    for (issue, document), group in hits.items():
        versions = ((work, stage) for work in library.works_of(issue, document) for stage in work.stages)
        for work, stage in versions:
            prints = {(one.issue, one.index) for one in (stage.record, *stage.reprints)}
            state = state_on(stage, day)
            if (issue, document) not in prints or stage.record.key in shown or (only_live and state not in LIVE):
                continue
            own = [hit for hit in group if _belongs(hit, stage.record.instrument, alone=len(prints) > 1)]
            if own:
                shown.add(stage.record.key)
                yield Found(work, stage, state, tuple(own))


def _belongs(hit: Hit, instrument: int | None, *, alone: bool) -> bool:
    """Whether a passage stands in a version's own instrument; the circular around it counts as well."""
    return (
        alone or instrument is None or hit.passage.instrument in {0, instrument} or hit.passage.instrument > instrument
    )
