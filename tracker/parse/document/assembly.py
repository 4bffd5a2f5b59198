"""A heading and its lines → one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.language.bodies import is_office
from tracker.language.dates import YEAR, days, iso_date
from tracker.language.document_kinds import kind_of
from tracker.language.numbers_of_documents import decree_line, decreeing_body, number_line
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.language.titles import HANDS_DOWN
from tracker.model import Document, Instrument, Noise, Signature, Span, walk
from tracker.parse.clauses.citations import find_citations
from tracker.parse.clauses.reading import read_clauses
from tracker.parse.document.exact_places import Places
from tracker.parse.document.instrument_parts import instruments
from tracker.parse.document.matter import SEAL
from tracker.parse.issue.decrees import decree_head
from tracker.parse.issue.joined_title import join_title
from tracker.parse.issue.lost_heads import Heading
from tracker.parse.lines import Line


def parse_document(heading: Heading, lines: Sequence[Line], noise: list[Noise]) -> Document:
    """One document from its heading and all its lines, the heading's first."""
    body = lines[heading.body - heading.start :]
    parts = instruments(body, heading.title, noise)
    span = (lines[0].start, lines[-1].end)
    places = Places(lines)
    clauses = read_clauses(parts, heading.title, kind_of(heading.title))
    citations = find_citations(parts, heading.doc_number, heading.title, span)
    head = lines[: heading.body - heading.start]
    date, date_span = _date(parts)
    issuers = _issuers(heading, [join_title(line.raw) for line in head], parts)
    return Document(
        title=heading.title,
        doc_number=heading.doc_number,
        doc_number_span=_number_span(head) if heading.doc_number else None,
        kind=kind_of(heading.title),
        issuers=issuers or heading.card.issuers,
        date=date or heading.card.date,
        date_span=date_span,
        signatures=_signatures(parts),
        span=span,
        instruments=tuple(
            replace(one, effective=one.effective and places.exact(one.effective)) for one in clauses.instruments
        ),
        effective=clauses.effective and places.exact(clauses.effective),
        repeals=places.each(clauses.repeals),
        cites=tuple(citation.doc_number for citation in citations),
        citations=places.each(citations),
        amends=places.each(clauses.amends),
        term_changes=places.each(clauses.term_changes),
        doubtful_repeals=places.each(clauses.doubtful_repeals),
    )


def _date(parts: Sequence[Instrument]) -> tuple[str | None, Span | None]:
    """The signing date and where it stands: that of the circular, else the last one of a part that is no annex."""
    for part in sorted(parts, key=lambda part: ("circular", "measure", "annex").index(part.role)):
        dates = [node for node in walk(part.body) if node.level == "date"]
        if dates and part.role != "annex":
            return iso_date(dates[-1].text), dates[-1].span
    return _enacted(parts)


_ENACTS = regex("通过|批准|公布|发布|颁布|修正|修订|印发")


def _enacted(parts: Sequence[Instrument]) -> tuple[str | None, Span | None]:
    """The day of the last step of enactment that the note under an unsigned text's title tells: （…会议通过 …修正）.

    Not the day from which it holds (自…起施行), and not a day that another text is named by.
    """
    for part in parts:
        notes = [node for node in part.body if node.level == "note" and part.role != "annex"]
        told = [(day, note.span) for note in notes for day in _days_of_enactment(note.text)]
        if told:
            return max(told)
    return None, None


def _signatures(parts: Sequence[Instrument]) -> tuple[Signature, ...]:
    """Who signs, in printed order; joint signers on one line have its span in common."""
    signed = (node for part in parts if part.role != "annex" for node in walk(part.body) if node.level == "signature")
    return tuple(Signature(name=name, span=node.span) for node in signed for name in _names(node.text))


def _names(text: str) -> list[str]:
    """The names on a line of signatures: bodies parted by blanks, or a person with an office as one."""
    names = [name for name in re.split("[ 、]", text) if name]
    return names if all(is_office(name) for name in names) else [text]


def _number_span(lines: Sequence[Line]) -> Span | None:
    """Where a number stands among the lines of a heading."""
    return next((line.span for line in lines if number_line(line.text) or decree_line(line.text)), None)


def _days_of_enactment(text: str) -> Iterator[str]:
    """The days in a note each of which a word of enactment follows before the next day."""
    found = list(days(text))
    for day, after in zip(found, [*(later.start for later in found[1:]), len(text)], strict=False):
        if day.iso and _ENACTS.search(text, day.end, after) and text[day.start - 1 : day.start] != "自":
            yield day.iso


_HANDS_DOWN = regex(f"(?:联合)?(?:{HANDS_DOWN}|废止)")
"""What a body does with the text that the title names behind it: 某省人民政府办公厅转发某厅关于…."""

_APPOINTS = regex(
    rf"(?:{YEAR}年)?(?:{NUMERAL}月份?)?(?:人事)?任免(?:事项|情况|名单|(?:国家)?(?:机关)?(?:工作)?人员(?:名单)?)?$"
)
"""What a list of appointments is titled behind its body: 国务院任免人员, 某省人民政府2022年4月份人事任免."""


def _issuers(heading: Heading, head: Sequence[str], parts: Sequence[Instrument]) -> tuple[str, ...]:
    """The bodies that issue a document: those who signed it, else those its head or its title names.

    What a circular forwards may be signed by others: they do not issue the circular.
    """
    circulars = [part for part in parts if part.role == "circular"]
    if signed := _signed(circulars or parts):
        return signed
    title, number = heading.title, heading.doc_number
    numbered = tuple(re.split("[ 、]", (number and decreeing_body(number)) or ""))
    if len(numbered) > 1:
        return numbered  # a joint order names its bodies one a line, the word beside one of them
    if decreeing := [body for text in head if (body := decree_head(text))]:
        return tuple(re.split("[ 、]", decreeing[0]))
    if numbered[0]:
        return numbered
    title = _APPOINTS.sub("", title)
    before = _HANDS_DOWN.split(title.split("《", 1)[0].split("关于", 1)[0])[0]
    names = [name for name in re.split(r"[ 、]", before) if name]
    return tuple(names) if names and all(is_office(name) for name in names) else _signed(parts)


def _signed(parts: Sequence[Instrument]) -> tuple[str, ...]:
    """The bodies that sign the first of some instruments, annexes aside, that is signed by any."""
    for part in parts:
        nodes = [node for node in part.body if node.level == "signature" and part.role != "annex"]
        names = [name for node in nodes for name in re.split("[ 、]", SEAL.sub("", node.text))]
        if signed := tuple(dict.fromkeys(name for name in names if is_office(name))):
            return signed
    return ()
