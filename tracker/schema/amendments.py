"""What became of an amending decision, as ``tracker.amend/1``."""

from __future__ import annotations

from typing import Any, TypeAlias

from tracker.model import Consolidation

JsonObject: TypeAlias = dict[str, Any]

SCHEMA = "tracker.amend/1"


def consolidation_json(consolidation: Consolidation) -> JsonObject:
    """A consolidation as a ``tracker.amend/1`` object; ``text`` is the whole new text with preamble and headings."""
    return {
        "schema": SCHEMA,
        "title": consolidation.title,
        "articles": [
            {"label": article.label, "path": article.path, "text": article.text} for article in consolidation.articles
        ],
        "instructions": [
            {
                "n": one.n,
                "kind": one.kind,
                "target": one.target,
                "result": one.result,
                "status": one.status,
                "reason": one.reason,
                "quote": one.quote,
            }
            for one in consolidation.instructions
        ],
        "text": "\n".join(consolidation.lines),
    }
