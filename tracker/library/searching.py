"""The text of an issue as it is searched: the titles, then every provision by itself; and versions that hold words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.language.labels import label_like, label_of
from tracker.language.numbers_of_documents import is_doc_number
from tracker.library.index import Hit, SearchText
from tracker.lineage.state_of_versions import state_on
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
    """The versions that are asked for, with their state on a day: what stands on it first, then by the best passage.

    A document number finds the versions that carry it, before all texts that name it. The label of an article among
    the words (第十条 补偿) asks for that article; alone it finds the article of every version.
    """
    numbered = list(_numbered(library, words, day))
    holding = sorted(_holding(library, words, day), key=lambda one: one.state not in LIVE)
    found: dict[str, Found] = {}
    for one in (*numbered, *holding):
        if not only_live or one.state in LIVE:
            found.setdefault(one.stage.record.key, one)
    yield from found.values()


def _numbered(library: Library, words: str, day: str) -> Iterator[Found]:
    """The versions whose document carries the number that was asked for."""
    if not is_doc_number(words):
        return
    for stage in library.numbered(words):
        for work in library.works_of(stage.record.issue, stage.record.index):
            if stage in work.stages:
                yield Found(work, stage, state_on(stage, day), ())


def _holding(library: Library, words: str, day: str) -> Iterator[Found]:
    """The versions whose text holds all the words, in the order of their best passage."""
    hits: dict[tuple[str, int], list[Hit]] = {}
    for hit in _hits(library, words):
        hits.setdefault((hit.issue, hit.passage.document), []).append(hit)
    shown: set[str] = set()
    for (issue, document), group in hits.items():
        versions = ((work, stage) for work in library.works_of(issue, document) for stage in work.stages)
        for work, stage in versions:
            prints = {(one.issue, one.index) for one in (stage.record, *stage.reprints)}
            if (issue, document) not in prints or stage.record.key in shown:
                continue
            own = [hit for hit in group if _belongs(hit, stage.record.instrument, alone=len(prints) > 1)]
            if own:
                shown.add(stage.record.key)
                yield Found(work, stage, state_on(stage, day), tuple(own))


def _hits(library: Library, words: str) -> Iterator[Hit]:
    """The passages that hold the words, in the articles that are among them."""
    rest, labels = _parted(words)
    if labels and not rest:
        return (hit for label in labels for hit in library.index.placed(label))
    return library.index.search(rest, labels)


def is_cut(library: Library, words: str) -> bool:
    """Whether so many passages hold some words that a search looks at a part of them alone."""
    return library.index.holds_many(*_parted(words))


def _parted(words: str) -> tuple[str, list[str]]:
    """The words that are searched for, and the articles that are named among them."""
    parts = words.split()
    labels = [label for part in parts if (label := article_named(part))]
    return " ".join(part for part in parts if not article_named(part)), labels


def article_named(word: str) -> str:
    """The label of an article as it is kept, where a word is one (第10条 is 第十条); else nothing."""
    label = label_of(word)
    if label is None or label.level != "article" or word[label.end :].strip():
        return ""
    return label_like("第一条", label.number, label.branch)


def _belongs(hit: Hit, instrument: int | None, *, alone: bool) -> bool:
    """Whether a passage stands in a version's own instrument; the circular around it counts as well."""
    return (
        alone or instrument is None or hit.passage.instrument in {0, instrument} or hit.passage.instrument > instrument
    )
