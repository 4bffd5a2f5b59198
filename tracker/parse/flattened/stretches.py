"""Flattened text: a compilation whose line feeds became blanks, with page numbers in the running text.

Nothing but numbering, widths and the contents list tells where its paragraphs were: a label counts where it continues
its numbering; a page number where it continues the count of pages at about one page's distance; a paragraph ends where
a printed line ends early.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice

from tracker.language.marks import BLANK
from tracker.language.numerals import HAN_NUMBER
from tracker.language.patterns import regex
from tracker.model import Noise, Span
from tracker.parse.document.gathering import full_width
from tracker.parse.flattened.body_text import flat_line, paragraphs, titled
from tracker.parse.flattened.title_places import TitlePlaces
from tracker.parse.issue.joined_title import join_title
from tracker.parse.lines import Clean, Line, Lines

LONG_LINE = 2500
"""Characters of a line that no paragraph reaches: a line so long holds many paragraphs."""


_FLAT_LINE = 300
_LABEL_INSIDE = regex(
    rf"[。；;：:\u4e00-\u9fff][ \u3000](?:第{HAN_NUMBER}[章条][ \u3000]|{HAN_NUMBER}、|[(（]{HAN_NUMBER}[)）])"
)
_LABELS_INSIDE = 3
"""Labels behind a blank inside one line from which that line holds several provisions."""


def is_flat(text: str) -> bool:
    """Whether a text has lost its line feeds: most of it stands on lines that hold many paragraphs."""
    long = sum(len(line) for line in text.split("\n") if len(line) > _FLAT_LINE and _holds_paragraphs(line))
    return long * 2 > len(text)


def _holds_paragraphs(line: str) -> bool:
    if len(line) > LONG_LINE:
        return True
    inside = islice(_LABEL_INSIDE.finditer(line), _LABELS_INSIDE)
    return "\t" not in line and sum(1 for _ in inside) == _LABELS_INSIDE


# --- page numbers ---------------------------------------------------------------------------------

_NUMERAL = regex(r"[ \u3000](\d{1,4})(?=[ \u3000\n]|$)")
_MEASURED = regex(r"\s*[年月日个项条号期天万亿元级人家次%％款页岁倍类所套户名件]")


_FEWEST_PAGES = 3


_MARKED = regex(
    r"[-—–－第](?<![^ \u3000\n].)(?:(?<!第)\s?(\d{1,4})\s?[-—–－](?=[ \u3000\n]|$)|"
    r"(?<=第)\s?(\d{1,4})\s?页(?:[ ,，/]*共\s?\d{1,4}\s?页)?)"
)


def _marked_pages(text: str) -> list[Span]:
    """Page numbers with a mark of their own: - 12 -, 第12页 共40页, counting up."""
    pages: list[tuple[int, Span]] = []
    for match in _MARKED.finditer(text):
        number = int(match[1] or match[2])
        if not pages or number == pages[-1][0] + 1:
            pages.append((number, match.span()))
    return [span for _, span in pages] if len(pages) >= _FEWEST_PAGES else []


def page_numbers(text: str) -> list[Span]:
    """The page numbers that stand in running text: 1, 2, 3 … between blanks, about one page apart.

    Of all chains of numerals that count up without a gap, it is the one whose steps are most even; a numeral before a
    measure word is less likely a page.
    """
    if marked := _marked_pages(text):
        return marked
    candidates: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for match in _NUMERAL.finditer(text):
        cost = 0.4 if _MEASURED.match(text, match.end()) else 0.0
        candidates[int(match[1])].append((*match.span(1), cost))
    last = 0
    while last + 1 in candidates:
        last += 1
    if last < _FEWEST_PAGES:
        return []
    length = len(text) / last
    chain = _most_even(candidates, last, length)
    return chain if len(chain) >= _FEWEST_PAGES else []


_MOST_NEAR = 64
"""Numerals of one number before a place among which the page before it is looked for; where more stand, none tells."""


def _most_even(candidates: dict[int, list[tuple[int, int, float]]], last: int, length: float) -> list[Span]:
    """The cheapest chain through the candidates of 1 … ``last``; it stops where no next page is near."""
    costs: list[list[float]] = []
    origins: list[list[int]] = []
    for page in range(1, last + 1):
        row: list[float] = []
        origin: list[int] = []
        before = candidates.get(page - 1, [])
        starts = [start for start, _, _ in before]
        for start, _, own in candidates[page]:
            if page == 1:
                row.append(own + start / length * 0.2)
                origin.append(-1)
                continue
            best, best_cost = -1, float("inf")
            end = bisect_right(starts, start - 1)
            for k in range(max(bisect_left(starts, start - 4 * length), end - _MOST_NEAR), end):
                step = (start - starts[k]) / length
                cost = costs[-1][k] + own + abs(step - 1)
                if cost < best_cost:
                    best, best_cost = k, cost
            row.append(best_cost)
            origin.append(best)
        if all(cost == float("inf") for cost in row):
            last = page - 1
            break
        costs.append(row)
        origins.append(origin)
    if not costs:
        return []
    at = min(range(len(costs[-1])), key=costs[-1].__getitem__)
    chain: list[Span] = []
    for page in range(last, 0, -1):
        start, end, _ = candidates[page][at]
        chain.append((start, end))
        at = origins[page - 1][at]
    return chain[::-1]


# --- from running text to lines -------------------------------------------------------------------

_CONTENTS = regex(r"(?:^|(?<=\s))目\s*[录次](?=\s)")
_LEADER = regex(rf"[.．·…⋯](?<![.．·…⋯].)(?<![.．·…⋯]\s.)\s?(?:[.．·…⋯]\s?){{3,}}{BLANK}*(\d{{1,4}})(?=\s|$)")
"""Dots and the page behind them; it begins with the first of the dots."""
_NUMBERED = regex(rf"\d{{1,2}}[.．、]\s*|{HAN_NUMBER}、\s*")


def unflatten(clean: Clean) -> Lines:
    """The lines of a flattened text, made anew: cover, contents entries, titles, labelled paragraphs."""
    text = clean.text
    head = _CONTENTS.search(text)
    leaders = list(_LEADER.finditer(text, head.end())) if head else []
    if head is None or not leaders:
        return Lines(tuple(titled(clean, 0, len(text), line_width(text))), ())
    body = leaders[-1].end()
    lines = [flat_line(clean, a, b) for a, b in _words(text, 0, head.start())]
    lines.append(flat_line(clean, head.start(), head.end()))
    entries: list[str] = []
    start = head.end()
    for leader in leaders:
        entries.append(text[start : leader.start()].strip())
        joined = join_title(entries[-1])
        entry = flat_line(clean, start, leader.end())
        lines.append(Line(entry.text, f"{joined}……{leader[1]}", entry.start, entry.end))
        start = leader.end()
    noise: list[Noise] = []
    found = list(_body(clean, body, entries, noise))
    if not found:  # a list of contents and none of what it lists
        return Lines(tuple(titled(clean, 0, len(text), line_width(text))), ())
    lines += found
    return Lines(tuple(lines), tuple(noise))


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    for line in re.finditer(r"[^\n]+", text[start:end]):
        if line[0].strip():
            yield start + line.start(), start + line.end()


_LINE_WIDTHS = range(18, 61)
"""Widths of a line of print, in characters of full width."""


def line_width(text: str) -> float:
    """The width of a printed line, in characters of full width: the commonest distance between blanks inside words."""
    widths: Counter[int] = Counter()
    for piece in re.split(r"(?<=[\u4e00-\u9fff，、]) (?=[\u4e00-\u9fff])", text[:60000]):
        width = round(full_width(piece))
        if width in _LINE_WIDTHS:
            widths[width] += 1
    return widths.most_common(1)[0][0] if widths else 36


def _body(clean: Clean, start: int, entries: list[str], noise: list[Noise]) -> Iterator[Line]:
    """The lines after the contents list: for each entry found, in order, its title and then its paragraphs."""
    text = clean.text
    width = line_width(text[start:])
    marks: list[tuple[int, int, bool]] = []
    after = start
    places = TitlePlaces(text, entries)
    sections_numbered = 0 < sum(1 for entry in entries if _NUMBERED.match(entry)) < len(entries) * 0.6
    for entry in entries:
        place = _title_place(text, places, entry, after)
        if place is not None:
            a, b = _with_brackets(text, *place)
            marks.append((a, b, sections_numbered and _NUMBERED.match(entry) is not None))
            after = b
    for k, (a, b, is_section) in enumerate(marks):
        end = marks[k + 1][0] if k + 1 < len(marks) else len(text)
        if is_section:
            alone = k + 1 == len(marks) or marks[k + 1][2]
            noise.append(Noise(kind="contents", span=clean.span(a, b)))
            if alone and text[b:end].strip():
                noise.append(Noise(kind="back-matter", span=flat_line(clean, b, end).span))
            continue
        yield flat_line(clean, a, b)
        end = _foot(text, b, end, clean, noise)
        yield from paragraphs(clean, b, end, width)


def _title_place(text: str, places: TitlePlaces, entry: str, after: int) -> Span | None:
    """Where an entry's title heads its text: not within 《》, and behind a blank."""
    while (place := places.find(entry, after)) is not None:
        before = text[max(0, place[0] - _FARTHEST) : place[0]].rstrip()[-1:]
        if before not in "《〈“" and (place[0] == 0 or text[place[0] - 1] in " \n\u3000《“"):
            return place
        after = place[1]
    return None


_FARTHEST = 300
"""Characters before a title that are looked at."""


def _with_brackets(text: str, start: int, end: int) -> Span:
    """A title with the quote or bracket that opens it and those that close it."""
    while start > 0 and text[start - 1] in "《“(（":
        start -= 1
    while end < len(text) and text[end] in "》”)）":
        end += 1
    return start, end


def _foot(text: str, start: int, end: int, clean: Clean, noise: list[Noise]) -> int:
    """The end of the last document: what repeats the source's file name at the very end belongs to none."""
    stop = start + len(text[start:end].rstrip())
    foot = _FILE_NAME.search(text, max(start, stop - _LONGEST_FOOT), stop)
    if foot is None:
        return end
    noise.append(Noise(kind="back-matter", span=flat_line(clean, foot.start(), end).span))
    return foot.start()


_LONGEST_FOOT = 120
_FILE_NAME = regex(r"\n\s*[^\n]{1,80}\.(?:pdf|docx?|txt)$")
"""A file's name on the last line."""
