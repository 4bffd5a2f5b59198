"""Source text → lines: holes taken out, bullets and markup taken off, layout blanks gone, offsets kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.language.marks import BLANK_SIGNS, WIDTHLESS, WIDTHLESS_SIGNS
from tracker.language.numerals import HAN_NUMBER
from tracker.language.patterns import regex
from tracker.model import Noise, Span
from tracker.parse.markup import BLANK_ENTITY, LINK

BLANK = f"{BLANK_SIGNS}\r\f\v"
"""What counts as a blank in a text that is read already, for use inside a character class."""

_LAYOUT_BLANK = regex(rf"(?<![!-~])[{BLANK}]+|[{BLANK}]+(?![!-~])")
_BLANKS = regex(rf"[{BLANK}][{BLANK}]*")
_LATIN_GAP = regex(rf"[{BLANK}](?<=[!-~].)(?=[!-~])", re.DOTALL)
"""One blank between two signs of ASCII."""
_LOOSE = regex(rf"[{BLANK}{WIDTHLESS_SIGNS}]")
_GAP = rf"[{WIDTHLESS_SIGNS}]*[{BLANK}][{BLANK}{WIDTHLESS_SIGNS}]*"
"""A blank, signs without width around it."""
_BULLET = regex(rf"(?:[-*+•·●■◆▪►–]{_GAP})+")
_QUOTE_MARK = regex(rf"(?:>[{BLANK}{WIDTHLESS_SIGNS}]*)+(?=[\u3400-\u9fff0-9(（《*_])")
"""The mark of a quoted paragraph in Markdown: > 2017年9月29日…通过."""
_HEADING_MARK = regex(rf"#{{1,6}}{_GAP}")
_EMPHASIS = regex(r"\*\*|(?<!_)__(?=[^\s_])|(?<=[^\s_])__(?!_)")
_PICTURE = regex(r"!\[[^\[\]]{0,500}\]\([^()]{0,500}\)")
_COMMENT = regex(r"<!--.*?-->")


def tidy(text: str) -> str:
    """Words as printed, without the blanks that layout put between them.

    A blank stays, as one space, only between two ASCII characters (``ISO 14064``); beside a Chinese character or
    Chinese punctuation it is layout. Signs without width (marks of direction, zero-width blanks) are no words.
    """
    text = text.strip()
    if text.isascii() and "  " not in text and "\t" not in text:
        return text
    if not _LOOSE.search(text):
        return text
    text = WIDTHLESS.sub("", text).strip()
    if not _LATIN_GAP.search(text):
        return _BLANKS.sub("", text)
    return _BLANKS.sub(" ", _LAYOUT_BLANK.sub("", text))


_WIDEST = 200
"""Blanks in a row, or line feeds, that a layout has at the most: as many as a table of 200 columns has tabs."""
_WIDE = regex(rf"[ \u00a0\u3000\t][ \u00a0\u3000\t]{{{_WIDEST},}}")
_SAMPLES = 4
_SAMPLED = regex(rf"[ \u00a0\u3000\t]{{{_SAMPLES}}}")
_TALL = regex(rf"\n{{{_WIDEST + 1},}}")


def wide_blanks(text: str) -> list[Span]:
    """What runs of blanks and of line feeds have beyond any layout; patterns that skip blanks need not walk it."""
    wide = _SAMPLED.search(text[:: _WIDEST // _SAMPLES])  # a wide run holds so many samples in a row: most texts none
    tall = "\n" * (_WIDEST + 1) in text
    runs = [*(_WIDE.finditer(text) if wide else ()), *(_TALL.finditer(text) if tall else ())]
    return [(match.start() + _WIDEST, match.end()) for match in runs]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source: ``text`` tidied, ``raw`` as it stood without bullet and markup, its span in the source.

    ``after_blank`` says that a blank line stands before it; ``whole`` that it is known to be a whole paragraph;
    ``indent`` is the width of the blanks it begins with, in characters of full width.
    """

    text: str
    raw: str
    start: int
    end: int
    after_blank: bool = True
    whole: bool = False
    indent: float = 0

    @property
    def span(self) -> Span:
        """Where the line stands in the source."""
        return self.start, self.end


class Clean:
    """The source text with holes taken out, and the way back to offsets of the source."""

    def __init__(self, text: str, holes: Iterable[Span] = ()) -> None:
        kept: list[str] = []
        self._clean_starts: list[int] = []
        self._source_starts: list[int] = []
        position = length = 0
        for start, end in [*sorted(holes), (len(text), len(text))]:
            if start > position:
                kept.append(text[position:start])
                self._clean_starts.append(length)
                self._source_starts.append(position)
                length += start - position
            position = max(position, end)
        self.text = "".join(kept)
        self.has_widthless = WIDTHLESS.search(self.text) is not None
        """Whether the text holds signs without width, which are taken out line by line."""
        self._identity = len(kept) == 1 and self._source_starts[0] == 0

    def source_offset(self, offset: int) -> int:
        """The place in the source of a character of the clean text."""
        if self._identity or not self._clean_starts:
            return offset
        at = max(0, bisect_right(self._clean_starts, offset) - 1)
        return self._source_starts[at] + offset - self._clean_starts[at]

    def span(self, start: int, end: int) -> Span:
        """The span in the source of a stretch of the clean text; holes inside it are part of it."""
        if end <= start:
            at = self.source_offset(start)
            return at, at
        return self.source_offset(start), self.source_offset(end - 1) + 1


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a source that are not blank, and the noise found while splitting them."""

    lines: tuple[Line, ...]
    noise: tuple[Noise, ...]


_TABLE = regex(r"<table\b.*?</table\s*>", re.DOTALL | re.IGNORECASE)
_ROW = regex(r"<tr\b[^<>]*>(.*?)</tr\s*>", re.DOTALL | re.IGNORECASE)
_CELL = regex(r"<t[dh]\b[^<>]*>(.*?)</t[dh]\s*>", re.DOTALL | re.IGNORECASE)
_TABLE_END = regex(r"</table\s*>", re.IGNORECASE)
_ROW_END = regex(r"</tr\s*>", re.IGNORECASE)
_CELL_END = regex(r"</t[dh]\s*>", re.IGNORECASE)
_TAG = regex(r"<[^<>]*>")


def split_lines(clean: Clean, *, whole: bool = False) -> Lines:
    """Split a clean text at its line feeds; ``whole`` where the reader made each paragraph one line.

    A table written as HTML, as some tools put it into Markdown, becomes a line a row, its cells parted by tabs.
    """
    lines: list[Line] = []
    noise: list[Noise] = []
    start = 0
    for table in _TABLE.finditer(clean.text, 0, _past_last(_TABLE_END, clean.text)) if "<table" in clean.text else ():
        _split(clean, start, table.start(), lines, noise, whole=whole)
        _table_lines(clean, table, lines, noise)
        start = table.end()
    _split(clean, start, len(clean.text), lines, noise, whole=whole)
    return Lines(tuple(lines), tuple(noise))


def _past_last(closing: re.Pattern[str], text: str) -> int:
    """Past the last tag that closes something; behind it nothing is closed, and nothing has to be looked for."""
    end = 0
    for tag in closing.finditer(text):
        end = tag.end()
    return end


def _table_lines(clean: Clean, table: re.Match[str], lines: list[Line], noise: list[Noise]) -> None:
    noise.extend(
        Noise(kind="markup", span=clean.span(table.start() + tag.start(), table.start() + tag.end()))
        for tag in _TAG.finditer(table[0])
    )
    for row in _ROW.finditer(table[0], 0, _past_last(_ROW_END, table[0])):
        cells = [
            tidy(_TAG.sub("", cell[1])).replace("\n", "")
            for cell in _CELL.finditer(row[1], 0, _past_last(_CELL_END, row[1]))
        ]
        a, b = clean.span(table.start() + row.start(), table.start() + row.end())
        if any(cells):
            raw = "\t".join(cells) if len(cells) > 1 else f"{cells[0]}\t"
            lines.append(Line(tidy(raw), raw, a, b, after_blank=False, whole=True))


def _split(clean: Clean, start: int, end: int, lines: list[Line], noise: list[Noise], *, whole: bool) -> None:
    after_blank = True
    offset = start
    pieces = clean.text[start:end].split("\n") if start or end < len(clean.text) else clean.text.split("\n")
    for k, piece in enumerate(pieces):
        body = _trimmed(piece, in_table="\t" in piece and _in_table(pieces, k))
        if body:
            at = piece.index(body[0])
            look = after_blank, whole, _width(piece[:at])
            line = _line(clean, body, offset + at, noise, look)
            if line is not None:
                lines.append(line)
                after_blank = False
        else:
            after_blank = True
        offset += len(piece) + 1


_LABELLED = regex(rf"第|[(（]|{HAN_NUMBER}、")


_ROW_TABS = 2
"""Tabs from which a labelled line is the row of a table, its empty cells counted: a category across all columns."""

_NEAR = 2
"""Lines between which a row of a table has another."""


def _in_table(pieces: Sequence[str], k: int) -> bool:
    """Whether a line with tabs stands beside a row of a table, which has words on both sides of a tab."""
    near = [*pieces[max(0, k - _NEAR) : k], *pieces[k + 1 : k + 1 + _NEAR]]
    return any("\t" in piece.strip() for piece in near)


def _trimmed(piece: str, *, in_table: bool = False) -> str:
    """A line without the blanks around it; tabs at the ends of a table's row are its empty cells."""
    body = piece.strip()
    if "\t" not in piece:
        return body
    row = piece.strip(" \r\u3000\u00a0")
    if in_table and body and row.count("\t") >= _ROW_TABS:
        return row
    if "\t" not in body:
        return body
    return (piece.lstrip() if _LABELLED.match(body) else piece).strip(" \r\u3000\u00a0")


def _width(blanks: str) -> float:
    return (len(blanks) + blanks.count("\u3000")) / 2


_BARS = 3
"""Bars that a row of a Markdown table has at the least: two cells between three."""

_RULE = regex(r"\|(?:\s*:?-+:?\s*\|)+")
_BAR = regex(r"\|")


def _line(clean: Clean, body: str, start: int, noise: list[Noise], look: tuple[bool, bool, float]) -> Line | None:
    """One line, its bullet and markup reported as noise; ``None`` where nothing else stands on it.

    ``look`` are the last three fields of the line: behind a blank one, a whole paragraph, its indent.
    """
    end = start + len(body)
    if clean.has_widthless and (hidden := WIDTHLESS.match(body)) and hidden.end() < len(body):
        start, body = start + hidden.end(), body[hidden.end() :]
    if mark := _mark_at_start(body):
        kind = "markup" if body[0] in "#>" else "bullet"
        noise.append(Noise(kind=kind, span=clean.span(start, start + len(mark.rstrip()))))  # type: ignore[arg-type]
        start += len(mark)
        body = body[len(mark) :]
    if _MAY_HOLD_MARKS.search(body):
        body, marks = _without_marks(body)
        noise.extend(Noise(kind="markup", span=clean.span(start + x, start + y)) for x, y in marks)
        body = body.strip(" \r\u3000\u00a0")
    if body.startswith("|") and body.endswith("|") and body.count("|") >= _BARS:
        bars = _RULE if _RULE.fullmatch(body) else _BAR
        noise.extend(
            Noise(kind="markup", span=clean.span(start + bar.start(), start + bar.end())) for bar in bars.finditer(body)
        )
        body = "" if _RULE.fullmatch(body) else "\t".join(cell.strip() for cell in body.strip("|").split("|"))
    if not body.strip():
        return None
    a, b = clean.span(start, end)
    if clean.has_widthless:
        body = WIDTHLESS.sub("", body).strip(" \r\u3000\u00a0")
    if not (text := tidy(body)):  # signs without width alone, which copied pages hold: no text, and no blank either
        noise.append(Noise(kind="markup", span=(a, b)))
        return None
    return Line(text, body, a, b, *look)


def _mark_at_start(body: str) -> str:
    """The bullets, the mark of a heading or of a quoted paragraph that a line begins with; empty where it has none."""
    if body[0] not in "-*+•·●■◆▪►–#>":
        return ""
    match = _BULLET.match(body) or _HEADING_MARK.match(body) or _QUOTE_MARK.match(body)
    return match[0] if match else ""


_MAY_HOLD_MARKS = regex(r"\*\*|__|!\[|<!--|\]\(|&")


def _without_marks(body: str) -> tuple[str, list[Span]]:
    """A line without the marks of Markdown and with blanks for entities of blanks, and where the marks were.

    Marks become signs of the same length first, so that the places of those found later stay true.
    """
    marks: list[Span] = []
    for pattern in (_COMMENT, _PICTURE, _EMPHASIS):
        stop = body.rfind("-->") + len("-->") if pattern is _COMMENT else len(body)  # behind it none is closed
        marks.extend(found.span() for found in pattern.finditer(body, 0, stop))
        body = pattern.sub(lambda found: "\0" * len(found[0]), body[:stop]) + body[stop:]
    for link in LINK.finditer(body) if "](" in body else ():
        marks += [(link.start(), link.start(1)), (link.end(1), link.end())]
    if "](" in body:
        body = LINK.sub(lambda link: f"\0{link[1]}" + "\0" * (link.end() - link.end(1)), body)
    if "&" in body:
        marks.extend(blank.span() for blank in BLANK_ENTITY.finditer(body))
        body = BLANK_ENTITY.sub(lambda blank: "\u3000" + "\0" * (len(blank[0]) - 1), body)
    return body.replace("\0", ""), marks


def spread(lines: Sequence[Line]) -> Span:
    """The span from the first of some lines to the last."""
    return lines[0].start, lines[-1].end
