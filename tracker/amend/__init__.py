"""Amending decisions: their instructions read, applied to the old text, and every one of them accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.model import Consolidation, Document, Instrument, Issue, SourceText

__all__ = ["amend"]


def amend(
    old: Issue | Document | Instrument | SourceText | str, decision: SourceText | Document | Instrument | str
) -> Consolidation:
    """Apply the part of an amending decision that concerns a text: the consolidated text, and every instruction's fate.

    ``old`` is something parsed, or a text with one paragraph a line. Of the decision its paragraphs count.

    Raises:
        MalformedSource: the old text has no provisions, or the decision has no amending instruction.
    """
    from tracker.amend.consolidation import amend as consolidate  # noqa: PLC0415 - the grammar loads when it is used

    return consolidate(old, decision)
