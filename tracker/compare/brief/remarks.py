"""What the reader of a comparison must know first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tracker.compare.align.change_passages import has_cut_table
from tracker.compare.align.unit_links import Linking
from tracker.compare.align.units import Unit
from tracker.compare.redline.common_blocks import LARGEST
from tracker.likeness.subsequence import LONG, likeness
from tracker.model import Sentence

KIN = 0.25
"""Two versions of one measure share at least this part of the smaller text (0 to 1)."""

_NAMED = 5
"""So many labels are named in a remark; the rest are counted."""

_SIDES: Final = {"old": "旧文本", "new": "新文本"}


class Compared(NamedTuple):
    """The two texts of one change, and whether they are one table."""

    old: str
    new: str
    is_table: bool


def remarks_on(linking: Linking, old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Sentence]:
    """The remarks on a comparison, the gravest first."""
    if not old or not new:
        sides = [name for name, units in (("old", old), ("new", new)) if not units]
        yield Sentence(
            f"the {' and the '.join(sides)} text {'has' if len(sides) == 1 else 'have'} no provisions",
            f"{'和'.join(_SIDES[side] for side in sides)}没有条款",
        )
        return
    if kinship(linking, old, new) < KIN:
        yield Sentence("these do not look like versions of one measure", "两份文本看起来不是同一文件的前后版本")
    for name, units in (("old", old), ("new", new)):
        yield from _duplicates(name, units)


def cuts(linking: Linking, old: Sequence[Unit], new: Sequence[Unit], texts: Sequence[Compared]) -> Iterator[Sentence]:
    """Where the comparison was cut short: what would take the square of a text's size stops at a counted bound.

    The bounds are counts of pairs, cells and characters, never seconds: the same texts are cut at the same place on any
    machine. A comparison with such a remark is ``coarse``.
    """
    if linking.entangled:
        yield Sentence(
            f"{linking.entangled} pairs of look-alike provisions were too many to be weighed against one another; "
            "they were paired by likeness and place",
            f"相似条款过多（{linking.entangled}对），未能逐一比较，按相似度和位置配对",
        )
    long = [unit for unit in (*old, *new) if len(unit.canon) > LONG]
    if long:
        yield Sentence(
            f"{len(long)} provisions have more than {LONG} characters; their likeness is estimated from their words",
            f"有{len(long)}个条款超过{LONG}字，其相似度按用词估算",
        )
    changed = [one for one in texts if one.old and one.new and one.old != one.new]
    if tables := sum(has_cut_table(one.old, one.new, table=one.is_table) for one in changed):
        yield Sentence(
            f"tables with too many rows or columns to be weighed against one another: {tables}; "
            "rows that differ may be told as gone and new",
            f"有{tables}个表格行列过多，未能逐一比较，有改动的行可能显示为删去和新增",
        )
    if passages := sum(len(one.old) * len(one.new) > LARGEST for one in changed):
        yield Sentence(
            f"changes too long to be compared character by character throughout: {passages}; "
            "what is struck and written there may be more than what changed",
            f"有{passages}处变更篇幅过长，未能逐字比较，所示删改可能多于实际改动",
        )


def kinship(linking: Linking, old: Sequence[Unit], new: Sequence[Unit]) -> float:
    """The share (0 to 1) of the smaller text that stands in the other one, by the likeness of what was linked."""
    total = min(sum(len(unit.canon) for unit in side) for side in (old, new))
    shared = sum(
        likeness(old[i].canon, new[j].canon) * (len(old[i].canon) + len(new[j].canon)) / 2
        for i, j in linking.heirs.items()
    )
    return min(1.0, shared / max(1, total))


def _duplicates(name: str, units: Sequence[Unit]) -> Iterator[Sentence]:
    paths = Counter(unit.place.path for unit in units if unit.place.level == "article")
    repeated = [path for path, count in paths.items() if count > 1]
    if repeated:
        left = len(repeated) - _NAMED
        more, rest = (f" and {left} more", f"等{len(repeated)}个条号") if left > 0 else ("", "")
        yield Sentence(
            f"in the {name} text more than one article is called {', '.join(repeated[:_NAMED])}{more}",
            f"{_SIDES[name]}中有条号重复：{'、'.join(repeated[:_NAMED])}{rest}",
        )
