"""Instructions on whole provisions: replaced, inserted, deleted, renumbered, merged, split."""

from __future__ import annotations

import pytest

from tests.amend_samples import LAW, apply, fates, labels, only, text_of

ORDER = "此外，对条文顺序作相应调整。"


@pytest.mark.parametrize(
    "words",
    [
        "将第五条修改为：“禁止在绿地内停放车辆。”",
        "第五条修改为：\n“禁止在绿地内停放车辆。”",
        "将五条修改为:“禁止在绿地内停放车辆。”",
        "将本条例第五条改为：“禁止在绿地内停放车辆。”",
        "将《临江市绿地养护条例》第五条修改为：“禁止在绿地内停放车辆。”",
        "将第五条修改为：“第五条　禁止在绿地内停放车辆。”",
        '将第五条修改为："禁止在绿地内停放车辆。"',
        "将第五条修改为：「禁止在绿地内停放车辆。」",
    ],
)
def test_an_article_is_replaced(words: str) -> None:
    result = apply(words)
    assert text_of(result, "第五条") == "禁止在绿地内停放车辆。"
    assert (only(result).kind, only(result).status) == ("replace-article", "applied")


@pytest.mark.parametrize(
    "quoted",
    [
        "“绿地内禁止下列行为：\n“（一）停放车辆；\n“（二）倾倒污水。\n“违者依法处罚。”",
        "“绿地内禁止下列行为：\n（一）停放车辆；\n（二）倾倒污水。\n违者依法处罚。”",
        "“绿地内禁止下列行为：\n（一）停放车辆；\n（二）倾倒污水。”\n“违者依法处罚。”",
    ],
)
def test_quoted_paragraphs_may_all_open_with_a_mark_or_only_the_first(quoted: str) -> None:
    result = apply(f"将第五条修改为：{quoted}", "删去第六条。", "条文顺序作相应调整。")
    assert text_of(result, "第五条") == "绿地内禁止下列行为：\n（一）停放车辆；\n（二）倾倒污水。\n违者依法处罚。"
    assert labels(result)[-1] == "第八条"


def test_inner_quotation_marks_become_those_of_the_law() -> None:
    result = apply("将第二条修改为：“本条例所称‘绿地’，是指城区绿地。\n“绿地”二字，下同。”")
    assert text_of(result, "第二条") == "本条例所称“绿地”，是指城区绿地。\n“绿地”二字，下同。"


def test_paragraphs_are_counted_in_the_old_text_and_items_belong_to_theirs() -> None:
    result = apply("将第四条第二款修改为：“养护费用由市、区财政承担。”第三款修改为：“养护记录保存五年。”")
    assert text_of(result, "第四条").split("\n")[-2:] == ["养护费用由市、区财政承担。", "养护记录保存五年。"]
    assert [one.target for one in result.instructions] == ["第四条第二款", "第四条第三款"]


def test_an_item_without_final_mark_takes_the_old_one() -> None:
    result = apply("将第四条第二项修改为“每周浇水三次”，第三项修改为“（三）每日清除枯枝”。")
    assert "（二）每周浇水三次；\n（三）每日清除枯枝。\n" in text_of(result, "第四条")


@pytest.mark.parametrize(
    "words",
    [
        "第四条增加一款，作为第二款：“养护应当有计划。”",
        "在第四条中增加一款作为第二款：“养护应当有计划。”",
        "第四条增加第二款：“养护应当有计划。”",
    ],
)
def test_a_paragraph_is_inserted_and_the_others_move_on(words: str) -> None:
    result = apply(words)
    assert text_of(result, "第四条").split("\n")[4:] == [
        "养护应当有计划。",
        "养护费用由市财政承担。",
        "养护记录保存三年。",
    ]
    assert (only(result).kind, only(result).result) == ("insert-paragraph", "第四条第二款")


def test_two_paragraphs_and_a_paragraph_without_place() -> None:
    result = apply("第六条增加二款，作为第二款、第三款：“甲。\n“乙。”", "第五条增加规定：“丙。”")
    assert text_of(result, "第六条").split("\n")[1:] == ["甲。", "乙。"]
    assert text_of(result, "第五条").split("\n")[1:] == ["丙。"]
    assert fates(result) == ["applied", "applied"]


def test_an_item_is_inserted_in_the_middle_and_at_the_end() -> None:
    result = apply(
        "第四条第一款增加一项，作为第二项：“（二）每季施肥一次”。",
        "第四条第一款增加一项，作为第五项：“（五）按时报告”。",
    )
    assert text_of(result, "第四条").split("\n")[1:6] == [
        "（一）每月修剪一次；",
        "（二）每季施肥一次；",
        "（三）每周浇水两次；",
        "（四）及时清除枯枝；",
        "（五）按时报告。",
    ]


def test_items_are_renumbered_and_changed_by_their_old_number() -> None:
    result = apply(
        "第四条第一款增加一项，作为第一项：“（一）建立台账”。第三项改为第四项，修改为：“（四）清除枯枝和杂草”。"
    )
    assert text_of(result, "第四条").split("\n")[1:5] == [
        "（一）建立台账；",
        "（二）每月修剪一次；",
        "（三）每周浇水两次；",
        "（四）清除枯枝和杂草。",
    ]


@pytest.mark.parametrize("words", ["删去第四条第一款第三项。", "删除第四条第三项。", "将第四条第（三）项删去。"])
def test_a_deleted_last_item_hands_on_its_full_stop(words: str) -> None:
    assert text_of(apply(words), "第四条").split("\n")[1:3] == ["（一）每月修剪一次；", "（二）每周浇水两次。"]


def test_paragraphs_are_deleted_merged_and_renumbered() -> None:
    assert text_of(apply("删除第四条第二款、第三款。"), "第四条").endswith("（三）及时清除枯枝。")
    merged = apply("将第四条第二款、第三款合并，作为第二款，修改为：“费用由财政承担，记录保存三年。”")
    assert text_of(merged, "第四条").split("\n")[4:] == ["费用由财政承担，记录保存三年。"]
    moved = apply(
        "第四条增加一款，作为第一款：“养护应当有计划。”第一款、第二款改为第二款、第三款，修改为：“应当勤养护。\n"
        "“费用自理。”"
    )
    assert text_of(moved, "第四条").split("\n") == [
        "养护应当有计划。",
        "应当勤养护。",
        "费用自理。",
        "养护记录保存三年。",
    ]


def test_deleted_articles_leave_their_numbers_unless_the_order_is_adjusted() -> None:
    assert "第五条" not in labels(apply("删去第五条。"))
    result = apply("删去第五条、第六条和第八条。", "条文顺序作相应调整。")
    assert labels(result) == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条"]
    assert text_of(result, "第六条").startswith("本条例自2010年")
    assert "引用了已删去" in (result.instructions[0].reason or "")  # 第七条 still cites the deleted article
    assert fates(result) == ["doubtful", "applied", "applied", "applied"]


def test_new_articles_bear_new_numbers_and_kept_ones_fill_the_rest() -> None:
    result = apply(
        "增加一条，作为第三条：“绿地养护坚持公益原则。”", "增加一条作为第十一条：“市园林局可以制定细则。”", ORDER
    )
    assert labels(result) == [f"第{n}条" for n in "一二三四五六七八九十"] + ["第十一条"]
    assert text_of(result, "第四条").startswith("市园林局主管")
    assert text_of(result, "第十一条") == "市园林局可以制定细则。"
    assert "本条例第六条" in text_of(result, "第八条")  # the reference followed its article, and it is said
    assert result.instructions[-1].status == "doubtful"


def test_a_replaced_article_keeps_its_old_number_as_target() -> None:
    result = apply("删去第二条。", "将第六条修改为：“巡查人员发现绿地受损的，应当立即报告。”", "条文顺序作相应调整。")
    assert (result.instructions[1].target, result.instructions[1].result) == ("第六条", "第五条")
    assert text_of(result, "第五条") == "巡查人员发现绿地受损的，应当立即报告。"


def test_branch_articles_renumber_nothing() -> None:
    result = apply("在第五条后增加一条，作为第五条之一：“禁止在绿地内烧烤。”")
    assert labels(result)[4:7] == ["第五条", "第五条之一", "第六条"]
    assert result.articles[5].path == "第二章/第五条之一"


def test_explicit_numbers_move_articles() -> None:
    result = apply(
        "将第五条修改为第六条：“禁止在绿地内停放车辆。”", "增加一条作为第五条：“绿地应当有人养护。”",
        "原第六条作为第七条。", "将第七条、第八条改为第八条、第九条。", "第九条改为第十条。",
    )  # fmt: skip
    assert fates(result) == ["doubtful", *["applied"] * 6]  # 第七条 cites 第五条, and the decision is silent about it
    assert text_of(result, "第五条") == "绿地应当有人养护。"
    assert text_of(result, "第十条").startswith("本条例自")


def test_an_article_becomes_a_paragraph_and_grows() -> None:
    result = apply(
        "将第八条改为第七条第一款，其中的“责令改正”修改为“责令限期改正”。\n增加一款，作为第二款：“逾期不改正的，"
        "处五百元罚款。”",
        "删去第七条。", "第九条改为第八条。",
    )  # fmt: skip
    assert text_of(result, "第七条").split("\n") == [
        "养护单位违反本条例第四条规定的，责令限期改正。",
        "逾期不改正的，处五百元罚款。",
    ]


def test_articles_are_merged_with_a_number_or_with_the_first_ones() -> None:
    result = apply("将第五条、第六条合并，作为第五条，修改为：“禁止损坏绿地，发现的应当报告。”", ORDER)
    assert labels(result)[-1] == "第八条"
    assert text_of(result, "第五条") == "禁止损坏绿地，发现的应当报告。"
    assert labels(apply("将第五条和第六条合并修改为：“禁止损坏绿地。”", ORDER)) == labels(result)


def test_a_paragraph_becomes_an_article() -> None:
    result = apply(
        "第二条增加一款，作为第二款：“城郊绿地参照执行。”\n将第二款改为第三条，修改为：“沿江绿带另行规定。”", ORDER
    )
    assert text_of(result, "第二条").split("\n")[1:] == ["城郊绿地参照执行。"]
    assert text_of(result, "第三条") == "沿江绿带另行规定。"
    assert labels(result)[-1] == "第十条"


def test_an_article_is_split() -> None:
    result = apply(
        "将第三条拆分为两条，作为第三条、第四条，修改为：“市园林局主管绿地养护。”“区园林所负责巡查。”", ORDER
    )
    assert text_of(result, "第三条") == "市园林局主管绿地养护。"
    assert text_of(result, "第四条") == "区园林所负责巡查。"
    assert labels(result)[-1] == "第十条"


def test_an_addition_may_be_given_with_the_whole_article() -> None:
    result = apply(
        "在第六条中增加一款作为第二款，将该条修改为：“巡查人员发现绿地受损的，应当在三日内报告。\n"
        "“紧急的应当立即报告。”"
    )
    assert only(result).status == "applied"
    assert text_of(result, "第六条").count("\n") == 1


def test_headings_are_renamed_inserted_renumbered_and_deleted() -> None:
    result = apply("第二章章名“养护”修改为“养护和巡查”。", "将第三章章名修改为“法律责任”。")
    assert "第二章 养护和巡查" in result.lines
    assert "第三章 法律责任" in result.lines
    result = apply(
        "增加一章，作为第三章“巡查”；增加二条，分别作为第七条、第八条。内容如下：\n第三章 巡查\n"
        "第七条 巡查应当有记录。\n"
        "第八条 巡查记录应当公开。\n第三章改为第四章，第七条至第九条相应改为第九条至第十一条。"
    )
    assert [line for line in result.lines if line.startswith("第") and "章 " in line] == [
        "第一章 总则", "第二章 养护", "第三章 巡查", "第四章 责任"
    ]  # fmt: skip
    assert [article.path for article in result.articles][6:9] == ["第三章/第七条", "第三章/第八条", "第四章/第九条"]
    assert text_of(result, "第八条") == "巡查记录应当公开。"
    assert labels(apply("删去第三章。")) == [f"第{n}条" for n in "一二三四五六"]
    assert "第三章 责任" not in apply("删去第三章章名。").lines


def test_a_chapter_is_inserted_with_its_articles_in_quotation_marks() -> None:
    result = apply(
        "增加一章，作为第三章：“第三章 巡查\n“第七条 巡查应当有记录。\n“第八条 巡查记录应当公开。”",
        "将第三章改为第四章。",
        ORDER,
    )
    assert [article.path for article in result.articles][6:9] == ["第三章/第七条", "第三章/第八条", "第四章/第九条"]


def test_a_heading_between_articles_without_chapters_is_quoted() -> None:
    law = "某院关于绿地案件的解释\n一、一般规定\n第一条 绿地受法律保护。\n二、其他\n第二条 本解释自公布之日起施行。\n"
    result = apply("将“二、其他”修改为：“二、附则”。", law=law, head="")
    assert "二、附则" in result.lines
    assert only(result).status == "applied"


def test_the_preamble_and_its_paragraphs() -> None:
    law = "某院关于绿地案件的解释\n为审理绿地案件，制定本解释。\n第一条 绿地受法律保护。\n"
    result = apply("将引言修改为：\n“为正确审理绿地案件，制定本解释。”", law=law, head="")
    assert result.lines[1] == "为正确审理绿地案件，制定本解释。"
    law = "某章程\n序言\n本会成立于春天。\n本会的任务是种树。\n第一章 总则\n第一条 本会名为绿会。\n"
    result = apply("序言第二自然段末尾增加：“并且护树。”", "序言第一自然段中“春天”修改为“秋天”。", law=law, head="")
    assert result.lines[1:4] == ("序言", "本会成立于秋天。", "本会的任务是种树。并且护树。")


def test_nothing_else_is_touched() -> None:
    result = apply("将第五条修改为：“禁止在绿地内停放车辆。”")
    before = [line for line in LAW.splitlines() if not line.startswith("第五条")]
    assert [line for line in result.lines if not line.startswith("第五条")] == before


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("删去第四条第二、三款。", ["养护费用由市财政承担。", "养护记录保存三年。"]),
        ("删去第四条第（一）、（二）项。", ["（一）每月修剪一次；", "（二）每周浇水两次；"]),
        ("删去第四条第（一）（二）项。", ["（一）每月修剪一次；", "（二）每周浇水两次；"]),
    ],
)
def test_numbers_may_be_listed_short(words: str, gone: list[str]) -> None:
    result = apply(words)
    assert fates(result) == ["applied", "applied"]
    assert not any(line in text_of(result, "第四条") for line in gone)


def test_local_ways_of_saying_it() -> None:
    result = apply("第四条增加一款作为该条第二款，即：“养护应当有计划。”")
    assert "\n养护应当有计划。\n养护费用" in text_of(result, "第四条")
    result = apply("在《临江市绿地养护条例》第四条中增加一项作为第四项，即:“按时报告；”")
    assert "\n（四）按时报告。\n" in text_of(result, "第四条")
    result = apply("第四条第二款后增加：“费用应当公开。”")
    assert "承担。\n费用应当公开。\n养护记录" in text_of(result, "第四条")
    assert only(result).status == "doubtful"


def test_a_paragraph_may_go_into_another_article() -> None:
    result = apply("将原第四条第三款与第六条合并为第六条，修改为：“巡查人员应当在三日内报告，记录保存三年。”")
    assert text_of(result, "第四条").endswith("养护费用由市财政承担。")
    assert text_of(result, "第六条") == "巡查人员应当在三日内报告，记录保存三年。"


def test_an_abbreviated_title_is_the_same_law() -> None:
    head = "某决定\n对《临江市绿地养护条例》（临政发〔2010〕1号，以下简称《条例》）作如下修改：\n"
    result = apply(
        "增加一条，作为《条例》第七条：“绿地应当公开。”", "将《条例》原第七条改为修改后《条例》第八条。",
        "将《条例》原第八条改为修改后《条例》第九条，修改为：“养护单位违反本条例第四条规定的，责令限期改正。”",
        "将《条例》原第九条改为第十条。", head=head,
    )  # fmt: skip
    assert labels(result)[6:] == ["第七条", "第八条", "第九条", "第十条"]
    assert fates(result) == ["doubtful", *["applied"] * 4]
    assert "章节交界处" in (result.instructions[0].reason or "")


def test_one_becomes_several() -> None:
    result = apply("将第六条修改为二款：“发现绿地受损的，应当报告。\n“报告应当书面。”")
    assert text_of(result, "第六条").split("\n") == ["发现绿地受损的，应当报告。", "报告应当书面。"]
    result = apply("将第三条修改为两条，作为第三条、第四条：“第三条 甲。\n“第四条 乙。”", "条文顺序作相应调整。")
    assert [text_of(result, label) for label in ("第三条", "第四条")] == ["甲。", "乙。"]
    assert labels(result)[-1] == "第十条"


def test_a_new_chapter_may_be_named_apart_from_its_text() -> None:
    result = apply(
        "在第二章后增加一章，作为第三章，章名为“巡查”：“第七条 巡查应当有记录。”", "第三章改为第四章。", ORDER
    )
    assert "第三章 巡查" in result.lines
    assert "第四章 责任" in result.lines


def test_an_article_is_replaced_and_grows_at_once() -> None:
    result = apply(
        "将第八条改为第七条第一款，修改为：“养护单位违反本条例第四条规定的，责令限期改正。”\n"
        "增加一款，作为第二款：“逾期不改正的，处五百元罚款。”",
        "删去第七条。",
    )
    assert text_of(result, "第七条").split("\n")[1:] == ["逾期不改正的，处五百元罚款。"]


def test_the_result_of_a_new_article_is_its_own_number() -> None:
    result = apply("在第一条前增加一条，作为第一条：“绿地是城市的财富。”", "条文序号依次顺延。")
    assert result.instructions[0].result == "第一条"
    assert text_of(result, "第二条").startswith("为了养护绿地")


def test_a_subitem_is_replaced_and_deleted() -> None:
    law = "某细则\n第一条 分为：\n（一）甲：\n1.子；\n2.丑；\n（二）乙。\n"
    head = "决定\n"
    result = apply("将第一条第一项第二目修改为：“2.寅”。", law=law, head=head)
    assert text_of(result, "第一条") == "分为：\n（一）甲：\n1.子；\n2.寅；\n（二）乙。"
    assert "子" not in text_of(apply("删去第一条第（一）项第1目。", law=law, head=head), "第一条")


# --- parts of items, and texts without quotation marks ----------------------------------------------------------------

PARTS = """临江市绿地养护条例
第一条 为了养护绿地，制定本条例。
第二条 养护单位应当：
（一）负责下列养护：
1.修剪；
2.浇水。
（二）清除枯枝。
第三条 本条例自2010年5月1日起施行。
"""


@pytest.mark.parametrize(
    ("number", "expected"), [("3", "1.修剪；\n2.浇水；\n3.除草。"), ("二", "1.修剪；\n2.除草；\n3.浇水。")]
)
def test_a_part_of_an_item_is_inserted_and_the_parts_after_it_are_numbered_through(number: str, expected: str) -> None:
    result = apply(f"第二条第一项增加一目，作为第{number}目：“除草。”", law=PARTS)
    assert (only(result).kind, only(result).status) == ("insert-subitem", "applied")
    assert expected in text_of(result, "第二条")


def test_an_item_inserted_after_another_takes_the_next_number() -> None:
    result = apply("第二条第一项后增加一项：“驱虫；”", law=PARTS)
    assert fates(result) == ["applied"]
    assert text_of(result, "第二条").endswith("（二）驱虫；\n（三）清除枯枝。")


def test_fewer_new_items_than_announced_are_said() -> None:
    result = apply("第二条第一项后增加两项：“驱虫；”", law=PARTS)
    assert only(result).status == "doubtful"
    assert "增加2项，而新文为1项" in (only(result).reason or "")


def test_a_new_text_without_quotation_marks_ends_at_the_next_instruction_and_is_doubtful() -> None:
    result = apply("将第二条第一项修改为：负责修剪、浇水；", "删去第二条第二项。", law=PARTS)
    assert fates(result) == ["doubtful", "applied"]
    assert "没有引号" in (result.instructions[0].reason or "")
    assert text_of(result, "第二条") == "养护单位应当：\n（一）负责修剪、浇水。"
