"""What every request must be and every answer must say, before and after any page: plain ASGI around the application.

The Host header is checked, so that a page of another site whose name was bound anew to this address (DNS rebinding)
reaches nothing; what is sent is limited in size and time; no answer may be framed, sniffed or cached by others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 40_000_000
"""Bytes of two files dropped on a page."""

LONGEST_QUERY: Final = 4_000
"""Bytes of an address behind the question mark."""

BODY_PATIENCE: Final = 60.0
"""Seconds in which a body has to arrive."""

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of our own pages; a report has its own, with the hashes of what stands in it."""

HEADERS: Final[Mapping[bytes, bytes]] = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",  # with no-referrer a form of ours would come with Origin: null
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cache-control": b"private, no-cache",
}


def allowed_hosts(names: Iterable[str], port: int) -> frozenset[str]:
    """The Host headers that are answered: each name with the port, and without it."""
    hosts = [f"[{name}]" if ":" in name else name.lower() for name in names]
    return frozenset(hosts) | frozenset(f"{host}:{port}" for host in hosts)


class Guard:
    """The application behind the checks."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(send, *refusal)
            return
        body = _Body(receive)

        async def guarded(message: Message) -> None:
            await send(_with_headers(message))

        await self._app(scope, body.receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is not answered: its status and the words."""
        headers = _headers(scope)
        hosts = headers.get(b"host", [])
        if len(hosts) != 1 or hosts[0].decode("latin-1").lower() not in self._hosts:
            return 421, "this host is not served here; name it with --name"
        if len(scope.get("query_string", b"")) > LONGEST_QUERY:
            return 414, "the address is too long"
        if scope["method"] not in {"GET", "HEAD", "POST"}:
            return 405, "nothing can be changed here"
        if scope["method"] == "POST" and not _is_own(headers, hosts[0]):
            return 403, "only pages of this server may send files"
        length = headers.get(b"content-length", [b"0"])[0]
        return (413, "the body is too large") if not length.isdigit() or int(length) > LARGEST_BODY else None


class _Body:
    """The body of a request, counted and timed while it arrives."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0
        self._end = asyncio.get_running_loop().time() + BODY_PATIENCE
        self._is_whole = False

    async def receive(self) -> Message:
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, "the body came too slowly") from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._is_whole = not message.get("more_body", False)
            if self._size > LARGEST_BODY:
                raise HTTPException(413, "the body is too large")
        return message


def _headers(scope: Scope) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


def _is_own(headers: Mapping[bytes, list[bytes]], host: bytes) -> bool:
    """Whether a request was made by a page of ours: browsers say where it comes from, and programs say nothing."""
    site = headers.get(b"sec-fetch-site", [b"same-origin"])[0]
    origin = headers.get(b"origin", [b""])[0]
    return site in {b"same-origin", b"none"} and origin in {b"", b"http://" + host, b"https://" + host}


def _with_headers(message: Message) -> Message:
    if message["type"] != "http.response.start":
        return message
    own: list[tuple[bytes, bytes]] = list(message.get("headers", []))
    said = {name.lower() for name, _ in own}
    return {**message, "headers": [*own, *((name, value) for name, value in HEADERS.items() if name not in said)]}


async def _refuse(send: Send, status: int, words: str) -> None:
    body = f"{words}\n".encode()
    start: dict[str, Any] = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())],
    }
    await send(_with_headers(start))
    await send({"type": "http.response.body", "body": body})
