"""Titles that two texts name, and lines that grew: neither makes or unmakes a pair."""

from __future__ import annotations

import pytest

from tests.measures import article, measure
from tracker.compare import compare
from tracker.compare.align.change_passages import passages
from tracker.model import ChangeSet, Fact
from tracker.render.titles import direction_name

OLD_PREAMBLE = "《云岭区老旧管网改造若干措施（试行）》已经区政府第12次常务会议审议通过，现予印发，请遵照执行。"
NEW_PREAMBLE = "《云岭区供水管网更新若干措施》已经区政府第31次常务会议审议通过，现予印发，请遵照执行。"
OLD_END = "本措施自印发之日起施行，有效期2年。"
NEW_END = (
    "本措施自印发之日起施行，有效期3年。《云岭区人民政府办公室关于印发〈云岭区老旧管网改造若干措施（试行）〉的通知》"
    "（云政办发〔2022〕18号）同时废止。"
)


def test_a_title_that_both_name_is_no_sign_that_text_went_there() -> None:
    middle = "管网更新所需资金由区财政统筹安排，施工单位应当在夜间作业。"
    sides = (
        measure([article(1, preamble), article(2, middle), article(3, end)])
        for preamble, end in ((OLD_PREAMBLE, OLD_END), (NEW_PREAMBLE, NEW_END))
    )
    comparison = compare(*sides)
    assert isinstance(comparison, ChangeSet)
    assert {change.kind for change in comparison.changes} == {"unchanged", "modified"}


def test_a_line_that_grew_by_a_sentence_is_the_same_line() -> None:
    old, new = (f"施行日期\n{end}" for end in (OLD_END, NEW_END))
    pairs = [(passage.old, passage.new) for passage in passages(old, new)]
    assert all(ours is not None for ours, _ in pairs if _ is not None and _[0] <= len("施行日期\n"))
    assert not any(theirs is None for _, theirs in pairs)


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        (Fact(type="duration", old="每半年", new="每季度", direction="down"), "↓ 更频繁"),
        (Fact(type="duration", old="每月", new="每季度", direction="up"), "↑ 更稀疏"),
        (Fact(type="duration", old="三年", new="二年", direction="down"), "↓ 缩短"),
        (
            Fact(type="percentage", old="2倍", new="3倍", old_value=2, new_value=3, direction="up"),
            "↑ 提高 +50%",
        ),
    ],
)
def test_a_direction_has_the_word_of_its_kind(fact: Fact, name: str) -> None:
    assert direction_name(fact, "zh") == name
