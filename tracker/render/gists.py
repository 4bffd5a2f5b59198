"""What changed in one provision in a few words, quoted: the list of changes beside the text says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.model import CONTAINERS
from tracker.render.highlights import value_facts

if TYPE_CHECKING:
    from tracker.model import Change, Edit

_MOST = 14
"""Characters that are quoted of either side."""


def gist(change: Change) -> str:
    """The first value or duty that changed, else the longest words that did; nothing of what only moved."""
    first = (change.new or change.old)[0]
    if change.editorial or change.kind == "unchanged" or first.level in CONTAINERS:
        return ""
    if change.kind in {"inserted", "deleted"}:
        return _short(first.text)
    for fact in value_facts(change):
        if fact.old and fact.new:
            return f"{_short(fact.old)} → {_short(fact.new)}"
    marked = [edit for edit in change.edits if edit.op != "equal" and not edit.moved]
    return _quoted(max(marked, key=_weight)) if marked else ""


def _weight(edit: Edit) -> int:
    return min(len(edit.old), _MOST) + min(len(edit.new), _MOST)


def _quoted(edit: Edit) -> str:
    old, new = _short(edit.old), _short(edit.new)
    return f"{old} → {new}" if old and new else f"− {old}" if old else f"+ {new}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST else f"{words[:_MOST]}…"
