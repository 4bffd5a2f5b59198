"""The text to be amended as values: headings, articles, their 款 and 项, ready to be counted in and put together again.

A text is read from its lines or from a parsed document. What a line is follows from its own words: 第三条 opens an
article, （一） an item; every other line of an article opens a 款, but for the lines of a list without labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tracker.amend.places import DIVISION_NAMES, NUMERAL, Number, article_label, number_of
from tracker.model import CONTAINERS, Document, Instrument, Provision, own_text, shown_lines, walk
from tracker.numerals import int_to_han

MISSING = re.compile(r"〔[^〕]*(?:未取得|缺失|缺文|不详|待补)[^〕]*〕")
"""A stretch whose wording is not to be had: the text says so in 〔〕."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """项: its number, the style of its label (``（{}）``, ``{}.``), and its lines, those of its 目 included."""

    number: Number
    style: str
    lines: tuple[str, ...]

    @property
    def label(self) -> str:
        """The label as printed."""
        main, branch = self.number
        number = str(main) if "." in self.style or "．" in self.style else int_to_han(main)
        return self.style.format(number) + (f"之{int_to_han(branch)}" if branch else "")

    def shown(self) -> Iterator[str]:
        """The lines as printed."""
        yield self.label + self.lines[0]
        yield from self.lines[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """款: its lines (more than one where it holds a list without labels), then its items."""

    lines: tuple[str, ...]
    items: tuple[Item, ...] = ()

    def shown(self) -> Iterator[str]:
        """The lines as printed."""
        yield from self.lines
        for item in self.items:
            yield from item.shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An article, or the preamble (``number`` ``None``). ``after`` are lines that follow it and belong to none (annexes)."""

    number: Number | None
    label: str
    paragraphs: tuple[Paragraph, ...]
    after: tuple[str, ...] = ()

    def shown(self) -> Iterator[str]:
        """Its lines as printed, without its label."""
        for paragraph in self.paragraphs:
            yield from paragraph.shown()

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\n".join(self.shown())


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: 第三章 总则 has kind ``chapter``, 一、一般规定 between articles kind ``group``."""

    kind: str
    number: int
    name: str
    spaced: bool = True

    @property
    def label(self) -> str:
        """第三章, 一、."""
        if self.kind == "group":
            return f"{int_to_han(self.number)}、"
        name = next(name for name, kind in DIVISION_NAMES.items() if kind == self.kind)
        return f"第{int_to_han(self.number)}{name}"

    @property
    def line(self) -> str:
        """The heading as printed."""
        return f"{self.label}{' ' if self.spaced and self.kind != 'group' and self.name else ''}{self.name}"


Block: TypeAlias = Heading | Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A text in order: title, the lines before the preamble, the preamble with its heading (序言), headings and articles."""

    title: str
    front: tuple[str, ...] = ()
    preamble: Unit | None = None
    preamble_heading: str | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """The articles, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Unit))


_ARTICLE = re.compile(rf"(第{NUMERAL}条(?:之{NUMERAL})?)(?:[ \t\u3000]+|$)")
_TIGHT_ARTICLE = re.compile(rf"(第{NUMERAL}条(?:之{NUMERAL})?)(?![规第、和的至所款项中及或与之])")
_HEADING = re.compile(rf"第({NUMERAL})(分编|编|章|节)(?:([ \t\u3000]+)(.*)|()$)")
_TIGHT_HEADING = re.compile(rf"第({NUMERAL})(分编|编|章|节)()([^，。；：]{{1,30}})$")
_GROUP = re.compile(rf"({NUMERAL})、([^。；：，]{{1,40}})$")
_PREAMBLE_HEADING = re.compile(r"序\s*言|引\s*言|前\s*言")
_ANNEX = re.compile(rf"附\s*件(?:{NUMERAL}|\d+)?(?:[：:].*)?$|附[：:]|附\s*[录表](?:{NUMERAL}|\d+)?$")
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("（{}）", re.compile(rf"[（(]({NUMERAL})[）)](?:之({NUMERAL}))?\s*")),
    ("{}.", re.compile(r"(\d{1,3})[.．]\s*(?!\d)")),
    ("{}、", re.compile(r"(\d{1,3})、\s*")),
)


def base_of_lines(lines: Iterable[str]) -> Base:
    """A text read from its lines; the first is its title."""
    printed = [line.strip() for line in lines if line.strip()]
    title, rest = (printed[0], printed[1:]) if printed else ("", [])
    if rest and _unit_start(title, None) or _heading(title, ()):
        title, rest = "", printed
    outline = not any(_unit_start(line, None) for line in rest)
    return _assembled(title, rest, outline=outline)


def base_of_document(source: Document | Instrument) -> Base:
    """A text read from a parsed document: its measure where it carries one, annexes after it."""
    if isinstance(source, Instrument):
        return base_of_lines([source.title, *_printed(source.body)])
    measure = next((i for i in source.instruments if i.role == "measure"), None) or source.instruments[0]
    annexes = [i for i in source.instruments if i.role == "annex"]
    lines = [measure.title or source.title, *_printed(measure.body)]
    for annex in annexes:
        body = list(_printed(annex.body))
        named = _ANNEX.match(annex.title or (body[0] if body else ""))
        lines += [*([] if named and not annex.title else [annex.title if named else f"附件：{annex.title}"]), *body]
    return base_of_lines(lines)


def _printed(provisions: Iterable[Provision]) -> Iterator[str]:
    """The lines of provisions: a heading, then what it holds; labels of articles are followed by a blank."""
    for provision in provisions:
        if provision.level == "article":
            first, *rest = list(shown_lines(provision)) or [""]
            yield f"{provision.label or ''} {first}".strip()
            yield from rest
        elif any(node.level == "article" or node.level in CONTAINERS for node in walk(provision.children)):
            yield f"{provision.label or ''}{' ' if provision.level in CONTAINERS else ''}{own_text(provision)}".strip()
            yield from _printed(provision.children)
        else:
            first, *rest = list(shown_lines(provision)) or [""]
            apart = " " if provision.level in CONTAINERS else ""
            yield f"{provision.label or ''}{apart}{first}".strip()
            yield from rest


def _assembled(title: str, lines: Sequence[str], *, outline: bool) -> Base:
    """Blocks from lines; before the first article stand the front and the preamble."""
    front: list[str] = []
    preamble: list[str] = []
    heading: str | None = None
    blocks: list[Block] = []
    body: list[str] | None = None
    for index, line in enumerate(lines):
        start = _outline_start(line) if outline else _unit_start(line, _last_number(blocks))
        division = _heading(line, lines[index + 1 :])
        if start is not None:
            label, text, number = start
            blocks.append(Unit(number=number, label=label, paragraphs=()))
            body = [text] if text else []
            _fill(blocks, body)
        elif division is not None and not outline:
            blocks.append(division)
            body = None
        elif body is not None and not isinstance(blocks[-1], Heading):
            body.append(line)
            _fill(blocks, body)
        elif blocks:
            blocks[-1] = _longer(blocks[-1], line)
        elif _PREAMBLE_HEADING.fullmatch(line):
            heading = line
        else:
            preamble.append(line)
    if heading is None:
        front, preamble = _front(preamble)
    unit = Unit(number=None, label="", paragraphs=paragraphs_of(preamble)) if preamble else None
    return Base(title=title, front=tuple(front), preamble=unit, preamble_heading=heading, blocks=tuple(_closed(blocks)))


def _fill(blocks: list[Block], body: list[str]) -> None:
    unit = blocks[-1]
    if isinstance(unit, Unit):
        blocks[-1] = replace(unit, after=tuple(body))  # raw lines until the article is closed


def _closed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with the raw lines of each article read as paragraphs, annexes apart."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
            continue
        lines = block.after
        cut = next((i for i, line in enumerate(lines) if i and _ANNEX.match(line)), len(lines))
        yield replace(block, paragraphs=paragraphs_of(lines[:cut]), after=lines[cut:])


def _longer(block: Block, line: str) -> Block:
    """A heading printed on two lines."""
    return replace(block, name=f"{block.name}{line}") if isinstance(block, Heading) else block


def _last_number(blocks: Sequence[Block]) -> Number | None:
    return next((b.number for b in reversed(blocks) if isinstance(b, Unit)), (0, 0))


def _unit_start(line: str, last: Number | None) -> tuple[str, str, Number] | None:
    """第三条 …: label, text and number. A label run into its text counts where it is the next in order."""
    match = _ARTICLE.match(line)
    if match is None and last is not None:
        tight = _TIGHT_ARTICLE.match(line)
        number = number_of(tight[1]) if tight else None
        if tight is None or number is None or number not in {(last[0] + 1, 0), (last[0], last[1] + 1)}:
            return None
        return tight[1], line[tight.end() :].strip(), number
    number = number_of(match[1]) if match else None
    return None if match is None or number is None else (match[1], line[match.end() :].strip(), number)


def _outline_start(line: str) -> tuple[str, str, Number] | None:
    """一、…: in a text without articles its first-level provisions are counted as such."""
    match = re.match(rf"({NUMERAL})、\s*", line)
    number = number_of(match[1]) if match else None
    return None if match is None or number is None else (match[0].strip(), line[match.end() :], number)


def _heading(line: str, following: Sequence[str]) -> Heading | None:
    """第三章 …, or 一、… on a line of its own right before an article or another heading."""
    match = _HEADING.match(line)
    if match is None and (tight := _TIGHT_HEADING.match(line)) and following and _opens(following[0]):
        match = tight
    if match is not None:
        number = number_of(match[1])
        name = (match[4] or "").strip()
        return Heading(
            kind=DIVISION_NAMES[match[2]], number=number[0] if number else 0, name=name, spaced=bool(match[3])
        )
    group = _GROUP.match(line)
    if group is None or not following or not _opens(following[0]):
        return None
    number = number_of(group[1])
    return Heading(kind="group", number=number[0] if number else 0, name=group[2].strip())


def _opens(line: str) -> bool:
    return bool(_ARTICLE.match(line) or _HEADING.match(line) or _TIGHT_ARTICLE.match(line))


def _front(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines before the first article: dates, approvals and the contents list, then the preamble (引言).

    The preamble are the last lines that are sentences, or whose wording is missing.
    """
    cut = len(lines)
    while cut and _is_sentence(lines[cut - 1]):
        cut -= 1
    return lines[:cut], lines[cut:]


def _is_sentence(line: str) -> bool:
    return not re.fullmatch(r"[（(].*[）)]", line) and (
        line.endswith(("。", "：", ":")) or MISSING.search(line) is not None
    )


def paragraphs_of(lines: Iterable[str]) -> tuple[Paragraph, ...]:
    """款 from lines: items and their 目 belong to the 款 before them, and so do the lines of a list without labels.

    A list without labels follows a line that ends in a colon: its lines end in ， or ；, its last one in 。.
    """
    paragraphs: list[Paragraph] = []
    listing = False
    for line in lines:
        mark = _mark(line)
        if mark is not None and paragraphs:
            paragraphs[-1] = _with_item(paragraphs[-1], mark, line)
            listing = False
            continue
        continues = listing or (bool(paragraphs) and _opens_list(paragraphs[-1], line))
        if continues:
            last = paragraphs[-1]
            paragraphs[-1] = replace(last, lines=(*last.lines, line))
            listing = line.endswith(("，", "；", "、"))
        elif mark is not None:
            paragraphs.append(_with_item(Paragraph(lines=()), mark, line))
        else:
            paragraphs.append(Paragraph(lines=(line,)))
    return tuple(paragraphs)


def _opens_list(paragraph: Paragraph, line: str) -> bool:
    return not paragraph.items and paragraph.lines[-1].endswith(("：", ":")) and line.endswith(("，", "；", "、"))


def _mark(line: str) -> tuple[str, Number, str] | None:
    """（一）…: style of the label, number and text of an item."""
    for style, pattern in _MARKS:
        if match := pattern.match(line):
            number = number_of(match[1])
            branch = number_of(match[2]) if style == "（{}）" and match[2] else None
            if number is not None:
                shape = style if "(" not in match[0] else "({})"
                return shape, (number[0], branch[0] if branch else 0), line[match.end() :]
    return None


def _with_item(paragraph: Paragraph, mark: tuple[str, Number, str], line: str) -> Paragraph:
    """A further item, or a line of the last item where the label is of another style (1. under （一）)."""
    style, number, text = mark
    if paragraph.items and paragraph.items[-1].style.strip("()（）") != style.strip("()（）"):
        last = paragraph.items[-1]
        return replace(paragraph, items=(*paragraph.items[:-1], replace(last, lines=(*last.lines, line))))
    return replace(paragraph, items=(*paragraph.items, Item(number=number, style=style, lines=(text,))))


def without_label(lines: Sequence[str]) -> tuple[Number | None, tuple[str, ...]]:
    """New text whose first line may open with the article's label: the number it states, and the lines without it."""
    if not lines:
        return None, ()
    start = _unit_start(lines[0], None)
    if start is None:
        return None, tuple(lines)
    return start[2], (start[1], *lines[1:]) if start[1] else tuple(lines[1:])


def heading_of(line: str) -> Heading | None:
    """A line read as a heading, whatever follows it."""
    return _heading(line, ["第一条 "]) or (_heading(line, ["第一章 "]))


__all__ = [
    "MISSING",
    "Base",
    "Block",
    "Heading",
    "Item",
    "Paragraph",
    "Unit",
    "article_label",
    "base_of_document",
    "base_of_lines",
    "heading_of",
    "paragraphs_of",
    "without_label",
]
