"""Connections to addresses that were checked, every read of which ends within the time of the whole request."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any, Final

import httpcore2

from tracker.messages import said
from tracker.monitor.addresses import Resolver, is_public, literal
from tracker.monitor.answers import FetchFailure

IDLE: Final = 30.0
"""Seconds without a byte after which a server is given up."""
SLOWEST_RATE: Final = 20_000
"""Bytes a second that let a body take longer than the time for a page: whole issues are large."""
LONGEST: Final = 600.0
"""Seconds after which any body is given up."""
CONNECT: Final = 15.0
"""Seconds for one address to take a connection."""


def pool_of(
    tls: ssl.SSLContext, allow_private: tuple[str, ...], resolver: Resolver, patience: Patience
) -> httpcore2.ConnectionPool:
    """Connections for sources that may reach the same private hosts; no others share them."""
    return httpcore2.ConnectionPool(
        ssl_context=tls,
        max_connections=64,
        max_keepalive_connections=16,
        keepalive_expiry=15,
        network_backend=_CheckedBackend(allow_private, resolver, patience),
    )


class Patience(threading.local):
    """When the request of a thread began, and what came of it so far."""

    started = 0.0
    page = 60.0
    received = 0

    def begin(self, page: float) -> None:
        """A request begins that may take ``page`` seconds, and longer while its body comes fast enough."""
        self.started, self.page, self.received = time.monotonic(), page, 0

    def left(self) -> float:
        """Seconds that the next byte may take.

        Raises:
            FetchFailure: ``timeout``.
        """
        spent = time.monotonic() - self.started
        allowed = min(LONGEST, self.page + self.received / SLOWEST_RATE)
        if spent >= allowed:
            raise FetchFailure(said("not finished after {spent:.0f} s", spent=spent), kind="timeout")
        return min(IDLE, allowed - spent)


class _Stream(httpcore2.NetworkStream):
    """A connection whose every read ends within the time of the whole request."""

    def __init__(self, stream: httpcore2.NetworkStream, patience: Patience) -> None:
        self._stream = stream
        self._patience = patience

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - ours is the shorter one
        data = self._stream.read(max_bytes, self._patience.left())
        self._patience.received += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._patience.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        return _Stream(
            self._stream.start_tls(ssl_context, server_hostname, self._patience.left()), patience=self._patience
        )

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's own signature
        return self._stream.get_extra_info(info)


class _CheckedBackend(httpcore2.NetworkBackend):
    """Connects to addresses that were checked, never to a name."""

    def __init__(self, allow_private: tuple[str, ...], resolver: Resolver, patience: Patience) -> None:
        self._allowed = allow_private
        self._resolver = resolver
        self._patience = patience
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        failure: Exception | None = None
        for address in checked_addresses(host, port, self._allowed, self._resolver):
            try:
                connected = self._plain.connect_tcp(
                    address, port, timeout=min(CONNECT, self._patience.left()), socket_options=socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(_at(connected, address), self._patience)
        raise failure or FetchFailure("has no address", kind="dns")


def _at(connected: httpcore2.NetworkStream, address: str) -> httpcore2.NetworkStream:
    """A connection, if it is to the address that was checked: no resolver below has the last word.

    Raises:
        FetchFailure: ``forbidden-address``.
    """
    peer = connected.get_extra_info("server_addr")
    if not peer or literal(str(peer[0])) != literal(address):
        connected.close()
        raise FetchFailure(
            said("connected to {peer} in place of {address}", peer=peer, address=address), kind="forbidden-address"
        )
    return connected


def checked_addresses(host: str, port: int, allowed: tuple[str, ...], resolver: Resolver) -> tuple[str, ...]:
    """The addresses of a host, if each of them may be connected to.

    Raises:
        FetchFailure: ``dns``, or ``forbidden-address`` where one of them is not public and host and port are not
            allowed by name.
    """
    own = literal(host)
    try:
        found = (str(own),) if own is not None else resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchFailure(
            said("the name has no address: {reason}", reason=getattr(error, "strerror", None) or error),
            where=host,
            kind="dns",
            do="check it",
        ) from error
    if f"{host.strip('[]').lower()}:{port}" in {one.replace("[", "").replace("]", "") for one in allowed}:
        return found
    for text in found:
        address = literal(text)
        if address is None or not is_public(address):
            raise FetchFailure(
                said("{text} is no public address", text=text),
                where=f"{host}:{port}",
                kind="forbidden-address",
                do=said('write allow-private = ["{host}:{port}"] in the source if you mean it', host=host, port=port),
            )
    return found
