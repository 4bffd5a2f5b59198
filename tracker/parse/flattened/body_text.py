"""The paragraphs of one document in flattened text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.language.document_kinds import kind_of
from tracker.language.labels import DIGIT_BRACKET_LABEL, DIVISION_WORD, HAN_BRACKET_LABEL, Label, label_of
from tracker.language.marks import BLANK
from tracker.language.numbers_of_documents import SERIAL
from tracker.language.numerals import HAN_NUMBER
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.model import CONTAINERS, OUTLINE
from tracker.parse.document.gathering import LONGEST_HEADING, Numbering, full_width
from tracker.parse.document.line_breaks import FIRST_LINE_INDENT
from tracker.parse.flattened.tail import end_of_circular, split_tail
from tracker.parse.lines import Clean, Line, tidy

_LABEL = regex(
    rf"(?:^|(?<=[ \u3000\n]))(?:第{BLANK}*{HAN_NUMBER}{BLANK}*{DIVISION_WORD}|{HAN_NUMBER}、|"
    rf"{HAN_BRACKET_LABEL}|\d{{1,3}}[.．、]|{DIGIT_BRACKET_LABEL})"
)
_NUMBER = regex(rf"\s*[(（]?[\u4e00-\u9fff]{{1,16}}{SERIAL.pattern}[)）]?")
_ADDRESSEE = regex(r"\s*(?:各|有关|相关|市|区)[^。；]{2,160}?[:：](?=\s)")
_LABEL_LENGTH = 40
"""Characters in which a label ends."""

_HEADING_LENGTH = 28
_FARTHEST = 300
"""Characters before a label that are looked at."""
_RAGGED = 2.5
"""Characters by which a full line of print may fall short of the line width."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the clean text that begins with ``label``, or with none."""

    start: int
    end: int
    label: Label | None

    @property
    def is_container(self) -> bool:
        """Whether it is the heading of a chapter or the like."""
        return self.label is not None and self.label.level in CONTAINERS


def paragraphs(clean: Clean, start: int, end: int, width: float) -> Iterator[Line]:
    """The paragraphs of a stretch, as lines: number, addressees, paragraphs, signatures, date."""
    text = clean.text
    while True:
        for pattern in (_NUMBER, _ADDRESSEE):
            if match := pattern.match(text, start, end):
                yield flat_line(clean, start, match.end())
                start = match.end()
        inner = end_of_circular(text, start, end)
        if inner is None:
            break
        yield from _paragraphs(clean, start, inner, width)
        title = _title_end(text, inner, end)
        if title > inner:
            yield flat_line(clean, inner, title)
        start = title
    yield from _paragraphs(clean, start, end, width)


def _paragraphs(clean: Clean, start: int, end: int, width: float) -> Iterator[Line]:
    """The paragraphs of one text, without its number and addressees, and what stands behind them."""
    text = clean.text
    close, tail = split_tail(text, start, end)
    pieces = list(_labelled(text, start, close))
    for k, piece in enumerate(pieces):
        if _displaced(text, pieces, k):
            yield _unscrambled(clean, piece, pieces[k + 1])
        elif k and _displaced(text, pieces, k - 1):
            yield from _split(clean, piece, width, behind=_past_heading(text, piece))
        else:
            yield from _split(clean, piece, width)
    for a, b in tail:
        yield flat_line(clean, a, b)


_LONGEST_TITLE = 120
_WORD = regex(r"\S+(?:\s+[(（][^()（）\s]{1,16}[)）](?=\s))?")
"""A word, with a tail in brackets such as （试行）."""


def titled(clean: Clean, start: int, end: int, width: float) -> Iterator[Line]:
    """A stretch that begins with a title, as lines: the words up to one that names a kind of document."""
    title = _title_end(clean.text, start, end)
    if title > start:
        yield flat_line(clean, start, title)
    yield from paragraphs(clean, title, end, width)


def _title_end(text: str, start: int, end: int) -> int:
    """The offset past the title that a stretch begins with; ``start`` where it begins with none."""
    for word in _WORD.finditer(text, start, min(end, start + _LONGEST_TITLE)):
        if complete(word[0]) or label_of(word[0]):
            break
        if kind_of(tidy(text[start : word.end()])) != "文件":
            return word.end()
    return start


def flat_line(clean: Clean, start: int, end: int, raw: str | None = None) -> Line:
    """A stretch of the clean text as a line; ``raw`` where its words were put in another order."""
    piece = clean.text[start:end]
    body = piece.strip()
    start += piece.index(body) if body else 0
    a, b = clean.span(start, start + len(body))
    raw = body if raw is None else raw.strip()
    return Line(tidy(raw), raw, a, b, whole=True)


# --- labels ---------------------------------------------------------------------------------------


def _labelled(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The stretches that begin with a label that continues its numbering; the first may have none."""
    numbers = Numbering()
    begin, label = start, None
    for match in _LABEL.finditer(text, start, end):
        at = match.start()
        found = label_of(text[at : at + _LABEL_LENGTH])
        if found is None or not numbers.expects(found, in_sentence=True):
            continue
        if not _ended(text, begin, at, label, found):
            continue
        if text[begin:at].strip():
            yield Stretch(begin, at, label)
        numbers.note(found)
        begin, label = at, found
    if text[begin:end].strip():
        yield Stretch(begin, end, label)


def _ended(text: str, begin: int, at: int, before: Label | None, label: Label) -> bool:
    """Whether what stands before a label has come to an end: as a sentence, as a heading, or by the count of labels."""
    if label.number > 1 or (before is not None and before.level not in OUTLINE):
        return True
    words = text[max(begin, at - _FARTHEST) : at].rstrip()
    if not words or complete(words):
        return True
    return at - begin <= _FARTHEST and len(words) - (before.end if before else 0) <= _HEADING_LENGTH * 2


# --- chapters whose title stands behind the next article's label ----------------------------------


def _displaced(text: str, pieces: Sequence[Stretch], k: int) -> bool:
    """Whether a chapter's title is displaced: 第四章 第二十六条 法律责任 …, a bare chapter and then an article."""
    piece = pieces[k]
    if not piece.is_container or piece.label is None or k + 1 >= len(pieces):
        return False
    following = pieces[k + 1].label
    alone = not text[piece.start + piece.label.end : piece.end].strip()
    return alone and following is not None and following.level == "article"


def _past_heading(text: str, article: Stretch) -> int:
    """The offset behind the title that stands behind an article's label; its letters may be spaced (附 则)."""
    match = re.compile(r"\s*\S+\s+(?:\S\s\S(?=\s)|\S+)").match(text, article.start, article.end)
    return match.end() if match else article.start


def _printed_label(text: str, piece: Stretch) -> str:
    match = re.compile(r"\s*\S+").match(text, piece.start, piece.end)
    return match[0].strip() if match else ""


def _unscrambled(clean: Clean, chapter: Stretch, article: Stretch) -> Line:
    """The chapter's line with the title that was displaced."""
    text = clean.text
    heading = text[article.start : _past_heading(text, article)].strip()
    title = heading[len(_printed_label(text, article)) :]
    raw = f"{text[chapter.start : chapter.end].strip()} {title.strip()}"
    return flat_line(clean, chapter.start, chapter.end, raw)


# --- paragraphs -----------------------------------------------------------------------------------


def _split(clean: Clean, piece: Stretch, width: float, *, behind: int | None = None) -> Iterator[Line]:
    """A labelled stretch into its heading and paragraphs; ``behind`` where a displaced title behind the label ends."""
    text = clean.text
    if piece.is_container and piece.end - piece.start <= LONGEST_HEADING * 2:
        yield flat_line(clean, piece.start, piece.end)
        return
    begin = piece.start if behind is None else behind
    label = "" if behind is None else _printed_label(text, piece)
    for stop in _ends(text, begin, piece.end, width, heading=piece.label is not None and behind is None):
        raw = text[begin:stop].strip()
        if raw:
            yield flat_line(clean, begin, stop, f"{label} {raw}" if label else None)
            label = ""
        begin = stop


def _ends(text: str, start: int, end: int, width: float, *, heading: bool) -> Iterator[int]:
    """Where the paragraphs of a stretch end: where a printed line ends early, behind a sentence or (once) a heading."""
    line_start = start
    for blank in re.compile(r"\s+").finditer(text, start, end):
        words = text[line_start : blank.start()]
        if not words.strip():
            continue
        used = full_width(words) + (FIRST_LINE_INDENT if line_start == start else 0)
        if used >= width - _RAGGED:
            heading = False
        elif (complete(words) and words[-1] not in ":：") or (
            heading and _is_heading(words.strip(), text[blank.end() : blank.end() + 1])
        ):
            heading = False
            yield blank.end()
        else:
            continue
        line_start = blank.end()
    yield end


def _is_heading(words: str, following: str) -> bool:
    """Words between a label and a blank that are a heading: not the label alone; no amount or Latin word is cut."""
    if len(words) > _HEADING_LENGTH or complete(words):
        return False
    label = label_of(words)
    own = words[label.end :] if label else words
    return bool(own) and not own[-1].isascii() and not following.isascii()
