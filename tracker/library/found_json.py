"""``tracker.search/1`` and ``tracker.list/1``: what a library finds and lists, as JSON objects.

They stand here and not with the other schemas, for what they tell is the library's, which is above those.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from tracker.library.index import snippet

if TYPE_CHECKING:
    from tracker.library.listing import Listed
    from tracker.library.searching import Found

JsonObject: TypeAlias = dict[str, Any]

SEARCH_SCHEMA = "tracker.search/1"
LIST_SCHEMA = "tracker.list/1"


def search_json(found: Iterable[Found], count: int, words: str, as_of: str | None, *, cut: bool) -> JsonObject:
    """A ``tracker.search/1`` object of the versions that are shown; ``count`` is how many there are in all.

    Where a search was ``cut``, it is how many there are at least, and the object says so.
    """
    entries = [_found(one, words) for one in found]
    told = {"cut": True} if cut else {}
    return {"schema": SEARCH_SCHEMA, "query": words, "as_of": as_of, "count": count, **told, "entries": entries}


def _found(one: Found, words: str) -> JsonObject:
    record = one.stage.record
    snippets = [(hit.passage.place, *snippet(hit.passage.text, words)) for hit in one.hits]
    return {
        "work": one.work.name,
        "title": record.title,
        "doc_number": record.number,
        "issue": record.issue,
        "state": one.state,
        "hits": [
            {"place": place, "snippet": text, "marks": [list(mark) for mark in marks]}
            for place, text, marks in snippets
        ],
    }


def list_json(lines: Iterable[Listed], as_of: str, count: int | None = None) -> JsonObject:
    """A ``tracker.list/1`` object; where ``lines`` may be the first ones alone, ``count`` is how many there are."""
    counted = {} if count is None else {"count": count}
    return {"schema": LIST_SCHEMA, "as_of": as_of, **counted, "entries": [_listed(one) for one in lines]}


def _listed(one: Listed) -> JsonObject:
    record = one.record
    return {
        "work": one.work,
        "title": one.title,
        "doc_number": record.number,
        "issuers": [*record.issuers],
        "signed": record.signed,
        "published": record.published,
        "state": one.state,
        "versions": one.versions,
        "issue": record.issue,
    }
