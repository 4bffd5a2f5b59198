from __future__ import annotations

from tests.gazettes import ISSUE, document, labels, parsed, provisions
from tracker.model import own_text

ISSUE_VALUES = parsed(ISSUE)


def test_the_masthead() -> None:
    issue = ISSUE_VALUES
    assert (issue.kind, issue.title, issue.year, issue.number, issue.total_number, issue.date) == (
        "gazette",
        "南河市人民政府公报",
        2024,
        6,
        318,
        "2024-06-20",
    )
    assert (issue.sponsor, issue.issn) == ("南河市人民政府办公室", "1234-567X")


def test_the_contents_list_has_sections_numbers_and_pages() -> None:
    assert [(entry.section, entry.doc_number, entry.page) for entry in ISSUE_VALUES.toc] == [
        ("市政府规章", "南河市人民政府令第45号", 2),
        ("市政府文件", "南府规〔2024〕7号", 9),
        ("市政府文件", "南府〔2024〕31号", 15),
        ("部门文件", "南水规〔2024〕2号", 18),
        ("人事任免", "南府人〔2024〕5号", 25),
    ]


def test_documents_in_printed_order_with_one_whose_heading_only_the_contents_list_knows() -> None:
    assert [found.doc_number for found in ISSUE_VALUES.documents] == [entry.doc_number for entry in ISSUE_VALUES.toc]
    praised = document(ISSUE_VALUES, "南府〔2024〕31号")
    assert (praised.title, praised.date) == ("南河市人民政府关于表彰先进集体的决定", "2024-06-03")


def test_a_wrapped_title_is_joined_and_joint_issuers_stay_apart() -> None:
    plan = document(ISSUE_VALUES, "南府规〔2024〕7号")
    assert plan.title == "南河市人民政府关于印发《南河市数据要素市场培育行动方案》的通知"
    joint = document(ISSUE_VALUES, "南水规〔2024〕2号")
    assert joint.title == "南河市水务局 南河市财政局关于印发南河市节水奖励实施细则的通知"
    assert joint.issuers == ("南河市水务局", "南河市财政局")


def test_a_decree_is_named_by_what_it_decrees() -> None:
    decree = document(ISSUE_VALUES, "南河市人民政府令第45号")
    assert (decree.title, decree.date, decree.issuers) == ("南河市城市照明管理办法", "2024-05-20", ("南河市人民政府",))
    assert [instrument.role for instrument in decree.instruments] == ["circular", "measure"]


def test_a_sentence_cut_by_a_page_is_whole_and_layout_blanks_are_gone() -> None:
    texts = [own_text(node) for node in provisions(ISSUE_VALUES)]
    assert "本办法适用于本市城市照明的规划、建设和监督，以及与城市照明有关的活动。" in texts
    assert any(text.endswith("按照其当年新增的合同额给予补助，单个机构不超过50万元。") for text in texts)


def test_a_detached_remark_belongs_to_the_provision_before_it() -> None:
    second = next(node for node in provisions(ISSUE_VALUES) if node.label == "（二）" and node.level == "outline2")
    assert [child.text for child in second.children] == ["(责任单位：市金融局)"]


def test_a_reference_that_begins_a_line_is_no_article_and_odd_numbers_are_kept_and_told() -> None:
    rules = document(ISSUE_VALUES, "南水规〔2024〕2号")
    assert labels(rules, "article") == ["第一条", "第二条", "第四条", "第四条"]
    told = {(diagnostic.code, diagnostic.message.rpartition("：")[2]) for diagnostic in ISSUE_VALUES.diagnostics}
    assert ("numbering-duplicate", "第四条重复出现") in told
    assert ("numbering-missing", "缺少第三条") in told


def test_items_belong_to_the_first_paragraph_of_an_article_with_several() -> None:
    rules = document(ISSUE_VALUES, "南水规〔2024〕2号")
    second = next(node for node in provisions(rules) if node.label == "第二条")
    assert second.heading == "（标准）"
    first, tail = second.children
    assert [item.label for item in first.children] == ["（一）", "（二）"]
    assert tail.text == "节水奖励协议的有效期为5年。"


def test_a_table_keeps_its_rows_and_drops_the_header_that_a_page_repeats() -> None:
    tables = [node for node in provisions(ISSUE_VALUES) if node.level == "table"]
    assert [table.rows for table in tables] == [
        (
            ("序号", "任务", "牵头单位"),
            ("1", "登记平台", "市数据局"),
            ("2", "经纪机构", "市金融局"),
            ("3", "人才培养", "市人社局"),
        )
    ]


def test_cover_contents_and_imprint_are_noise() -> None:
    kinds = {noise.kind for noise in ISSUE_VALUES.noise}
    assert {"front-matter", "contents", "back-matter", "bullet"} <= kinds


def test_a_title_that_differs_from_the_contents_list_is_told() -> None:
    issue = parsed(ISSUE.replace("关于王某等任免职的通知\n\n南府人", "关于王某任免职的通知\n\n南府人"))
    assert any(diagnostic.code == "contents-title" for diagnostic in issue.diagnostics)
    assert not any(diagnostic.code == "contents-title" for diagnostic in ISSUE_VALUES.diagnostics)


def test_a_listed_document_that_the_body_lacks_and_one_that_the_list_lacks_are_told() -> None:
    missing = parsed(
        ISSUE.replace("市政府文件\n", "市政府文件\n\n南河市人民政府关于修路的通告（南府〔2024〕99号）……（3）\n", 1)
    )
    assert any(d.code == "contents-missing" and "南府〔2024〕99号" in d.message for d in missing.diagnostics)
    unlisted = parsed(
        ISSUE.replace("南河市人民政府关于王某等任免职的通知（南府人〔2024〕5号）………………（25）\n", "").replace(
            "人事任免\n", ""
        )
    )
    assert any(d.code == "contents-lacks" and "南府人〔2024〕5号" in d.message for d in unlisted.diagnostics)
    assert unlisted.documents[-1].doc_number == "南府人〔2024〕5号"
