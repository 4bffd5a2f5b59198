"""Making a site, or bringing one up to date: what is made of other things than before is rendered, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from tracker.errors import RenderError
from tracker.library import Library
from tracker.library.freshness import untold
from tracker.render.template_environment import PLACES
from tracker.report.page import Page, PageOfTexts, Settings
from tracker.report.redirect_page import RedirectPage
from tracker.report.sent_texts import JOB, files_from, task_by_place, task_with_texts
from tracker.report.site_files import MOVED, Kept, SiteFiles, Written, digest, moved
from tracker.report.site_pages import pages_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tracker.engine.engines import Engine
    from tracker.library.freshness import Told

Engines: TypeAlias = "Callable[[int], AbstractContextManager[Engine | None]]"
"""Gives workers for so many pages of texts, or nothing where that is not worth it."""
_CHUNK: Final = 12
"""Pages that go to a worker at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a run did: how many pages there are, files whose bytes are new, files that were removed."""

    pages: int
    rendered: int
    written: int
    removed: int


def build(library: Library, root: Path, settings: Settings, engines: Engines, told: Told = untold) -> Built:
    """Bring the site in a folder up to what a library holds; ``told`` hears how many of how many pages are made.

    Raises:
        RenderError: a file that is not of the site stands where one of its pages belongs, or the disk is full.
        EngineError: the workers have gone.
    """
    files = _opened(root, library)
    before = files.listed()
    known, stale = _looked_at(pages_of(library, settings), settings, before, files)
    redirects, stale_redirects = _looked_at(_redirects(known, before), settings, before, files)
    known, stale = {**known, **redirects}, [*stale, *stale_redirects]
    files.check_foreign(_wanted(stale), _names(before.values()))
    if not stale and before.keys() == known.keys():
        return Built(pages=len(known), rendered=0, written=0, removed=0)
    files.clear(_names(before.values()))
    files.list([*_claimed(stale, before), *before.values()])
    done = {one.about: one for one in _rendered(library, files, settings, stale, engines, told)}
    now = [_kept(one, done.get(one.about), before) for one in known.values()]
    removed = files.remove(sorted(_names(before.values()) - _names(now)))
    files.list(now)
    return Built(
        pages=len(known), rendered=len(stale), written=sum(one.changed for one in done.values()), removed=removed
    )


def _looked_at(
    pages: Iterable[Page], settings: Settings, before: Mapping[str, Kept], files: SiteFiles
) -> tuple[dict[str, Kept], list[Page]]:
    """Each page by what it shows, its files aside, and those that have to be made: no other is held in memory."""
    known: dict[str, Kept] = {}
    stale: list[Page] = []
    for page in pages:
        known[page.about] = now = Kept(about=page.about, address=page.address, key=_key(page, settings), files=())
        if not _is_fresh(before.get(page.about), now, files):
            stale.append(page)
    return known, stale


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


def _redirects(known: Mapping[str, Kept], before: Mapping[str, Kept]) -> Iterator[Page]:
    """A way to the new place of each page that stood elsewhere in the last run."""
    now = {about: one.address for about, one in known.items()}
    ways = {address: (about, target) for about, address, target in moved(before, now, set(now.values()))}
    return (
        RedirectPage(about=f"{MOVED}{about}", address=address, target=target)
        for address, (about, target) in ways.items()
    )


def _is_fresh(kept: Kept | None, now: Kept, files: SiteFiles) -> bool:
    return kept is not None and kept.key == now.key and kept.address == now.address and files.is_whole(kept)


def _key(page: Page, settings: Settings) -> str:
    """A digest of all that a page is made of; the day counts only where the page itself has it."""
    return digest(_code(), settings.lang, settings.title, settings.base_url, repr(page))


def _claimed(stale: Iterable[Page], before: Mapping[str, Kept]) -> Iterator[Kept]:
    """The pages of this run that the last one did not have, before their files are written."""
    for page in stale:
        if page.about not in before or before[page.about].address != page.address:
            names = tuple((page.address + name, -1) for name in page.names)
            yield Kept(about=f"claimed {page.about}", address=page.address, key="", files=names)


def _kept(now: Kept, done: Written | None, before: Mapping[str, Kept]) -> Kept:
    return replace(now, files=done.files if done else before[now.about].files)


# --- rendering --------------------------------------------------------------------------------------------------------


def _rendered(
    library: Library, files: SiteFiles, settings: Settings, pages: Sequence[Page], engines: Engines, told: Told
) -> Iterator[Written]:
    """The pages written; those of one issue together, for its texts are read once."""
    shared = [page for page in pages if not hasattr(page, "version")]
    texts = cast("list[PageOfTexts]", [page for page in pages if hasattr(page, "version")])
    texts.sort(key=lambda page: (page.stamps, page.address))
    with engines(len(texts)) as engine:
        away = (
            _made_away(engine, library, settings, texts)
            if engine is not None
            else ((page.about, page.files(library, settings)) for page in texts)
        )
        here = ((page.about, page.files(library, settings)) for page in shared)
        for done, (about, made) in enumerate(chain(away, here), 1):
            yield _written(about, made, files)
            told(done, len(pages))


def _made_away(
    engine: Engine, library: Library, settings: Settings, pages: Sequence[PageOfTexts]
) -> Iterator[tuple[str, Iterable[tuple[str, bytes]]]]:
    """The files of pages that the workers of an engine make, with what each page shows."""
    task_of = task_by_place if engine.shares_files else task_with_texts
    chunks = [pages[start : start + _CHUNK] for start in range(0, len(pages), _CHUNK)]
    values = engine.map(JOB, (task_of(library, settings, chunk) for chunk in chunks))
    for chunk, value in zip(chunks, values, strict=True):
        yield from zip((page.about for page in chunk), files_from(value), strict=True)


def _written(about: str, made: Iterable[tuple[str, bytes]], files: SiteFiles) -> Written:
    put = [(name, len(data), files.put(name, data)) for name, data in made]
    return Written(
        about=about,
        files=tuple((name, size) for name, size, _ in put),
        changed=sum(is_new for _, _, is_new in put),
    )


@cache
def _code() -> str:
    """A digest of the code and the templates that make the pages."""
    package = Path(__file__).resolve().parents[1]
    templates = next(place for place in PLACES if place.is_dir())
    sources = [*sorted(package.rglob("*.py")), *sorted(package.rglob("*.toml"))]
    parts = [*sources, *sorted(one for one in templates.rglob("*") if one.is_file())]
    return digest(*(one.read_text(encoding="utf-8", errors="replace") for one in parts))
