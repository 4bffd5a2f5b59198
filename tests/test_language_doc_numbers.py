from __future__ import annotations

import itertools

import pytest

from tracker.language.numbers_of_documents import (
    agency_code,
    decree_at_start,
    decree_line,
    doc_numbers,
    is_doc_number,
    number_key,
    number_line,
    same_order,
    session_number,
)

BRACKETS = ("〔〕", "[]", "［］", "【】", "﹝﹞", "()", "（）", "〖〗")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("brackets", BRACKETS)
def test_a_number_is_one_however_it_is_printed(brackets: str) -> None:
    for blank, order, zero, width in itertools.product(("", " ", "\u3000"), ("", "第"), ("", "0"), (False, True)):
        printed = f"澜财发{blank}{brackets[0]}2024{brackets[1]}{blank}{order}{zero}12{blank}号"
        printed = printed.translate(FULL_WIDTH) if width else printed
        assert [number for number, _, _ in doc_numbers(f"根据{printed}的规定")] == ["澜财发〔2024〕12号"]
        assert number_line(printed) == number_line(f"（{printed}）") == "澜财发〔2024〕12号"
        assert number_key(printed) == number_key("澜财发〔2024〕12号")
        assert is_doc_number(printed)


def test_where_numbers_stand() -> None:
    text = "按照《某办法》（澜财发〔2024〕12号）和澜建规〔2023〕3号"
    assert [text[start:end] for _, start, end in doc_numbers(text)] == ["澜财发〔2024〕12号", "澜建规〔2023〕3号"]


@pytest.mark.parametrize("text", ["某办法（2024年修订）", "（2024）12号楼", "共12号", "2024年第3期", ""])
def test_what_is_no_number(text: str) -> None:
    assert doc_numbers(text) == []
    assert number_line(text) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("南河省人民政府令第310号", "南河省人民政府令第310号"),
        ("南河省人民政府令（第310号）", "南河省人民政府令第310号"),
        ("（第 ３１０ 号）", "第310号"),
        ("第三十七号", "第三十七号"),
        ("第一百零五号", "第一百零五号"),
        ("公告〔十六届〕第29号", "公告〔十六届〕第29号"),
        ("南河省人大常委会公告（第十六届第29号）", "南河省人大常委会公告〔十六届〕第29号"),
        ("〔2023〕第9号", "〔2023〕第9号"),
        ("南河省人民政府令", None),
        ("根据第310号令", None),
    ],
)
def test_numbers_of_decrees_on_their_lines(line: str, number: str | None) -> None:
    assert decree_line(line) == number


def test_numbers_of_decrees_inside_texts() -> None:
    assert decree_at_start("南河省人民政府令（第9号）南河省供水办法") == ("南河省人民政府令第9号", "南河省供水办法")
    assert decree_at_start("南河省供水办法") is None
    assert session_number("见公告〔十六届〕第29号") == "公告〔十六届〕第29号"
    assert session_number("第29号") is None
    assert number_line("2020年第20号") == number_line("（2020 年第 20 号）") == "2020年第20号"
    assert same_order("澜亭市人民政府令第12号", "市政府令第12号")
    assert not same_order("澜亭市人民政府令第12号", "市政府令第13号")
    assert agency_code("澜财发[2024]12号") == "澜财发"
    assert agency_code("第12号") is None
    assert agency_code(None) is None
