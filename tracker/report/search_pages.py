"""The files of the search as pages: the states of all texts in one, each segment of the index in one of its own.

A segment is read and indexed only when one of its texts is another than before; its texts are in the order in which
their issues came into the store, so a new issue changes the last segment alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.language.labels import ordinal
from tracker.lineage.evidence import is_decision
from tracker.render.template_environment import asset
from tracker.report.addresses import INDEX
from tracker.report.search_index import (
    FOLDER,
    SearchedPassage,
    SearchedText,
    first_file,
    segment_files,
    segments,
)
from tracker.report.text_blocks import Block, Part, parts_of_text

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.lineage.values import State
    from tracker.report.atlas import Atlas, Placed
    from tracker.report.page import Settings
    from tracker.report.standing import VersionState

SCRIPT: Final = "search.js"
_LIVE: Final[frozenset[State]] = frozenset({"in-force", "partly-repealed", "not-yet", "suspended"})
"""States of texts that come before others in what is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHead:
    """What the search loads first: the words for the state of each text, and whether it comes before others."""

    states: tuple[tuple[str, bool], ...]
    about: str = "search"
    address: str = FOLDER
    names: tuple[str, ...] = ("index.js", SCRIPT)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The first file of the index, and the script that reads it."""
        del library, settings
        yield first_file(self.states)
        yield FOLDER + SCRIPT, asset(f"site/{SCRIPT}").encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedVersion:
    """A text of a segment: the key of its record, the stamps of its issues, and what is shown of it."""

    key: str
    stamps: tuple[str, ...]
    url: str
    title: str
    number: str
    issuer: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSegment:
    """The files of one segment, which begins with the text ``start``; how many there are its texts decide."""

    start: int
    texts: tuple[SearchedVersion, ...]

    @property
    def about(self) -> str:
        """What it shows."""
        return f"search {self.start}"

    @property
    def address(self) -> str:
        """Its folder."""
        return f"{FOLDER}s{self.start}/"

    @property
    def names(self) -> tuple[str, ...]:
        """The folder as a whole is its own."""
        return ("",)

    @property
    def stamps(self) -> tuple[str, ...]:
        """It is made of texts, as the pages of texts are."""
        return tuple(stamp for one in self.texts for stamp in one.stamps)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The shards of words and the units of text."""
        del settings
        yield from segment_files(self.start, [_searched(one, library) for one in self.texts])


def pages_of_search(
    atlas: Atlas, standings: Mapping[str, VersionState], stamps: Mapping[str, Sequence[str]]
) -> Iterator[SearchHead | SearchSegment]:
    """The search of all texts of a store; ``standings`` and ``stamps`` are theirs by the keys of their records."""
    order = {ref: place for place, ref in enumerate(atlas.issues)}
    placed = sorted(atlas.versions.values(), key=lambda one: (order[one.stage.record.issue], one.stage.record.key))
    found = [standings[one.stage.record.key] for one in placed]
    yield SearchHead(states=tuple((one.word, one.state in _LIVE) for one in found))
    for start, end in segments(len(placed)):
        texts = tuple(_version(one, tuple(stamps[one.stage.record.key])) for one in placed[start:end])
        yield SearchSegment(start=start, texts=texts)


def _version(one: Placed, stamps: tuple[str, ...]) -> SearchedVersion:
    record = one.stage.record
    return SearchedVersion(
        key=record.key,
        stamps=stamps,
        url=one.address + INDEX,
        title=one.work.name if is_decision(record) else record.title,
        number=record.number or "",
        issuer="、".join(record.issuers),
        day=one.folder[:10],
    )


def _searched(one: SearchedVersion, library: Library) -> SearchedText:
    work = library.work_of(one.key)
    stage = next(each for each in work.stages if each.record.key == one.key)
    value, _ = library.text(work, stage)
    return SearchedText(
        title=one.title,
        url=one.url,
        number=one.number,
        issuer=one.issuer,
        day=one.day,
        passages=tuple(passage for part in parts_of_text(value) for passage in _passages(part)),
    )


def _passages(part: Part) -> Iterator[SearchedPassage]:
    """What stands under each anchor of a text, with the article that it stands in."""
    for block in part.blocks:
        articles = _article(block)
        for line in block.lines:
            cells = (cell for row in line.rows for cell in row)
            text = " ".join(filter(None, (line.heading + line.text, *cells)))
            if text:
                label = line.cite or line.label or "".join(articles[:1])
                yield SearchedPassage(text=text, label=label, articles=articles, anchor=line.anchor)


def _article(block: Block) -> tuple[str, ...]:
    """The label of an article as printed and in digits; none for what is no article."""
    label = block.lines[0].label if block.kind == "article" else ""
    place = ordinal(label) if label else None
    if place is None:
        return ()
    number, branch = place
    return label, f"第{number}条" + (f"之{branch}" if branch else "")
