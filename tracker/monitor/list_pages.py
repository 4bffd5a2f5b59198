"""Through the pages of a list, from the first to one whose entries are all known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final

from tracker.monitor.answers import Answer, FetchFailure, Request, Validators
from tracker.monitor.fetch import Cookies, Fetcher, Reach
from tracker.monitor.reading.readers import Readers
from tracker.monitor.results import Traffic
from tracker.monitor.settings import SourceSettings
from tracker.monitor.sources.listed import Listed, Listing
from tracker.monitor.sources.recognition import Hints
from tracker.monitor.web_addresses import by_origin_of, host_of, identity, reached

MOST_PAGES: Final = 40
"""Pages of a list that one pass reads; a backfill (``--since``) reads on."""
MOST_BACKFILL: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What a list gave: its entries in order, how it was recognised, and its first page's answer and lines."""

    entries: tuple[Listed, ...] = ()
    how: str = ""
    family: str = ""
    first: Answer | None = None
    first_page: int = 0
    lines: tuple[str, ...] = ()
    pages: int = 0
    not_modified: bool = False
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a source is asked: its settings, the fetcher, the readers, and what the asking costs."""

    source: SourceSettings
    fetcher: Fetcher
    readers: Readers
    traffic: Traffic

    @property
    def reach(self) -> Reach:
        """Where the source may lead."""
        hosts = self.source.hosts
        if self.source.endpoint:
            hosts = (*hosts, host_of(self.source.endpoint))
        return Reach(url=self.source.url, hosts=hosts, allow_private=self.source.allow_private)

    @property
    def hints(self) -> Hints:
        """What the configuration says of the list."""
        own = self.source
        return Hints(links=own.links, fields=dict(own.fields), results=own.results, page_field=own.page_field)

    def get(self, request: Request, validators: Validators | None = None, jar: Cookies | None = None) -> Answer:
        """Ask, and count what it cost.

        Raises:
            FetchFailure: what came is no answer that counts.
        """
        self.traffic.requests += 1
        answer = self.fetcher.get(request, self.reach, validators, jar)
        self.traffic.not_modified += answer.not_modified
        self.traffic.bytes += len(answer.body)
        return answer

    def listing(self, request: Request, jar: Cookies | None = None) -> tuple[Answer, Listing]:
        """One page of a list.

        Raises:
            FetchFailure: it cannot be had, or is none.
        """
        answer = self.get(request, jar=jar)
        return answer, self.read(answer, request)

    def read(self, answer: Answer, request: Request) -> Listing:
        """The list in an answer.

        Raises:
            FetchFailure: it holds none.
        """
        listing = self.readers.listing(answer, request, self.hints)
        if listing.refusal is not None:
            refusal = listing.refusal
            raise FetchFailure(refusal.what, where=request.url, do=refusal.do, kind=refusal.kind)
        return listing


def first_request_of(source: SourceSettings) -> Request:
    """What a source is asked first."""
    if source.kind == "api":
        from tracker.monitor.sources.endpoints import first_request

        return first_request(source.endpoint or source.url, source.form, source.page_field)
    return Request(url=source.url, family="feed" if source.kind == "feed" else "")


def walk(
    asking: Asking,
    *,
    known: AbstractSet[str],
    validators: Validators | None = None,
    goes_on: Callable[[Listing], bool] | None = None,
) -> Walked:
    """The entries of a list, each once.

    The walk ends at a page whose entries were all known before or on earlier pages, at the list's own end, and after
    ``MOST_PAGES``; ``goes_on`` asks for more of pages whose entries are known (a backfill). With ``validators`` a list
    that did not change gives nothing.

    Raises:
        FetchFailure: the first page cannot be had, or shows no list; a later one ends the walk with a remark.
    """
    jar = Cookies()
    request = first_request_of(asking.source)
    answer = asking.get(request, validators, jar)
    if answer.not_modified:
        return Walked(first=answer, not_modified=True)
    first = asking.read(answer, request)
    way = _Way(asking=asking, known=known, jar=jar, goes_on=goes_on)
    way.go(first)
    if not way.found:
        raise way.failure or FetchFailure(
            "the list has no entries",
            where=asking.source.url,
            do="open it in a browser: is it the list?",
            kind="empty-list",
        )
    return Walked(
        entries=tuple(way.found.values()),
        how="; ".join(part for part in (first.how, way.how) if part),
        family=way.family or first.family,
        # A shell that leads to its list elsewhere stays the same when the list does not: it is always asked for whole.
        first=replace(answer, headers={}) if first.instead else answer,
        first_page=way.first_page,
        lines=first.lines,
        pages=way.pages,
        remark=str(way.failure) if way.failure else None,
    )


@dataclass(slots=True, kw_only=True)
class _Way:
    """The way through a list: what was found so far, ``how`` and ``family`` of a list that a shell leads to."""

    asking: Asking
    known: AbstractSet[str]
    jar: Cookies
    goes_on: Callable[[Listing], bool] | None
    found: dict[str, Listed] = field(default_factory=dict)
    asked: set[Request] = field(default_factory=set)
    how: str = ""
    family: str = ""
    pages: int = 0
    first_page: int = 0
    failure: FetchFailure | None = None

    def go(self, first: Listing) -> None:
        """Read the pages that follow from the first one, or stand in its place."""
        waiting = [*self._taken(first), *((one,) for one in first.instead)]
        while waiting and (self.failure is None or self.failure.is_gone):
            candidates = tuple(one for one in waiting.pop(0) if one not in self.asked)
            self.asked |= set(candidates)
            step = _next(self.asking, candidates, set(self.found), self.jar)
            if isinstance(step, FetchFailure):
                self.failure = step
                continue
            if first.instead and not self.how:
                self.how, self.family = step.how, step.family
            waiting = [*self._taken(step), *((one,) for one in step.instead), *waiting]

    def _taken(self, listing: Listing) -> list[tuple[Request, ...]]:
        """Take the entries of a page; the requests for the next one, where it is to be read."""
        fresh = {
            entry.key or identity(entry.url): entry
            for entry in reversed(tuple(_reached(listing, self.asking)))
            if (entry.key or identity(entry.url)) not in self.found
        }
        self.found |= dict(reversed(fresh.items()))
        self.pages += bool(fresh)
        self.first_page = self.first_page or len(listing.entries)
        is_known = fresh.keys() <= self.known
        is_on = listing.follow and fresh and _is_on(listing, is_known=is_known, pages=self.pages, goes_on=self.goes_on)
        return [listing.follow] if is_on else []


def _is_on(listing: Listing, *, is_known: bool, pages: int, goes_on: Callable[[Listing], bool] | None) -> bool:
    if goes_on is not None:
        return pages < MOST_BACKFILL and goes_on(listing)
    return not is_known and pages < MOST_PAGES


def _next(
    asking: Asking, candidates: tuple[Request, ...], found: AbstractSet[str], jar: Cookies
) -> Listing | FetchFailure:
    """The next page: the first candidate that answers with something new, else what the last one said."""
    last: Listing | FetchFailure | None = None
    for request in candidates:
        same_site = replace(request, url=by_origin_of(request.url, asking.source.url))
        try:
            _, listing = asking.listing(same_site, jar)
        except FetchFailure as failure:
            last = failure if last is None else last
            if not failure.is_gone:
                return failure
            continue
        if any((entry.key or identity(entry.url)) not in found for entry in _reached(listing, asking)):
            return listing
        last = listing
    if isinstance(last, FetchFailure) and last.is_gone and found:
        return Listing(family="", how="")  # a page that is not there is the end of a list
    return last or Listing(family="", how="")


def _reached(listing: Listing, asking: Asking) -> Iterator[Listed]:
    """The entries as they are reached: pages of the source's own site through the source's own origin."""
    own = asking.source.endpoint or asking.source.url
    for entry in listing.entries:
        private = asking.source.allow_private
        url = reached(entry.url, own, private)
        files = tuple(reached(one, own, private) for one in entry.attachments)
        text_url = reached(entry.text_url, own, private) if entry.text_url else None
        yield replace(entry, url=url, attachments=files, text_url=text_url)
