"""What differs between two versions themselves, beside their provisions: the title and the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.compare.align.comparable_text import fold
from tracker.compare.change_counts import found_changes
from tracker.model import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.model import ChangeSet, Version


def title_differs(old: Version, new: Version) -> bool:
    """Whether two versions bear different titles; typography does not count, nor a title that is not known."""
    return bool(old.title and new.title) and fold(old.title) != fold(new.title)


def number_differs(old: Version, new: Version) -> bool:
    """Whether two versions bear different document numbers; one that is not known says nothing."""
    return bool(old.doc_number and new.doc_number) and fold(old.doc_number or "") != fold(new.doc_number or "")


def version_remarks(old: Version, new: Version) -> Iterator[Sentence]:
    """What to say of a title that is another one; numbers always are between versions, and stand in every head."""
    if title_differs(old, new):
        yield Sentence(f"the title is another one: {old.title} → {new.title}", f"标题不同：{old.title} → {new.title}")


def found_differences(comparison: ChangeSet) -> bool:
    """Whether anything differs that ``--exit-code`` reports: a text, a place, a number, a title, a document number."""
    old, new = comparison.old, comparison.new
    return found_changes(comparison.changes) or title_differs(old, new) or number_differs(old, new)
