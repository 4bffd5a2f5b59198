"""Quotations of an instruction taken out, so that its grammar can be read: 将第三条修改为“…” becomes 将第三条修改为⟦0⟧.

A quotation holds lines. By drafting practice every quoted paragraph may open with a mark and only the last one close,
or only the first and the last have marks; marks inside are ‘…’ or nested “…”; sometimes a mark is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tracker.language.patterns import regex

OPEN, CLOSE = "“", "”"
SLOT = regex(r"⟦(\d+)⟧")
_CORNERS = str.maketrans("「」『』", "“”‘’")
_INNER = str.maketrans("‘’", "“”")
_GOES_ON = regex(
    r"[。；，、\s]*(?:并且?|同时)?(?:将|在|删|原?第)[^“”。]{0,40}(?:(?:修改|修订|修正|更正|替换|改)为|增加|删[去除]|作为|顺延|除外)"
)
"""What follows a closing mark where the instruction goes on: ”，第二款修改为."""
_TAIL = regex(r"[。；，、！？;,.\s]*")


@dataclass(frozen=True, slots=True)
class Quoted:
    """An instruction with its quotations taken out; ``unbalanced`` where a mark was missing."""

    text: str
    quotes: tuple[tuple[str, ...], ...]
    unbalanced: bool


def curly(text: str) -> str:
    """Other quotation marks as “”: corner brackets, and straight ones in turn."""
    if OPEN in text:
        return text
    text = text.translate(_CORNERS)
    if OPEN not in text and '"' in text:
        parts = text.split('"')
        text = "".join(part + ("" if i == len(parts) - 1 else (OPEN, CLOSE)[i % 2]) for i, part in enumerate(parts))
    return text


def take_quotes(text: str) -> Quoted:
    """The instruction ``text`` with every quotation replaced by a slot ``⟦n⟧``."""
    scan = _Scan()
    for i, line in enumerate(curly(text).split("\n")):
        if scan.depth:
            scan.held.append("\n")
        elif i:
            scan.outside.append("\n")
        for char in _without_opening(line) if scan.depth else line:
            scan.take(char)
    missing = scan.depth > 0
    if missing:
        scan.close()
    return Quoted("".join(scan.outside), tuple(scan.quotes), scan.stray or missing)


@dataclass(slots=True)
class _Scan:
    """The characters read so far: those outside quotations, the quotation that is open, and those that are closed."""

    outside: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    quotes: list[tuple[str, ...]] = field(default_factory=list)
    depth: int = 0
    stray: bool = False

    def take(self, char: str) -> None:
        """One character."""
        if char == CLOSE and self.depth == 0:
            self.stray = True
        elif self.depth == 0 and char != OPEN:
            self.outside.append(char)
        else:
            self.depth += (char == OPEN) - (char == CLOSE)
            if self.depth == 0:
                self.close()
            elif char != OPEN or self.depth > 1:
                self.held.append(char)

    def close(self) -> None:
        """The end of a quotation."""
        self.outside.append(f"⟦{len(self.quotes)}⟧")
        self.quotes.append(_lines(self.held))
        self.held, self.depth = [], 0


def _without_opening(line: str) -> str:
    """A further line of a quotation without the mark that opens every quoted paragraph.

    A mark that is closed before the line ends opens a quotation inside the paragraph, and stays, unless the instruction
    goes on behind it.
    """
    stripped = line.lstrip()
    if not stripped.startswith(OPEN):
        return line
    depth = 0
    for i, char in enumerate(stripped):
        depth += (char == OPEN) - (char == CLOSE)
        if depth == 0:
            return stripped[1:] if _TAIL.fullmatch(stripped, i + 1) or _GOES_ON.match(stripped, i + 1) else stripped
    return stripped[1:]


def _lines(chars: list[str]) -> tuple[str, ...]:
    """The lines of a quotation, marks inside it as they stand in the law."""
    lines = (line.strip().translate(_INNER) for line in "".join(chars).split("\n"))
    return tuple(line for line in lines if line)


def restored(text: str, quotes: tuple[tuple[str, ...], ...], limit: int = 40) -> str:
    """An instruction's words with its quotations back in, each cut to ``limit`` characters, for people to read."""

    def shown(match: re.Match[str]) -> str:
        quote = "".join(quotes[int(match[1])])
        return f"{OPEN}{quote if len(quote) <= limit else quote[: limit - 1] + '…'}{CLOSE}"

    return SLOT.sub(shown, text).strip("，；、 \n")
