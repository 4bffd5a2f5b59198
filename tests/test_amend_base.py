"""Reading the text to be amended: nothing is lost, 款 are counted as drafters count them."""

from __future__ import annotations

from tests.amend_samples import HEAD, LAW, base, only
from tracker.amend import amend
from tracker.amend.application.base import Heading, words_of
from tracker.amend.application.new_text import paragraphs_of
from tracker.amend.application.printing import node_lines, printed
from tracker.model import Provision, SourceText, own_text, walk
from tracker.parse import parse


def test_a_text_is_printed_as_it_was() -> None:
    assert printed(base(LAW)).lines == tuple(LAW.splitlines())


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
    assert [tuple(words_of(item)) for item in paragraphs[2].items] == [("甲：", "子；", "丑；"), ("乙。",)]
    assert [line for p in paragraphs for line in p.shown()] == lines


def test_a_label_run_into_its_text_counts_where_it_is_the_next() -> None:
    text = base("某条例\n第一条绿地受保护。\n第三条规定的绿地除外。\n第二条　本条例自公布之日起施行。")
    assert [(unit.label, len(unit.paragraphs)) for unit in text.units] == [("第一条", 2), ("第二条", 1)]


def test_contents_approvals_and_annexes_are_no_provisions() -> None:
    contents = "目录\n第一章 总则\n第二章 附则\n"
    passed = "（2001年3月1日澜亭市人民代表大会常务委员会通过）\n"
    law = f"某条例\n{passed}{contents}第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n附件\n1.丙"
    text = base(law)
    assert "\n".join(printed(text).lines) == law.replace(contents, "")
    assert sum(isinstance(block, Heading) for block in text.blocks) == 2
    assert [own_text(node) for annex in text.annexes for node in annex.body] == ["", "丙"]
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


def test_the_consolidated_instrument_is_what_the_parser_reads_in_its_lines() -> None:
    result = amend(
        LAW,
        f"{HEAD}一、第五条增加一款，作为第二款：“有下列情形的除外：\n（一）抢险：\n1.夜间；\n2.雨天。\n（二）演练。”",
    )
    text = "\n".join(result.lines)
    (instrument,) = result.instruments
    read = parse(SourceText(name="a", sha256="", media_type="text/plain", text=text, reflowed=True))
    assert [shape(node) for node in instrument.body] == [shape(n) for n in read.documents[0].instruments[0].body]
    for node in walk(instrument.body):
        own = text[slice(*node.span)]
        assert own.startswith(node.label or ""), node
        assert own_text(node) in own
        assert own.splitlines()[-1] == list(node_lines(node))[-1]


def shape(node: Provision) -> tuple[object, ...]:
    """A provision without its span."""
    return node.level, node.label, node.heading, node.text, node.rows, tuple(map(shape, node.children))
