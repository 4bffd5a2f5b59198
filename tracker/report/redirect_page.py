"""A page that says where another one went: it works without a script and without a server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.report.addresses import INDEX, href
from tracker.report.page import Settings, html

if TYPE_CHECKING:
    from tracker.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage:
    """The page at an address that leads to another one; ``about`` is what stood there, so that it can be followed."""

    about: str
    address: str
    target: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its file."""
        return (INDEX,)

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """The page."""
        del library
        yield html("redirect", self.address, settings, target=href(self.address, self.target))
