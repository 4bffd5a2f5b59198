"""Pages that another process makes: what a page needs of the store goes with it, and its files come back as values.

A worker on another machine has no store and shares no folder with us. A task holds the pages, the works that they are
about and the documents that they are made from; workers of this machine read the store themselves, which is quicker.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tracker.engine.tasks import Task
from tracker.library import Library, consolidated
from tracker.library.kept_values import stages_text, work_from
from tracker.report.history_page import HistoryPages
from tracker.report.page import PageOfTexts, Settings
from tracker.report.redline_page import RedlinePage
from tracker.report.text_page import TextPage
from tracker.schema.codec import packed, unpacked
from tracker.schema.issues import issue_from_json, issue_to_json

if TYPE_CHECKING:
    from tracker.lineage.values import Stage, Work
    from tracker.model import ChangeSet, Document, Instrument, Issue

__all__ = ["JOB", "SentTexts", "files_from", "made_pages", "task_by_place", "task_with_texts", "texts_of"]

JOB: Final = f"{__name__}:made_pages"
Files: TypeAlias = list[tuple[str, bytes]]
_KINDS: Final[dict[str, type[PageOfTexts]]] = {kind.__name__: kind for kind in (TextPage, RedlinePage, HistoryPages)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTexts:
    """What pages ask of a library, of the works and documents alone that were sent with them."""

    works: Mapping[str, Work]
    """The works by the keys of their versions' records."""
    issues: Mapping[str, Issue]

    def work_of(self, key: str) -> Work:
        """The work that a version belongs to."""
        return self.works[key]

    def issue(self, ref: str) -> Issue:
        """An issue, of which the documents that were not asked for are empty."""
        return self.issues[ref]

    def document(self, stage: Stage) -> Document:
        """The document that carries a version."""
        return consolidated.document_of(self, stage)

    def text(self, work: Work, stage: Stage) -> tuple[Document | Instrument, tuple[str, ...]]:
        """The text of a version, and remarks on it."""
        return consolidated.text_of(self, work, stage)

    def compared(self, work: Work, old: Stage, new: Stage) -> ChangeSet:
        """What changed from one version of a work to another."""
        return consolidated.compared(self, work, old, new)


# --- where the pages are asked for ------------------------------------------------------------------------------------


def task_by_place(library: Library, settings: Settings, pages: Sequence[PageOfTexts]) -> Task:
    """The task to make some pages, for a process that can open the library's store."""
    place = {"store": str(library.store.folder.resolve()), "commit": library.commit}
    return Task(arguments={**_of_pages(settings, pages), "place": place})


def task_with_texts(library: Library, settings: Settings, pages: Sequence[PageOfTexts]) -> Task:
    """The same for a process anywhere: with all that the pages are made of."""
    works: dict[str, Work] = {}
    wanted: dict[str, set[int]] = defaultdict(set)
    for page in pages:
        work, stages = page.reads(library)
        works[page.version] = work
        for stage in stages:
            wanted[stage.record.issue].add(stage.record.index)
    texts = {
        "works": {key: [work.name, stages_text(work.stages)] for key, work in works.items()},
        "issues": {ref: issue_to_json(_only(library.issue(ref), own)) for ref, own in sorted(wanted.items())},
    }
    body = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return Task(body=body.encode("utf-8", "surrogatepass"), arguments=_of_pages(settings, pages))


def files_from(value: Sequence[Sequence[Sequence[str]]]) -> Iterator[Files]:
    """What the job gave: of each page the paths of its files from the site's root, with their bytes."""
    return ([(name, text.encode("utf-8", "surrogatepass")) for name, text in files] for files in value)


def _of_pages(settings: Settings, pages: Iterable[PageOfTexts]) -> dict[str, Any]:
    return {"settings": asdict(settings), "pages": [[type(page).__name__, packed(page)] for page in pages]}


def _only(issue: Issue, wanted: set[int]) -> Issue:
    """An issue whose other documents keep their places, and nothing in them."""
    documents = enumerate(issue.documents)
    return replace(
        issue,
        documents=tuple(one if n in wanted else replace(one, instruments=()) for n, one in documents),
        toc=(),
        noise=(),
        diagnostics=(),
    )


# --- where they are made ----------------------------------------------------------------------------------------------


def made_pages(
    body: bytes, settings: dict[str, Any], pages: list[tuple[str, Any]], place: dict[str, str] | None = None
) -> list[list[tuple[str, str]]]:
    """The job: the files of each page, as text; made of what stands in the body, or in the store at a place."""
    texts = _library(place["store"], place["commit"]) if place else texts_of(body)
    own = Settings(**settings)
    made: Iterator[PageOfTexts] = (unpacked(_KINDS[kind], value) for kind, value in pages)
    return [[(name, data.decode("utf-8", "surrogatepass")) for name, data in page.files(texts, own)] for page in made]


def texts_of(body: bytes) -> SentTexts:
    """What stands in the body of a task."""
    value = json.loads(body.decode("utf-8", "surrogatepass"))
    return SentTexts(
        works={key: work_from(name, stages) for key, (name, stages) in value["works"].items()},
        issues={ref: issue_from_json(issue) for ref, issue in value["issues"].items()},
    )


@cache
def _library(store: str, commit: str | None) -> Library:
    """The library of this process, which stays open as long as the process lives."""
    library = Library.open(Path(store))
    return library if library.commit == commit else Library.open(Path(store), revision=commit)
