"""Documents that neither a number nor a contents list marks: a title, what follows a title, and an end before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.language.bodies import is_office
from tracker.language.dates import date_line
from tracker.language.document_kinds import kind_of, kinds
from tracker.language.numbers_of_documents import decree_line, number_line
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.parse.document.matter import NOTE, enacted_note, is_addressee, is_byline, is_spoken
from tracker.parse.issue.joined_title import join_title
from tracker.parse.issue.listed_titles import worded_key
from tracker.parse.issue.lost_heads import Heading
from tracker.parse.issue.printed_lines import GAZETTE_NAME
from tracker.parse.issue.title_lines import ANNEX, title_end, title_piece
from tracker.parse.lines import Line

APPOINTMENTS = regex(r"[\u4e00-\u9fff]{2,24}任免(?:国家)?(?:机关)?(?:工作)?人员(?:名单)?")
"""The title of a list of appointments: 国务院任免人员."""

_ACTS = frozenset(kinds("circular", "paper")) | {"意见"}
_SHORTEST_TEXT = 12
"""Characters of a sentence that is text and no line of a cover."""


def heads_between(lines: Sequence[Line], start: int, end: int, taken: Sequence[Heading] = ()) -> list[Heading]:
    """The headings of documents that begin on lines ``start`` to ``end`` and that a contents list does not name.

    Without a title of their own the lines are one document, where they hold text at all; a cover holds none.
    """
    if not any(_is_text(line) for line in lines[start:end]):
        return []
    found = list(_heads(lines, start, end, taken))
    before = found[0].start if found else end
    if any(_is_text(line) for line in lines[start:before]):
        found.insert(0, _headless(lines, start, before))
    return found


_SECTION_LINES = 4
"""Lines that a title without a word of kind takes at the most: 在某某会议上的讲话."""


def _headless(lines: Sequence[Line], start: int, end: int) -> Heading:
    """The heading of a text that no title of an act begins: a speech, minutes, a list with words around it.

    Its title is what stands, whole or in lines right below one another, above its date, speaker, addressees and words.
    """
    first = next((i for i in range(start, end) if _is_text(lines[i])), start)
    while first > start and _leads(lines, first - 1):
        first -= 1
    whole = title_end(lines, first)
    if whole == first:
        while whole < min(end, first + _SECTION_LINES) and title_piece(lines[whole]) and not is_byline(lines, whole):
            whole += 1
            if whole < end and lines[whole].after_blank:
                break
    return Heading(first, whole, join_title("\n".join(line.raw for line in lines[first:whole])), None)


def _leads(lines: Sequence[Line], i: int) -> bool:
    """Whether a line can stand between the beginning of a text and its first sentence, and is none of a cover."""
    text = lines[i].text
    if GAZETTE_NAME.fullmatch(text):
        return False
    return title_piece(lines[i]) or bool(enacted_note(lines, i) or is_addressee(lines, i) or _DAY_BELOW.fullmatch(text))


_DAY_BELOW = regex(r"[(（].{4,24}[)）]")
"""The day of a speech, in brackets below its title; a cover's has none."""


def heads_in_stream(lines: Sequence[Line], headings: Sequence[Heading]) -> list[Heading]:
    """The headings of a source without contents list, those included that no number marks.

    Inside a document another begins only at a title that names who issued it, behind a signing date, a note or a
    table, and that the document does not name: what a circular hands down is its own. Below the title of a report
    stands where it was given.
    """
    whole = list(headings)
    for heading, end in zip(headings, [*(after.start for after in headings[1:]), len(lines)], strict=False):
        floor, said = max(0, heading.body - 1), ""
        own = worded_key(heading.title)
        for found in _heads(lines, heading.body, end, ()):
            issuers = found.title.split("关于")[0]
            above = lines[found.start - 1]
            given = found.body < len(lines) and is_spoken(lines[found.body].text) and not ANNEX.match(above.text)
            if not given and (not issuers or not _ends(above)):
                continue
            said += worded_key("".join(line.text for line in lines[floor : found.start]))
            floor = found.start
            if worded_key(found.title[len(issuers) :]) not in said + own:
                whole.append(found)
                floor, said = found.body - 1, ""
    return sorted(whole, key=lambda heading: heading.start)


def _is_text(line: Line) -> bool:
    return complete(line.text) and line.text[-1] in "。；" and len(line.text) >= _SHORTEST_TEXT


def _heads(lines: Sequence[Line], start: int, end: int, taken: Sequence[Heading]) -> Iterator[Heading]:
    used = {i for heading in taken for i in range(heading.start, heading.body)}
    i = start
    while i < end:
        below = _title_at(lines, i) if i not in used else i
        begins = i == start or _ends(lines[i - 1])
        if below == i or below > end or not (_begins_strongly(lines, below) or (begins and _begins_text(lines, below))):
            i += 1
            continue
        title = join_title("\n".join(line.raw for line in lines[i:below]))
        number = number_line(lines[below].text) or decree_line(lines[below].text)
        yield Heading(i, below + (1 if number else 0), title, number)
        i = below + 1


def _title_at(lines: Sequence[Line], i: int) -> int:
    """The index past the title of an act that begins at line ``i``; ``i`` where none does."""
    if not lines[i].after_blank or not title_piece(lines[i]):
        return i
    if APPOINTMENTS.fullmatch(lines[i].text):
        return i + 1
    end = title_end(lines, i)
    title = join_title("\n".join(line.raw for line in lines[i:end]))
    bodies, about, _ = title.partition("关于")
    if end == i or not about or kind_of(title) not in _ACTS:
        return i
    return end if all(is_office(name) for name in re.split("[ 、]", bodies) if name) else i


def _ends(line: Line) -> bool:
    """Whether a document can end with a line: a date, a note, a signature, a row of a table."""
    return bool(date_line(line.text) or NOTE.fullmatch(line.text) or is_office(line.text) or "\t" in line.raw)


def _begins_strongly(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands only right below a title: a note on the enactment, who spoke, a number, addressees."""
    if i >= len(lines):
        return False
    text = lines[i].text
    return bool(
        enacted_note(lines, i)
        or is_spoken(text)
        or number_line(text)
        or decree_line(text)
        or is_addressee(lines, i)
        or date_line(text)
    )


def _begins_text(lines: Sequence[Line], i: int) -> bool:
    return i < len(lines) and (_is_text(lines[i]) or complete(lines[i].text))
