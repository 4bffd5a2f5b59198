"""Asking servers for pages: checked addresses, limits of time and size, redirects by rule, robots.txt, retries.

Every connection goes to an address that was checked after resolution (``addresses``), under the name's own TLS
certificate. Nothing of the environment (proxies, certificates, passwords) is used.
"""

from __future__ import annotations

import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias
from urllib.parse import urlencode

import httpx2
import stamina

from tracker import __version__
from tracker.messages import said
from tracker.monitor.addresses import Resolver, is_public, literal, resolve
from tracker.monitor.answers import Answer, FetchFailure, Request, Validators
from tracker.monitor.body import unpacked
from tracker.monitor.connections import Patience, pool_of
from tracker.monitor.judge import refuse_status
from tracker.monitor.politeness import Politeness
from tracker.monitor.robots import AGENT, Robots, read_robots
from tracker.monitor.web_addresses import host_of, identity, is_among, joined, same_host

Cookies: TypeAlias = httpx2.Cookies
"""The cookies of a chain of requests; each goes back only to the host that set it."""
MOST_REDIRECTS: Final = 8
ATTEMPTS: Final = 3
LARGEST_HEADERS: Final = 32_768
LONGEST_WAIT: Final = timedelta(seconds=20)
"""A Retry-After up to this is waited for; beyond it the next pass comes again."""
ROBOTS_AGE: Final = 86_400.0
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
logging.getLogger("stamina").addHandler(logging.NullHandler())  # a retry is no news: what comes of it is told

_TRANSIENT: Final = frozenset({500, 502, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where a source may lead: its own ``url``, other ``hosts``, and ``allow_private`` hosts with ports."""

    url: str
    hosts: tuple[str, ...] = ()
    allow_private: tuple[str, ...] = ()

    def covers(self, url: str) -> bool:
        """Whether an address is of the source's own site or of a host that it lists."""
        return same_host(url, self.url) or is_among(host_of(url), self.hosts)


class Fetcher:
    """Asks for pages, politely; one for all sources, used by several threads."""

    def __init__(  # noqa: PLR0913 - what the outside world may be replaced by in a test
        self,
        *,
        delay: timedelta = timedelta(seconds=2),
        contact: str | None = None,
        timeout: timedelta = timedelta(seconds=60),
        largest: int = 64_000_000,
        resolver: Resolver = resolve,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._agent = f"{AGENT}/{__version__}" + (f" (+{contact})" if contact else "")
        self._timeout = timeout.total_seconds()
        self._largest = largest
        self._resolver = resolver
        self._clock = clock
        self._patience = Patience()
        self._turns = Politeness(delay.total_seconds(), now=time.monotonic, sleep=sleep)
        self._tls = ssl.create_default_context()
        self._transports: dict[tuple[str, ...], httpx2.HTTPTransport] = {}
        self._robots: dict[tuple[str, tuple[str, ...]], tuple[float, Robots]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close all connections."""
        for transport in self._transports.values():
            transport.close()
        self._transports.clear()

    def get(
        self, request: Request, reach: Reach, validators: Validators | None = None, jar: Cookies | None = None
    ) -> Answer:
        """What a server answers, 200 or 304, after redirects, retries and waiting.

        Cookies live as long as the chain of redirects, or as the ``jar`` of several requests that belong together.

        Raises:
            FetchFailure: anything else.
        """
        if not self._robots_of(request.url, reach).allows(request.url):
            raise FetchFailure(
                "the site's robots.txt asks programs to stay away",
                where=request.url,
                kind="robots",
                do="ask the site, or leave this source out",
            )
        for attempt in stamina.retry_context(
            on=_pause_before_retry, attempts=ATTEMPTS, timeout=90, wait_initial=0.5, wait_max=5, wait_jitter=0.5
        ):
            with attempt:
                answer = self._chain(request, reach, validators, jar)
                refuse_status(answer)
                return answer
        raise AssertionError  # the loop above returns or raises

    def post(self, url: str, body: bytes, headers: Mapping[str, str], allow_private: tuple[str, ...]) -> int:
        """Send a body to a receiver of events; the status that it answers. Redirects are not followed.

        Raises:
            FetchFailure: it cannot be reached, or is not public and not allowed.
        """
        try:
            request = httpx2.Request("POST", url, headers={"User-Agent": self._agent, **headers}, content=body)
        except (httpx2.InvalidURL, ValueError) as error:
            raise FetchFailure(said("no address: {error}", error=error), where=url, kind="http") from error
        self._patience.begin(min(self._timeout, 30.0))
        with _told(url):
            response = self._transport(allow_private).handle_request(request)
            try:
                for _ in _raw(response):
                    break
                return response.status_code
            finally:
                response.close()

    # --- a chain of redirects -----------------------------------------------------------------------------------------

    def _chain(
        self, request: Request, reach: Reach, validators: Validators | None, jar: Cookies | None = None
    ) -> Answer:
        jar = Cookies() if jar is None else jar
        url, form = request.url, request.form
        seen: set[tuple[str, str]] = set()
        for _ in range(MOST_REDIRECTS):
            state = (identity(url), ";".join(sorted(f"{c.name}={c.value}" for c in jar.jar)))
            if state in seen:
                raise FetchFailure("redirects in a circle", where=url, kind="http")
            seen.add(state)
            answer, to = self._one(url, form, reach, jar, validators)
            if to is None:
                return answer
            url, form = self._followed(url, to, reach), None
        raise FetchFailure(said("more than {most} redirects", most=MOST_REDIRECTS), where=url, kind="http")

    def _followed(self, url: str, location: str, reach: Reach) -> str:
        """Where a redirect leads, if it may be followed.

        Raises:
            FetchFailure: ``forbidden-address`` for what is not public or no web address; ``redirect`` for another host:
                a name that lapsed, or was taken over.
        """
        to = joined(url, location)
        if to is None:
            raise FetchFailure(
                said("redirects to {location!r}", location=location[:100]), where=url, kind="forbidden-address"
            )
        if not reach.covers(to):
            own = literal(host_of(to))
            is_inner = own is not None and not is_public(own)
            if is_inner or host_of(to).rpartition(".")[2] in {"localhost", "local", "internal"}:
                raise FetchFailure(said("redirects to {to}", to=to), where=url, kind="forbidden-address")
            raise FetchFailure(
                said("redirects to another host, {to}", to=host_of(to)),
                where=url,
                kind="redirect",
                do="list it in hosts if it is yours",
            )
        return to

    def _one(
        self,
        url: str,
        form: tuple[tuple[str, str], ...] | None,
        reach: Reach,
        jar: Cookies,
        validators: Validators | None,
    ) -> tuple[Answer, str | None]:
        """One request and its answer, with where it redirects to."""
        request = self._request(url, form, validators)
        jar.set_cookie_header(request)
        with self._turns.turn(host_of(url)):
            self._patience.begin(self._timeout)
            with _told(url):
                response = self._transport(reach.allow_private).handle_request(request)
            response.request = request
            try:
                jar.extract_cookies(response)
                return self._received(url, response)
            finally:
                response.close()

    def _request(
        self, url: str, form: tuple[tuple[str, str], ...] | None, validators: Validators | None
    ) -> httpx2.Request:
        headers = {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,application/xml,application/json,application/pdf,*/*;q=0.5",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        }
        if validators and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators and validators.modified:
            headers["If-Modified-Since"] = validators.modified
        try:
            if form is None:
                return httpx2.Request("GET", url, headers=headers)
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            return httpx2.Request("POST", url, headers=headers, content=urlencode(form).encode())
        except (httpx2.InvalidURL, ValueError) as error:
            raise FetchFailure(said("no address: {error}", error=error), where=url, kind="http") from error

    def _received(self, url: str, response: httpx2.Response) -> tuple[Answer, str | None]:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if sum(map(len, headers.values())) > LARGEST_HEADERS:
            raise FetchFailure("headers of more than 32 KB", where=url, kind="http")
        location = headers.get("location")
        if response.status_code in _REDIRECTS and location:
            return Answer(url=url, status=response.status_code, headers=headers, received=self._clock()), location
        with _told(url, is_begun=True):
            body = unpacked(_raw(response), headers.get("content-encoding", ""), self._largest, url)
        answer = Answer(url=url, status=response.status_code, headers=headers, body=body, received=self._clock())
        if response.status_code in {429, 503}:
            self._turns.slow_down(host_of(url))
        return answer, None

    def _transport(self, allow_private: tuple[str, ...]) -> httpx2.HTTPTransport:
        with self._lock:
            if allow_private not in self._transports:
                transport = httpx2.HTTPTransport(verify=self._tls, trust_env=False)
                transport.close()
                # The public classes take no network backend, which alone can connect to a checked address.
                transport._pool = pool_of(self._tls, allow_private, self._resolver, self._patience)  # noqa: SLF001
                self._transports[allow_private] = transport
            return self._transports[allow_private]

    # --- robots.txt ---------------------------------------------------------------------------------------------------

    def _robots_of(self, url: str, reach: Reach) -> Robots:
        """The rules of a page's host, asked for once a day; where they cannot be had, the page itself tells more."""
        place = joined(url, "/robots.txt") or url
        key = (identity(place), reach.allow_private)
        known = self._robots.get(key)
        if known is not None and time.monotonic() - known[0] < ROBOTS_AGE:
            return known[1]
        try:
            answer = self._chain(Request(url=place), reach, None)
            robots = read_robots(answer.body) if answer.status == 200 else Robots()  # noqa: PLR2004
        except FetchFailure as failure:
            if failure.kind in {"dns", "connect", "tls", "timeout", "forbidden-address"}:
                return Robots()  # not remembered: the page will fail in the same way
            robots = known[1] if known else Robots()
        self._robots[key] = (time.monotonic(), robots)
        if robots.pause:
            self._turns.at_least(host_of(url), robots.pause)
        return robots


def _raw(response: httpx2.Response) -> Iterator[bytes]:
    yield from response.stream  # type: ignore[misc] # a response of a transport has a stream of bytes


def _pause_before_retry(error: Exception) -> bool | timedelta:
    """Whether a failure is worth another try at once, and after which pause."""
    if not isinstance(error, FetchFailure):
        return False
    if error.retry_after is not None:
        return error.retry_after if error.retry_after <= LONGEST_WAIT else False
    return error.kind == "connect" or error.status in _TRANSIENT


class _told:  # noqa: N801 - reads as a phrase: with _told(url): …
    """What the library's errors mean, as failures of ours."""

    def __init__(self, url: str, *, is_begun: bool = False) -> None:
        self._url = url
        self._is_begun = is_begun

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, at: object) -> None:
        if isinstance(error, FetchFailure):
            error.where = error.where or self._url
            return
        if isinstance(error, httpx2.TimeoutException):
            raise FetchFailure("does not answer in time", where=self._url, kind="timeout") from error
        if isinstance(error, httpx2.TransportError):
            raise _failure_of(error, self._url, is_begun=self._is_begun) from error


def _failure_of(error: BaseException, url: str, *, is_begun: bool) -> FetchFailure:
    if is_begun:
        return FetchFailure("the answer is cut off", where=url, kind="incomplete")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", "") or cause.reason or cause
            return FetchFailure(
                said("no secure connection: {reason}", reason=reason), where=url, kind="tls", do="check the certificate"
            )
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx2.ConnectError | httpx2.NetworkError) or "disconnected" in str(error):
        return FetchFailure(
            said("no connection: {reason}", reason=str(error) or said("closed")), where=url, kind="connect"
        )
    return FetchFailure(said("no HTTP: {error}", error=error), where=url, kind="http")
