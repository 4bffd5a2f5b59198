"""What a page of a list says: its entries in order, the pages that follow, and why it is no list where it is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from tracker.monitor.answers import ErrorKind, Request

ListedKind: TypeAlias = Literal["document", "issue", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of a list.

    ``url`` is where a person finds it, ``text_url`` where its text is asked for if that is elsewhere; ``key`` is its
    identity where that is not the address (a feed's guid). ``date`` is the day of publication, ``signed`` the
    document's own; both ISO. ``text`` is the text itself, as HTML, where the list brings it. ``validity`` is the site's
    own flag. ``year`` and ``numbers`` are those of an issue.
    """

    url: str
    title: str
    date: str | None = None
    signed: str | None = None
    doc_number: str | None = None
    validity: str | None = None
    attachments: tuple[str, ...] = ()
    kind: ListedKind = "document"
    year: int | None = None
    numbers: tuple[int, ...] = ()
    total_numbers: tuple[int, ...] = ()
    supplement: bool = False
    category: str | None = None
    pinned: bool = False
    is_cut: bool = False
    key: str | None = None
    text_url: str | None = None
    text: str | None = None

    @property
    def asked_url(self) -> str:
        """Where its text is asked for."""
        return self.text_url or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a page gives no list, and what a person can do."""

    kind: ErrorKind
    what: str
    do: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of a list: its ``family`` and ``how`` it was recognised, its entries, and the requests that follow.

    ``pages`` is how many pages the list says it has. ``issue_file`` is the file of the whole issue on the page of one.
    ``follow`` are the next pages of the same list, most likely first: the first that answers is it. ``instead`` are
    requests that hold the list in place of this page, all of them. ``lines`` are digests of the visible lines, by which
    the same page is known again under another address.
    """

    family: str
    how: str
    entries: tuple[Listed, ...] = ()
    follow: tuple[Request, ...] = ()
    instead: tuple[Request, ...] = ()
    pages: int | None = None
    issue_file: str | None = None
    refusal: Refusal | None = None
    lines: tuple[str, ...] = ()


def listing_to_json(listing: Listing) -> dict[str, Any]:
    """A listing as plain values."""
    return asdict(listing)


def listing_from_json(value: Mapping[str, Any]) -> Listing:
    """The listing of plain values; a key or type that does not fit raises what the constructors raise."""
    refusal = value["refusal"]
    return Listing(
        **{
            **value,
            "entries": tuple(_listed(one) for one in value["entries"]),
            "follow": tuple(_request(one) for one in value["follow"]),
            "instead": tuple(_request(one) for one in value["instead"]),
            "refusal": Refusal(**refusal) if refusal else None,
            "lines": tuple(value["lines"]),
        }
    )


def _listed(value: Mapping[str, Any]) -> Listed:
    return Listed(**{**value, **{name: tuple(value[name]) for name in ("attachments", "numbers", "total_numbers")}})


def _request(value: Mapping[str, Any]) -> Request:
    form = value["form"]
    return Request(
        **{
            **value,
            "form": tuple((a, b) for a, b in form) if form is not None else None,
            "context": tuple((a, b) for a, b in value["context"]),
        }
    )
