"""Numbered instructions: where each begins, how they are numbered, and what makes a line one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.amend.instructions.places import number_of
from tracker.amend.instructions.quotation import CLOSE, OPEN, curly
from tracker.language.labels import HAN_LIST_LABEL
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex

MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一、", regex(rf"({NUMERAL})、\s*")),
    ("1.", regex(r"(\d{1,3})\s*[.．、]\s*(?!\d)")),
    ("（一）", regex(rf"[（(]({NUMERAL})[）)]\s*")),
    ("第一条", regex(rf"(第{NUMERAL}条)\s+(?=\S)")),
)
"""How decisions number their instructions; a 修正案 of the constitution numbers them 第一条 through all of them."""

ACTION = regex(
    "修改|修订为|改为|改作|替换|变更为|增加|增设|增写|增补|新增|补充|插入|添加|删去|删除|删掉|取消|合并|并入|作为|调整|"
    "拆分|分为|移[至到入]|代替|取代|更换|对调|互换|调换|废止|顺延"
)
"""Words of a line that does something to a text."""

_ORDER = regex(
    r"(?:条文|条款|章节|各条|条目)[^，。；]{0,8}(?:顺序|序号|次序)|(?:顺序|序号)[^，。；]{0,4}(?:调整|顺延)|"
    r"(?:依次|相应|顺次|各[条款项目章节])[^，。；]{0,4}顺延"
)
"""An order to renumber: 条文顺序作相应调整, 依次顺延."""

_RUNS_ON = regex(rf"(?<=[。；：”])(?={HAN_LIST_LABEL}\s*(?:将|把|对|在|删|第|增|修改|《))")
"""Where a numbered instruction begins in mid-line: …。二、将第五条…."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One numbered instruction as printed: its number and its lines."""

    n: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The instruction as one text."""
        return "\n".join(self.lines)


def blocks_of(lines: list[str]) -> Iterator[Block]:
    """The numbered instructions of ``lines``; a single unnumbered one is number 1.

    A line starts an instruction where it is outside a quotation and bears the next number in the style of the first.
    """
    style = _style(lines)
    if style is None:
        if lines:
            yield Block(n="1", lines=tuple(lines))
        return
    block = Block(n="", lines=())
    last = None
    for line, quoted in with_quoting(lines):
        match = style.match(line)
        number = number_of(match[1]) if match else None
        starts = match is not None and number is not None and _continues(last, number[0], line, quoted=quoted)
        if match is not None and number is not None and starts:
            if block.lines:
                yield from _nested(block)
            block, last = Block(n=match[1], lines=(line[match.end() :],)), number[0]
        else:
            block = replace(block, lines=(*block.lines, line))
    if block.lines:
        yield from _nested(block)


def _continues(last: int | None, number: int, line: str, *, quoted: bool) -> bool:
    """Whether a numbered line is the next instruction and not part of the one before it."""
    if last is None:
        return not quoted
    if quoted:  # a closing mark may have been forgotten
        return number == last + 1 and re.search(r"(?:修改为|增加.条|删去|删除)", line) is not None
    if number == 1 and last > 1:  # an annex of the decision numbers its instructions anew
        return ACTION.search(line) is not None
    return number == last + 1 or (last < number <= last + 3 and ACTION.search(line) is not None)


def _style(lines: list[str]) -> re.Pattern[str] | None:
    """How the instructions are numbered: as the first numbered line that does something is, else as the first one."""
    first: re.Pattern[str] | None = None
    for line, quoted in with_quoting(lines):
        for _, pattern in () if quoted else MARKERS:
            if match := pattern.match(line):
                first = first or pattern
                if ACTION.search(line[match.end() :]) or _ORDER.search(line):
                    return pattern
    return first


def _nested(block: Block) -> Iterator[Block]:
    """An instruction that holds instructions of its own, （一） （二）, is those; else it is itself."""
    pattern = MARKERS[2][1]
    starts = [
        i
        for i, (line, quoted) in enumerate(with_quoting(block.lines))
        if i and not quoted and (match := pattern.match(line)) and ACTION.search(line[match.end() :])
    ]
    if not starts:
        yield block
        return
    if ACTION.search("".join(block.lines[: starts[0]])) and OPEN in "".join(block.lines[: starts[0]]):
        yield replace(block, lines=block.lines[: starts[0]])
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        match = pattern.match(block.lines[start])
        if match is not None:
            first = block.lines[start][match.end() :]
            yield Block(n=f"{block.n}（{match[1]}）", lines=(first, *block.lines[start + 1 : end]))


def with_quoting(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Every line with whether it starts inside a quotation."""
    depth = 0
    for line in lines:
        yield line, depth > 0
        text = curly(line)
        if depth > 0 and text.lstrip().startswith(OPEN) and text.count(CLOSE) != text.count(OPEN):
            depth -= 1
        if depth > 0 and text.lstrip().startswith(OPEN) and text.rstrip("。；，").endswith(CLOSE):
            depth = depth - 1 if text.count(CLOSE) == text.count(OPEN) else depth
        depth = max(0, depth + text.count(OPEN) - text.count(CLOSE))


def apart(line: str) -> Iterator[str]:
    """A line cut where numbered instructions run on in it, outside quotations."""
    text, start = curly(line), 0
    for match in _RUNS_ON.finditer(text):
        if text.count(OPEN, 0, match.start()) == text.count(CLOSE, 0, match.start()):
            yield line[start : match.start()]
            start = match.start()
    yield line[start:]


def reorders(text: str) -> bool:
    """Whether a sentence orders that articles be renumbered: 条文顺序作相应调整."""
    return _ORDER.search(text) is not None


def numbers_articles(text: str) -> bool:
    """Whether an order to renumber is about articles or chapters: 其他条款序号, 各条; 其他各项 follow by themselves."""
    units = re.findall("条文|条款|条目|章节|[条款项目章节]", text)
    return not units or units[-1] not in {"款", "项", "目"}
