"""Facts of papers and procedures: what an office gives, takes or must be shown, where another stands for it now.

A sentence can be rewritten around such a name, so that no edit has it alone: 发给批准文件 → 当场签署承诺书.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tracker.compare.facts.edited_stretches import NOWHERE, Region, Stretch
from tracker.language.name_borders import GIVES, PAPER
from tracker.language.patterns import regex
from tracker.model import Fact, Span

_NAMED: Final = regex(
    rf"(?:{GIVES}|(?<![支保坚维主扶])持(?![有续股久])|凭(?!借))"
    "(?:下列|以下|上述|有关|相关|规定的|必要的)*+(?!撤销)"
    rf"(?P<name>(?:(?![时应持凭向])[\u4e00-\u9fff、]){{1,15}}?(?:{PAPER}))(?=[，。；：\n向到及或和与]|\Z)"
)
_ENDS: Final = "。\n"


def paper_facts(old: str, new: str, read: Sequence[Region]) -> Iterator[Fact]:
    """The one paper of a passage that is gone with the one that came, where the passage has just these."""
    for region in read:
        if region.has_words and region.spans and region.spans[0].old_start != NOWHERE:
            yield from _of_passage(old, new, region.spans[0], region.spans[-1])


def _of_passage(old: str, new: str, first: Stretch, last: Stretch) -> Iterator[Fact]:
    """The fact of a passage between its first and its last edit, if it is one."""
    ours = _papers(old, _sentences(old, first.old_start, last.old_end))
    theirs = _papers(new, _sentences(new, first.new_start, last.new_end))
    gone = [name for name in ours if not _among(name, theirs)]
    came = [name for name in theirs if not _among(name, ours)]
    if len(gone) == len(came) == 1 and gone[0] not in came[0] and came[0] not in gone[0]:
        yield Fact(type="term", old=gone[0], new=came[0], at=(ours[gone[0]], theirs[came[0]]))


def _among(name: str, others: Iterable[str]) -> bool:
    """Whether a paper, or one of a list of them, is among others, by its name or the end of that.

    行业许可证 is a 特种行业许可证; 结婚证 is one of 结婚证、离婚证.
    """
    members = set(name.split("、"))
    return any(name.endswith(one) or one.endswith(name) or members & set(one.split("、")) for one in others)


def _sentences(text: str, start: int, end: int) -> Span:
    """The whole sentences of a stretch."""
    begun = max(text.rfind(mark, 0, max(0, start)) for mark in _ENDS) + 1
    ends = [found for mark in _ENDS if (found := text.find(mark, max(start, end - 1))) >= 0]
    return begun, min(ends, default=len(text))


def _papers(text: str, span: Span) -> dict[str, int]:
    """What is given, taken or shown in a stretch, by its name, and where it stands first."""
    found: dict[str, int] = {}
    for match in _NAMED.finditer(text, *span):
        found.setdefault(match["name"], match.start("name"))
    return found
