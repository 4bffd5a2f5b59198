"""What a comparison says of its changes, of odd input, and of whole issues."""

from __future__ import annotations

import pickle
import re

import pytest

from tests.measures import GRANTS, article, document, issue, links, measure, node, of_new, of_old
from tracker.compare import compare
from tracker.model import ChangeSet, DiffSet, Document, Instrument, Provision, Repeal, Sentence


def compared(old: Instrument | Document, new: Instrument | Document, *, strict: bool = False) -> ChangeSet:
    result = compare(old, new, strict=strict)
    assert isinstance(result, ChangeSet)
    return result


def changed(text: str, place: int = 4) -> Instrument:
    return measure([*GRANTS[:place], text, *GRANTS[place + 1 :]])


# --- typography, editorial changes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed",
    [
        "单个项目的补助金额不超过五十万元,且不超过项目研发投入的百分之三十。",
        "单个项目的补助金额 不超过五十万元，且不超过项目研发投入的百分之三十。",
        "• 单个项目的补助金额不超过五十万元，且不超过项目研发投入的百分之三十。",
    ],
)
def test_typography_is_no_change_unless_asked_for(printed: str) -> None:
    assert of_new(compared(measure(GRANTS), changed(printed)), "第五条").kind == "unchanged"
    change = of_new(compared(measure(GRANTS), changed(printed), strict=True), "第五条")
    assert (change.kind, change.editorial) == ("modified", True)


def test_quotation_marks_of_another_style_are_typography() -> None:
    old, new = (
        changed("受理机构统称“窗口单位”，其他称「承办单位」。"),
        changed("受理机构统称「窗口单位」，其他称“承办单位”。"),
    )
    assert of_new(compared(old, new), "第五条").kind == "unchanged"


def test_references_that_follow_a_renumbered_article_are_editorial() -> None:
    old = [*GRANTS[:8], "违反本办法第八条规定的，由区科技局责令改正。", *GRANTS[8:]]
    new = [GRANTS[0], "专项补助遵循公开择优的原则，依法接受社会监督。", *GRANTS[1:8]]
    new += ["违反本办法第九条规定的，由区科技局责令改正。", *GRANTS[8:]]
    change = of_new(compared(measure(old), measure(new)), "第十条")
    assert (change.kind, change.editorial, change.renumbered) == ("modified", True, True)
    new[9] = "违反本办法第七条规定的，由区科技局责令改正。"
    assert not of_new(compared(measure(old), measure(new)), "第十条").editorial


def test_a_score_is_a_ratio_and_none_for_one_side() -> None:
    result = compared(measure(GRANTS), changed("单个项目的补助金额不超过八十万元。"))
    change = of_new(result, "第五条")
    assert change.score is not None
    assert 0 < change.score < 1
    assert of_old(compared(measure(GRANTS), measure(GRANTS[1:])), "第一条").score is None


# --- units -----------------------------------------------------------------------------------------------------------


def test_every_unit_stands_in_one_change_with_its_path_and_place() -> None:
    body: list[str | Provision] = [
        node("addressee", None, "各镇街，各有关单位："),
        node("paragraph", None, "现将有关事项通知如下。"),
        node(
            "outline1",
            "一、",
            "工作目标",
            [
                node("paragraph", None, "到2026年建成三个示范园区。"),
                node("outline2", "（一）", "完善服务体系。建立企业服务专员制度。"),
                node("outline2", "（二）", "强化要素保障。统筹用地、用能和用工需求。"),
            ],
        ),
        node("signature", None, "云岭高新区管理委员会"),
    ]
    result = compared(measure(body), measure(body[:2] + body[2:]))
    places = [change.new[0] for change in result.changes]
    assert [place.path for place in places] == ["", "", "一、", "一、/（一）", "一、/（二）", ""]
    assert [place.index for place in places] == list(range(6))
    assert places[2].text == "工作目标\n到2026年建成三个示范园区。"


def test_items_belong_to_their_article() -> None:
    items = [node("item", "（一）", "营业执照；"), node("item", "（二）", "审计报告。")]
    old = measure([*GRANTS[:5], node("article", "第六条", "申报材料包括：", items)])
    place = compared(old, old).changes[-1].new[0]
    assert place.text == "申报材料包括：\n（一）营业执照；\n（二）审计报告。"


def test_what_a_text_has_once_is_paired_however_it_reads() -> None:
    articles: list[str | Provision] = [article(n, text) for n, text in enumerate(GRANTS, start=1)]
    old = measure([*articles, node("signature", None, "云岭高新区管理委员会")])
    new = measure([*articles, node("signature", None, "区科技局")])
    assert compared(old, new).changes[-1].kind == "modified"


# --- odd input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), [(GRANTS, ()), ((), GRANTS), ((), ())])
def test_an_empty_side_is_told(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    result = compared(measure(old), measure(new))
    assert len(result.changes) == len(old) + len(new)
    assert "no provisions" in result.remarks[0]


def test_unrelated_texts_are_told_and_still_compared() -> None:
    other = [
        "公园管理单位应当保持园容整洁，及时清理枯枝落叶。",
        "游客进入公园不得携带犬只，不得攀折花木。",
        "违反前条规定的，处二百元以下罚款。",
    ]
    result = compared(measure(GRANTS), measure(other))
    assert result.remarks[0] == "these do not look like versions of one measure"
    assert {place.label for change in result.changes for place in change.new} == {"第一条", "第二条", "第三条"}


def test_what_is_said_of_a_comparison_is_said_in_both_languages() -> None:
    twice = [article("第一条", GRANTS[0]), article("第二条", GRANTS[1][:-4] + "。"), article("第二条", GRANTS[2])]
    result = compared(measure(twice), measure([article("第二条", GRANTS[1]), article("第三条", GRANTS[2])]))
    said = [*result.remarks, *(line for change in result.changes for line in change.evidence)]
    assert said
    for sentence in said:
        assert isinstance(sentence, Sentence)
        assert re.search("[a-z]", sentence)
        assert re.search("[\u4e00-\u9fff]", sentence.zh)
        assert not re.search("[a-z]", sentence.zh)
        copy = pickle.loads(pickle.dumps(sentence))  # noqa: S301 - what we have just written
        assert (copy, copy.zh) == (sentence, sentence.zh)


def test_duplicate_labels_stay_apart_and_are_told() -> None:
    twice = [article("第一条", GRANTS[0]), article("第二条", GRANTS[1]), article("第二条", GRANTS[2])]
    result = compared(measure(twice), measure(twice[:2]))
    assert [change.kind for change in result.changes] == ["unchanged", "unchanged", "deleted"]
    assert any("第二条" in remark for remark in result.remarks)


def test_texts_without_labels_are_compared_by_paragraphs() -> None:
    old = measure([node("paragraph", None, text) for text in GRANTS])
    new = measure([node("paragraph", None, text) for text in (*GRANTS[:5], *GRANTS[6:])])
    result = compared(old, new)
    assert [change.kind for change in result.changes].count("deleted") == 1
    assert not any(change.renumbered for change in result.changes)


def test_a_very_long_article_is_paired_and_the_estimate_is_told() -> None:
    long = "".join(f"附表第{n}行记载企业名称、项目代码与补助金额{n * 7}元。" for n in range(1500))
    result = compared(measure([*GRANTS, long]), measure([*GRANTS, long + "本表由区财政局编制。"]))
    assert result.changes[-1].kind == "modified"
    assert any("estimated" in remark for remark in result.remarks)


# --- documents and issues --------------------------------------------------------------------------------------------

PARKS = (
    "公园管理单位应当保持园容整洁，及时清理枯枝落叶和生活垃圾。",
    "游客进入公园不得携带犬只，不得攀折花木、践踏草坪。",
    "公园内举办大型活动，应当提前十五日向区园林局报告。",
)


def test_documents_of_two_issues_are_paired_by_repeal_number_and_title() -> None:
    grants = document("云岭高新区科技专项补助管理办法", "云高管发〔2023〕3号", GRANTS)
    parks = document("云岭高新区公园管理规定", "云高管发〔2023〕5号", PARKS)
    gone = document("关于表彰先进单位的通报", "云高管发〔2023〕6号", ["授予六家单位先进单位称号。"])
    heir = document(
        "云岭高新区研发支持若干措施",
        "云高管发〔2025〕9号",
        [*GRANTS[:4], "单个项目的补助金额不超过八十万元。", *GRANTS[5:]],
        [Repeal(title="云岭高新区科技专项补助管理办法", doc_number="云高管发〔2023〕3号")],
    )
    added = document("关于开展消防演练的通知", "云高管发〔2025〕8号", ["各单位应当于五月底前完成消防演练。"])
    result = compare(issue(grants, parks, gone), issue(added, parks, heir))
    assert isinstance(result, DiffSet)
    assert [(diff.old.doc_number, diff.new.doc_number) for diff in result.diffs] == [
        ("云高管发〔2023〕5号", "云高管发〔2023〕5号"),
        ("云高管发〔2023〕3号", "云高管发〔2025〕9号"),
    ]
    assert [version.title for version in result.added] == ["关于开展消防演练的通知"]
    assert [version.title for version in result.removed] == ["关于表彰先进单位的通报"]


def test_issues_of_different_months_share_nothing() -> None:
    old = issue(document("云岭高新区公园管理规定", "云高管发〔2023〕5号", PARKS))
    new = issue(document("云岭高新区科技专项补助管理办法", "云高管发〔2023〕3号", GRANTS))
    result = compare(old, new)
    assert isinstance(result, DiffSet)
    assert (len(result.diffs), len(result.added), len(result.removed)) == (0, 1, 1)


def test_a_document_meets_an_instrument() -> None:
    result = compared(document("云岭高新区科技专项补助管理办法", None, GRANTS), measure(GRANTS))
    assert {change.kind for change in result.changes} == {"unchanged"}


def test_an_annex_begins_the_paths_of_its_provisions() -> None:
    one = document("云岭高新区公园管理规定", None, PARKS)
    annex = Instrument(role="annex", title="附件1", span=(0, 0), body=(article(1, GRANTS[3]),))
    both = Document(
        title=one.title,
        doc_number=None,
        kind="规定",
        issuers=(),
        date=None,
        span=(0, 0),
        instruments=(*one.instruments, annex),
    )
    result = compared(both, both)
    assert result.changes[-1].new[0].path == "附件1/第一条"
    assert result.remarks == ()
    assert len(links(result)) == len(PARKS)
