"""``tracker.issue/1``: issues as the contract's JSON, and back.

The objects have the contract's key order for people; ``canonical`` gives the bytes that the store keeps.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias, cast

from tracker.errors import MalformedSource
from tracker.messages import said
from tracker.model import Document, Instrument, Issue, Provision
from tracker.schema.codec import from_named, named

JsonObject: TypeAlias = dict[str, Any]

ISSUE_SCHEMA = "tracker.issue/1"


def canonical(value: JsonObject) -> bytes:
    """The bytes of a JSON object as the store keeps it: sorted keys, one line a value, UTF-8, a final line feed."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8", "surrogatepass")


def issue_to_json(issue: Issue) -> JsonObject:
    """An issue as a ``tracker.issue/1`` object."""
    return {"schema": ISSUE_SCHEMA, **named(issue)}


def part_to_json(part: Document | Instrument | Provision) -> JsonObject:
    """A document, an instrument or a provision as it stands in a ``tracker.issue/1`` object."""
    return cast("JsonObject", named(part))


def issue_from_json(value: JsonObject) -> Issue:
    """The issue that ``issue_to_json`` wrote.

    Raises:
        MalformedSource: the object is not a ``tracker.issue/1``.
    """
    if value.get("schema") != ISSUE_SCHEMA:
        raise MalformedSource(said("not a {schema} object", schema=ISSUE_SCHEMA), do="parse the source again")
    try:
        return from_named(Issue, value)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise MalformedSource(
            said("not a whole {issue_schema} object ({error!r})", issue_schema=ISSUE_SCHEMA, error=error),
            do="parse the source again",
        ) from error
