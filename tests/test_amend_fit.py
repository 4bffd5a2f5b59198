"""Honesty: a decision that does not fit its base never succeeds in silence."""

from __future__ import annotations

import pytest

from tests.amend_samples import HEAD, LAW, apply, fates, labels, only, text_of
from tracker.amend import amend
from tracker.amend.application import fit, old_articles
from tracker.errors import MalformedSource


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("将第三条中的“市林业局”修改为“市园林局”。", "旧文没有“市林业局”"),
        ("将第十二条修改为：“甲。”", "旧文没有第十二条"),
        ("将第五条第二款修改为：“甲。”", "旧文第五条只有1款"),
        ("删去第四条第一款第六项。", "旧文没有第四条第一款第六项"),
        ("第五条增加一项，作为第二项：“甲”。", "没有分项的款"),
        ("将第九章章名修改为“甲”。", "旧文没有第九章"),
        ("将名称中的“湿地”修改为“绿地”。", "名称中没有“湿地”"),
        ("将本条例中的“湿地”修改为“绿地”。", "全文没有“湿地”"),
    ],
)
def test_what_cannot_be_applied_fails_with_its_reason(words: str, reason: str) -> None:
    result = apply(words)
    assert only(result).status == "failed"
    assert reason in (only(result).reason or "")
    assert "\n".join(result.lines) + "\n" == LAW


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("第五条增加一款，作为第四款：“甲乙丙丁。”", "第4款"),
        ("第四条增加一款，作为第四款：“养护费用由市财政承担。”", "旧文已有"),
        ("增加一条，作为第十条：“巡查人员发现绿地受损的，应当在三日内报告区园林所。”", "旧文已有"),
        ("将第六条修改为：“巡查人员发现绿地受损的，应当在三日内报告区园林所。”", "旧文可能已是修改后的文本"),
        ("将第六条修改为：“违反本条例第五条规定的，处五百元以下的罚款。”", "相似度"),
        ("将第六条修改为：“甲乙丙丁戊己庚辛。”", "相似度"),
        ("将第八条修改为：“养护单位违反本条例第十四条规定的，责令改正。”", "没有这一条"),
        ("增加一条，作为第五条：“绿地应当有人养护。”", "未写明条文顺序调整"),
        ("将第五条修改为：“禁止在绿地内停放车辆。", "引号不配对"),
        ("在第六条中增加一款作为第三款，将该条修改为：“巡查人员发现绿地受损的，应当报告。”", "称增加1款"),
    ],
)
def test_what_looks_wrong_is_applied_with_a_doubt(words: str, reason: str) -> None:
    one = apply(words).instructions[0]
    assert one.status == "doubtful"
    assert reason in (one.reason or "")


def test_an_instruction_that_is_not_understood_is_listed_and_the_rest_goes_on() -> None:
    result = apply("对第三条予以完善。", "将第五条修改为：“禁止在绿地内停放车辆。”", "将附图更换。")
    assert fates(result) == ["failed", "applied", "failed"]
    assert [one.kind for one in result.instructions] == ["unknown", "replace-article", "unknown"]
    assert (
        result.instructions[0].quote.startswith("对第三条予以完善") or "第三条予以完善" in result.instructions[0].quote
    )


def test_no_place_is_carried_over_a_clause_that_was_not_understood() -> None:
    result = apply("将第二条修改为：“适用本条例。”在附表里另作安排。第二款修改为：“沿江绿带另行规定。”")
    assert fates(result) == ["applied", "failed", "failed"]


def test_an_older_base_is_betrayed_by_citations_that_the_decision_leaves_behind() -> None:
    law = (
        "某院关于绿地案件的解释\n第一条 依据绿化法第十八条的规定起诉的，应予受理。\n"
        "第二条 依据绿化法第十九条的规定组织清理的，应予支持。\n第三条 本解释自公布之日起施行。\n"
    )
    result = apply("将第二条修改为：“依据绿化法第十八条的规定组织清理的，人民法院应予支持。”", law=law, head="")
    assert only(result).status == "doubtful"
    assert "绿化法" in (only(result).reason or "")


def test_an_older_base_is_betrayed_by_numbers_that_do_not_come_out() -> None:
    result = apply(
        "将第七条改为第九条，修改为：“违反本条例规定的，处二百元以下的罚款。”",
        "增加一条，作为第五条：“甲。”",
        "条文顺序作相应调整。",
    )
    assert result.instructions[0].status == "doubtful"


@pytest.mark.parametrize("words", ["根据本决定，对条文顺序作相应调整。", "按照上述修改，条文顺序作相应调整。"])
def test_an_order_to_renumber_by_the_decision_itself_is_carried_out(words: str) -> None:
    assert apply("删去第二条。", words).lines == apply("删去第二条。", "条文顺序作相应调整。").lines
    assert fates(apply("删去第二条。", words)) == fates(apply("删去第二条。", "条文顺序作相应调整。"))


@pytest.mark.parametrize(
    "words",
    [
        "将第八条排在第七条之前。",
        "将第七条中的罚款数额提高。",
        "删去第七条中“条例”前的“本”字。",
        "第七条与第八条参照适用。",
    ],
)
def test_a_clause_is_understood_to_its_end_or_not_at_all(words: str) -> None:
    result = apply(words)
    assert fates(result) == ["failed"]
    assert "\n".join(result.lines) + "\n" == LAW


def test_numbers_beyond_the_count_are_in_doubt() -> None:
    result = apply("增加一条，作为第二十条：“甲。”", "条文顺序作相应调整。")
    assert fates(result)[0] == "doubtful"


def test_wording_of_the_closing_sentence_that_promises_unlisted_changes_is_in_doubt() -> None:
    result = apply("删去第二条。", "此外，对条文顺序和个别文字作相应调整和修改。")
    assert result.instructions[-1].status == "doubtful"
    assert labels(result)[-1] == "第八条"


def test_a_missing_wording_can_be_replaced_whole_but_not_searched() -> None:
    law = LAW.replace("禁止在绿地内停放车辆、堆放物料、倾倒污水。", "〔原文缺失〕")
    assert only(apply("将第五条修改为：“禁止停车。”", law=law)).status == "applied"
    one = only(apply("将第五条中的“停放车辆”修改为“停车”。", law=law))
    assert one.status == "failed"
    assert "旧文缺失" in (one.reason or "")


def test_a_decision_on_another_law_changes_nothing() -> None:
    with pytest.raises(MalformedSource, match="临江市河道条例"):
        amend(LAW, HEAD.replace("绿地养护", "河道") + "一、将第五条修改为：“甲。”")


def test_an_amendment_does_not_overwrite_a_branch_article_that_is_there() -> None:
    law = LAW.replace("第六条 ", "第五条之一 禁止烧烤。\n第六条 ")
    result = amend(law, "临江市绿地养护条例修正案\n一、在第五条后增加一条，作为第五条之一：“禁止露营。”")
    assert only(result).status == "failed"
    assert text_of(result, "第五条之一") == "禁止烧烤。"


def test_a_numbered_commencement_point_is_accounted_for() -> None:
    result = amend(
        LAW,
        "临江市绿地养护条例修正案\n一、将第五条修改为：“禁止在绿地内停放车辆。”\n二、本修正案自2020年1月1日起施行。",
    )
    assert [(one.kind, one.status) for one in result.instructions] == [
        ("replace-article", "applied"),
        ("commencement", "doubtful"),
    ]


@pytest.mark.parametrize("decision", ["", "这不是决定。", LAW])
def test_what_is_no_decision_is_refused(decision: str) -> None:
    with pytest.raises(MalformedSource):
        amend(LAW, decision)


def test_a_text_without_provisions_is_refused() -> None:
    with pytest.raises(MalformedSource):
        amend("", HEAD)


def test_new_text_that_another_instruction_undoes_is_in_doubt() -> None:
    result = apply(
        "将第四条第二款修改为：“费用由区财政承担。”", "将第四条修改为：“养护单位应当按月修剪，每周浇水两次。”"
    )
    assert fates(result) == ["doubtful", "applied"]
    assert "没有全部进入" in (result.instructions[0].reason or "")


@pytest.mark.parametrize(("most", "told"), [(400_000, True), (5, True), (1, False)])
def test_of_a_very_long_decision_the_articles_around_are_likened_alone(
    monkeypatch: pytest.MonkeyPatch, most: int, *, told: bool
) -> None:
    monkeypatch.setattr(fit, "_MOST_LIKENED", most)
    one = apply("将第七条修改为：“巡查人员发现绿地有受损的，应当在二日内报告区园林所。”").instructions[0]
    assert ("与第六条相似度" in (one.reason or "")) is told


def test_many_steps_on_one_article_are_not_tried_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["将第五条中的“停放”修改为“停放”。", "将第五条中的“倾倒”修改为“排放”。"]
    assert fates(apply(*words)) == ["doubtful", "applied"]
    monkeypatch.setattr(old_articles, "_MOST_TRIED", 1)
    assert fates(apply(*words)) == ["applied", "applied"]
