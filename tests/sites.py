"""Sites made of stores of invented gazettes, and a walk through all their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tracker.engine.engines import Engine
from tracker.library import Library
from tracker.report.page import Settings
from tracker.report.site_build import Built, build

DAY = "2025-12-01"


def settings(**changes: str) -> Settings:
    fields = {"lang": "zh", "title": "柳湾规则库", "base_url": "", "day": DAY} | changes
    return Settings(**fields)  # type: ignore[arg-type]


def built(store: Path, root: Path, engine: Engine | None = None, **changes: str) -> Built:
    """A site of a store, made in this process or by an engine."""
    with Library.open(store) as library:
        return build(library, root, settings(**changes), lambda _: nullcontext(engine))


def files_of(root: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in sorted(root.rglob("*")) if one.is_file()}


class _Page(HTMLParser):
    """The links and the anchors of a page; ``handlers`` are attributes that would run a script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := known.get(name)) is not None]
        if tag == "meta" and known.get("http-equiv") == "refresh":
            self.links.append((known["content"] or "").partition("url=")[2])
        self.anchors += [value for name in ("id",) if (value := known.get(name))]
        self.handlers += [name for name in known if name.startswith("on")]
        if "style" in known:
            self.handlers.append("style")


def page_of(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    return page


def broken_links(root: Path) -> Iterator[str]:
    """Every link and anchor of a site that leads nowhere, and every anchor that stands twice on a page."""
    pages = {one: page_of(one.read_text("utf-8")) for one in root.rglob("*.html")}
    for place, page in pages.items():
        name = place.relative_to(root).as_posix()
        yield from (f"{name}: #{one} stands twice" for one in set(page.anchors) if page.anchors.count(one) > 1)
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                if parts.scheme not in {"https", "http", "data"}:
                    yield f"{name}: {link} is not allowed"
                continue
            target = (place.parent / unquote(parts.path)).resolve() if parts.path else place
            if not target.is_relative_to(root.resolve()) or not target.is_file():
                yield f"{name}: {link} leads nowhere"
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in pages[target].anchors:
                yield f"{name}: {link} has no such anchor"


def broken_feed_links(root: Path) -> Iterator[str]:
    """Every relative link of a feed that leads nowhere."""
    for place in root.rglob("*.atom"):
        for link in re.findall(r'href="([^"]*)"', place.read_text("utf-8")):
            if not urlsplit(link).scheme and not (place.parent / link).is_file():
                yield f"{place}: {link}"
