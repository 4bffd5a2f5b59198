from __future__ import annotations

from collections.abc import Sequence

import pytest

from tracker.compare.align.change_passages import passages
from tracker.compare.redline.by_passage import Sides, drawn_by_passage
from tracker.compare.redline.edits import group_redline, matched, redline
from tracker.compare.redline.moved_passages import Group, Lines, mark_moves
from tracker.compare.redline.recurring_terms import with_whole_terms
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


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "先查验；\n（三）原件遗失的，可以补办。",
            "先查验；\n（四）复印件损毁的，可以补办。",
            "先查验；\n[（三）|（四）][原件遗失|复印件损毁]的，可以补办。",
        ),
        (
            "（三）原审裁定有误的，应当撤销。",
            "（四）一审裁定有误的，应当撤销。",
            "[（三）|（四）][原审|一审]裁定有误的，应当撤销。",
        ),
        ("（二）原件的，可以补办。", "（三）原件的，可以补办。", "（[二|三]）原件的，可以补办。"),
        ("备案（三份）原件。", "备案（四份）抄件。", "备案（[三份）原件|四份）抄件]。"),  # no label: it begins no line
    ],
)
def test_the_number_of_an_item_is_struck_apart_from_its_words(old: str, new: str, expected: str) -> None:
    edits = drawn(matched(old, new))
    assert both_sides(edits) == (old, new)
    assert line(edits) == expected


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


# --- what is drawn of it: whole words, phrases, lines ----------------------------------------------------------------


def shown(old: str, new: str) -> str:
    edits = drawn(matched(old, new))
    assert both_sides(edits) == (old, new)
    return line(edits).replace("\n", "⏎")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("由水行政主管部门核准。", "由水务部门核准。", "由[水行政主管|水务]部门核准。"),
        ("经股东会或者股东大会同意。", "经股东会同意。", "经股东会[或者股东大会|]同意。"),
        ("在中国境内设立的", "在中华人民共和国境内设立的", "在[中国|中华人民共和国]境内设立的"),
        ("书面告知申请人和被申请人的", "书面告知当事人的", "书面告知[申请人和被申请人|当事人]的"),
        ("股东大会应当每年召开。", "股东会应当每年召开。", "[股东大会|股东会]应当每年召开。"),
        ("本人及其孳息一并上交。", "本人及其他财物一并上交。", "本人[及其孳息|及其他财物]一并上交。"),
        ("所作的有利证言", "所作的有利于当事人的证言", "所作的[有利|有利于当事人的]证言"),
        ("股份有限公司应当公告。", "公司应当公告。", "[股份有限|]公司应当公告。"),
        ("由登记员当场核对。", "由工作人员当场核对。", "由[登记员|工作人员]当场核对。"),
        ("送达决定的期限", "送达决定书的期限", "送达[决定|决定书]的期限"),
        ("提交申请的，即为受理。", "提交申请的，视为受理。", "提交申请的，[即为|视为]受理。"),
        ("本市小区内停车", "本市小区、医院内停车", "本市小区[|、医院]内停车"),
        ("在学校、医院内禁止吸烟", "在学校、医院、工业园区内禁止吸烟", "在学校、医院[|、工业园区]内禁止吸烟"),
    ],
)
def test_a_word_is_never_cut(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("对中华人民共和国有管辖权的案件", "对有管辖权的案件", "对[中华人民共和国|]有管辖权的案件"),
        ("申请人可以申请复核。", "利害关系人可以申请复核。", "[申请人|利害关系人]可以申请复核。"),
    ],
)
def test_words_that_both_sides_have_are_taken_out_of_an_edit(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


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
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "应当具备：\n（一）固定场所；\n（二）必要设备；\n（三）管理制度。",
            "应当具备：\n（一）固定场所；\n（二）管理制度。",
            "应当具备：⏎（一）固定场所；⏎[（二）必要设备；⏎|][（三）|（二）]管理制度。",
        ),
        (
            "应当具备：\n（一）固定场所；\n（二）管理制度。",
            "应当具备：\n（一）固定场所；\n（二）必要设备；\n（三）管理制度。",
            "应当具备：⏎（一）固定场所；⏎[|（二）必要设备；⏎][（二）|（三）]管理制度。",
        ),
        (
            "应当具备：\n1.固定场所；\n2.管理制度。",
            "应当具备：\n1.固定场所；\n2.必要设备；\n3.管理制度。",
            "应当具备：⏎1.固定场所；⏎[|2.必要设备；⏎][2.|3.]管理制度。",
        ),
        (
            "应当具备：\n（一）固定场所。",
            "应当具备：\n（一）固定场所；\n（二）管理制度。",
            "应当具备：⏎（一）固定场所[|；⏎（二）管理制度]。",
        ),
    ],
)
def test_an_item_that_came_or_went_keeps_its_own_label(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_new_line_stands_apart_from_the_line_that_reads_otherwise() -> None:
    old = "泊位由街道办事处统一编号。\n具有前款规定情形的，不予收费。"
    new = "泊位由街道办事处统一编号。\n新建住宅应当配建充电设施。\n具有第一款规定情形的，不予收费。"
    assert shown(old, new) == (
        "泊位由街道办事处统一编号。⏎[|新建住宅应当配建充电设施。⏎]具有[前款|第一款]规定情形的，不予收费。"
    )


def test_a_sentence_that_came_ends_with_its_own_mark() -> None:
    old = "逾期不办理的，处以罚款。"
    new = "逾期不办理的，可以处以警告；情节严重的，处以罚款。"
    assert shown(old, new) == "逾期不办理的[|，可以处以警告；情节严重的]，处以罚款。"


# --- terms that were replaced throughout -----------------------------------------------------------------------------


def test_a_recurring_replacement_is_one_name_everywhere() -> None:
    texts = ["由市水行政主管部门核准。", "报水行政主管部门备案的", "各级水行政主管部门应当公示。"]
    redlines = [drawn(matched(text, text.replace("水行政主管", "水务"))) for text in texts]
    assert [line(edits) for edits in with_whole_terms(redlines)] == [
        "由市[水行政主管部门|水务部门]核准。",
        "报[水行政主管部门|水务部门]备案的",
        "各级[水行政主管部门|水务部门]应当公示。",
    ]


def test_the_name_of_a_body_is_struck_whole_where_its_beginning_stands_everywhere_before_it() -> None:
    acts = ("监督资金", "提出意见", "承担解释")
    redlines = [drawn(matched(f"由财政审计局{act}。", f"由财政国资局{act}。")) for act in acts]
    assert [line(edits) for edits in with_whole_terms(redlines)] == [
        f"由[财政审计局|财政国资局]{act}。" for act in acts
    ]


@pytest.mark.parametrize("word", ["必须", "依照"])
def test_a_recurring_word_that_is_no_name_stays_what_it_is(word: str) -> None:
    texts = [f"经营者{word}公示。", f"管理者{word}登记。", f"使用者{word}缴费。"]
    redlines = [drawn(matched(text, text.replace(word, "应当"))) for text in texts]
    assert all(f"[{word}|应当]" in line(edits) for edits in with_whole_terms(redlines))


# --- what moved ------------------------------------------------------------------------------------------------------


def moved(old: str, new: str) -> list[tuple[str, str | None]]:
    edits = mark_moves(drawn(matched(old, new)), Lines(old), Lines(new))
    assert both_sides(edits) == (old, new)
    return [(edit.old or edit.new, edit.moved) for edit in edits if edit.moved]


def test_a_paragraph_that_moved_within_an_article_is_shown_as_moved() -> None:
    first, second, third = "申请应当以书面形式提出。", "区停车管理中心负责受理申请并答复。", "逾期不答复的视为同意。"
    found = moved(f"{first}\n{second}\n{third}", f"{third}\n{first}\n{second}")
    assert [(words.strip(), place) for words, place in found] == [(third, "第三款"), (third, "第一款")]


def test_a_clause_that_moved_within_a_line_is_shown_as_moved() -> None:
    old = "中心应当遵守章程，定期公布收支账目，接受业主监督，并建立回访制度听取意见。"
    new = "中心应当遵守章程，接受业主监督，并建立回访制度听取意见，定期公布收支账目。"
    assert moved(old, new) == [("定期公布收支账目", "本款"), ("定期公布收支账目", "本款")]


def test_words_that_only_recur_within_clauses_have_not_moved() -> None:
    old = "由本市停车管理中心受理的申请应当登记。"
    new = "申请应当登记，材料不全时退回由本市停车管理中心备案。"
    assert moved(old, new) == []


def test_what_moved_is_drawn_as_marked() -> None:
    moving = "逾期不答复的，视为同意"
    olds = [f"本区企业可以申请补贴。{moving}。", "补贴资金由财政部门在审核后按照规定的标准和程序拨付。"]
    news = ["本区企业可以申请补贴。", f"补贴资金由财政部门在审核后按照规定的标准和程序拨付。{moving}，并说明理由。"]
    edits = drawn(matched("\n".join(olds), "\n".join(news)))
    of_group = mark_moves(edits, Group(olds, ["第三条", "第四条"]), Group(news, ["第三条", "第五条"]))
    assert [(edit.op, edit.moved) for edit in of_group if edit.moved] == [("delete", "第五条"), ("insert", "第三条")]


# --- passage by passage ----------------------------------------------------------------------------------------------


def by_passage(old: str, new: str, *, table: bool = False) -> str:
    sides = Sides(old, new, Lines(old), Lines(new))
    edits = drawn_by_passage(sides, passages(old, new, table=table))
    assert both_sides(edits) == (old, new)
    return "".join(
        edit.new if edit.op == "equal" else f"[{edit.old}|{edit.new}{f'@{edit.moved}' if edit.moved else ''}]"
        for edit in edits
    ).replace("\n", "⏎")


def test_an_item_that_moved_is_told_as_moved_and_the_others_keep_their_words() -> None:
    old = "应当提交：\n（一）场所使用证明；\n（二）设备购置清单和检验合格证明；\n（三）管理人员名册。"
    new = "应当提交：\n（一）设备购置清单和检验合格证明；\n（二）场所使用证明；\n（三）管理人员名册。"
    told = by_passage(old, new)
    assert told.count("@") == 2
    assert "管理人员名册。" in told.rpartition("]")[2]


def test_a_row_that_came_is_one_edit_and_shifts_no_value() -> None:
    old = "序号\t区域\t标准\n1\t东城片区\t500\n2\t西城片区\t400"
    new = "序号\t区域\t标准\n1\t东城片区\t500\n2\t北城片区\t450\n3\t西城片区\t400"
    assert by_passage(old, new, table=True) == (
        "序号\t区域\t标准⏎1\t东城片区\t500⏎[|2\t北城片区\t450⏎][2|3]\t西城片区\t400"
    )


def test_a_cell_is_redlined_within_itself() -> None:
    old = "区域\t标准\t条件\n东城片区\t500\t连续经营满一年\n西城片区\t400\t无"
    new = "区域\t标准\t条件\n东城片区\t600\t连续经营满二年\n西城片区\t400\t无"
    assert by_passage(old, new, table=True) == (
        "区域\t标准\t条件⏎东城片区\t[500|600]\t连续经营满[一年|二年]⏎西城片区\t400\t无"
    )


def test_words_that_moved_between_rows_name_the_row() -> None:
    text = "补助标准如下：\n片区\t补助\n东片\t五百元\n（一）每年公布。\n逾期不补。"
    lines = Lines(text)
    named = [lines.label(text.index(words)) for words in ("补助标准", "片区", "五百元", "每年", "逾期")]
    assert named == ["第一款", "第一行", "第二行", "（一）", "第二款"]
