"""Reading the text to be amended: nothing is lost, 款 are counted as drafters count them."""

from __future__ import annotations

from tests.amend_samples import LAW, only
from tracker.amend import amend
from tracker.amend.application.base import Heading
from tracker.amend.application.base_reading import base_of_document, base_of_lines, paragraphs_of
from tracker.amend.consolidation import printed
from tracker.model import SourceText
from tracker.parse import parse


def test_a_text_is_printed_as_it_was() -> None:
    assert list(printed(base_of_lines(LAW.splitlines()))) == LAW.splitlines()


def test_a_parsed_text_reads_as_its_lines_do() -> None:
    issue = parse(SourceText(name="a.txt", sha256="0", media_type="text/plain", text=LAW, reflowed=True))
    assert list(printed(base_of_document(issue.documents[0]))) == LAW.splitlines()


def test_items_and_unlabelled_lists_belong_to_their_paragraph() -> None:
    lines = [
        "由下列人员组成：",
        "主任，",
        "委员若干人。",
        "每届三年。",
        "有下列情形的除外：",
        "（一）甲：",
        "1.子；",
        "2.丑；",
        "（二）乙。",
        "其他。",
    ]
    paragraphs = paragraphs_of(lines)
    assert [len(p.lines) for p in paragraphs] == [3, 1, 1, 1]
    assert [item.lines for item in paragraphs[2].items] == [("甲：", "1.子；", "2.丑；"), ("乙。",)]
    assert [line for p in paragraphs for line in p.shown()] == lines


def test_a_label_run_into_its_text_counts_where_it_is_the_next() -> None:
    base = base_of_lines(["某条例", "第一条绿地受保护。", "第三条规定的绿地除外。", "第二条　本条例自公布之日起施行。"])
    assert [(unit.label, len(unit.paragraphs)) for unit in base.units] == [("第一条", 2), ("第二条", 1)]


def test_contents_approvals_and_annexes_are_no_provisions() -> None:
    contents = "目录\n第一章 总则\n第二章 附则\n"
    law = f"某条例\n（2001年通过）\n{contents}第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n附件\n1.丙"
    base = base_of_lines(law.splitlines())
    assert list(printed(base)) == law.splitlines()
    assert sum(isinstance(block, Heading) for block in base.blocks) == 2
    assert base.units[-1].after == ("附件", "1.丙")
    assert only(amend(law, "决定\n一、第二条增加一款，作为第二款：“丁。”")).status == "applied"


def test_an_outline_is_amended_by_its_numbers() -> None:
    law = "某院关于绿地的批复\n某区法院：\n一、绿地受法律保护。\n二、损坏绿地的，应当赔偿。\n此复。\n"
    result = amend(law, "决定\n一、将第二条修改为：“损坏绿地的，应当恢复原状。”")
    assert "二、损坏绿地的，应当恢复原状。" in result.lines
    assert [article.label for article in result.articles] == ["一、", "二、"]


def test_a_text_of_bare_paragraphs_is_amended_by_paragraph() -> None:
    law = "某院关于绿地的批复\n绿地受法律保护。\n损坏绿地的，应当赔偿。\n"
    result = amend(law, "决定\n一、将第二款修改为：“损坏绿地的，应当恢复原状。”")
    assert result.lines == ("某院关于绿地的批复", "绿地受法律保护。", "损坏绿地的，应当恢复原状。")
