"""Making a site, or bringing one up to date: what is made of other things than before is rendered, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from tracker.errors import RenderError
from tracker.library import Library
from tracker.render.template_environment import PLACES
from tracker.report.page import Page, Settings
from tracker.report.redirect_page import RedirectPage
from tracker.report.site_files import MOVED, Kept, SiteFiles, Written, digest, moved
from tracker.report.site_pages import pages_of

Pool = Callable[[int], AbstractContextManager[Executor | None]]
"""Gives processes for a number of pieces of work, or nothing where that is not worth it."""
_CHUNK: Final = 12
"""Pages that go to a process at once."""
_MANY: Final = 60
"""Texts and redlines from which processes gain more than their start costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a run did: how many pages there are, files whose bytes are new, files that were removed."""

    pages: int
    rendered: int
    written: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """Pages for a process to render, of the store in a folder as it stood at a commit."""

    store: Path
    commit: str | None
    root: Path
    settings: Settings
    pages: tuple[Page, ...]


def build(library: Library, root: Path, settings: Settings, pool: Pool) -> Built:
    """Bring the site in a folder up to what a library holds.

    Raises:
        RenderError: a file that is not of the site stands where one of its pages belongs, or the disk is full.
    """
    files = _opened(root, library)
    before = files.listed()
    pages = _with_redirects([*pages_of(library, settings)], before)
    keys = {page.about: _key(page, settings) for page in pages}
    stale = [page for page in pages if not _is_fresh(before.get(page.about), page, keys, files)]
    files.check_foreign(_wanted(stale), _names(before.values()))
    if not stale and before.keys() == keys.keys():
        return Built(pages=len(pages), rendered=0, written=0, removed=0)
    files.clear(_names(before.values()))
    files.list([*_claimed(pages, before), *before.values()])
    done = {one.about: one for one in _rendered(library, files, settings, stale, pool)}
    now = [_kept(page, keys[page.about], done.get(page.about), before) for page in pages]
    removed = files.remove(sorted(_names(before.values()) - _names(now)))
    files.list(now)
    return Built(
        pages=len(pages), rendered=len(stale), written=sum(one.changed for one in done.values()), removed=removed
    )


def _wanted(pages: Iterable[Page]) -> Iterator[str]:
    """The files of pages that are to be written, from the site's root."""
    return (page.address + name for page in pages for name in page.names)


def _names(kept: Iterable[Kept]) -> set[str]:
    """The files of pages, from the site's root."""
    return {name for one in kept for name, _ in one.files}


def _opened(root: Path, library: Library) -> SiteFiles:
    folder = library.store.folder.resolve()
    if root.resolve() == folder:
        raise RenderError("is the store itself", where=str(root), do="name another folder with -o")
    if root.exists() and not root.is_dir():
        raise RenderError("is a file", where=str(root), do="name a folder with -o")
    return SiteFiles(root)


def _with_redirects(pages: list[Page], before: dict[str, Kept]) -> list[Page]:
    """The pages, and a way to the new place of each that stood elsewhere in the last run."""
    now = {page.about: page.address for page in pages}
    taken = {page.address for page in pages}
    ways = {address: (about, target) for about, address, target in moved(before, now, taken)}
    return [
        *pages,
        *(
            RedirectPage(about=f"{MOVED}{about}", address=address, target=target)
            for address, (about, target) in ways.items()
        ),
    ]


def _is_fresh(kept: Kept | None, page: Page, keys: dict[str, str], files: SiteFiles) -> bool:
    return kept is not None and kept.key == keys[page.about] and kept.address == page.address and files.is_whole(kept)


def _key(page: Page, settings: Settings) -> str:
    """A digest of all that a page is made of; the day counts only where the page itself has it."""
    return digest(_code(), settings.lang, settings.title, settings.base_url, repr(page))


def _claimed(pages: Iterable[Page], before: dict[str, Kept]) -> Iterator[Kept]:
    """The pages of this run that the last one did not have, before their files are written."""
    for page in pages:
        if page.about not in before or before[page.about].address != page.address:
            names = tuple((page.address + name, -1) for name in page.names)
            yield Kept(about=f"claimed {page.about}", address=page.address, key="", files=names)


def _kept(page: Page, key: str, done: Written | None, before: dict[str, Kept]) -> Kept:
    files = done.files if done else before[page.about].files
    return Kept(about=page.about, address=page.address, key=key, files=files)


# --- rendering --------------------------------------------------------------------------------------------------------


def _rendered(
    library: Library, files: SiteFiles, settings: Settings, pages: Sequence[Page], pool: Pool
) -> Iterator[Written]:
    """The pages written; those of one issue together, for its texts are read once."""
    shared = [page for page in pages if not hasattr(page, "stamps")]
    texts = sorted((page for page in pages if hasattr(page, "stamps")), key=lambda page: (page.stamps, page.address))
    with pool(len(texts) if len(texts) >= _MANY else 0) as executor:
        if executor is not None:
            away = executor.map(_done, _tasks(library, files, settings, texts))
            yield from _written_here(shared, library, files, settings)
            yield from chain.from_iterable(away)
        else:
            yield from _written_here([*shared, *texts], library, files, settings)


def _written_here(pages: Iterable[Page], library: Library, files: SiteFiles, settings: Settings) -> Iterator[Written]:
    """Pages rendered and written in this process."""
    return (_write(page, library, files, settings) for page in pages)


def _tasks(library: Library, files: SiteFiles, settings: Settings, pages: Sequence[Page]) -> Iterator[_Task]:
    """The pages as pieces of work for processes."""
    for start in range(0, len(pages), _CHUNK):
        yield _Task(
            store=library.store.folder,
            commit=library.commit,
            root=files.root,
            settings=settings,
            pages=tuple(pages[start : start + _CHUNK]),
        )


def _write(page: Page, library: Library, files: SiteFiles, settings: Settings) -> Written:
    made = [(name, data, files.put(name, data)) for name, data in page.files(library, settings)]
    return Written(
        about=page.about,
        files=tuple((name, len(data)) for name, data, _ in made),
        changed=sum(is_new for _, _, is_new in made),
    )


def _done(task: _Task) -> list[Written]:
    """What a process does: the pages of a task."""
    library = _library(task.store, task.commit)
    files = SiteFiles(task.root)
    return [_write(page, library, files, task.settings) for page in task.pages]


@cache
def _library(store: Path, commit: str | None) -> Library:
    """The library of this process, which stays open as long as the process lives."""
    library = Library.open(store)
    return library if library.commit == commit else Library.open(store, revision=commit)


@cache
def _code() -> str:
    """A digest of the code and the templates that make the pages."""
    package = Path(__file__).resolve().parents[1]
    templates = next(place for place in PLACES if place.is_dir())
    sources = [*sorted(package.rglob("*.py")), *sorted(package.rglob("*.toml"))]
    parts = [*sources, *sorted(one for one in templates.rglob("*") if one.is_file())]
    return digest(*(one.read_text(encoding="utf-8", errors="replace") for one in parts))
