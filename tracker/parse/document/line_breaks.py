"""Joining what breaks of pages and lines cut: whether an unlabelled line goes on with the block before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from tracker.language.bodies import is_office
from tracker.language.dates import date_line
from tracker.language.labels import Label
from tracker.language.marks import BLANK
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.model import CONTAINERS
from tracker.parse.document.gathering import LEVEL_ORDER, LONGEST_HEADING, SHORTEST_CUT, Block, full_width
from tracker.parse.lines import Line

Rough: TypeAlias = Sequence[tuple[Block, Line]]
"""Blocks of one line each (a table is whole already), with their lines."""

FIRST_LINE_INDENT = 2
"""Characters by which the first line of a paragraph is shorter than the others, its label's included."""

LONGEST_PARAGRAPH = 10_000
"""Characters up to which a paragraph is gone on with: a list of names over many pages is shorter."""

NEIGHBOURS = 12
"""Provisions on either side that tell whether a run of them are headings or sentences."""


def join(rough: Rough, *, indented: bool = False, width: float | None = None) -> list[Block]:
    """Join the tails of broken paragraphs to their heads.

    ``indented`` where an indent marks a new paragraph; ``width`` where the lines are wrapped at one, in characters.
    """
    blocks: list[Block] = []
    for i, (block, line) in enumerate(rough):
        head = blocks[-1] if blocks else None
        if head is not None and not block.rows and block.label is None and not head.rows:
            if indented and not line.after_blank:
                goes_on = _continues_by_indent(head, line)
            elif width and not line.after_blank:
                goes_on = _continues_by_width(head, rough[i - 1][1], line, width)
            else:
                goes_on = _goes_on(rough, i, head, line)
            if goes_on and len(head.text) <= LONGEST_PARAGRAPH:
                _append(head, block)
                continue
            if head.label and not head.text:
                _append(head, block)  # a label alone on its line: what follows is its heading or text
                continue
        blocks.append(block)
    return blocks


def _append(head: Block, tail: Block) -> None:
    latin = (
        head.text[-1:].isascii() and head.text[-1:].isalpha() and tail.text[:1].isascii() and tail.text[:1].isalpha()
    )
    head.text += (" " if latin else "") + tail.text
    head.end = tail.end
    head.spans.append((tail.start, tail.end))


_STOPS_AT_NUMBER = regex(r"[至到从自按第每]$|(?:不超过|不少于|不低于|不高于|达到|低于|高于|超过)$")
_STOPS_SHORT = regex(
    rf"[，,、（(《〈“‘—+×=<>＜＞]$|(?<![目标])的$|[和与及或对在以为将由并]$|{_STOPS_AT_NUMBER.pattern}"
)
_TAIL = regex(r"[，。、；：）》〉”’！？,;:)!?%％]")
_SENTENCE_INSIDE = regex(r"[。；;！？]")
_COMMA = regex(r"[，,、：:]")


def _continues_by_indent(head: Block, line: Line) -> bool:
    """Where indents mark paragraphs, a line without one goes on with the line right above it."""
    if line.indent or in_columns(line.raw) or date_line(line.text):
        return False
    return full_width(head.text[:_TELLING]) + (head.label.end if head.label else 0) >= SHORTEST_CUT


_TELLING = 4 * LONGEST_HEADING
"""Characters of a text that tell whether it is wider than any heading."""

_WIDTHS = (SHORTEST_CUT, 60)
"""Widths that wrapped lines have, in characters of full width, from the least to the greatest."""

_RAGGED = 1.5
"""Characters by which a full line falls short of the width: a word or sign that would not fit."""

_FEWEST_LINES = 6


def wrap_width(lines: Sequence[Line]) -> float | None:
    """The width at which lines are wrapped one below the other; ``None`` where each line is a paragraph.

    Wrapped text is dense: few blank lines, and a third of the lines about as wide as the widest.
    """
    widths = [full_width(line.raw) + line.indent for line in lines if "\t" not in line.raw]
    dense = sum(1 for line in lines if not line.after_blank)
    if len(widths) < _FEWEST_LINES or dense < len(lines) * 0.6:
        return None
    width = max(widths)
    full = sum(1 for w in widths if w >= width - _RAGGED)
    return width if _WIDTHS[0] <= width <= _WIDTHS[1] and full * 3 >= len(widths) else None


def _continues_by_width(head: Block, above: Line, line: Line, width: float) -> bool:
    """Where lines are wrapped at a width, a line goes on with a full one above it that has not ended its sentence."""
    if line.whole or date_line(line.text) or complete(head.text):
        return False
    full = full_width(above.raw) + above.indent >= width - _RAGGED
    return full or _TAIL.match(line.text) is not None


def _goes_on(rough: Rough, i: int, head: Block, line: Line) -> bool:
    """Whether the unlabelled line ``i`` continues ``head``, which a break of page or line cut."""
    if line.whole or date_line(line.text) or in_columns(line.raw) or in_columns(rough[i - 1][1].raw):
        return False
    if complete(head.text):
        return head.text[-1:] in "；;" and _cut_behind_semicolon(head)
    if _TAIL.match(line.text) or _opens_bracket(head.text):
        return True
    if head.label is None:
        long = full_width(head.text[:_TELLING]) >= SHORTEST_CUT or _STOPS_AT_NUMBER.search(head.text)
        return bool(long) and not _stands_apart(head.text, line.text) and not _begins_anew(head.text, line)
    if head.label.level in CONTAINERS:
        return _heading_wraps(rough, i, head)
    return _is_sentence(rough, i, head, head.label)


_COLUMNS = regex(rf"[\u4e00-\u9fff）)]{BLANK}{{2,}}[\u4e00-\u9fff（(]|[\u4e00-\u9fff]\u3000[\u4e00-\u9fff]")


def in_columns(raw: str) -> bool:
    """Whether a line is set in columns by blanks, as a name and an office in a list of members are; prose never is."""
    if raw[0] == "第" or (" " not in raw and raw.isprintable()):  # no blank but the space is printable
        return False
    return _COLUMNS.search(raw.strip()) is not None


def _opens_bracket(text: str) -> bool:
    """Whether a text stops inside a bracket or a title, as nothing whole does."""
    near = text[-_FARTHEST:]
    return _OPENS.search(near) is not None and any(
        sum(map(near.count, left)) > sum(map(near.count, right)) for left, right in _PAIRS
    )


_FARTHEST = 1_000
"""Characters before a break in which a bracket that is still open was opened: one further back was never closed."""


_OPENS = regex(r"[(（〔［\[《]")
_PAIRS = (("(（", ")）"), ("〔［[", "〕］]"), ("《", "》"))


def _is_sentence(rough: Rough, i: int, head: Block, label: Label) -> bool:
    """Whether an unpunctuated labelled line is the beginning of a sentence, and no heading."""
    if len(head.text) > _TELLING:
        return True
    if _STOPS_SHORT.search(head.text) or _SENTENCE_INSIDE.search(head.text):
        return True
    width = full_width(head.text)
    if width + FIRST_LINE_INDENT < SHORTEST_CUT:
        return False
    return width > LONGEST_HEADING or _siblings_are_sentences(rough, i, head, label)


def _cut_behind_semicolon(head: Block) -> bool:
    """A semicolon ends an entry of a list, and its next entry has a label or is as short: else the sentence goes on."""
    return full_width(head.text[:_TELLING]) >= SHORTEST_CUT and (
        _SENTENCE_INSIDE.search(head.text[:-1]) is not None
        or (head.label is not None and head.label.level == "outline3")
    )


_TERM = regex(r"[\u4e00-\u9fff（）()]{2,12}[:：]")
_FORMULA = regex(r"[=＝≈≥≤]")


def _begins_anew(before: str, line: Line) -> bool:
    """Whether a line behind a blank one begins a paragraph although the one before has no full stop.

    Both explain a term (年工作日：…, 月工作日：…), or the one before ends with a formula.
    """
    if not line.after_blank:
        return False
    return (_TERM.match(before) is not None and _TERM.match(line.text) is not None) or (
        _ends_with_formula(before) and _TERM.match(line.text) is not None
    )


def _ends_with_formula(text: str) -> bool:
    """Whether a sign of a formula stands in the last clause of a text."""
    last = max(text.rfind(sign) for sign in "。，；")
    return _FORMULA.search(text, last + 1) is not None


def _stands_apart(before: str, text: str) -> bool:
    """Lines that are each a name of a body (signatures), and so no broken sentence."""
    return is_office(before) or is_office(text)


_CHAPTER_LABEL = 4
"""Characters that a chapter's label and the blank behind it take of its line."""


def _heading_wraps(rough: Rough, i: int, head: Block) -> bool:
    """A chapter's heading goes on over a second line: unpunctuated, and a labelled provision follows it."""
    text = rough[i][0].text
    if not head.text:
        return True
    after = rough[i + 1][0] if i + 1 < len(rough) else None
    return (
        not complete(text)
        and len(head.text) >= SHORTEST_CUT - _CHAPTER_LABEL
        and len(text) <= LONGEST_HEADING
        and after is not None
        and after.label is not None
    )


def _siblings_are_sentences(rough: Rough, i: int, head: Block, label: Label) -> bool:
    """Whether the provisions of the same run as ``head`` are sentences; if so, ``head`` is one too, cut by a break.

    A run are the labels of one level up to a label of a higher level. Headings come in runs, and so do items.
    """
    run = [*_run(rough, range(i - 2, -1, -1), label), *_run(rough, range(i + 1, len(rough)), label)]
    sentences = sum(1 for block in run if complete(block.text) or _SENTENCE_INSIDE.search(block.text))
    headings = sum(1 for block in run if not complete(block.text) and full_width(block.text) < SHORTEST_CUT)
    if sentences == headings:
        return _COMMA.search(head.text) is not None or label.level == "article"
    return sentences > headings


def _run(rough: Rough, places: range, label: Label) -> Iterator[Block]:
    """The labelled blocks at ``places`` of a label's level, up to one of a higher level."""
    count = 0
    for k in places:
        block = rough[k][0]
        if block.label is None:
            continue
        if block.label.level == label.level:
            count += 1
            yield block
        if count == NEIGHBOURS or LEVEL_ORDER.index(block.label.level) < LEVEL_ORDER.index(label.level):
            return
