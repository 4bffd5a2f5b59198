"""Nothing is lost and nothing is said twice: every character of a source has exactly one place."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus import corpus
from tests.gazettes import ISSUE, source
from tracker.language.marks import halved, without_widthless
from tracker.model import Issue, SourceText, walk
from tracker.parse import parse
from tracker.parse.flattened.stretches import is_flat


def characters(text: str) -> Counter[str]:
    return Counter(c for c in halved(without_widthless(text)) if not c.isspace() and c not in "〔〕[]［］()（）")


def lost_and_doubled(text: SourceText, issue: Issue) -> tuple[Counter[str], Counter[str]]:
    """Characters outside noise that stand in no value, and characters that nodes hold more often than the source.

    Brackets and widths are left out: document numbers have one standard form.
    """
    noisy = bytearray(len(text.text))
    for noise in issue.noise:
        a, b = noise.span
        noisy[a:b] = b"\1" * (b - a)
    held = characters("".join(c for c, skip in zip(text.text, noisy, strict=True) if not skip))
    nodes: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for document in issue.documents:
        titles += characters(document.title) + characters(document.doc_number or "")
        for instrument in document.instruments:
            titles += characters(instrument.title)
            for node in walk(instrument.body):
                cells = "".join(cell for row in node.rows for cell in row)
                nodes += characters(f"{node.label or ''}{node.heading or ''}{node.text}{cells}")
    return held - nodes - titles, nodes - held


def check(text: str) -> None:
    value = source(text)
    issue = parse(value)
    assert lost_and_doubled(value, issue) == (Counter(), Counter())
    for document in issue.documents:
        for instrument in document.instruments:
            for node in walk(instrument.body):
                a, b = node.span
                assert 0 <= a <= b <= len(text)


PIECES = st.sampled_from(
    [
        "第一条 为了鼓励节水，制定本办法。",
        "第二条 市水务局负责管理，各区水务部门",
        "第三章 附 则",
        "（一）工业用水；",
        "（二）生活用水",
        "1.申请表；",
        "(1)原件",
        "一、总体要求",
        "二、保障措施。加强领导。",
        "- （三）农业用水。",
        "附件：1.申请表（略）",
        "附件",
        "附件2",
        "序号\t名称\t数量",
        "1\t甲\t3",
        "2\t乙",
        "各区人民政府，各有关单位：",
        "特此通知。",
        "南河市水务局",
        "2024年6月1日",
        "（此件公开发布）",
        "南水发〔2024〕3号",
        "南河市水务局关于印发《节水办法》的通知",
        "节水办法",
        "目 录",
        "**粗体标题**",
        "# 标题",
        "第五条以及第六条的规定执行。",
        "本办法自印发之日起施行，有效期3年。",
        "理。",
        "》，依照执行。",
        "表 1 用水定额",
        "| 甲 | 乙 |",
        "<table><tr><td>甲</td><td>乙</td></tr></table>",
        "《甲办法》（南水发〔2018〕1号）同时废止。",
        "GAZETTE",
        "节水办法……（3）",
        "目录",
        "1 总则",
        "1.1 目的",
        "2．1　分级",
        "南河建设部令2023年第5号",
        "2023年第5号",
        "南河财政部　南河税务局",
        "公告2023年第5号",
        "关于开放税票的公告",
        "当前位置：首页 > 文件",
        "发文字号：南政规〔2023〕2号",
        "[第一条](#a) 链接",
        "<p>第三条</p>",
        "第四条\u3000空格",
        "\u200b",
        "附：",
        "附件1 取水清单",
        "南河省卫健委关于撤销诊所的批复",
        "南河省人民政府任免人员",
        "主　任：甲某某　　副市长",
        "“第五条 引用的条文",
        "引用到此为止。”",
        "---",
        "title: 节水办法",
        "::: tip",
        "ICS 91.140",
        "DB99/T 1234—2023",
        "（2024年1月5日市人大常委会第九次会议通过）",
        "第一條 為了節水",
        "①甲项",
        "② 乙项",
        "A.甲级；",
        "B．乙级",
        "a）泵",
        "1）大泵",
        "2)小泵",
        "+++",
        "> 引文。",
        "-\u200b （四）渔业用水。",
        "节水&nbsp;办法",
        "**第五条** [条](#a)&emsp;文",
        "【发布文号】南政规〔2023〕2号",
        "（1993年8月12日）",
        "南河渔业局　　令",
        "第 23 号",
        "在节水会议上的讲话",
        "南河市水务局2024年6月1日印发",
        "上一篇：关于春耕的通知",
        "",
        "",
        "",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_sequence_of_gazette_lines(lines: list[str]) -> None:
    check("\n".join(lines))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="第一二十条章、。（）()1234.．：:\t \n　甲乙《》〔〕号年月日附件-*#|", max_size=120))
def test_any_text_of_gazette_characters(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_whole_issue_with_lines_taken_out_moved_and_broken(data: st.DataObject) -> None:
    lines = ISSUE.split("\n")
    for _ in range(data.draw(st.integers(0, 6))):
        i = data.draw(st.integers(0, len(lines) - 1))
        action = data.draw(st.sampled_from(["drop", "double", "move", "break"]))
        if action == "drop":
            del lines[i]
        elif action == "double":
            lines.insert(i, lines[i])
        elif action == "move":
            lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(i))
        else:
            cut = data.draw(st.integers(0, len(lines[i])))
            lines[i : i + 1] = [lines[i][:cut], "", lines[i][cut:]]
    check("\n".join(lines))


@pytest.mark.corpus
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_real_text_mutated(data: st.DataObject) -> None:
    sources = sorted((corpus() / "gazettes").glob("*.txt"))
    text = data.draw(st.sampled_from(sources)).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : start + data.draw(st.integers(1, 4000))]
    cut = data.draw(st.integers(0, len(part)))
    check(part[cut:] + "\n" + part[:cut])


@pytest.mark.corpus
def test_real_text() -> None:
    for path in sorted(corpus().glob("*/**/*.txt")):
        text = path.read_text(encoding="utf-8")
        if not is_flat(text) or path.parent.name == "gazettes":
            check(text)
