"""Laws of the pieces that every redline is drawn from."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.comparisons import OLD, edits, random_comparison
from tracker.compare.change_texts import joined
from tracker.model import Change, ChangeSet, Place
from tracker.render.one_sequence import sequence
from tracker.render.sides import Line, Side, lines_of, rows_of, side_of, text_of

TEXTS = st.lists(st.text("甲乙（一）。\n", max_size=12), min_size=1, max_size=3)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    old, new = (tuple(_place(n, text) for n, text in enumerate(draw(TEXTS))) for _ in range(2))
    return Change(kind="modified", old=old, new=new, edits=edits(joined(old), joined(new)))


def _place(number: int, text: str) -> Place:
    return Place(level="article", label=f"第{number}条", path=f"第{number}条", text=text, index=number)


def shown(lines: tuple[Line, ...], side: Side) -> list[str]:
    return ["".join(text_of(piece, side) for piece in line.pieces) for line in lines if line.pieces]


@given(changes())
def test_each_side_of_the_lines_is_its_text(change: Change) -> None:
    lines = lines_of(change)
    assert shown(side_of(lines, "old"), "old") == [line for line in joined(change.old).split("\n") if line]
    assert shown(side_of(lines, "new"), "new") == [line for line in joined(change.new).split("\n") if line]


@given(changes())
def test_rows_hold_every_line_in_order(change: Change) -> None:
    assert tuple(line for row in rows_of(change) for line in row) == lines_of(change)


@given(changes())
def test_every_provision_of_a_group_is_named_once(change: Change) -> None:
    labels = [label for line in lines_of(change) for label in line.labels]
    old = [label.old for label in labels if label.mark == "delete"]
    new = [label.new for label in labels if label.mark == "insert"]
    assert set(old) <= {place.label for place in change.old}
    assert len(old) == len(set(old))
    assert len(new) == len(set(new))


def _sides(comparison: ChangeSet) -> tuple[list[str], list[str]]:
    """Both texts as the sequence of blocks gives them back."""
    old: list[str] = []
    new: list[str] = []
    for block in sequence(comparison.changes):
        if block.way != "arrives":
            old += [place.text for place in block.change.old]
        if block.way != "leaves":
            new += [place.text for place in block.change.new]
    return old, new


@given(st.integers(0, 10_000), st.booleans())
def test_a_sequence_has_both_orders(seed: int, has_index: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    comparison = random_comparison(seed, articles=12)
    if not has_index:
        comparison = ChangeSet(old=OLD, new=OLD, changes=tuple(_without_index(one) for one in comparison.changes))
    places = [place for one in comparison.changes for place in one.old]
    in_order = sorted(places, key=lambda place: place.index or 0) if has_index else places
    old, new = _sides(comparison)
    assert old == [place.text for place in in_order]
    assert new == [place.text for one in comparison.changes for place in one.new]


def _without_index(change: Change) -> Change:
    old, new = (tuple(replace(place, index=None) for place in side) for side in (change.old, change.new))
    return replace(change, old=old, new=new)
