"""What a source is, told from what its address answers: feed, JSON, record set, unit of jpaas, shell, list page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tracker.messages import said
from tracker.monitor.answers import Request
from tracker.monitor.sources.endpoints import read_json_list
from tracker.monitor.sources.feed import is_feed, read_feed
from tracker.monitor.sources.gkmlpt import (
    is_gkmlpt_list,
    is_gkmlpt_page,
    is_postmeta,
    read_gkmlpt_list,
    read_gkmlpt_page,
    read_postmeta,
)
from tracker.monitor.sources.index import read_index, read_issue_page
from tracker.monitor.sources.json_fields import json_of
from tracker.monitor.sources.listed import Listing, Refusal
from tracker.monitor.sources.recordset import has_records, read_recordset, read_unit, unit_request


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a configuration says of a list: ``links`` as a selector, fields and place of JSON, the field of the page."""

    links: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    results: str | None = None
    page_field: str | None = None


_WANTED: Final[Mapping[str, str]] = {**dict.fromkeys(("json", "gkmlpt", "postmeta", "unit"), "JSON"), "feed": "a feed"}
"""What a request of a family is answered with; anything else is no list, whatever links it shows."""


def read_listing(text: str, request: Request, url: str, hints: Hints) -> Listing:
    """The list in an answer to ``request``, which came from ``url`` in the end."""
    if request.family == "issue":
        return read_issue_page(text, url, selector=hints.links)
    value = json_of(text)
    if value is not None:
        return _of_json(value, request, url, hints)
    if is_feed(text):
        return read_feed(text, url)
    wanted = _WANTED.get(request.family)
    if wanted is not None:
        return Listing(
            family=request.family,
            how="",
            refusal=Refusal(kind="content", what=said("{wanted} was expected", wanted=wanted)),
        )
    return _of_page(text, request, url, hints)


def _of_json(value: object, request: Request, url: str, hints: Hints) -> Listing:
    if is_gkmlpt_list(url, value) and isinstance(value, dict):
        return read_gkmlpt_list(value, url)
    if is_postmeta(url, value) and isinstance(value, dict):
        return read_postmeta(value, url)
    if request.family == "unit":
        return read_unit(value, url, request)
    return read_json_list(value, request, url, fields=hints.fields, results=hints.results, page_field=hints.page_field)


def _of_page(text: str, request: Request, url: str, hints: Hints) -> Listing:
    if is_gkmlpt_page(text):
        return read_gkmlpt_page(text, request.url if "#" in request.url else url)
    if has_records(text) or request.family == "recordset":
        return read_recordset(text, url, request.page)
    listing = read_index(text, url, selector=hints.links, page=request.page)
    unit = unit_request(text, url)
    if unit is not None and not listing.entries:
        return replace(listing, family="unit", how="jpaas: the page's querydata", refusal=None, instead=(unit,))
    return listing
