"""Which words of a change belong together: 款 and 项 by their words, clauses, rows and cells of tables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measures import measure, of_new, of_old
from tracker.compare import compare
from tracker.compare.align.change_passages import passages
from tracker.model import ChangeSet, Passage

Told = tuple[str | None, str | None, bool]


def told(old: str, new: str, *, table: bool = False) -> list[Told]:
    """The passages as a reader would copy them out: old words, new words, whether moved."""
    return [
        (old[slice(*p.old)] if p.old else None, new[slice(*p.new)] if p.new else None, p.moved)
        for p in passages(old, new, table=table)
    ]


LIST = "奖励标准为：\n（一）国家级示范站30万元；\n（二）市级示范站3万元。"

LINES: dict[str, tuple[str, str, list[Told]]] = {
    "a list in another order": (
        LIST,
        "奖励标准为：\n（一）市级示范站3万元；\n（二）国家级示范站30万元。",
        [
            ("奖励标准为：", "奖励标准为：", False),
            ("（二）市级示范站3万元。", "（一）市级示范站3万元；", True),
            ("（一）国家级示范站30万元；", "（二）国家级示范站30万元。", False),
        ],
    ),
    "an item before the others, and a value that changed": (
        LIST,
        "奖励标准为：\n（一）区级示范站1万元；\n（二）国家级示范站50万元；\n（三）市级示范站3万元。",
        [
            ("奖励标准为：", "奖励标准为：", False),
            (None, "（一）区级示范站1万元；", False),
            ("（一）国家级示范站30万元；", "（二）国家级示范站50万元；", False),
            ("（二）市级示范站3万元。", "（三）市级示范站3万元。", False),
        ],
    ),
    "an item that is gone": (
        LIST,
        "奖励标准为：\n（一）市级示范站3万元。",
        [
            ("奖励标准为：", "奖励标准为：", False),
            ("（一）国家级示范站30万元；", None, False),
            ("（二）市级示范站3万元。", "（一）市级示范站3万元。", False),
        ],
    ),
    "a 款 that was cut in two": (
        "施工单位应当提前公告。占道时间不得超过10日。",
        "施工单位应当提前公告。\n占道时间不得超过15日。",
        [("施工单位应当提前公告。占道时间不得超过10日。", "施工单位应当提前公告。\n占道时间不得超过15日。", False)],
    ),
    "two 款 in another order": (
        "驿站由街道办事处管理。\n驿站应当每日开放八小时。",
        "驿站应当每日开放十小时。\n驿站由街道办事处管理。",
        [
            ("驿站应当每日开放八小时。", "驿站应当每日开放十小时。", False),
            ("驿站由街道办事处管理。", "驿站由街道办事处管理。", True),
        ],
    ),
    "a 款 that was rewritten where it stands": (
        "驿站由街道办事处管理。\n驿站应当公示开放时间和联系电话。",
        "驿站由街道办事处管理。\n开放时间、联系电话由驿站向社会公示。",
        [
            ("驿站由街道办事处管理。", "驿站由街道办事处管理。", False),
            ("驿站应当公示开放时间和联系电话。", "开放时间、联系电话由驿站向社会公示。", False),
        ],
    ),
    "a 款 in the place of another": (
        "驿站由街道办事处管理。\n经费列入年度预算。",
        "驿站由街道办事处管理。\n禁止携带宠物入内。",
        [
            ("驿站由街道办事处管理。", "驿站由街道办事处管理。", False),
            ("经费列入年度预算。", None, False),
            (None, "禁止携带宠物入内。", False),
        ],
    ),
}

CLAUSES: dict[str, tuple[str, str, list[Told]]] = {
    "clauses of parties in another order": (
        "逾期的，对个人处50元罚款，对单位处500元罚款。",
        "逾期的，对单位处500元罚款，对个人处80元罚款。",
        [
            ("逾期的", "逾期的", False),
            ("对单位处500元罚款", "对单位处500元罚款", False),
            ("对个人处50元罚款", "对个人处80元罚款", True),
        ],
    ),
    "duties after one subject": (
        "运营人应当建立台账，公开电话。",
        "运营人应当公开电话，建立台账。",
        [("运营人应当", "运营人应当", False), ("公开电话", "公开电话", False), ("建立台账", "建立台账", True)],
    ),
    "a clause between clauses whose values changed": (
        "东片每亩800元，西片每亩500元。",
        "东片每亩900元，南片每亩800元，西片每亩500元。",
        [
            ("东片每亩800元", "东片每亩900元", False),
            (None, "南片每亩800元", False),
            ("西片每亩500元", "西片每亩500元", False),
        ],
    ),
    "a clause that is gone between others": (
        "初核12日，复核8日，公示5日。",
        "初核8日，公示5日。",
        [("初核12日", "初核8日", False), ("复核8日", None, False), ("公示5日", "公示5日", False)],
    ),
    "values that changed where they stand": (
        "对个人处50元罚款，对单位处500元罚款。",
        "对个人处80元罚款，对单位处800元罚款。",
        [("对个人处50元罚款，对单位处500元罚款。", "对个人处80元罚款，对单位处800元罚款。", False)],
    ),
    "members of a list in another order": (
        "运营人应当检查门锁、清理杂物、登记人数。",
        "运营人应当清理杂物、检查门锁、登记人数。",
        [
            ("运营人应当", "运营人应当", False),
            ("清理杂物", "清理杂物", False),
            ("检查门锁", "检查门锁", True),
            ("登记人数", "登记人数", False),
        ],
    ),
    "a sentence that came among others": (
        "驿站应当每日开放。驿站应当公示电话。",
        "驿站应当每日开放。开放时间不少于八小时。驿站应当公示电话。",
        [
            ("驿站应当每日开放", "驿站应当每日开放", False),
            (None, "开放时间不少于八小时", False),
            ("驿站应当公示电话", "驿站应当公示电话", False),
        ],
    ),
    "a turn that recurs is no clause that moved": (
        "拒不改正的，处五百元罚款，情节严重的，吊销许可证，没收违法所得，责令停业整顿。",
        "情节严重的，予以通报批评并约谈其负责人，拒不改正的，移送公安机关依法处理。",
        [
            (
                "拒不改正的，处五百元罚款，情节严重的，吊销许可证，没收违法所得，责令停业整顿。",
                "情节严重的，予以通报批评并约谈其负责人，拒不改正的，移送公安机关依法处理。",
                False,
            )
        ],
    ),
    "a sentence that was reworded": (
        "运营人应当建立台账，公开电话。",
        "运营人应当建立电子台账，并公开监督电话。",
        [("运营人应当建立台账，公开电话。", "运营人应当建立电子台账，并公开监督电话。", False)],
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_lines_are_paired_by_their_words(name: str) -> None:
    old, new, expected = LINES[name]
    assert told(old, new) == expected


@pytest.mark.parametrize("name", CLAUSES)
def test_clauses_are_paired_where_a_value_could_stray(name: str) -> None:
    old, new, expected = CLAUSES[name]
    assert told(old, new) == expected


# --- tables -----------------------------------------------------------------------------------------------------------


def table(*rows: str) -> str:
    return "\n".join(row.replace(" ", "\t") for row in rows)


def cells(old: str, new: str) -> set[Told]:
    """The passages of a table whose two sides differ or that moved; running numbers do not count."""
    found = passages(old, new, table=True)
    kept = [(p, *one) for p, one in zip(found, told(old, new, table=True), strict=True)]
    return {(a, b, moved) for p, a, b, moved in kept if p.kind != "serial" and (a != b or moved)}


FEES = table("序号 片区 每亩（元） 上限（万元）", "1 东片 800 20", "2 西片 500 16", "3 北片 300 12")
FLOORS = table("层数 每户补贴", "4层 16", "5层 18", "6层 20")
GRADES = table("类别 等级 补助", "驿站 一级 5", "驿站 二级 3", "书屋 一级 4", "书屋 二级 2")
MERGED = table("类别 等级 补助", "驿站 一级 5", " 二级 3", "书屋 一级 4", " 二级 2")

TABLES: dict[str, tuple[str, str, set[Told]]] = {
    "a row before a changed one": (
        FEES,
        table(
            "序号 片区 每亩（元） 上限（万元）", "1 核心区 900 20", "2 东片 850 21", "3 西片 500 16", "4 北片 300 12"
        ),
        {(None, "1\t核心区\t900\t20", False), ("800", "850", False), ("20", "21", False)},
    ),
    "a row in and a row out": (
        FEES,
        table("序号 片区 每亩（元） 上限（万元）", "1 核心区 900 30", "2 东片 800 20", "3 北片 300 12"),
        {(None, "1\t核心区\t900\t30", False), ("2\t西片\t500\t16", None, False)},
    ),
    "rows in another order": (
        FEES,
        table("序号 片区 每亩（元） 上限（万元）", "1 北片 300 12", "2 东片 800 20", "3 西片 500 16"),
        {("北片", "北片", True), ("300", "300", True), ("12", "12", True)},
    ),
    "a new column": (
        FEES,
        table("序号 片区 每亩（元） 备注 上限（万元）", "1 东片 800 试点 20", "2 西片 500 无 16", "3 北片 300 无 12"),
        {(None, "备注", False), (None, "试点", False), (None, "无", False)},
    ),
    "a column that is gone": (
        FEES,
        table("片区 每亩（元） 上限（万元）", "东片 800 20", "西片 500 16", "北片 320 12"),
        {("300", "320", False), ("序号", None, False), ("1", None, False), ("2", None, False), ("3", None, False)},
    ),
    "a column with another heading": (
        FEES,
        table("序号 片区 每亩奖补（元） 上限（万元）", "1 东片 800 20", "2 西片 500 16", "3 北片 300 12"),
        {("每亩（元）", "每亩奖补（元）", False)},
    ),
    "floors with a new lowest one": (
        FLOORS,
        table("层数 每户补贴", "3层 12", "4层 18", "5层 20", "6层 22"),
        {(None, "3层\t12", False), ("16", "18", False), ("18", "20", False), ("20", "22", False)},
    ),
    "rows that two columns name": (
        GRADES,
        table("类别 等级 补助", "驿站 一级 6", "书屋 一级 4", "书屋 二级 2", "书屋 三级 1"),
        {("5", "6", False), ("驿站\t二级\t3", None, False), (None, "书屋\t三级\t1", False)},
    ),
    "a merged cell names the rows below it": (
        MERGED,
        table("类别 等级 补助", "驿站 一级 5", " 二级 3", "书屋 一级 4", " 二级 8"),
        {("2", "8", False)},
    ),
    "a name that was reworded": (
        FEES,
        table("序号 片区 每亩（元） 上限（万元）", "1 东片区 800 20", "2 西片 500 16", "3 北片 300 12"),
        {("东片", "东片区", False)},
    ),
    "a row of sums": (
        table("序号 片区 补助", "1 东片 8", "2 西片 5", "合计  13"),
        table("序号 片区 补助", "1 东片 8", "2 南片 4", "3 西片 6", "合计  18"),
        {(None, "2\t南片\t4", False), ("5", "6", False), ("13", "18", False)},
    ),
    "years name rows": (
        table("年份 补助（万元）", "2021 30", "2022 40", "2023 50"),
        table("年份 补助（万元）", "2022 40", "2023 55", "2024 60"),
        {("2021\t30", None, False), ("50", "55", False), (None, "2024\t60", False)},
    ),
    "columns in another order": (
        table("片区 春季 秋季", "东片 30 50", "西片 10 20"),
        table("片区 秋季 春季", "东片 50 30", "西片 20 15"),
        {("秋季", "秋季", True), ("50", "50", True), ("20", "20", True), ("10", "15", False)},
    ),
    "sums of money with their unit": (
        table("类别 等级 补助", "驿站 一级 500元", "驿站 二级 300元", "书屋 一级 五百元"),
        table("类别 等级 补助", "驿站 一级 600元", "驿站 二级 500元", "书屋 一级 五百元"),
        {("500元", "600元", False), ("300元", "500元", False)},
    ),
    "a line above the heading": (
        table("单位：万元", "片区 补助", "东片 8", "西片 5"),
        table("单位：万元", "片区 补助", "南片 8", "东片 9", "西片 5"),
        {(None, "南片\t8", False), ("8", "9", False)},
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_paired_by_what_names_them_and_cells_by_column(name: str) -> None:
    old, new, expected = TABLES[name]
    assert cells(old, new) == expected
    backwards = {(b, a) for a, b, moved in cells(new, old) if not moved}
    if not any(moved for *_, moved in expected):  # of two that changed places, either can be said to have moved
        assert backwards == {(a, b) for a, b, _ in expected}


# --- laws -------------------------------------------------------------------------------------------------------------

WORDS = [
    "驿站",
    "应当",
    "公示",
    "时间",
    "电话",
    "十日内",
    "奖励",
    "5万元",
    "，",
    "；",
    "。",
    "\n",
    "\t",
    "（一）",
    "对个人",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=24).map("".join)


def spans(found: tuple[Passage, ...], side: int) -> list[tuple[int, int]]:
    return [span for p in found if (span := (p.old, p.new)[side])]


def test_a_table_among_the_lines_of_an_article_is_read_by_rows_and_columns() -> None:
    old = "收费标准如下：\n" + table("路段 日间（元）", "环城路 6", "滨河路 4") + "\n逾期不缴的，应当补缴。"
    new = (
        "收费标准按照下表：\n"
        + table("路段 日间（元） 夜间（元）", "江岸路 8 5", "环城路 7 3", "滨河路 4 2")
        + "\n逾期不缴的，应当补缴。"
    )
    differing = [one for one in told(old, new) if one[0] != one[1]]
    assert [one[:2] for one in differing] == [
        ("收费标准如下：", "收费标准按照下表："),
        (None, "夜间（元）"),
        (None, "江岸路\t8\t5"),
        ("6", "7"),
        (None, "3"),
        (None, "2"),
    ]


@pytest.mark.parametrize("as_table", [False, True])
@given(old=TEXTS, new=TEXTS)
def test_passages_overlap_nowhere_leave_out_marks_only_and_stand_in_the_order_of_the_new_text(
    old: str, new: str, *, as_table: bool
) -> None:
    found = passages(old, new, table=as_table)
    assert spans(found, 1) == sorted(spans(found, 1))
    for side, text in enumerate((old, new)):
        covered = sorted(span for span in spans(found, side) if span[0] < span[1])
        assert all(a[1] <= b[0] for a, b in pairwise(covered))
        left = "".join(c for at, c in enumerate(text) if not any(a <= at < b for a, b in covered))
        assert not left.strip("，。；：\n\t")
    kept = [p.old for p in found if p.old and p.new and not p.moved]
    assert kept == sorted(kept)


@given(TEXTS)
def test_a_text_beside_itself_moves_nothing(text: str) -> None:
    for as_table in (False, True):
        assert all(p.old == p.new and not p.moved for p in passages(text, text, table=as_table))


# --- from one change into another -------------------------------------------------------------------------------------

HOUSES = [
    "为规范社区书屋管理，制定本办法。",
    "书屋补助按照每平方米120元计算。\n设在山区的书屋，补助可以上浮百分之二十。",
    "街道办事处负责公示受助书屋名单。",
    "补助分两次拨付，开放后拨付六成，满一年后拨付四成。",
    "本办法自2024年5月1日起施行。",
]


def test_a_paragraph_that_went_into_another_article_is_told_on_both_sides() -> None:
    first, second = HOUSES[1].split("\n")
    new = [HOUSES[0], first, HOUSES[2], f"{HOUSES[3]}\n{second.replace('二十', '三十')}", HOUSES[4]]
    made = compare(measure(HOUSES), measure(new))
    assert isinstance(made, ChangeSet)
    assert [(fact.old, fact.new) for change in made.changes for fact in change.facts] == [("百分之二十", "百分之三十")]
    left, came = of_old(made, "第二条"), of_new(made, "第四条")
    assert (left.kind, came.kind) == ("modified", "modified")
    (gone,) = [p for p in left.passages if p.elsewhere]
    (here,) = [p for p in came.passages if p.elsewhere]
    assert gone.elsewhere is not None
    assert here.elsewhere is not None
    assert (gone.moved, gone.new, gone.elsewhere.label, gone.elsewhere.text) == (
        True,
        None,
        "第四条",
        "设在山区的书屋，补助可以上浮百分之三十。",
    )
    assert (here.moved, here.old, here.elsewhere.label, here.elsewhere.text) == (True, None, "第二条", second)
    assert made.changes[gone.elsewhere.change] is came


def test_a_longer_part_that_went_next_door_leaves_both_provisions_where_they_are() -> None:
    head, tail = "书屋应当配备灭火器。", "书屋灭火器之间的距离不得超过五十米，每半年检修一次。"
    other = "书屋应当配备还书箱。"

    def moved(joint: str) -> ChangeSet:
        old = [HOUSES[0], head + joint + tail, other, *HOUSES[2:]]
        new = [HOUSES[0], head, other + joint + tail.replace("五十", "四十"), *HOUSES[2:]]
        made = compare(measure(old), measure(new))
        assert isinstance(made, ChangeSet)
        return made

    paragraph = moved("\n")
    assert [of_old(paragraph, label).kind for label in ("第二条", "第三条")] == ["modified", "modified"]
    assert [p.elsewhere.label for p in of_new(paragraph, "第三条").passages if p.elsewhere] == ["第二条"]
    sentence = of_old(moved(""), "第二条")
    assert (sentence.kind, sentence.links) == ("restructured", ((0, 0), (0, 1), (1, 1)))
    assert [(fact.old, fact.new) for fact in sentence.facts] == [("五十米", "四十米")]  # no duty came or went


def test_a_sentence_of_a_split_article_that_now_stands_before_the_rest_is_the_same_sentence() -> None:
    """A ban that became a duty in other words is neither a ban that went nor a duty that is new."""
    old = (
        "集市开办者应当在开市前十日公布摊位分配方案，把抽签的时间、地点和办法告知每位摊主，并在抽签后三日内张贴结果和复核电话，"
        "听取摊主意见。\n"
        "摊主可以查阅摊位分配方案、抽签记录和其他有关材料，除涉及他人身份信息外，集市开办者不得拒绝。"
    )
    new = (
        "开市期间，摊主及其代理人可以按照约定查阅、复制摊位分配方案、抽签记录和其他有关材料，"
        "除涉及他人身份信息、商业秘密或者可能影响集市安全的情形外，集市管理人应当同意。\n"
        "集市开办者应当在开市前二十日公布摊位分配方案，把抽签的时间、地点和办法告知每位摊主，并在抽签后三日内张贴结果和复核电话，"
        "听取摊主意见。"
    )
    both = {
        (old[slice(*p.old)][:6], new[slice(*p.new)][:6]) for p in passages(old, new, sentences=True) if p.old and p.new
    }
    assert both == {("摊主可以查阅", "开市期间，摊"), ("集市开办者应", "集市开办者应")}
    assert not all(p.old and p.new for p in passages(old, new))  # of one article that stays one, more is asked
