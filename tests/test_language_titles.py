"""One rule's title: the keys agree however a title is printed, and never take off words of its subject."""

from __future__ import annotations

import itertools

import pytest

from tracker.language.titles import inner_title, inner_titles, rule_key, same_rule, same_title, title_key

PRINTINGS = (
    "澜亭市养老补贴办法",
    "《澜亭市养老补贴办法》",
    "〈澜亭市养老补贴办法〉",
    "澜亭市 养老补贴\u3000办法",
    "澜亭市养老补贴办法(试行)",
    "澜亭市养老补贴办法（试行）",
    "澜亭市养老补贴办法（暂行）",
    "澜亭市养老补贴暂行办法",
    "澜亭市养老补贴试行办法",
    "澜亭市养老补贴办法（２０２４年修订）",
    "关于印发《澜亭市养老补贴办法》的通知",
    "关于印发〈澜亭市养老补贴办法（试行）〉的通知",
    "《关于印发〈澜亭市养老补贴办法〉的通知》",
    "澜亭市民政局关于印发澜亭市养老补贴办法的通知",
    "澜亭市民政局 澜亭市财政局关于修订印发《澜亭市养老补贴办法》的通知",
)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(PRINTINGS, 2)))
def test_every_printing_of_a_title_names_one_rule(one: str, other: str) -> None:
    assert rule_key(one) == rule_key(other)
    assert same_rule(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("公布栏管理办法", "栏管理办法", False),
        ("发布会管理规定", "会管理规定", False),
        ("政务信息公布办法", "政务信息办法", False),
        ("住宅小区管理办法", "管理办法", False),
        ("澜亭市管理办法", "管理办法", False),
        ("澜亭市消防条例", "云川市消防条例", False),
        ("养老补贴办法", "养老补贴办法实施细则", False),
        ("中华人民共和国刑法", "刑法", True),
        ("关于适用《绿化法》若干问题的解释", "关于适用〈中华人民共和国绿化法〉若干问题的解释", True),
        ("关于适用《绿化法》若干问题的解释（一）", "关于适用《绿化法》若干问题的解释（二）", False),
        ("澜亭市消防条例", "消防条例", True),
        ("澜亭市公布栏管理办法", "公布栏管理办法", True),
        ("澜亭市民政局关于规范养老补贴的规定", "关于规范养老补贴的规定", True),
        ("关于发布《养老指南》的公告", "养老指南", True),
        ("《养老法》实施办法", "养老法实施办法", True),
        ("澜亭市2024年度工作要点", "澜亭市2025年度工作要点", True),
        ("", "", False),
    ],
)
def test_what_may_be_left_out_of_a_title(one: str, other: str, *, same: bool) -> None:
    assert same_rule(one, other) is same
    assert same_rule(other, one) is same


@pytest.mark.parametrize("title", PRINTINGS)
def test_a_key_is_its_own_key(title: str) -> None:
    assert rule_key(rule_key(title)) == rule_key(title)
    assert title_key(title_key(title)) == title_key(title)


def test_one_title_in_other_type_is_the_same_title_and_another_version_is_not() -> None:
    assert same_title("关于印发《甲（试行）》的通知", " 关于印发〈甲(试行)〉的通知")
    assert same_title("二〇二四年第Ａ1号", "二○二四年第a１号")
    assert not same_title("养老补贴办法", "养老补贴暂行办法")


def test_what_a_circular_hands_down() -> None:
    assert inner_title("《关于印发〈甲办法〉的通知》") == "甲办法"
    assert inner_title("公布栏管理办法") == "公布栏管理办法"
    assert inner_titles("关于印发《甲办法》《乙细则》的通知") == ("甲办法", "乙细则")
    assert inner_titles("关于印发《甲办法》、《乙细则》的通知") == ("甲办法", "乙细则")
