"""Lines → blocks: one labelled provision, paragraph or table each, with the breaks of pages and lines joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.model import Span
from tracker.parse.grammar import Label, body_name, complete, date_line, label_of
from tracker.parse.lines import Line, tidy

SHORTEST_CUT = 16
"""Characters (full width) that a line of print has at the least: a paragraph is cut at the end of a line, so what
stands before a break is no shorter."""

LARGEST_GAP = 3
"""Numbers that a misprinted numbering of articles leaves out at the most, where the label alone is weak evidence."""

LONGEST_HEADING = 40
"""Characters that a heading has at the most."""

CONTAINERS = frozenset({"part", "subpart", "chapter", "section"})


@dataclass(slots=True)
class Block:
    """A labelled provision, a paragraph (``label`` is ``None``) or a table (``rows``), whole."""

    start: int
    end: int
    text: str = ""
    label: Label | None = None
    rows: list[tuple[str, ...]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    heading_only: bool = False
    """A labelled line that is a heading by itself; its text, if any, are the paragraphs after it."""

    @property
    def is_table(self) -> bool:
        """Whether the block is a table."""
        return bool(self.rows)


def full_width(text: str) -> float:
    """The width of a text in characters of full width: an ASCII character takes half of one."""
    narrow = sum(1 for c in text if c < "\x80") if not text.isascii() else len(text)
    return len(text) - narrow / 2


def to_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of an instrument's body."""
    rough: list[tuple[Block, Line]] = []
    numbers = Numbering()
    for i, line in enumerate(lines):
        if _is_row(lines, i):
            _add_row(rough, line)
            continue
        label = label_of(line.raw) if line.raw[0] in _LABEL_STARTS else None
        before = rough[-1][0] if rough else None
        if label is not None and not numbers.expects(label, _open(before)):
            label = None
        if label is not None:
            numbers.note(label)
        text = tidy(line.raw[label.end :]) if label else line.text
        rough.append((Block(line.start, line.end, text, label, [], [(line.start, line.end)]), line))
    return _join(rough)


_LABEL_STARTS = frozenset("第(（一二三四五六七八九十百0123456789０１２３４５６７８９")


def _open(block: Block | None) -> bool:
    """Whether a block ends in mid-sentence, so that the next line may go on with it."""
    return (
        block is not None
        and not block.rows
        and not complete(block.text)
        and full_width(block.text) >= SHORTEST_CUT
        and not (block.label and block.label.level in CONTAINERS)
    )


class Numbering:
    """The numbers in use at each level: what a next label must be to be one where a sentence is still open."""

    _ORDER = ("part", "subpart", "chapter", "section", "article", "outline1", "outline2", "outline3", "outline4")
    _KEPT = frozenset({"part", "subpart", "chapter", "article"})

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._running: dict[str, int] = {}

    def expects(self, label: Label, in_sentence: bool) -> bool:  # noqa: FBT001 - a fact about the place, not an option
        """Whether a label can begin a provision here.

        It does where the sentence before has ended; inside a sentence (a break of line or page) only the number that
        follows, or the first one, is a label, and anything else a reference or an amount.
        """
        last = self._last.get(label.level)
        runs_on = label.number == self._running.get(label.level, 0) + 1
        follows = runs_on or label.number == (last or 0) + 1 or (label.branch > 0 and label.number == last)
        if label.level == "article" and not label.sure:
            return follows or (not in_sentence and 0 < label.number - (last or 0) <= LARGEST_GAP)
        if not in_sentence:
            return True
        return follows or (label.number == 1 and label.level not in self._KEPT)

    def note(self, label: Label) -> None:
        """Count a label; what nests below it begins anew, or runs on through the whole text, as articles always do."""
        self._last[label.level] = self._running[label.level] = label.number
        for level in self._ORDER[self._ORDER.index(label.level) + 1 :]:
            if level not in self._KEPT:
                self._last.pop(level, None)


# --- tables -----------------------------------------------------------------------------------------------------------


def _is_row(lines: Sequence[Line], i: int) -> bool:
    """A row of a table: cells parted by tabs (or by bars, as Markdown does), on more lines than one."""
    raw = lines[i].raw
    if raw[0] == "|" and raw[-1] == "|" and raw.count("|") > 2:
        return True
    if "\t" not in raw:
        return False
    if raw[-1] == "\t":
        return True
    label = label_of(raw)
    if label and "\t" not in raw[label.end :] and label.level != "outline3":
        return False
    return any("\t" in lines[k].raw for k in (i - 1, i + 1) if 0 <= k < len(lines)) or raw.count("\t") > 1


_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")


def _add_row(rough: list[tuple[Block, Line]], line: Line) -> None:
    cells = line.raw.strip("|").split("|") if line.raw[0] == "|" else line.raw.split("\t")
    row = tuple(tidy(cell) for cell in cells)
    block = rough[-1][0] if rough else None
    if block is None or not block.rows:
        block = Block(line.start, line.end)
        rough.append((block, line))
    if not _RULE.fullmatch(line.raw):
        if len(block.rows) == 0:
            block.spans.clear()
        block.rows.append(row)
        block.spans.append(line.span)
    block.end = line.end


def without_repeated_headers(block: Block) -> list[Span]:
    """Take a table's header out where a page break repeated it; the spans of the repetitions."""
    header = block.rows[0]
    again = [i for i, row in enumerate(block.rows) if i and row == header and len(set(row)) > 1]
    spans = [block.spans[i] for i in again]
    block.rows = [row for i, row in enumerate(block.rows) if i not in again]
    return spans


# --- joining what breaks cut --------------------------------------------------------------------------------------------


def _join(rough: Sequence[tuple[Block, Line]]) -> list[Block]:
    """Join the tails of broken paragraphs to their heads; mark headings that stand alone."""
    blocks: list[Block] = []
    for i, (block, line) in enumerate(rough):
        head = blocks[-1] if blocks else None
        if head is not None and not block.rows and block.label is None and not head.rows:
            if _goes_on(rough, i, head, line):
                _append(head, block)
                continue
            if head.label and not head.text and not head.heading_only:
                _append(head, block)  # a label alone on its line: what follows is its heading or text
                continue
        if block.label and not line.whole:
            block.heading_only = False
        blocks.append(block)
    return blocks


def _append(head: Block, tail: Block) -> None:
    latin = head.text[-1:].isascii() and head.text[-1:].isalpha() and tail.text[:1].isascii() and tail.text[:1].isalpha()
    head.text += (" " if latin else "") + tail.text
    head.end = tail.end
    head.spans.append((tail.start, tail.end))


_STOPS_SHORT = re.compile(r"[，,、（(《〈“‘—+×=<>＜＞]$|[的和与及或对在以为将由并]$")
_TAIL = re.compile(r"[，。、；：）》〉”’！？,;:)!?%％]")
_SENTENCE_INSIDE = re.compile(r"[。；;！？]")
_COMMA = re.compile(r"[，,、：:]")


def _goes_on(rough: Sequence[tuple[Block, Line]], i: int, head: Block, line: Line) -> bool:
    """Whether the unlabelled line ``i`` continues ``head``, which a break of page or line cut."""
    if line.whole:
        return False
    if _TAIL.match(line.text) and not complete(head.text):
        return True
    if head.text[-1:] in "；;" and not date_line(line.text):
        return _cut_behind_semicolon(head)
    if complete(head.text) or date_line(line.text):
        return False
    if head.label is None:
        return full_width(head.text) >= SHORTEST_CUT and not _stands_apart(head.text, line.text)
    if head.label.level in CONTAINERS:
        return _heading_wraps(rough, i, head)
    if _STOPS_SHORT.search(head.text) or _SENTENCE_INSIDE.search(head.text):
        return True
    width = full_width(head.text)
    if width > LONGEST_HEADING:
        return True
    if width + 2 < SHORTEST_CUT:
        return False
    return _siblings_are_sentences(rough, i, head)


def _cut_behind_semicolon(head: Block) -> bool:
    """A semicolon ends an entry of a list, and its next entry has a label or is as short: else the sentence goes on."""
    return full_width(head.text) >= SHORTEST_CUT and (
        _SENTENCE_INSIDE.search(head.text[:-1]) is not None or (head.label is not None and head.label.level == "outline3")
    )


def _stands_apart(before: str, text: str) -> bool:
    """Lines that are each a name of a body (signatures), and so no broken sentence."""
    return body_name(before) or body_name(text)


def _heading_wraps(rough: Sequence[tuple[Block, Line]], i: int, head: Block) -> bool:
    """A chapter's heading goes on over a second line: unpunctuated, and a labelled provision follows it."""
    text = rough[i][0].text
    if not head.text:
        return True
    after = rough[i + 1][0] if i + 1 < len(rough) else None
    return (
        not complete(text)
        and len(head.text) >= SHORTEST_CUT - 4
        and len(text) <= LONGEST_HEADING
        and after is not None
        and after.label is not None
    )


def _siblings_are_sentences(rough: Sequence[tuple[Block, Line]], i: int, head: Block) -> bool:
    """Whether the provisions of the same run as ``head`` are sentences; if so, ``head`` is one too, cut by a break.

    A run are the labels of one level up to a label of a higher level. Headings come in runs, and so do items.
    """
    sentences = headings = 0
    for step in (-1, 1):
        k = i - 1 if step < 0 else i + 1
        while 0 <= k < len(rough):
            block = rough[k][0]
            k += step
            if block.label is None or block.start == head.start:
                continue
            if block.label.level == head.label.level:  # type: ignore[union-attr] - the caller's head is labelled
                if complete(block.text) or _SENTENCE_INSIDE.search(block.text):
                    sentences += 1
                elif full_width(block.text) < SHORTEST_CUT:
                    headings += 1
            elif _higher(block.label.level, head.label.level):  # type: ignore[union-attr]
                break
    if sentences == headings:
        return _COMMA.search(head.text) is not None or head.label.level == "article"  # type: ignore[union-attr]
    return sentences > headings


_RANK = {level: rank for rank, level in enumerate(Numbering._ORDER)}  # noqa: SLF001 - one order for both


def _higher(level: str, than: str) -> bool:
    return _RANK[level] < _RANK[than]
