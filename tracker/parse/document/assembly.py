"""A heading and its lines → one document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.language.bodies import is_office
from tracker.language.dates import iso_date
from tracker.language.kinds import kind_of
from tracker.model import Document, Instrument, Noise, walk
from tracker.parse.clauses.commencement import find_effect
from tracker.parse.clauses.repeal import find_cites, find_repeals
from tracker.parse.document.instruments import instruments
from tracker.parse.issue.decrees import decree_head
from tracker.parse.issue.lost_heads import Heading
from tracker.parse.lines import Line


def parse_document(heading: Heading, lines: Sequence[Line], noise: list[Noise]) -> Document:
    """One document from its heading and all its lines, the heading's first."""
    body = lines[heading.body - heading.start :]
    parts = instruments(body, heading.title, noise)
    return Document(
        title=heading.title,
        doc_number=heading.doc_number,
        kind=kind_of(heading.title),
        issuers=_issuers(heading, [line.text for line in lines[: heading.body - heading.start]], parts),
        date=_date(parts),
        span=(lines[0].start, lines[-1].end),
        instruments=parts,
        effective=find_effect(parts, kind_of(heading.title)),
        repeals=find_repeals(parts, heading.title),
        cites=find_cites(parts, heading.doc_number, heading.title),
    )


def _date(parts: Sequence[Instrument]) -> str | None:
    """The signing date: that of the circular, else the last one of a part that is no annex."""
    for part in sorted(parts, key=lambda part: ("circular", "measure", "annex").index(part.role)):
        dates = [node for node in walk(part.body) if node.level == "date"]
        if dates and part.role != "annex":
            return iso_date(dates[-1].text)
    return None


_REMARK = re.compile(r"[(（][^()（）]*(?:代章|盖章|章)[)）]$")


def _issuers(heading: Heading, head: Sequence[str], parts: Sequence[Instrument]) -> tuple[str, ...]:
    """The bodies that issue a document: those who signed it, else those its head or its title names.

    What a circular forwards may be signed by others: they do not issue the circular.
    """
    for part in sorted(parts, key=lambda part: part.role != "circular"):
        signed: list[str] = []
        for node in part.body:
            if node.level == "signature" and part.role != "annex":
                signed += [name for name in re.split("[ 、]", _REMARK.sub("", node.text)) if is_office(name)]
        if signed:
            return tuple(dict.fromkeys(signed))
    if decreeing := [body for text in head if (body := decree_head(text))]:
        return tuple(decreeing[:1])
    title, number = heading.title, heading.doc_number
    if number and (decreed := re.match(r"(.+?)(?:令|公告)(?:〔|第)", number)):
        return (decreed[1],)
    before = title.split("《", 1)[0].split("关于", 1)[0]
    before = re.sub(r"(?:联合)?(?:印发|废止|转发|发布|公布)$", "", before)
    names = [name for name in re.split(r"[ 、]", before) if name]
    return tuple(names) if names and all(is_office(name) for name in names) else ()
