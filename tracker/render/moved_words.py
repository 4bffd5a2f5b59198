"""Passages that moved between paragraphs that stay: which ends belong together, for formats that name them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tracker.compare.align.comparable_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tracker.model import Change


def move_names(changes: Iterable[Change]) -> Mapping[str, str]:
    """A name for every moved passage, by its folded words, that left one place and arrived in one.

    Passages over a line feed or in a table are told as struck and written: a move within a paragraph cannot hold them.
    """
    ends: defaultdict[str, list[bool]] = defaultdict(list)
    for change in changes:
        for edit in change.edits:
            words = edit.old or edit.new
            if edit.moved and "\n" not in words and "\t" not in words:
                ends[fold(words)].append(bool(edit.old))
    paired = (words for words, found in ends.items() if sorted(found) == [False, True])
    return {words: f"passage{number}" for number, words in enumerate(paired, 1)}
