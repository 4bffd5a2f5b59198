"""A comparison that is cut short says so: ``coarse`` in JSON, one plain sentence wherever a person reads."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from itertools import chain
from types import FrameType
from typing import Any

import pytest
from docx import Document as WordDocument

from tests.benchmarks.hostile_units import UNITS, edited
from tests.gazettes import source
from tests.measures import article, measure
from tracker.compare import compare
from tracker.compare.align import table_rows
from tracker.compare.align.table_rows import is_cut, table_passages
from tracker.compare.brief import ten_lines
from tracker.compare.facts import same_rule
from tracker.model import ChangeSet, Instrument, KeyChange
from tracker.parse import parse
from tracker.render import RENDERERS, RenderOptions
from tracker.schema.published_schemas import schema_of


def table(rows: int, *, shift: int = 0) -> str:
    lines = (
        f"{'甲乙丙丁戊己庚辛'[(row * 5 + shift) % 8]}{row * 7 + shift}号渡口{row * shift}道\t{row}"
        for row in range(rows)
    )
    return "\n".join(chain(["渡口\t人数"], lines))


def sides(old: str, new: str) -> tuple[Instrument, Instrument]:
    return measure([old, "渡口应当有人值守。"]), measure([new, "渡口应当有人值守。"])


LARGE = sides(f"渡口如下：\n{table(150)}", f"渡口如下：\n{table(150, shift=11)}")
SMALL = sides(f"渡口如下：\n{table(12)}", f"渡口如下：\n{table(12, shift=11)}")
IN_ENGLISH = "tables with too many rows or columns to be weighed against one another: 1"
TOLD = "有1个表格行列过多，未能逐一比较"


def compared(pair: tuple[Instrument, Instrument]) -> ChangeSet:
    result = compare(*pair)
    assert isinstance(result, ChangeSet)
    return result


WIDE = "渡口" + "\t灯" * 1200 + "\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "cut"),
    [
        ("as many rows as are weighed", table(99), table(99, shift=11), False),
        ("more rows of other names", table(150), table(150, shift=11), True),
        ("many rows of the same names", table(400), table(400).replace("\t3", "\t4"), False),
        ("the same table", table(400), table(400), False),
        ("many columns of other headings", "甲" + "\t乙" * 900 + "\n丙", "丁" + "\t戊" * 900 + "\n己", True),
        ("many columns of the same headings", "甲" + "\t乙" * 900 + "\n丙", "甲" + "\t乙" * 901 + "\n己", False),
        (
            "one wide row over many short ones",
            "渡口" + "\t灯" * 1200 + "\n甲\t乙" * 1000,
            "渡口" + "\t灯" * 1200 + "\n甲\t丙" * 1000,
            True,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_a_table_is_cut_by_a_count_of_pairs(name: str, old: str, new: str, *, cut: bool) -> None:
    assert is_cut(old, new) is cut, name
    found = table_passages(old, new)
    assert "".join(old[slice(*one.old)] for one in found if one.old).count("渡口") == old.count("渡口")
    assert {one.old for one in found if one.old}
    assert {one.new for one in found if one.new}


def test_a_table_too_wide_is_compared_by_whole_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "_MOST_CELLS", 5)
    old, new = "渡口\t人数\n东渡\t3\n西渡\t4", "渡口\t人数\n西渡\t4\n东渡\t5"
    found = table_passages(old, new)
    told = [(one.old and old[slice(*one.old)], one.new and new[slice(*one.new)]) for one in found]
    assert told == [
        ("渡口\t人数", "渡口\t人数"),
        ("西渡\t4", "西渡\t4"),
        ("东渡\t3", None),
        (None, "东渡\t5"),
    ]
    assert {one.kind for one in found} == {"row"}


@pytest.mark.parametrize(("pair", "coarse"), [(LARGE, True), (SMALL, False)])
def test_json_says_coarse_where_a_comparison_was_cut_short_and_nothing_elsewhere(
    pair: tuple[Instrument, Instrument], *, coarse: bool
) -> None:
    result = compared(pair)
    told = json.loads(RENDERERS["json"](result, RenderOptions()))
    assert result.coarse is coarse
    assert told.get("coarse") is (True if coarse else None)
    assert any(IN_ENGLISH in remark for remark in told["remarks"]) is coarse
    assert schema_of("diff")["properties"]["coarse"]["const"] is True


@pytest.mark.parametrize("shown", ["text", "html", "md"])
def test_a_reader_is_told_in_one_plain_sentence(shown: str) -> None:
    page = RENDERERS[shown](compared(LARGE), RenderOptions())
    assert isinstance(page, str)
    assert page.count(TOLD) == 1
    assert TOLD not in str(RENDERERS[shown](compared(SMALL), RenderOptions()))
    english = str(RENDERERS[shown](compared(LARGE), RenderOptions(lang="en")))
    assert english.count(IN_ENGLISH) == 1


def test_the_docx_tells_it_too() -> None:
    made = RENDERERS["docx"](compared(LARGE), RenderOptions())
    assert isinstance(made, bytes)
    header = WordDocument(BytesIO(made)).sections[0].first_page_header
    assert TOLD in "\n".join(paragraph.text for paragraph in header.paragraphs)


def test_a_change_too_long_for_a_redline_by_characters_is_told() -> None:
    lines = [f"{n}渡口应当有人值守，夜里应当有灯，灯应当有人看管。" for n in range(700)]
    old, new = ("\n".join(one) for one in (lines, [*lines[:300], "渡口应当有钟。", *lines[301:]]))
    result = compared((measure([article(1, old)]), measure([article(1, new)])))
    assert result.coarse
    assert any("篇幅过长" in getattr(remark, "zh", "") for remark in result.remarks)
    assert sum(len(edit.old) for edit in result.changes[0].edits if edit.op != "equal") < 60


@pytest.mark.parametrize("name", ["line: tabs", "table: headers over and over", "table: many rows"])
def test_of_twice_the_text_the_comparison_takes_twice_the_work(name: str) -> None:
    small, large = (work_of(UNITS[name](size)) for size in (1_500, 3_000))
    assert large <= 2.2 * small


def work_of(text: str) -> int:
    """How many instructions of Python, in loops too, a comparison of a text with itself edited takes."""
    old, new = parse(source(text)), parse(source(edited(text)))
    compare(old, new)
    steps = 0

    def count(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - what sys.settrace asks for
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        compare(old, new)
    finally:
        sys.settrace(before)
    return steps


def line(text: str, change: int = 0) -> KeyChange:
    return KeyChange(label="第一条", text=text, weight=1.0, change=change)


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["渡口：值守", "渡口：夜里值守"], ["渡口：夜里值守"]),
        (["渡口：值守", "渡口：看灯"], ["渡口：值守", "渡口：看灯"]),
        (["渡口：值守", "渡口：值守"], ["渡口：值守", "渡口：值守"]),
        (["值守", "渡口：值守"], ["渡口：值守"]),
        (["渡口：值守", "码头：值守"], ["渡口：值守", "码头：值守"]),
        (["渡口：值守"], ["渡口：值守"]),
    ],
)
def test_a_line_that_a_longer_one_has_in_it_is_not_told(texts: list[str], kept: list[str]) -> None:
    assert [one.text for one in ten_lines.without_repeated([*map(line, texts)])] == kept
    apart = [line(text, change) for change, text in enumerate(texts)]
    assert [*ten_lines.without_repeated(apart)] == apart


def test_of_very_many_words_of_duty_those_around_are_looked_at() -> None:
    many = list(range(1_000))
    assert same_rule.places_around(many, 500) == list(range(400, 600))
    assert same_rule.places_around(many, 3) == list(range(103))
    assert same_rule.places_around(many[:200], 3) == many[:200]


@pytest.mark.parametrize("filling", ["", "渡口码头" * 30, "渡口码头" * 300])
def test_a_range_in_a_clause_of_any_length_is_told_with_both_bounds(filling: str) -> None:
    old, new = (f"违反的，{filling}处{a}万元以上{b}万元以下罚款。" for a, b in ((1, 5), (2, 9)))
    told = compared((measure([old, "渡口应当有人值守。"]), measure([new, "渡口应当有人值守。"]))).key_changes
    assert any("2万元以上9万元以下" in one.text for one in told)
