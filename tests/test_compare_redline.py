from __future__ import annotations

from collections.abc import Sequence

import pytest

from tracker.compare.redline.edits import group_redline, redline
from tracker.compare.redline.shown_edits import drawn
from tracker.model import Edit


def both_sides(edits: Sequence[Edit]) -> tuple[str, str]:
    return "".join(edit.old for edit in edits), "".join(edit.new for edit in edits)


def marked(old: str, new: str, *, strict: bool = False) -> str:
    """The redline as one line: [struck|written]."""
    edits = redline(old, new, strict=strict)
    assert both_sides(edits) == (old, new)
    return line(edits)


def line(edits: Sequence[Edit]) -> str:
    return "".join(edit.new if edit.op == "equal" else f"[{edit.old}|{edit.new}]" for edit in edits)


def test_the_same_text_has_one_equal_edit() -> None:
    assert redline("申请人应当提交材料。", "申请人应当提交材料。") == (
        Edit(op="equal", old="申请人应当提交材料。", new="申请人应当提交材料。"),
    )


def test_nothing_has_no_edits() -> None:
    assert redline("", "") == ()


def test_an_empty_side_is_one_edit() -> None:
    assert redline("", "新设一条。") == (Edit(op="insert", old="", new="新设一条。"),)
    assert redline("删去一条。", "") == (Edit(op="delete", old="删去一条。", new=""),)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("贷款不超过500万元的", "贷款不超过1500万元的", "贷款不超过[500万元|1500万元]的"),
        ("贷款不超过 500 万元的", "贷款不超过1500万元的", "贷款不超过[500 万元|1500万元]的"),
        ("在十五日内答复", "在二十五日内答复", "在[十五日|二十五日]内答复"),
        ("补贴比例为30%。", "补贴比例为35%。", "补贴比例为[30%|35%]。"),
        ("补贴百分之三十。", "补贴百分之三十五。", "补贴[百分之三十|百分之三十五]。"),
        ("上浮150BP以内", "上浮155BP以内", "上浮[150BP|155BP]以内"),
        ("自2021年1月1日起", "自2021年11月1日起", "自[2021年1月1日|2021年11月1日]起"),
        ("依照本办法第十二条办理", "依照本办法第二十二条办理", "依照本办法[第十二条|第二十二条]办理"),
        ("10个工作日内", "10日内", "[10个工作日|10日]内"),
        ("使用Python编写", "使用Pascal编写", "使用[Python|Pascal]编写"),
        ("依据《城市供水办法》执行", "依据《城市供热办法》执行", "依据[《城市供水办法》|《城市供热办法》]执行"),
        ("（甲政发〔2020〕3号）废止", "（甲政发〔2020〕13号）废止", "（[甲政发〔2020〕3号|甲政发〔2020〕13号]）废止"),
        ("人口1,200人", "人口1,250人", "人口[1,200人|1,250人]"),
    ],
)
def test_numbers_titles_and_words_are_never_cut(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_a_changed_office_leaves_the_rest_of_its_sentence_alone() -> None:
    assert marked("由市财政审计局负责解释。", "由市财政国资局负责解释。") == "由市财政[审计|国资]局负责解释。"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("仓库登记员应当到场。", "仓库工作人员应当到场。", "仓库[登记员|工作人员]应当到场。"),
        ("应当对材料进行审查。", "应当核对材料进行审查。", "应当[对|核对]材料进行审查。"),
        ("必须事先告知。", "应当事先告知。", "[必须|应当]事先告知。"),
    ],
)
def test_an_edit_takes_whole_words(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_a_word_between_two_insertions_is_left_standing() -> None:
    assert marked("机关应当登记情况。", "登记机关应当如实登记全部情况。").count("登记") == 2


def test_an_item_that_moved_up_changes_only_its_number() -> None:
    assert marked("\n（四）其他情形。", "\n（三）其他情形。") == "\n（[四|三]）其他情形。"


def test_the_form_of_a_subitem_label_is_typography() -> None:
    assert [edit.op for edit in redline("材料：\n⒉申请表；", "材料：\n2.申请表；")] == ["equal"]


def test_no_single_character_is_left_standing_between_two_edits() -> None:
    edits = redline("经现场核查确认情况属实的，予以登记。", "经书面审核认定材料齐全的，予以登记。")
    kept = [edit.old for edit in edits[1:-1] if edit.op == "equal"]
    assert all(len(text) > 1 for text in kept)


def test_a_list_entry_is_inserted_with_the_mark_before_it() -> None:
    edits = marked("市发展改革局、市商务局配合", "市发展改革局、市科技局、市商务局配合")
    assert edits == "市发展改革局[|、市科技局]、市商务局配合"


def test_a_sentence_is_inserted_whole() -> None:
    old = "申请人提交材料。受理机关审查。"
    new = "申请人提交材料。材料不全的，一次告知。受理机关审查。"
    assert marked(old, new) == "申请人提交材料。[|材料不全的，一次告知。]受理机关审查。"


def test_typography_is_neutral_and_both_sides_are_still_exact() -> None:
    edits = redline("申请人(含代理人)提交“甲表”:", "申请人（含代理人）提交「甲表」：")
    assert [edit.op for edit in edits] == ["equal"]
    assert both_sides(edits) == ("申请人(含代理人)提交“甲表”:", "申请人（含代理人）提交「甲表」：")


def test_strict_counts_typography() -> None:
    assert marked("申请人(含代理人)", "申请人（含代理人）", strict=True) == "申请人[(|（]含代理人[)|）]"


def test_the_form_of_an_item_label_is_typography() -> None:
    assert [edit.op for edit in redline("前款第(三)项规定", "前款第三项规定")] == ["equal"]


def test_text_that_moved_between_articles_is_marked_on_both_sides() -> None:
    moving = "逾期不答复的，视为同意"
    olds = [f"本区企业可以申请补贴。{moving}。", "补贴资金由财政部门在审核后按照规定的标准和程序拨付。"]
    news = ["本区企业可以申请补贴。", f"补贴资金由财政部门在审核后按照规定的标准和程序拨付。{moving}，并说明理由。"]
    edits = group_redline(olds, news, old_labels=["第三条", "第四条"], new_labels=["第三条", "第五条"])
    assert both_sides(edits) == ("\n".join(olds), "\n".join(news))
    moved = {edit.op: edit for edit in edits if edit.moved}
    assert moving in moved["delete"].old
    assert moved["delete"].moved == "第五条"
    assert moving in moved["insert"].new
    assert moved["insert"].moved == "第三条"


def test_without_labels_a_group_is_a_plain_redline() -> None:
    assert all(edit.moved is None for edit in group_redline(["甲乙丙。", "丁戊己。"], ["丁戊己。", "甲乙丙。"]))


def test_a_very_long_article_is_compared_without_a_table_of_its_size() -> None:
    sentences = [f"第{n}号仓库的管理人应当于每月{n % 28 + 1}日前报告库存{n * 7}件。" for n in range(20_000)]
    old = "".join(sentences)
    sentences[5_000] = "本号仓库已经撤销。"
    sentences[15_000] = ""
    new = "新增一句。" + "".join(sentences)
    edits = redline(old, new)  # a quadratic method would need gigabytes here
    assert both_sides(edits) == (old, new)
    assert len(edits) < 20


def test_a_long_text_that_only_repeats_itself_is_not_struck_whole() -> None:
    edits = redline("条" * 40_000, "款款" + "条" * 39_990 + "项")
    assert both_sides(edits) == ("条" * 40_000, "款款" + "条" * 39_990 + "项")
    assert sum(len(edit.old) for edit in edits if edit.op == "equal") > 30_000


def test_a_long_text_without_anything_in_common_is_struck_and_written() -> None:
    old, new = "甲乙丙丁" * 20_000, "子丑寅卯" * 20_000
    assert redline(old, new) == (Edit(op="replace", old=old, new=new),)


# --- what is drawn of it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("听取各组织和个人的意见。", "听取各个人和组织的意见。", "听取各[组织和个人|个人和组织]的意见。"),
        ("报市级财政局备案。", "报区级财政厅备案。", "报[市级财政局|区级财政厅]备案。"),
        ("企业申请后办理。", "企业依法申请后及时办理。", "企业[|依法]申请后[|及时]办理。"),
        ("提交申请，逾期不受理。", "提交书面申请，到期不受理。", "提交[|书面]申请，[逾期|到期]不受理。"),
    ],
)
def test_a_few_characters_between_two_edits_are_taken_in(old: str, new: str, expected: str) -> None:
    edits = drawn(redline(old, new))
    assert both_sides(edits) == (old, new)
    assert line(edits) == expected


def test_what_moved_is_drawn_as_marked() -> None:
    moving = "逾期不答复的，视为同意"
    olds = [f"本区企业可以申请补贴。{moving}。", "补贴资金由财政部门在审核后按照规定的标准和程序拨付。"]
    news = ["本区企业可以申请补贴。", f"补贴资金由财政部门在审核后按照规定的标准和程序拨付。{moving}，并说明理由。"]
    edits = group_redline(olds, news, old_labels=["第三条", "第四条"], new_labels=["第三条", "第五条"])
    assert [edit for edit in drawn(edits) if edit.moved] == [edit for edit in edits if edit.moved] != []
