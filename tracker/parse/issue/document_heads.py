"""Where the documents of an issue begin: their titles and numbers in the body, with the contents list as witness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.language.bodies import is_office
from tracker.language.dates import YEAR
from tracker.language.document_kinds import NO_KIND, kind_of
from tracker.language.marks import BLANK
from tracker.language.numbers_of_documents import YEAR_NUMBER, decree_line, decreeing_body, number_line
from tracker.language.numerals import HAN_NUMBER
from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.model import ContentsEntry
from tracker.parse.document.matter import note_above
from tracker.parse.issue.decrees import announcement_above, decree_head, decreed, joint_decree
from tracker.parse.issue.joined_title import join_title
from tracker.parse.issue.listed_numbers import ListedNumbers
from tracker.parse.issue.listed_titles import with_titled, worded_key
from tracker.parse.issue.lost_heads import Heading, with_headless
from tracker.parse.issue.title_lines import LONGEST_TITLE, title_end, title_start
from tracker.parse.lines import Line


def find_headings(lines: Sequence[Line], start: int, entries: Sequence[ContentsEntry]) -> list[Heading]:
    """All document headings from line ``start`` on, in printed order."""
    by_title: dict[str, list[ContentsEntry]] = {}
    for entry in entries:
        if not entry.doc_number:
            by_title.setdefault(worded_key(entry.title), []).append(entry)
    found = with_titled(lines, start, entries, list(_numbered(lines, start, ListedNumbers(entries), by_title)))
    headings = _without_overlaps(sorted(found, key=lambda heading: heading.start))
    return with_headless(lines, _with_announcements(lines, start, headings), entries)


def _with_announcements(lines: Sequence[Line], start: int, headings: Sequence[Heading]) -> list[Heading]:
    """The headings, each from the announcement above it that publishes its text: 公告, 《…》已于…通过，现予公布."""
    floors = [start, *(heading.body for heading in headings)]
    opened = []
    for floor, heading in zip(floors, headings, strict=False):
        head = announcement_above([line.text for line in lines[floor : heading.start]], heading.title)
        if head is not None:
            first, body = floor + head[0], floor + head[1]
            heading = Heading(first, body, heading.title, heading.doc_number, heading.entry)  # noqa: PLW2901
        opened.append(heading)
    return opened


def _without_overlaps(headings: Sequence[Heading]) -> list[Heading]:
    kept: list[Heading] = []
    for heading in headings:
        if not kept or heading.start >= kept[-1].body:
            kept.append(heading)
    return kept


# --- headings with a number -----------------------------------------------------------------------


def _numbered(
    lines: Sequence[Line], start: int, numbers: ListedNumbers, by_title: dict[str, list[ContentsEntry]]
) -> Iterator[Heading]:
    """Headings whose number stands on a line of its own, below the title or (in full official form) above it.

    Entries of the contents list that have no number are known by their title.
    """
    floor = start
    seen: set[str] = set()
    for i in range(start, len(lines)):
        text = lines[i].text
        if (text[-1] not in "号)）" and "签发人" not in text) or "\t" in lines[i].raw:
            continue
        number = number_line(text) or decree_line(text)
        if number is None:
            continue
        entry = numbers.numbered(number)
        if entry is None and (decree := _decree(lines, i, numbers)):
            entry = decree
        if entry is None and by_title:
            entry = _entry_above(lines, i, floor, by_title)
        key = title_key(entry.doc_number or number) if entry else title_key(number)
        if key in seen:
            continue
        joint = joint_decree(lines, i, floor, number) if entry is None and _BARE_NUMBER.match(number) else None
        heading = joint or _heading_at(lines, i, floor, number, entry)
        if heading is not None:
            seen.add(key)
            floor = heading.body
            yield heading
            same = by_title.get(worded_key(entry.title), []) if entry else []
            if entry in same and len(same) > 1:  # one with a number is known by that
                same.remove(entry)  # of two documents with one title, the next is the second


_BARE_NUMBER = regex(
    rf"[(（]?{BLANK}*(?:第|[〔\[(（【]{BLANK}*(?:{HAN_NUMBER}{BLANK}*届|{YEAR}{BLANK}*[〕\])）】]{BLANK}*第))"
)
_DECREE_LINES = 4


def _decree(lines: Sequence[Line], i: int, numbers: ListedNumbers) -> ContentsEntry | None:
    """The entry of a decree whose body names the issuer on lines of their own and 第N号 (〔…届〕第N号) below them."""
    if not _BARE_NUMBER.match(lines[i].text):
        return None
    text = title_key(lines[i].text)
    for k in range(i - 1, max(-1, i - _DECREE_LINES), -1):
        text = title_key(lines[k].text) + text
        if entry := numbers.keyed(text):
            return entry
    return numbers.decreed(text)


def _heading_at(lines: Sequence[Line], i: int, floor: int, number: str, entry: ContentsEntry | None) -> Heading | None:
    if number.startswith(("令", "公告", "通告")) and entry is None:
        return _with_bodies_above(lines, i, floor, number)
    end = i
    while (above := note_above(lines, end, floor)) < end:
        end = above  # a judicial interpretation has its number below the note on its passing
    first = title_start(lines, end, floor, entry.title if entry else None)
    title = join_title("\n".join(line.raw for line in lines[first:end]))
    if title and end < i and kind_of(title) != NO_KIND:
        return Heading(first, end, title, (entry.doc_number if entry else None) or number, entry)
    dated = YEAR_NUMBER.fullmatch(number) is not None and entry is None and _names_decree(title)
    bare = dated or _BARE_NUMBER.match(number) is not None
    if title and (kind_of(title) != NO_KIND or entry) and (bare or _names_decree(title)):
        return _decree_heading(lines, i, floor, Heading(first, i + 1, title, number, entry), bare=bare)
    if not title or (entry is None and kind_of(title) == NO_KIND):
        below = title_end(lines, i + 1)
        title_below = join_title("\n".join(line.raw for line in lines[i + 1 : below]))
        if title_below and (
            kind_of(title_below) != NO_KIND or (entry and title_key(title_below) == title_key(entry.title))
        ):
            return Heading(i, below, title_below, (entry.doc_number if entry else None) or number, entry)
        if entry is None:
            return _decree_alone(lines, i, number)
    title = title or (entry.title if entry else "")
    return Heading(first, i + 1, title, (entry.doc_number if entry else None) or number, entry)


def _with_bodies_above(lines: Sequence[Line], i: int, floor: int, number: str) -> Heading | None:
    """The heading of a decree or an announcement whose bodies stand above the line 公告2024年第3号."""
    first = i
    while first > floor and all(is_office(name) for name in join_title(lines[first - 1].raw).split()):
        first -= 1
    number = join_title("\n".join(line.raw for line in lines[first:i])) + number
    top = title_start(lines, first, floor, None)
    above = join_title("\n".join(line.raw for line in lines[top:first]))
    if above and kind_of(above) != NO_KIND:
        return Heading(top, i + 1, above, number)
    below = title_end(lines, i + 1)
    subject = join_title("\n".join(line.raw for line in lines[i + 1 : below]))
    if subject:
        return Heading(first, below, subject, number)
    alone = _decree_alone(lines, i, number)
    return Heading(first, alone.body, alone.title, number) if alone else None


def _decree_alone(lines: Sequence[Line], i: int, number: str) -> Heading | None:
    """The heading of a decree or an announcement that is one line with its number: 某部令2024年第5号.

    It is titled by what its first sentence decrees, else by the body and its word.
    """
    body = decreeing_body(number)
    if body is None or i + 1 >= len(lines):
        return None
    word = number[len(body) :].split("第", maxsplit=1)[0].rstrip("0123456789年〔〕")
    return Heading(i, i + 1, decreed(lines[i + 1].text) or body + word, number)


def _names_decree(title: str) -> bool:
    return title.endswith(("令", "公告")) and "关于" not in title


def _decree_heading(lines: Sequence[Line], i: int, floor: int, found: Heading, *, bare: bool) -> Heading:
    """The heading of a decree, whose number stands on line ``i``: its bodies above it are part of it.

    It is titled by what the contents list, or its own first sentence, says that it decrees.
    """
    first, title, entry, number = found.start, found.title, found.entry, found.doc_number or ""
    if bare and (head := decree_head(lines[i - 1].text)):
        first, title = i - 1, join_title(lines[i - 1].raw)
        if first > floor and title_key(head) in title_key(lines[first - 1].text):
            floor = first  # the body that a site names above the text, not a joint issuer
    while first > floor and i - first < _DECREE_LINES and is_office(lines[first - 1].text):
        first -= 1
    if entry is not None:  # a decree's heading names its issuer; the contents list names what it decrees
        return Heading(first, i + 1, entry.title, entry.doc_number or number, entry)
    if bare and title.endswith(("令", "公告", "通告")):
        below = title_end(lines, i + 1)
        subject = join_title("\n".join(line.raw for line in lines[i + 1 : below]))
        if _is_subject(subject):
            return Heading(first, below, subject, title + number)
        text = lines[i + 1].text if i + 1 < len(lines) else ""
        return Heading(first, i + 1, decreed(text) or title, title + number)
    return Heading(first, i + 1, title, number)


def _is_subject(title: str) -> bool:
    """Whether a title below a decree's number is that of its matter: 关于…的公告, maybe with who announces it."""
    bodies, about, _ = title.partition("关于")
    return bool(about) and all(is_office(name) for name in re.split("[ 、]", bodies) if name)


def _entry_above(
    lines: Sequence[Line], i: int, floor: int, by_title: dict[str, list[ContentsEntry]]
) -> ContentsEntry | None:
    """The entry whose title the lines above line ``i`` spell."""
    text = ""
    for j in range(i - 1, max(floor, i - LONGEST_TITLE) - 1, -1):
        text = worded_key(lines[j].text) + text
        if text in by_title:
            return by_title[text][0]
    return None
