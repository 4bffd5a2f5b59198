"""Paragraphs from printed lines: what stands between one line and the next.

A paragraph of a Chinese official text begins indented by two letters (GB/T 9704-2012, 7.3.3) and its other lines begin
at the left edge; a line goes on in the next one when the first word of that would not have fitted on it any more.
Centred lines of one size that follow each other are one title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.language.labels import CHAPTER_LABEL
from tracker.language.patterns import regex
from tracker.read.centred_titles import LABEL, one_title
from tracker.read.pdf.frames import Frames, wraps_at
from tracker.read.pdf.line_joints import STOPPED, first_unit, seam, width
from tracker.read.pdf.page import Frame, Line

__all__ = ["BREAK", "NEIGHBOUR", "partings"]

BREAK = "\n\n"
NEIGHBOUR = "\n"

ENDED = regex(r"[。；！？：;:!?.”’）)》】]$")
"""The last character of a line with which a paragraph can end."""
PAGE_REFERENCE = regex(r"[(（·.…—\s]*\d{1,4}[)）]?")
"""What stands at the right edge of a line of a contents list."""
RUBRIC = regex(r"【[^】]*】")
"""The heading of a part of a contents list stands alone."""
LEADER = regex(r"(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,}|－{3,}|-{4,})\s*[(（]?\d{1,4}[)）]?$")
"""Dots that lead to the page number."""
HEADING = regex(rf"{CHAPTER_LABEL}(?=\s)")
"""The heading of a chapter is centred, however long it is."""
NEAR = 0.6
"""Edges within this many letters are the same edge."""
TABLE_GAP = 2.5
"""A blank wider than this many letters, in two lines that follow each other, parts columns of a table."""
ORPHAN = 2.0
"""A last line of a title with less than this many letters is no line by design."""
LARGER = 1.08
"""Letters larger than the body's by this ratio are a title's."""


@dataclass(frozen=True, slots=True)
class _Seat:
    """How a line is set in its frame."""

    line: Line
    frame: Frame
    right: float
    """The right edge of the stretch of lines it belongs to: of the frame, or of a narrower block in it."""

    @property
    def indent(self) -> float:
        """Distance from the left edge, in letters of the body."""
        return (self.line.left - self.frame.left) / self.frame.em

    @property
    def room(self) -> float:
        """What is left of the line up to the right edge, in its own letters."""
        return (self.right - self.line.right) / self.line.em

    @property
    def spare(self) -> float:
        """What is left of the width of the frame beside the line, in its own letters."""
        return (self.frame.width - (self.line.right - self.line.left)) / self.line.em

    @property
    def large(self) -> bool:
        return self.line.em > LARGER * self.frame.em

    @property
    def centred(self) -> bool:
        """As far from the left edge as from the right one, and too far to be an indented paragraph's first line."""
        left, right = self.line.left - self.frame.left, self.frame.right - self.line.right
        even = abs(left - right) <= 1.2 * self.line.em
        return even and (self.large or min(left, right) > 2.6 * self.frame.em)  # letters

    @property
    def set_right(self) -> bool:
        """A signature or a date: begins far from the left edge."""
        return self.line.left - self.frame.left > 0.3 * self.frame.width


def partings(lines: Sequence[Line], frames: Frames) -> list[str]:
    """What stands before each line: nothing or a blank (same paragraph), a line break (same title or list), or a break.

    The first one is a break.
    """
    seats = [
        _Seat(line, frame, right)
        for line, frame, right in zip(lines, map(frames.of, lines), _right_edges(lines, frames), strict=True)
    ]
    out = [BREAK] if lines else []
    begin = 0
    for index in range(1, len(lines)):
        parting = _parting(seats[begin], seats[index - 1], seats[index], frames)
        if parting in {BREAK, NEIGHBOUR}:
            begin = index
        out.append(parting)
    return out


def _right_edges(lines: Sequence[Line], frames: Frames) -> list[float]:
    """The right edge that each line was filled up to: the frame's, or that of a narrower block.

    An entry of a contents list stops short of its page number, which stands at the height of its first line.
    """
    out = [frames.of(line).right for line in lines]
    entries: set[int] = set()
    for place, line in enumerate(lines):
        entry = _entry(lines, place) if _reference(line) else range(0)
        entries.update(entry)
        for index in entry:
            out[index] = line.left
    run: list[int] = []
    for index, line in enumerate(lines):
        frame = frames.of(line)
        if index in entries or abs(line.left - frame.left) > NEAR * frame.em:
            _narrow(run, lines, out, frames)
            run = []
        elif run and lines[run[-1]].page != line.page:
            _narrow(run, lines, out, frames)
            run = [index]
        else:
            run.append(index)
    _narrow(run, lines, out, frames)
    return out


def _entry(lines: Sequence[Line], reference: int) -> range:
    """The lines before a page number, from the one at its height on: an entry that the PDF has before its number."""
    line = lines[reference]
    start = reference - 1
    while start >= 0 and lines[start].page == line.page and reference - start < 9:  # noqa: PLR2004  # lines of an entry
        if abs(lines[start].y - line.y) < line.em / 2 and lines[start].right <= line.left:
            return range(start, reference)
        start -= 1
    return range(0)


def _narrow(run: list[int], lines: Sequence[Line], out: list[float], frames: Frames) -> None:
    """Give a block of lines that are wrapped short of the frame's right edge an edge of its own."""
    if len(run) < 3:  # noqa: PLR2004  # two lines tell nothing of an edge
        return
    frame = frames.of(lines[run[0]])
    block = [lines[index] for index in run]
    edge = max(line.right for line in block)
    wide = edge - frame.left > 0.6 * frame.width
    if wide and frame.right - edge > frame.em and wraps_at(block, edge, frame.em):
        for index in run:
            out[index] = edge


def _reference(line: Line) -> bool:
    return bool(PAGE_REFERENCE.fullmatch(line.text))


def _led(line: Line) -> bool:
    """A line of a contents list that a leader takes to the page number at its end."""
    return bool(line.gaps and _reference_text(line.text[line.gaps[-1].index :])) or bool(LEADER.search(line.text))


def _tabular(line: Line) -> bool:
    """A row of a table without ruled lines: blanks wider than justification makes them."""
    return any(gap.end - gap.start > TABLE_GAP * line.em for gap in line.gaps)


def _reference_text(text: str) -> bool:
    return bool(PAGE_REFERENCE.fullmatch(text))


def _parting(first: _Seat, above: _Seat, below: _Seat, frames: Frames) -> str:
    """What stands between two lines; ``first`` is the line with which the upper one's paragraph begins."""
    same_page = above.line.page == below.line.page and above.line.column == below.line.column
    if _reference(below.line) and below.set_right and same_page:
        return NEIGHBOUR
    if not 1 / LARGER < above.line.em / below.line.em < LARGER:
        return BREAK
    if same_page and not _next_line(above, below):
        return BREAK
    if above.large and below.large:
        return _in_title(above, below)
    if any((above.centred, below.centred, above.set_right, below.set_right)):
        return _between_set_lines(above, below)
    return _in_text(first, above, below, frames)


def _in_title(above: _Seat, below: _Seat) -> str:
    """Lines of a title are neighbours; one that filled the whole width goes on in the next."""
    if LABEL.match(below.line.text):
        return BREAK
    # Nobody begins a line of a title for one last character: a narrower block was wrapped there.
    orphan = width(below.line.text) < ORPHAN and width(above.line.text) > 6 * ORPHAN
    filled = orphan or above.spare < first_unit(below.line.text) + 0.3
    return seam(above.line.text, below.line.text) if filled else NEIGHBOUR


def _next_line(above: _Seat, below: _Seat) -> bool:
    """Whether the lower line stands one pitch below the upper one (of its size), no further and not above it."""
    step = below.line.y - above.line.y
    pitch = above.frame.pitch * above.line.em / above.frame.em
    return 0.5 * above.line.em < step < 1.35 * pitch


def _between_set_lines(above: _Seat, below: _Seat) -> str:
    """Lines of a centred title are neighbours; a signature, a date, a number, a chapter heading stand alone."""
    if not (above.centred and below.centred):
        return _after_wide_title(above, below)
    return NEIGHBOUR if one_title(above.line.text, below.line.text) else BREAK


def _after_wide_title(above: _Seat, below: _Seat) -> str:
    """A title of the body's size can fill its first line; what follows it is centred."""
    wide = above.spare < first_unit(below.line.text) + 0.3 and below.centred
    labelled = LABEL.match(above.line.text) and not HEADING.match(above.line.text)
    if not wide or STOPPED.search(above.line.text) or labelled or LABEL.match(below.line.text):
        return BREAK
    return seam(above.line.text, below.line.text)


def _in_text(first: _Seat, above: _Seat, below: _Seat, frames: Frames) -> str:
    if _led(above.line):
        return NEIGHBOUR if abs(below.indent - first.indent) <= NEAR else BREAK
    if _tabular(above.line) and _tabular(below.line):
        return NEIGHBOUR
    # A line that ends in the middle of a sentence near the edge was broken there, by whatever rule.
    slack = 0.4 if ENDED.search(above.line.text) else 1.5
    filled = above.room < first_unit(below.line.text) + slack
    if abs(below.indent) <= NEAR:
        return _flush(first, above, below, filled=filled)
    if filled and _hangs(first, above, below, frames):
        return seam(above.line.text, below.line.text)
    return BREAK


def _flush(first: _Seat, above: _Seat, below: _Seat, *, filled: bool) -> str:
    """The lower line begins at the left edge: the same paragraph where the upper one is filled."""
    labelled = bool(LABEL.match(below.line.text))
    new = (labelled and ENDED.search(above.line.text)) or RUBRIC.fullmatch(above.line.text)
    if (filled and not new) or (not labelled and _first_line(first, above)):
        return seam(above.line.text, below.line.text)
    alike = abs(first.indent) <= NEAR and not STOPPED.search(above.line.text)
    return NEIGHBOUR if alike and not labelled else BREAK


def _first_line(first: _Seat, above: _Seat) -> bool:
    """An indented line that stops in the middle of a sentence far to the right is the first of its paragraph."""
    indented = above is first and 1.2 < above.indent < 4.5  # noqa: PLR2004  # letters
    long = above.line.right > above.frame.left + 0.7 * above.frame.width
    return indented and long and not ENDED.search(above.line.text)


def _hangs(first: _Seat, above: _Seat, below: _Seat, frames: Frames) -> bool:
    """A hanging indent: the lines after the first one begin where its text begins after the label, or all alike."""
    usual = abs(below.line.left - below.frame.left - frames.indent) <= NEAR * below.frame.em
    if above is not first:
        return abs(above.indent - below.indent) <= NEAR and not (usual and abs(first.indent - below.indent) <= NEAR)
    label = LABEL.match(first.line.text)
    if label:
        text_begins = first.indent + width(label.group())
        return below.indent > first.indent + NEAR and abs(below.indent - text_begins) <= 1.2  # noqa: PLR2004  # letters
    return abs(above.indent - below.indent) <= NEAR and not usual
