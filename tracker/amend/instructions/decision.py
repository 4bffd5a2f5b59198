"""The frame of an amending decision: which part concerns the law at hand, and its numbered instructions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.amend.instructions.corrections import corrects, notice_lines
from tracker.amend.instructions.numbered import ACTION, MARKERS, Block, apart, blocks_of, with_quoting
from tracker.amend.instructions.quotation import OPEN
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex
from tracker.language.titles import same_rule, title_key

_TITLE = regex(r"《((?:[^《》]|《[^《》]*》)*)》")
_PART = regex(
    r"(?:对|修改|关于修改|关于对|将)?\s*(?P<title>《.*》)\s*(?:[（(][^（）()]*[）)])?\s*"
    r"(?:(?:作出?|进行|予以)?(?:如下|以下|下列)?修[改订]|修改如下|修正案?)?\s*[：:。]?"
)
_ENTRANCE = regex(r"(?:如下|以下|下列)(?:修改|修正|决定|规定)|修改如下|修正如下|作出?修改")
_CLOSING = regex(
    r"(?:本(?:决定|修正案|修改决定)(?:自|于|由|从|公布)|根据本决定|《.{2,60}》(?:根据本|[^“：]{0,10}重新公布)|"
    r"以上.{0,10}根据本|本决定公布|自本决定)"
)
_COMMENCES = regex(r"本(?:决定|修正案|修改决定|办法|规定).{0,24}(?:施行|生效|实施)")
_MANY = regex(rf"等(?:{NUMERAL}|多|若干)[件部].{{0,20}}(?:作|做)?相应(?:修改|调整).{{0,12}}公布")
_ALIAS = regex(
    r"(《(?:[^《》]|《[^《》]*》)*》)\s*[（(](?:[^（）()]{0,30}[，,])?\s*(?:以下|下)(?:简称|称)[：:为]?\s*[“《]?([^》”）)]+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of a decision that concerns one law.

    ``target`` is the law's title as the decision gives it, ``None`` where it gives none; ``other`` is set, and
    there are no blocks, where the decision amends other laws only. ``closing`` are the sentences after the
    instructions; ``in_place`` says that the decision is a 修正案, which keeps the numbers of articles, ``corrects``
    that it is a correction notice.
    """

    target: str | None
    blocks: tuple[Block, ...]
    closing: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    in_place: bool = False
    corrects: bool = False


def read_frame(lines: Sequence[str], law: str) -> Frame:
    """The instructions of a decision for the law titled ``law``; without a title the first law of the decision."""
    printed = [part for line in lines if line.strip() for part in apart(line.strip())]
    paragraphs = _without_attached(printed, law)
    if paragraphs and corrects(paragraphs[0]):
        return _notice(paragraphs, law)
    parts = list(_parts(paragraphs))
    if not any(title for title, _ in parts):
        return _single(paragraphs, law)
    return _of_parts(parts, law)


def _of_parts(parts: Sequence[tuple[str | None, list[str]]], law: str) -> Frame:
    """Of a decision with a part for each law, the parts for the law at hand."""
    _, tail = _without_closing(parts[-1][1])
    chosen = [(title, part) for title, part in parts if title and _concerns(title, law)]
    if not chosen:
        titles = tuple(dict.fromkeys(title for title, _ in parts if title))
        return Frame(target=None, blocks=(), others=titles, closing=tail)
    body, closing = _without_closing([line for _, part in chosen for line in part])
    return Frame(target=chosen[0][0], blocks=tuple(blocks_of(body)), closing=tuple(dict.fromkeys((*closing, *tail))))


_ATTACHED = regex(rf"附\s*[件表录]\s*{NUMERAL}?\s*[:：]?")


def _without_attached(lines: Sequence[str], law: str) -> list[str]:
    """A decision without what is printed behind its closing: the law as republished, its own annexes."""
    closed = False
    for i, (line, quoted) in enumerate(with_quoting(lines)):
        closed = closed or (i > 0 and not quoted and _CLOSING.match(line) is not None)
        if closed and not quoted and (_ATTACHED.fullmatch(line) or (law and title_key(line) == title_key(law))):
            return list(lines[:i])
    return list(lines)


def _notice(lines: Sequence[str], law: str) -> Frame:
    """A correction notice on a law: each line that tells an error is read as an instruction."""
    titles = tuple(dict.fromkeys(title for line in lines for title in _TITLE.findall(line.split(OPEN, 1)[0])))
    named = [title for title in titles if _concerns(title, law)]
    if titles and not named:
        return Frame(target=None, blocks=(), others=titles, corrects=True)
    told = list(notice_lines(lines[1:], lambda title: _concerns(title, law)))
    return Frame(target=named[0] if named else None, blocks=tuple(_told(told)), corrects=True)


def _told(lines: Sequence[str]) -> Iterator[Block]:
    """The lines of a notice, each an instruction under its number, or under its place where it has none."""
    for i, line in enumerate(lines, 1):
        match = next((found for _, pattern in MARKERS[:3] if (found := pattern.match(line))), None)
        yield Block(n=match[1] if match else str(i), lines=(line[match.end() :] if match else line,))


def _parts(lines: Sequence[str]) -> Iterator[tuple[str | None, list[str]]]:
    """The parts of a decision on several laws: title and lines of each; the words before the first have none."""
    title: str | None = None
    part: list[str] = []
    for line, quoted in with_quoting(lines):
        heading = None if quoted else _part_title(line)
        if heading:
            yield title, part
            title, part = heading, []
        else:
            part.append(line)
    yield title, part


def _part_title(line: str) -> str | None:
    """三、修改《某规定》, （二）对《某法》作出修改: the title that a part of a decision is headed by."""
    for _, pattern in MARKERS[:3]:
        if match := pattern.match(line):
            rest = _PART.fullmatch(line[match.end() :].strip())
            return _outer_title(rest["title"]) if rest else None
    return None


def _outer_title(text: str) -> str | None:
    match = _TITLE.search(text)
    return match[1] if match else None


def _single(lines: list[str], law: str) -> Frame:
    """A decision on one law, or one whose instructions each name their law (将《某条例》第三条…)."""
    head = next(iter(lines), "")
    entrance = _entrance(lines)
    opening = head if entrance is None else "".join(lines[: entrance + 1])
    body, closing = _without_closing(_after_entrance(lines, entrance))
    blocks = tuple(blocks_of(body))
    whole = Frame(target=_own_target(head, opening), blocks=blocks, closing=closing, in_place="修正案" in head)
    inline = [_inline_title(block, _aliases(lines)) for block in blocks]
    named = tuple(dict.fromkeys(title for title in inline if title))
    if len(named) > 1 or (named and whole.target is None):
        return _of_named(whole, inline, named, law)
    if whole.target and not _concerns(whole.target, law):
        return replace(whole, others=(whole.target,))
    return whole


def _entrance(lines: Sequence[str]) -> int | None:
    """Which line leads the instructions in (作如下修改：)."""
    return next((i for i, line in enumerate(lines) if _ENTRANCE.search(line) and not _begins(line)), None)


def _of_named(whole: Frame, inline: Sequence[str | None], named: tuple[str, ...], law: str) -> Frame:
    """Of instructions that each name their law, those for the law at hand."""
    carried = zip(whole.blocks, _carried(inline), strict=True)
    kept = tuple(block for block, title in carried if title and _concerns(title, law))
    wanted = next((title for title in named if _concerns(title, law)), None)
    return replace(whole, target=wanted, blocks=kept, others=() if kept else named)


def _concerns(title: str, law: str) -> bool:
    """Whether a title is that of the law at hand; any is where none is asked for."""
    return not law or same_rule(title, law)


def _aliases(lines: Sequence[str]) -> dict[str, str]:
    """The short names that a decision gives to laws: 《某条例》（以下简称《条例》）."""
    found = _ALIAS.findall("\n".join(lines))
    return {alias.strip("《》“”"): _outer_title(full) or full for full, alias in found}


def _carried(titles: Sequence[str | None]) -> Iterator[str | None]:
    """An instruction that names no law concerns the law of the one before it."""
    current: str | None = None
    for title in titles:
        current = title or current
        yield current


def _inline_title(block: Block, aliases: dict[str, str]) -> str | None:
    """The law that an instruction names before its first provision: 将《某条例》第三条中的…; aliases are resolved."""
    words = block.text.split(OPEN, 1)[0]
    match = re.match(
        r"[^《。；]{0,6}《((?:[^《》]|《[^《》]*》)*)》(?=中?的?(?:第|名称|序言|引言|作|修改|删|增))", words
    )
    return aliases.get(match[1], match[1]) if match and match[1] not in aliases else None


def _own_target(head: str, opening: str) -> str | None:
    """The law a decision amends: from 关于修改《某法》的决定, 某法修正案, or 决定对《某法》作如下修改."""
    if "修正案" in head:
        return re.split(r"修正案", head, maxsplit=1)[0].strip("《 ")
    for text in (opening, head):
        match = re.search(r"(?:修改|修正|对)\s*(《.*?》(?=[^》]*$)|《(?:[^《》]|《[^《》]*》)*》)", text)
        if match and (title := _outer_title(match[1])):
            return title
    return None


def _begins(line: str) -> bool:
    return any(pattern.match(line) for _, pattern in MARKERS)


def _after_entrance(lines: list[str], entrance: int | None) -> list[str]:
    """The lines after 作如下修改：, with what follows it on its own line; without it, from the first instruction."""
    if entrance is not None:
        rest = _ENTRANCE.split(lines[entrance], maxsplit=1)[-1].lstrip("：: ")
        return [rest, *lines[entrance + 1 :]] if ACTION.search(rest) else lines[entrance + 1 :]
    for i, line in enumerate(lines):
        if _begins(line) and (i or ACTION.search(line)):
            return lines[i:]
    return lines[next((i for i, line in enumerate(lines) if _orders(line)), 0) :]


def _orders(line: str) -> bool:
    """Whether a line without a number is an instruction: 将第三条…修改为…."""
    return re.match(r"[将在删增]|第.{1,9}条", line) is not None and ACTION.search(line) is not None


def _without_closing(lines: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The instructions, and the sentences after them (施行, 重新公布)."""
    body: list[str] = []
    closing: list[str] = []
    for line, quoted in with_quoting(lines):
        words = _unmarked(line)
        numbered = words != line
        orders = ACTION.search(words) is not None
        closes = not numbered and _CLOSING.match(words) is not None and not (orders and OPEN in words)
        if not quoted and (closes or (closing and not orders)):
            closing.append(line)
        elif not quoted and re.fullmatch(r"[（(].*[）)]", line):
            continue
        else:
            body.append(line)
    return body, tuple(closing)


def _unmarked(line: str) -> str:
    for _, pattern in MARKERS[:3]:
        if match := pattern.match(line):
            return line[match.end() :]
    return line


def is_commencement(text: str) -> bool:
    """Whether an instruction only says when the decision takes effect (四十八、本修正案自…起施行)."""
    return _COMMENCES.search(text) is not None and OPEN not in text and not re.search("修改为|增加|删去|删除", text)


def republishes_many(text: str) -> bool:
    """Whether a sentence has many laws republished: …等二十七件司法解释作相应修改后重新公布."""
    return _MANY.search(text) is not None
