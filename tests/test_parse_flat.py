from __future__ import annotations

import random
import textwrap

from tests.gazettes import document, labels, parsed, provisions
from tracker.parse.flattened.stretches import is_flat, page_numbers

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


CIRCULAR = (
    "南河市水务局关于印发《南河市用水定额管理办法》的通知 南水发〔2023〕8号 各区水务局，各有关单位： "
    "现将《南河市用水定额管理办法》印发给你们，请认真执行。 南河市水务局 2023年5月6日 南河市用水定额管理办法"
    " 第一章 总则 第一条 为了规范用水定额管理，提高用水效率，根据有关规定，结合本市实际，制定 本办法。 第二条 "
    "本办法适用于本市用水定额的制定、修订和监督，农业灌溉的用水定额由市农业部门会同市水务部门另行规定。 第二章 管理"
    " 第三条 用水单位应当符合下列条件： （一）安装计量设施，按月记录用水量，并保证设施正常运行； "
    "（二）建立用水台账。 第三章 附则 第四条 本办法自2023年7月1日起施行。"
)


def test_a_flattened_circular_without_contents_list_and_the_measure_it_issues() -> None:
    found = document(parsed(CIRCULAR), "南水发〔2023〕8号")
    assert found.title == "南河市水务局关于印发《南河市用水定额管理办法》的通知"
    assert (found.date, found.issuers) == ("2023-05-06", ("南河市水务局",))
    assert [part.title for part in found.instruments] == [found.title, "南河市用水定额管理办法"]
    assert labels(found, "article") == ["第一条", "第二条", "第三条", "第四条"]
    assert labels(found, "item") == ["（一）", "（二）"]


def test_page_numbers_with_a_mark_are_found() -> None:
    text = "甲乙丙 - 1 - 丁戊 2 己庚 - 2 - 辛壬 - 3 - 癸"
    assert [text[a:b] for a, b in page_numbers(text)] == ["- 1 -", "- 2 -", "- 3 -"]
    text = "甲乙丙 第1页 共3页 丁戊 第2页 共3页 己庚 第3页 共3页"
    assert [text[a:b] for a, b in page_numbers(text)] == ["第1页 共3页", "第2页 共3页", "第3页 共3页"]


def test_a_title_that_the_contents_list_words_with_one_particle_more() -> None:
    text = flattened().replace(f"南河市稳定就业实施方案{'.' * 40}", f"南河市稳定就业的实施方案{'.' * 40}")
    assert [found.title for found in parsed(text).documents] == ["南河市稳定就业实施方案", "南河市就业补贴管理细则"]
