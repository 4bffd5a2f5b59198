"""The frame of a decision: which part concerns the law, and where its instructions begin and end."""

from __future__ import annotations

import pytest

from tests.amend_samples import HEAD, LAW, apply, fates, only, text_of
from tracker.amend import amend
from tracker.amend.instructions.decision import read_frame
from tracker.amend.instructions.numbered import apart
from tracker.language.titles import same_rule

TITLE = "临江市绿地养护条例"
CHANGE = "第五条修改为：“禁止在绿地内停放车辆。”"


def blocks(text: str, law: str = TITLE) -> list[tuple[str, str]]:
    """Numbers and texts of the instructions for a law."""
    return [(block.n, block.text) for block in read_frame(text.splitlines(), law).blocks]


def test_one_unnumbered_instruction() -> None:
    assert blocks(f"{HEAD}将{CHANGE}\n本决定自2020年1月1日起施行。") == [("1", f"将{CHANGE}")]


def test_closing_sentences_are_no_instructions() -> None:
    text = f"{HEAD}一、将{CHANGE}\n本决定自2020年1月1日起施行。\n《{TITLE}》根据本决定作相应修改，重新公布。"
    assert [n for n, _ in blocks(text)] == ["一"]


def test_a_closing_sentence_may_order_to_renumber() -> None:
    closing = f"《{TITLE}》根据本决定作相应修改并对条文顺序作相应调整，重新公布。"
    result = apply("删去第二条。", closing=closing)
    assert result.articles[-1].label == "第八条"
    assert result.instructions[-1].n == "结尾"


def test_the_part_of_a_decision_on_several_laws() -> None:
    text = (
        "关于修改三件法规的决定\n决定对三件法规作如下修改：\n一、对《临江市河道条例》作出修改\n（一）将第一条修改为：“甲。”\n"
        f"二、对《{TITLE}》作出修改\n（一）将{CHANGE}\n（二）删去第六条。\n三、修改《临江市道路条例》\n1.删去第二条。\n"
        "本决定自公布之日起施行。"
    )
    assert [n for n, _ in blocks(text)] == ["一", "二"]
    assert "第六条" not in [article.label for article in amend(LAW, text).articles]


def test_instructions_that_each_name_their_law() -> None:
    text = (
        f"关于修改部分法规的决定\n对部分法规作如下修改：\n一、将《临江市河道条例》第一条中的“甲”修改为“乙”。\n"
        f"二、将《{TITLE}》{CHANGE}\n删去第六条。\n三、删去《临江市道路条例》第二条。"
    )
    assert [n for n, _ in blocks(text)] == ["二"]
    result = amend(LAW, text)
    assert fates(result) == ["applied", "applied"]
    assert text_of(result, "第五条") == "禁止在绿地内停放车辆。"


def test_a_list_of_laws_in_an_annex_numbers_anew() -> None:
    text = (
        "关于修改部分法规的决定\n一、对2部法规的部分条款予以修改。（附件1）\n二、对1部法规予以废止。（附件2）\n"
        f"附件1\n修改的法规\n一、将《{TITLE}》{CHANGE}\n二、删去《临江市道路条例》第二条。"
    )
    assert only(amend(LAW, text)).status == "applied"


def test_instructions_inside_an_instruction() -> None:
    text = f"{HEAD}一、对第二章作如下修改：\n（一）将{CHANGE}\n（二）删去第六条。\n二、删去第八条。"
    assert [n for n, _ in blocks(text)] == ["一（一）", "一（二）", "二"]


def test_quoted_numbers_start_no_instruction() -> None:
    text = f"{HEAD}一、将第四条修改为：“养护单位应当：\n一、每月修剪；\n二、每周浇水。”\n二、删去第六条。"
    assert [n for n, _ in blocks(text)] == ["一", "二"]
    assert text_of(amend(LAW, text), "第四条").endswith("二、每周浇水。")


def test_a_forgotten_closing_mark_does_not_swallow_the_next_instruction() -> None:
    text = (
        f"{HEAD}一、将第四条修改为：“养护单位应当勤养护。\n二、将第六条修改为：“发现绿地受损的，应当立即报告区园林所。”"
    )
    assert [n for n, _ in blocks(text)] == ["一", "二"]
    assert fates(amend(LAW, text)) == ["doubtful", "applied"]


def test_an_amendment_numbered_through_as_articles() -> None:
    old = LAW.splitlines()[14].removeprefix("第六条 ")
    text = (
        f"临江市绿地养护条例修正案（三）\n第七条　条例第六条：“{old}”修改为：“应当立即报告。”\n"
        "第八条 条例第三条增加规定：“街道协助。”"
    )
    result = amend(LAW, text)
    assert [one.n for one in result.instructions] == ["第七条", "第八条"]
    assert fates(result) == ["applied", "applied"]
    assert text_of(result, "第三条").endswith("\n街道协助。")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("《临江市绿地养护条例》", "临江市绿地养护条例", True),
        ("中华人民共和国绿化法", "绿化法", True),
        ("关于适用〈绿化法〉若干问题的解释（二）", "某院关于适用《中华人民共和国绿化法》若干问题的解释(二)", True),
        ("关于适用《绿化法》若干问题的解释（一）", "关于适用《绿化法》若干问题的解释（二）", False),
        ("临江市绿地养护条例", "临江市绿地养护条例实施细则", False),
        ("临江市河道条例", "临江市绿地养护条例", False),
        ("临江市绿地养护条例（2018年修正）", "临江市绿地养护条例", True),
        ("临江市绿地养护规定（试行）", "临江市绿地养护规定", True),
    ],
)
def test_titles_are_the_same_through_brackets_and_issuers(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_rule(one, other) is same


def test_many_laws_republished_are_in_doubt_and_one_is_not() -> None:
    many = "本决定自公布之日起施行。\n根据本决定，《临江市河道条例》等三件法规作相应修改后重新公布。"
    result = apply("将第五条修改为：“禁止在绿地内停放车辆。”", closing=many)
    assert [(one.kind, one.status) for one in result.instructions][1:] == [("republish", "doubtful")]
    one = f"《{TITLE}》根据本决定作相应修改，重新公布。"
    assert fates(apply("将第五条修改为：“禁止在绿地内停放车辆。”", closing=one)) == ["applied"]


def test_instructions_that_run_on_in_one_line() -> None:
    body = (
        "作如下修改：一、删去第六条。二、将第五条修改为：“禁止停车。三、禁止烧烤。”三、将第三条中的“主管”修改为“负责”。"
    )
    result = amend(LAW, f"临江市人大常委会决定对《{TITLE}》{body}")
    assert [(one.n, one.kind) for one in result.instructions] == [
        ("一", "delete-article"),
        ("二", "replace-article"),
        ("三", "replace-words"),
    ]
    assert text_of(result, "第五条") == "禁止停车。三、禁止烧烤。"


def test_what_is_printed_behind_a_decision_is_no_part_of_it() -> None:
    order = f"{HEAD}一、将第五条中的“车辆”修改为“船只”。\n本决定自公布之日起施行。\n"
    changed = LAW.replace("禁止在绿地内", "禁止调整、修改或者删除标牌，禁止在绿地内")
    for behind in (changed, "附件1\n调整后的目录\n1.删除事项\n2.增加事项\n", "附件\n修改说明\n一、增加一条。\n"):
        result = amend(LAW, f"{order}\n{behind}")
        assert fates(result) == ["applied"], behind
        assert text_of(result, "第五条") == "禁止在绿地内停放船只、堆放物料、倾倒污水。"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("一、删去第三条。二、删去第四条。", ["一、删去第三条。", "二、删去第四条。"]),
        ("“一、删去第三条。二、删去第四条。”", ["“一、删去第三条。二、删去第四条。”"]),
        (
            "一、增加：“（一）甲。二、删去第四条。”三、删去第五条。",
            ["一、增加：“（一）甲。二、删去第四条。”", "三、删去第五条。"],
        ),
        ("一、删去第三条。二、三条合并。", ["一、删去第三条。二、三条合并。"]),
    ],
)
def test_instructions_in_one_line_are_parted_outside_quotations(line: str, parts: list[str]) -> None:
    assert list(apart(line)) == parts
