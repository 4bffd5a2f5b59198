"""Equal text that is printed in two ways, side by side: what is the same, and the characters that differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.compare.redline.common_blocks import matching_blocks
from tracker.compare.redline.edits import longest_common

_LINE: Final = "\n"


def lines_side_by_side(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Both sides of an equal edit cut at the line feeds, which stand between the lines as stretches of their own.

    A comparison keeps line feeds, so both sides have as many. Where others' edits have not, the characters that differ
    are told one by one, and a line feed of one side alone is one of them.
    """
    olds, news = old.split(_LINE), new.split(_LINE)
    if len(olds) != len(news):
        yield from characters_side_by_side(old, new)
        return
    for number, lines in enumerate(zip(olds, news, strict=True)):
        if number:
            yield _LINE, _LINE
        if any(lines):
            yield lines


def characters_side_by_side(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Stretches that are the same on both sides, and between them the few characters that differ."""
    if old == new:
        if old:
            yield old, new
        return
    done_old = done_new = 0
    for at_old, at_new, size in (*matching_blocks(old, new, longest_common), (len(old), len(new), 0)):
        if done_old < at_old or done_new < at_new:
            yield old[done_old:at_old], new[done_new:at_new]
        if size:
            yield old[at_old : at_old + size], new[at_new : at_new + size]
        done_old, done_new = at_old + size, at_new + size
