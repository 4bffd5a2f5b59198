"""Where the text of a PDF stands, from the document's own statistics: columns, edges, letter size, pitch of lines.

Odd and even pages, pages of another size and columns have frames of their own; nothing is known beforehand.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from tracker.read.pdf.line_joints import STOPPED
from tracker.read.pdf.page import Frame, Line, Page

__all__ = ["Frames", "find_frames", "wraps_at"]

BODY = 0.06
"""Letters within this ratio of the body's size are body text."""
AN_EDGE = 0.06
"""An edge at which at least this ratio of the lines begins is the edge of the frame."""
FEW_LINES = 12
"""A frame is not judged by fewer lines than this when there are others."""

Key = tuple[int, int, int]
"""Odd or even, width of the page in points, column."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The frame of every kind of page and column, and the indent with which most paragraphs begin (in points)."""

    by_key: dict[Key, Frame]
    overall: Frame
    widths: tuple[float, ...]
    indent: float

    def of(self, line: Line) -> Frame:
        """The frame that the line stands in."""
        return self.by_key.get(_key(line, self.widths), self.overall)


def find_frames(lines: Sequence[Line], pages: Sequence[Page]) -> Frames:
    """The frames of the lines that are neither furniture nor inside tables (reading order)."""
    widths = tuple(page.width for page in pages)
    em = _body_size(lines)
    body = [line for line in lines if abs(line.em - em) <= BODY * em] or list(lines)
    pitch = _pitch(body, em)
    groups: dict[Key, list[Line]] = defaultdict(list)
    for line in body:
        groups[_key(line, widths)].append(line)
    overall = _frame(max(groups.values(), key=len, default=body), em, pitch, widths)
    by_key = {key: _frame(found, em, pitch, widths) for key, found in groups.items() if len(found) >= FEW_LINES}
    by_key = _reconciled(by_key, groups, overall, widths)
    frames = Frames(by_key, overall, widths, 0.0)
    return replace(frames, indent=_indent(body, frames))


def _key(line: Line, widths: tuple[float, ...]) -> Key:
    return line.page % 2, round(widths[line.page]), line.column


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.em, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _pitch(body: Sequence[Line], em: float) -> float:
    """The commonest distance from one line to the next below it."""
    steps: Counter[float] = Counter()
    for one, other in itertools.pairwise(body):
        step = other.y - one.y
        if one.page == other.page and one.column == other.column and 0.9 * em < step < 3.5 * em:
            steps[round(step * 2) / 2] += 1
    return steps.most_common(1)[0][0] if steps else 1.7 * em


def _left_edge(body: Sequence[Line]) -> int:
    """The leftmost place at which enough lines begin (points, rounded)."""
    lefts = Counter(round(line.left) for line in body)
    enough = max(2, AN_EDGE * len(body))
    edges = [edge for edge, count in lefts.items() if count + lefts[edge - 1] + lefts[edge + 1] >= enough]
    return min(edges, default=min(lefts))


def _frame(body: Sequence[Line], em: float, pitch: float, widths: tuple[float, ...]) -> Frame:
    if not body:
        return Frame(left=0.0, right=1.0, em=em, pitch=pitch)
    left = _left_edge(body)
    first = [line.left for line in body if abs(line.left - left) <= 1.5]  # noqa: PLR2004  # points of rounding
    rights = sorted((line.right for line in body), reverse=True)
    # One line may hang out of the frame by its punctuation, or be set too wide.
    right = rights[min(len(rights) // 50, len(rights) - 1)]
    start = median(first) if first else float(left)
    if body[0].column == 0 and not wraps_at(body, right, em):
        # No line was wrapped, so that none shows the edge: margins are mostly alike.
        right = max(right, widths[body[0].page] - start)
    return Frame(left=start, right=right, em=em, pitch=pitch)


def wraps_at(body: Sequence[Line], right: float, em: float) -> bool:
    """Whether lines end at this edge because they are wrapped there: in the middle of a sentence, several of them."""
    near = [line for line in body if right - line.right < 1.2 * em]
    amid = sum(not STOPPED.search(line.text) for line in near)
    return len(near) > 1 and amid > 0.4 * len(near)


def _reconciled(
    by_key: dict[Key, Frame], groups: dict[Key, list[Line]], overall: Frame, widths: tuple[float, ...]
) -> dict[Key, Frame]:
    """A frame that saw only short lines takes the width of its twin, odd or even: columns mostly have one width."""
    out: dict[Key, Frame] = {}
    for key, frame in by_key.items():
        twin = by_key.get((1 - key[0], key[1], key[2]), frame)
        trusted = _filled(groups[key], frame) or not _filled(groups[(1 - key[0], *key[1:])], twin)
        out[key] = frame if trusted else replace(frame, right=frame.left + twin.width)
    for key in groups.keys() - out.keys():
        other = out.get((1 - key[0], key[1], key[2]))
        out[key] = other or (overall if key[2] == 0 else _frame(groups[key], overall.em, overall.pitch, widths))
    return out


def _filled(body: Sequence[Line], frame: Frame) -> bool:
    """Whether so many lines end near the right edge that it must be one."""
    near = sum(frame.right - line.right < 1.5 * frame.em for line in body)  # letters
    return near >= max(3, 0.15 * len(body))  # lines


def _indent(body: Iterable[Line], frames: Frames) -> float:
    """The commonest distance from the left edge at which an indented line begins: two letters, as a rule."""
    counts: Counter[float] = Counter()
    for line in body:
        frame = frames.of(line)
        indent = (line.left - frame.left) / frame.em
        if 1.2 < indent < 4.5:  # noqa: PLR2004  # letters: less is a hanging mark, more is set in the middle or right
            counts[round(indent * 2) / 2] += 1
    common = counts.most_common(1)
    return (common[0][0] if common else 2.0) * frames.overall.em
