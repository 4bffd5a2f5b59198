"""What a text without an end may ask for: lines of the brief stay short, what recurs is looked up, numbers go on."""

from __future__ import annotations

import pytest

from tests.benchmarks.hostile_files import CITING, LISTS, PAGES
from tests.benchmarks.hostile_pairs import PAIRS
from tests.gazettes import source
from tests.measures import article, measure
from tests.test_compare_cut_short import compared
from tracker.amend import amend
from tracker.amend.application.text_edits import LinesOfPlaces
from tracker.check.citations import citations_of
from tracker.compare import compare
from tracker.compare.brief.quoting import clause_span, conduct_before, from_preposition, sentence_span, whole_clause
from tracker.compare.facts.cell_names import cell_name, in_row, row_words
from tracker.compare.facts.same_rule import clauses_around
from tracker.compare.redline.moved_passages import Group, Lines
from tracker.language.numerals import han_or_digits
from tracker.lineage.digest import records
from tracker.lineage.values import Holding, Record
from tracker.lineage.works import lineage_of
from tracker.monitor.sources.index import read_index
from tracker.parse import parse
from tracker.read import read_bytes
from tracker.render.anchors import FreeNames

MOST_OF_A_LINE = 1_000


@pytest.mark.parametrize("name", PAIRS)
def test_no_line_of_the_brief_is_as_long_as_the_text(name: str) -> None:
    old, new = PAIRS[name](6_000)
    result = compare(parse(source(old)), parse(source(new)))
    lines = [line.text for diff in result.diffs for line in diff.key_changes]
    assert max(map(len, lines), default=0) <= MOST_OF_A_LINE
    assert all(diff.changes for diff in result.diffs)


@pytest.mark.parametrize("size", [10, 1_000])
def test_a_clause_without_an_end_is_looked_for_near(size: int) -> None:
    text = "桥" * size + "5日" + "梁" * size
    start, end = clause_span(text, size, size + 2)
    assert size - start == len(text) - size - 2 - (len(text) - end) == min(size, 400)
    assert whole_clause(text, size, size + 2) == (0, len(text))
    assert sentence_span(text, size, size + 2) == (0, len(text))


def test_the_words_before_a_fact_begin_with_dots_where_their_clause_is_too_long() -> None:
    assert from_preposition("桥" * 399, 44) == "桥" * 399
    assert from_preposition("桥" * 400, 44) == "…" + "桥" * 44


def test_a_conduct_that_stands_too_far_before_its_sanction_is_not_told() -> None:
    near, far = (f"占用桥梁的，由主管部门{'，依法' * n}，处" for n in (3, 900))
    assert conduct_before(near, near.index("由")) == "占用桥梁的"
    assert conduct_before(far, len(far) - 1) == ""


def test_cells_are_told_by_their_row_and_column_wherever_they_stand() -> None:
    text = "甲。\n桥名\t限重\n东桥\t3\n\n西桥\t4\n5\t6"
    assert [in_row(text, text.index(sign)) for sign in "甲桥346"] == [False, True, True, True, True]
    assert cell_name(text, (text.index("3"), text.index("3") + 1)) == "东桥，限重："
    assert cell_name(text, (text.index("4"), text.index("4") + 1)) == "西桥："
    assert row_words(text, [(text.index("6"), text.index("6") + 1)]) == "4 6"
    assert not in_row("没有表格", 1)


def test_of_very_many_clauses_those_around_are_asked() -> None:
    text = "甲乙，" * 2_000
    near = clauses_around(text, 3_000)
    assert len(near) == 600
    assert near[0][0] < 3_000 < near[-1][0]
    assert len(clauses_around("甲，乙，丙", 0)) == 3


def test_places_are_called_by_number_beyond_what_articles_have() -> None:
    text = "\n".join(f"{n}\t桥" for n in range(10_001))
    assert Lines(text).label(len(text)) == "第10001行"
    assert Lines("甲\n（一）乙\n丙").label(0) == "第一款"
    assert Lines("甲\n（一）乙\n丙").label(9) == "第二款"
    assert Group(["甲", "乙"], ["第一条", "第二条"]).label(2) == "第二条"
    assert (han_or_digits(9_999), han_or_digits(10_000)) == ("九千九百九十九", "10000")


def test_an_article_put_into_a_text_of_all_numbers_there_are_gets_a_number() -> None:
    old = "澜亭市渡口管理办法\n\n" + "".join(f"第{han_or_digits(n)}条 渡口应当有人。\n" for n in range(1, 10_000))
    order = (
        "澜亭市人民政府关于修改《澜亭市渡口管理办法》的决定\n\n"
        "一、增加一条，作为第五条：“第五条 渡口应当有灯。”\n\n二、以后条文顺序相应调整。\n"
    )
    made = amend(parse(source(old)), source(order))
    assert [one.status for one in made.instructions] == ["applied", "applied"]
    assert made.articles[-1].label == "第10000条"


def test_a_clause_of_very_many_places_is_told_of_each_by_its_beginning_and_end() -> None:
    names = "、".join(f"第{han_or_digits(n)}条" for n in range(1, 1_500))
    order = f"澜亭市人民政府关于修改《澜亭市渡口管理办法》的决定\n\n将{names}中的“值守”修改为“看守”。\n"
    text = "澜亭市渡口管理办法\n\n第一条 渡口应当有人值守。\n\n第二条 值守的人应当有灯。\n"
    made = amend(parse(source(text)), source(order))
    assert len(made.instructions) > 1_000
    assert max(len(one.quote) for one in made.instructions) <= 4_001
    assert [one.status for one in made.instructions[:2]] == ["applied", "applied"]


def test_words_are_asked_of_the_lines_of_all_places_at_once() -> None:
    lines = LinesOfPlaces.of([["渡口应当有人", "甲"], ["码头"], [], ["渡 口（一）"]])
    assert list(lines.having("渡口")) == [0, 3]
    assert list(lines.having("(一)")) == [3]
    assert list(lines.having(" ")) == [0, 1, 2, 3]
    assert list(lines.having("人甲")) == []


def test_names_of_a_page_are_given_once() -> None:
    names = FreeNames()
    assert [names.take(name) for name in ("节", "节-2", "节", "节", "节-2")] == ["节", "节-2", "节-3", "节-4", "节-2-2"]


def test_the_same_fine_in_a_long_change_is_told_with_the_greatest_sum() -> None:
    old, new = (measure([article(1, f"占用桥梁的，处{sums}罚款。")]) for sums in ("9元", "9元，情节严重的，处5000元"))
    told = compared((old, new)).key_changes
    assert any("5000元" in line.text for line in told)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_one_thing_over_and_over_is_read(name: str) -> None:
    assert read_bytes(PAGES[name](3_000).encode(), "page.html").text.strip()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_one_thing_over_and_over_is_read(name: str) -> None:
    found = read_index(LISTS[name](3_000), "http://lanting.example/wj/")
    assert len(found.entries) <= 3_000 // 20


@pytest.mark.parametrize("name", CITING)
def test_a_text_that_cites_over_and_over_is_read(name: str) -> None:
    assert all(one.quote for one in citations_of(CITING[name](2_000)))


def decision(number: int) -> str:
    return (
        f"澜亭市人民政府关于修改《澜亭市渡口管理办法》的决定\n\n澜亭市人民政府令第{number}号\n\n"
        f"一、将第一条中的“值守”修改为“看守{number}”。\n\n本决定自公布之日起施行。\n\n澜亭市人民政府\n\n"
        f"{2000 + number // 28}年{number % 12 + 1}月{number % 28 + 1}日\n"
    )


def records_of_all(texts: list[str]) -> list[Record]:
    return [
        record
        for n, text in enumerate(texts)
        for record in records(
            Holding(issue=f"lanting/2024/{n:04d}", index=0, document=parse(source(text)).documents[0], published=None)
        )
    ]


def test_a_rule_that_was_changed_very_often_is_one_work_in_the_order_of_time() -> None:
    rule = (
        "澜亭市渡口管理办法\n\n澜亭市人民政府令第1号\n\n第一条 渡口应当有人值守。\n\n澜亭市人民政府\n\n1999年1月1日\n"
    )
    found = lineage_of(records_of_all([rule, *map(decision, range(2, 90))]))
    assert len(found.works) == 1
    days = [stage.record.day for stage in found.works[0].stages]
    assert days == sorted(days)
    assert len(days) == 89


def test_of_very_many_documents_of_one_number_some_are_named() -> None:
    texts = [
        f"澜亭市人民政府关于第{n}类渡口的通知\n\n澜府规〔2010〕1号\n\n"
        "第一条 渡口应当有人。\n\n澜亭市人民政府\n\n2010年1月1日\n"
        for n in range(40)
    ]
    told = [one.message for one in lineage_of(records_of_all(texts)).remarks if one.code == "number-shared"]
    assert len(told) == 40
    assert all("and 19 more" in one.en and "等39件" in one.zh for one in told)
