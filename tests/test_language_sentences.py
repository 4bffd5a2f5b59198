"""Where sentences, parts and clauses end."""

from __future__ import annotations

import re

import pytest

from tracker.language.sentence_ends import (
    clauses,
    complete,
    in_number,
    not_in_number,
    parts,
    quotation_ends,
    sentences,
    without_quotations,
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"]),
        ("甲；乙。\n丙", ["甲；乙。", "丙"]),
        (" 甲。 \n\n 乙 ", ["甲。", "乙"]),
        ("将第三条修改为：“第三条 甲。乙。”第四条删去。", ["将第三条修改为：“第三条 甲。乙。”", "第四条删去。"]),
        ("在“甲。”之后增加“乙。”。丙。", ["在“甲。”之后增加“乙。”。", "丙。"]),
        ("将“甲。”修改为“乙。”，并删去丙。", ["将“甲。”修改为“乙。”，并删去丙。"]),
        ("他说：「外『内。』外。」丁。", ["他说：「外『内。』外。」", "丁。"]),
        ("“没有合上。乙。", ["“没有合上。", "乙。"]),
        ("", []),
    ],
)
def test_sentences(text: str, want: list[str]) -> None:
    found = list(sentences(text))
    assert [one.text for one in found] == want
    assert all(text[one.start : one.end] == one.text for one in found)


def test_parts_end_at_semicolons_and_clauses_at_commas_but_not_inside_quotations() -> None:
    text = "甲，“乙；丙，丁。”为准；戊。"
    assert [one.text for one in parts(text)] == ["甲，“乙；丙，丁。”", "为准；", "戊。"]
    assert [one.text for one in clauses(text)] == ["甲，", "“乙；丙，丁。”", "为准；", "戊。"]


def test_what_a_text_says_in_its_own_voice() -> None:
    text = "将“甲废止。”修改为“乙‘丙’”。"
    plain = without_quotations(text)
    assert len(plain) == len(text)
    assert plain == "将“    ”修改为“    ”。"
    assert without_quotations("“没有合上") == "“没有合上"
    assert quotation_ends("“没有合上") == {}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("“甲”乙“丙”", {0: 3, 4: 7}),
        ("“甲‘乙’丙”", {0: 7, 2: 5}),
        ("““甲”乙”", {0: 6, 1: 4}),
        ("““甲”", {1: 4}),
        ("“甲。\n“乙。”丙”", {0: 8, 4: 8}),
        ("”甲“", {}),
        ("“甲’", {}),
    ],
)
def test_every_quotation_ends_where_its_mark_is_closed(text: str, ends: dict[int, int]) -> None:
    assert quotation_ends(text) == ends


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("甲。", True),
        ("甲。”）", True),
        ("甲：", True),
        ("甲……", True),
        ("甲。（乙）", True),
        ("甲；(乙)", True),
        ("甲（乙）", False),
        ("甲。（乙）丙）", False),
        ("（乙）", False),
        ("甲，", False),
        ("甲", False),
        ("", False),
        ("甲。\n", True),
    ],
)
def test_a_paragraph_is_complete(text: str, want: bool) -> None:  # noqa: FBT001
    assert complete(text) is want


@pytest.mark.parametrize("label", ["一.", "（一）.", "第三条.", "第二十章.", "附件一.", "表二."])
def test_the_point_of_a_label_ends_no_sentence(label: str) -> None:
    assert [one.text for one in sentences(f"{label}加强管理，提高水平.")] == [f"{label}加强管理，提高水平."]
    assert [one.text for one in sentences(f"按期办理.\n{label}加强管理。")] == ["按期办理.", f"{label}加强管理。"]
    assert not complete(label)
    assert complete("按百分之二十.")


@pytest.mark.parametrize(
    ("text", "inside", "elsewhere"),
    [
        ("50,001元", [2], []),
        ("8:30,9:00", [1, 4, 6], []),
        ("甲,乙", [], [1]),
        ("第1,乙,2", [], [2, 4]),
        (",1", [], [0]),
    ],
)
def test_a_comma_or_a_colon_is_inside_a_number_or_not(text: str, inside: list[int], elsewhere: list[int]) -> None:
    assert [found.start() for found in re.finditer(in_number(",:"), text)] == inside
    assert [found.start() for found in re.finditer(not_in_number(",:"), text)] == elsewhere
