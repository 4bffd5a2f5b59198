"""The paragraphs of one document in flattened text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.model import OUTLINE, Span
from tracker.parse.blocks import CONTAINERS, LONGEST_HEADING, Numbering, full_width
from tracker.parse.grammar import DATE, SERIAL, B, Label, body_name, complete, label_of
from tracker.parse.lines import Clean, Line, tidy

_LABEL = re.compile(
    rf"(?:^|(?<=[ \u3000\n]))(?:第{B}*[零〇一二三四五六七八九十百]+{B}*[编章节条]|[一二三四五六七八九十]+、|"
    rf"[(（]{B}*[一二三四五六七八九十]+{B}*[)）]|\d{{1,3}}[.．、]|[(（]{B}*\d{{1,3}}{B}*[)）])"
)
_NUMBER = re.compile(rf"\s*[(（]?[\u4e00-\u9fff]{{1,16}}{SERIAL.pattern}[)）]?")
_ADDRESSEE = re.compile(r"\s*(?:各|有关|相关|市|区)[^。；]{2,160}?[:：](?=\s)")
_ANNEX_LIST = re.compile(r"(?:(?<=\s)|^)附\s*件\s*\d*\s*[:：]")
_NOTE = re.compile(r"[(（][注此][^()（）]*[)）]\s*$")
_HEADING_LENGTH = 28


def paragraphs(clean: Clean, start: int, end: int, width: float) -> Iterator[Line]:
    """The paragraphs of a stretch, as lines: number, addressees, labelled and unlabelled paragraphs, signature, date."""
    text = clean.text
    for pattern in (_NUMBER, _ADDRESSEE):
        if match := pattern.match(text, start, end):
            yield _line(clean, start, match.end())
            start = match.end()
    close, tail = _tail(text, start, end)
    pieces = list(_labelled(text, start, close))
    for k, (a, b, label) in enumerate(pieces):
        if label is not None and label.level in ("chapter", "section") and _displaced(text, pieces, k):
            yield from _unscramble(clean, pieces, k)
        elif k and pieces[k - 1][2] is not None and _displaced(text, pieces, k - 1):
            yield from _split(clean, _past_heading(text, a, b), b, width, label, start_raw=_label_text(text, a, b))
        else:
            yield from _split(clean, a, b, width, label)
    for a, b in tail:
        yield _line(clean, a, b)


def _line(clean: Clean, start: int, end: int, raw: str | None = None) -> Line:
    piece = clean.text[start:end]
    body = piece.strip()
    start += piece.index(body) if body else 0
    a, b = clean.span(start, start + len(body))
    raw = body if raw is None else raw
    return Line(tidy(raw), raw.strip(), a, b, True, True)


# --- labels -------------------------------------------------------------------------------------------------------------


def _labelled(text: str, start: int, end: int) -> Iterator[tuple[int, int, Label | None]]:
    """The stretches that begin with a label that continues its numbering; the first may have none."""
    numbers = Numbering()
    begin, label = start, None
    for match in _LABEL.finditer(text, start, end):
        found = label_of(text[match.start() : match.start() + 40])
        if found is None or not _begins(text, begin, match.start(), label, found, numbers):
            continue
        if text[begin : match.start()].strip():
            yield begin, match.start(), label
        numbers.note(found)
        begin, label = match.start(), found
    if text[begin:end].strip():
        yield begin, end, label


def _begins(text: str, begin: int, at: int, before: Label | None, label: Label, numbers: Numbering) -> bool:
    """Whether a label begins a provision: it continues its numbering, and what stands before it has come to an end."""
    if not numbers.expects(label, True):
        return False
    words = text[begin:at].rstrip()
    if complete(words) or not words:
        return True
    if label.level in OUTLINE and label.number > 1 and before is not None and before.level == label.level:
        return True
    own = words[before.end :] if before else words
    return len(own) <= _HEADING_LENGTH * 2 or label.number > 1


# --- chapters whose title stands behind the next article's label ----------------------------------------------------------


def _displaced(text: str, pieces: list[tuple[int, int, Label | None]], k: int) -> bool:
    """第四章 第二十六条 法律责任 经营者…: a chapter without words, then an article."""
    a, b, label = pieces[k]
    if label is None or label.level not in ("chapter", "section") or k + 1 >= len(pieces):
        return False
    following = pieces[k + 1][2]
    return not text[a + label.end : b].strip() and following is not None and following.level == "article"


def _past_heading(text: str, a: int, b: int) -> int:
    match = re.match(r"\s*\S+\s+\S+(?:\s(?=则))?\S*", text[a:b])
    return a + match.end() if match else a


def _label_text(text: str, a: int, b: int) -> str:
    match = re.match(r"\s*\S+", text[a:b])
    return match[0].strip() if match else ""


def _unscramble(clean: Clean, pieces: list[tuple[int, int, Label | None]], k: int) -> Iterator[Line]:
    """The chapter's line with the title that was displaced."""
    text = clean.text
    a, b, _ = pieces[k]
    c, d, _ = pieces[k + 1]
    heading = text[c : _past_heading(text, c, d)].strip()
    title = heading[len(_label_text(text, c, d)) :]
    yield _line(clean, a, b, f"{text[a:b].strip()} {title.strip()}")


# --- paragraphs -----------------------------------------------------------------------------------------------------------


def _split(
    clean: Clean, start: int, end: int, width: float, label: Label | None, start_raw: str = ""
) -> Iterator[Line]:
    """A labelled stretch into its heading and paragraphs: a paragraph ends where a printed line ends early."""
    text = clean.text
    if label is not None and label.level in CONTAINERS and end - start <= LONGEST_HEADING * 2:
        yield _line(clean, start, end)
        return
    begin = start
    first = True
    for stop in _ends(text, start, end, width, label is not None and not start_raw):
        raw = text[begin:stop]
        if raw.strip():
            yield _line(clean, begin, stop, f"{start_raw} {raw.strip()}" if first and start_raw else None)
            first = False
        begin = stop


def _ends(text: str, start: int, end: int, width: float, labelled: bool) -> Iterator[int]:  # noqa: FBT001
    line_start = start
    heading_possible = labelled
    for blank in re.finditer(r"\s+", text[start:end]):
        at = start + blank.start()
        words = text[line_start:at]
        if not words.strip():
            continue
        used = full_width(words) + (2 if line_start == start else 0)
        ended = complete(words)
        if used >= width - 2.5:
            line_start = start + blank.end()
            heading_possible = False
            if ended and used < width - 1.5:
                continue
        elif ended and words[-1] not in ":：" and not words.endswith(("、", "，")):
            yield start + blank.end()
            line_start = start + blank.end()
            heading_possible = False
        elif heading_possible and len(words) <= _HEADING_LENGTH and not ended and _is_heading(words, text, start + blank.end()):
            yield start + blank.end()
            line_start = start + blank.end()
            heading_possible = False
    yield end


def _is_heading(words: str, text: str, at: int) -> bool:
    """Words between a label and a blank that are a heading: not the label alone, no amount or Latin word is cut."""
    label = label_of(words.strip())
    own = words.strip()[label.end :] if label else words.strip()
    return bool(own) and not own[-1].isascii() and not text[at : at + 1].isascii()


# --- signature, date, annex list --------------------------------------------------------------------------------------------


def _tail(text: str, start: int, end: int) -> tuple[int, list[Span]]:
    """Where the text proper ends, and the stretches after it: annex list, signatures, date, note."""
    tail: list[Span] = []
    close = end
    if note := _NOTE.search(text, max(start, end - 120), end):
        tail.insert(0, (note.start(), close))
        close = note.start()
    annex = _annex(text, start, close)
    date = _last(DATE, text, start, close)
    if annex and not (date and date.start() > annex.start()) and close - annex.start() < 1200:
        tail[:0] = _entries(text, annex.start(), close)
        close = annex.start()
    date = _last(DATE, text, start, close)
    if date and not text[date.end() : close].strip():
        names = _signatures(text, start, date.start())
        if names:
            tail[:0] = [*names, (date.start(), close)]
            close = names[0][0]
            annex = _annex(text, start, close)
            if annex and close - annex.start() < 1200:
                tail[:0] = _entries(text, annex.start(), close)
                close = annex.start()
    return close, tail


def _annex(text: str, start: int, end: int) -> re.Match[str] | None:
    """The beginning of the annex list at the end of a text: the first 附件： behind which no sentence ends."""
    found = None
    for match in reversed(list(_ANNEX_LIST.finditer(text, max(start, end - 1200), end))):
        if "。" in text[match.start() : end].rstrip("。 "):
            break
        found = match
    return found


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text, start, end):
        pass
    return found


def _entries(text: str, start: int, end: int) -> list[Span]:
    """The entries of an annex list: a new one at each number that continues the count, or at each 附件."""
    cuts = [start]
    number = 1
    for match in re.finditer(rf"(?<=[\s:：])(\d{{1,2}})[.．、]|(?<=\s)附\s*件\s*\d+\s*[:：]", text[start:end]):
        if match[1] is None or int(match[1]) == number:
            number += 1
            if match.start() > 4 and (match[1] is None or int(match[1]) > 1):
                cuts.append(start + match.start())
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _signatures(text: str, start: int, end: int) -> list[Span]:
    """The names of bodies right before a date, each a stretch: as many words as are names, blanks inside them aside."""
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])][-16:]
    names: list[Span] = []
    k = len(words)
    while k:
        j = next((j for j in range(max(0, k - 5), k) if _is_name(text, words[j][0], words[k - 1][1])), None)
        if j is None:
            break
        names.insert(0, (words[j][0], words[k - 1][1]))
        k = j
    return names


def _is_name(text: str, start: int, end: int) -> bool:
    return all(body_name(name) for name in tidy(text[start:end]).split("/"))
