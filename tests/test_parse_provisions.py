from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

import pytest

from tests.gazettes import labels, parsed, provisions
from tracker.language.dates import iso_date
from tracker.language.labels import label_of
from tracker.language.numbers_of_documents import doc_numbers, number_line
from tracker.model import Provision, own_text, shown


@pytest.mark.parametrize(
    ("line", "level", "label"),
    [
        ("第一百二十条之一 有下列情形", "article", "第一百二十条之一"),
        ("第二章　总　则", "chapter", "第二章"),
        ("一、总体要求", "outline1", "一、"),
        ("（十二）促进就业", "outline2", "（十二）"),
        ("8.“蓝天”行动", "outline3", "8."),
        ("１．全角数字", "outline3", "１．"),
        ("3.2019 年以来", "outline3", "3."),
        ("(1)材料", "outline4", "(1)"),
    ],
)
def test_labels(line: str, level: str, label: str) -> None:
    found = label_of(line)
    assert found is not None
    assert (found.level, found.text) == (level, label)


@pytest.mark.parametrize("line", ["1.5亿元以上", "第五条以及第六条的规定", "第三条第二款规定的", "一般情况", "2024年"])
def test_what_is_no_label(line: str) -> None:
    assert label_of(line) is None


def test_document_numbers_in_their_standard_form() -> None:
    text = "根据南府规［2021］ 3 号和（南财 发〔2020〕15号）、某部联企业﹝2011﹞300号"
    assert [number for number, _, _ in doc_numbers(text)] == [
        "南府规〔2021〕3号",
        "南财发〔2020〕15号",
        "某部联企业〔2011〕300号",
    ]
    assert [
        number for number, _, _ in doc_numbers("依照《甲》和南财发〔2020〕15号、市政府办公室南府办〔2019〕2号")
    ] == [
        "南财发〔2020〕15号",
        "南府办〔2019〕2号",
    ]
    assert number_line("(南府规〔2021〕3 号)") == "南府规〔2021〕3号"
    assert number_line("依照南府规〔2021〕3号办理") is None


def test_dates() -> None:
    assert iso_date("二〇二五年六月三十日") == "2025-06-30"
    assert iso_date("2025 年 6 月 30 日") == "2025-06-30"
    assert iso_date("2025年2月30日") is None


def test_a_law_with_parts_chapters_and_a_contents_list_of_its_own() -> None:
    issue = parsed(
        "南河市道路条例\n\n（2020年1月1日市人大常委会通过，2024年3月1日修正）\n\n"
        "目 录\n\n第一章 总则\n第二章 附则\n\n"
        "第一章 总则\n\n第一条 为了修路，制定本条例。\n\n第二章 附则\n\n第二条 本条例自2024年5月1日起施行。\n"
    )
    assert issue.kind == "document"
    assert labels(issue, "chapter") == ["第一章", "第二章"]
    assert labels(issue, "article") == ["第一条", "第二条"]
    assert "contents" in {noise.kind for noise in issue.noise}
    assert [node.level for node in issue.documents[0].instruments[0].body] == ["note", "chapter", "chapter"]


def test_numbered_subitems_and_items() -> None:
    issue = parsed(
        "南河市补助办法\n\n第一条 补助下列单位：\n\n（一）企业：\n\n1.大型企业；\n\n"
        "2.小型企业。\n\n（二）学校。\n\n第二条 补助材料包括：\n\n1.申请表；\n\n"
        "2.证明。\n"
    )
    assert labels(issue, "item") == ["（一）", "（二）", "1.", "2."]
    assert labels(issue, "subitem") == ["1.", "2."]
    first = next(node for node in provisions(issue) if node.label == "第一条")
    assert shown(first) == "补助下列单位：\n（一）企业：\n1.大型企业；\n2.小型企业。\n（二）学校。"


def test_headings_that_run_into_their_text_and_headings_that_stand_alone() -> None:
    issue = parsed(
        "南河市若干措施\n\n一、总体要求\n\n（一）指导思想\n\n以发展为要。\n\n二、重点任务\n\n"
        "（一）扩大供给。新建10所学校。\n\n（二）应当按期完成。逾期通报。\n"
    )
    found = {(node.label, node.heading, node.text) for node in provisions(issue)}
    assert ("（一）", "指导思想", "") in found
    assert ("（一）", "扩大供给。", "新建10所学校。") in found
    assert ("（二）", None, "应当按期完成。逾期通报。") in found


def test_items_cut_by_a_break_are_whole_because_their_neighbours_are_sentences() -> None:
    issue = parsed(
        "南河市补助办法\n\n第一条 申请人应当符合下列条件：\n\n（一）在本市依法登记的企业；\n\n"
        "（二）具有相应的生产场所和生产设备，近三年来没有重大\n\n违法记录的；\n\n"
        "（三）其他条件。\n"
    )
    assert [own_text(node) for node in provisions(issue) if node.label == "（二）"] == [
        "具有相应的生产场所和生产设备，近三年来没有重大违法记录的；"
    ]


def test_a_heading_over_articles_is_not_an_item_of_the_article_before() -> None:
    issue = parsed("关于审理买卖案件的解释\n\n一、合同的成立\n\n第一条 甲。\n\n二、合同的效力\n\n第二条 乙。\n")
    assert [node.level for node in issue.documents[0].instruments[0].body] == ["outline1", "outline1"]


def test_a_table_in_markup_becomes_rows() -> None:
    issue = parsed(
        "南河市名单公告\n\n名单如下：\n\n<table><tr><td>序号</td><td>名称</td></tr><tr><td>1</td><td>甲厂</td></tr></table>\n\n"
        "| 区 | 数 |\n|---|---|\n| 东 | 3 |\n"
    )
    assert [node.rows for node in provisions(issue) if node.level == "table"] == [
        (("序号", "名称"), ("1", "甲厂"), ("区", "数"), ("东", "3"))
    ]


def test_odd_text_never_raises() -> None:
    for text in ("", "\n\n", "，", "第条", "（）", "一、", "\t\t", "号", "《", "第一条", "附件", "目录\n"):
        assert parsed(text).source.chars == len(text)


def test_indents_mark_paragraphs_where_lines_are_wrapped() -> None:
    wrapped = (
        "        南河市节水条例\n　　第一条　为了鼓励节水，保护水资源，根据有关法律，结合本市实际。\n制定本条例。\n"
        "　　第二条　用水单位应当做好下列工作：\n　　（一）安装用水计量设施，并保证其正常运行，不得擅自拆除；\n"
        "　　（二）建立用水台账，按月如实记录取水量、用水量和节水措施的\n落实情况。\n　　违反前款规定的，责令改正。\n"
    )
    issue = parsed(wrapped)
    first, second = (node for node in provisions(issue) if node.level == "article")
    assert shown(first) == "为了鼓励节水，保护水资源，根据有关法律，结合本市实际。制定本条例。"
    assert [child.level for child in second.children] == ["paragraph", "paragraph"]
    assert second.children[0].children[1].text == "建立用水台账，按月如实记录取水量、用水量和节水措施的落实情况。"


def test_a_heading_on_the_labels_line_with_the_text_in_the_next_paragraph() -> None:
    issue = parsed("南河市补助办法\n\n第一条 制定目的\n\n为了规范补助，制定本办法。\n\n第二条 （标准）\n\n按年补助。\n")
    assert [(node.heading, node.text) for node in provisions(issue) if node.level == "article"] == [
        ("制定目的", "为了规范补助，制定本办法。"),
        ("（标准）", "按年补助。"),
    ]


def test_circled_numbers_stand_below_the_item_before_them() -> None:
    issue = parsed("南河市补助办法\n\n第一条 补助下列单位：\n\n1.学校，包括：\n\n①小学；\n\n②中学。\n\n第二条 略。\n")
    first = next(node for node in provisions(issue) if node.label == "第一条")
    assert [child.level for child in first.children] == ["item"]
    assert [child.text for child in first.children[0].children] == ["小学；", "中学。"]
    assert [child.label for child in first.children[0].children] == ["①", "②"]


def test_a_paragraph_below_the_last_of_several_headings_belongs_to_it() -> None:
    issue = parsed(
        "南河市若干措施\n\n（一）健全体系\n\n1.完善标准\n\n制定标准十项。\n\n2.加强追溯\n\n建设追溯平台。\n\n"
        "二、实施时间\n\n本措施自2025年1月1日起施行。\n"
    )
    nodes = {node.label: node for node in provisions(issue) if node.label}
    assert [child.text for child in nodes["2."].children] == ["建设追溯平台。"]
    assert [child.text for child in nodes["二、"].children] == ["本措施自2025年1月1日起施行。"]


def test_a_colon_between_digits_ends_no_heading() -> None:
    issue = parsed("南河市若干措施\n\n一、资金按照1:1比例配套。\n\n二、每日9:00开放。\n")
    assert [node.heading for node in provisions(issue)] == [None, None]


def test_cells_at_the_ends_of_rows_are_kept_though_empty_and_cells_of_two_lines_are_joined() -> None:
    issue = parsed(
        "南河市名单公告\n\n名单如下：\n\n序号\t单位\t备注\n1\t甲厂\t \n\t乙厂\t迁建\n2\t丙\t6\n丁（含\n戊）\t己\t7\n"
    )
    assert [node.rows for node in provisions(issue) if node.level == "table"] == [
        (("序号", "单位", "备注"), ("1", "甲厂", ""), ("", "乙厂", "迁建"), ("2", "丙", "6"), ("丁（含戊）", "己", "7"))
    ]


def test_lines_wrapped_at_a_width_are_joined_without_indents_or_blank_lines() -> None:
    paragraphs = (
        "南河市节水中心关于水价的通知",
        "南水价〔2023〕5号",
        "各供水公司：",
        "为了促进节约用水，根据有关规定，经市人民政府同意，现就调整水价有关事项通知如下：",
        "一、调整范围",
        "居民用水价格由每立方米四元调整为五元，非居民用水由每立方米六元调整为八元；学校用水不调整。",
        "二、有关要求",
        "（一）各供水公司应当做好宣传，按照节水规定第十条的要求，于每月二十日以前公布水价。",
        "（二）逾期不公布的，责令改正。",
        "本通知自印发之日起施行。",
    )
    issue = parsed("\n".join(line for text in paragraphs for line in textwrap.wrap(text, 25)))
    texts = [own_text(node) for node in provisions(issue)]
    assert texts[1:] == [re.sub(r"^（?[一二][）、]+", "", text) for text in paragraphs[3:]]


def test_paragraphs_below_a_caption_belong_to_its_item() -> None:
    issue = parsed(
        "南河市补助办法\n\n第一条 支持引才：\n\n（一）支持条件\n\n引进三人以上。\n\n（二）支持标准\n\n"
        "每人不超过\n\n10万元。\n"
    )
    first = next(node for node in provisions(issue) if node.label == "第一条")
    assert [(child.text, child.children[0].text) for child in first.children] == [
        ("支持条件", "引进三人以上。"),
        ("支持标准", "每人不超过10万元。"),
    ]


def test_a_table_annexed_without_the_word_for_annex() -> None:
    issue = parsed("南河市信用办法\n\n第一条 等级见附表。\n\n附表\n\n信用等级表\n\n等级\t分值\n甲\t90\n")
    assert [(part.role, part.title) for part in issue.documents[0].instruments] == [
        ("measure", "南河市信用办法"),
        ("annex", "信用等级表"),
    ]


def labels_below(text: str) -> list[tuple[str, str, str | None]]:
    """(label, level, label of the parent) of every labelled node."""

    def walked(nodes: Iterable[Provision], above: str | None) -> Iterator[tuple[str, str, str | None]]:
        for node in nodes:
            if node.label:
                yield node.label, node.level, above
            yield from walked(node.children, node.label or above)

    return list(walked(parsed(text).documents[0].instruments[0].body, None))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "南河市清淤方案\n\n一、任务\n\n（1）清淤。\n\n①河道清淤。\n\n②湖泊清淤。\n\n（2）护岸。\n\n①种草。\n\n②种树。\n",
            [
                ("一、", "outline1", None),
                ("（1）", "outline4", "一、"),
                ("①", "outline5", "（1）"),
                ("②", "outline5", "（1）"),
                ("（2）", "outline4", "一、"),
                ("①", "outline5", "（2）"),
                ("②", "outline5", "（2）"),
            ],
        ),
        (
            (
                "南河市清淤规程\n\n1 范围\n\n1.1 用于河道。\n\n1.2 设备：\n\na）泵，分为：\n\n1）大泵；\n\n"
                "2）小泵。\n\nb）船。\n\n1.3 人员。\n"
            ),
            [
                ("1", "decimal1", None),
                ("1.1", "decimal2", "1"),
                ("1.2", "decimal2", "1"),
                ("a）", "outline5", "1.2"),
                ("1）", "outline4", "a）"),
                ("2）", "outline4", "a）"),
                ("b）", "outline5", "1.2"),
                ("1.3", "decimal2", "1"),
            ],
        ),
        (
            "南河市评分表\n\nA.基础。\n\n1.人员。\n\n2.设备。\n\nB.效果。\n\n1.水质。\n",
            [
                ("A.", "outline5", None),
                ("1.", "outline3", "A."),
                ("2.", "outline3", "A."),
                ("B.", "outline5", None),
                ("1.", "outline3", "B."),
            ],
        ),
        (
            (
                "南河市清淤办法\n\n第一条 下列行为：\n\n⑴倾倒；\n\n⑵堆放：\n\n①垃圾；\n\n②渣土。\n\n"
                "第二条 本办法自2024年1月1日起施行。\n"
            ),
            [
                ("第一条", "article", None),
                ("⑴", "subitem", "第一条"),
                ("⑵", "subitem", "第一条"),
                ("①", "subitem", "⑵"),
                ("②", "subitem", "⑵"),
                ("第二条", "article", None),
            ],
        ),
        ("南河市说明\n\n一、总则\n\n①见附图。\n\nA.1 附录。\n\nA.2 附录。\n", [("一、", "outline1", None)]),
    ],
)
def test_labels_below_the_fourth_level(text: str, labels: list[tuple[str, str, str | None]]) -> None:
    assert labels_below(text) == labels
