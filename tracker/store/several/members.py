"""The stores of a folder by their names: listed, opened when they are needed, made where a gazette has none."""

from __future__ import annotations

import os
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Final

from tracker.errors import NotAStore, StoreError, UnknownReference
from tracker.messages import said
from tracker.store import FILE_OF_SEVERAL
from tracker.store.several import room
from tracker.store.several.stores_file import is_name, listed_stores, with_store
from tracker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

_OPEN: Final = 16
"""Stores that are kept open, each with a process of git."""


class Members:
    """The stores that a folder's ``stores.toml`` lists; ``close`` them at the end."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] | None) -> None:
        self._folder = folder
        self._file = folder / FILE_OF_SEVERAL
        self._clock = clock
        self._open: OrderedDict[str, Store] = OrderedDict()
        self._listed: tuple[tuple[int, ...], tuple[str, ...]] = ((), ())

    def close(self) -> None:
        """End git's processes."""
        while self._open:
            self._open.popitem()[1].close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the stores, as listed now: somebody else may add one.

        Raises:
            ConfigError: a line of ``stores.toml`` is wrong.
        """
        try:
            status = self._file.lstat()
        except OSError:
            return listed_stores(self._file)  # which says why
        stamp = (status.st_mtime_ns, status.st_ino, status.st_size)
        if stamp != self._listed[0]:
            self._listed = (stamp, listed_stores(self._file))
        return self._listed[1]

    def opened(self, name: str) -> Store:
        """One store by its name.

        Raises:
            UnknownReference: none of that name is listed.
            StoreError: it is missing, is no repository of its own, or cannot be read.
            ConfigError: a link stands in its place.
        """
        if name not in self.names:
            raise UnknownReference("no store of this name is listed", where=f"{self._file}: {name}")
        if name not in self._open:
            place = self.place(name)
            if not os.path.lexists(place / ".git"):
                do = said("bring it back, or take it out of {file}", file=FILE_OF_SEVERAL)
                raise NotAStore("this store is missing", where=str(place), do=do)
            whole = partial(room.check_whole, place=place, folder=self._folder)
            self._open[name] = Store.open(place, clock=self._clock, check=whole)
            while len(self._open) > _OPEN:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(name)
        return self._open[name]

    def place(self, name: str) -> Path:
        """The folder of a store.

        Raises:
            ConfigError: it is a link, or has one where git's own folder should be.
        """
        place = self._folder / name
        room.refuse_links(place)
        return place

    def made(self, name: str) -> Store:
        """The store of a gazette; one that has none gets a repository first, then its line in ``stores.toml``."""
        if name not in self.names:
            if not is_name(name):
                what = said("{name!r} is no name of a gazette's folder", name=name[:80])
                raise StoreError(what, do="give another one with --gazette")
            with room.locked(self._folder):
                if name not in self.names:
                    room.new_repository(self.place(name))
                    with_store(self._file, name)
        return self.opened(name)
