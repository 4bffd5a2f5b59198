"""The first site of a store of years without its texts: ``python -m tests.benchmarks.years_report STORE SITE DAY``.

A hundred thousand pages of texts take hours. Each is one byte here, and the list of the site's files says that they are
made of what they are made of: the next report, a true one, takes them as they are, and makes what has changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.library import Library
from tracker.report.history_page import HistoryPages
from tracker.report.page import Settings
from tracker.report.redline_page import RedlinePage
from tracker.report.search_pages import SearchSegment
from tracker.report.site_build import build
from tracker.report.text_page import TextPage

if TYPE_CHECKING:
    from tracker.report.page import Page


def main(store: Path, site: Path, day: str) -> None:
    """Write the site."""
    for kind in (TextPage, RedlinePage, HistoryPages, SearchSegment):
        kind.files = _empty  # type: ignore[assignment, method-assign]
    with Library.open(store) as library:
        settings = Settings(lang="zh", title="years", base_url="", day=day)
        build(library, site, settings, lambda _: nullcontext())


def _empty(page: Page, *_: object) -> Iterator[tuple[str, bytes]]:
    """The files of a page, a byte each."""
    return ((page.address + (name or "units.js"), b" ") for name in page.names)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
