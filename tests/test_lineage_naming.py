from __future__ import annotations

import pytest

from tracker.language.numbers_of_documents import agency_code, is_doc_number, number_key, same_order
from tracker.language.regions import region_of
from tracker.language.titles import inner_titles, levelled, rule_key
from tracker.lineage.issuers import Renames, body_of, learned_renames
from tracker.lineage.naming import title_likeness


@pytest.mark.parametrize(
    "printed",
    [
        "柳商规〔2025〕7号",
        "柳商规[2025]7号",
        "柳商规（2025）7 号",
        "柳商规【2025】第7号",
        "（柳商规〔2025〕07号）",
        "柳商规［２０２５］７号",
    ],
)
def test_a_number_is_one_however_it_is_printed(printed: str) -> None:
    assert number_key(printed) == "柳商规〔2025〕7号"


def test_numbers_of_different_offices_years_or_places_stay_apart() -> None:
    assert (
        len(
            {
                number_key(n)
                for n in ("柳商规〔2025〕7号", "柳商规〔2025〕17号", "柳商规〔2024〕7号", "柳商发〔2025〕7号")
            }
        )
        == 4
    )


@pytest.mark.parametrize("number", ["2021年第8号", "柳湾市人民政府令第56号", "柳商规〔2025〕7号"])
def test_numbers_without_year_brackets_are_numbers(number: str) -> None:
    assert is_doc_number(number)


@pytest.mark.parametrize("title", ["柳湾市首店奖励办法", "2025年工作要点", "第三批目录"])
def test_titles_are_no_numbers(title: str) -> None:
    assert not is_doc_number(title)


def test_an_order_is_known_by_its_short_form() -> None:
    assert same_order("柳湾市人民政府令第56号", "市政府令第 56 号")
    assert not same_order("柳湾市人民政府令第56号", "市政府令第57号")
    assert not same_order("柳商规〔2025〕7号", "柳商规〔2025〕7号")


def test_the_code_of_an_agency() -> None:
    assert agency_code("柳商规〔2025〕7号") == "柳商规"
    assert agency_code("2021年第8号") is None
    assert agency_code(None) is None


@pytest.mark.parametrize(
    "title",
    [
        "柳湾市首店奖励办法",
        "柳湾市首店奖励办法（试行）",
        "柳湾市首店奖励暂行办法",
        "柳湾市首店奖励办法(2024年修订)",
        "柳湾市商务局关于印发《柳湾市首店奖励办法》的通知",
        "柳湾市商务局 柳湾市财政局关于联合印发《柳湾市首店奖励办法（试行）》的通知",
        "《柳湾市商务局关于印发〈柳湾市首店奖励办法〉的通知》",
        "柳湾市商务局关于印发柳湾市首店奖励办法的通知",
        "柳湾市商务局关于公布《柳湾市首店 奖励办法》的公告",
    ],
)
def test_the_core_of_a_title_survives_its_wrapping(title: str) -> None:
    assert rule_key(title, ("柳湾市商务局",)) == "柳湾市首店奖励办法"


def test_years_are_taken_off_but_plans_and_batches_stay() -> None:
    assert rule_key("柳湾市2024年度节水工作方案") == rule_key("柳湾市2025年度节水工作方案")
    assert rule_key("柳湾市第二批历史建筑目录") != rule_key("柳湾市第三批历史建筑目录")


@pytest.mark.parametrize("title", ["关于", "", "《》", "2024年", "(试行)"])
def test_a_title_of_nothing_but_wrapping_stays_something(title: str) -> None:
    assert rule_key(title) == rule_key(title)
    assert bool(rule_key(title)) == bool(levelled(title))


def test_what_a_circular_hands_down() -> None:
    assert inner_titles("关于印发《甲办法》《乙细则》的通知") == ("甲办法", "乙细则")
    assert inner_titles("关于废止《甲办法》的通知") == ("关于废止《甲办法》的通知",)
    assert rule_key("柳湾市商务局关于对部分路段实施交通管制的通告").startswith("对部分路段")


@pytest.mark.parametrize(
    ("name", "region", "field"),
    [
        ("柳湾市商务局", "柳湾市", "商务"),
        ("柳湾市城南区人民政府办公室", "柳湾市城南区", "人民政府"),
        ("柳湾市城市管理委员会", "柳湾市", "城市"),
        ("柳湾经济技术开发区管理委员会", "柳湾经济技术开发区", "管理委员会"),
        ("运城市民政局", "运城市", "民政"),
        ("中共柳湾市委社会工作部", "柳湾市", "中共委社会工作部"),
        ("国务院办公厅", "", "国务院"),
        ("柳湾市社区服务中心", "柳湾市", "社区服务"),
    ],
)
def test_a_body_has_a_region_and_a_field(name: str, region: str, field: str) -> None:
    assert region_of(name) == region
    if not name.startswith("中共"):
        assert body_of(name) == (region, field)


def test_a_body_that_changed_its_form_is_the_same_and_another_district_is_not() -> None:
    renames = Renames()
    assert renames.kinship(("柳湾市科技委员会",), ("柳湾市科技局",)) >= 0.9
    assert renames.kinship(("柳湾市城南区科技局",), ("柳湾市城北区科技局",)) == 0.0
    assert renames.kinship(("柳湾市卫生局",), ("柳湾市卫生健康委员会",)) == 0.0


def test_a_person_or_repeated_repeals_tell_of_a_renaming() -> None:
    pair = ("柳湾市卫生局", "柳湾市卫生健康委员会")
    assert Renames([pair]).kinship(pair[:1], pair[1:]) >= 0.9
    assert learned_renames([pair, pair]) == [pair]
    assert learned_renames([pair]) == []
    split = (pair[0], "柳湾市医疗保障局")
    assert learned_renames([pair, pair, split, split]) == []


def test_likeness_of_titles() -> None:
    assert title_likeness("首店奖励办法", "首店奖励办法") == 1.0
    assert title_likeness("首店奖励办法", "河道保洁规定") == 0.0
