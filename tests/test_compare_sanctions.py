"""Sanctions that sound alike and punish other conduct are other rules."""

from __future__ import annotations

import pytest

from tests.measures import article, measure
from tracker.compare import compare
from tracker.compare.align.sanctions import offences
from tracker.model import ChangeSet

TAIL = (
    "由市城管部门责令改正，给予警告，没收违法所得，并处一万元以上五万元以下罚款；情节严重的，责令停业整顿，吊销执照。"
)
DUTIES = (
    "为了规范夜间集市，保护摊主和顾客，制定本办法。",
    "集市开办者应当划定摊位，编号公示，并留出消防通道。",
    "摊主应当亮证经营，在摊位旁摆放垃圾桶。",
    "集市开办者不得向第三方提供摊主的电话和住址。",
    "摊主不得使用没有检定合格标志的电子秤。",
    "集市在每日二十三时前收摊，节日可以延长一小时。",
)
LEAK = "向第三方提供摊主电话和住址的，"
SCALE = "使用没有检定合格标志的电子秤的，"


def compared(old: tuple[str, ...], new: tuple[str, ...]) -> ChangeSet:
    found = compare(*(measure([article(n, text) for n, text in enumerate(texts, 1)]) for texts in (old, new)))
    assert isinstance(found, ChangeSet)
    return found


def pairs(found: ChangeSet) -> set[tuple[str, str]]:
    return {
        ("、".join(place.label or "" for place in one.old), "、".join(place.label or "" for place in one.new))
        for one in found.changes
    }


def test_a_new_sanction_is_no_version_of_one_for_other_conduct() -> None:
    old = (*DUTIES, f"违反本办法第四条规定，{LEAK}{TAIL}")
    new = (
        *DUTIES,
        f"违反本办法第五条规定，{SCALE}{TAIL}",
        "违反本办法第四条规定，泄露摊主电话、住址的，依照个人信息保护的有关法律处理。",
    )
    assert {("", "第七条"), ("第七条", "第八条")} <= pairs(compared(old, new))


def test_conduct_told_in_other_words_is_one_rule_where_the_article_is_the_same() -> None:
    old = (*DUTIES, f"违反本办法第四条规定，{LEAK}{TAIL}")
    new = (*DUTIES, f"违反本办法第四条规定，泄露经营者个人信息的，{TAIL}")
    assert ("第七条", "第七条") in pairs(compared(old, new))


def test_the_article_that_is_broken_may_have_another_number() -> None:
    old = (*DUTIES, f"违反本办法第四条规定，{LEAK}{TAIL}")
    duties = (DUTIES[0], "本办法所称夜间集市，是指在室外临时设立的市场。", *DUTIES[1:])
    new = (*duties, f"违反本办法第五条规定，泄露经营者个人信息的，{TAIL}")
    assert ("第七条", "第八条") in pairs(compared(old, new))


def test_the_same_conduct_is_one_rule_whatever_article_is_named() -> None:
    old = (*DUTIES, f"违反本办法第三条规定，{SCALE}{TAIL}")
    new = (*DUTIES, f"违反本办法第五条规定，{SCALE}{TAIL}")
    assert ("第七条", "第七条") in pairs(compared(old, new))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("违反本办法第四条规定，占用消防通道的，处五百元罚款。", [{(4, 0)}]),
        ("违反本条例第九条第二款、第十一条至第十三条的规定，拒不改正的；", [{(9, 0), (11, 0), (12, 0), (13, 0)}]),
        ("（一）违反本法第三条之一规定，逾期不报的；\n（二）违反本法第八条规定，虚报的。", [{(3, 1)}, {(8, 0)}]),
        ("违反本办法第四条规定，有下列情形之一的，处罚款：\n（一）占道的；", []),
        ("违反本办法规定，占用消防通道的，处五百元罚款。", []),
        ("违反《消防法》第六十条规定，占用消防通道的，依法处罚。", []),
    ],
)
def test_what_a_sanction_punishes(text: str, cited: list[set[tuple[int, int]]]) -> None:
    assert [set(one.cited) for one in offences(text)] == cited
