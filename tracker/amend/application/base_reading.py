"""A text to be amended read from its lines, or from a parsed document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.amend.application.base import MISSING, Base, Block, Heading, Item, Paragraph, Unit
from tracker.amend.instructions.places import DIVISION_NAMES, NUMERAL, Number, number_of
from tracker.model import CONTAINERS, Document, Instrument, Provision, own_text, shown_lines, walk

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
    if (rest and _unit_start(title, None)) or _heading(title, ()):
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


@dataclass(slots=True)
class _Open:
    """A text while its lines are read: the blocks so far, each article with its raw lines."""

    front: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    preamble_heading: str | None = None
    blocks: list[tuple[Block, list[str]]] = field(default_factory=list)

    def last_number(self) -> Number:
        """The number of the last article."""
        return next((b.number for b, _ in reversed(self.blocks) if isinstance(b, Unit) and b.number), (0, 0))

    def take(self, line: str) -> None:
        """A line that opens nothing."""
        if not self.blocks and self.preamble_heading is None and _PREAMBLE_HEADING.fullmatch(line):
            self.preamble_heading = line
            self.front, self.before = self.before, []
        elif not self.blocks:
            self.before.append(line)
        elif isinstance(heading := self.blocks[-1][0], Heading):  # a heading printed on two lines
            self.blocks[-1] = (replace(heading, name=f"{heading.name}{line}"), [])
        else:
            self.blocks[-1][1].append(line)


def _assembled(title: str, lines: Sequence[str], *, outline: bool) -> Base:
    """Blocks from lines; before the first article stand the front and the preamble."""
    contents = _contents_end(lines)
    text = _Open(before=list(lines[:contents]))
    for index, line in enumerate(lines[contents:], contents):
        start = _outline_start(line) if outline else _unit_start(line, text.last_number())
        division = None if outline or start else _heading(line, lines[index + 1 : index + 2])
        if start is not None:
            label, words, number = start
            text.blocks.append((Unit(number=number, label=label, paragraphs=()), [words] if words else []))
        elif division is not None:
            text.blocks.append((division, []))
        else:
            text.take(line)
    front, preamble = (text.front, text.before) if text.preamble_heading else _front(text.before)
    return Base(
        title=title,
        front=tuple(front),
        preamble=Unit(number=None, label="", paragraphs=paragraphs_of(preamble)) if preamble else None,
        preamble_heading=text.preamble_heading,
        blocks=tuple(_closed(block, body) for block, body in text.blocks),
    )


def _contents_end(lines: Sequence[str]) -> int:
    """How many lines the contents list at the head of a text takes: 目录, then headings until the first comes again."""
    start = next((i for i, line in enumerate(lines[:8]) if re.fullmatch(r"目\s*录", line)), None)
    if start is None or start + 1 >= len(lines):
        return 0
    first = re.sub(r"[\s.…·\d]+$|\s", "", lines[start + 1])
    again = (i for i, line in enumerate(lines) if i > start + 1 and re.sub(r"\s", "", line) == first)
    return next(again, 0)


def _closed(block: Block, lines: list[str]) -> Block:
    """An article with its raw lines read as paragraphs, annexes apart."""
    if isinstance(block, Heading):
        return block
    cut = next((i for i, line in enumerate(lines) if i and _ANNEX.match(line)), len(lines))
    return replace(block, paragraphs=paragraphs_of(lines[:cut]), after=tuple(lines[cut:]))


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
