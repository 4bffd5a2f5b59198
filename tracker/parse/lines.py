"""Source text → lines: holes taken out, bullets and markup taken off, layout blanks gone, offsets kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.model import Noise, Span

BLANK = " \t\r\f\v\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff"
"""What counts as a blank, for use inside a character class."""

_LAYOUT_BLANK = re.compile(rf"(?<![!-~])[{BLANK}]+|[{BLANK}]+(?![!-~])")
_BLANKS = re.compile(rf"[{BLANK}]+")
_BULLET = re.compile(rf"[-*+•·●■◆▪►–][{BLANK}]+")
_HEADING_MARK = re.compile(rf"#{{1,6}}[{BLANK}]+")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


def tidy(text: str) -> str:
    """Words as printed, without the blanks that layout put between them.

    A blank stays, as one space, only between two ASCII characters (``ISO 14064``); beside a Chinese character or
    Chinese punctuation it is layout.
    """
    text = text.strip()
    if text.isascii() and "  " not in text and "\t" not in text:
        return text
    return _BLANKS.sub(" ", _LAYOUT_BLANK.sub("", text))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source: ``text`` tidied, ``raw`` as it stood without bullet and markup, its span in the source.

    ``after_blank`` says that a blank line stands before it; ``whole`` that it is known to be a whole paragraph.
    """

    text: str
    raw: str
    start: int
    end: int
    after_blank: bool = True
    whole: bool = False

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


def split_lines(clean: Clean, *, whole: bool = False) -> Lines:
    """Split a clean text at its line feeds; ``whole`` where the reader made each paragraph one line."""
    lines: list[Line] = []
    noise: list[Noise] = []
    after_blank = True
    offset = 0
    for piece in clean.text.split("\n"):
        body = piece.strip()
        if body:
            start = offset + piece.index(body[0])
            line = _line(clean, body, start, noise, after_blank=after_blank, whole=whole)
            if line is not None:
                lines.append(line)
                after_blank = False
        else:
            after_blank = True
        offset += len(piece) + 1
    return Lines(tuple(lines), tuple(noise))


def _line(
    clean: Clean, body: str, start: int, noise: list[Noise], *, after_blank: bool, whole: bool
) -> Line | None:
    """One line, its bullet and markup reported as noise; ``None`` where nothing else stands on it."""
    end = start + len(body)
    if body[0] in "-*+•·●■◆▪►–#" and (mark := _BULLET.match(body) or _HEADING_MARK.match(body)):
        kind = "markup" if body[0] == "#" else "bullet"
        noise.append(Noise(kind=kind, span=clean.span(start, start + len(mark[0].rstrip()))))  # type: ignore[arg-type]
        start += mark.end()
        body = body[mark.end() :]
    if "**" in body or "__" in body or "![" in body:
        for pattern in (_PICTURE, _EMPHASIS):
            for found in pattern.finditer(body):
                noise.append(Noise(kind="markup", span=clean.span(start + found.start(), start + found.end())))
            # Marks become blanks of the same length, so that offsets into the line stay true.
            body = pattern.sub(lambda found: "\0" * len(found[0]), body)
        body = body.replace("\0", "")
    if not body.strip():
        return None
    a, b = clean.span(start, end)
    return Line(tidy(body), body, a, b, after_blank, whole)


def spread(lines: Sequence[Line]) -> Span:
    """The span from the first of some lines to the last."""
    return lines[0].start, lines[-1].end


def gaps(spans: Iterable[Span]) -> Iterable[Span]:
    """The stretches between consecutive spans."""
    for (_, end), (start, _) in pairwise(spans):
        if end < start:
            yield end, start
