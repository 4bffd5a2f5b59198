"""The files of a site on a disk: what the last run wrote, what this one writes, and that nothing else is touched.

``tracker-site.json`` in the site's folder lists every page with a digest of all that it is made of, and its files. A
page whose digest is the same and whose files are there is not made again. Only files that the list names are ever
written over or removed, and the list is written before them, so that a run that was killed can be taken up again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracker.errors import RenderError
from tracker.messages import said

LISTING: Final = "tracker-site.json"
SCHEMA: Final = "tracker.site-files/1"
_DO = "name an empty folder with -o, or move it away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page as a run left it: ``key`` is the digest of what it is made of, empty while it is being written.

    ``files`` are its files from the site's root, each with its size in bytes (-1 where it is not known).
    """

    about: str
    address: str
    key: str
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the files of one page: all of them with their sizes, and how many had other bytes before."""

    about: str
    files: tuple[tuple[str, int], ...]
    changed: int


class SiteFiles:
    """The folder of a site. Nothing outside of it is written to, also where a link inside of it leads there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._sound: set[Path] = set()

    def listed(self) -> dict[str, Kept]:
        """The pages of the last run by what they show; none where there was none.

        Raises:
            RenderError: the list is damaged.
        """
        place = self.root / LISTING
        try:
            value = json.loads(place.read_bytes())
            pages = value["pages"]
            return {
                about: Kept(about=about, address=address, key=key, files=tuple((name, size) for name, size in files))
                for about, address, key, files in pages
            }
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise RenderError("the list of the site's files is damaged", where=str(place), do=_DO) from error

    def list(self, pages: Iterable[Kept]) -> None:
        """Keep the pages of a run, a line each."""
        lines = sorted(
            json.dumps([one.about, one.address, one.key, one.files], ensure_ascii=False, separators=(",", ":"))
            for one in pages
        )
        text = f'{{"schema": "{SCHEMA}",\n"pages": [\n' + ",\n".join(lines) + "\n]}\n"
        self.put(LISTING, text.encode("utf-8", "backslashreplace"))

    def is_whole(self, kept: Kept) -> bool:
        """Whether the files of a page are there, each of the size that it had."""
        root = str(self.root)
        try:
            return all(os.lstat(f"{root}/{name}").st_size == size for name, size in kept.files)
        except OSError:
            return False

    def check_foreign(self, names: Iterable[str], own: Iterable[str]) -> None:
        """Make sure that no file that is not of this site would be written over; ``dir/`` stands for all in a folder.

        Raises:
            RenderError: one would.
        """
        known = set(own)
        for name in names:
            if name not in known and not self._is_free(name, known):
                raise RenderError(
                    "is not of this site, and a page of it belongs there", where=str(self.root / name), do=_DO
                )

    def _is_free(self, name: str, known: set[str]) -> bool:
        """Whether nothing stands at a place, or in a folder nothing but what is known."""
        place = self.root / name
        if not name.endswith("/"):
            return not os.path.lexists(place)
        return not os.path.lexists(place) or any(one.startswith(name) for one in known) or not any(place.iterdir())

    def clear(self, names: Iterable[str]) -> None:
        """Remove what a run that was killed had begun in the folders among some names."""
        for name in names:
            if name.endswith("/") and self._is_inside(self.root / name):
                self.remove(
                    one.relative_to(self.root).as_posix() for one in (self.root / name).glob("*") if one.is_file()
                )

    def put(self, name: str, data: bytes) -> bool:
        """Write a file; whether its bytes are others than before.

        Raises:
            RenderError: it cannot be written.
        """
        place = self.root / name
        beside = place.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            self._make_folder(place.parent)
            if place.is_file() and not place.is_symlink() and place.read_bytes() == data:
                return False
            beside.write_bytes(data)
            beside.replace(place)
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            raise RenderError(
                said("cannot write the site: {error}", error=error.strerror), where=str(place)[:200]
            ) from error
        return True

    def remove(self, names: Iterable[str]) -> int:
        """Remove files, and the folders that are empty then; how many there were."""
        removed = 0
        folders: set[Path] = set()
        for name in names:
            place = self.root / name
            if self._is_inside(place.parent):
                try:
                    place.unlink()
                    removed += 1
                except OSError:
                    continue
                folders.update(one for one in place.parents if self.root in one.parents)
        for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True):
            try:
                folder.rmdir()
            except OSError:
                continue
        return removed

    def _make_folder(self, folder: Path) -> None:
        if folder in self._sound:
            return
        if folder != self.root:
            self._make_folder(folder.parent)
            if folder.is_symlink():
                raise RenderError("leads out of the site", where=str(folder), do="remove this link")
        folder.mkdir(parents=True, exist_ok=True)
        self._sound.add(folder)

    def _is_inside(self, folder: Path) -> bool:
        """Whether a folder is within the site's, and no link on the way leads elsewhere."""
        return folder == self.root or Path(os.path.realpath(folder)) == Path(os.path.realpath(self.root)) / (
            folder.relative_to(self.root)
        )


def moved(before: Mapping[str, Kept], now: Mapping[str, str], taken: set[str]) -> Iterator[tuple[str, str, str]]:
    """The pages that a run has elsewhere than the last one: what each shows, its old address, its new one.

    ``now`` has the addresses of this run's pages by what they show, ``taken`` all addresses of pages. A redline that is
    gone leads to the text that it ended with.
    """
    for about, kept in before.items():
        shown = about.removeprefix(MOVED)
        target = now.get(shown) or now.get(f"text {shown.rpartition(' ')[2]}" if shown.startswith("redline ") else "")
        if target is not None and kept.address not in taken and kept.address:
            yield shown, kept.address, target


MOVED: Final = "moved "
"""What stands before the name of a page that was, where only its way to the new place is left."""


def digest(*parts: str) -> str:
    """A short digest of texts, in this order."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
