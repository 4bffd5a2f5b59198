"""The heading of a document, and the documents whose heading the body lacks: only the contents list names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.language.bodies import is_office
from tracker.language.dates import date_line
from tracker.language.patterns import regex
from tracker.language.titles import HANDS_DOWN, title_key
from tracker.model import ContentsEntry
from tracker.parse.document.matter import NOTE, is_addressee
from tracker.parse.issue.title_lines import ANNEX
from tracker.parse.lines import Line

_CARRIES = regex(f"{HANDS_DOWN}[^《》]*《")
"""A circular that carries another text: behind its day the carried text follows, no other document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card of data on a page says of its document: number, issuers and day, as far as it does."""

    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a document: lines ``start`` to ``body`` hold title and number; the text begins at ``body``.

    ``entry`` is the contents entry it answers to; a heading that only the contents list knows has ``start == body``.
    """

    start: int
    body: int
    title: str
    doc_number: str | None
    entry: ContentsEntry | None = None
    card: Card = field(default_factory=Card)
    """What a card of data above the text says of it."""


def with_headless(
    lines: Sequence[Line], headings: Sequence[Heading], entries: Sequence[ContentsEntry]
) -> list[Heading]:
    """Add the documents that only the contents list names: each begins within the one listed before it."""
    answers: dict[int, Heading] = {}
    for heading in headings:
        answers.setdefault(id(heading.entry), heading)
    ends = {id(heading): after.start for heading, after in pairwise(headings)}
    behind: dict[int, Heading] = {}
    for before, entry in pairwise(entries):
        heading_before = answers.get(id(before))
        if heading_before is None or id(entry) in answers:
            continue
        end = ends.get(id(heading_before), len(lines))
        start = _headless_start(lines, heading_before, end, entry)
        if start is not None:
            headless = Heading(start, start, entry.title, entry.doc_number, entry)
            answers[id(entry)] = behind[id(heading_before)] = headless
            ends[id(headless)] = end
    return [one for heading in headings for one in _chain(heading, behind)]


def _chain(heading: Heading, behind: Mapping[int, Heading]) -> Iterator[Heading]:
    """A heading and those without lines that stand behind it, one behind the other."""
    following: Heading | None = heading
    while following is not None:
        yield following
        following = behind.get(id(following))


def _headless_start(lines: Sequence[Line], before: Heading, end: int, entry: ContentsEntry) -> int | None:
    """Where a document without heading begins: at the addressees behind the signing date of the one before.

    It must be signed, in what remains, by a body that its title names.
    """
    dates = [i for i in range(before.body, end) if date_line(lines[i].text)]
    if len(dates) <= 1:
        return None
    issuers = title_key(entry.title.split("关于")[0])
    inside = range(dates[0] + 1, dates[-1])
    signed = next((k for k in reversed(inside) if _is_one_of(lines[k].text, issuers)), None)
    for i in range(dates[0] + 1, dates[0] + 1 if signed is None else signed + 1):
        if is_addressee(lines, i):
            return i
    carries = _CARRIES.search(before.title)
    return None if carries else _after_notes(lines, dates[0] + 1, dates[-1])


def _is_one_of(text: str, issuers: str) -> bool:
    return is_office(text) and title_key(text) in issuers


def _after_notes(lines: Sequence[Line], i: int, last: int) -> int | None:
    """The first line behind a signing date and the remarks below it; ``None`` where an annex follows instead."""
    while i < last and NOTE.fullmatch(lines[i].text):
        i += 1
    return None if i >= last or ANNEX.match(lines[i].text) else i
