"""What a page prints around a text that was copied with it: trails of links, cards of data, buttons, its own title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.language.bodies import is_office
from tracker.language.dates import printed_day
from tracker.language.labels import label_of
from tracker.language.marks import BLANK, halved
from tracker.language.numbers_of_documents import decree_line, number_line
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.parse.document.matter import CARD_NUMBER, is_shell
from tracker.parse.issue.lost_heads import Card
from tracker.parse.issue.title_lines import title_end
from tracker.parse.lines import Line, tidy

_NEAR = 40
"""Lines from the top within which the shell of a page ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The lines of a page's shell: before ``first`` and from ``end`` on; what its card of data says."""

    first: int
    end: int
    card: Card


def page_shell(lines: Sequence[Line]) -> Shell:
    """The shell around a text: nothing (0 to the last line) where the source is the text itself.

    Above the text it reaches to the last line of a field, a trail or buttons that a title follows, where nothing but
    such lines and short ones stands before. Below it are buttons alone.
    """
    first = 0
    for i, line in enumerate(lines[:_NEAR]):
        if is_shell(line.text) or _CODES.fullmatch(halved(line.text)):
            if title_end(lines, i + 1) > i + 1:
                first = i + 1
        elif complete(line.text) or label_of(line.raw) or number_line(line.text) or "\t" in line.raw:
            break
    end = len(lines)
    while end > first and is_shell(lines[end - 1].text):
        end -= 1
    card = read_card(lines[:first])
    if number := standard_number(lines[:first]):
        card = replace(card, doc_number=card.doc_number or number)
    return Shell(first=first, end=end if end > first else len(lines), card=card)


_ISSUER = regex(r"【?(?:发布机[构关]|发文机[构关]|发文单位|制定机关|发布单位|颁布单位)(?:\s*[:：]|】)\s*(?P<bodies>.+)")
_SIGNED = regex(r"(?:成文|发文|印发)(?:日期|时间)\s*[:：]\s*(?P<day>\S+)")
"""The day in a card that is the document's own; the day of its publication on the page (发布日期) is none."""


def read_card(lines: Sequence[Line]) -> Card:
    """What the fields of a card of data say: 发文字号：某政发〔2010〕15号, 发布机构：某市人民政府."""
    number: str | None = None
    issuers: tuple[str, ...] = ()
    day: str | None = None
    for line in lines:
        if field := CARD_NUMBER.match(line.text):
            number = number or number_line(line.text[field.end() :]) or decree_line(line.text[field.end() :])
        elif named := _ISSUER.fullmatch(line.text):
            names = tuple(re.split("[ 、，;；]", named["bodies"]))
            issuers = names if all(is_office(name) for name in names) else issuers
        elif signed := _SIGNED.fullmatch(line.text):
            day = printed_day(signed["day"])
    return Card(doc_number=number, issuers=issuers, date=day)


_STANDARD = regex(r"(?:[A-Z]{2,5}\d{0,4}(?:/[TZ])?)\s*\d[\d.]*\s*[—–-]\s*(?:19|20)\d\d")
"""The number of a standard on a line of its own: DB99/T 1234—2023, GB 1234.1-2020."""

_CODES = regex(r"[A-Z0-9][A-Z0-9 ./—–:：()-]*")
"""A line of codes alone on a standard's cover: ICS 91.140, CCS P 41."""


def standard_number(lines: Sequence[Line]) -> str | None:
    """The number of the standard that a cover's lines of codes name."""
    return next((line.text for line in lines if _STANDARD.fullmatch(halved(line.text))), None)


_FIELD_BEHIND = regex(
    rf"(?P<number>[^:：]{{2,48}}号[)）]?){BLANK}+(?P<field>(?:发布|成文|发文|印发|公开)(?:日期|时间)\s*[:：].{{4,60}})"
)
"""A number with a field of the page on its line: 某局公告2023年第1号　　发布日期：2023年01月09日."""


def with_fields_apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, a document's number and the field of a page that stands behind it on one line as two."""
    return tuple(part for line in lines for part in (_parted(line) if _may_hold_field(line.raw) else (line,)))


def _may_hold_field(raw: str) -> bool:
    return "期：" in raw or "间：" in raw or "期:" in raw or "间:" in raw


def _parted(line: Line) -> tuple[Line, ...]:
    match = _FIELD_BEHIND.fullmatch(line.raw)
    if match is None or (number_line(match["number"]) or decree_line(match["number"])) is None:
        return (line,)
    first, field = match["number"], match["field"]
    return (
        replace(line, text=tidy(first), raw=first, end=line.start + len(first)),
        replace(line, text=tidy(field), raw=field, start=line.end - len(field), after_blank=False),
    )
