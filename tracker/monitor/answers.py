"""What came of a request: an answer, or a failure of one of the contract's kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from tracker.errors import FetchError

ErrorKind: TypeAlias = Literal[
    "dns",
    "connect",
    "tls",
    "timeout",
    "http",
    "redirect",
    "forbidden-address",
    "robots",
    "too-large",
    "incomplete",
    "content",
    "blocked",
    "refused",
    "throttled",
    "maintenance",
    "soft-404",
    "unreadable",
    "empty-list",
]


class FetchFailure(FetchError):  # noqa: N818 - named for what is wrong, as all of ours
    """A request that gave nothing that counts: its ``kind``, its ``status`` if any, and when to come again."""

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        do: str = "",
        kind: ErrorKind = "http",
        status: int | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(what, where=where, do=do)
        self.kind: ErrorKind = kind
        self.status = status
        self.retry_after = retry_after

    @property
    def is_gone(self) -> bool:
        """Whether the server says that there is no such page: the one failure that may mean a withdrawal."""
        return self.status in {404, 410}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for: an address, and for a list drawn by a script the form that the script would send.

    ``family`` says how its answer is to be read, where that is known already; ``page`` which page of a list it is.
    """

    url: str
    form: tuple[tuple[str, str], ...] | None = None
    family: str = ""
    page: int = 1
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask again with (RFC 9110 §8.8)."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent: raw ``body`` after decompression, under the address that was reached in the end.

    ``status`` is 200, or 304 where what is known still holds and ``body`` is empty.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    received: datetime

    @property
    def not_modified(self) -> bool:
        """Whether the server says that nothing changed."""
        return self.status == 304  # noqa: PLR2004

    @property
    def media_type(self) -> str | None:
        """What the server says the body is; often wrong."""
        return self.headers.get("content-type")

    @property
    def validators(self) -> Validators:
        """What to ask with the next time."""
        return Validators(etag=self.headers.get("etag"), modified=self.headers.get("last-modified"))
