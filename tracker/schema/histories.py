"""``tracker.history/1``, ``tracker.blame/1``, ``tracker.versions/1``: how provisions came to read as they do.

``version`` counts in ``versions``, from 0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from tracker.compare.change_texts import edits_of
from tracker.history.life_turns import Life, Turn
from tracker.history.word_writers import Written, share_of
from tracker.schema.diffs import edit_json, version_json
from tracker.schema.states import commit_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.history.compared_texts import Edition, Succession
    from tracker.history.row_chains import Cell, Row
    from tracker.model import Change, Place, Sentence

JsonObject: TypeAlias = dict[str, Any]

HISTORY_SCHEMA = "tracker.history/1"
BLAME_SCHEMA = "tracker.blame/1"
VERSIONS_SCHEMA = "tracker.versions/1"


def history_json(work: str, commit: str, told: Succession, lives: Iterable[Life]) -> JsonObject:
    """A ``tracker.history/1`` object."""
    return {
        "schema": HISTORY_SCHEMA,
        "work": work,
        **commit_json(commit),
        "versions": [_edition(one) for one in told.editions],
        "remarks": [*_said(told)],
        "provisions": [_life(one) for one in lives],
    }


def blame_json(work: str, commit: str, told: Succession, written: Sequence[Written]) -> JsonObject:
    """A ``tracker.blame/1`` object of the last version."""
    counts = share_of(written, len(told.editions))
    total = max(1, sum(counts))
    return {
        "schema": BLAME_SCHEMA,
        "work": work,
        **commit_json(commit),
        "versions": [
            {**_edition(one), "characters": count, "share": round(count / total, 4)}
            for one, count in zip(told.editions, counts, strict=True)
        ],
        "remarks": [*_said(told)],
        "provisions": [_written(one, told) for one in written],
    }


def versions_json(told: Succession, rows: Iterable[Row]) -> JsonObject:
    """A ``tracker.versions/1`` object: many versions side by side."""
    return {
        "schema": VERSIONS_SCHEMA,
        "versions": [version_json(one.version) for one in told.editions],
        "remarks": [*_said(told)],
        "rows": [{"changed": row.is_changed, "cells": [_cell(cell) for cell in row.cells]} for row in rows],
    }


def dumped(value: JsonObject) -> str:
    """An object as text, ending in a line feed."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _said(told: Succession) -> Iterable[str]:
    yield from map(str, told.remarks)
    for step in told.steps:
        yield from (f"{step.old.ref} → {step.new.ref}: {remark}" for remark in step.remarks)


def _edition(one: Edition) -> JsonObject:
    return {
        **(version_json(one.version) or {}),
        "effective_from": one.start,
        "doubtful": one.is_doubtful,
        "remarks": _strings(one.remarks),
    }


def _strings(remarks: Iterable[Sentence]) -> list[str]:
    return [str(remark) for remark in remarks]


def _life(one: Life) -> JsonObject:
    return {
        "level": one.place.level,
        "label": one.place.label,
        "path": one.place.path,
        "text": one.place.text,
        "version": one.edition,
        "gone": one.is_over,
        "turns": [_turn(turn) for turn in one.turns],
    }


def _turn(turn: Turn) -> JsonObject:
    change = turn.change
    return {
        "version": turn.edition,
        "kinds": list(turn.kinds),
        "before": [_place(one) for one in turn.before],
        "after": [_place(one) for one in turn.after],
        "score": None if change is None or change.score is None else round(change.score, 4),
        "doubt": str(turn.doubt) if turn.doubt else None,
        "edits": [edit_json(edit) for edit in edits_of(change)] if change and turn.is_told else [],
    }


def _cell(cell: Cell) -> JsonObject:
    return {
        "places": [{**_place(place), "text": place.text} for place in cell.places],
        "changes": [_change(change) for change in cell.changes if change.kind != "unchanged" or change.renumbered],
    }


def _change(change: Change) -> JsonObject:
    return {
        "kind": change.kind,
        "renumbered": change.renumbered,
        "moved": change.moved,
        "editorial": change.editorial,
        "old": [_place(place) for place in change.old],
        "new": [_place(place) for place in change.new],
        "edits": [edit_json(edit) for edit in edits_of(change)],
    }


def _place(place: Place) -> JsonObject:
    return {"level": place.level, "label": place.label, "path": place.path}


def _written(one: Written, told: Succession) -> JsonObject:
    return {
        **_place(one.place),
        "text": one.place.text,
        "numbered": one.numbered,
        "stretches": [
            {
                "text": stretch.text,
                "version": stretch.edition,
                "path": told.editions[stretch.edition].places[stretch.place].path,
                "at": [stretch.start, stretch.end],
            }
            for stretch in one.stretches
        ],
        "doubts": [{"version": edition, "message": str(why)} for edition, why in one.doubts],
    }
