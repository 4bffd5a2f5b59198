"""The pages of a work's provisions through its versions: how each came to read as it does, who wrote which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.history.life_turns import lives
from tracker.history.word_writers import authorship
from tracker.library.editions import succession_of
from tracker.lineage.evidence import is_decision
from tracker.render import RenderOptions
from tracker.render.history_html import blame_page, history_page
from tracker.report.addresses import INDEX, href
from tracker.report.page import DATA, Settings, json_bytes
from tracker.schema.histories import blame_json, history_json

if TYPE_CHECKING:
    from tracker.lineage.values import Stage, Work
    from tracker.report.atlas import PlacedWork
    from tracker.report.page import Texts

HISTORY: Final = "history/"
WORDS: Final = "words/"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPages:
    """Both pages of a work (named by the version ``key``), below its own; ``stamps`` are those of all its issues."""

    key: str
    address: str
    stamps: tuple[str, ...]
    work: str

    @property
    def about(self) -> str:
        """What they show."""
        return f"history {self.key}"

    @property
    def names(self) -> tuple[str, ...]:
        """Their files."""
        return tuple(folder + name for folder in (HISTORY, WORDS) for name in (INDEX, DATA))

    @property
    def version(self) -> str:
        """The version that names the work."""
        return self.key

    def reads(self, texts: Texts) -> tuple[Work, tuple[Stage, ...]]:
        """The work and all its versions."""
        work = texts.work_of(self.key)
        return work, work.stages

    def files(self, library: Texts, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The pages with their values as ``tracker.history/1`` and ``tracker.blame/1``, which name no commit here."""
        told, _ = succession_of(library, library.work_of(self.key))
        options = RenderOptions(lang=settings.lang)
        found, text = lives(told), authorship(told)
        page = history_page(self.work, told, found, options, links=self._links(HISTORY, WORDS, settings))
        yield self.address + HISTORY + INDEX, page.encode("utf-8", "backslashreplace")
        yield self.address + HISTORY + DATA, json_bytes(history_json(self.work, "", told, found))
        page = blame_page(self.work, told, text, options, links=self._links(WORDS, HISTORY, settings))
        yield self.address + WORDS + INDEX, page.encode("utf-8", "backslashreplace")
        yield self.address + WORDS + DATA, json_bytes(blame_json(self.work, "", told, text))

    def _links(self, own: str, other: str, settings: Settings) -> tuple[tuple[str, str], ...]:
        """From one of the pages to the first page, the work and the other one."""
        here = self.address + own
        return (
            (settings.title, href(here, "")),
            (settings.words["to-work"].format(self.work), href(here, self.address)),
            (settings.words[other.rstrip("/")], href(here, self.address + other)),
        )


def has_history(work: PlacedWork) -> bool:
    """Whether a work has texts to tell a history of: several versions, and one that was printed whole."""
    return len(work.versions) > 1 and not all(is_decision(one.stage.record) for one in work.versions)


def history_of(work: PlacedWork, stamps: Mapping[str, str]) -> HistoryPages:
    """The pages of a work that has a history."""
    issues = dict.fromkeys(one.stage.record.issue for one in work.versions)
    return HistoryPages(
        key=work.named_by,
        address=work.address,
        stamps=tuple(stamps[ref] for ref in issues),
        work=work.work.name,
    )
