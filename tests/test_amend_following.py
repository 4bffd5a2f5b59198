"""What follows from an instruction without being said, and what does not: references, numbers, lists of places."""

from __future__ import annotations

import pytest

from tests.amend_samples import LAW, apply, fates, labels, text_of

REFERRING = LAW.replace(
    "第八条 养护单位违反本条例第四条规定的，责令改正。",
    "第八条 养护单位违反本条例第四条规定的，责令改正；违反本条例第六条的，予以警告。\n"
    "拒不改正的，依照本条例第七条处罚。",
)
"""The law with an article of two 款 that refers to three others."""
ORDER = "条文顺序作相应调整。"


@pytest.mark.parametrize(
    ("instruction", "eighth"),
    [
        (
            "将第八条第一款中的“警告”修改为“通报”。",
            ("例第三条规定", "例第五条的，予以通报", "例第六条处罚"),
        ),
        (
            "将第八条第二款修改为：“拒不改正的，依照本条例第七条加重处罚。”",
            ("例第三条规定", "例第七条加重处罚"),
        ),
        ("将第八条第一款中的“第六条”修改为“第五条”。", ("本条例第四条规定", "本条例第五条的", "本条例第七条处罚")),
        ("将第八条修改为：“违反本条例第四条、第六条的，责令改正。”", ("违反本条例第四条、第六条的",)),
        ("将第九条修改为：“本条例自2012年5月1日起施行。”", ("本条例第三条规定", "本条例第五条的，予以警告")),
    ],
)
def test_references_follow_unless_the_decision_gives_them_itself(instruction: str, eighth: tuple[str, ...]) -> None:
    text = text_of(apply("删去第二条。", instruction, law=REFERRING, closing=ORDER), "第七条")
    for words in eighth:
        assert words in text


def test_a_text_given_anew_is_not_said_to_follow() -> None:
    instructions = ("删去第二条。", "将第八条修改为：“违反本条例第四条、第六条的，责令改正。”")
    told = [one.reason or "" for one in apply(*instructions, law=REFERRING, closing=ORDER).instructions]
    assert not any("第七条：引用" in reason for reason in told)
    assert any("第六条：引用的第五条" in reason for reason in told)


def test_a_reference_that_follows_is_said_at_the_step_that_moved_its_article() -> None:
    result = apply("将第四条改为第三条。", "删去第三条。", law=REFERRING, closing=ORDER)
    reasons = {one.kind: one.reason or "" for one in result.instructions}
    assert "引用的第四条随条文顺序改为第三条" in reasons["renumber"]
    assert "引用的第六条随条文顺序改为第五条" in reasons["reorder"]
    gone = apply("删去第六条。", law=REFERRING, closing=ORDER)
    assert "引用了已删去或并入他条的第六条" in (gone.instructions[0].reason or "")
    assert fates(apply("删去第二条。", closing="")) == ["applied"]  # nothing is renumbered, so nothing is followed


@pytest.mark.parametrize(
    ("instructions", "fate", "reason"),
    [
        (("将第九条改为第十二条。",), "doubtful", "没有那么多条，第十二条前有缺号"),
        (("增加一条，作为第十二条：“甲乙丙丁。”",), "doubtful", "没有那么多条，第十二条前有缺号"),
        (("增加一条，作为第九条：“甲乙丙丁。”", "将第八条改为第九条。"), "doubtful", "修改后有两处第九条"),
        (("增加一条，作为第十条：“甲乙丙丁。”",), "applied", ""),
        (("将第九条改为第十条。", "增加一条，作为第九条：“甲乙丙丁。”"), "applied", ""),
    ],
)
def test_numbers_that_do_not_come_out_are_told(instructions: tuple[str, ...], fate: str, reason: str) -> None:
    result = apply(*instructions, closing=ORDER)
    assert result.instructions[0].status == fate
    assert reason in (result.instructions[0].reason or "")


def test_a_list_of_deletions_ends_where_another_clause_begins() -> None:
    both = apply("删去第三条中的“市园林局”和第六条中的“区园林所”。")
    assert [(one.kind, one.target) for one in both.instructions] == [
        ("delete-words", "第三条"),
        ("delete-words", "第六条"),
    ]
    moved = apply("删去第二条，第三条改为第二条。", closing=ORDER)
    assert [(one.kind, one.target, one.result) for one in moved.instructions[:2]] == [
        ("delete-article", "第二条", None),
        ("renumber", "第三条", "第二条"),
    ]
    assert labels(moved)[-1] == "第八条"
    three = apply("删去第二条、第四条第二款，第五条中的“、倾倒污水”。")
    assert [one.target for one in three.instructions] == ["第二条", "第四条第二款", "第五条"]
    assert fates(three) == ["applied"] * 3
    changed = apply("删去第四条第三款，第五条中的“车辆”修改为“船只”。")
    assert [one.kind for one in changed.instructions] == ["delete-paragraph", "replace-words"]
    assert "停放船只" in text_of(changed, "第五条")


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("删去第四条至第七条。", ["第四条", "第五条", "第六条", "第七条"]),
        ("删去第四条第一款至第三款。", ["第四条第一款", "第四条第二款", "第四条第三款"]),
        ("删去第四条第一款第一项至第三项。", ["第四条第一款第一项", "第四条第一款第二项", "第四条第一款第三项"]),
        ("删去第一章章名至第三章章名。", ["第一章", "第二章", "第三章"]),
        ("删去第三条、第五条至第六条和第八条。", ["第三条", "第五条", "第六条", "第八条"]),
    ],
)
def test_a_range_of_places_is_every_place_in_it(words: str, targets: list[str]) -> None:
    result = apply(words, closing=ORDER)
    assert [one.target for one in result.instructions[:-1]] == targets
    assert "failed" not in fates(result)


def test_a_reference_at_the_head_of_a_line_begins_no_new_article() -> None:
    added = "“第六条 绿地应当公开。\n第三条规定的单位应当报告。\n“第七条 记录应当保存。”"
    result = apply(f"增加二条，作为第六条、第七条：{added}", closing=ORDER)
    assert text_of(result, "第六条") == "绿地应当公开。\n第三条规定的单位应当报告。"
    assert text_of(result, "第七条") == "记录应当保存。"
    assert labels(result)[-1] == "第十一条"


def test_an_article_moved_into_a_chapter_comes_last_in_it() -> None:
    result = apply("将第八条移至第二章，条文顺序作相应调整。")
    assert result.instructions[0].status != "failed"
    places = {article.label: article.path for article in result.articles}
    assert text_of(result, "第七条").startswith("养护单位违反")
    assert places["第七条"] == "第二章/第七条"
    assert text_of(result, "第八条").startswith("违反本条例")
    assert places["第八条"] == "第三章/第八条"


def test_several_new_articles_without_labels_take_a_paragraph_each() -> None:
    result = apply("增加二条，作为第五条、第六条：“绿地应当公开。”“记录应当保存。”", closing=ORDER)
    assert text_of(result, "第五条") == "绿地应当公开。"
    assert text_of(result, "第六条") == "记录应当保存。"
    assert "failed" not in fates(result)
    unlike = apply("增加二条，作为第五条、第六条：“绿地应当公开。\n记录应当保存。\n费用另计。”", closing=ORDER)
    assert unlike.instructions[0].status == "doubtful"


def test_sentences_are_counted_before_clauses() -> None:
    law = LAW.replace("第六条 巡查人员", "第六条 巡查应当每日进行；节日加倍。巡查人员")
    second = apply("将第六条第二句修改为：“巡查人员应当立即报告。”", law=law)
    assert text_of(second, "第六条") == "巡查应当每日进行；节日加倍。巡查人员应当立即报告。"
    assert fates(apply("将第六条第三句修改为：“巡查人员应当立即报告。”", law=law)) == ["failed"]


def test_words_are_found_in_the_first_item_and_through_blanks() -> None:
    first = apply("将第四条第一款第一项中的“每月”修改为“每周”。")
    assert fates(first) == ["applied"]
    assert "（一）每周修剪一次；" in text_of(first, "第四条")
    law = LAW.replace("每月修剪一次", "按 DB 32 标准修剪")
    for words in ("DB 32", "DB32", "ＤＢ 32"):
        result = apply(f"将第四条中的“{words}”修改为“DB33”。", law=law)
        assert fates(result) == ["applied"], words
        assert "按DB33标准修剪" in text_of(result, "第四条").replace(" ", "")


def test_a_new_article_needs_a_number_or_a_place() -> None:
    assert fates(apply("增加一条：“绿地应当公开。”")) == ["failed"]
    beside = apply("在第五条后增加一条：“绿地应当公开。”", closing=ORDER)
    assert text_of(beside, "第六条") == "绿地应当公开。"
    assert "failed" not in fates(beside)


def test_whole_paragraphs_are_replaced_by_more_of_them() -> None:
    result = apply(
        "第四条：“养护费用由市财政承担。”“养护记录保存三年。”修改为：“费用由市财政承担。”“费用公开。”“记录公开。”"
    )
    assert text_of(result, "第四条").splitlines()[4:] == ["费用由市财政承担。", "费用公开。", "记录公开。"]
    one = apply("第四条：“养护记录保存三年。”修改为：“养护记录永久保存。”")
    assert text_of(one, "第四条").splitlines()[5:] == ["养护记录永久保存。"]
