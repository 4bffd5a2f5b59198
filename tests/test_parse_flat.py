from __future__ import annotations

import random
import textwrap

from tests.gazettes import document, labels, parsed, provisions
from tracker.parse.flat import is_flat, page_numbers

WIDTH = 36
SENTENCES = (
    "市有关部门应当按照职责分工做好落实工作",
    "各区可以结合实际制定具体办法",
    "对符合条件的企业给予资金支持",
    "定期开展监督检查并公布结果",
)


def paragraph(rnd: random.Random, label: str, sentences: int) -> str:
    return label + "。".join(rnd.choice(SENTENCES) for _ in range(sentences)) + "。"


def flattened(pages: int = 6) -> str:
    """A compilation of two documents as tools flatten it: lines joined by blanks, page numbers in the text."""
    rnd = random.Random(7)
    plan = ["南河市稳定就业实施方案", "一、主要目标", paragraph(rnd, "", 12), "二、重点任务"]
    plan += [paragraph(rnd, f"（{n}）扩大岗位供给。", 14) for n in "一二三四五"]
    plan += ["三、保障措施"] + [paragraph(rnd, f"（{n}）加强组织。", 12) for n in "六七八"]
    rules = ["南河市就业补贴管理细则", "南人社发〔2021〕 8 号", "第一章 第一条 总则 " + paragraph(rnd, "", 3)]
    rules += [paragraph(rnd, f"第{n}条 ", 10) for n in "二三四五六七八九"] + ["第十条 本细则自2021年3月1日起施行。"]
    rules += ["南河市人力资源和社会保障局 2021 年 2 月 3 日"]
    lines = [line for text in plan + rules for line in textwrap.wrap(text, WIDTH)]
    step = -(-len(lines) // pages)
    body: list[str] = []
    for page in range(pages):
        body += [*lines[page * step : (page + 1) * step], str(page + 2)]
    cover = "南河市就业政策汇编 (2021 年) 编者的话 1 目 录"
    contents = f"南河市稳定就业实施方案{'.' * 40}2 南河市就业补贴管理细则{'.' * 40}4"
    return " ".join([cover, contents, *body])


def test_page_numbers_are_found_in_running_text() -> None:
    text = flattened()
    assert is_flat(text)
    assert [int(text[a:b]) for a, b in page_numbers(text)] == list(range(1, 8))


def test_documents_labels_number_and_date_of_a_flattened_compilation() -> None:
    issue = parsed(flattened())
    assert (issue.kind, issue.title) == ("compilation", "南河市就业政策汇编")
    assert [found.title for found in issue.documents] == ["南河市稳定就业实施方案", "南河市就业补贴管理细则"]
    assert labels(issue.documents[0], "outline2") == [f"（{n}）" for n in "一二三四五六七八"]
    rules = document(issue, "南人社发〔2021〕8号")
    assert labels(rules, "article") == [f"第{n}条" for n in "一二三四五六七八九十"]
    assert (rules.date, rules.issuers) == ("2021-02-03", ("南河市人力资源和社会保障局",))


def test_a_chapter_title_behind_the_next_label_is_put_back() -> None:
    chapter = next(node for node in provisions(parsed(flattened())) if node.level == "chapter")
    assert (chapter.label, chapter.heading) == ("第一章", "总则")
