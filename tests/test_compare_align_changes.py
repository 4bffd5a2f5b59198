"""What a comparison says of its changes, of odd input, and of whole issues."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace

import pytest

from tests.measures import GRANTS, article, chapter, document, issue, links, measure, node, of_new, of_old
from tracker.compare import compare
from tracker.compare.versions import found_differences
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
    assert len(links(result)) == len(PARKS) + 1  # the annex itself


# --- annexes, chapters, titles, numbers ------------------------------------------------------------------------------


def annex(label: str | None, title: str, *body: Provision) -> Instrument:
    head = (node("note", label),) if label else ()
    return Instrument(role="annex", title=title, span=(0, 0), body=(*head, *body))


def with_annexes(*annexes: Instrument) -> Document:
    circular = document("关于印发云岭高新区驿站管理办法的通知", "云高管发〔2023〕3号", GRANTS[:3])
    return replace(circular, instruments=(*circular.instruments, *annexes))


FORM = ("驿站申请表", node("paragraph", None, "申请单位（盖章）："))
LIST = (
    "驿站验收清单",
    node("outline1", "一、", "场地租赁合同。"),
    node("outline1", "二、", "消防查验意见。"),
)
RATES = ("驿站收费标准", node("outline1", "一、", "每小时收费不超过三元。"))


def numbered(*annexes: tuple[object, ...]) -> Document:
    made = [annex(f"附件{n}", str(title), *body) for n, (title, *body) in enumerate(annexes, start=1)]  # type: ignore[arg-type]
    return with_annexes(*made)


def test_the_annex_that_is_gone_is_named_and_those_behind_it_are_renumbered() -> None:
    result = compared(numbered(FORM, LIST, RATES), numbered(FORM, RATES))
    gone = [change.old[0] for change in result.changes if change.kind == "deleted"]
    assert [place.path for place in gone] == ["附件2", "附件2/一、", "附件2/二、"]
    assert gone[0].text == "驿站验收清单"
    last = of_old(result, "附件3")
    assert (last.kind, last.renumbered, last.new[0].label) == ("unchanged", True, "附件2")


def test_the_annex_that_is_new_is_named() -> None:
    result = compared(numbered(LIST, RATES), numbered(FORM, LIST, RATES))
    came = [change.new[0].path for change in result.changes if change.kind == "inserted"]
    assert came == ["附件1", "附件1/"]
    assert of_old(result, "附件1").new[0].label == "附件2"


def test_a_change_in_an_annex_says_in_which() -> None:
    dearer = ("驿站收费标准", node("outline1", "一、", "每小时收费不超过五元。"))
    result = compared(numbered(LIST, RATES), numbered(LIST, dearer))
    (changed_place,) = [change.new[0].path for change in result.changes if change.kind == "modified"]
    assert changed_place == "附件2/一、"


def test_two_measures_of_one_document_keep_their_articles_apart() -> None:
    def two(first: str, second: str) -> Document:
        circular = document("关于印发两个办法的通知", "云高管发〔2023〕4号", [])
        made = [
            measure(["驿站由街道办事处管理。", first], "驿站办法"),
            measure(["书屋由文化馆管理。", second], "书屋办法"),
        ]
        return replace(circular, instruments=tuple(made))

    ends = "本办法自2023年5月1日起施行。"
    result = compared(two(ends, ends), two(ends, "本办法自2023年6月1日起施行。"))
    assert result.remarks == ()
    assert [change.new[0].path for change in result.changes if change.kind == "modified"] == ["书屋办法/第二条"]


def test_an_article_that_changed_its_chapter_is_moved() -> None:
    def chapters(second: list[str], third: list[str]) -> Instrument:
        body: list[str | Provision] = [chapter(1, "总则", [article(1, GRANTS[0])])]
        body.append(chapter(2, "申报", [article(n, text) for n, text in enumerate(second, start=2)]))
        body.append(chapter(3, "管理", [article(n, text) for n, text in enumerate(third, start=2 + len(second))]))
        return measure(body)

    old, new = chapters(list(GRANTS[1:4]), list(GRANTS[4:8])), chapters(list(GRANTS[1:5]), list(GRANTS[5:8]))
    result = compared(old, new)
    assert [change.new[0].label for change in result.changes if change.moved] == ["第五条"]
    assert not any(change.moved for change in compared(old, old).changes)


def test_what_a_new_chapter_took_over_has_not_moved() -> None:
    old = measure([chapter(1, "总则", [article(n, text) for n, text in enumerate(GRANTS, start=1)])])
    first = [article(n, text) for n, text in enumerate(GRANTS[:5], start=1)]
    second = [article(n, text) for n, text in enumerate(GRANTS[5:], start=6)]
    result = compared(old, measure([chapter(1, "总则", first), chapter(2, "管理", second)]))
    assert not any(change.moved for change in result.changes)


def test_a_struck_heading_stands_behind_the_new_article_of_the_chapter_before_it() -> None:
    def chapters(*parts: tuple[str, list[str]]) -> Instrument:
        made: list[str | Provision] = []
        number = 1
        for n, (heading, texts) in enumerate(parts, start=1):
            made.append(chapter(n, heading, [article(number + k, text) for k, text in enumerate(texts)]))
            number += len(texts)
        return measure(made)

    old = chapters(("总则", list(GRANTS[:3])), ("申报", list(GRANTS[3:6])), ("附则", list(GRANTS[9:])))
    fresh = "驿站每周开放六天，节假日另行公告。"
    new = chapters(("总则", [*GRANTS[:3], fresh, *GRANTS[3:6]]), ("附则", list(GRANTS[9:])))
    told = [(change.kind, (change.new or change.old)[0].text) for change in compared(old, new).changes]
    assert told.index(("inserted", fresh)) < told.index(("deleted", "申报"))


@pytest.mark.parametrize(
    ("old", "new", "renumbered"),
    [("第六条", "第6条", False), ("第六条", "第七条", True), ("第六条", "第六条之一", True), ("（一）", "(1)", False)],
)
def test_another_way_to_write_a_number_is_no_new_number(old: str, new: str, *, renumbered: bool) -> None:
    sides = [measure([*GRANTS[:3], article(label, GRANTS[3])]) for label in (old, new)]
    assert of_new(compared(*sides), new).renumbered is renumbered


@pytest.mark.parametrize("signs", ["(1) (2) (3)", "1. 2. 3.", "① ② ③", "一、 二、 三、"])
def test_labels_of_items_in_another_style_are_editorial(signs: str) -> None:
    items = ["有固定场地", "有专人值守", "有消防设施"]

    def listed(labels: list[str]) -> str:
        return "驿站应当：\n" + "；\n".join(map("".join, zip(labels, items, strict=True))) + "。"

    change = of_new(compared(changed(listed(["（一）", "（二）", "（三）"])), changed(listed(signs.split()))), "第五条")
    assert (change.kind, change.editorial) == ("modified", True)
    items.reverse()
    again = compared(changed(listed(["（三）", "（二）", "（一）"])), changed(listed(signs.split()[::-1])))
    assert of_new(again, "第五条").editorial


def test_a_list_in_another_order_is_no_mere_form() -> None:
    old, new = (
        "驿站应当：\n（一）有固定场地；\n（二）有专人值守。",
        "驿站应当：\n（一）有专人值守；\n（二）有固定场地。",
    )
    assert not of_new(compared(changed(old), changed(new)), "第五条").editorial


@pytest.mark.parametrize("words", ["（删除）", "(删除)", "删除。", "（已废止）", "（本条删去）", "[此条删除]"])
def test_a_number_that_is_kept_for_what_is_gone_is_a_deletion(words: str) -> None:
    result = compared(measure(GRANTS), changed(words))
    assert of_old(result, "第五条").kind == "deleted"
    assert not [change for change in result.changes if change.kind == "inserted"]
    back = compared(changed(words), measure(GRANTS))
    assert of_new(back, "第五条").kind == "inserted"
    assert of_new(compared(changed(words), changed(words)), "第五条").kind == "unchanged"


def test_another_title_or_number_is_a_difference() -> None:
    old = document("云岭高新区驿站管理办法", "云高管发〔2023〕3号", GRANTS)
    assert not found_differences(compared(old, old))
    assert not found_differences(compared(old, replace(old, doc_number=None)))
    assert not found_differences(compared(old, replace(old, title="云岭高新区 驿站管理办法")))
    renamed = compared(old, replace(old, title="云岭高新区驿站服务办法"))
    assert found_differences(renamed)
    assert "云岭高新区驿站管理办法 → 云岭高新区驿站服务办法" in renamed.remarks[0]
    assert found_differences(compared(old, replace(old, doc_number="云高管发〔2023〕5号")))


# --- references that were left behind --------------------------------------------------------------------------------


def with_references(first: str, second: str) -> ChangeSet:
    """Ten grants and an article that refers, before and after an article was put in as the second."""
    old = [*GRANTS[:8], first, *GRANTS[8:]]
    new = [GRANTS[0], "专项补助遵循公开择优的原则，依法接受社会监督。", *GRANTS[1:8], second, *GRANTS[8:]]
    return compared(measure(old), measure(new))


STALE = [
    (
        "违反第四条、第五条规定的，责令改正。",
        "违反第四条、第五条规定的，责令改正。",
        "第十条仍引用第四条、第五条，原所指条文现为第五条、第六条",
    ),
    (
        "违反本办法第八条的，责令改正。",
        "违反本办法第八条的，责令限期改正。",
        "第十条仍引用第八条，原所指条文现为第九条",
    ),
]
FRESH = [
    ("违反第四条、第五条规定的，责令改正。", "违反第五条、第六条规定的，责令改正。"),
    ("违反第一条规定的，责令改正。", "违反第一条规定的，责令改正。"),
    ("违反《云岭高新区条例》第四条的，责令改正。", "违反《云岭高新区条例》第四条的，责令改正。"),
    ("违反第三条、第四条、第五条的，责令改正。", "违反第四条、第五条、第六条的，责令改正。"),
    ("违反第四条的，责令改正。", "依照第四条的规定责令改正，并予以公告，三年内不再受理。"),
]


@pytest.mark.parametrize(("old", "new", "said"), STALE)
def test_a_reference_that_did_not_follow_its_article_is_told(old: str, new: str, said: str) -> None:
    (remark,) = with_references(old, new).remarks
    assert isinstance(remark, Sentence)
    assert remark.zh.startswith(said)


@pytest.mark.parametrize(("old", "new"), FRESH)
def test_a_reference_that_followed_or_was_written_anew_is_not_told(old: str, new: str) -> None:
    assert with_references(old, new).remarks == ()


def test_a_reference_to_an_article_that_is_gone_is_told() -> None:
    referring = "违反第四条规定的，责令改正。"
    old = [*GRANTS[:8], referring, *GRANTS[8:]]
    new = [*GRANTS[:3], *GRANTS[4:8], referring, *GRANTS[8:]]
    (remark,) = compared(measure(old), measure(new)).remarks
    assert isinstance(remark, Sentence)
    assert "第四条" in remark.zh
    assert "已删除" in remark.zh


def test_many_references_are_counted() -> None:
    referring = [f"违反第四条规定，情形{n}的，由{n}处理。" for n in "甲乙丙丁戊"]
    old = [*GRANTS, *referring]
    new = [GRANTS[0], "专项补助遵循公开择优的原则，依法接受社会监督。", *GRANTS[1:], *referring]
    remarks = compared(measure(old), measure(new)).remarks
    assert len(remarks) == 4
    assert "2" in remarks[-1]
