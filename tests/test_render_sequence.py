"""A tracked document is one sequence that holds both orders: what stays, what leaves and what arrives."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.comparisons import change, edits, place
from tracker.compare.change_texts import edits_of
from tracker.model import Change, Place
from tracker.render.one_sequence import sequence

TEXTS = (
    "市场主体应当按月报送数据。",
    "巡查人员发现绿地受损的应当及时报告。",
    "违反前款规定的处二百元罚款。",
    "本办法自印发之日起施行。",
    "养护费用由市财政承担。",
)


def group(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> Change:
    """A change of provisions that stand at these places of each text."""
    sides = [[place(f"第{at}条", text, index=at) for at, text in side] for side in (old, new)]
    whole = ["\n".join(one.text for one in side) for side in sides]
    kind = "modified" if old and new else "inserted" if new else "deleted"
    return change(*sides, kind=kind, edits=edits(*whole))


def sides(changes: Sequence[Change]) -> tuple[list[str], list[str]]:
    """What the sequence reads when all is rejected, and when all is accepted."""
    before: list[str] = []
    after: list[str] = []
    for block in sequence(changes):
        if block.way in {"stays", "leaves"}:
            before += [one.text for one in block.change.old]
        if block.way in {"stays", "arrives"}:
            after += [one.text for one in block.change.new]
    return before, after


def in_order(places: Sequence[Place]) -> list[str]:
    return [one.text for one in sorted(places, key=lambda one: one.index or 0)]


A, B, C, D, E = TEXTS


@pytest.mark.parametrize(
    "changes",
    [
        [group([(0, A)], [(0, A)]), group([(1, B)], [(1, B)])],
        [group([(1, B)], [(0, B)]), group([(0, A)], [(1, A)])],
        [group([(0, A), (2, C)], [(0, A + C)]), group([(1, B)], [(1, B)])],
        [group([(0, A + C)], [(0, A), (2, C)]), group([(1, B)], [(1, B)])],
        [group([(0, A), (2, C)], [(0, C), (2, A)]), group([(1, B)], [(1, B)])],
        [group([(0, A), (2, C), (4, E)], [(1, C), (3, D)]), group([(1, B)], [(0, B)]), group([(3, D)], [(2, E)])],
        [group([(0, A), (2, C)], [(0, D), (2, E)]), group([(1, B)], [(1, B)])],
        [group([(0, "甲"), (2, "乙")], [(0, "丙"), (2, "丁")]), group([(1, B)], [(1, B)])],
    ],
    ids=["kept", "exchanged", "merged", "split", "crossed", "three and two", "other texts", "short texts"],
)
def test_rejected_it_reads_as_the_old_text_and_accepted_as_the_new(changes: list[Change]) -> None:
    before, after = sides(changes)
    assert before == in_order([one for each in changes for one in each.old])
    assert after == in_order([one for each in changes for one in each.new])


@pytest.mark.parametrize("seed", range(30))
def test_whatever_the_groups_both_orders_are_kept(seed: int) -> None:
    chance = random.Random(seed)
    olds = [(at, "".join(chance.choices(TEXTS, k=2))) for at in range(7)]
    news = [(at, chance.choice(olds)[1] if chance.random() < 0.6 else chance.choice(TEXTS)) for at in range(6)]
    old_places, new_places = chance.sample(olds, 7), chance.sample(news, 6)
    changes = []
    while old_places or new_places:
        some_old = sorted(old_places.pop() for _ in range(min(len(old_places), chance.randint(0, 3))))
        some_new = sorted(new_places.pop() for _ in range(min(len(new_places), chance.randint(0, 3))))
        changes += [group(some_old, some_new)] if some_old or some_new else []
    changes.sort(key=lambda one: (one.new[0].index or 0) if one.new else 99)
    assert sides(changes) == ([text for _, text in olds], [text for _, text in news])


def test_of_a_group_taken_apart_the_parts_that_share_most_are_redlined() -> None:
    blocks = list(sequence([group([(0, A), (2, C)], [(0, A[:-1] + "及报表。"), (2, E)]), group([(1, B)], [(1, B)])]))
    stays = [block.change for block in blocks if block.way == "stays"]
    assert (stays[0].old[0].text, stays[0].new[0].text) == (A, A[:-1] + "及报表。")
    told = "".join(edit.new for edit in edits_of(stays[0]))
    assert told == A[:-1] + "及报表。"
    assert {(block.way, block.change.kind) for block in blocks} >= {("leaves", "deleted"), ("arrives", "inserted")}


def test_what_moves_is_numbered_on_both_sides() -> None:
    blocks = list(sequence([group([(1, B)], [(0, B)]), group([(0, A)], [(1, A)])]))
    moves = [(block.way, block.move) for block in blocks if block.way != "stays"]
    assert sorted(moves) == [("arrives", 1), ("leaves", 1)]
    assert sum(block.way == "stays" for block in blocks) == 1
