"""The cursor of the instruction grammar: what a rule sees and what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tracker.amend.instructions.place_words import Reading, read_places
from tracker.amend.instructions.places import Place
from tracker.amend.instructions.quotation import SLOT, restored
from tracker.amend.instructions.steps import Step
from tracker.language.patterns import regex

UNQUOTED = "新文没有引号，起止按段落推定"
"""What is said of a new text that stands without quotation marks."""

INSTRUCTS = regex(r"^(?:将|把|在|删去|删除|增加|第[^，。]{1,30}?(?:相应)?(?:改为|修改为|作为|增加)|此外|条文顺序|原第)")
"""How a line begins that is an instruction, not a new text without quotation marks."""

QUOTE = r"⟦\d+⟧"
QUOTES = rf"{QUOTE}(?:[\s、和及与]*{QUOTE})*"
"""One or more quotations side by side, or listed with 、."""

BECOMES = (
    r"(?:相应|依次|顺次)?地?(?:(?:修改|修订|修正|更改|改写|替换|变更|表述|更正|改|调整|顺延|变)(?:为|成|作)|改(?=⟦))"
)
"""The verb of every replacement: 修改为, 改为."""

ADDS = r"(?:增加|增写|增补|新增|补充|加上|加入|插入|添加|增列)"
"""The verb of every addition."""

INNER = r"(?:中|里|内)?(?:所有|全部|各处|凡?有?涉及)?的?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A position in an instruction. ``places`` are named just before ``at``; ``carried`` were named last before."""

    n: str
    text: str
    quotes: tuple[tuple[str, ...], ...]
    start: int
    at: int
    places: tuple[Place, ...] = ()
    carried: tuple[Place, ...] = ()
    raw: tuple[str, ...] | None = None
    """The lines of the text as printed, its quotations taken out; ``None`` where they are no longer line for line."""

    def match(self, pattern: str, at: int | None = None) -> re.Match[str] | None:
        """The pattern at the cursor, or at ``at``."""
        return re.compile(pattern).match(self.text, self.at if at is None else at)

    def unquoted(self, at: int) -> tuple[tuple[str, ...], int]:
        """The lines of a new text without quotation marks from ``at`` to the next instruction, and where they end.

        They are given as printed: the text that is read has blanks and widths levelled.
        """
        lines: list[str] = []
        end = at
        first = self.text.count("\n", 0, at)
        for i, line in enumerate(self.text[at:].split("\n")):
            if lines and INSTRUCTS.match(line):
                break
            lines.append(self._as_printed(first + i, line))
            end += len(line) + 1
        return tuple(self._unslotted(line) for line in lines if line.strip()), min(end, len(self.text))

    def _as_printed(self, number: int, line: str) -> str:
        """The end of a printed line that a levelled one was made from; the levelled one where that cannot be told."""
        if self.raw is None or number >= len(self.raw):
            return line
        printed, wanted = self.raw[number], len(line)
        at = len(printed)
        while at and wanted:
            at -= 1
            wanted -= printed[at] not in " \u3000"
        return printed[at:] if not wanted else line

    def _unslotted(self, line: str) -> str:
        """A line of an unquoted text, its own quotations back in place."""
        return SLOT.sub(lambda m: "“" + "".join(self.quotes[int(m[1])]) + "”", line)

    @property
    def scope(self) -> tuple[Place, ...]:
        """The places that the clause is about: those it names, else those named last."""
        return self.places or self.carried

    def read(self, at: int) -> Reading:
        """Places named at ``at``."""
        return read_places(self.text, at, self.scope)

    def lines(self, slots: str) -> tuple[str, ...]:
        """All lines of the quotations in ``slots``."""
        return tuple(line for quote in self.each(slots) for line in quote)

    def each(self, slots: str) -> list[tuple[str, ...]]:
        """The quotations in ``slots``, one by one."""
        return [self.quotes[int(index)] for index in SLOT.findall(slots)]

    def step(self, end: int, **fields: Any) -> Step:  # noqa: ANN401 - the fields of a step
        """A step whose quote is this clause, which ends at ``end``."""
        return Step(n=self.n, quote=_restored(self.text[self.start : end], self.quotes), **fields)


@lru_cache(maxsize=2)
def _restored(clause: str, quotes: tuple[tuple[str, ...], ...]) -> str:
    """A clause for people to read, of one without an end the beginning and the end; it is that of all its places."""
    whole = restored(clause, quotes)
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST // 2]}…{whole[-_LONGEST // 2 :]}"


_LONGEST = 4_000
"""Characters of an instruction that are told of each of its steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule understood: the steps, where the clause ended, and the places that the next clause may leave out."""

    steps: tuple[Step, ...]
    end: int
    carried: tuple[Place, ...] | None = None


def bare(place: Place) -> Place:
    """A place without what only one clause says of it (a part, a context)."""
    return replace(place, part="", context=None, sentence=None, row="", column="")
