"""``tracker.diff/1`` and ``tracker.diff-set/1``: the comparison as JSON (contract §4).

One change stands on one line, so that a recorded comparison is legible in a plain ``git diff``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tracker.compare.change_counts import counts
from tracker.compare.change_texts import edits_of
from tracker.model import Change, ChangeSet, DiffSet, Edit, Effect, Fact, KeyChange, Place, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


SCHEMA = "tracker.diff/1"
SET_SCHEMA = "tracker.diff-set/1"


def comparison_text(comparison: ChangeSet | DiffSet, *, verbose: bool = False) -> str:
    """The comparison as JSON, ending in a line feed; ``evidence`` is given only where ``verbose`` asks."""
    if isinstance(comparison, DiffSet):
        return f"{_diff_set(comparison, verbose=verbose)}\n"
    return f"{_change_set(comparison, verbose=verbose)}\n"


def _diff_set(comparison: DiffSet, *, verbose: bool) -> str:
    members = {
        "schema": _dump(SET_SCHEMA),
        "old": _dump(version_json(comparison.old)),
        "new": _dump(version_json(comparison.new)),
        **({"coarse": "true"} if any(diff.coarse for diff in comparison.diffs) else {}),
        "diffs": _lines(_change_set(diff, verbose=verbose) for diff in comparison.diffs),
        "added": _lines(_dump(version_json(version)) for version in comparison.added),
        "removed": _lines(_dump(version_json(version)) for version in comparison.removed),
    }
    return _object(members)


def _change_set(comparison: ChangeSet, *, verbose: bool) -> str:
    members = {
        "schema": _dump(SCHEMA),
        "old": _dump(version_json(comparison.old)),
        "new": _dump(version_json(comparison.new)),
        **({"coarse": "true"} if comparison.coarse else {}),
        "summary": _dump(counts(comparison.changes)),
        "key_changes": _lines(_dump(_key_change(line)) for line in comparison.key_changes),
        "terms": _lines(_dump({"old": old, "new": new, "count": count}) for old, new, count in comparison.terms),
        "remarks": _dump(comparison.remarks),
        "changes": _lines(_dump(_change(change, verbose=verbose)) for change in comparison.changes),
    }
    return _object(members)


def _change(change: Change, *, verbose: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "kind": change.kind,
        "renumbered": change.renumbered,
        "moved": change.moved,
        "editorial": change.editorial,
        "score": None if change.score is None else round(change.score, 4),
        "old": [_place(place) for place in change.old],
        "new": [_place(place) for place in change.new],
        "edits": [edit_json(edit) for edit in edits_of(change)],
        "facts": [_fact(fact) for fact in change.facts],
    }
    if change.links:
        fields["links"] = change.links
    return {**fields, "evidence": change.evidence} if verbose else fields


def _place(place: Place) -> dict[str, Any]:
    return {"level": place.level, "label": place.label, "path": place.path, "text": place.text}


def edit_json(edit: Edit) -> dict[str, Any]:
    """One step of a redline."""
    fields = {"op": edit.op, "old": edit.old, "new": edit.new}
    return fields if edit.moved is None else {**fields, "moved": edit.moved}


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "type": fact.type,
        "old": fact.old,
        "new": fact.new,
        "old_value": _number(fact.old_value),
        "new_value": _number(fact.new_value),
        "unit": fact.unit,
        "direction": fact.direction,
        "at": fact.at,
        "subject": fact.subject,
    }


def _number(value: float | str | None) -> float | str | None:
    """A whole number as an integer, as it was printed: 10000000, not 10000000.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def version_json(version: Version | None) -> dict[str, Any] | None:
    """What is known of a version."""
    return (
        None
        if version is None
        else {
            "ref": version.ref,
            "title": version.title,
            "doc_number": version.doc_number,
            "date": version.date,
            "sha256": version.sha256,
            "issuers": version.issuers,
            "effective": _effect(version.effective),
        }
    )


def _effect(effect: Effect | None) -> dict[str, Any] | None:
    return None if effect is None else {"from": effect.start, "until": effect.until, "quote": effect.quote}


def _key_change(line: KeyChange) -> dict[str, Any]:
    return {
        "label": line.label,
        "text": line.text,
        "matter": line.matter,
        "brief": line.brief,
        "weight": round(line.weight, 4),
        "change": line.change,
    }


def _object(members: Mapping[str, str]) -> str:
    """A JSON object of members that are JSON already, one a line."""
    return "{" + ",\n ".join(f"{_dump(name)}: {value}" for name, value in members.items()) + "}"


def _lines(values: Iterable[str]) -> str:
    """A JSON array of values that are JSON already, one a line."""
    members: Sequence[str] = tuple(values)
    return "[\n  " + ",\n  ".join(members) + "\n ]" if members else "[]"


def _dump(value: object) -> str:
    r"""One value on one line.

    A half of a surrogate pair can reach us from a damaged source: UTF-8 cannot carry it, an escape (``\ud800``) can.
    """
    text = json.dumps(value, ensure_ascii=False)
    return text if _is_utf8(text) else json.dumps(value)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
