from __future__ import annotations

from dataclasses import replace

import pytest

from tests.measures import article, measure
from tracker.compare import compare
from tracker.compare.facts.editorial import is_editorial
from tracker.compare.facts.fact_changes import find_facts
from tracker.compare.facts.modality import modals
from tracker.compare.facts.quantity_reading import quantities
from tracker.compare.facts.reference_reading import references
from tracker.compare.facts.replacements import recurring_terms, terms_among
from tracker.compare.redline.edits import group_redline, redline
from tracker.model import Change, ChangeSet, Fact


def facts(old: str, new: str) -> list[Fact]:
    """The facts without their places, which have a test of their own."""
    return [replace(fact, at=(None, None), subject="") for fact in find_facts(old, new, redline(old, new))]


def told(old: str, new: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(fact.type, fact.old, fact.new, fact.direction) for fact in facts(old, new)]


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "at", "subject"),
    [
        ("单户贴息不超过50万元。", "单户贴息不超过80万元。", (7, 7), "单户贴息"),
        ("逾期的，处五千元罚款。", "逾期的，处一万元罚款。", (5, 5), "罚款"),
        ("处五千元以上三万元以下罚款。", "处五千元以上五万元以下罚款。", (6, 6), "罚款"),
        ("（一）经办银行可以报送。", "（一）经办银行应当报送。", (7, 7), "经办银行"),
        ("申请人补正。", "申请人补正，补正期限为十日。", (None, 11), "补正期限"),
        ("受理期限为五日。材料可以补正。", "材料可以补正。", (5, None), "受理期限"),
        ("房源为50,001元至90,000元的。", "房源为50,001元至95,000元的。", (11, 11), "房源"),
    ],
)
def test_a_fact_knows_its_place_and_what_it_is_about(
    old: str, new: str, at: tuple[int | None, int | None], subject: str
) -> None:
    (fact,) = find_facts(old, new, redline(old, new))
    assert (fact.at, fact.subject) == (at, subject)


def test_a_change_that_stands_twice_is_two_facts() -> None:
    old = "贴息不超过50万元。奖励标准另行制定，不超过50万元。"
    new = old.replace("50", "80")
    assert [fact.at for fact in find_facts(old, new, redline(old, new))] == [(5, 5), (22, 22)]


def test_a_name_is_printed_as_each_text_prints_it() -> None:
    (fact,) = find_facts(
        "由乡(镇)民政局受理。", "由乡（镇）司法局受理。", redline("由乡(镇)民政局受理。", "由乡（镇）司法局受理。")
    )
    assert (fact.old, fact.new) == ("民政局", "司法局")


# --- quantities -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("1亿元", "amount", 100_000_000, "CNY"),
        ("一千万元", "amount", 10_000_000, "CNY"),
        ("1,000 万元", "amount", 10_000_000, "CNY"),
        ("0.5亿元", "amount", 50_000_000, "CNY"),
        ("五千元", "amount", 5_000, "CNY"),
        ("３００万元", "amount", 3_000_000, "CNY"),
        ("20万美元", "amount", 200_000, "USD"),
        ("30%", "percentage", 0.3, None),
        ("２.5％", "percentage", 0.025, None),
        ("5‰", "percentage", 0.005, None),
        ("百分之三十", "percentage", 0.3, None),
        ("百分之五点五", "percentage", 0.055, None),
        ("千分之五", "percentage", 0.005, None),
        ("三分之二", "percentage", 2 / 3, None),
        ("10个百分点", "percentage", 0.1, None),
        ("150BP", "percentage", 0.015, None),
        ("五倍", "percentage", 5, None),
        ("10个工作日", "duration", 10, "workday"),
        ("三年", "duration", 3, "year"),
        ("两年", "duration", 2, "year"),
        ("六个月", "duration", 6, "month"),
        ("十五日", "duration", 15, "day"),
        ("二十四小时", "duration", 24, "hour"),
        ("半年", "duration", 0.5, "year"),
        ("一年半", "duration", 1.5, "year"),
        ("2025年1月1日", "date", "2025-01-01", None),
        ("二〇二五年十二月", "date", "2025-12", None),
        ("2025年", "date", "2025", None),
        ("2012年12月31日", "date", "2012-12-31", None),
        ("4月底", "date", None, None),
        ("三百人", "count", 300, "人"),
        ("三成", "percentage", 0.3, None),
        ("1/4", "percentage", 0.25, None),
        ("一半", "percentage", 0.5, None),
        ("贰仟伍佰万元", "amount", 25_000_000, "CNY"),
        ("3个会计年度", "duration", 3, "year"),
        ("2个季度", "duration", 2, "quarter"),
        ("一个半月", "duration", 1.5, "month"),
        ("一年六个月", "duration", 18, "month"),
        ("五角", "amount", 0.5, "CNY"),
        ("玖元捌角", "amount", 9.8, "CNY"),
        ("三元五角五分", "amount", 3.55, "CNY"),
        ("2024-06-01", "date", "2024-06-01", None),
        ("2024.5.1", "date", "2024-05-01", None),
        ("2024/12/31", "date", "2024-12-31", None),
        ("每月10日", "date", None, None),
        ("次年1月31日", "date", None, None),
        ("15m²", "count", 15, "平方米"),
        ("20kg", "count", 20, "公斤"),
        ("-10℃", "count", -10, "℃"),
        ("半数", "percentage", 0.5, None),
    ],
)
def test_quantities_have_base_values(text: str, kind: str, value: float | str | None, unit: str | None) -> None:
    (quantity,) = quantities(f"应当为{text}。")
    assert (quantity.text, quantity.type, quantity.unit) == (text, kind, unit)
    assert quantity.value == pytest.approx(value) if isinstance(value, float) else quantity.value == value


def test_both_bounds_of_a_range_are_quantities() -> None:
    assert [q.value for q in quantities("处五千元以上五万元以下罚款")] == [5_000, 50_000]
    assert [q.value for q in quantities("处10至20万元罚款")] == [100_000, 200_000]
    assert [q.value for q in quantities("处五千以上一万元以下罚款")] == [5_000, 10_000]
    assert [(q.value, q.unit) for q in quantities("处三至五年有期徒刑")] == [(3, "year"), (5, "year")]


def test_the_lower_bound_of_a_range_borrows_the_sign() -> None:
    assert [q.value for q in quantities("按1-3%给予补助")] == [0.01, 0.03]


def test_a_sum_may_leave_its_unit_out_where_money_is_spoken_of() -> None:
    assert [(q.value, q.unit) for q in quantities("补贴金额不超过30万，")] == [(300_000, "CNY")]
    assert quantities("服务居民超过30万，") == []


@pytest.mark.parametrize("text", ["按规定完成", "三成员单位", "上一年度", "2024/13/31", "2024.5.10.1", "上午8:30受理"])
def test_no_tenths_no_period_no_ratio(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "长三角地区",
        "三角形",
        "一年期贷款",
        "七天期回购",
        "“三个推进”",
        "依照第三条办理",
        "统一个人信息",
        "第一年",
        "同一个项目",
        "上一级机关",
        "一次性补贴",
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert quantities(text) == []


# --- values -----------------------------------------------------------------------------------------------------------


def test_a_raised_amount() -> None:
    assert facts("单户贷款不超过500万元。", "单户贷款不超过 0.1 亿元。") == [
        Fact(
            type="amount",
            old="500万元",
            new="0.1 亿元",
            old_value=5_000_000,
            new_value=10_000_000,
            unit="CNY",
            direction="up",
        )
    ]


def test_the_same_value_in_other_words_is_no_fact() -> None:
    assert told("补贴30%。", "补贴百分之三十。") == []
    assert told("不超过1000万元。", "不超过一千万元。") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("备案有效期1年半。", "备案有效期18个月。"),
        ("每辆次0.5元。", "每辆次五角。"),
        ("补助200万元。", "补助二百万元。"),
        ("达到60%。", "达到百分之六十。"),
        ("2024年5月1日前备案。", "2024.5.1前备案。"),
        ("面积不少于15平方米。", "面积不少于15㎡。"),
        ("两周内答复。", "14日内答复。"),
    ],
)
def test_an_equal_value_in_another_notation_is_no_change(old: str, new: str) -> None:
    assert told(old, new) == []


def test_a_month_is_no_number_of_days() -> None:
    assert told("应当在一个月内答复。", "应当在三十日内答复。") == [("duration", "一个月", "三十日", None)]
    assert told("应当在三个月内答复。", "应当在六十日内答复。") == [("duration", "三个月", "六十日", "down")]


def test_a_range_of_years_is_no_period() -> None:
    old, new = "按近三年（2021—2023年）平均数计算。", "按近三年（2022—2024年）平均数计算。"
    assert told(old, new) == [("date", "2021", "2022", None), ("date", "2023年", "2024年", None)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (  # the order of the parties changed
            "对个人处200元罚款，对单位处2000元罚款。",
            "对单位处2000元罚款，对个人处500元罚款。",
            [("200元", "500元")],
        ),
        (  # another place was put between
            "主城区每个站点5000元，远郊区每个站点3000元。",
            "主城区每个站点6000元，近郊区每个站点5000元，远郊区每个站点3000元。",
            [("5000元", "6000元"), (None, "5000元")],
        ),
        (  # a stage is gone
            "首审期限15个工作日，再审期限10个工作日，公告期限5个工作日。",
            "首审期限10个工作日，公告期限5个工作日。",
            [("15个工作日", "10个工作日"), ("10个工作日", None)],
        ),
        (  # another rank came before
            "一级企业奖励50万元；二级企业奖励20万元。",
            "特级企业奖励100万元；一级企业奖励50万元；二级企业奖励30万元。",
            [(None, "100万元"), ("20万元", "30万元")],
        ),
        ("对个人处200元罚款。", "对单位处2000元罚款。", [("200元", None), (None, "2000元")]),
        (
            "受理后10日内审核，审核后5日内公示。",
            "受理后5日内审核，复核后10日内备案，审核后3日内公示。",
            [("10日", "5日"), (None, "10日"), ("5日", "3日")],
        ),
        (  # each bound of each grade is its own
            "逾期不改的，处一万元以上五万元以下罚款；情节严重的，处五万元以上十万元以下罚款。",
            "逾期不改的，处五万元以上十万元以下罚款；情节严重的，处十万元以上五十万元以下罚款。",
            [("一万元", "五万元"), ("五万元", "十万元"), ("五万元", "十万元"), ("十万元", "五十万元")],
        ),
    ],
)
def test_values_belong_to_the_party_the_place_or_the_stage_before_them(
    old: str, new: str, expected: list[tuple[str | None, str | None]]
) -> None:
    values = [
        (kind, before, after) for kind, before, after, _ in told(old, new) if kind not in {"term", "organisation"}
    ]
    assert sorted((f[1:] for f in values), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "出资额占资本百分之五十以上的股东。",
            "出资额占资本超过百分之五十的股东。",
            ("percentage", "百分之五十以上", "超过百分之五十"),
        ),
        ("利用率≥80%的泊位。", "利用率>80%的泊位。", ("percentage", "≥80%", ">80%")),
        ("利用率≥80%的泊位。", "利用率≤80%的泊位。", ("term", "≥", "≤")),
        ("年龄不超过45岁的人员。", "年龄低于45岁的人员。", ("count", "不超过45岁", "低于45岁")),
        ("室温不低于-10℃。", "室温不低于10℃。", ("count", "-10℃", "10℃")),
    ],
)
def test_a_bound_that_moves_is_a_fact(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert [fact[:3] for fact in told(old, new)] == [expected]


def test_a_bound_of_one_counts() -> None:
    assert told("申请人提交材料。", "申请人至少提交一次材料。") == [("count", None, "一次", None)]
    assert told("申请人提交材料。", "申请人提交一次材料。") == []


def test_bounds_are_paired_with_their_heirs() -> None:
    old, new = "逾期不改的，处五千元以上三万元以下罚款。", "逾期不改的，处一万元以上十万元以下罚款。"
    assert told(old, new) == [("amount", "五千元", "一万元", "up"), ("amount", "三万元", "十万元", "up")]


def test_values_are_paired_by_their_context_and_not_by_their_order() -> None:
    old = "补贴上限为20万元，利率上浮不超过2%。"
    new = "利率上浮不超过3%，补贴上限为30万元。"
    assert set(told(old, new)) == {("percentage", "2%", "3%", "up"), ("amount", "20万元", "30万元", "up")}


def test_periods_of_different_units_are_compared_by_length() -> None:
    assert told("应当在六个月内完成。", "应当在一年内完成。") == [("duration", "六个月", "一年", "up")]


def test_a_value_that_comes_or_goes_has_one_side_and_no_direction() -> None:
    old = "申请人可以补正。"
    new = "申请人可以补正，补正期限为十日。"
    assert told(old, new) == [("duration", None, "十日", None)]
    assert told(new, old) == [("duration", "十日", None, None)]


def test_a_value_that_moved_with_its_sentence_is_no_fact() -> None:
    old = "受理机关十日内答复。材料应当齐全，并加盖申请单位公章。"
    new = "材料应当齐全，并加盖申请单位公章。受理机关十日内答复。"
    assert told(old, new) == []


def test_a_value_alone_in_its_edit_is_paired_whatever_is_around_it() -> None:
    old, new = "自公告之日起满三个月，视为送达。", "自公告之日起，经过六十日，视为送达。"
    assert told(old, new) == [("duration", "三个月", "六十日", "down")]


def test_equal_contexts_are_told_apart_by_the_edit() -> None:
    old = "甲类不超过100万元，乙类不超过200万元，丙类不超过300万元。"
    new = "甲类不超过200万元，乙类不超过300万元，丙类不超过500万元。"
    assert [(fact.old, fact.new) for fact in facts(old, new)] == [
        ("100万元", "200万元"),
        ("200万元", "300万元"),
        ("300万元", "500万元"),
    ]


def test_values_that_moved_to_another_article_are_no_facts() -> None:
    moving = "逾期超过三十日的，视为放弃"
    olds = [f"企业可以申请补贴。{moving}。", "补贴由财政部门在审核后按照规定的标准和程序及时拨付。"]
    news = ["企业可以申请补贴。", f"补贴由财政部门在审核后按照规定的标准和程序及时拨付。{moving}。"]
    edits = group_redline(olds, news, old_labels=["第三条", "第四条"], new_labels=["第三条", "第四条"])
    assert find_facts("\n".join(olds), "\n".join(news), edits) == ()


def test_dates_have_no_direction() -> None:
    assert told("自2021年3月1日起施行。", "自2025年7月1日起施行。") == [("date", "2021年3月1日", "2025年7月1日", None)]


def test_a_side_that_is_empty_has_no_facts() -> None:
    assert facts("", "处一万元罚款。") == []
    assert facts("处一万元罚款。", "") == []


def test_how_a_whole_is_divided() -> None:
    assert told("由甲方和乙方按4:6的比例承担。", "由甲方和乙方按5:5的比例承担。") == [
        ("percentage", "4:6", "5:5", None)
    ]


def test_one_thing_becomes_several() -> None:
    assert told("企业可享受一次补贴。", "企业可享受三次补贴。") == [("count", "一次", "三次", "up")]
    assert not [fact for fact in facts("对企业给予补贴。", "对一家企业给予补贴。") if fact.type == "count"]


def test_a_value_that_goes_to_the_other_side_of_its_words_is_paired() -> None:
    old, new = "对企业给予一次性奖励10万元。", "对企业给予最高不超过20万元的一次性奖励。"
    assert told(old, new) == [("amount", "10万元", "20万元", "up")]


def test_a_value_that_was_the_upper_bound_and_is_the_lower_one_has_changed() -> None:
    old, new = "处一万元以上五万元以下罚款。", "处五万元以上十万元以下罚款。"
    assert told(old, new) == [("amount", "一万元", "五万元", "up"), ("amount", "五万元", "十万元", "up")]
    assert told("补贴1%—3%。", "补贴3%—5%。") == [("percentage", "1%", "3%", "up"), ("percentage", "3%", "5%", "up")]


def test_an_upper_bound_is_the_heir_of_an_upper_bound() -> None:
    old, new = "处十万元以上五十万元以下罚款。", "处二十万元以下罚款。"
    assert ("amount", "五十万元", "二十万元", "down") in told(old, new)


def test_numbers_in_a_table_have_the_unit_of_their_column() -> None:
    old = "档次\t补贴上限（万元）\t比例（%）\n一档\t20\t1\n二档\t50-80\t2"
    new = "档次\t补贴上限（万元）\t比例（%）\n一档\t30\t1\n二档\t50-90\t3"
    assert [(f.type, f.old, f.new, f.old_value, f.new_value) for f in facts(old, new)] == [
        ("amount", "20", "30", 200_000, 300_000),
        ("amount", "80", "90", 800_000, 900_000),
        ("percentage", "2", "3", 0.02, 0.03),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("补偿比例不超过30%。", "补偿比例不低于30%。", ("不超过", "不低于")),
        ("营业收入500万元以上的。", "营业收入500万元以下的。", ("以上", "以下")),
        ("贷款1000万元以下（含）的。", "贷款1000万元以下（不含）的。", ("含", "不含")),
    ],
)
def test_a_limit_that_is_turned_around(old: str, new: str, expected: tuple[str, str]) -> None:
    assert told(old, new) == [("term", *expected, None)]


def test_limits_of_one_kind_and_names_with_such_words_are_no_facts() -> None:
    assert told("补贴不超过5万元。", "补贴不高于5万元。") == []
    assert told("参照最低工资标准。", "参照最高工资标准。") != [("term", "最低", "最高", None)]


# --- duties -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("必要时应当委托评估。", "必要时可委托评估。", ("modality", "应当", "可", "looser")),
        ("企业可以报送年报。", "企业应当报送年报。", ("modality", "可以", "应当", "stricter")),
        ("工作人员有权查验证件。", "工作人员可以查验证件。", ("modality", "有权", "可以", None)),
        ("企业报送年报。", "企业应当报送年报。", ("modality", None, "应当", "stricter")),
        ("企业不得转让资格。", "企业转让资格。", ("modality", "不得", None, "looser")),
        ("可以并处罚款。", "并处罚款。", ("modality", "可以", None, "stricter")),
        ("银行可以收费。", "银行不可以收费。", ("modality", "可以", "不可以", "stricter")),
        ("企业须提供担保。", "企业无需提供担保。", ("modality", "须", "无需", "looser")),
        ("企业需提供担保。", "企业可提供担保。", ("modality", "需", "可", "looser")),
        ("应当由申请人直接提出。", "申请人可以直接提出。", ("modality", "应当", "可以", "looser")),
    ],
)
def test_duties_and_permissions(old: str, new: str, expected: tuple[str, str | None, str | None, str | None]) -> None:
    assert told(old, new) == [expected]


def test_characters_that_belong_to_another_word_are_no_duty() -> None:
    assert [m.text for m in modals("相应的应急预案可靠，供应商许可证必须有效")] == ["必须"]
    assert modals("可操作、可复制的方案，所需资金，应收账款，资金需求") == []
    assert modals("房屋所有权，享有权利，有权机关") == []
    assert [m.text for m in modals("资金可用于周转，可分期偿还，银行应收取保证金")] == ["可", "可", "应"]
    assert [m.text for m in modals("为鼓励创新，加大支持力度，享受政策支持的，国家支持其发展")] == ["支持"]


# --- references -------------------------------------------------------------------------------------------------------


def test_listed_provisions_are_paired_one_by_one() -> None:
    old = "依照甲乙法第八条、第十一条的规定处理。"
    new = "依照丙丁典第十八条、第二十一条的规定处理。"
    assert told(old, new) == [
        ("reference", "甲乙法第八条", "丙丁典第十八条", None),
        ("reference", "第十一条", "第二十一条", None),
    ]


def test_a_shortened_list_is_one_fact() -> None:
    assert told("符合前款第二项、第三项规定的", "符合前款第二项规定的") == [
        ("reference", "前款第二项、第三项", "前款第二项", None)
    ]


def test_another_act_in_the_legal_basis() -> None:
    assert told("根据《供水条例》，制定本办法。", "根据《城市供水条例》，制定本办法。") == [
        ("reference", "《供水条例》", "《城市供水条例》", None)
    ]


def test_a_reference_becomes_one_into_the_same_act() -> None:
    old = "依照公司法第十四条的规定办理。"
    new = "依照民法典第七十条、公司法第十三条的规定办理。"
    assert ("reference", "公司法第十四条", "公司法第十三条", None) in told(old, new)


def test_another_document_of_the_same_title() -> None:
    old, new = "《贴息办法》（云高管〔2020〕5号）", "《贴息办法》（云高管〔2024〕9号）"
    assert told(old, new) == [("reference", "云高管〔2020〕5号", "云高管〔2024〕9号", None)]


def test_the_law_belongs_to_its_reference() -> None:
    assert [r.text for r in references("除依照招标法第三条第二款办理外")] == ["招标法第三条第二款"]
    assert [r.text for r in references("企业未履行本办法第三条的义务")] == ["本办法第三条"]


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("由市财政审计局负责解释。", "由市财政国资局负责解释。", ("organisation", "市财政审计局", "市财政国资局")),
        ("报市卫生行政部门备案。", "报市卫生健康部门备案。", ("organisation", "市卫生行政部门", "市卫生健康部门")),
        (
            "会同食品药品监管、农业等部门。",
            "会同食品安全监管、农业等部门。",
            ("organisation", "食品药品监管", "食品安全监管"),
        ),
        ("提交下列证明材料：", "提交下列书面材料：", ("term", "证明材料", "书面材料")),
        ("依法给予行政处分。", "依法给予处分。", ("term", "行政处分", "处分")),
        ("保障公民的权利。", "保障个人的权利。", ("term", "公民", "个人")),
        ("保护市场主体的权益。", "保护经营主体的权益。", ("term", "市场主体", "经营主体")),
        ("必须遵守市民航局的规定。", "必须遵守市民航主管部门的规定。", ("organisation", "市民航局", "市民航主管部门")),
        (
            "由云岭经济技术开发区财政审计局拨付。",
            "由云岭经济技术开发区财政国资局拨付。",
            ("organisation", "云岭经济技术开发区财政审计局", "云岭经济技术开发区财政国资局"),
        ),
        ("与本解释不一致的，以本解释为准。", "与本规定不一致的，以本规定为准。", ("term", "解释", "规定")),
    ],
)
def test_names_are_whole_words(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert [(fact.type, fact.old, fact.new) for fact in facts(old, new)] == [expected]


def test_two_names_parted_by_the_copula_are_told_apart() -> None:
    old, new = "区财政金融局是专项资金的主管部门。", "区财政国资局是贴补资金的主管部门。"
    assert told(old, new) == [
        ("organisation", "区财政金融局", "区财政国资局", None),
        ("term", "专项资金", "贴补资金", None),
    ]


def test_a_name_after_what_begins_anew_is_found() -> None:
    old, new = "（三）公示结果。\n区经济发展局核实规模。", "（三）公示结果；\n（四）会同区产业发展局核实规模。"
    assert ("organisation", "区经济发展局", "区产业发展局", None) in told(old, new)


def test_an_office_that_joins_another_is_not_its_new_name() -> None:
    assert told("由区金融局负责解释。", "由区财政局会同区金融局负责解释。") == []


def test_a_verb_put_before_a_name_gives_it_no_other() -> None:
    assert told("本市建立信用平台。", "本市建立健全信用平台。") == []


def test_a_longer_list_gives_nothing_another_name() -> None:
    assert told("做好预防工作。", "做好预防与准备工作。") == []


def test_a_replacement_throughout_the_text_is_counted_once() -> None:
    pairs = [
        (f"{where}道路管理机构{what}。", f"{where}交通主管部门{what}。")
        for where, what in (("由", "受理"), ("由县级", "审批"), ("报", "备案"), ("向", "申请"))
    ]
    assert recurring_terms(pairs)[0] == ("道路管理机构", "交通主管部门", 4)


def test_what_is_replaced_only_once_does_not_recur() -> None:
    assert terms_among([[Fact(type="term", old="证明材料", new="书面材料")]]) == ()


# --- editorial --------------------------------------------------------------------------------------------------------


def editorial(old: str, new: str, renumbering: dict[str, str], aliases: dict[str, str] | None = None) -> bool:
    return is_editorial(old, new, redline(old, new), renumbering, aliases)


def test_a_reference_that_followed_its_article_is_editorial() -> None:
    old, new = "违反本办法第六条规定的，依照第十条处理。", "违反本办法第七条规定的，依照第十一条处理。"
    assert editorial(old, new, {"第六条": "第七条", "第十条": "第十一条"})
    assert not editorial(old, new, {"第六条": "第七条"})
    assert not editorial(old, new, {"第六条": "第八条", "第十条": "第十一条"})


def test_a_reference_into_another_act_does_not_follow() -> None:
    assert not editorial("依照招标法第六条办理。", "依照招标法第七条办理。", {"第六条": "第七条"})


def test_punctuation_is_editorial_and_words_are_not() -> None:
    assert editorial("材料齐全、有效的，予以受理。", "材料齐全，有效的；予以受理", {})
    assert not editorial("材料齐全的，予以受理。", "材料齐全的，应予受理。", {})
    assert not editorial("材料齐全、有效的。", "材料齐全或者有效的。", {})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("误差在±5毫米以内。", "误差在+5毫米以内。"),
        ("利用率≥80%的。", "利用率≤80%的。"),
        ("按照1：2的比例承担。", "按照1.2的比例承担。"),
        ("费用=时长×单价+附加费。", "费用=时长×单价-附加费。"),
        ("每年3—9月整治。", "每年3、9月整治。"),
        ("水温不低于-10℃。", "水温不低于10℃。"),
        ("合计￥500。", "合计$500。"),
        ("费用=（时长-1）×单价。", "费用=时长-1×单价。"),
    ],
)
def test_a_sign_that_carries_meaning_is_substance(old: str, new: str) -> None:
    assert not editorial(old, new, {})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("每年3—9月整治。", "每年3～9月整治。"),
        ("下列材料：申请表。", "下列材料，申请表。"),
        ("补助1,000元。", "补助1000元。"),
        ("甲——乙。", "甲，乙。"),
    ],
)
def test_a_sign_that_only_parts_words_is_none(old: str, new: str) -> None:
    assert editorial(old, new, {})


def test_the_new_name_of_an_issuer_is_editorial_where_it_is_known() -> None:
    old, new = "由市工信局负责解释。", "由市经信局负责解释。"
    assert editorial(old, new, {}, {"市工信局": "市经信局"})
    assert not editorial(old, new, {})


# --- passages ---------------------------------------------------------------------------------------------------------


def compared(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    """The facts of one article in its passages."""
    (change,) = compare_texts(old, new)
    return [(fact.type, fact.old, fact.new) for fact in change.facts]


def compare_texts(old: str, new: str) -> tuple[Change, ...]:
    comparison = compare(measure([article(1, *old.split("\n"))]), measure([article(1, *new.split("\n"))]))
    assert isinstance(comparison, ChangeSet)
    return comparison.changes


def test_a_list_that_changed_its_order_changes_no_value() -> None:
    old = (
        "按照下列标准奖励：\n（一）国家级平台，奖励30万元；\n（二）省级平台，奖励20万元；\n（三）市级平台，奖励3万元。"
    )
    new = (
        "按照下列标准奖励：\n（一）市级平台，奖励3万元；\n（二）国家级平台，奖励30万元；\n（三）省级平台，奖励25万元。"
    )
    assert compared(old, new) == [("amount", "20万元", "25万元")]


def test_a_new_item_shifts_no_value() -> None:
    old = "按照下列标准补助：\n（一）甲类项目，补助30万元；\n（二）乙类项目，补助20万元。"
    new = "按照下列标准补助：\n（一）特类项目，补助50万元；\n（二）甲类项目，补助40万元；\n（三）乙类项目，补助20万元。"
    assert sorted(compared(old, new), key=str) == [("amount", "30万元", "40万元"), ("amount", None, "50万元")]


def test_values_of_passages_that_have_nothing_in_common_are_not_compared() -> None:
    old = "申请材料齐全的，予以受理。\n评审专家每人每天补助800元。"
    new = "申请材料齐全的，予以受理。\n未按期验收的项目，退回资金5000元。"
    assert sorted(compared(old, new), key=str) == [("amount", "800元", None), ("amount", None, "5000元")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("债权人一方可以请求。", ["可以"]),
        ("双方可协商变更。", ["可"]),
        ("经批准后方可营业。", ["方可"]),
        ("延长期限不得超过三十日。", []),
        ("收费不得高于政府指导价。", ["不得"]),
        ("符合条件的，不予禁止。", ["不予禁止"]),
        ("经有权监督的机关督促。", []),
        ("患有医学上认为不应当结婚的疾病。", []),
        ("出示相应证件。", []),
    ],
)
def test_words_that_only_look_like_duties(text: str, words: list[str]) -> None:
    assert [modal.text for modal in modals(text)] == words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("任何组织和个人应当配合。", "任何个人和组织应当配合。"),
        ("本市建立预警机制。", "本市推行建立预警机制。"),
        ("符合标准的，核查后拨付。", "符合本市标准且未受处罚的，核查后拨付。"),
    ],
)
def test_another_order_a_verb_or_a_sentence_is_no_other_name(old: str, new: str) -> None:
    assert not [fact for fact in facts(old, new) if fact.type in {"term", "organisation"}]


def test_fines_for_other_conduct_are_not_compared() -> None:
    old = "违反本办法第八条规定，擅自泄露申请人个人信息的，责令改正，处一万元以上五万元以下罚款。"
    new = "违反本办法第九条规定，销售未经检验的消防器材的，责令改正，处二万元以上十万元以下罚款。"
    (change,) = compare_texts(old, new)
    assert all(None in fact.at for fact in change.facts if fact.type == "amount")


def test_a_period_that_the_same_rule_still_has_is_neither_gone_nor_new() -> None:
    old = "经营者变更名称的，应当在12日前向登记机关申请变更，并办理备案。"
    new = "备案事项变更的，经营者应当自变更之日起12日内向登记机关办理变更，登记机关当场办结。"
    assert [fact for fact in find_facts(old, new, redline(old, new)) if fact.type == "duration"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("为支持企业融资，结合本市实际，制定本办法。", []),
        ("原告请求返还押金的，人民法院应予支持。", ["应"]),
        ("请求赔偿的，不予支持。", []),
        ("对新办企业给予支持。", ["支持"]),
        ("为引导信贷投放，鼓励企业创新，我们制定了《某市补贴办法》，现印发给你们。", []),
        ("为了企业融资，支持银行降低利率。", ["支持"]),
        ("为企业提供服务的机构可以收费。支持银行让利。", ["可以", "支持"]),
    ],
)
def test_an_aim_permits_nothing(text: str, said: list[str]) -> None:
    assert [modal.text for modal in modals(text)] == said
