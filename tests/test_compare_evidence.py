"""Rules of the comparison that no report shows by itself: evidence of the order, words of duty, names of offices."""

from __future__ import annotations

import pytest

from tests.measures import measure
from tracker.compare.align.change_passages import passages
from tracker.compare.align.pair_evidence import ORDER, Around, around, order
from tracker.compare.align.readings import Readings, read
from tracker.compare.align.units import Unit, units_of
from tracker.compare.facts.fact_changes import find_facts
from tracker.compare.facts.modality import Modal, direction, modals
from tracker.compare.facts.names import office_of
from tracker.compare.facts.quantity_reading import quantities
from tracker.compare.redline.edits import redline
from tracker.model import Direction

TEXTS = [
    "为规范驿站管理，制定本办法。",
    "驿站由街道办事处管理。",
    "驿站应当每日开放。",
    "本办法自2024年5月1日起施行。",
]


def readings() -> Readings:
    units: tuple[Unit, ...] = units_of(measure(TEXTS))
    return read(units, units)


def evidence(where: Around, pair: tuple[int, int]) -> dict[str, float]:
    return dict(zip(ORDER, order(readings(), where, [pair])[pair], strict=True))


@pytest.mark.parametrize(
    ("pair", "same"),
    [((0, 0), 1.0), ((0, 1), 0.0), ((1, 0), 0.0), ((1, 1), 0.0), ((3, 3), 1.0), ((0, 3), 0.0), ((3, 0), 0.0)],
)
def test_two_provisions_stand_at_the_same_end_where_both_open_the_text_or_both_say_when_it_begins(
    pair: tuple[int, int], same: float
) -> None:
    assert evidence(around(readings(), {}, []), pair)["same end of the text"] == same


@pytest.mark.parametrize(
    ("pair", "between", "beside"),
    [((1, 1), 1.0, 2.0), ((1, 3), 0.0, 0.0), ((3, 1), 0.0, 0.0)],
)
def test_a_pair_between_the_heirs_of_its_neighbours_has_their_agreement(
    pair: tuple[int, int], between: float, beside: float
) -> None:
    chain = [(0, 0), (2, 2), (3, 3)]
    found = evidence(around(readings(), dict(chain), chain), pair)
    assert (found["between the neighbours' heirs"], found["adjacent neighbours"]) == (between, beside)
    assert (found["distance"] == 0.0) is bool(between)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("经营者应当公示价格", "应当"),
        ("经营者应公示价格", "应"),
        ("经营者须在十日内报告", "须"),
        ("经营者必须报告", "必须"),
        ("经营者不得转让", "不得"),
        ("验收合格方可使用", "方可"),
        ("可以申请延期", "可以"),
        ("可申请延期", "可"),
        ("有权查阅账目", "有权"),
        ("有义务配合检查", "有义务"),
        ("需提供原件", "需"),
        ("无需提供原件", "无需"),
        ("相应的措施", ""),
        ("供应商名单", ""),
        ("申请须知", ""),
        ("所需费用", ""),
        ("不可抗力", ""),
        ("许可证件", ""),
        ("所有权登记", ""),
        ("负有责任的人员", ""),
    ],
)
def test_words_of_duty_are_told_from_words_that_look_like_them(text: str, words: str) -> None:
    assert "".join(one.text for one in modals(text)) == words


BOUND, FREE = (Modal(start=0, end=2, text=text, force=force) for text, force in (("应当", "bound"), ("可以", "free")))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (BOUND, FREE, "looser"),
        (FREE, BOUND, "stricter"),
        (None, BOUND, "stricter"),
        (BOUND, None, "looser"),
        (None, FREE, "looser"),
        (FREE, None, "stricter"),
        (BOUND, BOUND, None),
        (FREE, FREE, None),
    ],
)
def test_a_duty_that_comes_is_stricter_and_one_that_goes_is_looser(
    old: Modal | None, new: Modal | None, expected: Direction | None
) -> None:
    assert direction(old, new) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由市水务局负责验收", "市水务局"),
        ("报区城市管理委员会备案", "区城市管理委员会"),
        ("市水务局会同区财政局验收", None),
        ("由该局负责", None),
        ("及时清理垃圾", None),
    ],
)
def test_a_stretch_names_an_office_only_where_it_names_just_one(text: str, name: str | None) -> None:
    found = office_of(text)
    assert (found and found[0]) == name
    assert found is None or text[found[1] :].startswith(found[0])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("应当由承包人报告。", "承包人可以报告。", [("应当", "可以")]),
        ("每户补助5万元，由区财政承担。", "由区财政承担，每户补助8万元。", [("5万元", "8万元")]),
        ("依照第六条办理。", "依照第七条办理。", [("第六条", "第七条")]),
        ("依照第六条办理，公示五日。", "公示五日，依照第六条办理。", []),
    ],
)
def test_a_value_or_duty_may_move_with_its_words_and_is_told_once(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    found = find_facts(old, new, redline(old, new))
    assert [(fact.old, fact.new) for fact in found] == expected


def told(old: str, new: str) -> list[tuple[str | None, str | None]]:
    facts = find_facts(old, new, redline(old, new), passages(old, new, table="\t" in old))
    return [(fact.old, fact.new) for fact in facts]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "年份\t补助（万元）\n2022\t40\n2023\t50",
            "年份\t补助（万元）\t配套（万元）\n2022\t40\t10\n2023\t55\t12",
            [(None, "10"), ("50", "55"), (None, "12")],
        ),
        (
            "序号\t船型\t日费\n1\t甲型船\t30元\n2\t乙型船\t20元",
            "序号\t船型\t日费\n1\t乙型船\t20元\n2\t甲型船\t35元",
            [("30元", "35元")],
        ),
        (
            "序号\t船型\t日费\n1\t甲型船\t30元\n合计\t\t30元",
            "序号\t船型\t日费\n1\t丙型船\t8元\n2\t甲型船\t30元\n合计\t\t38元",
            [(None, "8元"), ("30元", "38元")],
        ),
        ("奖励：\n（一）甲类30万元；\n（二）乙类3万元。", "奖励：\n（一）乙类3万元；\n（二）甲类30万元。", []),
        ("对个人处200元罚款，对单位处2000元罚款。", "对单位处2000元罚款，对个人处500元罚款。", [("200元", "500元")]),
    ],
)
def test_values_of_rows_and_clauses_are_told_of_what_they_belong_to(
    old: str, new: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert told(old, new) == expected


def test_a_unit_above_a_column_is_no_amount() -> None:
    assert quantities("补助（万元）单位：亿元，数万元") == []
    assert [one.value for one in quantities("百万元，一万元")] == [1_000_000, 10_000]
