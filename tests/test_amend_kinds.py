"""Kinds of instructions that are easily read falsely: each is carried out, or it is said that it was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.amend_samples import HEAD, LAW, apply, fates, labels, only, text_of
from tests.test_amend_command import run
from tracker.amend import amend
from tracker.errors import MalformedSource
from tracker.model import Consolidation, SourceText
from tracker.parse import parse

TITLE = "《临江市绿地养护条例》"
ANNEXED = (
    f"{LAW}\n附件1\n养护费用标准表\n类别\t春季（元/平方米）\t冬季（元/平方米）\n公园绿地\t12\t8\n道路绿地\t15\t8\n"
    "附件2\n巡查人员守则\n第一条 巡查人员应当佩戴标志。\n第二条 巡查人员每日巡查十三次。\n"
)


def after(law: str, *instructions: str) -> Consolidation:
    """A law after one decision."""
    return apply(*instructions, law=law)


# --- exceptions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "将“养护”修改为“管护”，第一条、第四条第二款除外。",
        "除第一条和第四条第二款外，将全文中的“养护”修改为“管护”。",
        "将条例中的“养护”统一修改为“管护”，但第一条、第四条第二款不作修改。",
        "将全文（第一条、第四条第二款除外）中的“养护”修改为“管护”。",
        "将“养护”修改为“管护”，除第一条、第四条第二款外。",
    ],
)
def test_an_exception_is_obeyed_wherever_it_stands(words: str) -> None:
    result = apply(words)
    assert fates(result) == ["applied"]
    assert "养护绿地" in text_of(result, "第一条")
    assert text_of(result, "第四条").splitlines()[0] == "管护单位应当做到："
    assert "养护费用由市财政承担。" in text_of(result, "第四条")
    assert "管护记录保存三年。" in text_of(result, "第四条")
    assert "主管绿地管护" in text_of(result, "第三条")


def test_an_exception_from_a_range_takes_its_article_out() -> None:
    result = apply("将第一条至第三条中的“绿地”修改为“园林”，但第二条除外。")
    assert [one.target for one in result.instructions] == ["第一条", "第三条"]
    assert "绿地" in text_of(result, "第二条")


@pytest.mark.parametrize(
    "words",
    [
        "将“养护”修改为“管护”，罚则部分除外。",
        "将第一条中的“绿地”修改为“园林”，第五条除外。",
        "删去第四条第一款，但第二项保留。",
        "将“养护”修改为“管护”，涉及市财政的表述暂不改动。",
    ],
)
def test_an_exception_that_cannot_be_obeyed_leaves_the_instruction_in_doubt(words: str) -> None:
    assert "applied" not in fates(apply(words))


def test_an_exception_in_a_sentence_or_an_instruction_of_its_own() -> None:
    for words in (
        ("将全文中的“绿地”修改为“园林”。第三条除外。",),
        ("将全文中的“绿地”修改为“园林”。", "第三条不作修改。"),
        ("除本条例第三条外，将“绿地”修改为“园林”。",),
    ):
        result = apply(*words)
        assert fates(result) == ["applied"]
        assert text_of(result, "第三条").startswith("市园林局主管绿地养护")
        assert "园林" in text_of(result, "第五条")
    assert fates(apply("第三条不作修改。", "将第六条中的“三日”修改为“五日”。")) == ["failed", "applied"]
    gone = apply("删去第五条至第七条，第六条除外。", closing="条文顺序作相应调整。")
    assert labels(gone)[-1] == "第七条"
    assert text_of(gone, "第五条").startswith("巡查人员")


# --- tails that only say that numbers follow ----------------------------------------------------------------------


def test_an_order_to_renumber_in_the_same_sentence_swallows_nothing() -> None:
    assert labels(apply("删去第二条，条文顺序作相应调整。"))[-1] == "第八条"
    assert "（二）及时清除枯枝。" in text_of(apply("删去第四条第二项，其他项序号作相应调整。"), "第四条")
    assert text_of(apply("将第六条移至第三条之前，条文顺序作相应调整。"), "第三条").startswith("巡查人员")
    merged = apply("第五条、第六条合并为一条，条文顺序作相应调整。")
    assert text_of(merged, "第五条").count("\n") == 1
    assert labels(merged)[-1] == "第八条"
    assert "doubtful" in fates(merged)


def test_items_that_follow_an_inserted_one_are_no_failed_instruction() -> None:
    result = apply("第四条增加一项，作为第二项：“（二）按时施肥；”，原第二项、第三项依次顺延。")
    assert only(result).status == "applied"
    assert "（四）及时清除枯枝。" in text_of(result, "第四条")


def test_a_paragraph_merged_without_a_new_text_is_joined_and_doubted() -> None:
    result = apply("将第二条第二款并入第一款。")
    assert only(result).status == "doubtful"
    assert text_of(result, "第二条").endswith("适用本条例。沿江绿带依照沿江绿带的规定养护。")


@pytest.mark.parametrize(
    "words",
    [
        "第五条中的“车辆”修改为“车辆”。",
        "将第四条第一款第一项修改为：“（一）每月修剪一次；”。",
        "将第三章章名修改为“责任”。",
        "将第三条改为第三条。",
        "将第四条第二款改为第二款。",
        "将名称修改为“临江市绿地养护条例”。",
    ],
)
def test_an_instruction_that_changes_nothing_is_not_applied(words: str) -> None:
    assert only(apply(words)).status != "applied"


# --- labels, chapters, lead-ins, lists of words ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("将第四条第一款第三项移至第一项之前。", ("清除", "修剪", "浇水")),
        ("将第四条第一款第一项移至第三项之后。", ("浇水", "清除", "修剪")),
        ("将第四条第一款第三项调整为第二项。", ("修剪", "清除", "浇水")),
    ],
)
def test_an_item_moves_inside_its_list(words: str, items: tuple[str, ...]) -> None:
    result = apply(words)
    assert fates(result) == ["applied"]
    lines = text_of(result, "第四条").splitlines()[1:4]
    assert [line[:3] for line in lines] == ["（一）", "（二）", "（三）"]
    assert [line[-1] for line in lines] == ["；", "；", "。"]
    assert all(item in line for item, line in zip(items, lines, strict=True))


def test_a_paragraph_moves_and_nothing_moves_without_a_place() -> None:
    assert text_of(apply("将第四条第三款移至第一款之后。"), "第四条").splitlines()[4] == "养护记录保存三年。"
    lost = apply("将第四条第三款移至第六条。")
    assert only(lost).status == "failed"
    assert "\n".join(lost.lines) + "\n" == LAW


@pytest.mark.parametrize("words", ["（删除）", "（已废止）", "（本条已被删去）", "[此条删除]", "（保留）"])
def test_a_new_article_takes_the_place_that_was_kept_for_it(words: str) -> None:
    law = LAW.replace("第六条 巡查人员发现绿地受损的，应当在三日内报告区园林所。", f"第六条 {words}")
    result = after(law, "增加一条，作为第六条：“巡查记录应当公开。”")
    assert only(result).status == "applied"
    assert labels(result) == labels(apply("将第五条修改为：“禁止在绿地内停放车辆。”"))
    assert text_of(result, "第六条") == "巡查记录应当公开。"


def test_an_unquoted_text_is_taken_as_printed() -> None:
    table = "类别\t标准\n公园绿地,一级\t1,200元\n道路绿地\t800元"
    result = after(ANNEXED, f"将附件1修改为：\n养护费用标准表\n{table}")
    assert [line for line in result.lines if "\t" in line] == table.splitlines()


def test_items_quoted_in_one_line_are_items() -> None:
    lines = ["养护单位应当做到：", "（一）每月修剪两次；", "（二）每周浇水两次。"]
    replaced = apply(f"将第四条第一款修改为：“{''.join(lines)}”")
    assert text_of(replaced, "第四条").splitlines()[:3] == lines
    more = apply("第四条第一款增加两项，作为第四项、第五项：“（四）按时施肥；（五）除虫。”")
    assert text_of(more, "第四条").splitlines()[3:6] == ["（三）及时清除枯枝；", "（四）按时施肥；", "（五）除虫。"]
    assert fates(more) == ["applied"]
    inline = "禁止：（一）停车；（二）倾倒污水。"
    assert text_of(apply(f"将第五条修改为：“{inline}”"), "第五条") == inline


@pytest.mark.parametrize("label", ["", "第五条　", "第五条 ", "第五条：", "第五条"])
def test_a_label_inside_the_quotation_is_not_doubled(label: str) -> None:
    result = apply(f"将第五条修改为：“{label}在绿地内不得停放车辆、堆放物料、倾倒污水。”")
    assert text_of(result, "第五条") == "在绿地内不得停放车辆、堆放物料、倾倒污水。"
    assert fates(result) == ["applied"]


def test_another_articles_label_inside_the_quotation_is_doubted() -> None:
    result = apply("将第五条修改为：“第六条　禁止在绿地内停放车辆、堆放物料。”")
    assert only(result).status == "doubtful"


def test_words_of_a_chapters_name() -> None:
    law = LAW.replace("第二章 养护", "第二章 养护和登记")
    assert "第二章 养护和巡查" in after(law, "将第二章章名中的“登记”修改为“巡查”。").lines
    assert "第二章 养护" in after(law, "删去第二章章名中的“和登记”。").lines
    assert "第二章 管护和登记" in after(law, "在全文中将“养护”修改为“管护”。").lines
    assert only(after(law, "将第二章章名中的“收费”修改为“巡查”。")).status == "failed"


def test_words_in_a_chapter_are_those_of_its_articles() -> None:
    result = apply("将第二章中的“绿地”修改为“园林”。")
    assert "园林" in text_of(result, "第五条")
    assert "绿地" in text_of(result, "第三条")
    assert "第二章 养护" in result.lines


def test_a_lead_in_is_replaced_and_its_items_stay() -> None:
    result = apply("第四条第一款引导语修改为：“养护单位应当按照技术规程做到：”。")
    assert text_of(result, "第四条").splitlines()[:2] == ["养护单位应当按照技术规程做到：", "（一）每月修剪一次；"]


def test_several_places_with_their_words_and_one_verb() -> None:
    result = apply("将第三条中的“市园林局”、第六条中的“区园林所”修改为“城管部门”。")
    assert fates(result) == ["applied", "applied"]
    result = apply("将第三条中的“主管”、第五条中的“停放”分别修改为“负责”、“停留”。")
    assert "市园林局负责绿地养护" in text_of(result, "第三条")
    assert "停留车辆" in text_of(result, "第五条")


def test_a_number_is_not_found_inside_a_larger_one() -> None:
    law = LAW.replace("三日内", "十三日内").replace("二百元", "1200元")
    assert only(after(law, "将第六条中的“三日”修改为“五日”。")).status == "failed"
    assert only(after(law, "将第七条中的“200元”修改为“500元”。")).status == "failed"


# --- annexes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("将附件1《养护费用标准表》中“公园绿地”的春季标准由“12”修改为“14”。", "公园绿地\t14\t8"),
        ("附件1中“道路绿地”一栏的“8”修改为“9”。", "道路绿地\t15\t9"),
        ("附件1中“公园绿地”的冬季标准修改为“10”。", "公园绿地\t12\t10"),
    ],
)
def test_a_cell_of_an_annex(words: str, line: str) -> None:
    result = after(ANNEXED, words)
    assert only(result).status == "applied"
    assert line in result.lines
    assert len([one for one in result.lines if "绿地\t" in one]) == 2


def test_a_cell_that_cannot_be_told_is_left_alone() -> None:
    for words in ("附件1中“公园绿地”一栏的“9”修改为“10”。", "附件1中“水面”的标准由“8”修改为“10”。"):
        result = after(ANNEXED, words)
        assert only(result).status == "failed"
        assert "公园绿地\t12\t8" in result.lines


def test_a_whole_annex_is_replaced_with_its_table() -> None:
    table = "养护费用标准表\n类别\t标准\n公园绿地\t20\n道路绿地\t21"
    for words in (f"将附件1修改为：\n{table}", f"将附件1修改为：\n“{table}”"):
        result = after(ANNEXED, words)
        assert result.instructions[0].status != "failed"
        assert [line for line in result.lines if "\t" in line] == table.splitlines()[1:]
        assert result.lines[result.lines.index("附件1") + 1] == "养护费用标准表"
        assert "附件2" in result.lines


def test_a_provision_a_row_and_words_of_an_annex() -> None:
    result = after(ANNEXED, "将附件2第二条中的“十三次”修改为“三次”。", "删去附件1中“道路绿地”一行。")
    assert fates(result) == ["applied", "applied"]
    assert "第二条 巡查人员每日巡查三次。" in result.lines
    assert [line for line in result.lines if line.startswith("道路")] == []
    assert "第二条 本市城区绿地的养护、巡查，适用本条例。" in result.lines
    assert [one.title for one in result.instruments] == ["临江市绿地养护条例", "养护费用标准表", "巡查人员守则"]


def test_a_row_and_an_annex_are_carried_over_to_the_next_clause() -> None:
    result = after(ANNEXED, "将附件1“公园绿地”一行中的“12”修改为“14”，“8”修改为“9”。")
    assert fates(result) == ["applied", "applied"]
    assert {"公园绿地\t14\t9", "道路绿地\t15\t8"} <= set(result.lines)
    result = after(ANNEXED, "附件2第一条修改为：“巡查人员应当佩戴工作标志。”，第二条中的“十三次”修改为“两次”。")
    assert fates(result) == ["applied", "applied"]
    assert "第二条 巡查人员每日巡查两次。" in result.lines
    assert "第一条 为了养护绿地，改善环境，制定本条例。" in result.lines


def test_an_annex_gets_articles_a_name_and_company() -> None:
    assert "第三条 巡查应当记录。" in after(ANNEXED, "附件2增加一条，作为第三条：“巡查应当记录。”").lines
    assert "养护经费标准表" in after(ANNEXED, "附件1的名称修改为“养护经费标准表”。").lines
    lines = after(ANNEXED, "增加附件3：“附件3\n收费目录\n一、养护费；\n二、巡查费。”").lines
    assert lines[-4:] == ("附件3", "收费目录", "一、养护费；", "二、巡查费。")
    everywhere = after(ANNEXED, "将本条例及附件中的“绿地”修改为“园林”。")
    assert not any("绿地" in line for line in everywhere.lines[1:])
    same = "养护费用标准表\n类别\t春季（元/平方米）\t冬季（元/平方米）\n公园绿地\t12\t8\n道路绿地\t15\t8"
    assert only(after(ANNEXED, f"将附件1修改为：“{same}”")).status == "doubtful"


@pytest.mark.parametrize(
    "words",
    [
        "将附件1修改为本决定附件。",
        "将附件1替换为本决定附件《养护费用标准表》。",
        "附件1作相应修改（见附件）。",
        "用本决定附件替换原附件1。",
        "附件1以本决定附件代替。",
        "附件1修改为本决定后附的《养护费用标准表》。",
    ],
)
def test_the_decisions_own_annex_takes_the_place_of_the_old_one(words: str) -> None:
    order = (
        f"{HEAD}一、{words}\n本决定自公布之日起施行。\n附件\n养护费用标准表\n类别\t标准\n公园绿地\t30\n道路绿地\t31\n"
    )
    text, read = (
        parse(SourceText(name="a", sha256="", media_type="text/plain", text=one)).documents[0]
        for one in (ANNEXED, order.replace("\n", "\n\n").replace("标准\n\n公", "标准\n公").replace("30\n\n", "30\n"))
    )
    result = amend(text, read)
    assert fates(result) == ["applied"]
    assert [line for line in result.lines if "\t" in line] == ["类别\t标准", "公园绿地\t30", "道路绿地\t31"]
    assert "附件1" in result.lines
    assert fates(amend(text, order.split("附件\n养护", maxsplit=1)[0])) == ["failed"]


def test_an_annex_that_is_not_there_is_said_to_be_missing() -> None:
    assert only(after(ANNEXED, "删去附件3。")).status == "failed"
    assert only(after(ANNEXED, "删去附件。")).status == "failed"
    assert "附件2" not in after(ANNEXED, "删去附件2。").lines


# --- corrections ------------------------------------------------------------------------------------------------------


def corrected(*lines: str, title: str = "关于《临江市绿地养护条例》的更正") -> Consolidation:
    """The law after a correction notice."""
    return amend(LAW, "\n".join((title, *lines, "临江市人大常委会办公室", "2011年3月2日")))


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("《临江市绿地养护条例》第六条“三日”应为“五日”，特此更正。", "第六条", "五日内"),
        ("第四条第一款第二项中的“两次”有误，应更正为“三次”。", "第四条", "浇水三次"),
        (
            "我办印发的《临江市绿地养护条例》（临人发〔2010〕3号）中，第七条“二百元”系笔误，现更正为“五百元”。",
            "第七条",
            "五百元",
        ),
        ("第八条更正为：“养护单位违反本条例规定的，责令改正。”", "第八条", "违反本条例规定的"),
        ("第八条应更正为：“养护单位违反本条例规定的，责令改正。”", "第八条", "违反本条例规定的"),
        ("第四条第一款第一项现修改为：“（一）每月修剪两次；”。", "第四条", "（一）每月修剪两次"),
        ("第三条误将“市林业局”印为“市园林局”。", "第三条", "市林业局"),
        ("第七条原文“二百元”现更正为“五百元”。", "第七条", "五百元"),
        ("第六条第2行“三日”应为“五日”。", "第六条", "五日内"),
        ("第八条中“责令改正”表述有误，正确表述为“责令限期改正”。", "第八条", "责令限期改正"),
        ("第五条“车辆”后漏“、船只”。", "第五条", "车辆、船只、堆放"),
        ("第八条应为：“养护单位违反本条例规定的，责令改正。”敬请谅解。", "第八条", "违反本条例规定的"),
    ],
)
def test_a_correction_notice_is_applied(line: str, label: str, words: str) -> None:
    result = corrected(line)
    assert fates(result) == ["applied"]
    assert words in text_of(result, label)


def test_a_notice_with_several_corrections() -> None:
    result = corrected("现更正如下：", "一、第一条“环境”应为“生态环境”。", "二、第三条“巡查”应为“巡护”。", title="更正")
    assert [(one.n, one.status) for one in result.instructions] == [("一", "applied"), ("二", "applied")]


def test_a_misprint_without_a_place_that_stands_often_is_in_doubt() -> None:
    assert fates(corrected("“倾倒污水”应为“倾倒废水”。")) == ["applied"]
    assert fates(corrected("“绿地”应为“园林”。")) == ["doubtful"]


def test_a_notice_on_another_text_and_a_decision_about_corrections() -> None:
    with pytest.raises(MalformedSource, match="临江市河道条例"):
        corrected("《临江市河道条例》第六条“三日”应为“五日”。", title="关于《临江市河道条例》的更正")
    head = HEAD.replace("绿地养护", "更正登记")
    with pytest.raises(MalformedSource, match="临江市更正登记条例"):
        amend(LAW, f"{head}一、将第五条修改为：“甲。”")


def test_a_decision_on_another_law_gives_no_text_and_exit_three(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(LAW, encoding="utf-8")
    (tmp_path / "decision.txt").write_text(f"{HEAD.replace('绿地养护', '河道')}一、删去第五条。\n", encoding="utf-8")
    done = run(tmp_path / "old.txt", tmp_path / "decision.txt")
    assert (done.returncode, done.stdout) == (3, "")
    assert "临江市河道条例" in done.stderr


def test_the_decisions_annex_that_is_named_by_its_number_takes_the_place_of_another() -> None:
    order = (
        f"{HEAD}一、用本决定附件2替换原附件1。\n本决定自公布之日起施行。\n\n附件1\n巡查路线\n沿江、环湖。\n\n"
        "附件2\n养护费用标准表\n类别\t标准\n公园绿地\t30\n道路绿地\t31\n"
    )
    text, read = (
        parse(SourceText(name="a", sha256="", media_type="text/plain", text=one)).documents[0]
        for one in (ANNEXED, order)
    )
    result = amend(text, read)
    assert fates(result) == ["applied"]
    assert [line for line in result.lines if "\t" in line] == ["类别\t标准", "公园绿地\t30", "道路绿地\t31"]
