"""Texts made to make the parser slow or to break it: it ends, keeps every character, and still reads what is there.

How its time grows is measured in ``tests/benchmarks/bench_hostile.py``; here nothing is timed.
"""

from __future__ import annotations

import random

import pytest

from tests.benchmarks.hostile_units import UNITS
from tests.gazettes import source
from tests.property.test_parse_conservation import lost_and_doubled
from tracker.model import ContentsEntry, Document
from tracker.parse import parse
from tracker.parse.flattened.title_places import TitlePlaces, occurrences
from tracker.parse.issue.listed_numbers import ListedNumbers
from tracker.parse.issue.listed_titles import with_titled
from tracker.parse.lines import Clean, split_lines, wide_blanks


@pytest.mark.parametrize("name", UNITS)
def test_no_character_of_a_hostile_text_is_lost(name: str) -> None:
    text = source(UNITS[name](1_500))
    lost, doubled = lost_and_doubled(text, parse(text))
    assert not doubled
    assert name in _FOLDED or not lost


_FOLDED = frozenset(name for name in UNITS if name.startswith("line: ") or "HTML" in name)
"""Units of marks that are no words: entities, signs without width, tags that are never closed."""


def document(text: str) -> Document:
    """The one document of a text."""
    (found,) = parse(source(text)).documents
    return found


def test_the_repeals_of_a_very_long_sentence_are_each_read_and_quoted_by_their_names() -> None:
    names = [f"《澜亭市渡口第{n}号规定》" for n in range(1, 301)]
    found = document(f"澜亭市人民政府关于渡口的决定\n\n本决定自2024年5月1日起施行。{'、'.join(names)}同时废止。\n")
    assert [f"《{one.title}》" for one in found.repeals] == names
    assert {len(one.quote) for one in found.repeals} <= {len(names[0]), len(names[10]), len(names[100])}
    assert len({one.span for one in found.repeals}) == len(names)


@pytest.mark.parametrize("between", ["", "渡口应当有人值守，" * 60])
def test_a_text_that_is_still_to_come_is_one_however_far_before_the_word(between: str) -> None:
    text = f"澜亭市人民政府关于渡口的通知\n\n新的《渡口管理办法》施行后，{between}《甲规定》、《乙规定》同时废止。\n"
    found = document(text)
    assert [one.title for one in found.doubtful_repeals] == ["甲规定", "乙规定"]
    assert not found.repeals


def test_a_number_is_cited_with_its_own_sentence_among_many() -> None:
    text = "".join(f"按照澜府〔2010〕{n}号办理。" for n in range(1, 400))
    found = document(f"澜亭市人民政府关于渡口的通知\n\n澜府〔2024〕3号\n\n{text}\n")
    assert [one.quote for one in found.citations] == [f"按照澜府〔2010〕{n}号办理。" for n in range(1, 400)]


def test_a_list_that_nothing_in_the_body_answers_is_told_entry_by_entry() -> None:
    entries = "\n".join(f"关于做好第{n}项工作的通知……({n})" for n in range(1, 900))
    issue = parse(source(f"澜亭市人民政府公报\n\n2024年第3期\n\n目  录\n\n{entries}\n\n正文从这里开始，没有标题。\n"))
    missing = [one for one in issue.diagnostics if one.code == "contents-missing"]
    assert len(missing) == len(issue.toc) == 899


def test_titles_of_a_list_are_found_in_order_and_each_place_once() -> None:
    text = (
        "甲\n\n关于灯的通知\n\n乙。\n\n关于灯的\n通知\n\n丙。\n\n"
        "澜亭市水务局\n关于水的通知\n\n丁。\n\n关于风和光的通知\n\n戊。\n"
    )
    lines = split_lines(Clean(text)).lines
    titles = ("关于灯的通知", "关于灯通知", "澜亭市水务局关于水的通知", "关于风与光的通知", "关于雨的通知")
    entries = [ContentsEntry(title=title, doc_number=None, page=None, section=None) for title in titles]
    found = with_titled(lines, 1, entries, [])
    assert [(one.start, one.body) for one in found] == [(1, 2), (3, 5), (6, 8), (9, 10)]


def test_numbers_of_a_list_are_known_whole_or_by_their_ends() -> None:
    numbers = [
        "澜府〔2024〕3号",
        "澜亭市人民政府令第9号",
        "澜亭市水务局公告2024年第7号",
        "澜亭市财政局公告2024年第8号",
        "澜亭市民政局公告2024年第8号",
    ]
    entries = [ContentsEntry(title="甲", doc_number=number, page=None, section=None) for number in numbers]
    listed = ListedNumbers(entries)
    assert listed.numbered("澜府〔2024〕3号") is entries[0]
    assert listed.numbered("2024年第7号") is entries[2]
    assert listed.numbered("2024年第8号") is None, "two bodies have an announcement of that number"
    assert listed.decreed("澜亭市令第9号") is entries[1]
    assert listed.decreed("第9号") is None


def test_places_of_many_keys_are_those_of_each() -> None:
    made = random.Random(7)
    text = "".join(made.choice("甲乙丙的") for _ in range(3_000))
    keys = {"".join(made.choice("甲乙丙的") for _ in range(made.randint(1, 8))) for _ in range(400)}
    naive = {key: [i for i in range(len(text)) if text.startswith(key, i)] for key in keys}
    assert occurrences(text, keys) == {key: places for key, places in naive.items() if places}


@pytest.mark.parametrize("many", [0, 400])
def test_a_title_is_found_whatever_stands_between_its_letters(many: int) -> None:
    titles = ["关于加强渡口管理工作的若干意见", "渡口规定", *(f"第{n}项" for n in range(many))]
    text = "甲《渡 口\n规定》乙 关于加强渡口 管理工作若干意见 丙 渡口规定"
    places = TitlePlaces(text, titles)
    assert [text[slice(*place)] for title in titles[:2] if (place := places.find(title, 0))] == [
        "关于加强渡口 管理工作若干意见",
        "渡 口\n规定",
    ]
    assert places.find("渡口规定", 3) == (len(text) - 4, len(text))
    assert places.find("渡口规定", len(text)) is None


@pytest.mark.parametrize("blank", [" ", "\u3000 ", "\t", "\n"])
@pytest.mark.parametrize(("count", "cut"), [(200, 0), (201, 1), (1_000, 800)])
def test_blanks_beyond_any_layout_are_cut(blank: str, count: int, cut: int) -> None:
    run = (blank * count)[:count]
    spans = wide_blanks(f"甲{run}乙")
    assert [(start, end) for start, end in spans] == ([(201, 1 + count)] if cut else [])
    assert [line.text for line in split_lines(Clean(f"甲{run}乙", spans)).lines] in (["甲乙"], ["甲", "乙"])


def test_of_the_many_measures_that_a_circular_names_those_that_stand_below_are_read() -> None:
    named = "、".join(f"《渡口第{n}号办法》" for n in range(1, 40))
    text = (
        f"澜亭市人民政府关于印发渡口办法的通知\n\n现将{named}印发给你们。\n\n"
        "渡口第3号办法\n\n第一条 渡口应当有灯。\n\n渡口第9号办法\n\n第一条 渡口应当有人。\n"
    )
    assert [one.title for one in document(text).instruments][1:] == ["渡口第3号办法", "渡口第9号办法"]
