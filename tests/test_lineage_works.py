from __future__ import annotations

from dataclasses import replace

import pytest

from tests.lineage_samples import OFFICE, TEXT, chains, document, holding, lineage_for, measure, records_for, work_of
from tracker.lineage.digest import records_of
from tracker.lineage.state_of_versions import state_on
from tracker.lineage.works import lineage_of
from tracker.model import Document, Effect, Repeal

OLD = "柳商发〔2021〕3号"
NEW = "柳商发〔2024〕8号"
OTHER_TEXT = tuple(f"市水务局负责第{n}段河道的清淤、护坡与巡查，并在汛前完成检修。" for n in range(8))


def old(title: str = "柳湾市首店奖励办法") -> Document:
    return measure(title, OLD, "2021-03-01", effective=Effect(start="2021-04-01", until=None, quote=""))


def repealing(title: str, *repeals: Repeal, clause: str) -> Document:
    text = (*TEXT[:4], "奖励资金由市级与街道按七比三分担，纳入当年预算。", clause)
    return measure(title, NEW, "2024-05-06", text=text, repeals=repeals)


def test_a_repeal_by_number_makes_two_versions_with_quote_and_place() -> None:
    clause = f"本办法自印发之日起施行，《{OFFICE}关于印发〈柳湾市首店奖励办法〉的通知》（柳商发〔2021〕3号）同时废止。"
    repeal = Repeal(title=f"{OFFICE}关于印发〈柳湾市首店奖励办法〉的通知", doc_number="柳商发[2021]3号")
    lineage = lineage_for(old(), repealing("柳湾市首店引进奖励实施办法", repeal, clause=clause))
    assert chains(lineage) == [[OLD, NEW]]
    link = work_of(lineage, NEW)[1].link
    assert link is not None
    assert (link.kind, link.quote, link.place) == ("repeal", clause, "第六条")
    assert link.score > 0.85


def test_a_repeal_by_nested_title_alone() -> None:
    repeal = Repeal(title=f"{OFFICE}关于印发〈柳湾市首店奖励办法〉的通知", doc_number=None)
    lineage = lineage_for(old(), repealing("柳湾市首店引进办法", repeal, clause="原办法同时废止。"))
    assert chains(lineage) == [[OLD, NEW]]


@pytest.mark.parametrize(
    "title", ["柳湾市首店奖励办法（试行）", "柳湾市首店奖励暂行办法", "柳湾市首店奖励办法(2019年修订)"]
)
def test_the_same_core_title_links_without_a_repeal(title: str) -> None:
    lineage = lineage_for(old(title), measure("柳湾市首店奖励办法", NEW, "2024-05-06", text=OTHER_TEXT))
    assert chains(lineage) == [[OLD, NEW]]
    link = work_of(lineage, NEW)[1].link
    assert link is not None
    assert link.kind == "title"


def test_a_new_form_of_title_links_by_the_text() -> None:
    text = (*TEXT[:5], "本办法所称奖励不得重复享受。")
    lineage = lineage_for(old(), measure("柳湾市首店扶持若干措施", NEW, "2024-05-06", text=text))
    link = work_of(lineage, NEW)[1].link
    assert link is not None
    assert link.kind == "text"


def test_a_renamed_office_keeps_its_works() -> None:
    lineage = lineage_for(
        measure("首店奖励办法", "柳科发〔2021〕3号", "2021-03-01", issuer="柳湾市科技委员会"),
        measure("首店奖励办法", "柳科规〔2024〕8号", "2024-03-01", issuer="柳湾市科技局", text=OTHER_TEXT),
    )
    assert len(lineage.works) == 1


def test_a_title_that_begins_with_its_place_is_one_work_under_any_bureau() -> None:
    of_the_city, of_no_place = (
        lineage_for(
            measure(title, "柳招发〔2021〕3号", "2021-03-01", issuer="柳湾市招商局"),
            measure(title, "柳经发〔2024〕8号", "2024-03-01", issuer="柳湾市经济合作局", text=OTHER_TEXT),
        )
        for title in ("柳湾市首店奖励办法", "首店奖励办法")
    )
    assert len(of_the_city.works) == 1
    assert len(of_no_place.works) == 2


def test_the_same_measure_of_a_neighbouring_district_is_another_work() -> None:
    lineage = lineage_for(
        measure("首店奖励办法", "南商发〔2021〕3号", "2021-03-01", issuer="柳湾市城南区商务局"),
        measure("首店奖励办法", "北商发〔2023〕8号", "2023-03-01", issuer="柳湾市城北区商务局"),
    )
    assert len(lineage.works) == 2


def test_sibling_schemes_of_one_office_are_different_works() -> None:
    other = tuple(text.replace("首店", "夜间经济首店") for text in TEXT)
    lineage = lineage_for(
        measure("柳湾市小微企业首店奖励办法", OLD, "2021-03-01"),
        measure("柳湾市文化企业首店奖励办法", NEW, "2024-05-06", text=other),
        measure("柳湾市小微企业首店奖励实施细则", "柳商发〔2024〕9号", "2024-06-06"),
    )
    assert len(lineage.works) == 3


def test_a_notice_that_only_repeals_ends_works_and_is_no_version() -> None:
    notice = document(
        f"{OFFICE}关于废止和宣布失效部分文件的通知",
        "柳商发〔2025〕1号",
        "2025-01-02",
        text=("现将目录予以公布。",),
        repeals=(Repeal(title="柳湾市首店奖励办法", doc_number=OLD), Repeal(title="柳湾市集市规定", doc_number=None)),
    )
    lineage = lineage_for(old(), notice)
    assert chains(lineage) == [[OLD], ["柳商发〔2025〕1号"]]
    stage = work_of(lineage, OLD)[1]
    assert (stage.ended, stage.ended_by, stage.superseded) == ("2025-01-02", "柳商发〔2025〕1号", False)
    assert state_on(stage, "2025-01-02") == "repealed"
    assert [one.name for one in lineage.missing] == ["《柳湾市集市规定》"]


def test_a_partial_repeal_ends_a_part_only() -> None:
    partial = Repeal(title="柳湾市首店奖励办法", doc_number=OLD, partial=True)
    other = measure(
        "柳湾市街道资金规定",
        NEW,
        "2024-05-06",
        text=OTHER_TEXT,
        repeals=(partial,),
        effective=Effect(start="2024-07-01", until=None, quote=""),
    )
    stage = work_of(lineage_for(old(), other), OLD)[1]
    assert state_on(stage, "2024-06-30") == "in-force"
    assert state_on(stage, "2024-07-01") == "partly-repealed"


def test_a_measure_that_sweeps_away_something_unrelated_is_no_version_of_it() -> None:
    repeal = Repeal(title="柳湾市首店奖励办法", doc_number=OLD)
    lineage = lineage_for(old(), measure("柳湾市河道清淤规定", NEW, "2024-05-06", text=OTHER_TEXT, repeals=(repeal,)))
    assert chains(lineage) == [[OLD], [NEW]]
    assert work_of(lineage, OLD)[1].ended_by == NEW


def test_an_amending_decision_is_the_next_version_and_the_rule_after_it_follows_it() -> None:
    decision = document(
        f"{OFFICE}关于修改《柳湾市首店奖励办法》的决定",
        "柳商发〔2022〕5号",
        "2022-02-02",
        text=("将第三条中的“三成”修改为“四成”。",),
    )
    new = measure(
        "柳湾市首店引进办法", NEW, "2024-05-06", repeals=(Repeal(title="柳湾市首店奖励办法", doc_number=OLD),)
    )
    lineage = lineage_for(old(), decision, new)
    assert chains(lineage) == [[OLD, "柳商发〔2022〕5号", NEW]]
    link = work_of(lineage, "柳商发〔2022〕5号")[1].link
    assert link is not None
    assert link.kind == "amendment"


def test_a_decision_without_its_target_is_remarked_and_the_target_is_missing() -> None:
    decision = document("柳湾市商务局关于修改《柳湾市集市规定》的决定", NEW, "2022-02-02", text=("删去第三条。",))
    lineage = lineage_for(decision)
    assert [one.code for one in lineage.remarks] == ["target-missing"]
    assert [(one.name, one.relation) for one in lineage.missing] == [("《柳湾市集市规定》", "amended")]


def test_three_versions_make_one_chain_in_order_of_time() -> None:
    documents = [measure("柳湾市首店奖励办法", f"柳商发〔{year}〕1号", f"{year}-03-01") for year in (2023, 2015, 2019)]
    assert chains(lineage_for(*documents)) == [["柳商发〔2015〕1号", "柳商发〔2019〕1号", "柳商发〔2023〕1号"]]


def test_one_measure_printed_twice_is_one_version() -> None:
    first = old()
    lineage = lineage_of(
        records_of(
            [
                holding(first, 1, published="2021-05-01"),
                holding(
                    document("柳湾市首店奖励办法", None, None), issue="compilations/2022/a", published="2022-01-01"
                ),
            ],
            lambda one: [one],
        )
    )
    (work,) = lineage.works
    assert len(work.stages) == 1
    assert [one.issue for one in work.stages[0].reprints] == ["compilations/2022/a"]


def test_acts_of_different_years_are_no_versions_but_plans_of_different_years_are() -> None:
    def of_two_years(title: str) -> int:
        years = (2021, 2022)
        made = (document(f"柳湾市{year}年{title}", f"柳商发〔{year}〕1号", f"{year}-03-01") for year in years)
        return len(lineage_for(*made).works)

    assert of_two_years("集市安排的通告") == 2
    assert of_two_years("集市工作方案") == 1


def test_a_document_with_two_measures_continues_two_works() -> None:
    first, second = (
        measure("柳湾市首店奖励办法", OLD, "2021-03-01"),
        measure("柳湾市集市管理规定", "柳商发〔2021〕4号", "2021-03-01", text=OTHER_TEXT),
    )
    new = measure("柳湾市集市规定", NEW, "2024-05-06", text=(*OTHER_TEXT, "原规定同时废止。"))
    other = measure("柳湾市首店奖补办法", NEW, "2024-05-06").instruments[1]
    both = replace(
        new,
        instruments=(*new.instruments, other),
        repeals=(Repeal(title="", doc_number=OLD), Repeal(title="", doc_number="柳商发〔2021〕4号")),
    )
    lineage = lineage_for(first, second, both)
    assert [[stage.record.title for stage in work.stages] for work in lineage.works] == [
        ["柳湾市首店奖励办法", "柳湾市首店奖补办法"],
        ["柳湾市集市管理规定", "柳湾市集市规定"],
    ]


# --- bad input --------------------------------------------------------------------------------------------------------


def test_two_documents_with_one_number_are_remarked_at_both() -> None:
    lineage = lineage_for(old(), measure("柳湾市河道清淤规定", OLD, "2021-07-01", text=OTHER_TEXT))
    assert [one.code for one in lineage.remarks] == ["number-shared", "number-shared"]
    assert len(lineage.works) == 2


def test_a_repeal_of_a_later_document_is_remarked_and_ends_nothing() -> None:
    early = measure("柳湾市河道规定", "柳商发〔2020〕1号", "2020-01-01", repeals=(Repeal(title="", doc_number=OLD),))
    lineage = lineage_for(early, old())
    assert [one.code for one in lineage.remarks] == ["repeals-later"]
    assert work_of(lineage, OLD)[1].ended_by is None


def test_documents_that_repeal_each_other_do_not_go_in_circles() -> None:
    one = measure(
        "柳湾市甲办法", "柳商发〔2021〕1号", "2021-01-01", repeals=(Repeal(title="", doc_number="柳商发〔2021〕2号"),)
    )
    two = measure(
        "柳湾市乙办法", "柳商发〔2021〕2号", "2021-01-01", repeals=(Repeal(title="", doc_number="柳商发〔2021〕1号"),)
    )
    lineage = lineage_for(one, two)
    assert sorted(number for chain in chains(lineage) for number in chain) == ["柳商发〔2021〕1号", "柳商发〔2021〕2号"]


def test_undated_documents_that_replace_each_other_are_remarked() -> None:
    one = measure("柳湾市首店奖励办法", None, None, repeals=(Repeal(title="柳湾市首店引进办法", doc_number=None),))
    two = measure("柳湾市首店引进办法", None, None, repeals=(Repeal(title="柳湾市首店奖励办法", doc_number=None),))
    lineage = lineage_for(one, two)
    assert [remark.code for remark in lineage.remarks] == ["circle"]
    assert [len(work.stages) for work in lineage.works] == [2]


def test_a_number_that_belongs_to_another_title_is_remarked_and_ends_nothing() -> None:
    repeal = Repeal(title="柳湾市河道清淤规定", doc_number=OLD)
    lineage = lineage_for(old(), measure("柳湾市河道规定", NEW, "2024-05-06", text=OTHER_TEXT, repeals=(repeal,)))
    assert [one.code for one in lineage.remarks] == ["number-title"]
    assert work_of(lineage, OLD)[1].ended_by is None


def test_a_signing_date_that_does_not_exist_is_remarked() -> None:
    lineage = lineage_for(measure("柳湾市首店奖励办法", OLD, "2025-02-30"))
    assert [one.code for one in lineage.remarks] == ["date-impossible"]


def test_nothing_at_all() -> None:
    assert lineage_for().works == ()
    assert records_for() == []
