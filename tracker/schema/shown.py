"""What ``tracker show`` prints as JSON: ``tracker.issue/1`` for an issue, ``tracker.show/1`` for what is smaller."""

from __future__ import annotations

from tracker.model import Document, Instrument, Issue, Provision
from tracker.schema.issues import JsonObject, issue_to_json, part_to_json

SHOW_SCHEMA = "tracker.show/1"


def shown_json(
    value: Issue | Document | Instrument, provision: Provision | None, *, ref: str, issue: str | None
) -> JsonObject:
    """A text, or one provision of it; ``ref`` is how it was named, ``issue`` the issue of the store it is from."""
    if isinstance(value, Issue):
        return issue_to_json(value)
    about = {"schema": SHOW_SCHEMA, "ref": ref, "issue": issue}
    if provision is not None:
        return {**about, "of": value.title, **part_to_json(provision)}
    return {**about, **part_to_json(value)}
